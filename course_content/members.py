"""Which members a course may have: their names, their sizes, their number."""

import unicodedata
from dataclasses import dataclass

from course_content import tar
from course_content.wording import N_
from course_content.wording import gettext as _

__all__ = ["COURSE_LIMITS", "ArchiveRefused", "Gathering", "Limits", "refusal"]

_NAME_BYTES = 255
_REPACK = N_("Export the course again from Studio and use that file unchanged.")
_RENAME = N_("Rename the file and export the course again.")
_SHRINK = N_("Leave large pictures and films out of the export, then try again.")


class ArchiveRefused(Exception):  # noqa: N818 - it names what happened, as every error here does
    """A course archive that is not opened; `remedy` says how to make one that is."""

    def __init__(self, *, member: str, reason: str, remedy: str) -> None:
        super().__init__(f"{member}: {reason} {remedy}")
        self.member = member
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How large a course may be before it is refused."""

    members: int = 10_000
    member_size: int = 16 * 1024 * 1024
    total_size: int = 96 * 1024 * 1024
    ratio: int = 100
    depth: int = 12


COURSE_LIMITS = Limits()


def refusal(member: str, reason: str, remedy: str) -> ArchiveRefused:
    """The refusal with its sentences in the reader's language."""
    return ArchiveRefused(member=_shown(member), reason=_(reason), remedy=_(remedy))


def _shown(member: str) -> str:
    """A name that is safe in a log line and a page: no control signs, no endless text."""
    return "".join(sign if sign.isprintable() else "?" for sign in member[:120]) or "?"


class Gathering:
    """The members seen so far, and the refusal of the next one."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.files: dict[str, bytes] = {}
        self.folders: set[str] = set()
        self._total = 0
        self._spellings: dict[str, str] = {}

    def admit(self, member: tar.TarMember) -> None:
        """Refuse a member by its name and announced size."""
        name = _plain_name(member)
        if not name and member.is_folder:
            return
        _refuse_name(name, depth=self.limits.depth)
        self._count(name, member.size)
        self._refuse_collision(name, is_folder=member.is_folder)

    def _count(self, name: str, size: int) -> None:
        self._total += size
        if size > self.limits.member_size or self._total > self.limits.total_size:
            raise refusal(name, N_("The course is too large with this file."), _SHRINK)
        if len(self.files) + len(self.folders) >= self.limits.members:
            raise refusal(name, N_("The course has too many files."), _SHRINK)

    def _refuse_collision(self, name: str, *, is_folder: bool) -> None:
        if name in self.files or (name in self.folders and not is_folder):
            raise refusal(name, N_("The name occurs twice."), _REPACK)
        parents = [name[:at] for at, sign in enumerate(name) if sign == "/"]
        for part in (*parents, name):
            spelling = unicodedata.normalize("NFC", part).casefold()
            other = self._spellings.setdefault(spelling, part)
            if other != part:
                raise refusal(name, N_("Two names differ only in capital letters."), _RENAME)
        if any(parent in self.files for parent in parents):
            raise refusal(name, N_("A file is used as a folder."), _REPACK)
        self.folders.update(parents)
        if is_folder:
            self.folders.add(name)

    def keep(self, member: tar.TarMember, content: bytes) -> None:
        """Keep the content of an admitted file."""
        if not member.is_folder:
            self.files[_plain_name(member)] = content


def _plain_name(member: tar.TarMember) -> str:
    """The name without what tar puts around it; nothing for the top folder itself."""
    if member.is_folder and member.name in (".", "./"):
        return ""
    return member.name.removeprefix("./").removesuffix("/" if member.is_folder else "")


def _refuse_name(name: str, *, depth: int) -> None:
    parts = name.split("/")
    if name.startswith("/") or (len(parts[0]) > 1 and parts[0][1] == ":"):
        raise refusal(name, N_("The name is an absolute path."), _REPACK)
    if any(part in ("", ".", "..") for part in parts):
        raise refusal(name, N_("The name leaves its folder."), _REPACK)
    if "\\" in name or _hides_signs(name):
        raise refusal(name, N_("The name holds a sign that file names may not have."), _RENAME)
    if len(parts) > depth or any(len(part.encode()) > _NAME_BYTES for part in parts):
        raise refusal(name, N_("The name is too long or too deep."), _RENAME)


def _hides_signs(name: str) -> bool:
    """Whether a control or format sign is in a name; most names need no look at each sign."""
    return not name.isprintable() and any(unicodedata.category(s).startswith("C") for s in name)
