"""One statement that inserts a row or changes the one that is there, on every database we use.

Django's `bulk_create(update_conflicts=True)` does the same within a transaction of its own and
compiles the statement each time; a learner's answer stores two rows this way, so it is worth it.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection, models

__all__ = ["upsert"]


def upsert(
    model: type[models.Model],
    values: Mapping[str, Any],
    *,
    unique: Sequence[str],
    update: Sequence[str],
) -> None:
    """Store `values` (by field name); a row with the same `unique` fields is updated instead."""
    statement, fields = _statement(
        model, tuple(values), tuple(unique), tuple(update), connection.vendor
    )
    row = [
        field.get_db_prep_save(value, connection)
        for field, value in zip(fields, values.values(), strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, row)


@cache
def _statement(
    model: type[models.Model],
    names: tuple[str, ...],
    unique: tuple[str, ...],
    update: tuple[str, ...],
    vendor: str,
) -> tuple[str, list[models.Field]]:
    quote = connection.ops.quote_name
    fields = [model._meta.get_field(name) for name in names]
    columns = {field.name: quote(field.column) for field in fields}
    insert = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(columns.values())})"  # noqa: S608
        f" VALUES ({', '.join(['%s'] * len(fields))})"
    )
    if vendor == "mysql":
        changes = ", ".join(f"{columns[name]} = VALUES({columns[name]})" for name in update)
        return f"{insert} ON DUPLICATE KEY UPDATE {changes}", fields
    target = ", ".join(columns[name] for name in unique)
    changes = ", ".join(f"{columns[name]} = excluded.{columns[name]}" for name in update)
    return f"{insert} ON CONFLICT ({target}) DO UPDATE SET {changes}", fields
