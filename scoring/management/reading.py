"""Reading a file an operator named, with one sentence when that cannot be."""

from pathlib import Path

from scoring.management.subcommand import Refused

__all__ = ["read_text"]

_MOST_BYTES = 20_000_000


def read_text(path: Path) -> str:
    """The text of a UTF-8 file of at most 20 MB, without its byte order mark."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            sentence = f"{path}: the file is larger than 20 MB; split it."
            raise Refused(sentence)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = f"{path}: not UTF-8 at byte {error.start}; save the file as CSV UTF-8."
        raise Refused(sentence) from error
    except OSError as error:
        sentence = f"{path}: cannot be read ({error.strerror}); check the name and the rights."
        raise Refused(sentence) from error
