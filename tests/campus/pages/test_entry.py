"""Logging in, logging out, the language."""

import pytest

from tests.campus.pages.conftest import PASSWORD

DEMO = [{"name": "Nama learner", "role": "learner", "username": "learner"}]


def _log_in(reader, *, password=PASSWORD, back="/courses/"):
    fields = {"username": "learner", "password": password, "next": back}
    return reader().post("/login/", fields)


def test_goes_where_one_wanted_to_go(reader):
    """After logging in the page that was asked for opens."""
    assert _log_in(reader).url == "/courses/"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"],
)
def test_stays_on_this_site(reader, elsewhere):
    """An address of another site in `next` is not followed."""
    assert _log_in(reader, back=elsewhere).url == "/"


def test_wrong_password(reader, problems, untranslated):
    """A wrong pair is refused with one sentence; what was typed as user name stays."""
    page = _log_in(reader, password="salah")
    assert page.url == "/login/"
    assert "Nama pengguna dan kata sandi tidak cocok" in page.text("//*[@role='alert']")
    assert page.tree.xpath("//input[@name='username']/@value") == ["learner"]
    assert page.tree.xpath("//form[@class='card']/input[@name='next']/@value") == ["/courses/"]
    assert problems(page) == []
    assert untranslated(page) == []


def test_nothing_filled_in(reader):
    """Each empty field says what belongs into it, and points to the sentence."""
    page = reader().post("/login/", {"username": "", "password": ""})
    assert page.texts("//*[@class='error']") == [
        "Isikan nama pengguna Anda.",
        "Isikan kata sandi Anda.",
    ]
    described = page.tree.xpath("//input[@aria-invalid='true']/@aria-describedby")
    assert [page.text(f"//*[@id='{name}']") for name in described] == page.texts(
        "//*[@class='error']"
    )


def test_unknown_and_wrong_sound_the_same(reader):
    """The page does not tell whether an account exists."""
    wrong = _log_in(reader, password="salah").text("//*[@role='alert']")
    unknown = reader().post("/login/", {"username": "tidak-ada", "password": "salah"})
    assert unknown.text("//*[@role='alert']") == wrong


def test_no_demo_accounts_unless_told(reader):
    """A real campus shows no accounts."""
    assert reader().get("/login/").tree.xpath("//*[contains(@class, 'demo')]") == []


def test_demo_accounts(reader, settings, problems, untranslated):
    """The demo offers its people; choosing one fills in the user name and keeps the way."""
    settings.CAMPUS_DEMO_ACCOUNTS = DEMO
    page = reader().get("/login/", next="/courses/")
    (link,) = page.tree.xpath("//*[contains(@class, 'demo')]//a/@href")
    assert "Peserta" in page.text("//*[contains(@class, 'demo')]//a")
    assert problems(page) == []
    assert untranslated(page) == []
    chosen = reader().get(link)
    assert chosen.tree.xpath("//input[@name='username']/@value") == ["learner"]
    assert chosen.tree.xpath("//form[@class='card']/input[@name='next']/@value") == ["/courses/"]


def test_fills_in_only_demo_accounts(reader, settings):
    """A link cannot put another name into the form."""
    settings.CAMPUS_DEMO_ACCOUNTS = DEMO
    page = reader().get("/login/", account="hr")
    assert page.tree.xpath("//input[@name='username']/@value") == []


def test_log_out(reader):
    """Logging out is a form, and leads to the log-in page."""
    visitor = reader("learner")
    assert visitor.client.get("/logout/").status_code == 405
    assert visitor.post("/logout/").url.startswith("/login/")
    assert visitor.get("/").url.startswith("/login/")


def test_language_is_kept(reader):
    """The chosen language stays, and the page stays the same."""
    visitor = reader("learner")
    page = visitor.post("/language/", {"language": "en", "next": "/courses/"})
    assert (page.url, page.tree.get("lang")) == ("/courses/", "en")
    assert visitor.get("/").tree.get("lang") == "en"


def test_language_stays_on_this_site(reader):
    """The language switch does not lead to another site."""
    page = reader("learner").post("/language/", {"language": "en", "next": "//example.org/"})
    assert page.url == "/"


def test_forms_need_their_token(reader):
    """A form sent from elsewhere is refused with a page that says what to do."""
    visitor = reader("learner")
    visitor.client.handler.enforce_csrf_checks = True
    page = visitor.post("/logout/")
    assert page.status == 403
    assert page.text("//h1") == "Formulir sudah kedaluwarsa"


NEW = "tujuh angsa biru laut"


def _change(visitor, *, old=PASSWORD, new=NEW, again=None):
    fields = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return visitor.post("/password/", fields)


def test_password_page_is_one_press_away(reader, problems, untranslated):
    """The header leads to it; every field has a label and the page is in the reader's language."""
    visitor = reader("learner")
    assert set(visitor.get("/").tree.xpath("//*[@class='account']//a/@href")) == {"/password/"}
    page = visitor.get("/password/")
    assert page.texts("//label") == [
        "Kata sandi sekarang",
        "Kata sandi baru",
        "Kata sandi baru, sekali lagi",
    ]
    assert problems(page) == []
    assert untranslated(page) == []


def test_a_new_password_counts_at_once(reader):
    """After the change one stays logged in here; only the new password opens the door."""
    visitor, elsewhere = reader("learner"), reader("learner")
    page = _change(visitor)
    assert page.url == "/"
    assert page.texts("//div[@class='messages']/p") == [
        "Kata sandi baru Anda berlaku mulai sekarang."
    ]
    assert elsewhere.get("/").url.startswith("/login/")
    assert _log_in(reader).url == "/login/"
    assert _log_in(reader, password=NEW).url == "/courses/"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"old": "salah"}, "Ini bukan kata sandi Anda yang sekarang."),
        (
            {"again": "lain sekali"},
            "Kedua kata sandi baru berbeda. Tulis kata sandi yang sama dua kali.",
        ),
        ({"new": "password"}, "Kata sandi ini terlalu umum."),
        ({"new": "", "again": ""}, "Isikan kata sandi baru."),
    ],
)
def test_a_refused_password_changes_nothing(reader, problems, given, said):
    """The page says which field is wrong and why, and the password one had stays."""
    page = _change(reader("learner"), **given)
    assert page.url == "/password/"
    assert said in page.texts("//*[@class='error']")
    described = " ".join(page.tree.xpath("//input[@aria-invalid='true']/@aria-describedby")).split()
    assert said in " ".join(page.text(f"//*[@id='{name}']") for name in described)
    assert problems(page) == []
    assert _log_in(reader).url == "/courses/"


def test_no_password_without_an_account(reader):
    """A visitor is sent to log in."""
    assert reader().get("/password/").url.startswith("/login/")
