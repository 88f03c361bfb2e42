"""One visual language for every picture: calm, few lines, colours that colour-blind eyes tell apart.

Blue is training and positive, orange is validation and negative; magnitudes run along a scale like viridis
that starts at the colour of the paper, so that nothing is drawn where nothing is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Style:
    """The colours of one variant. scale: colours of growing magnitude, the first is the paper's own."""

    paper: str
    ink: str
    quiet: str
    line: str
    blue: str
    orange: str
    scale: tuple[str, ...]


_LIGHT = Style(
    paper="#ffffff",
    ink="#1c1f26",
    quiet="#5b6270",
    line="#d9dce2",
    blue="#1f64ad",
    orange="#b9520c",
    scale=("#ffffff", "#cfe9dc", "#6cc3a9", "#2b8a8f", "#31588c", "#3d2a6b"),
)
_DARK = Style(
    paper="#16181d",
    ink="#eceef2",
    quiet="#a5acb9",
    line="#3a3f4a",
    blue="#7db3f2",
    orange="#f5a35c",
    scale=("#16181d", "#33306b", "#31688e", "#21918c", "#5ec962", "#f3e55a"),
)


_OTHER_SCRIPTS = (
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Hiragino Sans",
    "PingFang SC",
    "Apple SD Gothic Neo",
    "Yu Gothic",
    "Microsoft YaHei",
    "Malgun Gothic",
    "Noto Sans Devanagari",
    "Nirmala UI",
)


def style(dark: bool = False) -> Style:
    """Choose the light or the dark variant."""
    return _DARK if dark else _LIGHT


@contextmanager
def drawing(chosen: Style) -> Iterator[None]:
    """Draw in this style: matplotlib's own settings are as before afterwards.

    A class may be called "$x" or "a_b": text is text here, never mathematics.
    """
    import matplotlib as mpl

    settings: dict[str, Any] = {
        "text.parse_math": False,
        "font.family": ["sans-serif"],
        "font.sans-serif": _fonts(),
        "font.size": 10,
        "axes.titlesize": 11,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.titlepad": 10,
        "axes.labelsize": 10,
        "axes.labelcolor": chosen.quiet,
        "axes.edgecolor": chosen.line,
        "axes.facecolor": chosen.paper,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.grid": False,
        "grid.color": chosen.line,
        "grid.linewidth": 0.6,
        "xtick.color": chosen.line,
        "ytick.color": chosen.line,
        "xtick.labelcolor": chosen.quiet,
        "ytick.labelcolor": chosen.quiet,
        "text.color": chosen.ink,
        "axes.titlecolor": chosen.ink,
        "figure.facecolor": chosen.paper,
        "savefig.facecolor": chosen.paper,
        "lines.linewidth": 2,
        "lines.solid_capstyle": "round",
        "hatch.linewidth": 0.5,
    }
    with mpl.rc_context(settings):
        yield


@cache
def _fonts() -> list[str]:
    """DejaVu Sans, which matplotlib brings along, then the fonts here that know other scripts."""
    from matplotlib.font_manager import fontManager

    installed = set(fontManager.get_font_names())
    return ["DejaVu Sans", *(font for font in _OTHER_SCRIPTS if font in installed)]


def new_figure(width: float, height: float) -> Figure:
    """Make an empty figure of this size in inches, without pyplot: nothing is kept alive behind our back."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=150)
    figure.set_layout_engine("constrained", w_pad=0.12, h_pad=0.12, wspace=0.04, hspace=0.04)
    FigureCanvasAgg(figure)
    return figure


def colour_scale(chosen: Style) -> Any:
    """Make the colour map from the paper's colour to the strongest magnitude."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("handsonn", chosen.scale).with_extremes(bad=chosen.paper)


def readable_on(background: tuple[float, ...], chosen: Style) -> str:
    """Choose ink or paper, whichever stands out more from a background of red, green and blue from 0 to 1."""
    from matplotlib.colors import to_rgb

    middle = _luminance(background)
    steps = {
        colour: abs(np.log((_luminance(to_rgb(colour)) + 0.05) / (middle + 0.05)))
        for colour in (chosen.ink, chosen.paper)
    }
    return max(steps, key=steps.__getitem__)


def _luminance(rgb: tuple[float, ...]) -> float:
    """Relative luminance as the Web Content Accessibility Guidelines define it."""
    values = np.array(rgb[:3], dtype=np.float64)
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def horizontal_lines(axes: Axes) -> None:
    """Help the eye along the values, and nowhere else."""
    axes.grid(visible=True, axis="y")
    axes.tick_params(length=0)


def plain_number(value: float, _position: float = 0) -> str:
    """Write a number for an axis, as matplotlib's FuncFormatter wants it: "20,000", "0.5"."""
    return f"{value:,.10g}"


def short_number(value: float, _position: float = 0) -> str:
    """Write a number for a logarithmic axis: "1e-05", "0.01", "100"."""
    return f"{value:.3g}"


def label(text: str, longest: int = 18) -> str:
    """Make text fit to be drawn: one line, printable, shortened in its middle."""
    plain = "".join(character if character.isprintable() else " " for character in str(text)).strip()
    if len(plain) <= longest:
        return plain or "(no name)"
    head = (longest - 1) // 2 + 1
    return f"{plain[:head].rstrip()}…{plain[len(plain) - (longest - 1 - head) :].lstrip()}"
