import inspect
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsonn import errors
from handsonn.errors import HandsonnError, UnknownName, UsageError

CLASSES = [
    item for _, item in inspect.getmembers(errors, inspect.isclass) if item.__module__ == errors.__name__
]


def test_an_unknown_name_suggests_the_nearest_and_lists_the_known_ones() -> None:
    with pytest.raises(
        UnknownName, match=r"there is no data set called 'digts'; did you mean 'digits'\? "
    ) as caught:
        raise UnknownName("data set", "digts", ["wine", "digits"])
    assert str(caught.value).endswith("known: digits, wine.")


def test_a_name_like_no_other_gets_no_suggestion() -> None:
    with pytest.raises(UsageError, match=r"there is no scaler called 'zzz'; known: minmax, standard\."):
        raise UnknownName("scaler", "zzz", ["standard", "minmax"])


@given(st.text(), st.lists(st.text()))
def test_any_name_makes_one_sentence(name: str, known: list[str]) -> None:
    assert str(UnknownName("layer", name, known)).startswith("there is no layer called ")


@pytest.mark.parametrize("kind", CLASSES)
def test_every_error_is_for_the_learner(kind: type[Exception]) -> None:
    assert issubclass(kind, HandsonnError)
    assert kind.__doc__


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    lines = re.findall(r"^([ │├└─]+)(\w+)", errors.__doc__ or "", flags=re.MULTILINE)
    drawn, above = {}, {-1: ""}
    for indent, name in lines:
        depth = len(indent) // 4 - 1
        above[depth] = name
        drawn[name] = above[depth - 1] if depth else ""
    real = {kind.__name__: kind.__bases__[0].__name__ for kind in CLASSES}
    shown = {name: parent for name, parent in drawn.items() if name in real}
    assert shown.keys() == real.keys()
    assert shown == {**real, "HandsonnError": ""}
