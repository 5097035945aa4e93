"""A course as files in memory, from a folder or from the archive Studio exports.

Nothing is written to disk, and nothing is handed out before every member has been looked at: a
course that is refused was never half used.
"""

import gzip
import io
import os
import stat
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from course_content import tar
from course_content.members import COURSE_LIMITS, ArchiveRefused, Gathering, Limits, refusal
from course_content.wording import N_
from course_content.wording import gettext as _

__all__ = ["COURSE_LIMITS", "ArchiveRefused", "CourseFiles", "Limits", "open_course"]

_GZIP_MAGIC = b"\x1f\x8b"
_CHUNK = 256 * 1024
_RATIO_FREE = 4 * 1024 * 1024  # below this much unpacked text, a high ratio harms nobody
_REPACK = N_("Export the course again from Studio and use that file unchanged.")
_SHRINK = N_("Leave large pictures and films out of the export, then try again.")
_LEFT_BY_A_DESKTOP = (".DS_Store", "Thumbs.db")


@dataclass(frozen=True, kw_only=True)
class CourseFiles:
    """The files of one course; names are relative to the folder that holds course.xml."""

    source: str
    contents: Mapping[str, bytes]

    def names(self) -> tuple[str, ...]:
        """Every file's name, sorted."""
        return tuple(sorted(self.contents))

    def read(self, name: str) -> bytes:
        """The content of one file; `KeyError` when the course has no such file."""
        return self.contents[name]

    def __contains__(self, name: str) -> bool:
        return name in self.contents


def open_course(
    course: str | os.PathLike[str] | BinaryIO, *, limits: Limits = COURSE_LIMITS
) -> CourseFiles:
    """The files of a course folder, of a .tar.gz, or of an open binary file holding one.

    Refuses (`ArchiveRefused`) links, devices, names that leave the folder or collide, headers that
    lie, and anything beyond `limits`, before the first file can be used.
    """
    if not isinstance(course, str | os.PathLike):
        return _from_archive(course, source=_("the uploaded file"), limits=limits)
    path = Path(course)
    if path.is_dir():
        return _from_folder(path, limits=limits)
    try:
        with path.open("rb") as archive:
            return _from_archive(archive, source=path.name, limits=limits)
    except OSError as error:
        raise refusal(
            str(course),
            N_("It cannot be opened."),
            N_("Give the path of a course folder or of a .tar.gz."),
        ) from error


def _course(files: Mapping[str, bytes], *, source: str) -> CourseFiles:
    files = {name: text for name, text in files.items() if not _is_litter(name)}
    top = _top_folder(files)
    if top is None:
        raise refusal(
            source,
            N_("It holds no course.xml at its top."),
            N_("Give the folder or the archive that Studio exports, unchanged."),
        )
    below = {name.removeprefix(top): text for name, text in files.items()}
    return CourseFiles(source=source, contents=MappingProxyType(below))


def _top_folder(files: Mapping[str, bytes]) -> str | None:
    if "course.xml" in files:
        return ""
    tops = {name.split("/", maxsplit=1)[0] for name in files}
    top = f"{tops.pop()}/" if len(tops) == 1 else None
    return top if top and f"{top}course.xml" in files else None


def _is_litter(name: str) -> bool:
    leaf = name.rsplit("/", maxsplit=1)[-1]
    return leaf.startswith("._") or leaf in _LEFT_BY_A_DESKTOP


def _from_archive(archive: BinaryIO, *, source: str, limits: Limits) -> CourseFiles:
    packed = _Counted(archive)
    if packed.peek_magic() != _GZIP_MAGIC:
        raise refusal(
            source,
            N_("It is not a .tar.gz file."),
            N_("Give a course folder, or the .tar.gz that Studio exports."),
        )
    gathering = Gathering(limits)
    try:
        with gzip.GzipFile(fileobj=packed, mode="rb") as unpacked:
            read = _bounded(unpacked, packed, source=source, limits=limits)
            for member, content in tar.members(read, admit=gathering.admit):
                gathering.keep(member, content)
    except tar.TarUnreadable as error:
        raise refusal(error.member or source, error.reason, _REPACK) from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise refusal(source, N_("The archive is damaged."), _REPACK) from error
    return _course(gathering.files, source=source)


class _Counted(io.RawIOBase):
    """The packed stream, counting what was taken from it."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._ahead = b""
        self.taken = 0

    def peek_magic(self) -> bytes:
        """The first two bytes, which stay readable."""
        self._ahead = self._raw.read(len(_GZIP_MAGIC))
        return self._ahead

    def readable(self) -> bool:
        """True: it can only be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes of the packed stream."""
        chunk, self._ahead = (self._ahead or self._raw.read(size)), b""
        self.taken += len(chunk)
        return chunk


def _bounded(
    unpacked: gzip.GzipFile, packed: _Counted, *, source: str, limits: Limits
) -> Callable[[int], bytes]:
    """A read that stops an archive which unpacks to more than a course can be."""
    given = 0
    most = limits.total_size + tar.BLOCK * 4 * limits.members

    def read(size: int) -> bytes:
        nonlocal given
        chunk = unpacked.read(min(size, _CHUNK))
        given += len(chunk)
        if given > most or (given > _RATIO_FREE and given > limits.ratio * packed.taken):
            raise refusal(source, N_("It unpacks to far more than it holds."), _SHRINK)
        return chunk

    return read


def _from_folder(folder: Path, *, limits: Limits) -> CourseFiles:
    gathering = Gathering(limits)
    for member, path in _entries(folder, prefix="", limits=limits):
        gathering.admit(member)
        gathering.keep(member, b"" if member.is_folder else _read_plainly(path, member))
    return _course(gathering.files, source=folder.name or str(folder))


def _entries(folder: Path, *, prefix: str, limits: Limits) -> Iterator[tuple[tar.TarMember, Path]]:
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    for entry in entries:
        name = prefix + entry.name
        mode = entry.stat(follow_symlinks=False)
        is_folder = stat.S_ISDIR(mode.st_mode)
        if not is_folder and not stat.S_ISREG(mode.st_mode):
            raise refusal(
                name,
                N_("It is a link or a device, not a plain file."),
                N_("Replace it by the file it points to."),
            )
        size = 0 if is_folder else mode.st_size
        yield tar.TarMember(name=name, size=size, is_folder=is_folder), Path(entry.path)
        if is_folder:
            yield from _entries(Path(entry.path), prefix=f"{name}/", limits=limits)


def _read_plainly(path: Path, member: tar.TarMember) -> bytes:
    """The file's bytes; a link put in its place since it was listed is not followed."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(descriptor, "rb") as file:
            content = file.read(member.size + 1)
    except OSError as error:
        raise refusal(
            member.name, N_("It cannot be opened."), N_("Check who may read the file.")
        ) from error
    if len(content) != member.size:
        raise refusal(
            member.name, N_("It changed while it was read."), N_("Try again when it is still.")
        )
    return content
