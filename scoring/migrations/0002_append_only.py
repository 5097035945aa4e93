"""Entries and rulebook texts can be added and never changed: the database itself refuses.

Every vendor says it in its own words. MariaDB and MySQL have no trigger for TRUNCATE; there the
references from ``asn_scoring_rewardcase`` make the server refuse it. On MySQL with binary logging
the migrating account needs ``log_bin_trust_function_creators`` or SUPER, as for any trigger.
"""

from django.db import migrations

TABLES = {
    "asn_scoring_entry": ("seq", "key"),
    "asn_scoring_rulebooktext": ("digest", "name"),
}
REFUSAL = "append-only: correct it by a new entry"


def forbid_changes(apps, schema_editor):
    """Create the triggers."""
    for table, keys in TABLES.items():
        for statement in _CREATE[schema_editor.connection.vendor](table, keys):
            schema_editor.execute(statement, params=None)


def allow_changes(apps, schema_editor):
    """Drop the triggers."""
    for table in TABLES:
        for statement in _DROP[schema_editor.connection.vendor](table):
            schema_editor.execute(statement, params=None)


def _create_sqlite(table, keys):
    for verb in ("update", "delete"):
        yield (
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    # INSERT OR REPLACE would delete the old row without asking the trigger above.
    taken = " OR ".join(f'"{key}" = NEW."{key}"' for key in keys)
    yield (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken}) "
        f"BEGIN SELECT RAISE(ABORT, 'UNIQUE: {REFUSAL}'); END"
    )


def _drop_sqlite(table):
    for name in ("no_update", "no_delete", "no_replace"):
        yield f"DROP TRIGGER IF EXISTS {table}_{name}"


def _create_postgresql(table, keys):
    yield (
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
    )
    yield (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
    )


def _drop_postgresql(table):
    for name in ("no_change", "no_truncate"):
        yield f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}"
    yield f"DROP FUNCTION IF EXISTS {table}_refuse()"


def _create_mysql(table, keys):
    for verb in ("update", "delete"):
        yield (
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} FOR EACH ROW "
            f"SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '{REFUSAL}'"
        )


def _drop_mysql(table):
    for verb in ("update", "delete"):
        yield f"DROP TRIGGER IF EXISTS {table}_no_{verb}"


_CREATE = {
    "sqlite": _create_sqlite,
    "postgresql": _create_postgresql,
    "mysql": _create_mysql,
}
_DROP = {
    "sqlite": _drop_sqlite,
    "postgresql": _drop_postgresql,
    "mysql": _drop_mysql,
}


class Migration(migrations.Migration):
    dependencies = [("asn_scoring", "0001_ledger_register_projections")]

    operations = [migrations.RunPython(forbid_changes, allow_changes, atomic=False)]
