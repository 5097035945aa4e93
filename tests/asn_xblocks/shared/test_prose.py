"""What a trainer types instead of HTML."""

from asn_xblocks.shared.prose import from_prose, to_prose


def test_html_that_stays_html_loses_the_indentation_of_the_course_file():
    """A table is shown as it would be typed at the left edge, and is the same table."""
    html = "<p>Sebelum</p>\n      <table>\n        <tr><td>1</td></tr>\n      </table>"
    assert to_prose(html) == "<p>Sebelum</p>\n<table>\n  <tr><td>1</td></tr>\n</table>"


def test_spaces_that_are_part_of_the_text_stay():
    """Within <pre> every space counts."""
    html = "<p>Contoh</p>\n  <pre>\n    dua\n      tiga</pre>"
    assert to_prose(html) == html


def test_plain_paragraphs_are_typed_without_tags_and_come_back():
    """An empty line parts paragraphs."""
    assert to_prose("<p>Satu</p>\n  <p>Dua</p>") == "Satu\n\nDua"
    assert from_prose("Satu\n\nDua") == "<p>Satu</p><p>Dua</p>"
