"""A person at Chromium: opens pages, and nothing that goes wrong behind them stays unseen."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.browser.people import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

__all__ = ["DESK", "PHONE", "UPSTREAM", "Visit", "chromium", "visit"]

# What upstream blocks ask for, the policy refuses and they work without: a font, a script in line.
UPSTREAM = r"fonts\.googleapis\.com|Executing inline script violates"

DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_PATIENCE_MS = 30_000


@dataclass
class Visit:
    """One person's browser window; `problems` is what the browser complained about."""

    site: str
    page: "Page"
    problems: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to a page of the site."""
        answer = self.page.goto(self.site + path)
        assert answer is not None
        assert answer.ok, f"{path} answered {answer.status}"

    def log_in(self, username: str) -> None:
        """Fill in the log-in form, and arrive."""
        self.open("/login/")
        self.page.get_by_label("Nama pengguna").fill(username)
        self.page.get_by_label("Kata sandi").fill(PASSWORD)
        self.page.get_by_role("button", name="Masuk").click()
        self.page.get_by_role("heading", level=1, name="Selamat datang").wait_for()

    def expect_trouble(self, pattern: str) -> None:
        """Let a complaint pass that belongs to the test: a cut network, a refused form."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        """The complaints that do not belong to the test."""
        return [p for p in self.problems if not any(re.search(e, p) for e in self.expected)]


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Debian's Chromium, without a window and without its own errands on the network."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(_FLAGS)
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(browser: "Browser", site: str, **size: Any) -> Iterator[Visit]:
    """A new window of that size, with cookies of its own and all complaints noted."""
    context = browser.new_context(reduced_motion="reduce", locale="id-ID", **size)
    context.set_default_timeout(_PATIENCE_MS)
    try:
        someone = Visit(site, context.new_page())
        _listen(context, someone)
        yield someone
    finally:
        context.close()


def _listen(context: "BrowserContext", someone: Visit) -> None:
    host = urlsplit(someone.site).netloc
    note = someone.problems.append

    def console(message: Any) -> None:
        if message.type == "error":
            note(f"console: {message.text} ({message.location.get('url', '')})")

    def request(asked: Any) -> None:
        address = urlsplit(asked.url)
        if address.scheme not in {"data", "blob"} and address.netloc != host:
            note(f"request to another host: {asked.url}")

    def response(answer: Any) -> None:
        if answer.status >= 500:
            note(f"{answer.url} answered {answer.status}")

    context.on("console", console)
    context.on("request", request)
    context.on("response", response)
    context.on("weberror", lambda error: note(f"page error: {error.error}"))
