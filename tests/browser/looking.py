"""A look at a page as it is now: axe in light and dark, and nothing wider than a small phone."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

__all__ = ["look", "too_wide"]

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_EVERYTHING = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": _RULES}}
_COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
}
_NARROW = {"width": 360, "height": 640}
_OVERHANGING = """() => {
  const width = document.scrollingElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return "";
  const wide = [...document.body.querySelectorAll("*")]
    .filter((node) => node.getBoundingClientRect().right > width + 1)
    .map((node) => `${node.tagName}.${node.className} to ${node.getBoundingClientRect().right}`);
  return `${document.scrollingElement.scrollWidth} px of ${width}: ${wide.slice(-5).join("; ")}`;
}"""


def look(page: "Page") -> list[str]:
    """What is wrong with the page that is open, as sentences that name the address."""
    page.wait_for_load_state("load")
    found = [f"axe: {line}" for frame in page.frames for line in _axe(frame, _EVERYTHING)]
    page.emulate_media(color_scheme="dark")
    found += [f"axe, dark: {line}" for frame in page.frames for line in _axe(frame, _COLOURS)]
    page.emulate_media(color_scheme="light")
    wide = too_wide(page)
    return [f"{page.url}: {line}" for line in found + ([f"at 360 px: {wide}"] if wide else [])]


def too_wide(page: "Page") -> str:
    """What sticks out to the right on a phone of 360 px; an empty string when nothing does."""
    before = page.viewport_size
    if before == _NARROW:
        return page.evaluate(_OVERHANGING)
    page.set_viewport_size(_NARROW)
    found = page.evaluate(_OVERHANGING)
    page.set_viewport_size(before)
    return found


def _axe(frame: "Frame", options: dict[str, Any]) -> list[str]:
    from axe_playwright_python.base import AXE_SCRIPT

    if not frame.evaluate("() => Boolean(window.axe)"):
        frame.evaluate(AXE_SCRIPT)
    answer = frame.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{violation['id']} ({violation['help']}) at {node['target']}: {node['html'][:200]}"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]
