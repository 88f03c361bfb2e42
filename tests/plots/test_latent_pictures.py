"""Pictures of a latent space, read off the figures."""

from __future__ import annotations

import numpy as np

from handsonn.plots.latent_errors import latent_errors
from handsonn.plots.latent_map import Colouring, latent_map
from handsonn.plots.latent_samples import SampleRow, latent_samples

PLACES = np.random.default_rng(0).normal(size=(60, 3)).astype("float32")


def test_a_map_in_space_is_seen_from_three_sides_and_in_the_plane_from_one() -> None:
    names = Colouring("kind", np.arange(60) % 2, ("low", "high"))
    solid = latent_map(PLACES, names, title="a")
    assert [(axes.get_xlabel(), axes.get_ylabel()) for axes in solid.axes] == [
        ("axis 1", "axis 2"),
        ("axis 1", "axis 3"),
        ("axis 2", "axis 3"),
    ]
    flat = latent_map(PLACES[:, :2], names, title="a")
    assert len(flat.axes) == 1
    assert sorted(text.get_text() for text in flat.axes[0].texts) == ["high", "low"]


def test_the_names_of_classes_on_one_place_stand_apart() -> None:
    together = np.tile(PLACES[:20, :2], (3, 1))
    figure = latent_map(together, Colouring("kind", np.repeat([0, 1, 2], 20), ("a", "b", "c")), title="")
    heights = sorted(text.xy[1] for text in figure.axes[0].texts)  # type: ignore[attr-defined]
    assert min(np.diff(heights)) > 0.05 * np.ptp(together[:, 1])


def test_a_magnitude_gets_a_scale_on_which_one_far_value_does_not_take_all_colours() -> None:
    values = np.append(np.linspace(1, 2, 59), 1e6)
    figure = latent_map(PLACES[:, :2], Colouring("stretch", values), title="a")
    low, high = figure.axes[0].collections[0].get_clim()
    assert 1.0 <= low < 1.1
    assert high < 3
    assert figure.axes[1].get_ylabel() == "stretch"


def test_a_map_without_anything_to_colour_it_is_drawn_too() -> None:
    assert len(latent_map(PLACES[:, :2], None, title="a").axes[0].collections) == 1


def test_each_row_of_samples_is_named_and_captioned() -> None:
    images = np.zeros((3, 4, 4), np.uint8)
    figure = latent_samples(
        [SampleRow("samples", images), SampleRow("decoded", images[:2], ("1", "2"))], title="a"
    )
    assert [axes.get_ylabel() for axes in figure.axes[::3]] == ["samples", "decoded"]
    assert [axes.get_xlabel() for axes in figure.axes[3:5]] == ["1", "2"]
    assert not figure.axes[5].axison


def test_numbers_are_bars_while_they_are_few_and_a_line_when_they_are_many() -> None:
    few = latent_samples([SampleRow("samples", np.ones((2, 5)))], title="a")
    many = latent_samples([SampleRow("samples", np.ones((2, 90)))], title="a")
    assert (len(few.axes[0].patches), len(many.axes[0].patches)) == (5, 0)
    assert few.axes[0].get_ylim() == few.axes[1].get_ylim()


def test_the_errors_are_drawn_beside_their_mean_and_pca() -> None:
    figure = latent_errors(np.array([0.1, 0.3]), 0.5, numbers=1)
    words = [text.get_text() for text in figure.axes[0].texts]
    assert words == ["mean 0.2", "PCA, 1 component: 0.5"]
    assert len(latent_errors(np.array([0.1, 0.3]), None, numbers=1).axes[0].texts) == 1
