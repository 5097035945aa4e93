"""Templates and arguments that no text can break out of."""

import json

from hypothesis import given
from hypothesis import strategies as st

from asn_xblocks.shared.fragments import pack_state, render_template


@given(st.dictionaries(st.text(max_size=5), st.text(), max_size=3))
def test_the_state_comes_back_and_holds_no_tag(state):
    """Written into a script element by any runtime, the state ends nothing and reads the same."""
    written = json.dumps(pack_state(state))
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(json.loads(written)["state"]) == state


def test_templates_escape():
    """A value is text unless the template says it is safe."""
    html = render_template("asn_xblocks.quiz", "note.html", {"note": "<b>"})
    assert "&lt;b&gt;" in html
