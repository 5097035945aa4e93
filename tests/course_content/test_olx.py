"""What is read as OLX, and what is refused with a line and a remedy."""

import pytest

from course_content.olx import MAX_DEPTH, MAX_SIZE, OlxInvalid, parse

BILLION_LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>
<html url_name="a">&lol2;</html>"""


def test_plain_text_is_read_with_its_lines():
    """Elements know the line an author would look at."""
    root = parse(b"<chapter>\n  <sequential url_name='a'/>\n</chapter>", source="chapter/a.xml")
    assert root.tag == "chapter"
    assert root[0].sourceline == 2


def test_comments_and_instructions_are_not_children():
    """Children are elements only, so no reader has to skip comments."""
    root = parse(b"<?xml version='1.0'?><a><!-- x --><?php evil ?><b/></a>", source="a.xml")
    assert [child.tag for child in root] == ["b"]


def test_a_byte_order_mark_is_let_through():
    """Editors on Windows write one."""
    assert parse(b"\xef\xbb\xbf<a/>", source="a.xml").tag == "a"


def test_a_document_type_in_cdata_or_comment_is_text():
    """Only a real document type is refused."""
    root = parse(b"<!-- <!DOCTYPE x> --><a><![CDATA[<!DOCTYPE html>]]></a>", source="a.xml")
    assert root.text == "<!DOCTYPE html>"


@pytest.mark.parametrize(
    "hostile",
    [
        BILLION_LAUGHS,
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b'<!-- first --><?x y?>\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<!DOCTYPE a PUBLIC "-//X" "http://192.0.2.1/x.dtd"><a/>',
        b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://192.0.2.1/x"> %p;]><a/>',
    ],
)
def test_a_document_type_is_refused_before_it_is_read(hostile):
    """No entity is ever defined, so none can expand or reach out."""
    with pytest.raises(OlxInvalid, match="DOCTYPE"):
        parse(hostile, source="html/a.xml")


def test_an_undefined_entity_names_the_line_and_a_remedy():
    """&nbsp; is HTML, not XML."""
    with pytest.raises(OlxInvalid) as refused:
        parse(b"<a>\n<p>satu&nbsp;dua</p></a>", source="html/a.xml")
    assert refused.value.file == "html/a.xml"
    assert refused.value.line == 2
    assert "&nbsp;" in refused.value.remedy


def test_broken_xml_names_the_line():
    """An unclosed tag is found where it stands."""
    with pytest.raises(OlxInvalid) as refused:
        parse(b"<a>\n<b>\n</a>", source="a.xml")
    assert refused.value.line == 3


@pytest.mark.parametrize(
    "content",
    [
        "<a>é</a>".encode("latin-1"),
        '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="utf-7"?><a/>',
        '<!DOCTYPE a [<!ENTITY x "y">]><a/>'.encode("utf-16-le"),
        b"",
        b"   ",
    ],
)
def test_other_encodings_and_nothing_are_refused(content):
    """An encoding may hide a document type from us, so only UTF-8 is read."""
    with pytest.raises(OlxInvalid):
        parse(content, source="a.xml")


def test_too_large_and_too_deep_are_refused():
    """Limits are ours, below those of the parser."""
    with pytest.raises(OlxInvalid):
        parse(b"<a>" + b"x" * MAX_SIZE + b"</a>", source="a.xml")
    with pytest.raises(OlxInvalid):
        parse(b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1), source="a.xml")
    assert parse(b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH, source="a.xml").tag == "a"
