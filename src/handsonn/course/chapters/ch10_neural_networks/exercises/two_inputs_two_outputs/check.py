"""The check of two_inputs_two_outputs.

order: 8
minutes: 30
seconds: 60
lab: sequential
backends: jax tensorflow
"""

import keras
import numpy as np

import handsonn as hn
from handsonn.course.checking import Wrong

AFTERWARDS = """
The functional API builds any network whose layers can be drawn without a circle: branches that meet, outputs that leave
early. The losses of all outputs are added up, each times its weight, and one gradient of that sum moves every weight,
so the hidden layers serve both outputs at once. Colour and clarity go straight to the price: without them the error
here is at 0.30 of the baseline's, with them at 0.25. Names tie data to inputs and outputs; without names only the
order does, and a swapped pair of the same shape would go unnoticed.
"""

TRAINING, UNSEEN = 2048, 2000
MOST_OF_BASELINE, LEAST_ACCURACY = 0.3, 0.6
MORE_TRAININGS = 4  # further calls of train that tell too few epochs from other causes


def named(answer, trial):
    """build gives a network with two named inputs and two named outputs"""
    num_wide, num_deep, num_cuts = (int(size) for size in trial.generator.permutation([4, 5, 6, 7, 8])[:3])
    model = trial.kept["model"] = answer.model("build", num_wide, num_deep, num_cuts)
    trial.kept["sizes"] = num_wide, num_deep, num_cuts
    inputs = [each.name for each in getattr(model, "inputs", None) or ()]
    if len(inputs) != 2:
        raise Wrong(
            f"your network has {len(inputs)} input{'' if len(inputs) == 1 else 's'}, but two groups of features come "
            "in, wide and deep; make a keras.Input for each, and name both in keras.Model(inputs=[...]).",
            name="one_input",
        )
    if set(inputs) != {"wide", "deep"}:
        raise Wrong(
            f"the inputs of your network are called {' and '.join(inputs)}, not wide and deep; give keras.Input its "
            "name, so that data can be handed over by name.",
            name="unnamed_inputs",
        )
    for each in model.inputs:
        wanted = (None, num_wide if each.name == "wide" else num_deep)
        if tuple(each.shape) != wanted:
            raise Wrong(
                f"for build({num_wide}, {num_deep}, {num_cuts}) the input {each.name} has the shape {tuple(each.shape)}, "
                f"not {wanted}; its size is what num_{each.name} says.",
                name="wrong_inputs", lab="x_and_y",
            )  # fmt: skip
    outputs = list(model.output_names)
    if len(outputs) != 2:
        raise Wrong(
            f"your network has {len(outputs)} output{'' if len(outputs) == 1 else 's'}; keras.Model takes a list of "
            "two: the price and the cut.",
            name="one_output",
        )
    if set(outputs) != {"price", "cut"}:
        raise Wrong(
            f"the outputs of your network are called {' and '.join(outputs)}, not price and cut; name the layers that "
            "they come from.",
            name="unnamed_outputs",
        )
    _look_at_shapes(answer, model, _drawn(trial), num_cuts)


def _look_at_shapes(answer, model, x, num_cuts):
    """Raise Wrong unless price is one number per row and cut are probabilities."""
    given = _answers(answer, model, x)
    price, cut = (answer.numbers(given[name], f"the output {name} gave") for name in ("price", "cut"))
    rows = len(price)
    if (price.shape, cut.shape) == ((rows, num_cuts), (rows, 1)):
        raise Wrong(
            "the outputs price and cut carry each other's name: price gives one number per cut, and cut a single one.",
            name="swapped_outputs",
        )
    answer.numbers(price, "the output price gave", shape=(rows, 1), each="one number per row")
    answer.numbers(cut, "the output cut gave", shape=(rows, num_cuts), each="one probability per cut")
    total = cut.sum(axis=1)
    if cut.min() < 0 or not np.allclose(total, 1, atol=1e-3):
        raise Wrong(
            f"the numbers of the output cut add up to {total[0]:.2f} in the first row; probabilities are 0 or more and "
            "add up to 1: give that layer the activation softmax.",
            name="no_softmax", lab="activations",
        )  # fmt: skip


def connected(answer, trial):
    """each output depends on the inputs that lead to it, and on no other"""
    model, x, other = trial.kept["model"], _drawn(trial), _drawn(trial)
    before = _answers(answer, model, x)
    moves = {}
    for changed in ("wide", "deep"):
        after = _answers(answer, model, x | {changed: other[changed]})
        moves |= {(changed, name): not np.allclose(before[name], after[name], atol=1e-5) for name in before}
    if moves["wide", "cut"] and not moves["deep", "cut"]:
        raise Wrong(
            "the cut moves with wide and not with deep: the two inputs stand in each other's place; deep goes through "
            "the hidden layers, wide straight to the price.",
            name="swapped_inputs",
        )
    wrong = {
        ("wide", "price"): (False, "not_connected", "the price stays as it is when wide changes: wide is an input, but "
         "nothing leads from it to the price; concatenate it with the last hidden layer."),
        ("deep", "price"): (False, "not_connected", "the price stays as it is when deep changes; concatenate the last "
         "hidden layer with wide, so that both lead to the price."),
        ("deep", "cut"): (False, "not_connected", "the cut stays as it is when deep changes; it comes from the last "
         "hidden layer."),
        ("wide", "cut"): (True, "cut_sees_wide", "the cut moves when wide alone changes; in the drawing it leaves "
         "before the two paths meet, so take it from the hidden layer, not from what is concatenated."),
    }  # fmt: skip
    for pair, (moved, name, sentence) in wrong.items():
        if moves[pair] == moved:
            raise Wrong(sentence, name=name)


def straight_and_bent(answer, trial):
    """wide goes straight to the price, deep through layers that bend"""
    model, x, other = trial.kept["model"], _drawn(trial), _drawn(trial)
    bend = {}
    for changed in ("wide", "deep"):
        ends = [_answers(answer, model, x | {changed: each[changed]})["price"] for each in (x, other)]
        halfway = _answers(answer, model, x | {changed: (x[changed] + other[changed]) / 2})["price"]
        bend[changed] = np.abs(halfway - sum(ends) / 2).max() / np.abs(ends[1] - ends[0]).max()
    if bend["wide"] > 1e-3:
        raise Wrong(
            "halfway between two values of wide the price is not halfway, so an activation bends what comes from wide; "
            "in the drawing it meets the other path behind the hidden layers, and the price has no activation.",
            name="wide_through_hidden",
        )
    if bend["deep"] < 1e-3:
        raise Wrong(
            "the price is a weighted sum of deep, as without hidden layers: give the hidden layers an activation.",
            name="linear_network", lab="activations",
        )  # fmt: skip


def weighed(answer, trial):
    """each output has its own loss, and the losses are weighed"""
    model, x = trial.kept["model"], _drawn(trial)
    price = trial.generator.normal(size=(40, 1)).astype(np.float32)
    cut = trial.generator.integers(0, trial.kept["sizes"][2], size=40)
    y = {"price": keras.ops.convert_to_tensor(price), "cut": keras.ops.convert_to_tensor(cut)}
    with answer.listening():
        given = model(x, training=False)
        try:
            total = float(model.compute_loss(None, y, given)) - float(sum(model.losses))
        except (ValueError, KeyError) as error:
            said = " ".join(str(error).split())[:160].rstrip(".")
            raise Wrong(
                f"the losses cannot be computed from prices and class numbers ({said}); price needs the mean squared "
                "error, cut the cross-entropy for class numbers, each under the output's name.",
                name="wrong_losses", lab="x_and_y",
            ) from None  # fmt: skip
    given = _by_name(model, given)
    square = float(np.mean((given["price"] - price) ** 2))
    entropy = float(-np.mean(np.log(given["cut"][np.arange(40), cut])))
    for factors, name, sentence in (
        ((1, 1), "no_loss_weights", "both losses count fully, as without loss_weights"),
        (
            (0.1, 0.9),
            "swapped_loss_weights",
            "the price counts 0.1 and the cut 0.9, the wrong way round (a list of weights goes by Keras' order of the "
            "outputs, in a dict each has its name)",
        ),
        ((1, 0), "one_loss", "the loss is that of the price alone, so the cut is never learnt"),
        ((0, 1), "one_loss", "the loss is that of the cut alone, so the price is never learnt"),
    ):
        if np.isclose(total, factors[0] * square + factors[1] * entropy, rtol=1e-3):
            raise Wrong(
                f"{sentence}; the whole loss shall be 0.9 times the price's and 0.1 times the cut's.",
                name=name,
            )
    if not np.isclose(total, 0.9 * square + 0.1 * entropy, rtol=1e-3):
        raise Wrong(
            f"on 40 rows the mean squared error of the price is {square:.3f} and the cross-entropy of the cut "
            f"{entropy:.3f}; 0.9 and 0.1 times these is {0.9 * square + 0.1 * entropy:.3f}, your network's loss is "
            f"{total:.3f}: compare the loss and the weight of each output.",
            name="wrong_losses", lab="x_and_y",
        )  # fmt: skip


def learned(answer, trial):
    """train teaches both outputs at once"""
    x, price, cut = _diamonds(trial)
    model = answer.model("build", x["wide"].shape[1], x["deep"].shape[1], 5)
    before = [weights.copy() for weights in model.get_weights()]
    known = (x["wide"][:TRAINING], x["deep"][:TRAINING], price[:TRAINING], cut[:TRAINING])
    answer.call("train", model, *known, may_give_nothing=True)
    if all(np.array_equal(one, other) for one, other in zip(before, model.get_weights(), strict=True)):
        raise Wrong(
            "train left the weights of the model as they were; call model.fit on it.", name="not_trained"
        )
    error, share = _scores(answer, model, x, price, cut)
    cause = ""
    if error > MOST_OF_BASELINE or share < LEAST_ACCURACY:
        for _ in range(MORE_TRAININGS):
            answer.call("train", model, *known, may_give_nothing=True)
        cause = _cause(error, _scores(answer, model, x, price, cut))
    name = "too_few_epochs" if cause.endswith("epochs.") else "too_far"
    trial.measure(
        "error of the price on 2,000 unseen diamonds, as a share of the baseline's",
        error,
        "the mean error of the price is {value} of the baseline's, at most {bound} is asked for; " + cause,
        name=name,
        at_most=MOST_OF_BASELINE,
        lab="epochs",
    )
    trial.measure(
        "share of right cuts on 2,000 unseen diamonds",
        share,
        "{value} of the unseen cuts are right, at least {bound} is asked for; " + cause,
        name=name,
        at_least=LEAST_ACCURACY,
        lab="epochs",
    )


def _scores(answer, model, x, price, cut):
    """Give the error of the price, as a share of the baseline's, and the share of right cuts, on unseen diamonds."""
    given = _answers(answer, model, {name: rows[TRAINING:] for name, rows in x.items()})
    error = np.abs(given["price"][:, 0] - price[TRAINING:]).mean()
    error /= np.abs(np.median(price[:TRAINING]) - price[TRAINING:]).mean()
    return float(error), float(np.mean(given["cut"].argmax(axis=1) == cut[TRAINING:]))


def _cause(first, scores):
    """Say what further training changed; first: the error before."""
    error, share = scores
    words = f"trained {MORE_TRAININGS + 1} times as long, the error is {error:.2g} and {share:.2g} of the cuts are right"
    if (error <= MOST_OF_BASELINE and share >= LEAST_ACCURACY) or error < 0.75 * first:
        return f"{words}: give it more epochs."
    return f"{words}, so the epochs are not the cause: look whether each target in train stands under its own name."


def _diamonds(trial):
    """Draw diamonds: their features in two groups, prices and cuts; what is a number is scaled by the training rows."""
    diamonds = hn.load("diamonds")
    rows = trial.generator.permutation(len(diamonds.x))[: TRAINING + UNSEEN]
    columns = {
        "wide": ("color=", "clarity="),
        "deep": ("carat", "depth", "table", "x", "y", "z"),
        "cut": ("cut=",),
    }
    x = {
        group: diamonds.x[rows][:, [name.startswith(starts) for name in diamonds.feature_names]]
        for group, starts in columns.items()
    }
    cut = x.pop("cut").argmax(axis=1)
    price = diamonds.y[rows]
    x["deep"], price = (
        (each - each[:TRAINING].mean(axis=0)) / each[:TRAINING].std(axis=0) for each in (x["deep"], price)
    )
    return x, price, cut


def _drawn(trial):
    num_wide, num_deep, _ = trial.kept["sizes"]
    return {
        "wide": trial.generator.normal(size=(40, num_wide)).astype(np.float32),
        "deep": trial.generator.normal(size=(40, num_deep)).astype(np.float32),
    }


def _answers(answer, model, x):
    with answer.listening():
        return _by_name(model, model(x, training=False))


def _by_name(model, given):
    pairs = given if isinstance(given, dict) else dict(zip(model.output_names, given, strict=True))
    return {name: keras.ops.convert_to_numpy(value) for name, value in pairs.items()}


CHECKS = (named, connected, straight_and_bent, weighed, learned)
