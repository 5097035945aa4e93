"""Blocks of xblocks-contrib run here as they are: reading, films and CAPA problems."""

import pytest
from completion.models import BlockCompletion
from xblock.exceptions import NoSuchUsage

from campus import courses, player
from campus.accounts import create_account
from campus.models import BlockScore
from campus.runtime import CampusRuntime
from tests.campus.conftest import COURSE, key
from tests.campus.olx import MULTIPLE_CHOICE, files_with

P1 = key("problem", "p1")


def check(person, choice):
    """Submit the problem as its script does."""
    html = rendered(person, P1)
    name = html.split('name="input_')[1].split('"')[0]
    return person.client.post(
        f"/xblock/{P1}/handler/xmodule_handler/problem_check", {f"input_{name}": choice}
    )


def rendered(person, usage_key):
    """The problem's HTML, as its script fetches it."""
    answer = person.client.post(f"/xblock/{usage_key}/handler/xmodule_handler/problem_get")
    return answer.json()["html"]


def test_a_problem_is_checked_and_scored(ana):
    """The right choice scores 1 of 1, completes the block and counts in the course."""
    answer = check(ana, "choice_0")
    assert answer.json()["success"] == "correct"
    score = BlockScore.objects.get()
    assert (score.earned, score.possible) == (1, 1)
    assert BlockCompletion.objects.get().completion == 1


def test_attempts_run_out(ana):
    """Three wrong answers are allowed; the right one comes too late and changes nothing."""
    for _ in range(3):
        assert check(ana, "choice_1").json()["success"] == "incorrect"
    assert check(ana, "choice_0").json()["success"] != "correct"
    assert BlockScore.objects.get().earned == 0


def test_a_problem_keeps_its_state_for_its_learner(ana, budi):
    """What one learner chose is checked in that learner's page only."""
    check(ana, "choice_0")
    assert 'checked="true"' in rendered(ana, P1)
    assert 'checked="true"' not in rendered(budi, P1)
    assert check(budi, "choice_1").json()["success"] == "incorrect"
    assert sorted(BlockScore.objects.values_list("earned", flat=True)) == [0, 1]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("html", "Selamat datang"),
        ("problem", 'class="problems-wrapper"'),
        ("video", 'class="video'),
    ],
)
def test_upstream_blocks_render(course, ana, block, said):
    """html, problem and video give their own HTML, not a placeholder."""
    name = {"html": "h1", "problem": "p1", "video": "f1"}[block]
    runtime = CampusRuntime(courses.tree_of(course), user=ana.user)
    content = runtime.get_block(runtime.tree.block(key(block, name)).usage_key).render(
        "student_view"
    )
    assert said in content.content
    assert "campus-notice" not in content.content


def test_a_unit_brings_what_upstream_blocks_need(course, ana):
    """jQuery and the shims come first, each script once, and the runtime's script last."""
    unit = player.unit(COURSE, key("vertical", "v1"), ana.user, nonce="abc")
    assert unit.upstream
    scripts = [line for line in unit.scripts.splitlines() if line]
    assert "jquery" in scripts[0]
    assert "upstream.js" in scripts[1]
    assert "runtime.js" in scripts[-1]
    assert len(scripts) == len(set(scripts))
    assert 'nonce="abc"' in unit.scripts
    assert "unsafe-eval" in unit.policy["script-src"]


def test_python_in_a_problem_is_not_run(ana, tmp_path):
    """A script within a problem has no jail here, so it is not executed; the page stays whole."""
    proof = tmp_path / "proof"
    script = f'<script type="loncapa/python">open({str(proof)!r}, "w").write("x")</script>'
    course = courses.import_files(
        files_with(
            {"problem/p1.xml": MULTIPLE_CHOICE.replace("<multiple", script + "<multiple", 1)}
        )
    )
    runtime = CampusRuntime(courses.tree_of(course), user=ana.user)
    runtime.get_block(runtime.tree.block(key("vertical", "v1")).usage_key).render("student_view")
    assert not proof.exists()


def test_a_visitor_without_a_place_sees_no_unit(course):
    """Not enrolled, not a trainer: the unit does not exist."""
    with pytest.raises(NoSuchUsage):
        player.unit(COURSE, key("vertical", "v1"), create_account("cici"), nonce="")
