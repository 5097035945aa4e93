"""The learner's state: replaced as a whole, stored plainly, never changed in place."""

import pytest
from xblock.core import XBlock
from xblock.fields import Scope

from asn_xblocks.shared.state import LearnerState


class Marked(XBlock):
    """A block with nothing but a state."""

    state = LearnerState(scope=Scope.user_state)

    @classmethod
    def tag(cls):
        return "marked"


def test_a_new_state_is_stored_and_one_that_was_only_read_is_not(stage, monkeypatch):
    """Assigning is noticed, in one request and the next; reading writes nothing."""
    place = stage(Marked)
    block = place.block()
    block.state = {"seen": ["a"]}
    block.save()
    block.state = {**block.state, "more": 1}
    block.save()
    assert place.block().state == {"seen": ["a"], "more": 1}
    written = []
    monkeypatch.setattr(place.store, "set_many", written.append)
    again = place.block()
    assert again.state["more"] == 1
    again.save()
    assert written == []


def test_what_is_stored_is_a_plain_dictionary(stage):
    """Stores that know only JSON's own types can take it."""
    place = stage(Marked)
    block = place.block()
    block.state = {"a": 1}
    block.save()
    (stored,) = place.store.db_dict.values()
    assert type(stored) is dict


@pytest.mark.parametrize(
    "change",
    [
        lambda state: state.update(a=2),
        lambda state: state.__setitem__("a", 2),
        lambda state: state.pop("a", None),
        lambda state: state.setdefault("b", 2),
    ],
)
def test_a_change_in_place_is_refused(stage, change):
    """It would be lost, so it raises: on a stored state, a new one, and the empty default."""
    block = stage(Marked).block()
    with pytest.raises(TypeError, match="Assign a new state"):
        change(block.state)
    block.state = {"a": 1}
    with pytest.raises(TypeError, match="Assign a new state"):
        change(block.state)
