"""HR reads and pulls the results, an approver decides, the learner learns of it, an auditor checks."""

import csv
import io
import zipfile

import pytest

from tests.browser.looking import look
from tests.browser.people import APPROVER, AUDITOR, HALF_WAY, HR, QUALIFIED, WAITING

pytestmark = pytest.mark.browser

_NAMES = {QUALIFIED: "Mira Panyalai", WAITING: "Bayu Panyalai", HALF_WAY: "Refni Permata"}
_NIP = {QUALIFIED: "198407042021212904", WAITING: "199612252019031905"}
_REASON = "Bukti lengkap dan kuota pelatihan tersedia."


def test_hr_finds_a_result_and_pulls_the_table(at_desk) -> None:
    """The row, the filters, both files, and the same rows over REST."""
    someone = at_desk(HR)
    page = someone.page
    page.get_by_role("navigation", name="Utama").get_by_role("link", name="Hasil").click()
    page.get_by_role("heading", level=1, name="Hasil").wait_for()
    rows = page.get_by_role("row").filter(has_text=_NAMES[WAITING])
    assert rows.count() == 2
    row = rows.filter(has_text="Literasi Digital").inner_text()
    assert "100,00" in row
    assert "1996****...905" in row
    assert _NIP[WAITING] not in page.content()

    page.get_by_label("Kursus").select_option(label="Literasi Digital")
    page.get_by_label("Nama memuat").fill(_NAMES[WAITING].split()[0])
    page.get_by_role("button", name="Saring").click()
    page.get_by_text("1 hasil dari").wait_for()
    assert look(page) == []
    filtered = list(csv.DictReader(io.StringIO(_download(page, "Unduh CSV").decode("utf-8-sig"))))
    assert [row["NIP"].strip("'\t=\"") for row in filtered] == [_NIP[WAITING]]

    page.get_by_role("link", name="Tampilkan semua").click()
    page.get_by_role("link", name="Tampilkan semua").wait_for(state="detached")
    with zipfile.ZipFile(io.BytesIO(_download(page, "Unduh XLSX"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    # The NIP is a text, so that no spreadsheet rounds it.
    assert sheet.count(f't="inlineStr"><is><t>{_NIP[WAITING]}</t>') == 2
    assert sheet.count(f"<t>{_NAMES[HALF_WAY]}</t>") == 1

    pulled = page.request.get(f"{someone.site}/api/asn/v1/results?after=-1&limit=100").json()
    assert pulled["next"] is None
    found = [r for r in pulled["results"] if r["nip"] == _NIP[WAITING]]
    assert {(r["title"], r["jp"], r["passed"]) for r in found} == {
        ("Literasi Digital", 2, True),
        ("Manajemen Pariwisata", 2, True),
    }


def test_a_reward_is_granted_and_the_learner_reads_why(at_desk, at_phone) -> None:
    """From the queue to the learner's own page, with the reason a person gave."""
    someone = at_desk(APPROVER)
    page = someone.page
    page.get_by_role("navigation", name="Utama").get_by_role("link", name="Penghargaan").click()
    page.get_by_role("link", name=_NAMES[QUALIFIED]).click()
    someone.expect_trouble("status of 400")  # the decision without a reason, below
    page.get_by_role("heading", name="Mengapa diusulkan").wait_for()
    page.get_by_role("button", name="Catat keputusan").click()
    page.get_by_role("alert").filter(has_text="Tulis alasan keputusan Anda.").wait_for()
    assert look(page) == []
    page.get_by_label("Berikan penghargaan").check()
    page.get_by_label("Alasan").fill(_REASON)
    page.get_by_label("Saya tahu keputusan ini final").check()
    page.get_by_role("button", name="Catat keputusan").click()
    page.get_by_role("status").filter(has_text=_REASON).wait_for()
    assert page.get_by_role("button", name="Catat keputusan").count() == 0
    assert look(page) == []

    learner = at_phone(QUALIFIED)
    learner.open("/asn/")
    learner.page.get_by_role("article").get_by_text("Diberikan", exact=True).wait_for()
    learner.page.get_by_role("link", name="Keputusannya").click()
    learner.page.get_by_role("heading", level=1, name="Penghargaan diberikan").wait_for()
    learner.page.get_by_text(_REASON).first.wait_for()
    assert look(learner.page) == []


def test_an_auditor_verifies_the_ledger_and_reads_an_entry(at_desk) -> None:
    """Every entry is read and hashed again; an entry shows the very text that was hashed."""
    someone = at_desk(AUDITOR)
    page = someone.page
    page.get_by_role("navigation", name="Utama").get_by_role("link", name="Buku besar").click()
    page.get_by_role("button", name="Periksa sekarang").click()
    page.get_by_role("status").filter(has_text="Buku besar terverifikasi").wait_for()
    assert look(page) == []
    page.get_by_role("row").get_by_role("link").first.click()
    page.get_by_role("heading", name="Yang di-hash").wait_for()
    assert '"seq":' in page.locator(".digest").last.inner_text()
    assert look(page) == []


def _download(page, button: str) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("button", name=button).click()
    return coming.value.path().read_bytes()
