"""How far a long command has come, told on the error stream and only when it takes long."""

import importlib.util
import time
from types import TracebackType
from typing import Any, Self, TextIO

__all__ = ["Progress"]

_PATIENCE_SECONDS = 1.0
_BETWEEN_LINES_SECONDS = 2.0


class Progress:
    """Call it with the number done, and the total when that is known.

    The first second is silent. After it a terminal shows rich's bar when rich is installed;
    otherwise a plain line appears every two seconds.
    """

    def __init__(self, label: str, stream: TextIO) -> None:
        self._label = label
        self._stream = stream
        self._next_at = time.monotonic() + _PATIENCE_SECONDS
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, total: int | None = None) -> None:
        """Take note of how far the work has come."""
        if self._bar is not None:
            self._bar.update(self._task, completed=done, total=total)
        elif time.monotonic() >= self._next_at:
            self._speak(done, total)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _speak(self, done: int, total: int | None) -> None:
        if self._stream.isatty() and importlib.util.find_spec("rich"):
            self._start_bar(done, total)
            return
        of_total = f" of {total}" if total else ""
        self._stream.write(f"{self._label}: {done}{of_total}\n")
        self._next_at = time.monotonic() + _BETWEEN_LINES_SECONDS

    def _start_bar(self, done: int, total: int | None) -> None:
        from rich.console import Console
        from rich.progress import Progress as Bar

        self._bar = Bar(console=Console(stderr=True), transient=True)
        self._bar.start()
        self._task = self._bar.add_task(self._label, completed=done, total=total)
