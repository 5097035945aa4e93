"""What every test shares: quick passwords and a small request path."""

import pytest
from django.conf import settings


@pytest.fixture(autouse=True, scope="session")
def _quick_settings():
    """Passwords hash at once, and no test walks through all static files."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MIDDLEWARE = [
        name for name in settings.MIDDLEWARE if not name.startswith("whitenoise.")
    ]
