"""A course in the form Studio gives it: our blocks inside their unit's file, nothing lost."""

from importlib import resources
from pathlib import Path

import pytest
from lxml import etree

from campus import courses
from campus.importing import parse_course
from campus.runtime import CampusRuntime
from course_content.archive import CourseFiles, open_course
from course_content.olx import OlxInvalid, parse

HOUSE = Path(str(resources.files("course_content")))
OURS = ("asn_lesson", "asn_quiz", "asn_scenario")


@pytest.fixture(params=["literasi_digital", "manajemen_pariwisata"])
def files(request):
    """The files of a course of the house."""
    return open_course(HOUSE / request.param)


def _with(files, changed):
    return CourseFiles(source=files.source, contents={**files.contents, **changed})


def _units(files):
    return [name for name in files.names() if name.startswith("vertical/")]


def _blocks(files):
    return {name: (b.parent, b.fields) for name, b in parse_course(files).blocks.items()}


def test_a_block_may_stand_in_a_file_of_its_own(files):
    """Behind a pointer the block keeps its key, its place and its content."""
    apart = {}
    for name in _units(files):
        unit = parse(files.read(name), source=name)
        for block in unit:
            own = f"{block.tag}/{block.get('url_name')}.xml"
            pointer = etree.Element(block.tag, url_name=block.attrib.pop("url_name"))
            unit.replace(block, pointer)
            apart[own] = etree.tostring(block, encoding="utf-8")
        apart[name] = etree.tostring(unit, encoding="utf-8")
    assert sum(name.startswith("asn_") for name in apart) == 7
    assert _blocks(_with(files, apart)) == _blocks(files)


def test_what_studio_writes_comes_back_whole(db, files):
    """Every block written into its unit's file and read again has the fields it had."""
    course = courses.import_files(files)
    tree = courses.tree_of(course)
    runtime = CampusRuntime(tree, author=True)
    written = {}
    for unit in (one for one in tree.walk() if one.block_type == "vertical"):
        node = etree.Element("vertical", display_name=unit.display_name)
        for key in unit.children:
            child = etree.SubElement(node, key.block_type, url_name=key.block_id)
            runtime.get_block(key).add_xml_to_node(child)
        text = etree.tostring(node, pretty_print=True, encoding="utf-8")
        written[f"vertical/{unit.usage_key.block_id}.xml"] = text
    assert set(written) == set(_units(files))
    assert _blocks(_with(files, written)) == _blocks(files)


@pytest.mark.parametrize("tag", OURS)
def test_a_fault_is_refused_at_its_line_of_the_units_file(files, tag):
    """The author reads which line of the unit to mend, not where the block begins."""
    name = next(
        one for one in _units(files) if b"<choice" in files.read(one) and tag in _of(files, one)
    )
    lines = files.read(name).decode().splitlines()
    faulty = next(at for at, line in enumerate(lines) if "<choice" in line)
    lines[faulty] = lines[faulty].replace('id="a"', "", 1)
    with pytest.raises(OlxInvalid) as refused:
        parse_course(_with(files, {name: "\n".join(lines).encode()}))
    assert (refused.value.file, refused.value.line) == (name, faulty + 1)


def _of(files, unit):
    return {block.tag for block in parse(files.read(unit), source=unit)}
