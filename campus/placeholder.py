"""What stands where a block cannot: a sentence that says so, and nothing broken around it."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from lxml import etree
from web_fragments.fragment import Fragment
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.fields import Scope, ScopeIds, String
from xblock.runtime import Runtime

__all__ = ["Placeholder", "notice"]


def notice(sentence: str) -> Fragment:
    """A fragment with one sentence for the reader."""
    return Fragment(format_html('<div class="campus-notice" role="note"><p>{}</p></div>', sentence))


class Placeholder(XBlock):
    """A block whose type is not installed here; its OLX is kept as it was."""

    completion_mode = XBlockCompletionMode.EXCLUDED

    display_name = String(default=None, scope=Scope.settings)
    olx = String(default="", scope=Scope.content)

    @classmethod
    def parse_xml(cls, node: etree._Element, runtime: Runtime, keys: ScopeIds) -> "Placeholder":
        """A placeholder that remembers the element."""
        block = runtime.construct_xblock_from_class(cls, keys)
        block.display_name = node.get("display_name")
        block.olx = etree.tostring(node, encoding="unicode", with_tail=False)
        return block

    def add_xml_to_node(self, node: etree._Element) -> None:
        """Give back the element that was read."""
        kept = etree.fromstring(self.olx, etree.XMLParser(resolve_entities=False, no_network=True))
        node.tag, node.text = kept.tag, kept.text
        node.attrib.update(kept.attrib)
        node.extend(kept)

    def student_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """A sentence in place of the block."""
        return notice(
            _(
                "This part of the course uses the component “%(type)s”, which is not "
                "installed here. Everything else on this page works."
            )
            % {"type": self.scope_ids.block_type}
        )

    author_view = student_view
    public_view = student_view
