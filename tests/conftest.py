"""What every test shares: quick passwords and a small request path."""

from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

_tables = import_module("scoring.migrations.0001_ledger_register_projections")
_append_only = import_module("scoring.migrations.0002_append_only")


@pytest.fixture(autouse=True, scope="session")
def _quick_settings():
    """Passwords hash at once, and no test walks through all static files."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MIDDLEWARE = [
        name for name in settings.MIDDLEWARE if not name.startswith("whitenoise.")
    ]


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_the_ledger():
    """Between tests with real transactions the ledger is emptied, which its triggers refuse."""
    flush = TransactionTestCase._fixture_teardown

    def lifted(self):
        with connection.schema_editor() as editor:
            _append_only.allow_changes(None, editor)
        flush(self)
        with connection.schema_editor() as editor:
            _append_only.forbid_changes(None, editor)
            _tables.begin(apps, editor)

    TransactionTestCase._fixture_teardown = lifted
    yield
    TransactionTestCase._fixture_teardown = flush
