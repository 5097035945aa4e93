"""The demo's outcome as a reader sees it: completions, JP, levels, rewards, an explanation, HR's table."""

from collections import Counter

from django.utils import translation
from rich.console import Console
from rich.table import Table

from campus.demo.run import PASSWORD, STAFF, Outcome
from scoring import api
from scoring.core.competency import level_name
from scoring.models import LevelResult

__all__ = ["show"]

_ROWS_SHOWN = 12
_WAITING_SHOWN = 3


def show(outcome: Outcome, console: Console) -> None:
    """Print what came of the demo, the ledger's verdict and how to log in."""
    with translation.override("id"):
        _completions(outcome, console)
        _credits(outcome, console)
        _levels(console)
        _rewards(outcome, console)
        _results(outcome, console)
    _verdict(outcome, console)
    _log_ins(outcome, console)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", min_width=len(title) + 2)
    for column in columns:
        figure = column.startswith("#")
        table.add_column(column.removeprefix("#"), justify="right" if figure else "left")
    return table


def _completions(outcome: Outcome, console: Console) -> None:
    table = _table("Completions", "course", "#passed", "#not passed", "#no score yet")
    for course in sorted({row["course"] for row in outcome.results}):
        rows = [row for row in outcome.results if row["course"] == course]
        scored = [row for row in rows if row["score"] is not None]
        passed = sum(row["passed"] for row in scored)
        absent = len(outcome.members) - len(scored)
        table.add_row(rows[0]["title"], str(passed), str(len(scored) - passed), str(absent))
    console.print(table)


def _credits(outcome: Outcome, console: Console) -> None:
    hours: Counter[str] = Counter()
    for row in outcome.results:
        hours[row["subject"]] += row["jp"]
    people = Counter(value for key, value in hours.items() if value)
    table = _table("Training hours (JP) in the year", "#JP", "#people")
    for jp, count in sorted(people.items()):
        table.add_row(str(jp), str(count))
    table.add_row("0", str(len(outcome.members) - sum(people.values())))
    console.print(table)


def _levels(console: Console) -> None:
    table = _table("Evidence levels", "competency", "level", "#people")
    found = Counter(LevelResult.objects.values_list("code", "level"))
    for (code, level), count in sorted(found.items()):
        table.add_row(code, f"{level} {level_name(level)}", str(count))
    console.print(table)


def _rewards(outcome: Outcome, console: Console) -> None:
    table = _table("Rewards proposed", "#entry", "reward", "state", "reason")
    cases = api.rewards()
    decided = [case for case in cases if case.decided_seq is not None]
    waiting = [case for case in cases if case.decided_seq is None]
    for case in [*decided, *waiting[:_WAITING_SHOWN]]:
        table.add_row(str(case.proposed_seq), case.title, case.state, case.reason)
    console.print(table)
    if len(waiting) > _WAITING_SHOWN:
        console.print(f"and {len(waiting) - _WAITING_SHOWN} more that wait for a decision")
    console.print(f"Entry {outcome.explained} explained:", style="bold")
    console.print(outcome.explanation + "\n")


def _results(outcome: Outcome, console: Console) -> None:
    table = _table(
        f"HR's table ({_ROWS_SHOWN} of {len(outcome.results)} rows, pulled over REST)",
        *("#seq", "NIP", "nama", "unit", "kursus", "#nilai", "lulus", "#JP"),
    )
    for row in outcome.results[-_ROWS_SHOWN:]:
        nip, score = row["nip"] or "", row["score"]
        table.add_row(
            str(row["seq"]),
            f"{nip[:4]}****...{nip[-3:]}",
            row["name"],
            (row["unit"] or "").removesuffix(" (contoh)"),
            row["title"],
            str(score).replace(".", ",") if score is not None else "",
            "ya" if row["passed"] else "belum",
            str(row["jp"]),
        )
    console.print(table)
    for path in outcome.files:
        console.print(f"written: {path.name}")


def _verdict(outcome: Outcome, console: Console) -> None:
    found = outcome.verification
    if found.problems:
        console.print(f"ledger NOT verified: {'; '.join(found.problems)}", style="bold red")
    else:
        console.print(f"ledger verified: {found.size} entries, root {found.root}", style="bold")
    console.print(f"seed {outcome.seed}, {outcome.seconds:.1f} s")


def _log_ins(outcome: Outcome, console: Console) -> None:
    table = _table(f"Log in with the password {PASSWORD}", "role", "log-in name", "person")
    table.add_row("learner", outcome.members[0].account, outcome.members[0].name)
    for role, username, name in STAFF:
        table.add_row(role, username, name)
    console.print(table)
