"""Django settings of the one-machine campus; what differs by machine comes from the environment."""

import json
import os
import secrets
from importlib.util import find_spec
from pathlib import Path

import dj_database_url
import django
from django.core.exceptions import ImproperlyConfigured

VAR = Path(os.environ.get("ASN_VAR", "var")).resolve()


def _secret_key() -> str:
    """The signing key: from the environment, else from a private file that is written once."""
    given = os.environ.get("ASN_SECRET_KEY") or os.environ.get("SECRET_KEY")
    if given:
        return given
    place = VAR / "secret"
    if not place.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        draft = VAR / f"secret.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            place.hardlink_to(draft)  # only one of several processes that start at once wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return place.read_text(encoding="ascii")


def _database() -> dict:
    """The database: `DATABASE_URL`, else SQLite tuned for several writers."""
    given = os.environ.get("DATABASE_URL")
    if given:
        return dj_database_url.parse(given, conn_max_age=600, conn_health_checks=True)
    VAR.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR / "campus.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A transaction takes the write lock when it begins: it waits then, and never fails half way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            " PRAGMA cache_size=-16000;",
        },
    }


def _package(name: str) -> Path:
    """The folder of an installed package, without importing its parts."""
    found = find_spec(name)
    if found is None or found.origin is None:
        raise ImproperlyConfigured(f"{name} is not installed; install asn-learning[campus].")
    return Path(found.origin).parent


def _demo() -> dict:
    """The made-up people whom the demo's log-in page offers; nothing on a real campus."""
    place = VAR / "accounts.json"
    return json.loads(place.read_text(encoding="utf-8")) if place.exists() else {}


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("ASN_DEBUG", "") == "1"
ALLOWED_HOSTS = os.environ.get("ASN_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [name for name in os.environ.get("ASN_ORIGINS", "").split(",") if name]

DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

INSTALLED_APPS = [
    "campus.apps.CampusConfig",
    "scoring.apps.ScoringConfig",
    "completion",
    "waffle",
    "rest_framework",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "campus.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "campus.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "campus.urls"
WSGI_APPLICATION = "campus.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # The problem block's own templates; as an installed app it would load sympy, nltk and
        # scipy (seconds) into every process, problems or not.
        "DIRS": [_package("xblocks_contrib") / "problem/capa/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTHENTICATION_BACKENDS = ["campus.accounts.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
CAMPUS_DEMO_ACCOUNTS = _demo().get("accounts", [])
CAMPUS_DEMO_PASSWORD = _demo().get("password", "")

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [
    ("campus/shims", Path(__file__).parent / "shims"),
    # Upstream blocks expect jQuery in the page; Django brings a copy for its admin.
    (
        "vendor/jquery",
        Path(django.__file__).parent / "contrib/admin/static/admin/js/vendor/jquery",
    ),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("ASN_HTTPS", "") == "1"
if SESSION_COOKIE_SECURE:  # behind a proxy that speaks HTTPS and says so
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 86_400
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication",
        "rest_framework.authentication.BasicAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}

# Where scoring finds what the LMS would give it.
ASN_GRADES_BACKEND = "campus.grades.course_grade"
ASN_CHANGED_GRADES_BACKEND = "campus.grades.changed_grades"
ASN_ANONYMOUS_ID_BACKEND = "campus.accounts.anonymous_id"

# What upstream blocks read from the platform's settings.
PIPELINE = {"PIPELINE_ENABLED": False}
REQUIRE_DEBUG = True
FEATURES: dict = {}
PLATFORM_NAME = "ASN Sawahlunto"
LMS_BASE = "127.0.0.1:8000"
LMS_ROOT_URL = ""
COMPLETION_BY_VIEWING_DELAY_MS = 5000
COMPLETION_VIDEO_COMPLETE_PERCENTAGE = 0.95
XBLOCK_SETTINGS: dict = {}
ALL_LANGUAGES = [[code, name] for code, name in LANGUAGES]
LANGUAGE_DICT = dict(LANGUAGES)
AI_TRANSLATIONS_API_URL = ""
YOUTUBE_API_KEY = None
YOUTUBE = {
    "API": "https://www.youtube.com/iframe_api",
    "TEST_TIMEOUT": 1500,
    "METADATA_URL": "https://www.googleapis.com/youtube/v3/videos/",
    "IMAGE_API": "https://img.youtube.com/vi/{youtube_id}/0.jpg",
    "TEXT_API": {"url": "", "params": {}},
    "TRANSCRIPTS": {},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Events name a block, a kind and a number: never a person.
        "campus.tracking": {"level": os.environ.get("ASN_TRACKING_LEVEL", "WARNING")},
    },
}
