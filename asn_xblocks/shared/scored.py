"""The base of blocks that are graded: attempts, deadline, evidence, grade.

The learner's state is one field, so that a request reads and writes one value:
``attempt`` (the current one, from 1), ``began_at`` of it, ``used`` (attempts submitted),
``results`` (rows of evidence.result_row), ``unsent`` (see evidence.py, Note [State before
evidence]); a subclass adds its own keys.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from xblock.fields import DateTime, Float, Integer, Scope, String
from xblock.scorable import ScorableXBlockMixin, Score, ShowCorrectness

from scoring.core.evidence import EvidenceConflict

from .block import AsnBlock
from .errors import N_
from .evidence import CompetencyPoints, evidence_of, now, result_row, send_evidence
from .payload import refusal
from .state import LearnerState

__all__ = ["ScoredAsnBlock"]

KEPT_RESULTS = 12  # rows in a learner's state; unlimited attempts must not grow it for ever


class ScoredAsnBlock(ScorableXBlockMixin, AsnBlock):
    """A graded block; ``possible`` is all a subclass must add to record results."""

    SETTINGS: ClassVar[tuple[str, ...]] = (
        "display_name",
        "weight",
        "max_attempts",
        "show_correctness",
    )
    has_score = True
    icon_class = "problem"  # the platform's sign for what is graded

    weight = Float(display_name=N_("Weight in the grade"), scope=Scope.settings, default=1.0)
    max_attempts = Integer(
        display_name=N_("Attempts allowed"),
        help=N_("Leave empty for as many as the learner likes."),
        scope=Scope.settings,
        default=None,
    )
    # The platform's inheritance hands these two down from the subsection, by name.
    due = DateTime(display_name=N_("Deadline"), scope=Scope.settings, default=None)
    show_correctness = String(
        display_name=N_("Show what is right"),
        scope=Scope.settings,
        default=ShowCorrectness.ALWAYS,
        values=(
            ShowCorrectness.ALWAYS,
            ShowCorrectness.PAST_DUE,
            ShowCorrectness.NEVER,
            ShowCorrectness.NEVER_BUT_INCLUDE_GRADE,
        ),
    )
    state = LearnerState(scope=Scope.user_state)

    # -- to be answered by a subclass ----------------------------------------------------------

    @property
    def possible(self) -> Decimal:
        """The points of a perfect attempt, by the content alone."""
        raise NotImplementedError

    # -- attempts and time ---------------------------------------------------------------------

    @property
    def attempt(self) -> int:
        """The number of the attempt the learner is at, from 1."""
        return int(self.state.get("attempt", 1))

    @property
    def attempts_used(self) -> int:
        """How many attempts were submitted."""
        return int(self.state.get("used", 0))

    @property
    def attempts_left(self) -> int | None:
        """How many attempts may still be submitted; None when there is no limit."""
        return None if not self.max_attempts else max(0, self.max_attempts - self.attempts_used)

    @property
    def attempts_remain(self) -> bool:
        """Whether another attempt may be submitted."""
        return self.attempts_left != 0

    @property
    def closes_at(self) -> datetime | None:
        """The deadline with its grace period; None when there is none."""
        grace = getattr(self, "graceperiod", None)
        if self.due is None:
            return None
        closes: datetime = self.due + (grace if isinstance(grace, timedelta) else timedelta())
        return closes

    @property
    def deadline_has_passed(self) -> bool:
        """Whether it is too late; the platform's own answer where it has one."""
        if hasattr(self, "has_deadline_passed"):
            return bool(self.has_deadline_passed())
        return self.closes_at is not None and now() > self.closes_at

    @property
    def has_full_score(self) -> bool:
        """Whether an attempt reached everything there is."""
        best = self.best_result()
        return best is not None and Decimal(best["earned"]) == Decimal(best["possible"])

    @property
    def is_over(self) -> bool:
        """Whether nothing can change any more, so that right answers may be shown."""
        return self.deadline_has_passed or not self.attempts_remain or self.has_full_score

    @property
    def correctness_may_be_seen(self) -> bool:
        """Whether scores and right-or-wrong may be shown to this person now."""
        return bool(
            ShowCorrectness.correctness_available(
                self.show_correctness, self.closes_at, self.learner.is_staff
            )
        )

    def recorded(self, attempt: int) -> dict[str, Any] | None:
        """The result of an attempt that was submitted; the latest stands in for a dropped one."""
        if attempt > self.attempts_used:
            return None
        rows: list[dict[str, Any]] = self.state.get("results", [])
        latest = rows[-1] if rows else None
        return next((row for row in rows if row["attempt"] == attempt), latest)

    def best_result(self) -> dict[str, Any] | None:
        """The result row with the highest share of its points; the earlier one of equals."""
        rows: list[dict[str, Any]] = self.state.get("results", [])
        return max(rows, key=_share, default=None)

    def refuse_unless_open(self, attempt: int) -> None:
        """Nothing when this attempt may be worked on now; 403 or 409 with a reason otherwise."""
        if self.deadline_has_passed:
            raise refusal(self, 403, N_("The deadline has passed. Nothing more can be sent."))
        if not self.attempts_remain:
            raise refusal(self, 409, N_("All attempts have been used."))
        if attempt != self.attempt:
            raise refusal(
                self, 409, N_("This page is out of date. Reload it; nothing has been lost.")
            )

    def begin(self) -> None:
        """Notes when the current attempt began, once."""
        if "began_at" not in self.state:
            self.state = {**self.state, "began_at": now().isoformat()}

    def open_next_attempt(self, **own: Any) -> None:
        """Moves on to the next attempt, or 403/409 when there is none; ``own`` keys are set.

        Asking again while the new attempt is open changes nothing.
        """
        if self.attempt > self.attempts_used:
            return
        self.refuse_unless_open(self.attempt)
        if self.has_full_score:
            raise refusal(self, 409, N_("You have all the points already."))
        state = {name: value for name, value in self.state.items() if name != "began_at"}
        self.state = {**state, **own, "attempt": self.attempts_used + 1}

    # -- results -------------------------------------------------------------------------------

    def record(
        self, *, earned: Decimal, competencies: CompetencyPoints, **own: Any
    ) -> dict[str, Any]:
        """The row of the current attempt: saved, then stated as evidence, graded, completed.

        ``own`` keys go into the row (what the learner chose). See evidence.py, Note [State
        before evidence].
        """
        submitted_at = now()
        began = self.state.get("began_at")
        row = {
            **result_row(
                attempt=self.attempt,
                earned=earned,
                possible=self.possible,
                competencies=competencies,
                began_at=min(datetime.fromisoformat(began), submitted_at)
                if began
                else submitted_at,
                submitted_at=submitted_at,
                content_digest=self.content_digest,
            ),
            **own,
        }
        self.state = {
            **self.state,
            "attempt": self.attempt,
            "used": self.attempt,
            "results": self._kept([*self.state.get("results", []), row]),
            "unsent": self.attempt,
        }
        self.save()
        self.deliver()
        return row

    def deliver(self) -> None:
        """Sends evidence, grade and completion of a saved result, once each as others see it."""
        attempt = self.state.get("unsent")
        if attempt is None:
            return
        row = self.recorded(attempt)
        if row is None:
            return
        learner = self.learner
        if learner.is_known and not self.is_preview:
            evidence = evidence_of(
                row,
                learner=learner,
                course_key=str(self.context_key),
                usage_key=str(self.scope_ids.usage_id),
                activity=self.tag(),
            )
            try:
                send_evidence(evidence)
            except EvidenceConflict as conflict:
                self._give_way(attempt)
                raise refusal(
                    self, 409, N_("This attempt was already sent from another page. Reload it.")
                ) from conflict
        self.publish_grade(row)
        self.emit_completion(1.0)
        self.state = {name: value for name, value in self.state.items() if name != "unsent"}

    def _give_way(self, attempt: int) -> None:
        """Drops a result that came second: the ledger holds another one for this attempt."""
        rows = [row for row in self.state["results"] if row["attempt"] != attempt]
        kept = {name: value for name, value in self.state.items() if name != "unsent"}
        self.state = {**kept, "results": rows}
        self.save()

    def publish_grade(self, row: dict[str, Any]) -> None:
        """Offers a result to the gradebook, which keeps the higher one."""
        self.runtime.publish(
            self,
            "grade",
            {
                "value": float(Decimal(row["earned"])),
                "max_value": float(Decimal(row["possible"])),
                "only_if_higher": True,
            },
        )

    def _kept(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        best = max(rows, key=_share)
        recent = rows[-KEPT_RESULTS:]
        return recent if best in recent else [best, *recent[1:]]

    # -- what the platform asks of a scored block ------------------------------------------------

    def max_score(self) -> float | None:
        """The points of a perfect attempt, for anyone; None when there is nothing to score yet."""
        return float(self.possible) or None

    def has_submitted_answer(self) -> bool:
        """Whether this learner has submitted an attempt."""
        return self.attempts_used > 0

    def allows_rescore(self) -> bool:
        """False: a silent new score would contradict the ledger, where a correction is an entry."""
        return False

    def get_score(self) -> Score:
        """The best result so far."""
        best = self.best_result()
        if best is None:
            return Score(raw_earned=0.0, raw_possible=float(self.possible))
        return Score(
            raw_earned=float(Decimal(best["earned"])), raw_possible=float(Decimal(best["possible"]))
        )

    def set_score(self, score: Score) -> None:
        """Nothing: a score follows from recorded results alone; the gradebook keeps overrides."""

    def calculate_score(self) -> Score:
        """The best result so far, as it was graded when it was submitted."""
        return self.get_score()

    def check_setting(self, name: str, value: Any) -> Any:
        """The value of a setting when it is within its bounds; ``ValueError`` otherwise."""
        if name == "weight" and (value is None or not 0 <= value <= 1000):
            raise ValueError(name)
        if name == "max_attempts" and value is not None and not 0 <= value <= 1000:
            raise ValueError(name)
        if name == "show_correctness" and value not in self.fields[name].values:
            raise ValueError(name)
        return super().check_setting(name, value)


def _share(row: dict[str, Any]) -> Decimal:
    return Decimal(row["earned"]) / Decimal(row["possible"])
