"""The check of regression_network.

order: 7
minutes: 25
seconds: 60
lab: scaling
backends: jax tensorflow
"""

import keras
import numpy as np

import handsonn as hn
from handsonn.course.checking import Wrong

AFTERWARDS = """
An output without an activation can be any number, and a distance is the right loss for it. Scaling the price matters as
much as scaling the features: with prices in the thousands the same network is at 0.3 of the baseline's error after
twenty epochs, with scaled ones at 0.18, because Adam moves each weight by about 0.001 a step. A linear regression
reaches 0.26 here. "Accuracy" says nothing about a price: a prediction that is off by one cent counts as wrong.
"""

TRAINING, UNSEEN = 2048, 2000
MOST_OF_BASELINE = 0.25


def built(answer, trial):
    """build gives a network with one output that can be any number"""
    for num_features in (int(trial.generator.integers(3, 9)), 26):
        model = answer.model("build", num_features)
        x = trial.generator.normal(scale=20, size=(300, num_features)).astype(np.float32)
        given = answer.numbers(
            _answers(answer, model, x), "the network gave", shape=(300, 1), each="one number per row"
        )
        halfway = _answers(answer, model, (x[:150] + x[150:]) / 2)
        bend = np.abs(halfway - (given[:150] + given[150:]) / 2).max()
        weights = model.get_weights()
        model.set_weights(
            [*weights[:-2], *(-each for each in weights[-2:])]
        )  # the output layer, turned round
        _look_at_range(np.concatenate([given, _answers(answer, model, x)]))
        if bend < 1e-4 * np.abs(given).max():
            raise Wrong(
                "halfway between any two rows your network's output lies exactly halfway too: it is a linear model, "
                "since no hidden layer has an activation (or there is none).",
                name="linear_network",
                lab="activations",
            )
    trial.kept["model"] = model


def _look_at_range(given):
    """Raise Wrong for outputs that an activation keeps within bounds; given: on inputs far from 0."""
    if np.allclose(given, 1):
        raise Wrong(
            "your network gives 1 for every row: softmax over a single unit always does, since one share of a whole "
            "is the whole; leave the output without an activation.",
            name="softmax_output", lab="activations",
        )  # fmt: skip
    low, high = float(given.min()), float(given.max())
    if low >= -1 and high <= 1:
        which = "sigmoid" if low >= 0 else "tanh"
        raise Wrong(
            f"for inputs far from 0 your network's output stays between {low:.2f} and {high:.2f}, as with {which}, so "
            "no price beyond these bounds can come out of it: leave the output without an activation.",
            name="bounded_output", lab="activations",
        )  # fmt: skip
    if low >= 0:
        raise Wrong(
            "none of your network's outputs is below 0, whatever comes in, as with ReLU; where it gives 0 it has no slope, so nothing is learnt "
            "there, and scaled prices are often below 0: leave the output without an activation.",
            name="relu_output", lab="activations",
        )  # fmt: skip


def judged_by_distance(answer, trial):
    """the loss is a distance between two numbers"""
    model = trial.kept["model"]
    for price in (0.5, 2.0, 30.0):
        y = keras.ops.convert_to_tensor(np.full((4, 1), price, np.float32))
        try:
            with answer.listening():
                at, *off = (float(model.compute_loss(None, y, y * factor)) for factor in (1.0, 0.7, 1.3))
        except ValueError:
            at, off = np.nan, [0.0]
        if not at < min(off):
            loss = model.loss if isinstance(model.loss, str) else type(model.loss).__name__
            raise Wrong(
                f"the loss {loss} is not least where the network says the right number: for a target of {price:g} it "
                "does not grow on both sides of it; a price needs a distance, such as the mean squared error.",
                name="classification_loss", lab="x_and_y",
            )  # fmt: skip
    if "accuracy" in repr((model.get_compile_config() or {}).get("metrics")).lower():
        raise Wrong(
            "your network reports accuracy, the share of answers that equal the target exactly; for prices that is "
            "0, however good they are: report the mean absolute error.",
            name="accuracy_metric", lab="x_and_y",
        )  # fmt: skip


def learned(answer, trial):
    """the prices of diamonds that it has not seen come out"""
    diamonds = hn.load("diamonds")
    rows = trial.generator.permutation(len(diamonds.x))[: TRAINING + UNSEEN]
    x, y = diamonds.x[rows], diamonds.y[rows] * np.float32(trial.generator.uniform(0.5, 2))
    known, unseen = (x[:TRAINING], y[:TRAINING]), (x[TRAINING:], y[TRAINING:])
    trained = answer.call("train", *known)
    prices = _prices(answer, trained, unseen[0])
    alone = _prices(answer, trained, unseen[0][:3])
    if np.isfinite(prices).all() and not np.allclose(alone, prices[:3], rtol=0.01, atol=0.01 * y.mean()):
        raise Wrong(
            f"the same diamond costs {prices[0]:,.0f} among 2,000 others and {alone[0]:,.0f} among three: predict "
            "scales by the rows that it is given; keep what train found in the training rows, and use that.",
            name="scaled_by_batch", lab="scaling",
        )  # fmt: skip
    if not np.isfinite(prices).all():
        raise Wrong(
            f"the network's prices are {prices[~np.isfinite(prices)][0]}, so its training ran away: errors in the "
            "thousands, squared, make steps that overshoot further each time; scale x and y before fit.",
            name="runs_away", lab="optimizers",
        )  # fmt: skip
    error = _error(prices, known, unseen)
    told, name = ("", "too_far") if error <= MOST_OF_BASELINE else _cause(answer, prices, known, unseen)
    trial.measure(
        "error on 2,000 unseen diamonds, as a share of the baseline's",
        error,
        "your network's mean error is {value} of the baseline's, at most {bound} is asked for; " + told,
        name=name,
        at_most=MOST_OF_BASELINE,
        lab={"too_few_epochs": "epochs"}.get(name, ""),
    )


def _cause(answer, prices, known, unseen):
    """Find the cause of an error that is too large, mostly by training again with one thing changed."""
    (x, y), (new_x, new_y) = known, unseen
    if np.std(prices) == 0:
        return f"it says {prices[0]:,.0f} for every diamond, so it has learnt nothing of x.", "constant"
    if prices.max() < 0.02 * new_y.max() and np.corrcoef(prices, new_y)[0, 1] > 0.5:
        return (
            f"its prices lie between {prices.min():.2f} and {prices.max():.2f}, but rise with the real ones: they are "
            "still in the scaled unit, so undo in predict what train did to y.",
            "not_scaled_back",
        )
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    scaled, new_scaled = (x - middle) / spread, (new_x - middle) / spread
    small, new_small = ((each - y.mean()) / y.std() for each in (y, new_y))
    tries = (
        ("not_scaled_x", "when the check scales x for you", (scaled, y), (new_scaled, new_y)),
        ("not_scaled_y", "when the check scales y for you", (x, small), (new_x, new_small)),
        ("not_scaled", "when the check scales x and y for you", (scaled, small), (new_scaled, new_small)),
        (
            "too_few_epochs",
            "when it sees each diamond four times as often",
            (np.tile(x, (4, 1)), np.tile(y, 4)),
            unseen,
        ),
    )
    for name, words, again, others in tries:
        error = _error(_prices(answer, answer.call("train", *again), others[0]), again, others)
        if error <= MOST_OF_BASELINE:
            remedy = "give it more epochs" if name == "too_few_epochs" else "scale it in train"
            return f"{words}, it is {error:.2g}: {remedy}.", name
    return (
        f"scaling x and y for you and training four times as long ({error:.2g}) do not mend it: print what fit "
        "reports, and look whether each row of x still has its own price.",
        "too_far",
    )


def _error(prices, known, unseen):
    """Divide the mean absolute error by the baseline's; infinite where a price is not finite."""
    error = np.abs(prices - unseen[1]).mean() / np.abs(np.median(known[1]) - unseen[1]).mean()
    return float(error) if np.isfinite(error) else float("inf")


def _prices(answer, trained, x):
    """Call predict, and give one price per row; a price that is not finite stays."""
    given = answer.call("predict", trained, x)
    is_plain = isinstance(given, np.ndarray) and given.dtype.kind == "f"
    prices = given.astype(np.float64) if is_plain else answer.numbers(given, "predict gave")
    if prices.shape == (len(x), 1):
        raise Wrong(
            f"predict gave a column of shape {prices.shape}; one price per row has the shape ({len(x)},). Take the "
            "column out with [:, 0]: less y of shape (n,), a column of n becomes a table of n times n differences.",
            name="column", lab="x_and_y",
        )  # fmt: skip
    if prices.shape != (len(x),):
        raise Wrong(
            f"predict gave an array of shape {prices.shape}; expected ({len(x)},): one price per row.",
            name="wrong_shape", lab="x_and_y",
        )  # fmt: skip
    return prices


def _answers(answer, model, x):
    with answer.listening():
        return keras.ops.convert_to_numpy(model(x, training=False))


CHECKS = (built, judged_by_distance, learned)
