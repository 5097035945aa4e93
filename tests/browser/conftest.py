"""One campus for all browser tests, one Chromium a module, one window a person."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.browser.serving import prepare, served
from tests.browser.visiting import DESK, PHONE, Visit, chromium, visit


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served campus with courses, people and some learning behind it."""
    var = tmp_path_factory.mktemp("campus")
    prepare(var)
    with served(var) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium. Module by module, because while it runs Django believes to be in an event loop."""
    with chromium() as started:
        yield started


@pytest.fixture
def arrive(site: str, browser: Any) -> Iterator[Callable[..., Visit]]:
    """Call it with a log-in name and a size: the visit of that person, who is logged in."""
    with ExitStack() as stack:
        visits = []

        def come(username: str = "", *, size: dict[str, Any]) -> Visit:
            someone = stack.enter_context(visit(browser, site, **size))
            visits.append(someone)
            if username:
                someone.log_in(username)
            return someone

        yield come
        complaints = [line for someone in visits for line in someone.unexpected()]
    assert complaints == []


@pytest.fixture
def at_phone(arrive: Callable[..., Visit]) -> Callable[[str], Visit]:
    """Call it with a log-in name: somebody with a phone of 360 px and fingers."""
    return lambda username="": arrive(username, size=PHONE)


@pytest.fixture
def at_desk(arrive: Callable[..., Visit]) -> Callable[[str], Visit]:
    """Call it with a log-in name: somebody at a screen of 1280 px."""
    return lambda username="": arrive(username, size=DESK)
