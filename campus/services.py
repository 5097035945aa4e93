"""The services an LMS offers to blocks, as far as blocks here use them."""

import gettext
import logging
import re
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from completion.models import BlockCompletion
from completion.services import CompletionService
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core.cache import cache as django_cache
from django.utils import timezone, translation
from opaque_keys.edx.keys import CourseKey, UsageKey
from xblock.core import XBlock
from xblock.reference.user_service import UserService, XBlockUser

from campus import accounts
from campus.models import Enrollment
from campus.tree import CourseTree
from campus.upsert import upsert

__all__ = [
    "CampusCompletion",
    "CampusUsers",
    "ReplaceUrls",
    "Sandbox",
    "Settings",
    "Translations",
    "cache_service",
]

_log = logging.getLogger(__name__)
cache_service = django_cache
_STAMPS = ("created", "modified")


class CampusUsers(UserService):
    """Who is in front of the block, by the names the LMS gives to what it tells."""

    def __init__(self, user: User | AnonymousUser | None, *, course_key: CourseKey) -> None:
        """A service for one user in one course."""
        super().__init__()
        self._user = user
        self._course_key = course_key

    @cached_property
    def _current(self) -> XBlockUser:
        user = self._user
        if user is None or not user.is_authenticated:
            nobody = XBlockUser(is_current_user=True)
            nobody.opt_attrs = {
                "edx-platform.is_authenticated": False,
                "edx-platform.user_id": None,
                "edx-platform.anonymous_user_id": None,
                "edx-platform.deprecated_anonymous_user_id": None,
                "edx-platform.request_country_code": None,
                "edx-platform.user_is_staff": False,
                "edx-platform.user_role": "student",
            }
            return nobody
        return self._described(user)

    def _described(self, user: User) -> XBlockUser:
        is_trainer = accounts.is_trainer(user)
        known = XBlockUser(
            is_current_user=True,
            emails=[user.email] if user.email else [],
            full_name=user.get_full_name() or user.username,
        )
        opaque = accounts.anonymous_id_of(user, self._course_key)
        known.opt_attrs = {
            "edx-platform.is_authenticated": True,
            "edx-platform.user_id": user.id,
            "edx-platform.username": user.username,
            "edx-platform.anonymous_user_id": opaque,
            "edx-platform.deprecated_anonymous_user_id": accounts.anonymous_id_of(user, ""),
            "edx-platform.request_country_code": None,
            "edx-platform.user_is_staff": is_trainer,
            "edx-platform.user_is_global_staff": user.is_staff,
            "edx-platform.user_is_beta_tester": False,
            "edx-platform.user_role": "staff" if is_trainer else "student",
            "edx-platform.user_preferences": {
                "pref-lang": translation.get_language() or settings.LANGUAGE_CODE,
                "time_zone": settings.TIME_ZONE,
            },
        }
        return known

    def get_current_user(self) -> XBlockUser:
        """The user of this request."""
        return self._current

    def get_external_user_id(self, type_name: str) -> str | None:
        """None: no external ids are issued here."""
        return None

    def get_anonymous_user_id(self, username: str, course_id: str) -> str | None:
        """Another learner's opaque id; only a trainer may ask."""
        if not self._current.opt_attrs.get("edx-platform.user_is_staff"):
            return None
        user = User.objects.filter(username=username).first()
        return accounts.anonymous_id(user.id, course_id) if user else None

    def get_user_by_anonymous_id(self, uid: str | None = None) -> User | None:
        """The user behind an opaque id of this course."""
        enrolled = Enrollment.objects.filter(course__key=str(self._course_key))
        for enrollment in enrolled.select_related("user__account"):
            if accounts.anonymous_id_of(enrollment.user, self._course_key) == uid:
                return enrollment.user
        return None


class CampusCompletion(CompletionService):
    """edx-completion's own service and table; always on, and one statement a completion."""

    def completion_tracking_enabled(self) -> bool:
        """True: completion is what the outline shows."""
        return True

    def submit_completion(
        self, block_key: UsageKey, completion: float
    ) -> tuple[BlockCompletion, bool]:
        """The stored completion; the second value is not known and always False."""
        now = timezone.now()
        row = BlockCompletion(
            user=self._user,
            context_key=self._context_key,
            block_key=block_key,
            block_type=block_key.block_type,
            completion=completion,
            created=now,
            modified=now,
        )
        row.clean_fields(exclude=["user"])
        stored = ("user", "context_key", "block_key", "block_type", "completion", *_STAMPS)
        upsert(
            BlockCompletion,
            {"user": self._user.id} | {name: getattr(row, name) for name in stored[1:]},
            unique=("user", "context_key", "block_key"),
            update=("completion", "modified"),
        )
        return row, False


class Translations:
    """The texts of a block in the reader's language, from the catalogs its package brings."""

    def __init__(self, block: XBlock | None = None) -> None:
        """A service for one block."""
        language = translation.get_language() or settings.LANGUAGE_CODE
        cls = getattr(block, "unmixed_class", type(block)) if block is not None else None
        self._translator = _catalog(cls.__module__, language) if cls else gettext.NullTranslations()

    def __getattr__(self, name: str) -> Any:
        """What the catalog itself has: XBlock's template tags merge it into Django's."""
        if name == "_translator":
            raise AttributeError(name)
        return getattr(self._translator, name)

    def gettext(self, message: str) -> str:
        """The message in the reader's language."""
        return self._translator.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The message for that number in the reader's language."""
        return self._translator.ngettext(singular, plural, n)

    ugettext = gettext
    ungettext = ngettext

    @staticmethod
    def strftime(dtime: Any, fmt: str) -> str:
        """A date in a format, or one of the four names the LMS knows."""
        named = {
            "DATE_TIME": "%d-%m-%Y %H:%M",
            "DAY_AND_TIME": "%d-%m %H:%M",
            "LONG_DATE": "%d-%m-%Y",
            "SHORT_DATE": "%d-%m-%Y",
            "TIME": "%H:%M",
        }
        return timezone.localtime(dtime).strftime(named.get(fmt, fmt))

    @staticmethod
    def get_language_bidi() -> bool:
        """True for languages written from right to left."""
        return translation.get_language_bidi()

    @staticmethod
    def get_javascript_i18n_catalog_url(block: XBlock) -> None:
        """None: a block that has texts in scripts brings them itself."""


@cache
def _catalog(module: str, language: str) -> gettext.NullTranslations:
    """The first catalog found beside a module, then in the packages above it."""
    package = module.rpartition(".")[0]
    while package:
        file = import_module(package).__file__
        for folder in ("translations", "conf/locale", "locale", "shared/translations"):
            place = Path(file).parent / folder if file else None
            for domain in ("text", "django"):
                try:
                    return gettext.translation(domain, place, [translation.to_locale(language)])
                except OSError:
                    continue
        package = package.rpartition(".")[0]
    return gettext.NullTranslations()


class ReplaceUrls:
    """Turns the addresses authors write into addresses of this site."""

    def __init__(self, tree: CourseTree) -> None:
        """A service for one course."""
        self._tree = tree

    def replace_urls(self, text: str, static_replace_only: bool = False) -> str:
        """The text with links to the course's own files made complete."""
        if "/static/" not in text or not self._tree.assets:
            return text + ""  # a plain string even of a safe one: blocks escape what they get
        return _STATIC.sub(self._asset, text)

    def _asset(self, match: re.Match[str]) -> str:
        path = match["path"]
        if path not in self._tree.assets:
            return match[0]
        return f"{match['quote']}/asset/{self._tree.key}/{path}"


_STATIC = re.compile(r"""(?P<quote>["'(]|&#34;|&quot;)/static/(?P<path>[^"'()?#&\s]+)""")


class Settings:
    """Settings by the bucket a block names."""

    @staticmethod
    def get_settings_bucket(block: XBlock, default: Any = None) -> Any:
        """The block's own settings."""
        name = getattr(block, "block_settings_key", type(block).__name__)
        return settings.XBLOCK_SETTINGS.get(name, default if default is not None else {})


class Sandbox:
    """Python in problems is not run: this site has no jail for it."""

    @staticmethod
    def can_execute_unsafe_code() -> bool:
        """False, always."""
        return False

    @staticmethod
    def get_python_lib_zip() -> None:
        """None: there is no library."""
