"""The learner's state as one field that is replaced as a whole, so that nothing need be copied.

Note [Replaced, not changed]
    XBlock copies a mutable value deeply whenever it is read or saved, to notice changes made in
    place; with a dozen results that was a quarter of a submit. Our blocks only ever assign a new
    dictionary, which XBlock notices by itself; a change in place raises, lest it be lost.
"""

from typing import Any, NoReturn, Self

from xblock.fields import Dict

__all__ = ["LearnerState"]


class _Whole(dict[str, Any]):
    """A dictionary that is its own copy. See Note [Replaced, not changed]."""

    def __deepcopy__(self, _memo: object) -> Self:
        return self

    def _refuse(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise TypeError("Assign a new state; this one is not changed in place.")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse


class LearnerState(Dict):
    """A field whose dictionary is assigned anew for each change."""

    MUTABLE = False
    _default = _Whole()

    def from_json(self, value: Any) -> _Whole:
        """The state as blocks read it."""
        return _Whole(super().from_json(value) or {})

    enforce_type = from_json

    def to_json(self, value: Any) -> dict[str, Any]:
        """The state as platforms store it: a plain dictionary."""
        return dict(value)

    def __set__(self, xblock: Any, value: Any) -> None:
        super().__set__(xblock, _Whole(value))
