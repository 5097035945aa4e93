"""A learner's hands: lessons, quizzes and scenarios worked through as a person would do it."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

__all__ = ["answer_quiz", "come_to_an_ending", "pick", "put_in_order", "read_lesson", "send"]


def read_lesson(page: "Page", lesson: Any) -> None:
    """Mark every section as read and answer every check rightly."""
    from campus.demo import answers

    sections, checks = answers.sections(lesson)
    for section in lesson.iter("section"):
        part = page.get_by_role("region", name=section.get("title"), exact=True)
        part.get_by_role("button", name="Tandai sudah dibaca").click()
    for check, choice in checks:
        form = page.locator(f'[data-asn-check="{check}"]')
        form.locator(f'label:has(input[value="{choice}"])').click()
        form.get_by_role("button", name="Periksa jawaban").click()
        form.get_by_text("✓ Benar.").wait_for()
    page.get_by_text(f"{len(sections)} dari {len(sections)} bagian").wait_for()


def answer_quiz(page: "Page", quiz: Any, *, wrong: tuple[str, ...] = ()) -> None:
    """Give the right answers, but none of them to the items named `wrong`."""
    for item in quiz.iter("item"):
        field = page.locator(f'[data-item="{item.get("id")}"]')
        if item.get("type") == "ordering":
            put_in_order(field, [step.get("id") for step in item.iter("step")])
        for choice in item.iter("choice"):
            if (choice.get("correct") == "true") != (item.get("id") in wrong):
                pick(field, choice.get("id"))
                if item.get("type") == "single":
                    break


def pick(field: "Locator", choice: str) -> None:
    """Press the words of a choice."""
    field.locator(f'label:has(input[value="{choice}"])').click()


def put_in_order(field: "Locator", wanted: list[str]) -> None:
    """Move each step up, press by press, until the order is the wanted one."""
    for place, step in enumerate(wanted):
        at = _order(field).index(step)
        for _ in range(at - place):
            field.locator(f'[data-choice="{step}"]').get_by_role("button", name="Naikkan").click()
    # The order that is shown by chance is an answer only after a step was moved.
    field.locator(f'[data-choice="{wanted[0]}"]').get_by_role("button", name="Turunkan").click()
    field.locator(f'[data-choice="{wanted[0]}"]').get_by_role("button", name="Naikkan").click()
    assert _order(field) == wanted


def send(page: "Page") -> None:
    """Send the answers, and wait until the result is told."""
    page.get_by_role("button", name="Kirim jawaban").click()
    page.locator(".asn-result .asn-score").wait_for()


def come_to_an_ending(page: "Page", scenario: Any) -> None:
    """Take the best choice at each scene until the situation is over."""
    from random import Random

    from campus.demo import answers

    for step in answers.scenario_walk(scenario, skill=1.0, rng=Random(0)).choices:
        page.locator(f'button[data-node="{step.node}"][data-choice="{step.choice}"]').click()
    page.get_by_text("Anda sampai di akhir situasi.").wait_for()


def _order(field: "Locator") -> list[str]:
    return field.locator("[data-choice]").evaluate_all(
        "(steps) => steps.map((step) => step.dataset.choice)"
    )
