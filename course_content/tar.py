"""A tar reader that refuses what it does not need to understand.

Python's own `tarfile` repairs and guesses, which is right for an archive one trusts and wrong at a
door: links, sparse files, devices and vendor extensions are all ways in. A course export needs
plain files, folders and long names, so that is what this reads, one member at a time, in order.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from course_content.wording import N_

__all__ = ["BLOCK", "TarMember", "TarUnreadable", "members"]

BLOCK = 512
_MAX_NAME_RECORD = 64 * 1024
_MAX_LENGTH_DIGITS = 5
_FILE, _FOLDER, _PAX, _PAX_GLOBAL, _LONG_NAME = b"0", b"5", b"x", b"g", b"L"
_KINDS = {
    b"1": N_("It is a hard link."),
    b"2": N_("It is a symbolic link."),
    b"3": N_("It is a device."),
    b"4": N_("It is a device."),
    b"6": N_("It is a named pipe."),
    b"S": N_("It is a sparse file."),
}
_UNKNOWN_KIND = N_("Its kind is not one a course export uses.")
_LYING_HEADER = N_("Its header does not agree with the archive.")
_CUT_SHORT = N_("The archive ends in the middle of it.")


class TarUnreadable(Exception):  # noqa: N818 - it names what is wrong, as every error here does
    """A member this reader refuses; pack the course again with plain files only.

    `member` is empty when its name could not be read.
    """

    def __init__(self, member: str, reason: str) -> None:
        super().__init__(f"{member}: {reason}")
        self.member = member
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class TarMember:
    """One plain file or folder as its header announces it."""

    name: str
    size: int
    is_folder: bool


def members(
    read: Callable[[int], bytes], *, admit: Callable[[TarMember], None]
) -> Iterator[tuple[TarMember, bytes]]:
    """Each member with its content; `admit` sees the header first and raises to refuse it."""
    long_name: str | None = None
    while header := _next_header(read):
        kind = header[156:157].replace(b"\0", _FILE)
        size = _number(header[124:136], "")
        if kind in (_PAX, _PAX_GLOBAL, _LONG_NAME):
            record = _name_record(read, size)
            if kind != _PAX_GLOBAL:
                long_name = _pax_path(record) if kind == _PAX else _text(record)
            continue
        name = long_name or _name(header)
        long_name = None
        if kind not in (_FILE, _FOLDER):
            raise TarUnreadable(name, _KINDS.get(kind, _UNKNOWN_KIND))
        if kind == _FOLDER and size:
            raise TarUnreadable(name, _LYING_HEADER)
        member = TarMember(name=name, size=size, is_folder=kind == _FOLDER)
        admit(member)
        yield member, _content(read, size, name)


def _next_header(read: Callable[[int], bytes]) -> bytes:
    """The next header, or nothing at the end mark; the rest of the archive is then padding."""
    header = _exactly(read, BLOCK, "")
    if header == bytes(BLOCK):
        _refuse_hidden_members(read)
        return b""
    stated = _number(header[148:156], "")
    if sum(header) - sum(header[148:156]) + 8 * 32 != stated:
        raise TarUnreadable("", _LYING_HEADER)
    return header


def _refuse_hidden_members(read: Callable[[int], bytes]) -> None:
    while rest := read(64 * 1024):
        if rest.strip(b"\0"):
            raise TarUnreadable("", N_("Something follows the end of the archive."))


def _number(field: bytes, member: str) -> int:
    """An octal number; the binary form, which can be negative or beyond 8 GB, is refused."""
    digits = field.strip(b" \0")
    if not digits:
        return 0
    if digits.strip(b"01234567"):
        raise TarUnreadable(member, _LYING_HEADER)
    return int(digits, 8)


def _name_record(read: Callable[[int], bytes], size: int) -> bytes:
    if size > _MAX_NAME_RECORD:
        raise TarUnreadable("", N_("Its name is longer than a name can be."))
    return _content(read, size, "")


def _pax_path(record: bytes) -> str | None:
    """The path a PAX record gives; a record that changes anything that matters is refused."""
    path = None
    while record:
        stated, space, _rest = record.partition(b" ")
        length = _number_of_line(stated) if space else 0
        if not len(stated) < length <= len(record):
            raise TarUnreadable("", _LYING_HEADER)
        line, record = record[len(stated) + 1 : length], record[length:]
        keyword, equals, value = line.partition(b"=")
        if not equals or not value.endswith(b"\n"):
            raise TarUnreadable("", _LYING_HEADER)
        if keyword == b"path":
            path = _text(value[:-1])
        elif keyword in (b"size", b"linkpath") or keyword.startswith(b"GNU.sparse"):
            raise TarUnreadable(path or "", _LYING_HEADER)
    return path


def _number_of_line(stated: bytes) -> int:
    return int(stated) if len(stated) <= _MAX_LENGTH_DIGITS and stated.isdigit() else 0


def _name(header: bytes) -> str:
    name = _text(header[:100])
    prefix = _text(header[345:500]) if header[257:263] == b"ustar\0" else ""
    return f"{prefix}/{name}" if prefix else name


def _text(field: bytes) -> str:
    try:
        return field.split(b"\0", maxsplit=1)[0].decode("utf-8")
    except UnicodeDecodeError as error:
        raise TarUnreadable("", N_("Its name is not UTF-8.")) from error


def _content(read: Callable[[int], bytes], size: int, member: str) -> bytes:
    content = _exactly(read, size, member)
    _exactly(read, -size % BLOCK, member)
    return content


def _exactly(read: Callable[[int], bytes], size: int, member: str) -> bytes:
    parts = []
    while size > 0:
        part = read(size)
        if not part:
            raise TarUnreadable(member, _CUT_SHORT)
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
