"""The form with which a person grants or refuses a reward."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

__all__ = ["DecisionForm"]

_NIP_LIKE = re.compile(r"(?:\d[\s.-]*){18}")
_LONGEST = 1000
_FEWEST_WORDS = 2


class DecisionForm(forms.Form):
    """Grant or refuse, with a reason that names nobody: it stays in the ledger for good."""

    decision = forms.ChoiceField(
        choices=[("grant", _("Grant the reward")), ("refuse", _("Do not grant it"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether the reward is granted."),
            "invalid_choice": _("Choose whether the reward is granted."),
        },
    )
    reason = forms.CharField(
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "aria-describedby": "reason-hint"}),
        error_messages={
            "required": _("Write the reason of your decision."),
            "max_length": _("Write the reason in at most 1000 characters."),
        },
    )
    final = forms.BooleanField(
        error_messages={"required": _("Confirm that the decision is final.")}
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        """A form about the person of that name."""
        super().__init__(*args, **kwargs)
        self._name = name

    @property
    def grants(self) -> bool:
        """Whether the valid form grants the reward."""
        return bool(self.cleaned_data["decision"] == "grant")

    def clean_reason(self) -> str:
        """The reason, without a NIP and without the name of the person concerned."""
        reason: str = self.cleaned_data["reason"].strip()
        if len(reason.split()) < _FEWEST_WORDS:
            raise ValidationError(gettext("Write the reason in a sentence."))
        if _NIP_LIKE.search(reason):
            raise ValidationError(gettext("The reason holds a NIP; leave it out."))
        for part in re.findall(r"\w{3,}", self._name):
            if re.search(rf"\b{re.escape(part)}\b", reason):
                raise ValidationError(
                    gettext(
                        "The reason names the person (%(part)s); write “the person concerned”."
                    ),
                    params={"part": part},
                )
        return reason
