"""The picture of a proof: losses share their axes only where they measure the same."""

from __future__ import annotations

import pytest

from handsonn.plots.diagnosis_proof import paired_seeds
from handsonn.records import Change, Proof


def proof_of(kind: str) -> Proof:
    return Proof(
        Change(kind, {}), "HN011", "proven", "It helps.", "accuracy", (0, 1, 2), (0.3, 0.4, 0.3),
        (0.8, 0.9, 0.8), 0.3, 0.6, ((0.3, 0.2),) * 3, ((1.1, 0.6),) * 3,
    )  # fmt: skip


def test_one_loss_is_drawn_on_one_pair_of_axes() -> None:
    _, losses = paired_seeds(proof_of("learning_rate")).axes
    assert len(losses.lines) == 2
    assert losses.get_ylabel() == "held-out loss"


@pytest.mark.parametrize("kind", ["output", "loss", "scale_targets"])
def test_two_losses_have_axes_of_their_own_and_the_title_says_why(kind: str) -> None:
    losses = [axes for axes in paired_seeds(proof_of(kind)).axes if axes.get_ylabel() == "held-out loss"]
    assert [len(axes.lines) for axes in losses] == [1, 1]
    assert losses[0].get_title(loc="left") == "Two losses, whose sizes do not compare"
    assert losses[0].get_ylim() != losses[1].get_ylim()
