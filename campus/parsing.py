"""One block from its OLX: read by its own class, with the course's files at hand, nothing stored."""

import json
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from io import BytesIO, StringIO
from math import inf
from typing import IO, Any

from django.utils.translation import gettext as _
from lxml import etree
from opaque_keys.edx.keys import CourseKey, UsageKey
from xblock.core import XBlock
from xblock.fields import Boolean, DateTime, Field, Float, Scope, ScopeIds, String
from xblock.runtime import DictKeyValueStore, KvsFieldData, Runtime

from asn_xblocks.shared.errors import ContentInvalid
from campus import services
from campus.catalogue import block_class
from campus.mixins import MIXOLOGIST
from course_content.archive import CourseFiles
from course_content.olx import OlxInvalid

__all__ = ["CourseRefused", "ParsingRuntime", "refused", "settle", "stored_value"]

_log = logging.getLogger(__name__)


class CourseRefused(OlxInvalid):
    """A course whose files are well-formed but do not fit together; mend the named place."""


def refused(
    source: str,
    node: etree._Element | None,
    message: str,
    remedy: str,
    *,
    line: int | None = None,
) -> CourseRefused:
    """The refusal that names the element's line, or the line a block has found itself."""
    line = line or getattr(node, "sourceline", None) or 1
    return CourseRefused(file=source, line=line, message=message, remedy=remedy)


_SETTLED: Mapping[str, Field] = {
    "due": DateTime(),
    "start": DateTime(),
    "weight": Float(),
    "graded": Boolean(),
    "visible_to_staff_only": Boolean(),
}


def settle(fields: dict[str, Any], *, node: etree._Element, source: str) -> None:
    """Refuse settings that grades and dates could not be computed from; truth becomes a bool."""
    for name, known in _SETTLED.items():
        if fields.get(name) is None:
            continue
        try:
            value = known.from_json(fields[name])
            fits = not isinstance(value, timedelta) and value is not None
        except (ValueError, TypeError, OverflowError):
            fits = False
        if not fits or (name == "weight" and not 0 <= value < inf):
            raise refused(
                source,
                node,
                _('%(name)s="%(value)s" cannot be used.')
                % {"name": name, "value": str(fields[name])[:80]},
                _(
                    "Write dates as 2026-11-30T17:00:00Z, weights as numbers, the others true or false."
                ),
            )
        if isinstance(known, Boolean):
            fields[name] = value


def stored_value(known: Field, text: str) -> Any:
    """The JSON value an attribute stands for: JSON where the field takes it, else plain text."""
    if isinstance(known, String) and not text.startswith('"'):
        return text
    try:
        value = json.loads(text)
        known.from_json(value)
    except (ValueError, TypeError):
        return text
    return value


class _Folder:
    """The course's files, as far as blocks open them while they are parsed."""

    def __init__(self, files: CourseFiles) -> None:
        self._files = files

    def exists(self, path: str) -> bool:
        """True when the course has the file."""
        return path in self._files

    def open(self, path: str, mode: str = "r", encoding: str = "utf-8", **_kw: Any) -> IO[Any]:
        """The file, opened for reading; `FileNotFoundError` when the course has none."""
        if path not in self._files:
            raise FileNotFoundError(path)
        content = self._files.read(path)
        return BytesIO(content) if "b" in mode else StringIO(content.decode(encoding))


class _Ids:
    """Blocks that ask for an id while they are parsed get the one that was chosen for them."""

    def __init__(self, course_key: CourseKey) -> None:
        self.target_course_id = course_key
        self.current: UsageKey | None = None

    def create_definition(self, block_type: str, slug: str | None = None) -> UsageKey | None:
        """The chosen key."""
        return self.current

    def create_usage(self, def_id: UsageKey) -> UsageKey | None:
        """The chosen key."""
        return self.current


class ParsingRuntime(Runtime):
    """Gives block classes what `parse_xml` needs; fields are collected, nothing is stored."""

    def __init__(
        self,
        files: CourseFiles,
        key: CourseKey,
        *,
        add_child: Callable[[etree._Element], UsageKey],
    ) -> None:
        """A runtime for one course; `add_child` reads the blocks within a component."""
        super().__init__(id_reader=None, id_generator=_Ids(key))
        self.mixologist = MIXOLOGIST
        self.resources_fs = _Folder(files)
        self._store = DictKeyValueStore({})
        self._field_data = KvsFieldData(self._store)
        self._add_child = add_child

    def fields(self, node: etree._Element, *, usage_key: UsageKey, source: str) -> dict[str, Any]:
        """The authored fields of an element; what its class refuses becomes `CourseRefused`."""
        self.id_generator.current = usage_key
        self._store.db_dict.clear()
        keys = ScopeIds(None, usage_key.block_type, usage_key, usage_key)
        cls = MIXOLOGIST.mix(block_class(usage_key.block_type))
        try:
            cls.parse_xml(node, self, keys).save()
        except OlxInvalid:
            raise
        # Other people's blocks may fail in any way; the author gets the place, and no half a course.
        except Exception as error:
            raise refused(
                source,
                node,
                _("<%(tag)s> cannot be read: %(reason)s") % {"tag": node.tag, "reason": error},
                _("Correct the element, or export the course again."),
                line=error.line if isinstance(error, ContentInvalid) else None,
            ) from error
        return {
            key.field_name: value
            for key, value in self._store.db_dict.items()
            if key.scope in (Scope.settings, Scope.content)
        }

    def get_policy(self, usage_id: UsageKey) -> dict[str, Any]:
        """None here: policies are laid over the parsed fields, for every kind of block."""
        return {}

    def parse_asides(self, *_args: Any) -> list[Any]:
        """No asides."""
        return []

    def error_tracker(self, message: str) -> None:
        """Log what a block found odd."""
        _log.warning("%s", message)

    def add_node_as_child(self, block: XBlock, node: etree._Element) -> None:
        """Parse a child of a component as a block of its own."""
        kept, current = dict(self._store.db_dict), self.id_generator.current
        self._add_child(node)
        self._store.db_dict, self.id_generator.current = kept, current

    def load_block_type(self, block_type: str) -> type[XBlock]:
        """The class of a tag."""
        return block_class(block_type)

    def service(self, block: XBlock, service_name: str) -> Any:
        """Field data and translations; nothing else is needed to read a file."""
        if service_name == "field-data":
            return self._field_data
        return services.Translations(block) if service_name == "i18n" else None

    def handler_url(self, *_args: Any, **_kwargs: Any) -> str:
        """No address: nothing is served from here."""
        return ""

    resource_url = local_resource_url = handler_url

    def publish(self, *_args: Any) -> None:
        """Nothing happens while a course is read."""
