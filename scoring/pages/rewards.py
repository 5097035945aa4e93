"""The rewards the rules propose, and the one place where a person decides about them."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from scoring import api
from scoring.core.attempts import wib_day
from scoring.core.errors import RewardAlreadyDecided
from scoring.models import Person, RewardCase
from scoring.pages.access import actor_of, may, missing, needs
from scoring.pages.deciding import DecisionForm
from scoring.pages.presenting import STATE_NAMES, STATE_TAGS, moment, reasons

__all__ = ["reward", "rewards"]


@require_safe
@needs("decide_rewards", "read_results")
def rewards(request: HttpRequest) -> HttpResponse:
    """The queue: what waits for a decision first, then what was decided."""
    cases = api.rewards()
    people = Person.objects.in_bulk({case.subject for case in cases})
    shown = [_shown(case, people.get(case.subject)) for case in cases]  # the newest first
    return render(
        request,
        "asn_scoring/rewards.html",
        {
            "waiting": [case for case in reversed(shown) if case["decided_seq"] is None],
            "decided": [case for case in shown if case["decided_seq"] is not None],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("decide_rewards", "read_results")
def reward(request: HttpRequest, seq: int) -> HttpResponse:
    """One proposal with its reasons; an approver decides it here, once."""
    case = _case(api.rewards(), seq)
    if case is None:
        return missing(request, _("No reward was proposed in this entry."))
    person = Person.objects.filter(subject=case.subject).first()
    form = None
    if may(request, "decide_rewards") and case.state == RewardCase.State.PROPOSED:
        form = DecisionForm(request.POST or None, name=person.name if person else "")
    if request.method != "POST":
        return _page(request, case, person, form=form)
    if not may(request, "decide_rewards"):
        return _page(request, case, person, problem=_("Only an approver decides."), status=403)
    if form is None:
        return _page(request, case, person, status=409)
    if not form.is_valid():
        return _page(request, case, person, form=form, status=400)
    return _decide(request, case, person, form)


def _decide(
    request: HttpRequest, case: RewardCase, person: Person | None, form: DecisionForm
) -> HttpResponse:
    if person is not None and person.user_id == request.user.pk:
        problem = _("This reward is proposed for you; another approver decides about it.")
        return _page(request, case, person, form=form, problem=problem, status=403)
    try:
        api.decide_reward(
            case.proposed_seq,
            grant=form.grants,
            actor=actor_of(request, role="approver"),
            reason=form.cleaned_data["reason"],
        )
    except (RewardAlreadyDecided, api.DecisionRefused):
        problem = _("This proposal cannot be decided any more; it was changed meanwhile.")
        case = _case(api.rewards(), case.proposed_seq) or case
        return _page(request, case, person, problem=problem, status=409)
    return redirect("asn_scoring:reward", seq=case.proposed_seq)


def _page(
    request: HttpRequest,
    case: RewardCase,
    person: Person | None,
    *,
    form: DecisionForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "case": _shown(case, person),
        "form": form,
        "problem": problem,
        "reasons": reasons(api.explanation(case.proposed_seq).lines),
    }
    return render(request, "asn_scoring/reward.html", context, status=status)


def _case(cases: Iterable[RewardCase], seq: int) -> RewardCase | None:
    return next((case for case in cases if case.proposed_seq == seq), None)


def _shown(case: RewardCase, person: Person | None) -> dict[str, Any]:
    return {
        "seq": case.proposed_seq,
        "title": case.title,
        "name": person.name if person and person.name else str(case.subject),
        "nip": person.masked_nip if person else "",
        "unit": person.unit if person else "",
        "proposed_at": moment(case.proposed.at),
        "proposed_on": wib_day(case.proposed.at),
        "state": case.state,
        "state_name": STATE_NAMES[case.state],
        "tag": STATE_TAGS[case.state],
        "decided_seq": case.decided_seq if case.state in ("granted", "refused") else None,
        "reason": case.reason,
    }
