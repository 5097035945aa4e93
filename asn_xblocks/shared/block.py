"""The base of every block of this house.

A subclass says what its tags are (``VOCABULARY``) and reads its content (``read``); it gets OLX
in and out, the editor's save handler, words, fragments, the learner and completion from here.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar

from lxml import etree
from web_fragments.fragment import Fragment
from xblock.completable import CompletableXBlockMixin
from xblock.core import XML_NAMESPACES, XBlock
from xblock.fields import JSONField, Scope, String

from . import olx, payload
from .errors import N_, ContentInvalid
from .fragments import build_fragment, render_template
from .learner import Learner, learner_of, may_author
from .words import translator

__all__ = ["NO_TITLE", "AsnBlock"]

# What public/asn.js says by itself.
SCRIPT_WORDS = {
    "again": N_("Try again"),
    "failed": N_("This could not be saved. Your answer is kept on this page; try again."),
    "offline": N_("No connection. Your answer is kept on this page; try again."),
    "sending": N_("Sending …"),
    "signed_out": N_("You are no longer signed in. Sign in in another tab, then try again."),
}

NO_TITLE = N_("There is no title. Write one.")

_NOT_SETTINGS = frozenset({"url_name", "slug", "org", "course", "xblock-family", "name"})


@XBlock.needs("i18n")
@XBlock.wants("user")
@XBlock.wants("replace_urls")
@XBlock.wants("studio_user_permissions")
class AsnBlock(CompletableXBlockMixin, XBlock):
    """A block whose content is one authored XML string. See olx.py, Note [One authored field]."""

    VOCABULARY: ClassVar[frozenset[str]] = frozenset()  # the block's own tags below its root
    SETTINGS: ClassVar[tuple[str, ...]] = ("display_name",)  # fields the editor may change

    has_author_view = True  # Studio shows author_view instead of student_view

    display_name = String(display_name=N_("Title"), scope=Scope.settings, default="")
    content = String(display_name=N_("Content"), scope=Scope.content, default="")

    # -- content ---------------------------------------------------------------------------

    @classmethod
    def tag(cls) -> str:
        """The block's OLX tag, which evidence calls the activity; each subclass answers it."""
        raise NotImplementedError

    @classmethod
    def read(cls, content: str) -> Any:
        """The frozen content of a stored string, from a cache; raises ``ContentInvalid``.

        Subclasses delegate to a function with ``lru_cache``; ``""`` is an empty block.
        """
        raise NotImplementedError

    @property
    def authored(self) -> Any:
        """The block's content, looked up once for each request."""
        if "_authored" not in self.__dict__:
            self.__dict__["_authored"] = self.read(self.content)
        return self.__dict__["_authored"]

    @property
    def content_digest(self) -> str:
        """``sha256:`` of what the author wrote, for evidence."""
        return olx.digest(self.content)

    @classmethod
    def parse_xml(cls, node: Any, runtime: Any, keys: Any, *_unused: Any) -> Any:
        """The block of an OLX element; content that cannot be used raises ``ContentInvalid``."""
        block = runtime.construct_xblock_from_class(cls, keys)
        for name, value in block.edited_settings(node).items():
            setattr(block, name, value)
        for name, value in node.items():
            if name not in {*_NOT_SETTINGS, *cls.SETTINGS} and not str(name).startswith("{"):
                cls._set_field_if_present(block, name, value, {})
        block.take_content(node)
        for child in node.findall(f"{{{XML_NAMESPACES['option']}}}*"):
            cls._set_field_if_present(block, etree.QName(child).localname, child.text, child.attrib)
        return block

    def take_content(self, node: olx.Element) -> None:
        """Sets the content from an element, cleaned, or raises ``ContentInvalid``."""
        self.__dict__.pop("_authored", None)
        if len(node) or (node.text or "").strip():
            self.check_node(node)
            self.content = olx.canonical(node, vocabulary=self.VOCABULARY)
        else:
            self.content = ""

    @classmethod
    def check_node(cls, node: olx.Element) -> None:
        """Nothing when the element can be used; ``ContentInvalid`` with its own line otherwise."""
        cls.read(olx.canonical(node, vocabulary=cls.VOCABULARY))

    def add_xml_to_node(self, node: olx.Element) -> None:
        """Writes the block into ``node``: settings as attributes, content as it was authored."""
        node.tag = self.tag()
        node.set("xblock-family", self.entry_point)
        for name, field in self.fields.items():
            if field.scope == Scope.settings and (field.is_set_on(self) or field.force_export):
                self._add_field(node, name, field)
        if self.content:
            olx.write_into(node, self.content, vocabulary=self.VOCABULARY)

    def olx_text(self) -> str:
        """The block as OLX for the editor: indented, settings as attributes."""
        node = etree.Element(self.tag())
        self.add_xml_to_node(node)
        for name in _NOT_SETTINGS & set(node.attrib):
            del node.attrib[name]
        return etree.tostring(node, encoding="unicode", pretty_print=True)

    # -- words and views ---------------------------------------------------------------------

    @classmethod
    def room(cls) -> str:
        """The package of the block: where its templates, public files and words are."""
        return getattr(cls, "unmixed_class", cls).__module__.rpartition(".")[0]

    def gettext(self, msgid: str) -> str:
        """The sentence in the reader's language."""
        speak = self.__dict__.get("_speak")
        if speak is None:
            speak = self.__dict__["_speak"] = translator(self, self.room())
        return speak(msgid)

    @property
    def title(self) -> str:
        """The heading to show; the default name in the reader's language."""
        name: str = self.display_name
        return self.gettext(name) if name == self.fields["display_name"].default else name

    def words(self, marked: Mapping[str, str]) -> dict[str, str]:
        """A table of words for a template or script, with those every script of ours needs."""
        return {name: self.gettext(msgid) for name, msgid in {**SCRIPT_WORDS, **marked}.items()}

    def expand_urls(self, html: str) -> str:
        """The HTML with ``/static/...`` turned into the course's own addresses."""
        if "/static/" not in html:
            return html
        service = self.runtime.service(self, "replace_urls")
        return service.replace_urls(html) if service else html

    def render_template(self, path: str, context: Mapping[str, object]) -> str:
        """The HTML of one of the block's templates."""
        return render_template(self.room(), path, context)

    def fragment(
        self,
        template: str,
        context: Mapping[str, object],
        *,
        js: Sequence[str] = (),
        css: Sequence[str] = (),
        init: str | None = None,
        state: Mapping[str, object] | None = None,
    ) -> Fragment:
        """What a view returns: the template with shared and own files, and the init's state.

        ``asn.css`` and ``asn.js`` come first by themselves (``public/`` links to the shared
        ones); the script reads the state with ``AsnBlocks.state(args)``.
        """
        html = self.render_template(template, context)
        return self.fragment_of(html, js=js, css=css, init=init, state=state)

    def fragment_of(
        self,
        html: str,
        *,
        js: Sequence[str] = (),
        css: Sequence[str] = (),
        init: str | None = None,
        state: Mapping[str, object] | None = None,
    ) -> Fragment:
        """The same as ``fragment``, of HTML that is rendered already."""
        return build_fragment(
            self,
            self.expand_urls(html),
            js=("asn.js", *js) if init else (),
            css=("asn.css", *css),
            init=init,
            state=state,
        )

    def index_dictionary(self) -> dict[str, Any]:
        """What search may find: the title and the words learners read, never the answers."""
        found: dict[str, Any] = super().index_dictionary()
        found.setdefault("content", {})["display_name"] = self.display_name
        found["content_type"] = self.tag()
        return found

    # -- people ------------------------------------------------------------------------------

    @property
    def learner(self) -> Learner:
        """The person of this request."""
        return learner_of(self)

    @property
    def is_preview(self) -> bool:
        """Whether an author only looks: nothing done here counts."""
        return bool(getattr(self.runtime, "is_author_mode", False))

    # -- the editor ----------------------------------------------------------------------------

    @XBlock.json_handler
    def studio_save(self, sent: Any, _suffix: str = "") -> dict[str, Any]:
        """Stores what an author edited, as ``{"olx": text}`` or as the form's own fields.

        403 for everyone else; 400 with ``field`` or ``line`` and a remedy when it cannot be used,
        and then nothing has changed.
        """
        if not may_author(self):
            raise payload.refusal(self, 403, N_("Only the course team can change this."))
        edited = payload.mapping(self, sent, "content")
        try:
            node = self._edited_node(edited)
            settings = self.edited_settings(node)
            _refuse_without_title(settings)
            self.take_content(node)
        except ContentInvalid as invalid:
            raise payload.Refusal(
                400, invalid.sentence(self.gettext), line=invalid.line, field=invalid.field
            ) from invalid
        for name in self.SETTINGS:
            if name in settings:
                setattr(self, name, settings[name])
            elif self.fields[name].is_set_on(self):
                self.fields[name].delete_from(self)
        return {"display_name": self.display_name, "content_digest": self.content_digest}

    def _edited_node(self, edited: dict[str, Any]) -> olx.Element:
        if "olx" not in edited:
            return self.node_from_form(edited)
        if not isinstance(edited["olx"], str):
            raise payload.refusal(self, 400, N_("%(field)s must be a text."), field="olx")
        node = olx.parse(edited["olx"])
        if node.tag != self.tag():
            raise ContentInvalid(
                N_("The outermost tag must be <%(tag)s>."), line=olx.line_of(node), tag=self.tag()
            )
        return node

    def node_from_form(self, edited: dict[str, Any]) -> olx.Element:
        """The OLX element of the form's fields; blocks with a form of their own override it."""
        raise payload.refusal(self, 400, N_("%(field)s is missing."), field="olx")

    def edited_settings(self, node: olx.Element) -> dict[str, Any]:
        """The settings an edited element carries, as field values."""
        settings: dict[str, Any] = {}
        for name, raw in node.items():
            if name in _NOT_SETTINGS or name not in self.SETTINGS:
                continue
            try:
                settings[name] = self.check_setting(
                    name, _value_of(self.fields[str(name)], str(raw))
                )
            except (TypeError, ValueError) as wrong:
                raise ContentInvalid(
                    N_('%(name)s="%(value)s" is not allowed here. Correct this setting.'),
                    line=olx.line_of(node),
                    field=str(name),
                    name=name,
                    value=raw,
                ) from wrong
        return settings

    def check_setting(self, name: str, value: Any) -> Any:
        """The value of a setting when it is within its bounds; ``ValueError`` otherwise."""
        if name == "display_name" and len(value) > 200:
            raise ValueError(name)
        return value


def _refuse_without_title(settings: Mapping[str, Any]) -> None:
    if not settings.get("display_name", "-").strip():
        raise ContentInvalid(NO_TITLE, field="display_name")


def _value_of(field: Any, raw: str) -> Any:
    """What an attribute says; plain JSON is read without the field's slow YAML."""
    if isinstance(field, JSONField):
        with suppress(ValueError):
            return field.from_json(json.loads(raw))
    return field.from_string(raw)
