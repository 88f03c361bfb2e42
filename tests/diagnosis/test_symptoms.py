"""What a learner says leads to a symptom of a fixed name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handsonn.diagnosis.symptoms import SYMPTOMS, symptom_names, symptom_of
from handsonn.errors import UnknownName

# The names that the brief fixes: other parts are written against them.
FIXED = {
    "loss is nan", "loss does not move", "loss falls slowly", "loss goes up and down", "loss is negative",
    "loss is zero", "always the same answer", "accuracy stays 0", "accuracy does not rise",
    "validation much worse", "validation better than training", "validation too good",
    "predictions never negative", "good in training, wrong in use", "fit raises an error", "training is slow",
}  # fmt: skip


def test_the_names_are_the_fixed_ones() -> None:
    assert set(symptom_names()) == FIXED
    assert len(symptom_names()) == len(FIXED)


@pytest.mark.parametrize("name", sorted(FIXED))
def test_a_name_is_itself(name: str) -> None:
    assert symptom_of(name) == name
    assert symptom_of(name.upper()) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("nan loss", "loss is nan"),
        ("my loss is NaN!", "loss is nan"),
        ("val_loss is nan", "loss is nan"),
        ("stuck", "loss does not move"),
        ("loss doesn't decrease", "loss does not move"),
        ("the loss is stuck at 0.69", "loss does not move"),
        ("not learning", "loss does not move"),
        ("loss oscillates", "loss goes up and down"),
        ("loss: 0.0000e+00, zero loss", "loss is zero"),
        ("negative loss", "loss is negative"),
        ("always predicts one class", "always the same answer"),
        ("it predicts the same value for everything", "always the same answer"),
        ("accuracy 0", "accuracy stays 0"),
        ("acc is 0", "accuracy stays 0"),
        ("accuracy stuck at 10 %", "accuracy does not rise"),
        ("overfitting", "validation much worse"),
        ("validation accuracy is low", "validation much worse"),
        ("validation better", "validation better than training"),
        ("too good to be true", "validation too good"),
        ("predictions are only positive", "predictions never negative"),
        ("wrong predictions", "good in training, wrong in use"),
        ("ValueError: Shapes (32, 1) and (32, 10) are incompatible", "fit raises an error"),
        ("slow", "training is slow"),
        ("it learns slowly", "loss falls slowly"),
    ],
)
def test_a_learners_words_lead_to_it(said: str, name: str) -> None:
    assert symptom_of(said) == name


def test_words_that_name_nothing_are_refused_with_the_nearest_name() -> None:
    with pytest.raises(
        UnknownName, match="there is no symptom called 'lossisnan'; did you mean 'loss is nan'"
    ):
        symptom_of("lossisnan")
    with pytest.raises(UnknownName, match="no symptom called 'zzz'"):
        symptom_of("zzz")


def test_each_symptom_has_a_sentence() -> None:
    assert all(symptom.sentence.endswith(".") and symptom.words for symptom in SYMPTOMS)


@given(st.text(max_size=40))
def test_any_words_give_a_name_or_are_refused(words: str) -> None:
    try:
        name = symptom_of(words)
    except UnknownName:
        return
    assert name in FIXED
