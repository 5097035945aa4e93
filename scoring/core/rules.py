"""Conditions and verdicts: a tree of all, any and count over five measures.

One table of operators feeds both the reader of a rulebook and the judge, so that whatever can be
written can be judged. A condition that is not met is a value with its reason, never an error.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from .competency import HIGHEST_EVIDENCE_LEVEL, is_code, level_name
from .standing import Standing
from .tables import Table
from .wording import N_, Line, number_shown

__all__ = ["PERFORMANCE", "Condition", "Facts", "Situation", "Verdict", "judged", "read_condition"]

# The predicates of a yearly performance appraisal (SKP), from the lowest to the highest.
PERFORMANCE = ("Sangat Kurang", "Kurang", "Butuh Perbaikan", "Baik", "Sangat Baik")

_NOTHING = "–"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the register knows about a person and the ledger does not.

    ``as_of`` is the day on which the question is asked; the judge never looks at a clock.
    """

    population: str = "PNS"
    performance: str | None = None
    tenure_years: int | None = None
    as_of: date | None = None


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What a condition is judged on: the standing, the facts and the calendar year."""

    standing: Standing
    facts: Facts
    year: int


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One node of the tree: ``parts`` for all, any and count; ``of`` and ``needed`` otherwise."""

    operator: str
    of: str = ""
    title: str = ""
    needed: Decimal = Decimal(0)
    parts: tuple["Condition", ...] = ()

    def facts(self) -> frozenset[str]:
        """The names of the facts this condition asks for."""
        asked = frozenset().union(*(part.facts() for part in self.parts))
        return asked | {_MEASURES[self.operator].fact} - {""} if not self.parts else asked


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether a condition is met, the sentence that says why, and the evidence it rests on."""

    met: bool
    line: Line
    children: tuple["Verdict", ...] = ()
    rests_on: frozenset[int] = frozenset()

    def lines(self, depth: int = 0) -> Iterator[Line]:
        """The sentences of the tree from top to bottom, each with its depth."""
        yield replace(self.line, met=self.met, depth=depth)
        for child in self.children:
            yield from child.lines(depth + 1)


def read_condition(table: Table, *, courses: Mapping[str, str]) -> Condition:
    """The condition written in a table; ``courses`` are the titles of the known courses."""
    operators = [key for key in table.names if key in _MEASURES or key in _TREES]
    known = ", ".join((*_TREES, *_MEASURES))
    if len(operators) != 1:
        first = next(iter(table.names), "")
        table.refuse(first, f"a condition needs exactly one of {known}")
    operator = operators[0]
    if operator in _TREES:
        return _read_tree(table, operator, courses)
    table.only(operator, "at_least")
    measure = _MEASURES[operator]
    of = table.text(operator)
    if not measure.knows(of, courses):
        table.refuse(operator, f"write {measure.of_form}")
    return Condition(
        operator=operator, of=of, title=courses.get(of, of), needed=measure.needed(table)
    )


def judged(condition: Condition, situation: Situation) -> Verdict:
    """The verdict on a condition, with a verdict on every part of it."""
    if condition.operator in _TREES:
        return _judged_tree(condition, situation)
    measure = _MEASURES[condition.operator]
    current = measure.current(condition, situation)
    met = current.value is not None and current.value >= condition.needed
    params = {
        "of": condition.title,
        "year": str(situation.year),
        "current": _NOTHING if current.value is None else measure.shown(current.value),
        "needed": measure.shown(condition.needed),
    }
    return Verdict(
        met=met,
        line=Line(msgid=measure.says, params=params),
        rests_on=current.rests_on if met else frozenset(),
    )


@dataclass(frozen=True, kw_only=True)
class _Current:
    value: Decimal | None
    rests_on: frozenset[int] = frozenset()


def _jp(_: Condition, situation: Situation) -> _Current:
    standing, year = situation.standing, situation.year
    behind = (credit.rests_on for credit in standing.credits if credit.year == year)
    return _Current(value=Decimal(standing.jp(year)), rests_on=frozenset().union(*behind))


def _level(condition: Condition, situation: Situation) -> _Current:
    reached = situation.standing.levels.get(condition.of)
    if reached is None:
        return _Current(value=None)
    return _Current(value=Decimal(reached.level), rests_on=frozenset(reached.rests_on))


def _course_score(condition: Condition, situation: Situation) -> _Current:
    course = situation.standing.courses.get(condition.of)
    if course is None or course.score_seq is None:
        return _Current(value=None)
    return _Current(value=course.score, rests_on=frozenset({course.score_seq}))


def _performance(_: Condition, situation: Situation) -> _Current:
    predicate = situation.facts.performance
    if predicate not in PERFORMANCE:
        return _Current(value=None)
    return _Current(value=Decimal(PERFORMANCE.index(predicate)))


def _tenure(_: Condition, situation: Situation) -> _Current:
    years = situation.facts.tenure_years
    return _Current(value=None if years is None else Decimal(years))


def _predicate_needed(table: Table) -> Decimal:
    predicate = table.text("at_least")
    if predicate not in PERFORMANCE:
        table.refuse("at_least", "write one of " + ", ".join(PERFORMANCE))
    return Decimal(PERFORMANCE.index(predicate))


def _needed(least: int, most: int) -> Callable[[Table], Decimal]:
    return lambda table: table.number("at_least", least=least, most=most)


def _word(expected: str) -> Callable[[str, Mapping[str, str]], bool]:
    return lambda of, _: of == expected


@dataclass(frozen=True, kw_only=True)
class _Measure:
    """One measure: how it is written, how it is read from a situation and how it is said."""

    of_form: str
    knows: Callable[[str, Mapping[str, str]], bool]
    needed: Callable[[Table], Decimal]
    current: Callable[[Condition, Situation], _Current]
    says: str
    shown: Callable[[Decimal], str] = number_shown
    fact: str = ""


_MEASURES: Mapping[str, _Measure] = {
    "credits": _Measure(
        of_form='"year": the JP of the calendar year',
        knows=_word("year"),
        needed=_needed(1, 1000),
        current=_jp,
        says=N_("Training hours in %(year)s: %(current)s JP; at least %(needed)s JP needed"),
    ),
    "level": _Measure(
        of_form="a competency code such as T.DIG.01",
        knows=lambda of, _: is_code(of),
        needed=_needed(1, HIGHEST_EVIDENCE_LEVEL),
        current=_level,
        says=N_("Evidence level in %(of)s: %(current)s; at least %(needed)s needed"),
        shown=lambda level: f"{level} ({level_name(int(level))})",
    ),
    "course_score": _Measure(
        of_form="the key of a course of this rulebook",
        knows=lambda of, courses: of in courses,
        needed=_needed(0, 100),
        current=_course_score,
        says=N_("Score in %(of)s: %(current)s; at least %(needed)s needed"),
    ),
    "performance": _Measure(
        of_form='"latest": the latest yearly predicate',
        knows=_word("latest"),
        needed=_predicate_needed,
        current=_performance,
        says=N_("Performance predicate: %(current)s; at least %(needed)s needed"),
        shown=lambda rank: PERFORMANCE[int(rank)],
        fact="performance",
    ),
    "tenure": _Measure(
        of_form='"years": the whole years of service',
        knows=_word("years"),
        needed=_needed(0, 60),
        current=_tenure,
        says=N_("Years of service: %(current)s; at least %(needed)s needed"),
        fact="tenure_years",
    ),
}

_TREES = {
    "all": N_("All of these hold:"),
    "any": N_("At least one of these holds:"),
    "count": N_("At least %(needed)s of these hold:"),
}


def _read_tree(table: Table, operator: str, courses: Mapping[str, str]) -> Condition:
    table.only(operator, *(("at_least",) if operator == "count" else ()))
    parts = tuple(read_condition(part, courses=courses) for part in table.tables(operator))
    needed = {"all": len(parts), "any": 1}.get(operator)
    if needed is None:
        needed = table.whole("at_least", least=1, most=len(parts))
    return Condition(operator=operator, needed=Decimal(needed), parts=parts)


def _judged_tree(condition: Condition, situation: Situation) -> Verdict:
    children = tuple(judged(part, situation) for part in condition.parts)
    return Verdict(
        met=sum(child.met for child in children) >= condition.needed,
        line=Line(msgid=_TREES[condition.operator], params={"needed": str(condition.needed)}),
        children=children,
        rests_on=frozenset().union(*(child.rests_on for child in children)),
    )
