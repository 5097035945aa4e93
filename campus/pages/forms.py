"""The forms people fill in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

__all__ = ["ARCHIVE_LIMIT_MB", "CourseArchiveForm", "LoginForm", "NewPasswordForm"]

ARCHIVE_LIMIT_MB = 50


class LoginForm(AuthenticationForm):
    """User name and password; a wrong pair is one sentence that does not say which was wrong."""

    error_messages = {
        "invalid_login": _(
            "User name and password do not belong together. "
            "Check both; capital and small letters differ."
        ),
        "inactive": _("This account is closed. Ask the administrator of this campus."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make the fields say what is missing, and let the browser fill them in."""
        super().__init__(*args, **kwargs)
        self.fields["username"].error_messages["required"] = _("Enter your user name.")
        self.fields["password"].error_messages["required"] = _("Enter your password.")
        username = self.fields["username"].widget
        username.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        if self.initial.get("username") or self.data.get("username"):
            username.attrs.pop("autofocus", None)
            self.fields["password"].widget.attrs["autofocus"] = True


class NewPasswordForm(PasswordChangeForm):
    """The password one has, and twice the one that replaces it."""

    error_messages = {
        "password_incorrect": _("This is not the password you have now."),
        "password_mismatch": _("The two new passwords differ. Write the same one twice."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Call the fields by our own words, and make them say what is missing."""
        super().__init__(*args, **kwargs)
        for name, (label, missing) in {
            "old_password": (_("Present password"), _("Enter the password you have now.")),
            "new_password1": (_("New password"), _("Enter a new password.")),
            "new_password2": (_("New password, once more"), _("Enter the new password again.")),
        }.items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].error_messages["required"] = missing
        self.fields["new_password1"].help_text = _(
            "At least 8 characters, and none of the passwords everybody uses."
        )


class CourseArchiveForm(forms.Form):
    """One course archive, small enough to be read in memory."""

    archive = forms.FileField(
        allow_empty_file=False,
        help_text=format_lazy(_("A .tar.gz file of at most {limit} MB"), limit=ARCHIVE_LIMIT_MB),
        widget=forms.ClearableFileInput(attrs={"accept": ".tar.gz,.tgz,application/gzip"}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty. Export the course again."),
        },
    )

    def clean_archive(self) -> Any:
        """The upload, when its name and size are those of a course archive."""
        upload = self.cleaned_data["archive"]
        if not upload.name.endswith((".tar.gz", ".tgz")):
            raise forms.ValidationError(
                _("This is not a .tar.gz file. In Studio choose Tools, then Export.")
            )
        if upload.size > ARCHIVE_LIMIT_MB * 1024 * 1024:
            raise forms.ValidationError(
                _("This file is larger than %(limit)s MB. Leave large videos out of the course.")
                % {"limit": ARCHIVE_LIMIT_MB}
            )
        return upload
