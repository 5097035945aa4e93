"""Settings that differ by machine, each in a process of its own."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import campus

SAY = """
import json
from django.conf import settings
print(json.dumps({"key": settings.SECRET_KEY, "engine": settings.DATABASES["default"]["ENGINE"],
    "name": str(settings.DATABASES["default"]["NAME"]), "demo": settings.CAMPUS_DEMO_ACCOUNTS}))
"""


def said(folder: Path, **changes: str) -> dict:
    """What the settings say in a fresh process that works in this folder."""
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "ASN_SECRET_KEY"}}
    place = str(Path(campus.__file__).parents[1])
    environment = kept | {"DJANGO_SETTINGS_MODULE": "campus.settings", "PYTHONPATH": place}
    answer = subprocess.run(
        [sys.executable, "-c", SAY],
        cwd=folder,
        env=environment | {"ASN_VAR": str(folder / "var")} | changes,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def test_a_fresh_machine_gets_a_private_key_that_stays(tmp_path):
    """The key is made once, readable by its owner only, and the database lies beside it."""
    first, second = said(tmp_path), said(tmp_path)
    assert first["key"] == second["key"]
    assert len(first["key"]) > 40
    assert stat.S_IMODE((tmp_path / "var/secret").stat().st_mode) == 0o600
    assert first["name"] == str(tmp_path / "var/campus.sqlite3")
    assert first["demo"] == []


def test_the_environment_decides(tmp_path):
    """A given key and database are used, and no file is made for them."""
    told = said(tmp_path, ASN_SECRET_KEY="x" * 50, DATABASE_URL="postgresql://a@localhost/b")
    assert told["key"] == "x" * 50
    assert (told["engine"], told["name"]) == ("django.db.backends.postgresql", "b")
    assert not (tmp_path / "var/secret").exists()


def test_the_demo_names_its_people(tmp_path):
    """The log-in page offers them only where the demo has written them down."""
    (tmp_path / "var").mkdir()
    people = [{"username": "ana", "name": "Ana", "role": "learner"}]
    (tmp_path / "var/accounts.json").write_text(json.dumps({"password": "x", "accounts": people}))
    assert said(tmp_path)["demo"] == people
