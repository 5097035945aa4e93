"""Field data of the campus: authored content from the course tree, state from the database.

One row holds all fields of one block for one learner in one scope, so that a handler reads once
and writes once however many fields it changes.
"""

import json
import marshal
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.utils import timezone
from xblock.exceptions import InvalidScopeError
from xblock.fields import BlockScope, Scope, UserScope
from xblock.runtime import KeyValueStore

from campus.models import UserState
from campus.tree import BlockContent, CourseTree
from campus.upsert import upsert

__all__ = ["CampusStore", "StateRows"]

_CONTENT = {Scope.content, Scope.settings}
_STRUCTURE = {Scope.children, Scope.parent}
_EVERYBODY = 0
_NAMED = {"preferences": "preferences", "user_info": "user_info"}
_PERSONAL = ("user_state", "preferences", "user_info")
_Place = tuple[str, str, int]  # scope, block, learner


class StateRows:
    """The state rows of one request; `keep` false reads and writes in memory only."""

    def __init__(self, *, keep: bool) -> None:
        """An empty set of rows."""
        self._keep = keep
        self._rows: dict[_Place, dict[str, Any]] = {}

    def prefetch(self, *, learner: int, blocks: Iterable[str]) -> None:
        """Read the rows of these blocks, in every scope, with one query."""
        if not self._keep:
            return
        names = ["", *blocks]
        for name in names:
            for scope in _PERSONAL:
                self._rows.setdefault((scope, name, learner), {})
            self._rows.setdefault(("user_state_summary", name, _EVERYBODY), {})
        # Written out: this query is part of every view and every answer.
        wanted = ", ".join(["%s"] * len(names))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT scope, block, learner, state FROM campus_userstate"  # noqa: S608
                f" WHERE learner IN (%s, %s) AND block IN ({wanted})",
                [learner, _EVERYBODY, *names],
            )
            for scope, block, owner, state in cursor.fetchall():
                self._rows[scope, block, owner] = json.loads(state)

    def row(self, place: _Place) -> dict[str, Any]:
        """The fields stored at that place."""
        row = self._rows.get(place)
        if row is None:
            row = self._rows[place] = self._read(place) if self._keep else {}
        return row

    @staticmethod
    def _read(place: _Place) -> dict[str, Any]:
        scope, block, learner = place
        state = UserState.objects.filter(scope=scope, block=block, learner=learner)
        found = state.values_list("state", flat=True).first()
        return json.loads(found) if found else {}

    def write(self, changes: Mapping[_Place, Mapping[str, Any]]) -> None:
        """Merge the changed fields into their rows and store each row with one statement."""
        for place, fields in changes.items():
            row = self.row(place)
            row.update(fields)
            if self._keep:
                self._store(place, json.dumps(row, ensure_ascii=False))

    @staticmethod
    def _store(place: _Place, state: str) -> None:
        scope, block, learner = place
        upsert(
            UserState,
            {
                "scope": scope,
                "block": block,
                "learner": learner,
                "state": state,
                "modified": timezone.now(),
            },
            unique=("learner", "block", "scope"),
            update=("state", "modified"),
        )


class CampusStore(KeyValueStore):
    """Every scope of XBlock, for one learner in one course.

    `authored` collects changes to content; it is None where content may not be changed.
    """

    def __init__(
        self, tree: CourseTree, rows: StateRows, *, authored: dict[str, dict[str, Any]] | None
    ) -> None:
        """A store over a shared tree and this request's rows."""
        self._tree = tree
        self._rows = rows
        self._known: dict[int, tuple[Any, str, BlockContent | None]] = {}
        self.authored = authored

    def has(self, key: KeyValueStore.Key) -> bool:
        """True when a value is stored."""
        if key.scope in _CONTENT:
            return key.field_name in self._content(key)
        if key.scope in _STRUCTURE:
            block = self._block(key)
            return key.scope == Scope.children or (block is not None and block.parent is not None)
        return key.field_name in self._rows.row(self._place(key))

    def get(self, key: KeyValueStore.Key) -> Any:
        """The stored value; `KeyError` when there is none."""
        if key.scope in _STRUCTURE:
            return self._structure(key)
        if key.scope in _CONTENT:
            value = self._content(key)[key.field_name]
            # The tree is shared by all requests: whoever changes a list changes his own copy.
            return _own_copy(value)
        value = self._rows.row(self._place(key))[key.field_name]
        return _own_copy(value)

    def default(self, key: KeyValueStore.Key) -> Any:
        """The inherited value of a setting; `KeyError` lets the field use its own default."""
        block = self._block(key) if key.scope == Scope.settings else None
        if block is None:
            raise KeyError(key.field_name)
        return block.inherited[key.field_name]

    def set(self, key: KeyValueStore.Key, value: Any) -> None:
        """Store one value."""
        self.set_many({key: value})

    def set_many(self, update_dict: Mapping[KeyValueStore.Key, Any]) -> None:
        """Store values; state goes to the database in one statement."""
        changes: dict[_Place, dict[str, Any]] = {}
        for key, value in update_dict.items():
            if key.scope in _CONTENT or key.scope in _STRUCTURE:
                self._author(key, value)
            else:
                changes.setdefault(self._place(key), {})[key.field_name] = _storable(value)
        self._rows.write(changes)

    def delete(self, key: KeyValueStore.Key) -> None:
        """Forget a value; `KeyError` when there is none."""
        if key.scope in _CONTENT:
            self._author(key, None)
            del self.authored[str(key.block_scope_id)][key.field_name]
            return
        place = self._place(key)
        del self._rows.row(place)[key.field_name]
        self._rows.write({place: {}})

    def _author(self, key: KeyValueStore.Key, value: Any) -> None:
        if self.authored is None or key.scope not in _CONTENT:
            raise InvalidScopeError(key)
        name = str(key.block_scope_id)
        fields = self.authored.setdefault(name, dict(self._content(key)))
        fields[key.field_name] = value

    def _found(self, key: KeyValueStore.Key) -> tuple[str, BlockContent | None]:
        """The name and content of the key's block; writing a usage key out is dear, so once."""
        place = key.block_scope_id
        known = self._known.get(id(place))
        if known is None or known[0] is not place:
            name = str(place)
            known = self._known[id(place)] = (place, name, self._tree.blocks.get(name))
        return known[1], known[2]

    def _block(self, key: KeyValueStore.Key) -> BlockContent | None:
        return self._found(key)[1]

    def _content(self, key: KeyValueStore.Key) -> Mapping[str, Any]:
        name, block = self._found(key)
        if self.authored and name in self.authored:
            return self.authored[name]
        return block.fields if block is not None else {}

    def _place(self, key: KeyValueStore.Key) -> _Place:
        scope = key.scope
        personal = scope.user == UserScope.ONE
        named = _NAMED.get(scope.name) or ("user_state" if personal else "user_state_summary")
        owner = int(key.user_id) if personal and key.user_id else _EVERYBODY
        block = "" if scope.block == BlockScope.ALL else self._found(key)[0]
        return named, block, owner

    def _structure(self, key: KeyValueStore.Key) -> Any:
        block = self._tree.block(key.block_scope_id)
        return list(block.children) if key.scope == Scope.children else block.parent


def _own_copy(value: Any) -> Any:
    """A list or dict of JSON copied whole, the quickest way there is; anything else as it is."""
    if not isinstance(value, list | dict):
        return value
    return marshal.loads(marshal.dumps(value))  # noqa: S302 - written in the same breath


def _storable(value: Any) -> Any:
    """The value as JSON: score fields hand over named tuples, alone or in a list."""
    if isinstance(value, list):
        return [_storable(item) for item in value]
    return value._asdict() if hasattr(value, "_asdict") else value
