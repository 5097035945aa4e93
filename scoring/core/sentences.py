"""The sentences of each kind of entry: what held, with the numbers that were decided on."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from .attempts import WIB, attempt_of, wib_day
from .competency import level_name
from .entries import Entry, Kind
from .evidence import COURSE
from .reward import verdict_on
from .rulebook import Rulebook
from .rules import Facts, Situation
from .standing import fold
from .wording import N_, Line, date_shown, number_shown

__all__ = ["RULEBOOK_TEXTS", "told"]

# What the rulebooks say about their sources, listed for the translators, whose tools read no TOML.
RULEBOOK_TEXTS = (
    N_("BPS 2019, after PerLAN 10/2018; check against the annex"),
    N_("setting of the city, after the 20 JP of PP 11/2017 jo. PP 17/2020 art. 203(4)"),
    N_("PP 49/2018 names it for PPPK; for PNS a letter of the city is needed"),
    N_("UU 20/2023 art. 49"),
    N_("PP 11/2017 jo. PP 17/2020 art. 203(4)"),
    N_("UU 27/2022 art. 10"),
)

type _Told = tuple[Line, tuple[Line, ...]]


def told(entry: Entry, entries: Sequence[Entry], rulebook: Rulebook) -> _Told:
    """The title of an entry and the sentences that only its kind has."""
    return _KINDS.get(entry.kind, _plain)(entry, entries, rulebook)


def _evidence(entry: Entry, _: Sequence[Entry], __: Rulebook) -> _Told:
    attempt = attempt_of(entry)
    title = Line(
        msgid=_ACTIVITIES.get(attempt.activity, N_("Evidence: %(activity)s, attempt %(attempt)s")),
        params={"activity": attempt.activity, "attempt": str(entry.body["attempt"])},
    )
    graded = (
        N_("Graded by the server, from the learner's answers.")
        if entry.body["grader"] == "automatic"
        else N_("Graded by a person.")
    )
    times = {
        "began": f"{attempt.began_at.astimezone(WIB):%d-%m-%Y %H.%M}",
        "submitted": f"{attempt.submitted_at.astimezone(WIB):%d-%m-%Y %H.%M}",
    }
    points = [
        Line(
            msgid=N_("%(code)s: %(earned)s of %(possible)s points"),
            params={"code": code, **_shown(earned=earned, possible=possible)},
            depth=1,
        )
        for code, (earned, possible) in attempt.points.items()
    ]
    return title, (
        Line(
            msgid=N_("%(earned)s of %(possible)s points were earned."),
            params=_shown(earned=attempt.earned, possible=attempt.possible),
        ),
        *points,
        Line(msgid=N_("Begun %(began)s WIB, submitted %(submitted)s WIB."), params=times),
        Line(msgid=graded),
        Line(
            msgid=N_("The graded content has the fingerprint %(content)s."),
            params={"content": entry.body["content"].removeprefix("sha256:")[:12]},
        ),
    )


def _credit(entry: Entry, _: Sequence[Entry], rulebook: Rulebook) -> _Told:
    body, caps = entry.body, rulebook.caps
    course = rulebook.courses[body["course"]].title
    title = Line(
        msgid=N_("%(jp)s JP for the course %(course)s"),
        params={"jp": str(body["jp"]), "course": course},
    )
    passed = Line(
        msgid=N_("Course score %(score)s on %(day)s; at least %(needed)s needed to pass."),
        params={
            "day": date_shown(date.fromisoformat(body["passed_on"])),
            **_shown(score=Decimal(body["score"]), needed=Decimal(body["pass_mark"])),
        },
        met=True,
    )
    worth = Line(
        msgid=N_("The course is worth %(jp)s JP (form %(form)s)."),
        params={"jp": str(body["course_jp"]), "form": body["form"]},
    )
    day_cap = Line(
        msgid=N_("At most %(cap)s JP count for one day (%(source)s)."),
        params={"cap": str(caps.day_jp), "source": caps.day_source},
        translated=frozenset({"source"}),
    )
    year_cap = Line(
        msgid=N_("At most %(cap)s JP count in %(year)s; %(left)s JP were left (%(source)s)."),
        params={
            "cap": str(caps.year_jp),
            "year": str(body["year"]),
            "left": str(body["year_left"]),
            "source": caps.year_source,
        },
        translated=frozenset({"source"}),
    )
    return title, (passed, worth, day_cap, *_days(entry), year_cap, _cut(entry))


def _days(entry: Entry) -> Iterator[Line]:
    for day in entry.body["days"]:
        yield Line(
            msgid=N_("%(day)s: %(left)s JP were left that day, %(jp)s JP counted."),
            params={
                "day": date_shown(date.fromisoformat(day["day"])),
                "left": str(day["left"]),
                "jp": str(day["jp"]),
            },
            depth=1,
        )


def _cut(entry: Entry) -> Line:
    if entry.body["jp"] == entry.body["course_jp"]:
        return Line(msgid=N_("No cap shortened the JP of the course."), met=True)
    return Line(
        msgid=N_(
            "The caps cut off %(cut)s JP. A run of a course is credited once, so they are not "
            "added later; learning spread over more days keeps them."
        ),
        params={"cut": str(entry.body["course_jp"] - entry.body["jp"])},
        met=False,
    )


def _level(entry: Entry, _: Sequence[Entry], __: Rulebook) -> _Told:
    body = entry.body
    title = Line(
        msgid=N_("Evidence level %(level)s (%(name)s) in %(code)s"),
        params={
            "level": str(body["level"]),
            "name": level_name(body["level"]),
            "code": body["competency"],
        },
    )
    earned, possible = Decimal(body["earned"]), Decimal(body["possible"])
    share = Line(
        msgid=N_(
            "%(earned)s of %(possible)s points in the best attempts; at least %(needed)s%% needed."
        ),
        params=_shown(earned=earned, possible=possible, needed=Decimal(body["share_needed"]) * 100),
        met=True,
    )
    activities = Line(
        msgid=N_("Different activities: %(count)s; at least %(needed)s needed."),
        params={"count": str(body["activities"]), "needed": str(body["activities_needed"])},
        met=True,
    )
    return title, (
        share,
        activities,
        Line(msgid=N_("An evidence level is indicative; it is no result of a competency test.")),
        Line(msgid=N_("A level once reached is not taken away by later attempts.")),
    )


def _proposal(entry: Entry, entries: Sequence[Entry], rulebook: Rulebook) -> _Told:
    title = Line(msgid=N_("Reward proposed: %(title)s"), params={"title": entry.body["title"]})
    return title, (
        *_conditions(entry, entries, rulebook),
        Line(msgid=N_("This is only a proposal: a person decides on it.")),
    )


def _conditions(entry: Entry, entries: Sequence[Entry], rulebook: Rulebook) -> Iterator[Line]:
    """The verdict tree, judged again on what was known when the proposal was made."""
    reward, body = rulebook.rewards[entry.body["reward"]], entry.body
    before = [known for known in entries if known.seq < entry.seq]
    situation = Situation(standing=fold(before), facts=Facts(**body["facts"]), year=body["year"])
    yield from verdict_on(reward, situation).verdict.lines()
    yield Line(
        msgid=N_("Legal basis of the reward: %(legal)s."),
        params={"legal": reward.legal},
        translated=frozenset({"legal"}),
    )


def _decision(entry: Entry, entries: Sequence[Entry], rulebook: Rulebook) -> _Told:
    body = entry.body
    title = Line(msgid=_DECISIONS[entry.kind], params={"title": body["title"]})
    person = Line(
        msgid=N_("A person decided this on %(day)s, not the system."),
        params={"day": date_shown(wib_day(entry.at))},
    )
    reason = Line(msgid=N_("The reason given: %(reason)s"), params={"reason": body["reason"]})
    proposal = next((known for known in entries if known.seq == body["proposal"]), None)
    conditions = () if proposal is None else tuple(_conditions(proposal, entries, rulebook))
    return title, (person, reason, *conditions)


def _plain(entry: Entry, _: Sequence[Entry], __: Rulebook) -> _Told:
    params = {
        name: str(entry.body.get(name, "–"))
        for name in ("title", "rulebook", "what", "rows", "reverses", "reason")
    }
    msgid = _PLAIN.get(entry.kind, N_("A note of the ledger: %(kind)s"))
    return Line(msgid=msgid, params={**params, "kind": entry.kind.value}), ()


def _shown(**numbers: Decimal) -> dict[str, str]:
    return {name: number_shown(number) for name, number in numbers.items()}


_ACTIVITIES = {
    "asn_quiz": N_("Evidence: quiz, attempt %(attempt)s"),
    "asn_scenario": N_("Evidence: service scenario, attempt %(attempt)s"),
    COURSE: N_("Evidence: course grade, change %(attempt)s"),
}

_DECISIONS = {
    Kind.REWARD_GRANTED: N_("Reward granted: %(title)s"),
    Kind.REWARD_REFUSED: N_("Reward refused: %(title)s"),
    Kind.REWARD_HELD: N_("Reward held back: %(title)s"),
    Kind.REWARD_RELEASED: N_("Reward no longer held back: %(title)s"),
}

_PLAIN = {
    Kind.RULEBOOK_PUBLISHED: N_("Rulebook %(rulebook)s was published: %(title)s"),
    Kind.ENTRY_REVERSED: N_("Entry %(reverses)s was reversed: %(reason)s"),
    Kind.EXPORT_MADE: N_("Results were exported: %(what)s, %(rows)s rows"),
    Kind.SUBJECT_ERASED: N_("The person behind this subject was erased from the register"),
    Kind.APPEAL_OPENED: N_("An objection was made: %(reason)s"),
    Kind.APPEAL_CLOSED: N_("An objection was answered: %(reason)s"),
    Kind.OVERRIDE: N_("Two people decided otherwise: %(reason)s"),
}

_KINDS: dict[Kind, Callable[[Entry, Sequence[Entry], Rulebook], _Told]] = {
    Kind.EVIDENCE_RECORDED: _evidence,
    Kind.CREDIT_AWARDED: _credit,
    Kind.LEVEL_REACHED: _level,
    Kind.REWARD_PROPOSED: _proposal,
    **dict.fromkeys(_DECISIONS, _decision),
}
