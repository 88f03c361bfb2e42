"""The check of forward_pass.

order: 3
minutes: 25
seconds: 20
lab: activations
backends: jax tensorflow
"""

import keras
import numpy as np

import handsonn as hn
from handsonn.course.checking import Wrong

AFTERWARDS = """
That is all that `model.predict` does in a dense network: one matrix product, one bias and one activation per layer.
Your function reads digits as well as Keras' network, since what it learned is in the four arrays and nowhere else.
Softmax does not change which class is first, so for the label alone the sums would do; it makes of them numbers
that are positive and add up to 1. Taking the largest sum of the row away changes none of them, it only keeps `exp`
from overflowing; Keras does the same.
"""


def layers(answer, trial):
    """dense gives the sum of each unit for each sample"""
    for samples, inputs, units in ((6, 4, 4), (5, 3, 2), (1, 2, 7)):
        x = trial.generator.normal(size=(samples, inputs))
        weights = trial.generator.normal(size=(inputs, units))
        bias = trial.generator.uniform(1, 2, size=units)
        given = answer.array(
            "dense", x, weights, bias, shape=(samples, units), each="one row per sample, one column per unit"
        )
        right = x @ weights + bias
        if inputs == units and np.allclose(given, x @ weights.T + bias):
            raise Wrong(
                f"you have turned the weights round, which only a layer with as many units as inputs (here {units}) lets pass; "
                "weights has one row per input and one column per unit, so x @ weights fits as it is.",
                name="weights_transposed", lab="weights",
            )  # fmt: skip
        if np.allclose(given, x @ weights):
            raise Wrong(
                "your sums are the products alone; add the bias of each unit, one per column.",
                name="no_bias",
                lab="bias",
            )
        if not np.allclose(given, right, atol=1e-5):
            raise Wrong(
                f"for x of shape {x.shape} and weights of shape {weights.shape} the first sum should be {right[0, 0]:.4f}, yours is "
                f"{given[0, 0]:.4f}; it is row 0 of x times column 0 of the weights, added up, plus bias[0].",
                name="wrong_sum", lab="weights",
            )  # fmt: skip


def positive_parts(answer, trial):
    """relu gives 0 in the place of negative numbers"""
    for shape in ((4, 3), (1, 5)):
        z = trial.generator.normal(size=shape)
        z[0, 0] = -abs(z[0, 0])
        given = answer.call("relu", z)
        if np.shape(given) != shape and np.array_equal(np.ravel(given), np.ravel(z.max(axis=0))):
            raise Wrong(
                "np.max(z, 0) gives the largest number of each column; np.maximum(z, 0) compares each number with 0.",
                name="max_for_maximum",
            )
        given = answer.numbers(given, "relu gave", shape=shape, each="the shape of z")
        if not np.allclose(given, np.where(z > 0, z, 0)):
            place = np.unravel_index(np.argmax(given != np.where(z > 0, z, 0)), shape)
            raise Wrong(
                f"relu of {z[place]:.4f} should be {max(z[place], 0):.4g}, yours is {given[place]:.4g}; numbers above 0 stay, "
                "the others become 0.",
                name="wrong_relu",
            )


def probabilities(answer, trial):
    """softmax gives probabilities that add up to 1 in each row"""
    for shape in ((4, 4), (6, 3), (1, 5)):
        z = trial.generator.normal(0, 2, size=shape)
        given = answer.array("softmax", z, shape=shape, each="the shape of z")
        _judge_axis(given, np.exp(z))
        if np.allclose(given, z / z.sum(axis=1, keepdims=True)):
            raise Wrong(
                "you divide the sums themselves; take their exponentials first, which are always positive.",
                name="no_exponential",
            )
        right = _softmax(z)
        if not np.allclose(given, right, atol=1e-5):
            place = np.unravel_index(np.argmax(np.abs(given - right)), shape)
            raise Wrong(
                f"softmax of the row {np.round(z[place[0]], 3)} should be {np.round(right[place[0]], 3)}, yours is "
                f"{np.round(given[place[0]], 3)}; divide each exponential by the sum of those of its row.",
                name="wrong_softmax",
            )


def _judge_axis(given, exponentials):
    """Name the sums that softmax is divided by where they are not those of the rows."""
    samples, classes = exponentials.shape
    if samples == 1:
        return
    if np.allclose(given.sum(axis=0), 1) and not np.allclose(given.sum(axis=1), 1):
        raise Wrong(
            f"your probabilities add up to 1 in the columns; row 0, a sample, adds up to {given[0].sum():.3f}. "
            "The classes of one sample compete with each other: add up along axis 1.",
            name="softmax_over_samples",
        )
    if np.isclose(given.sum(), 1):
        raise Wrong(
            f"your probabilities add up to 1 in the whole table, and row 0 to {given[0].sum():.3f}; "
            "each sample has 1 to give away: add up along axis 1.",
            name="softmax_over_everything",
        )
    if samples == classes and any(
        np.allclose(given, each / each.sum(axis=1))
        for each in (exponentials, exponentials / exponentials.max(axis=1, keepdims=True))
    ):
        raise Wrong(
            "your division takes the sum of row 0 for column 0, of row 1 for column 1, and so on; sum(axis=1, "
            "keepdims=True) keeps the sums in a column, so that each row is divided by its own.",
            name="softmax_without_keepdims",
        )


def large_sums(answer, trial):
    """softmax stays right where exp alone would overflow"""
    row = trial.generator.normal(size=(1, 4))
    for z, what in (
        (row + 1000, "1,000"),
        (row - 1000, "-1,000"),
        (np.vstack([row + 1000, row - 1000]), "1,000 and -1,000"),
    ):
        given = np.asarray(answer.call("softmax", z))
        if not np.isfinite(given).all() and len(z) == 1:
            raise Wrong(
                f"for sums of about {what} your softmax gives {given[0, 0]}, since exp of such a number is infinite, or 0 in all places; "
                "take the largest sum of the row away first, which changes no probability.",
                name="softmax_overflows",
            )
        if not np.isfinite(given).all() or not np.allclose(given.sum(axis=1), 1):
            raise Wrong(
                "with sums of about 1,000 in one row and -1,000 in another, your probabilities are "
                f"{np.round(given[-1].astype(float), 3)} in the second; take away from each row the largest sum of its own row, not that "
                "of the whole table.",
                name="one_maximum",
            )
        if not np.allclose(given, _softmax(z), atol=1e-5):
            raise Wrong(
                f"for the row {np.round(z[0], 2)} the probabilities should be {np.round(_softmax(z)[0], 3)}, yours are "
                f"{np.round(given[0].astype(float), 3)}; cutting large sums off makes them equal, taking the largest of the row "
                "away does not.",
                name="wrong_for_large_sums",
            )


def together(answer, trial):
    """forward gives the probabilities of a trained Keras network"""
    split = hn.split(hn.load("digits"), validation=0.0, test=0.2, scaler="minmax", seed=trial.seed)
    train, test = ((part.x.reshape(len(part.x), -1), part.y) for part in (split.train, split.test))
    model = keras.Sequential(
        [
            keras.Input((train[0].shape[1],)),
            keras.layers.Dense(
                32, activation="relu", bias_initializer=keras.initializers.RandomUniform(-0.3, 0.3)
            ),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    hn.fit(model, *train, batch_size=32, epochs=10, verbose=0)
    x, y = test[0][: int(trial.generator.integers(200, 300))], test[1]
    arrays = [np.asarray(each) for each in model.get_weights()]
    given = answer.array(
        "forward", x, *arrays, shape=(len(x), 10), each="one row per sample, one column per class"
    )
    right = np.asarray(model(x))
    _judge_forward(given, right, x, arrays)
    accuracy = np.mean(given.argmax(axis=1) == y[: len(x)])
    trial.tell(
        f"With the weights of a trained network, your forward pass reads {accuracy:.1%} of {len(x)} unseen digits rightly; "
        f"its probabilities differ from Keras' by {np.abs(given - right).max():.1g} at most."
    )


def _judge_forward(given, right, x, arrays):
    """Compare with Keras, and with the network where one part of it is missing or in the wrong place."""
    weights1, bias1, weights2, bias2 = arrays
    first = x @ weights1 + bias1
    hidden = np.maximum(first, 0)
    last = hidden @ weights2 + bias2
    misread = {
        "no_relu": (_softmax(first @ weights2 + bias2), "your hidden layer has no activation; put a ReLU after its sums."),
        "no_softmax": (last, f"your rows are the sums of the output layer, the first adds up to {given[0].sum():.3g} instead of 1; end with softmax."),
        "relu_on_output": (
            _softmax(np.maximum(last, 0)),
            "your output layer has a ReLU before its softmax, which makes all classes with a negative sum alike; the output layer has softmax alone.",
        ),
        "no_hidden_bias": (_softmax(np.maximum(x @ weights1, 0) @ weights2 + bias2), "your hidden layer has no bias: bias1 is not used."),
        "no_output_bias": (_softmax(hidden @ weights2), "your output layer has no bias: bias2 is not used."),
        "softmax_in_between": (
            _softmax(_softmax(first) @ weights2 + bias2),
            "your hidden layer ends with softmax; it should end with ReLU, and the output layer with softmax.",
        ),
        "relu_at_the_end": (np.maximum(last, 0), "your output layer ends with ReLU; probabilities come of softmax."),
    }  # fmt: skip
    for name, (wrong, sentence) in misread.items():
        if np.allclose(given, wrong, atol=1e-4):
            raise Wrong(sentence, name=name)
    if not np.allclose(given, right, atol=1e-4):
        raise Wrong(
            f"for the first image the network gives {np.round(right[0], 3)}, your forward pass {np.round(given[0], 3)}; "
            "it is dense, relu, dense, softmax, in this order.",
            name="wrong_forward",
        )


def _softmax(z):
    exponentials = np.exp(z - z.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


CHECKS = (layers, positive_parts, probabilities, large_sums, together)
