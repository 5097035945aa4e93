"""Bringing courses in."""

import gzip
import io
import tarfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campus.models import Course
from tests.campus.pages.small_course import COURSE_KEY, write_course

IMPORT = reverse("campus:studio-import")


def _archive(folder, *, name="kursus.tar.gz"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        archive.add(folder, arcname="course")
    return SimpleUploadedFile(name, out.getvalue())


def test_imports(reader, tmp_path):
    """A good archive becomes a course, and its studio page opens."""
    page = reader("trainer").post(IMPORT, {"archive": _archive(write_course(tmp_path))})
    assert page.url == reverse("campus:studio-course", args=[COURSE_KEY])
    assert page.text("//*[@role='status']") == "Kursus “Kursus kecil” sudah diimpor."


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (None, "Pilih berkas terlebih dahulu."),
        (SimpleUploadedFile("a.tar.gz", b""), "Berkas ini kosong."),
        (SimpleUploadedFile("a.zip", b"PK"), "Ini bukan berkas .tar.gz."),
    ],
)
def test_refuses_what_is_no_archive(reader, problems, upload, sentence):
    """What cannot be a course is refused beside the field, which points to the sentence."""
    fields = {"archive": upload} if upload else {}
    page = reader("trainer").post(IMPORT, fields)
    assert page.status == 422
    assert page.text("//*[@class='error']").startswith(sentence)
    described = page.tree.xpath("//input[@type='file']/@aria-describedby")[0].split()
    assert all(page.tree.xpath(f"//*[@id='{name}']") for name in described)
    assert problems(page) == []


def test_refuses_a_large_file(reader, monkeypatch):
    """A file above the limit is refused before it is opened."""
    monkeypatch.setattr("campus.pages.forms.ARCHIVE_LIMIT_MB", 0)
    upload = SimpleUploadedFile("a.tar.gz", gzip.compress(b"x"))
    assert "lebih besar dari 0 MB" in reader("trainer").post(IMPORT, {"archive": upload}).text(
        "//*[@class='error']"
    )


@pytest.mark.parametrize(
    ("file", "text"),
    [("vertical/kuis.xml", "<vertical><problem>"), ("chapter/dua.xml", "<!DOCTYPE x><chapter/>")],
)
def test_refuses_a_broken_course(reader, problems, tmp_path, file, text):
    """A broken file is named with its line and a remedy, and nothing is stored."""
    folder = write_course(tmp_path)
    (folder / file).write_text(text)
    page = reader("trainer").post(IMPORT, {"archive": _archive(folder)})
    assert page.status == 422
    assert page.text("//*[@role='alert']//code") == f"{file}:1"
    assert len(page.texts("//*[@role='alert']//p")) == 3
    assert problems(page) == []
    assert not Course.objects.exists()


def test_refuses_a_hostile_archive(reader):
    """An archive that would write elsewhere is refused by the member's name."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("../outside.xml"))
    upload = SimpleUploadedFile("a.tar.gz", out.getvalue())
    page = reader("trainer").post(IMPORT, {"archive": upload})
    assert page.text("//*[@role='alert']//code") == "../outside.xml"


def test_examples_can_be_imported(reader):
    """Each example is the same archive each time, and the campus accepts it."""
    visitor = reader("trainer")
    links = visitor.get(IMPORT).tree.xpath("//main//a[@download]/@href")
    assert [link.rpartition("/")[2] for link in links] == [
        "literasi_digital.tar.gz",
        "manajemen_pariwisata.tar.gz",
    ]
    packed = visitor.client.get(links[0]).content
    assert visitor.client.get(links[0]).content == packed
    upload = SimpleUploadedFile("contoh.tar.gz", packed)
    page = visitor.post(IMPORT, {"archive": upload})
    assert page.url.startswith("/studio/course/"), page.texts("//*[@role='alert']")


def test_unknown_example(reader):
    """An example that does not exist is a 404."""
    assert reader("trainer").get("/studio/import/lain.tar.gz").status == 404
