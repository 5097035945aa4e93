"""Sentences of this room in the reader's language, on a site and without one.

The course tools also run on a plain machine (a pre-commit hook, a trainer's laptop), so they carry
their own catalogue instead of relying on a configured site. Indonesian is the default.
"""

import gettext as catalogues
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

__all__ = ["DOMAIN", "N_", "gettext"]

DOMAIN = "django"
_LOCALES = Path(__file__).parent / "locale"
_DEFAULT_LANGUAGE = "id"


@lru_cache(maxsize=8)
def _catalogue(language: str) -> catalogues.NullTranslations:
    languages = [language, language.split("-", maxsplit=1)[0]]
    return catalogues.translation(DOMAIN, _LOCALES, languages=languages, fallback=True)


def N_(msgid: str) -> str:  # noqa: N802 - the name every gettext tool knows
    """The msgid itself, marked for translators; a table keeps it and `gettext` says it later."""
    return msgid


def gettext(msgid: str) -> str:
    """The sentence in the active language of the site, or in Indonesian where there is no site."""
    language = get_language() if settings.configured else _DEFAULT_LANGUAGE
    return _catalogue(language).gettext(msgid) if language else msgid
