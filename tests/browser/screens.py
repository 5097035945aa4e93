"""Pictures of every page of every role: `python tests/browser/screens.py OUTDIR [ADDRESS]`.

Without the address of a site that `asn demo` filled, a demo is made first, which takes a minute.
Narrow and wide, in light and in dark; the file names say role, width and page.
"""

import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

__all__ = ["main"]

_ROLES = {
    "learner": "wendi.lestari",
    "trainer": "pelatih",
    "hr": "bkpsdm",
    "approver": "pejabat",
    "auditor": "inspektur",
}
_WIDTHS = (360, 1280)


def main(out: Path, site: str = "") -> None:
    """Take all pictures into the folder `out`."""
    from tests.browser.serving import asn, served

    out.mkdir(parents=True, exist_ok=True)
    if site:
        _pictures(out, site)
        return
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder)
        asn("demo", var=var)
        with served(var) as address:
            _pictures(out, address)


def _pictures(out: Path, site: str) -> None:
    from tests.browser.visiting import chromium

    with chromium() as browser:
        for width in _WIDTHS:
            _visitor(browser, out, site, width)
            for role, username in _ROLES.items():
                _role(browser, out, site, width, role=role, username=username)


def _role(
    browser: "Browser", out: Path, site: str, width: int, *, role: str, username: str
) -> None:
    from tests.browser.visiting import visit
    from tests.browser.walking import walk

    with visit(browser, site, **_size(width)) as someone:
        someone.log_in(username)
        for kind in walk(someone):
            _take(someone.page, out / f"{role}-{width}-{_name(kind)}.png")
        for name, steps in _STATES.get(role, {}).items():
            someone.open("/")
            steps(someone.page)
            _take(someone.page, out / f"{role}-{width}-{name}.png")


def _visitor(browser: "Browser", out: Path, site: str, width: int) -> None:
    from tests.browser.visiting import visit

    with visit(browser, site, **_size(width)) as someone:
        page = someone.page
        page.goto(f"{site}/login/")
        _take(page, out / f"visitor-{width}-login.png")
        page.get_by_role("button", name="Masuk").click()
        page.get_by_role("alert").wait_for()
        _take(page, out / f"visitor-{width}-login-refused.png")
        page.goto(f"{site}/tidak-ada/")
        _take(page, out / f"visitor-{width}-not-found.png")


def _take(page: "Page", place: Path) -> None:
    page.wait_for_load_state("networkidle")
    for scheme, name in (("light", place), ("dark", place.with_name(f"dark-{place.name}"))):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=name, full_page=True)


def _size(width: int) -> dict[str, Any]:
    from tests.browser.visiting import DESK, PHONE

    return next(size for size in (PHONE, DESK) if size["viewport"]["width"] == width)


def _name(kind: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-") or "home"


def _menu(page: "Page") -> None:
    if page.get_by_text("Menu", exact=True).is_visible():
        page.get_by_text("Menu", exact=True).click()


def _verified(page: "Page") -> None:
    page.goto(re.sub(r"(//[^/]+).*", r"\1/asn/ledger/", page.url))
    page.get_by_role("button", name="Periksa sekarang").click()
    page.get_by_role("status").wait_for()


_STATES: "dict[str, dict[str, Callable[[Page], None]]]" = {
    "learner": {"menu": _menu},
    "hr": {"menu": _menu},
    "auditor": {"verified": _verified},
}


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[2])
    main(Path(sys.argv[1]), *sys.argv[2:3])
