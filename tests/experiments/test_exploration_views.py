"""How an explorer shows samples, compares groups and judges maps, from arrays made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from handsonn.errors import LatentError
from handsonn.experiments.exploration import Exploration
from handsonn.experiments.exploration_groups import compare_groups
from handsonn.experiments.exploration_samples import SampleView
from handsonn.experiments.exploration_trust import in_words, judge
from handsonn.experiments.latent_data import prepare_latent_data
from handsonn.experiments.latent_space import LatentSpace
from handsonn.records import Array, Dataset, LatentMap


def groups() -> SampleView:
    """Show four samples of two features and two classes; the second feature is the same for all."""
    x = np.array([[0, 5], [2, 5], [10, 5], [12, 5]], np.float32)
    names = {"feature_names": ("width", "height"), "class_names": ("a", "b")}
    dataset = Dataset("four", x, np.array([0, 0, 1, 1]), "classification", **names)
    return SampleView(space_of(dataset, x))


def space_of(dataset: Dataset, codes: Array) -> LatentSpace:
    return LatentSpace(prepare_latent_data(dataset, "none"), None, None, codes, {}, "made by hand")


def test_two_groups_differ_by_what_the_hand_computes() -> None:
    facts = compare_groups(groups(), [2, 3])
    assert facts["counts"] == [2, 2]
    assert facts["rest"]
    width, height = facts["features"]
    assert (width["name"], width["first"], width["second"]) == ("width", 11, 1)
    assert width["away"] == pytest.approx(10 / np.std([0, 2, 10, 12]))
    assert height["away"] == 0
    assert facts["mix"] == [
        {"name": "b", "first": 1.0, "second": 0.0},
        {"name": "a", "first": 0.0, "second": 1.0},
    ]
    halves = compare_groups(groups(), [0, 2], [1, 3])
    assert not halves["rest"]
    assert halves["features"][0]["first"] == 5


def test_a_map_that_is_the_codes_themselves_is_trusted_wholly_and_a_shuffled_one_is_not() -> None:
    codes = np.random.default_rng(0).normal(size=(200, 2)).astype(np.float32)
    dataset = Dataset("plane", codes, None, "unlabelled")
    space = space_of(dataset, codes)

    def judged(positions: Array) -> dict[str, float]:
        shown = LatentMap("pca", 2, 0, {}, positions, {}, 0.0)
        *_, last = judge(space, shown, lambda _share, _sentence: None)
        assert last.stretch is not None
        return last.facts | {"stretch": float(last.stretch.max())}

    honest, shuffled = judged(codes), judged(np.random.default_rng(1).permutation(codes))
    assert honest["trustworthiness"] == honest["kept_neighbours"] == honest["stretch"] == 1
    assert "almost always close" in in_words(honest)
    assert shuffled["trustworthiness"] < 0.6
    assert "are far apart in the latent space" in in_words(shuffled)
    assert shuffled["kept_neighbours"] == pytest.approx(honest["chance"], abs=0.05)


def test_decoded_images_are_as_bright_as_the_data_sets_own() -> None:
    x = np.zeros((10, 2, 2), np.uint8)
    x[:, 0, 0] = np.arange(10) + 7  # the brightest pixel of all is 16
    dataset = Dataset("small", x, None, "unlabelled", kind="image")
    space = LatentSpace(prepare_latent_data(dataset, "minmax"), None, None, np.zeros((10, 1)), {}, "by hand")
    view = SampleView(space)
    real, decoded = view.real([9, 0])["pixels"], view.decoded(space.data.samples[[9, 0]])["pixels"]
    assert real[:, 0, 0].tolist() == [255, round(7 / 16 * 255)]
    assert np.array_equal(real, decoded)


def test_a_layer_without_a_decoder_shows_samples_and_decodes_nothing() -> None:
    codes = np.random.default_rng(0).normal(size=(20, 3)).astype(np.float32)
    dataset = Dataset("rows", codes, None, "unlabelled", feature_names=("a", "b", "c"))
    exploration = Exploration(space_of(dataset, codes), 1)
    exploration.prepare()
    facts = exploration.sample(4)
    assert (facts["decoded"], facts["error"], facts["label"]) == (None, None, "")
    with pytest.raises(LatentError, match="nothing turns a code back"):
        exploration.traverse(0, None)
