"""OLX to block content: every block is parsed by its own class, with the course's files at hand."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey, UsageKey
from opaque_keys.edx.locator import CourseLocator
from xblock.fields import Scope

from campus.containers import CONTAINERS
from campus.mixins import MIXOLOGIST
from campus.parsing import ParsingRuntime, refused, settle, stored_value
from campus.policies import read_policy
from course_content.archive import CourseFiles
from course_content.olx import OlxInvalid, parse

__all__ = ["ParsedBlock", "ParsedCourse", "parse_course"]

_NOT_BLOCKS = {"wiki", "textbook", "pdf_textbook", "html_textbook", "metadata"}
_MAX_DEPTH = 12
_NAME = re.compile(r"[\w\-~.:]{1,120}", re.ASCII)  # what may stand in a usage key


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
        raise refused(
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


def _course_key(course: etree._Element) -> CourseKey:
    org, number = course.get("org", ""), course.get("course", "")
    run = course.get("url_name", "")
    try:
        key = CourseKey.from_string(f"course-v1:{org}+{number}+{run}")
    except InvalidKeyError as error:
        raise refused(
            "course.xml",
            course,
            _("org, course and url_name do not make a course key."),
            _("Give all three, with letters, digits, hyphens and dots only."),
        ) from error
    if not isinstance(key, CourseLocator) or not all((org, number, run)):
        raise refused(
            "course.xml",
            course,
            _("This is not a course run."),
            _("Give org, course and url_name."),
        )
    return key


class _Reader:
    """Walks from course.xml through all pointers, one block after the other."""

    def __init__(self, files: CourseFiles, key: CourseKey) -> None:
        self.files = files
        self.key = key
        self.blocks: dict[str, ParsedBlock] = {}
        self.policies = _policies(files, key)
        self.runtime = ParsingRuntime(files, key, add_child=self._inner_block)
        self._place: list[tuple[str, UsageKey, int]] = []

    def block(
        self, node: etree._Element, *, source: str, parent: UsageKey | None, depth: int
    ) -> UsageKey:
        """Parse the element's block and everything below it; returns its key."""
        name = node.get("url_name") or self._made_up_name(node, parent)
        node, source = self._followed(node, name, source)
        usage_key = self._usage_key(node, name, source)
        if depth > _MAX_DEPTH:
            raise refused(
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
            entry.fields = self.runtime.fields(node, usage_key=usage_key, source=source)
        self._place.pop()
        entry.fields |= self.policies.get(f"{usage_key.block_type}/{usage_key.block_id}", {})
        settle(entry.fields, node=node, source=source)
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
            raise refused(
                source,
                node,
                _('<%(tag)s url_name="%(name)s"/> points to %(file)s, which is missing.')
                % {"tag": node.tag, "name": name, "file": place},
                _("Add the file, or remove the line."),
            )
        found = parse(self.files.read(place), source=place)
        if found.tag != node.tag:
            raise refused(
                place,
                found,
                _("The file holds <%(found)s> where <%(tag)s> is expected.")
                % {"found": found.tag, "tag": node.tag},
                _("Put the file into the folder named after its element."),
            )
        return found, place

    def _usage_key(self, node: etree._Element, name: str, source: str) -> UsageKey:
        if not _NAME.fullmatch(name) or not _NAME.fullmatch(node.tag):
            raise refused(
                source,
                node,
                _("url_name “%(name)s” cannot be part of an address.") % {"name": name[:80]},
                _("Use letters, digits, hyphens and underscores only."),
            )
        usage_key = self.key.make_usage_key(node.tag, name)
        if str(usage_key) in self.blocks:
            raise refused(
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
                fields[name] = stored_value(known[name], text)
            elif name not in ("org", "course"):
                unknown[name] = text
        return fields | ({"xml_attributes": unknown} if unknown else {})


def _is_pointer(node: etree._Element) -> bool:
    expected = {"url_name", "org", "course"} if node.tag == "course" else {"url_name"}
    return not len(node) and set(node.attrib) == expected and not (node.text or "").strip()


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
