"""What authors can get wrong, said in one sentence that names the place and the remedy."""

from collections.abc import Callable, Mapping

__all__ = ["N_", "ContentInvalid"]


def N_(msgid: str) -> str:  # noqa: N802 - the name that gettext's extractors know
    """The sentence unchanged, marked for the translators."""
    return msgid


class ContentInvalid(ValueError):  # noqa: N818 - the name says what is wrong
    """The authored content cannot be used: correct it at ``line`` or ``field`` as it says."""

    def __init__(
        self,
        msgid: str,
        *,
        line: int | None = None,
        field: str | None = None,
        **params: object,
    ) -> None:
        if field:
            params = {"field": field, **params}
        super().__init__(msgid % params if params else msgid)
        self.msgid = msgid
        self.params: Mapping[str, object] = params
        self.line = line
        self.field = field

    def sentence(self, translate: Callable[[str], str]) -> str:
        """The refusal in the reader's language, with the line where there is one."""
        text = translate(self.msgid)
        text = text % self.params if self.params else text
        if self.line:
            return translate("Line %(line)s: %(text)s") % {"line": self.line, "text": text}
        return text
