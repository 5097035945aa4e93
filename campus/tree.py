"""A course in memory: blocks with their authored fields and what they inherit, shared by requests."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from opaque_keys.edx.keys import CourseKey, UsageKey
from xblock.fields import DateTime

__all__ = ["INHERITED", "BlockContent", "CourseTree", "build_tree"]

# Settings a block takes from the blocks above it when it does not set them itself.
INHERITED = frozenset(
    {
        "attempts_before_showanswer_button",
        "days_early_for_beta",
        "due",
        "force_save_button",
        "format",
        "graceperiod",
        "graded",
        "max_attempts",
        "matlab_api_key",
        "rerandomize",
        "self_paced",
        "show_correctness",
        "show_reset_button",
        "showanswer",
        "start",
        "static_asset_path",
        "use_latex_compiler",
        "visible_to_staff_only",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockContent:
    """One block as authored; `fields` holds JSON values, `inherited` what its ancestors say."""

    usage_key: UsageKey
    block_type: str
    parent: UsageKey | None
    children: tuple[UsageKey, ...]
    fields: Mapping[str, Any]
    inherited: Mapping[str, Any]
    raw_possible: float | None = None

    def setting(self, name: str, default: Any = None) -> Any:
        """The block's own value of a setting, else the inherited one, else the default."""
        return self.fields.get(name, self.inherited.get(name, default))

    @property
    def display_name(self) -> str:
        """The title people see; a block without one shows its type."""
        return str(self.fields.get("display_name") or self.block_type)

    @property
    def weighted_possible(self) -> float:
        """The points the block is worth: its weight, or as many as it can score."""
        if self.raw_possible is None:
            return 0.0
        weight = self.fields.get("weight")
        return self.raw_possible if weight is None else float(weight)


@dataclass(frozen=True, kw_only=True)
class CourseTree:
    """All blocks of one version of a course."""

    key: CourseKey
    root: UsageKey
    digest: str
    blocks: Mapping[str, BlockContent]
    assets: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def name(self) -> str:
        """The course key as text."""
        return str(self.key)

    def __contains__(self, usage_key: object) -> bool:
        return str(usage_key) in self.blocks

    def block(self, usage_key: UsageKey | str) -> BlockContent:
        """The block of that key; `KeyError` when the course has none."""
        return self.blocks[str(usage_key)]

    def walk(self, usage_key: UsageKey | None = None) -> Iterator[BlockContent]:
        """The block and everything below it, in course order."""
        block = self.block(usage_key or self.root)
        yield block
        for child in block.children:
            yield from self.walk(child)

    def ancestor(self, usage_key: UsageKey, *, block_type: str) -> BlockContent | None:
        """The nearest block of that type at or above the given one."""
        block: BlockContent | None = self.block(usage_key)
        while block is not None and block.block_type != block_type:
            block = self.block(block.parent) if block.parent else None
        return block

    def sequentials(self) -> list[BlockContent]:
        """The subsections in course order."""
        return [block for block in self.walk() if block.block_type == "sequential"]


def build_tree(
    *,
    key: CourseKey,
    root: UsageKey,
    digest: str,
    rows: list[tuple[str, str, str, str, str, float | None]],
    assets: frozenset[str],
) -> CourseTree:
    """The tree of rows (usage key, type, parent, fields, content, raw possible), parents first."""
    keys = {row[0]: key.make_usage_key(row[1], row[0].rpartition("@")[2]) for row in rows}
    blocks: dict[str, BlockContent] = {}
    below: dict[str, list[UsageKey]] = {}
    for row in rows:
        below.setdefault(row[2], []).append(keys[row[0]])
    for name, block_type, parent, stored, content, raw_possible in rows:
        fields = json.loads(stored) | ({"content": content} if content else {})
        above = blocks.get(parent)
        blocks[name] = BlockContent(
            usage_key=keys[name],
            block_type=block_type,
            parent=keys[parent] if parent else None,
            children=tuple(below.get(name, ())),
            fields=MappingProxyType(fields),
            inherited=_inherited(above),
            raw_possible=raw_possible,
        )
    return CourseTree(
        key=key, root=root, digest=digest, blocks=MappingProxyType(blocks), assets=assets
    )


def _inherited(above: BlockContent | None) -> Mapping[str, Any]:
    if above is None:
        return MappingProxyType({})
    own = {name: _read(name, value) for name, value in above.fields.items() if name in INHERITED}
    return MappingProxyType({**above.inherited, **own}) if own else above.inherited


_READERS = {"due": DateTime().from_json, "start": DateTime().from_json}


def _read(name: str, value: Any) -> Any:
    """The value as blocks will see it: reading a date again for each block is dear."""
    return _READERS[name](value) if name in _READERS and isinstance(value, str) else value
