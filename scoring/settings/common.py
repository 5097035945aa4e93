"""The defaults of every ``ASN_*`` setting, for all services."""

from types import ModuleType

__all__ = ["DEFAULTS", "plugin_settings"]

DEFAULTS = {
    # Where the authoritative course grade is pulled from: (user_id, course_key) -> CourseGrade.
    "ASN_GRADES_BACKEND": "scoring.compat.lms_course_grade",
    # Which grades changed lately, for the nightly sweep: (since) -> pairs of user_id, course_key.
    "ASN_CHANGED_GRADES_BACKEND": "scoring.compat.lms_changed_grades",
    # Where a learner's opaque id in a course comes from: (user_id, course_key) -> str.
    "ASN_ANONYMOUS_ID_BACKEND": "scoring.compat.lms_anonymous_id",
}


def plugin_settings(settings: ModuleType) -> None:
    """Set what the operator has not set; called by the platform's plugin loader."""
    for name, default in DEFAULTS.items():
        if not hasattr(settings, name):
            setattr(settings, name, default)
