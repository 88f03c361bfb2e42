import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

from handsonn.plots.style import Style, colour_scale, drawing, label, new_figure, plain_number, style

BOTH = pytest.mark.parametrize("chosen", [style(dark=False), style(dark=True)], ids=["light", "dark"])
# Machado, Oliveira and Fernandes (2009): how colours look without the green, or the red, receptor.
WITHOUT_GREEN = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)
WITHOUT_RED = np.array(
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
)


def linear(colour: str) -> np.ndarray:
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    """The contrast ratio of the Web Content Accessibility Guidelines."""
    bright, dim = sorted([luminance(one), luminance(other)], reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@BOTH
def test_every_colour_of_text_can_be_read_on_the_paper(chosen: Style) -> None:
    for colour in (chosen.ink, chosen.quiet, chosen.blue, chosen.orange):
        assert contrast(colour, chosen.paper) >= 4.5


@BOTH
@pytest.mark.parametrize("seen", [np.eye(3), WITHOUT_GREEN, WITHOUT_RED], ids=["all", "no green", "no red"])
def test_training_and_validation_look_different_to_colour_blind_eyes(chosen: Style, seen: np.ndarray) -> None:
    assert np.linalg.norm(seen @ linear(chosen.blue) - seen @ linear(chosen.orange)) > 0.25


@BOTH
def test_the_scale_starts_at_the_paper_and_goes_one_way(chosen: Style) -> None:
    steps = np.diff([luminance(colour) for colour in chosen.scale])
    assert chosen.scale[0] == chosen.paper
    assert np.all(steps > 0) or np.all(steps < 0)
    assert to_rgb(colour_scale(chosen)(0.0)) == pytest.approx(to_rgb(chosen.paper), abs=0.01)


def test_matplotlib_is_left_as_it_was() -> None:
    before = dict(mpl.rcParams)
    with drawing(style(dark=True)):
        assert mpl.rcParams["text.parse_math"] is False
        assert mpl.rcParams["figure.facecolor"] == style(dark=True).paper
    assert dict(mpl.rcParams) == before


def test_figures_are_made_without_pyplot() -> None:
    new_figure(2, 1)
    assert "matplotlib.pyplot" not in mpl.__dict__ or mpl.pyplot.get_fignums() == []


@given(st.text(st.characters(exclude_categories=())), st.integers(5, 30))
def test_a_label_fits_is_one_line_and_is_printable(text: str, longest: int) -> None:
    short = label(text, longest)
    assert 0 < len(short) <= max(longest, len("(no name)"))
    assert short.isprintable()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("cat", "cat"),
        ("a\nb", "a b"),
        ("", "(no name)"),
        ("\x00", "(no name)"),
        ("abcdefghijkl", "abcde…ijkl"),
    ],
)
def test_a_label_keeps_both_ends(text: str, shown: str) -> None:
    assert label(text, 10) == shown


@pytest.mark.parametrize(("value", "shown"), [(20000, "20,000"), (0.1 + 0.2, "0.3"), (-1.5, "-1.5")])
def test_numbers_of_an_axis_are_plain(value: float, shown: str) -> None:
    assert plain_number(value) == shown
