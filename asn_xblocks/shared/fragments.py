r"""One recipe for what a view returns: a template, files by URL, an init function, its state.

Note [State as a string]
    XBlock's own runtime writes ``json.dumps`` of the arguments into a ``<script>`` element
    without escaping ``</script>``. So the state travels as a JSON string inside the JSON, with
    ``<`` written as ``\u003c``; ``AsnBlocks.state(args)`` reads it back.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from django.template import Context, Engine, Template
from web_fragments.fragment import Fragment

__all__ = ["build_fragment", "pack_state", "render_template"]

_ENGINE = Engine(autoescape=True)


@lru_cache(maxsize=128)
def _template(package: str, path: str) -> Template:
    text = resources.files(package).joinpath("templates", path).read_text(encoding="utf-8")
    return _ENGINE.from_string(text)


def render_template(package: str, path: str, context: Mapping[str, object]) -> str:
    """The HTML of ``templates/<path>`` of a package; every value is escaped unless marked safe."""
    return _template(package, path).render(Context(dict(context)))


def pack_state(state: Mapping[str, object]) -> dict[str, str]:
    """Arguments for an init function that no text can break out of. See Note [State as a string]."""
    written = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return {"state": written}


def build_fragment(
    block: Any,
    html: str,
    *,
    js: Sequence[str] = (),
    css: Sequence[str] = (),
    init: str | None = None,
    state: Mapping[str, object] | None = None,
) -> Fragment:
    """A fragment with this HTML; ``js`` and ``css`` name files in the block's ``public/``."""
    fragment = Fragment(html)
    for name in css:
        fragment.add_css_url(block.runtime.local_resource_url(block, f"public/{name}"))
    for name in js:
        fragment.add_javascript_url(block.runtime.local_resource_url(block, f"public/{name}"))
    if init:
        fragment.initialize_js(init, pack_state(state or {}))
    return fragment
