"""Archives built to harm, and the sentence each of them gets."""

import gzip
import io
import os
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_content.archive import ArchiveRefused, Limits, open_course

COURSE = b'<course url_name="2026" org="Sawahlunto" course="LD01"/>'


def _member(name, content=b"", kind=tarfile.REGTYPE, **settings):
    info = tarfile.TarInfo(name)
    info.type = kind
    info.size = len(content)
    for field, setting in settings.items():
        setattr(info, field, setting)
    return info, content


def _pack(*members, compressed=True, tar_format=tarfile.PAX_FORMAT, course=True):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tar_format) as archive:
        if course:
            archive.addfile(_member("course/course.xml", COURSE)[0], io.BytesIO(COURSE))
        for info, content in members:
            archive.addfile(info, io.BytesIO(content))
    raw = packed.getvalue()
    return io.BytesIO(gzip.compress(raw) if compressed else raw)


def _header(name=b"course/a.xml", size=b"00000000000\0", kind=b"0", magic=b"ustar\x0000"):
    """A header written by hand, with a true checksum, for what tarfile refuses to write."""
    header = bytearray(512)
    header[: len(name)] = name
    header[100:108] = b"0000644\0"
    header[124 : 124 + len(size)] = size
    header[148:156] = b" " * 8
    header[156:157] = kind
    header[257:265] = magic
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header)


def _by_hand(*blocks):
    packed = _pack(compressed=False).getvalue()[: 512 * 2]  # course.xml, without the end mark
    return io.BytesIO(gzip.compress(packed + b"".join(blocks) + bytes(1024)))


def _pax(text, name=b"pax"):
    padding = bytes(-len(text) % 512)
    return _header(name, b"%011o\0" % len(text), b"x") + text + padding


def _pax_line(keyword, value):
    line = b" " + keyword + b"=" + value + b"\n"
    length = len(line)
    while len(line) + len(str(length)) != length:
        length = len(line) + len(str(length))
    return str(length).encode() + line


ATTACKS = {
    "absolute path": _pack(_member("/etc/passwd", b"x")),
    "drive letter": _pack(_member("C:/windows/a.xml", b"x")),
    "parent folder": _pack(_member("course/../../evil.xml", b"x")),
    "parent folder at the end": _pack(_member("course/..", kind=tarfile.DIRTYPE)),
    "dot inside": _pack(_member("course/./a.xml", b"x")),
    "double slash": _pack(_member("course//a.xml", b"x")),
    "backslash": _pack(_member("course\\..\\a.xml", b"x")),
    "new line in the name": _pack(_member("course/a\n.xml", b"x")),
    "right-to-left override": _pack(_member("course/\u202elmx.exe", b"x")),
    "empty name": _by_hand(_header(b"")),
    "symbolic link": _pack(_member("course/a", kind=tarfile.SYMTYPE, linkname="/etc/passwd")),
    "relative symbolic link": _pack(
        _member("course/a", kind=tarfile.SYMTYPE, linkname="course.xml")
    ),
    "hard link": _pack(_member("course/a", kind=tarfile.LNKTYPE, linkname="course/course.xml")),
    "character device": _pack(_member("course/a", kind=tarfile.CHRTYPE, devmajor=1)),
    "block device": _pack(_member("course/a", kind=tarfile.BLKTYPE, devmajor=8)),
    "named pipe": _pack(_member("course/a", kind=tarfile.FIFOTYPE)),
    "contiguous file": _by_hand(_header(kind=b"7")),
    "sparse file": _by_hand(_header(kind=b"S")),
    "unknown kind": _by_hand(_header(kind=b"Z")),
    "link name record": _by_hand(_header(kind=b"K", size=b"00000000004\0"), b"evil" + bytes(508)),
    "same name twice": _pack(_member("course/a.xml", b"1"), _member("course/a.xml", b"2")),
    "course.xml twice": _pack(_member("course/course.xml", b"<course/>")),
    "names that differ in case": _pack(_member("course/A.xml"), _member("course/a.xml")),
    "folders that differ in case": _pack(_member("course/Html/a"), _member("course/html/b")),
    "names that differ in accents' form": _pack(
        _member("course/\u00e9.xml"), _member("course/e\u0301.xml")
    ),
    "file used as folder": _pack(_member("course/a", b"x"), _member("course/a/b", b"x")),
    "folder used as file": _pack(_member("course/a/b", b"x"), _member("course/a", b"x")),
    "size beyond the archive": _by_hand(_header(size=b"00000100000\0")),
    "size of 8 GB": _by_hand(_header(size=b"77777777777\0")),
    "negative size": _by_hand(_header(size=b"\xff" * 12)),
    "binary size": _by_hand(_header(size=b"\x80" + bytes(10) + b"\x01")),
    "size that is no number": _by_hand(_header(size=b"12z\0")),
    "folder with content": _by_hand(_header(kind=b"5", size=b"00000001000\0"), bytes(512)),
    "wrong checksum": _by_hand(_header().replace(b"a.xml", b"b.xml")),
    "content after the end": io.BytesIO(
        gzip.compress(_pack(compressed=False).getvalue() + _header() + bytes(1024))
    ),
    "pax size override": _by_hand(_pax(_pax_line(b"size", b"1")), _header()),
    "pax sparse": _by_hand(_pax(_pax_line(b"GNU.sparse.major", b"1")), _header()),
    "pax path that leaves": _by_hand(_pax(_pax_line(b"path", b"../evil")), _header()),
    "pax length beyond the record": _by_hand(_pax(b"99 path=a\n"), _header()),
    "pax length of zero": _by_hand(_pax(b"0 path=a\n"), _header()),
    "pax length of many digits": _by_hand(_pax(b"9" * 5000 + b" path=a\n"), _header()),
    "pax without equals": _by_hand(_pax(b"7 path\n"), _header()),
    "pax record of 1 MB": _by_hand(_pax(b"1" * 1024 * 1024), _header()),
    "long name of 1 MB": _by_hand(
        _header(kind=b"L", size=b"%011o\0" % 1024**2), b"a" * 1024**2, _header()
    ),
    "name that is not UTF-8": _by_hand(_header(b"course/\xff\xfe.xml")),
    "name too long": _pack(_member("course/" + "a" * 300)),
    "too deep": _pack(_member("course/" + "a/" * 30 + "b")),
    "no course.xml": _pack(_member("course/a.xml", b"x"), course=False),
    "two top folders": _pack(_member("other/a.xml", b"x")),
    "nothing in it": _pack(course=False),
    "cut short": io.BytesIO(_pack(_member("course/a", os.urandom(5000))).getvalue()[:3000]),
    "damaged": io.BytesIO(_pack().getvalue()[:40] + b"\xff\xff\xff" + _pack().getvalue()[43:]),
    "not compressed": _pack(compressed=False),
    "a zip": io.BytesIO(b"PK\x03\x04" + bytes(100)),
    "empty file": io.BytesIO(b""),
    "gzip of nothing": io.BytesIO(gzip.compress(b"")),
    "gzip bomb of noughts": io.BytesIO(gzip.compress(bytes(64 * 1024**2))),
    "member bomb": _pack(_member("course/a", bytes(12 * 1024**2))),
    "member over the limit": _pack(_member("course/a", bytes(17 * 1024**2))),
}


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_an_attack_is_refused_with_a_reason_and_a_remedy(attack):
    """Each hostile archive is refused before a file of it can be used."""
    ATTACKS[attack].seek(0)
    with pytest.raises(ArchiveRefused) as refused:
        open_course(ATTACKS[attack])
    assert refused.value.reason
    assert refused.value.remedy
    assert refused.value.member.isprintable()


def test_the_archive_studio_writes_is_read():
    """Files are named below the top folder, with long names too."""
    long_name = "course/static/" + "é" * 90 + ".svg"
    course = open_course(
        _pack(
            _member("course/chapter", kind=tarfile.DIRTYPE),
            _member("course/chapter/a.xml", b"<chapter/>"),
            _member(long_name, b"<svg/>"),
        )
    )
    assert course.names() == ("chapter/a.xml", "course.xml", long_name.removeprefix("course/"))
    assert course.read("course.xml") == COURSE
    assert "chapter/a.xml" in course
    with pytest.raises(KeyError):
        course.read("html/a.xml")


@pytest.mark.parametrize("tar_format", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT])
def test_older_tar_formats_are_read(tar_format):
    """Long names arrive by prefix (ustar) or by a record of their own (GNU)."""
    name = "course/" + "a" * 90 + "/" + "b" * 60 + ".xml"
    course = open_course(_pack(_member(name, b"x" * 700), tar_format=tar_format))
    assert course.read(name.removeprefix("course/")) == b"x" * 700


def test_names_may_start_with_the_current_folder():
    """`tar czf x.tar.gz .` writes ./ before every name."""
    packed = _pack(
        _member("./", kind=tarfile.DIRTYPE), _member("./course.xml", COURSE), course=False
    )
    assert open_course(packed).names() == ("course.xml",)


def test_what_a_desktop_leaves_behind_is_left_out():
    """macOS adds ._ files to archives; they are no part of the course."""
    course = open_course(_pack(_member("._course", b"x"), _member("course/.DS_Store", b"x")))
    assert course.names() == ("course.xml",)


def test_too_many_files_are_refused():
    """The count is capped, folders included."""
    many = [_member(f"course/{number}.xml", b"x") for number in range(5)]
    with pytest.raises(ArchiveRefused):
        open_course(_pack(*many), limits=Limits(members=4))
    assert len(open_course(_pack(*many), limits=Limits(members=8)).names()) == 6


def test_the_total_is_capped_before_the_content_is_read():
    """Announced sizes count, so an archive cannot fill the memory first."""
    with pytest.raises(ArchiveRefused):
        open_course(_pack(_member("course/a", bytes(600))), limits=Limits(total_size=500))


def test_a_folder_is_read_as_an_archive_is(tmp_path):
    """The same files, whether packed or not."""
    (tmp_path / "chapter").mkdir()
    (tmp_path / "course.xml").write_bytes(COURSE)
    (tmp_path / "chapter" / "a.xml").write_bytes(b"<chapter/>")
    course = open_course(tmp_path)
    assert course.names() == ("chapter/a.xml", "course.xml")
    assert course.source == tmp_path.name


@pytest.mark.parametrize("target", ["course.xml", "missing", "/etc"])
def test_a_link_in_a_folder_is_refused(tmp_path, target):
    """A link may lead out of the course, to files of the server."""
    (tmp_path / "course.xml").write_bytes(COURSE)
    (tmp_path / "link").symlink_to(target)
    with pytest.raises(ArchiveRefused) as refused:
        open_course(tmp_path)
    assert refused.value.member == "link"


def test_a_pipe_in_a_folder_is_refused_and_not_waited_for(tmp_path):
    """Opening a pipe would hang the server."""
    (tmp_path / "course.xml").write_bytes(COURSE)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ArchiveRefused):
        open_course(tmp_path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    """A wrong path gets a sentence, not a traceback."""
    with pytest.raises(ArchiveRefused):
        open_course(tmp_path / "none.tar.gz")


def test_a_packed_file_is_opened_by_its_path(tmp_path):
    """The command line gives a path; the page gives an open file."""
    path = tmp_path / "course.tar.gz"
    path.write_bytes(_pack().getvalue())
    assert open_course(path).source == "course.tar.gz"
    assert open_course(str(path)).names() == ("course.xml",)


@given(st.binary(max_size=3000), st.integers(0, 2500))
def test_no_bytes_do_more_than_be_refused(noise, place):
    """Whatever overwrites a good archive, the answer is files or a refusal."""
    raw = bytearray(_pack(_member("course/a.xml", b"x" * 600), compressed=False).getvalue()[:4096])
    raw[place : place + len(noise)] = noise
    try:
        course = open_course(io.BytesIO(gzip.compress(bytes(raw), compresslevel=1)))
    except ArchiveRefused:
        return
    assert "course.xml" in course
