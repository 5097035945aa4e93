"""Words in the reader's language: the platform's catalog first, then the ones we ship.

Open edX looks for ``translations/<locale>/LC_MESSAGES/text.mo`` beside a block's module and
offers it as the ``i18n`` service. Words of ``shared`` are not in there, and other runtimes offer
no catalog of ours at all, so what the service leaves in English is looked up here.
"""

import gettext as gnu
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any

from django.utils.translation import get_language, to_locale

__all__ = ["display_number", "display_time", "translator"]

_WIB = timezone(timedelta(hours=7), "WIB")


@lru_cache(maxsize=64)
def _catalog(package: str, language: str) -> gnu.NullTranslations:
    folder = resources.files(package).joinpath("translations")
    names = [to_locale(language), to_locale(language.partition("-")[0])]
    return gnu.translation("text", str(folder), names, fallback=True)


def translator(block: Any, package: str) -> Callable[[str], str]:
    """The function that says a sentence in the language of this request."""
    service = block.runtime.service(block, "i18n")
    language = get_language() or "id"
    catalogs = (_catalog(package, language), _catalog(__package__, language))

    def translate(msgid: str) -> str:
        said: str = service.gettext(msgid)
        for catalog in catalogs:
            if said != msgid:
                break
            said = catalog.gettext(msgid)
        return said

    return translate


def _speaks_indonesian() -> bool:
    return (get_language() or "id").startswith("id")


def display_number(value: Decimal) -> str:
    """A number for people: no needless zeros, at most two decimals, a comma in Indonesian."""
    rounded = round(value, 2)
    written = f"{rounded.normalize():f}" if rounded else "0"
    return written.replace(".", ",") if _speaks_indonesian() else written


def display_time(value: datetime) -> str:
    """A time for people in the city's own zone: ``24-11-2026 23:59 WIB``."""
    return value.astimezone(_WIB).strftime("%d-%m-%Y %H:%M WIB")
