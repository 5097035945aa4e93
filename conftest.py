"""Which groups of tests run here: browser and database tests need what `make test-all` installs."""

import os

import pytest

_GROUPS = {
    "browser": "browser tests (they drive Chromium)",
    "database": "database tests (they need PostgreSQL or MariaDB)",
    "index": "tests that ask a package index",
}
_left_out: dict[str, int] = {}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the groups that were not asked for in ASN_TESTS, and count them."""
    wanted = set(os.environ.get("ASN_TESTS", "").split(","))
    kept: list[pytest.Item] = []
    dropped: list[pytest.Item] = []
    for item in items:
        group = next((g for g in _GROUPS if item.get_closest_marker(g) and g not in wanted), None)
        (dropped if group else kept).append(item)
        if group:
            _left_out[group] = _left_out.get(group, 0) + 1
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    """Take over the counts of a parallel worker (each collects the same tests)."""
    _left_out.update(getattr(node, "workeroutput", {}).get("left_out", {}))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the counts of a parallel worker to the session that prints the summary."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = _left_out


def pytest_terminal_summary(terminalreporter) -> None:
    """Say in one plain line what was not there."""
    if _left_out:
        parts = [f"{_GROUPS[group]}: {count}" for group, count in sorted(_left_out.items())]
        terminalreporter.write_line(f"Not run here: {'; '.join(parts)}. make test-all runs them.")
