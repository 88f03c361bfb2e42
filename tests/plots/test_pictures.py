"""Each picture is read back from the figure: what it says must be what the record says."""

from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from handsonn.plots import (
    Mistake,
    confusion_matrix,
    figure_bytes,
    learning_curves,
    residuals,
    style,
    unlabelled,
    worst_mistakes,
)
from handsonn.plots.learning_curves import best_epoch
from handsonn.records import ConfusionMatrix, RegressionReport, UnlabelledReport

HISTORY = {
    "loss": (2.0, 1.0, 0.5),
    "val_loss": (2.2, 1.3, 1.4),
    "accuracy": (0.2, 0.6, 0.8),
    "val_accuracy": (0.1, 0.5, 0.5),
    "learning_rate": (0.1, 0.1, 0.1),
}
HOSTILE = ("<script>", "$\\frac{", "日本", "a\nb", "\ud800", "_^x", "x" * 300, "", "%s {0}", "naïve")


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def confusion(classes: int, names: tuple[str, ...] = ()) -> ConfusionMatrix:
    generator = np.random.default_rng(classes)
    counts = generator.poisson(0.5, (classes, classes)) + np.diag(generator.integers(20, 90, classes))
    return ConfusionMatrix(counts, names or tuple(f"class {number}" for number in range(classes)))


def regression(samples: int) -> RegressionReport:
    generator = np.random.default_rng(0)
    targets = generator.lognormal(size=samples) * 1000
    return RegressionReport((), generator.normal(scale=100, size=samples), targets, "price", samples)


MISTAKES = [Mistake(7, "cat", "dog", 0.93), Mistake(3, "dog", "cat", 0.6)]
UNLABELLED = UnlabelledReport(("cat", "dog"), (1200, 30), (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0), 1230)
IMAGES = np.random.default_rng(0).integers(0, 255, (2, 8, 8), dtype=np.uint8)
PICTURES: dict[str, Any] = {
    "curves": lambda dark: learning_curves(HISTORY, dark=dark),
    "curves of seeds": lambda dark: learning_curves([HISTORY, HISTORY], dark=dark),
    "curves of one epoch": lambda dark: learning_curves({"loss": (1.0,)}, dark=dark),
    "curves of nothing": lambda dark: learning_curves({}, dark=dark),
    "curves of no number": lambda dark: learning_curves(
        {"loss": (np.nan, np.inf), "val_loss": (1.0, np.nan)}, dark=dark
    ),
    "confusion of 2": lambda dark: confusion_matrix(confusion(2), dark=dark),
    "confusion of 20": lambda dark: confusion_matrix(confusion(20), dark=dark),
    "confusion of 150": lambda dark: confusion_matrix(confusion(150), dark=dark),
    "confusion of nothing": lambda dark: confusion_matrix(
        ConfusionMatrix(np.zeros((3, 3), int), ("a", "b", "c")), dark=dark
    ),
    "hostile names": lambda dark: confusion_matrix(confusion(10, HOSTILE), dark=dark),
    "residuals": lambda dark: residuals(regression(200), dark=dark),
    "residuals of many": lambda dark: residuals(regression(4000), dark=dark),
    "residuals of one": lambda dark: residuals(regression(1), dark=dark),
    "no residual": lambda dark: residuals(
        RegressionReport((), np.zeros(5), np.ones(5), "$x_{", 5), dark=dark
    ),
    "bars": lambda dark: worst_mistakes(MISTAKES, dark=dark),
    "bars of residuals": lambda dark: worst_mistakes(
        [Mistake(1, "3", "5", -2.0)], size_name="residual", dark=dark
    ),
    "no mistake": lambda dark: worst_mistakes([], dark=dark),
    "images": lambda dark: worst_mistakes(MISTAKES, images=IMAGES, dark=dark),
    "colour images": lambda dark: worst_mistakes(MISTAKES, images=np.stack([IMAGES] * 3, axis=-1), dark=dark),
    "float colour images": lambda dark: worst_mistakes(
        MISTAKES, images=np.stack([IMAGES] * 3, axis=-1).astype(np.float32), dark=dark
    ),
    "images with a channel": lambda dark: worst_mistakes(MISTAKES, images=IMAGES[..., None] / 255, dark=dark),
    "hostile mistakes": lambda dark: worst_mistakes(
        [Mistake(0, name, name, 0.5) for name in HOSTILE], dark=dark
    ),
    "unlabelled": lambda dark: unlabelled(UNLABELLED, dark=dark),
    "unlabelled values": lambda dark: unlabelled(UnlabelledReport((), (), (1.0,) * 7, 9), dark=dark),
    "unlabelled of many": lambda dark: unlabelled(
        UnlabelledReport(tuple(map(str, range(90))), tuple(range(90)), (0.5,) * 7, 4005), dark=dark
    ),
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_is_drawn_without_a_warning(name: str, dark: bool) -> None:
    figure = PICTURES[name](dark)
    assert figure_bytes(figure, "svg" if dark else "png")
    red, green, blue, _ = figure.get_facecolor()
    assert (red + green + blue < 1) is dark
    # Nothing is drawn with a colour of the other variant.
    other = style(dark=not dark)
    assert not {other.blue, other.orange} & {line.get_color() for axes in figure.axes for line in axes.lines}


def test_curves_show_the_history() -> None:
    loss, accuracy = learning_curves(HISTORY).axes
    curves = {line.get_label(): line for line in loss.lines}
    assert curves["training"].get_ydata().tolist() == [2.0, 1.0, 0.5]
    assert curves["validation"].get_ydata().tolist() == [2.2, 1.3, 1.4]
    assert curves["training"].get_xdata().tolist() == [1, 2, 3]
    assert loss.get_ylabel() == "loss (mean per sample)"
    assert accuracy.get_ylabel() == "accuracy (share of samples)"
    assert loss.get_xlabel() == "epoch (passes over the training samples)"


def test_curves_are_named_at_their_ends() -> None:
    said = words(learning_curves(HISTORY))
    assert said.count("training") == 2
    assert said.count("validation") == 2


@pytest.mark.parametrize("epochs", [1, 2, 3, 7, 20, 21, 50, 101, 1000])
def test_the_last_epoch_is_a_tick_and_no_two_ticks_collide(epochs: int) -> None:
    (axes,) = learning_curves({"loss": np.linspace(2.0, 1.0, epochs).tolist()}).axes
    ticks = axes.get_xticks()
    assert (ticks[0], ticks[-1]) == (1, epochs)
    assert len(ticks) <= 10
    assert (np.diff(ticks) >= max(1, epochs / 12)).all()


def test_the_best_epoch_is_that_of_the_lowest_validation_loss() -> None:
    assert best_epoch(HISTORY) == 1
    assert best_epoch({"loss": (3.0, 1.0)}) == 1
    assert best_epoch({"val_loss": (float("nan"), 2.0), "loss": (0.0, 1.0)}) == 1
    assert best_epoch({"loss": (float("nan"),)}) is None
    assert best_epoch({}) is None
    assert "best epoch: 2" in words(learning_curves(HISTORY))


def test_the_band_of_several_seeds_reaches_from_the_lowest_to_the_highest() -> None:
    seeds = [{"loss": (1.0, 0.5)}, {"loss": (3.0,)}]
    figure = learning_curves(seeds)
    (axes,) = figure.axes
    assert axes.lines[0].get_ydata().tolist() == [2.0, 0.5]
    heights = axes.collections[0].get_paths()[0].vertices[:, 1]
    assert (heights.min(), heights.max()) == (0.5, 3.0)
    assert "line: mean of 2 seeds · band: from the lowest to the highest" in words(figure)


def test_a_loss_over_several_powers_of_ten_has_a_logarithmic_axis() -> None:
    assert learning_curves({"loss": (1000.0, 1.0)}).axes[0].get_yscale() == "log"
    assert learning_curves({"loss": (2.0, 1.0)}).axes[0].get_yscale() == "linear"


def test_more_metrics_than_fit_are_left_out_and_loss_comes_first() -> None:
    history = dict.fromkeys(("a", "b", "c", "loss"), (1.0, 0.5))
    assert [axes.get_title(loc="left") for axes in learning_curves(history).axes] == ["loss", "a", "b"]


def test_a_square_says_its_count_and_its_share_of_the_true_class() -> None:
    figure = confusion_matrix(ConfusionMatrix(np.array([[299, 1], [25, 75]]), ("cat", "dog")))
    numbers = [text.get_text() for text in figure.axes[0].texts]
    assert numbers == ["299", ">99%", "1", "<1%", "25", "25%", "75", "75%"]
    assert (figure.axes[0].get_ylabel(), figure.axes[0].get_xlabel()) == ("true class", "predicted class")


@pytest.mark.parametrize("dark", [False, True])
def test_every_number_can_be_read_on_its_square(dark: bool) -> None:
    for share in (1, 5, 10, 20, 25, 26, 30, 50, 70, 100):
        figure = confusion_matrix(
            ConfusionMatrix(np.array([[100 - share, share], [0, 100]]), ("a", "b")), dark=dark
        )
        (square,) = [text for text in figure.axes[0].texts if text.get_text() == f"{share}%"][:1]
        mesh = figure.axes[0].collections[0]
        background = mesh.cmap(mesh.norm(share / 100))[:3]
        assert contrast(background, square.get_color()) >= 4, share


def contrast(background: Any, ink: str) -> float:
    from matplotlib.colors import to_rgb

    def luminance(rgb: Any) -> float:
        values = np.array(rgb)
        linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    dim, bright = sorted([luminance(background), luminance(to_rgb(ink))])
    return (bright + 0.05) / (dim + 0.05)


def test_a_hundred_classes_are_all_named() -> None:
    figure = confusion_matrix(confusion(100))
    axes = figure.axes[0]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == [
        f"class {number}" for number in range(100)
    ]
    assert len(figure_bytes(figure)) < 1_000_000


def test_a_mistake_says_truth_prediction_confidence_and_row() -> None:
    said = words(worst_mistakes(MISTAKES, images=IMAGES))
    for line in (
        "true: cat",
        "predicted: dog",
        "93% sure · row 7",
        "2 wrong predictions, the most confident first",
    ):
        assert line in said


def test_one_mistake_is_not_called_predictions() -> None:
    assert "The only wrong prediction" in words(worst_mistakes(MISTAKES[:1], images=IMAGES[:1]))


def test_the_images_are_those_of_the_mistakes() -> None:
    figure = worst_mistakes(MISTAKES, images=IMAGES)
    shown = [axes.images[0].get_array() for axes in figure.axes if axes.images]
    assert all(np.array_equal(image, given) for image, given in zip(shown, IMAGES, strict=True))


def test_mistakes_without_images_are_bars() -> None:
    axes = worst_mistakes(MISTAKES).axes[0]
    assert [bar.get_width() for bar in axes.patches] == [0.93, 0.6]
    assert axes.get_yticklabels()[0].get_text() == "row 7: true cat, predicted dog"


def test_residuals_show_every_sample() -> None:
    report = regression(200)
    left, right = residuals(report).axes
    drawn = np.asarray(left.collections[0].get_offsets())
    assert np.allclose(drawn[:, 0], report.targets)
    assert np.allclose(drawn[:, 1], report.targets - report.residuals)
    assert sum(bar.get_height() for bar in right.patches) == 200
    assert right.get_xlabel() == "true minus predicted price (target units)"


def test_wild_residuals_are_counted_in_the_outermost_bar() -> None:
    values = np.concatenate([np.random.default_rng(0).normal(size=999), [1e9]])
    bars = residuals(RegressionReport((), values, np.zeros(1000), "", 1000)).axes[1].patches
    assert sum(bar.get_height() for bar in bars) == 1000
    assert max(bar.get_x() for bar in bars) < 10


def test_the_sides_of_the_residuals_are_named() -> None:
    report = RegressionReport((), np.array([-1.0, -1.0, -1.0, 2.0]), np.zeros(4), "", 4)
    said = words(residuals(report))
    assert "predicted too high: 75%" in said
    assert "too low: 25%" in said


def test_predictions_without_labels_are_counted() -> None:
    said = words(unlabelled(UNLABELLED))
    assert "Predicted classes of 1,230 samples without labels" in said
    assert "1,200" in said
    assert "half of the samples lie above 0.8" in said
