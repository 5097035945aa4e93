"""OLX to block content: every block is parsed by its own class, with the course's files at hand."""

import hashlib
import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO, StringIO
from math import inf
from typing import IO, Any

from django.utils.translation import gettext as _
from lxml import etree
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey, UsageKey
from opaque_keys.edx.locator import CourseLocator
from xblock.core import XBlock
from xblock.exceptions import JsonHandlerError
from xblock.fields import Boolean, DateTime, Field, Float, Scope, ScopeIds, String
from xblock.runtime import DictKeyValueStore, KvsFieldData, Runtime

from asn_xblocks.shared.errors import ContentInvalid
from campus import services
from campus.catalogue import block_class
from campus.containers import CONTAINERS
from campus.mixins import MIXOLOGIST
from campus.policies import read_policy
from course_content.archive import CourseFiles
from course_content.olx import OlxInvalid, parse

__all__ = ["CourseRefused", "ParsedBlock", "ParsedCourse", "parse_block", "parse_course"]

_log = logging.getLogger(__name__)
_NOT_BLOCKS = {"wiki", "textbook", "pdf_textbook", "html_textbook", "metadata"}
_MAX_DEPTH = 12
_NAME = re.compile(r"[\w\-~.:]{1,120}", re.ASCII)  # what may stand in a usage key


class CourseRefused(OlxInvalid):
    """A course whose files are well-formed but do not fit together; mend the named place."""


@dataclass(kw_only=True)
class ParsedBlock:
    """One block as it will be stored."""

    usage_key: UsageKey
    parent: UsageKey | None
    fields: dict[str, Any]
    children: list[UsageKey] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ParsedCourse:
    """A whole course, parsed and checked; nothing of it is stored yet."""

    key: CourseKey
    root: UsageKey
    blocks: dict[str, ParsedBlock]
    grading_policy: dict[str, Any]
    assets: dict[str, bytes]


def parse_course(files: CourseFiles) -> ParsedCourse:
    """All blocks of a course; refuses (`OlxInvalid`) broken files, naming file, line and remedy."""
    course = parse(files.read("course.xml"), source="course.xml")
    if course.tag != "course":
        raise _invalid(
            "course.xml",
            course,
            _("The root element is not <course>."),
            _("Export the course again."),
        )
    key = _course_key(course)
    reader = _Reader(files, key)
    root = reader.block(course, source="course.xml", parent=None, depth=0)
    policy_file = f"policies/{key.run}/grading_policy.json"
    policy = (
        read_policy(files.read(policy_file), source=policy_file) if policy_file in files else {}
    )
    assets = {
        name.removeprefix("static/"): files.read(name)
        for name in files.names()
        if name.startswith("static/")
    }
    return ParsedCourse(
        key=key, root=root, blocks=reader.blocks, grading_policy=policy, assets=assets
    )


def parse_block(node: etree._Element, *, usage_key: UsageKey, source: str) -> dict[str, Any]:
    """The fields of one block from its OLX, as Studio's editor stores them."""
    runtime = _ParsingRuntime(None, usage_key.context_key, {})
    return _fields_of(runtime.parse(node, usage_key=usage_key, source=source))


def _course_key(course: etree._Element) -> CourseKey:
    org, number = course.get("org", ""), course.get("course", "")
    run = course.get("url_name", "")
    try:
        key = CourseKey.from_string(f"course-v1:{org}+{number}+{run}")
    except InvalidKeyError as error:
        raise _invalid(
            "course.xml",
            course,
            _("org, course and url_name do not make a course key."),
            _("Give all three, with letters, digits, hyphens and dots only."),
        ) from error
    if not isinstance(key, CourseLocator) or not all((org, number, run)):
        raise _invalid(
            "course.xml",
            course,
            _("This is not a course run."),
            _("Give org, course and url_name."),
        )
    return key


def _invalid(
    source: str,
    node: etree._Element | None,
    message: str,
    remedy: str,
    *,
    line: int | None = None,
) -> CourseRefused:
    line = line or getattr(node, "sourceline", None) or 1
    return CourseRefused(file=source, line=line, message=message, remedy=remedy)


class _Reader:
    """Walks from course.xml through all pointers, one block after the other."""

    def __init__(self, files: CourseFiles, key: CourseKey) -> None:
        self.files = files
        self.key = key
        self.blocks: dict[str, ParsedBlock] = {}
        self.policies = _policies(files, key)
        self.runtime = _ParsingRuntime(files, key, self.policies, self._inner_block)
        self._place: list[tuple[str, UsageKey, int]] = []

    def block(
        self, node: etree._Element, *, source: str, parent: UsageKey | None, depth: int
    ) -> UsageKey:
        """Parse the element's block and everything below it; returns its key."""
        name = node.get("url_name") or self._made_up_name(node, parent)
        node, source = self._followed(node, name, source)
        usage_key = self._usage_key(node, name, source)
        if depth > _MAX_DEPTH:
            raise _invalid(
                source,
                node,
                _("The blocks are nested too deep."),
                _("A course has four levels: section, subsection, unit, component."),
            )
        entry = ParsedBlock(usage_key=usage_key, parent=parent, fields={})
        self.blocks[str(usage_key)] = entry
        node.attrib.pop("url_name", None)
        self._place.append((source, usage_key, depth))
        if node.tag in CONTAINERS:
            entry.fields = self._container_fields(node)
            for child in node:
                if child.tag not in _NOT_BLOCKS:
                    entry.children.append(
                        self.block(child, source=source, parent=usage_key, depth=depth + 1)
                    )
        else:
            entry.fields = _fields_of(self.runtime.parse(node, usage_key=usage_key, source=source))
        self._place.pop()
        entry.fields |= self.policies.get(f"{usage_key.block_type}/{usage_key.block_id}", {})
        _settle(entry.fields, node=node, source=source)
        return usage_key

    def _inner_block(self, node: etree._Element) -> UsageKey:
        """A child that a component parses by itself."""
        source, parent, depth = self._place[-1]
        child = self.block(node, source=source, parent=parent, depth=depth + 1)
        self.blocks[str(parent)].children.append(child)
        return child

    def _followed(self, node: etree._Element, name: str, source: str) -> tuple[etree._Element, str]:
        """The element a pointer stands for, and the file it is in."""
        if not _is_pointer(node):
            return node, source
        place = f"{node.tag}/{name.replace(':', '/')}.xml"
        if place not in self.files:
            raise _invalid(
                source,
                node,
                _('<%(tag)s url_name="%(name)s"/> points to %(file)s, which is missing.')
                % {"tag": node.tag, "name": name, "file": place},
                _("Add the file, or remove the line."),
            )
        found = parse(self.files.read(place), source=place)
        if found.tag != node.tag:
            raise _invalid(
                place,
                found,
                _("The file holds <%(found)s> where <%(tag)s> is expected.")
                % {"found": found.tag, "tag": node.tag},
                _("Put the file into the folder named after its element."),
            )
        return found, place

    def _usage_key(self, node: etree._Element, name: str, source: str) -> UsageKey:
        if not _NAME.fullmatch(name) or not _NAME.fullmatch(node.tag):
            raise _invalid(
                source,
                node,
                _("url_name “%(name)s” cannot be part of an address.") % {"name": name[:80]},
                _("Use letters, digits, hyphens and underscores only."),
            )
        usage_key = self.key.make_usage_key(node.tag, name)
        if str(usage_key) in self.blocks:
            raise _invalid(
                source,
                node,
                _('There are two blocks <%(tag)s url_name="%(name)s">.')
                % {"tag": node.tag, "name": name},
                _("Give one of them another url_name."),
            )
        return usage_key

    def _made_up_name(self, node: etree._Element, parent: UsageKey | None) -> str:
        """A name for an element without one: the same in every import of the same place."""
        above = self.blocks.get(str(parent)) if parent else None
        number = len(above.children) if above else 0
        place = f"{parent}/{node.tag}/{number}"
        return f"{node.tag}_{hashlib.sha256(place.encode()).hexdigest()[:12]}"

    @staticmethod
    def _container_fields(node: etree._Element) -> dict[str, Any]:
        known = MIXOLOGIST.mix(CONTAINERS[node.tag]).fields
        fields: dict[str, Any] = {}
        unknown: dict[str, str] = {}
        for name, text in node.attrib.items():
            if name in known and known[name].scope in (Scope.settings, Scope.content):
                fields[name] = _stored(known[name], text)
            elif name not in ("org", "course"):
                unknown[name] = text
        return fields | ({"xml_attributes": unknown} if unknown else {})


_SETTLED: Mapping[str, Field] = {
    "due": DateTime(),
    "start": DateTime(),
    "weight": Float(),
    "graded": Boolean(),
    "visible_to_staff_only": Boolean(),
}


def _settle(fields: dict[str, Any], *, node: etree._Element, source: str) -> None:
    """Refuse settings that grades and dates could not be computed from; truth becomes a bool."""
    for name, known in _SETTLED.items():
        if fields.get(name) is None:
            continue
        try:
            value = known.from_json(fields[name])
            fits = not isinstance(value, timedelta) and value is not None
        except (ValueError, TypeError, OverflowError):
            fits = False
        if not fits and name == "start" and node.tag not in CONTAINERS:
            del fields[name]  # a component may have an attribute of that name for its own ends
            continue
        if not fits or (name == "weight" and not 0 <= value < inf):
            raise _invalid(
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


def _is_pointer(node: etree._Element) -> bool:
    expected = {"url_name", "org", "course"} if node.tag == "course" else {"url_name"}
    return not len(node) and set(node.attrib) == expected and not (node.text or "").strip()


def _stored(known: Field, text: str) -> Any:
    """The JSON value an attribute stands for: JSON where the field takes it, else plain text."""
    if isinstance(known, String) and not text.startswith('"'):
        return text
    try:
        value = json.loads(text)
        known.from_json(value)
    except (ValueError, TypeError):
        return text
    return value


def _policies(files: CourseFiles, key: CourseKey) -> Mapping[str, dict[str, Any]]:
    """Settings that Studio keeps beside the blocks, in policies/RUN/policy.json."""
    place = f"policies/{key.run}/policy.json"
    if place not in files:
        return {}
    try:
        policies = json.loads(files.read(place))
    except ValueError as error:
        raise OlxInvalid(
            file=place,
            line=getattr(error, "lineno", 1),
            message=_("The file is not valid JSON."),
            remedy=_("Correct it."),
        ) from error
    if not isinstance(policies, dict) or not all(isinstance(p, dict) for p in policies.values()):
        raise OlxInvalid(
            file=place,
            line=1,
            message=_("The policy must be an object of objects."),
            remedy=_("Export the course again from Studio."),
        )
    return policies


def _fields_of(block: XBlock) -> dict[str, Any]:
    block.save()
    stored = block.runtime.kvs.db_dict
    return {
        key.field_name: value
        for key, value in stored.items()
        if key.block_scope_id == block.scope_ids.usage_id
        and key.scope in (Scope.settings, Scope.content)
    }


class _Folder:
    """The course's files, as far as blocks open them while they are parsed."""

    def __init__(self, files: CourseFiles | None) -> None:
        self._files = files

    def exists(self, path: str) -> bool:
        """True when the course has the file."""
        return self._files is not None and path in self._files

    def open(self, path: str, mode: str = "r", encoding: str = "utf-8", **_kw: Any) -> IO[Any]:
        """The file, opened for reading; `FileNotFoundError` when the course has none."""
        if self._files is None or path not in self._files:
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


class _ParsingRuntime(Runtime):
    """Gives block classes what `parse_xml` needs; fields are collected, nothing is stored."""

    def __init__(
        self,
        files: CourseFiles | None,
        key: CourseKey,
        policies: Mapping[str, dict[str, Any]],
        add_child: Callable[[etree._Element], UsageKey] | None = None,
    ) -> None:
        super().__init__(id_reader=None, id_generator=_Ids(key))
        self.mixologist = MIXOLOGIST
        self.resources_fs = _Folder(files)
        self.kvs = DictKeyValueStore({})
        self._field_data = KvsFieldData(self.kvs)
        self._policies = policies
        self._add_child = add_child

    def parse(self, node: etree._Element, *, usage_key: UsageKey, source: str) -> XBlock:
        """The block of an element; whatever its class refuses becomes `OlxInvalid`."""
        self.id_generator.current = usage_key
        self.kvs.db_dict.clear()
        keys = ScopeIds(None, usage_key.block_type, usage_key, usage_key)
        cls = MIXOLOGIST.mix(block_class(usage_key.block_type))
        try:
            block = cls.parse_xml(node, self, keys)
            block.save()
        except (OlxInvalid, JsonHandlerError):
            raise
        except Exception as error:
            raise _invalid(
                source,
                node,
                _("<%(tag)s> cannot be read: %(reason)s") % {"tag": node.tag, "reason": error},
                _("Correct the element, or export the course again."),
                line=error.line if isinstance(error, ContentInvalid) else None,
            ) from error
        return block

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
        if self._add_child is not None:
            kept = dict(self.kvs.db_dict)
            current = self.id_generator.current
            self._add_child(node)
            self.id_generator.current = current
            self.kvs.db_dict.clear()
            self.kvs.db_dict.update(kept)

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
