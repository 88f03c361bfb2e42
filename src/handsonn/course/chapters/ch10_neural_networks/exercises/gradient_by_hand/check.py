"""The check of gradient_by_hand.

order: 4
minutes: 40
seconds: 20
lab: optimizers
backends: jax tensorflow
"""

import keras
import numpy as np

import handsonn as hn
from handsonn.course.checking import Wrong

AFTERWARDS = """
This is back-propagation: one walk forward that keeps each layer's outputs, one walk backward that costs about as much,
and every weight knows its slope. Changing one weight at a time would need a forward pass for each of them. Your hundred
steps end at Keras' weights, because `SGD` over all samples as one batch is exactly this. With softmax and cross-entropy
only the first line changes: the derivative by the output layer's sums is the probabilities minus the one-hot labels,
divided by the number of samples.
"""

NAMES = ("weights1", "bias1", "weights2", "bias2")


def errors(answer, trial):
    """mean_squared_error is the mean of the squared differences"""
    for samples in (6, 1, 25):
        output, y = trial.generator.normal(0, 2, size=(2, samples, 1))
        given = float(answer.array("mean_squared_error", output, y, shape=(), each="one number"))
        squares = (output - y) ** 2
        if samples > 1 and np.isclose(given, squares.sum()):
            raise Wrong(
                f"your error is the sum of the squares; divide by the {samples} samples.", name="sum_for_mean"
            )
        if np.isclose(given, np.sqrt(squares.mean())):
            raise Wrong(
                "your error is the root of the mean; the mean squared error itself has no root.",
                name="root_of_the_error",
            )
        if np.isclose(given, np.abs(output - y).mean()):
            raise Wrong(
                "your error is the mean of the absolute differences; square them.", name="absolute_error"
            )
        if np.isclose(given, squares.mean() / 2):
            raise Wrong(
                "your error is half the mean of the squares; there is no 1/2 in Keras' mean squared error.",
                name="half_the_error",
            )
        if not np.isclose(given, squares.mean()):
            raise Wrong(
                f"the mean squared error of {samples} samples should be {squares.mean():.4f}, yours is {given:.4f}.",
                name="wrong_error",
            )


def slopes(answer, trial):
    """gradients gives the derivative of the loss with respect to each weight and bias"""
    for samples, inputs, units in ((7, 3, 5), (4, 2, 3), (1, 1, 1)):
        x, y, arrays = _network(trial.generator, samples, inputs, units)
        given = _gradients_of(answer, x, y, arrays)
        right = _chain_rule(x, y, arrays)
        _judge_factor(given, right, samples)
        _judge_way_back(given, x, y, arrays)
        for name, found, expected in reversed(list(zip(NAMES, given, right, strict=True))):
            if not np.allclose(found, expected, atol=1e-4):
                place = np.unravel_index(np.argmax(np.abs(found - expected)), found.shape)
                number = ", ".join(str(int(each)) for each in place)
                raise Wrong(
                    f"the derivative by {name}[{number}] should be {expected[place]:.4f}, yours is {found[place]:.4f}; add 0.0001 to that "
                    "number and watch the loss, it changes by 0.0001 times the derivative.",
                    name="wrong_gradient",
                )  # fmt: skip


def _gradients_of(answer, x, y, arrays):
    """Call gradients; give its four arrays in the right shapes."""
    given = answer.call("gradients", x, y, *arrays)
    if not isinstance(given, tuple | list) or len(given) != len(NAMES):
        raise Wrong(
            "gradients should give four arrays: `return d_weights1, d_bias1, d_weights2, d_bias2`.",
            name="no_tuple",
        )
    found = []
    for name, each, array in zip(NAMES, given, arrays, strict=True):
        if name.startswith("bias") and np.shape(each) == (len(x), *array.shape):
            raise Wrong(
                f"your derivative by {name} has the shape {np.shape(each)}, one row for each sample; the bias is shared by all samples, so "
                "add their derivatives up: axis 0.",
                name="bias_not_summed", lab="bias",
            )  # fmt: skip
        if array.ndim == 2 and array.shape != array.T.shape and np.shape(each) == array.T.shape:
            raise Wrong(
                f"your derivative by {name} has the shape {np.shape(each)}, that of {name} is {array.shape}; turn the product round: "
                "what comes into the layer, transposed, times the derivative by its sums.",
                name="gradient_transposed",
            )
        found.append(
            answer.numbers(
                each, f"the derivative by {name} is", shape=array.shape, each=f"the shape of {name}"
            )
        )
    return found


def _judge_factor(given, right, samples):
    """Name a factor too much in the second layer, where the way back begins."""
    for name, factor, sentence in (
        ("no_mean", samples, f"your derivatives are {samples} times too large, as the loss is a mean over {samples} samples: divide by their number."),
        ("no_two", 0.5, "your derivatives are half of what they should be; the derivative of a square is twice what is squared."),
        ("gradient_backwards", -1, "your derivatives have the wrong sign; the derivative of (output - y)² is 2 times output minus y."),
        ("no_two", samples / 2, f"your derivatives are {samples / 2:g} times too large; the derivative of a square has a factor 2, and the mean divides by {samples}."),
    ):  # fmt: skip
        if factor != 1 and all(
            np.allclose(found, factor * each, atol=1e-6)
            for found, each in zip(given[2:], right[2:], strict=True)
        ):
            raise Wrong(sentence, name=name)


def _judge_way_back(given, x, y, arrays):
    """Name what is known to go wrong between the output and the first layer."""
    weights2 = arrays[2]
    sums, hidden, output = _forward(x, arrays)
    d_output = 2 * (output - y) / len(x)
    d_hidden = d_output @ weights2.T
    d_sums = d_hidden * (sums > 0)
    averaged = ((given[1], d_sums), (given[3], d_output))
    if len(x) > 1 and any(np.allclose(found, each.mean(axis=0), atol=1e-6) for found, each in averaged):
        raise Wrong(
            f"the derivative by a bias is averaged over the samples, so it is divided by {len(x)} twice; the mean is in the derivative by the "
            "output already: add up.",
            name="bias_averaged",
        )  # fmt: skip
    if not np.allclose(sums, hidden) and np.allclose(given[2], sums.T @ d_output):
        raise Wrong(
            "your derivative by weights2 uses the sums of the hidden layer; what is multiplied by weights2 is its output, after ReLU.",
            name="sums_for_hidden",
        )
    misread = (
        ("no_relu_derivative", d_hidden, "a unit whose sum was below 0 did not pass its input on, and no derivative comes back through it: multiply by (sums > 0)"),
        ("relu_of_the_derivative", np.maximum(d_hidden, 0), "ReLU is not applied to the derivative: what counts for a unit is its sum in the forward pass, multiply by (sums > 0)"),
        ("relu_on_output", (d_output * (output > 0)) @ weights2.T * (sums > 0), "the output unit has no ReLU, so no derivative is stopped there"),
    )  # fmt: skip
    for name, wrong, sentence in misread:
        if not np.allclose(wrong, d_sums) and np.allclose(given[1], wrong.sum(axis=0)):
            raise Wrong(
                f"your derivatives by the first layer are wrong: {sentence}.", name=name, lab="activations"
            )


def steps(answer, trial):
    """step goes against the gradient"""
    for shape in ((3, 2), (4,)):
        parameter, gradient = trial.generator.normal(size=(2, *shape))
        rate = float(trial.generator.uniform(0.05, 0.4))
        given = answer.array("step", parameter, gradient, rate, shape=shape, each="the shape of the array")
        if np.allclose(given, parameter + rate * gradient):
            raise Wrong(
                "your step goes uphill: the gradient points to where the loss grows, so take it away.",
                name="step_uphill",
            )
        if np.allclose(given, parameter - gradient):
            raise Wrong(
                f"your step is the whole gradient; multiply it by the learning rate, here {rate:.3g}.",
                name="no_learning_rate",
            )
        if not np.allclose(given, parameter - rate * gradient):
            raise Wrong(
                f"from {parameter.flat[0]:.4f}, with the gradient {gradient.flat[0]:.4f} and the learning rate {rate:.3g}, a step leads to "
                f"{(parameter - rate * gradient).flat[0]:.4f}, yours to {given.flat[0]:.4f}.",
                name="wrong_step",
            )


def descent(answer, trial):
    """a hundred steps with your functions end where a hundred of Keras' do"""
    diabetes = hn.load("diabetes")
    rows = trial.generator.permutation(len(diabetes.x))[:300]
    x, y = (
        _standardised(np.asarray(each, dtype=float)[rows].reshape(300, -1))
        for each in (diabetes.x, diabetes.y)
    )
    model = keras.Sequential(
        [keras.Input((x.shape[1],)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)]
    )
    model.compile(keras.optimizers.SGD(0.05), "mse")
    arrays = [np.asarray(each, dtype=float) for each in model.get_weights()]
    losses = []
    for _ in range(100):
        losses.append(float(answer.array("mean_squared_error", _forward(x, arrays)[2], y, shape=())))
        given = _gradients_of(answer, x, y, arrays)
        arrays = [
            answer.array("step", each, slope, 0.05, shape=each.shape)
            for each, slope in zip(arrays, given, strict=True)
        ]
    history = hn.fit(model, x, y, batch_size=300, epochs=100, verbose=0).history["loss"]
    if losses[1] >= losses[0]:
        raise Wrong(
            f"your first step makes the loss grow from {losses[0]:.4f} to {losses[1]:.4f}; it should fall.",
            name="loss_grows",
        )
    off = max(
        np.abs(each - np.asarray(weights)).max()
        for each, weights in zip(arrays, model.get_weights(), strict=True)
    )
    if off > 1e-2 or not np.allclose(losses, history, rtol=1e-2):
        raise Wrong(
            f"after 100 steps your loss is {losses[-1]:.4f}, Keras' is {history[-1]:.4f}, and a weight differs by {off:.2g}; the functions are right "
            "on small networks, so look for a number that is fixed where it should follow the shape of x.",
            name="not_as_keras",
        )  # fmt: skip
    trial.tell(
        f"A hundred of your steps brought the loss on 300 patients from {losses[0]:.3f} to {losses[-1]:.3f}; Keras' SGD came to {history[-1]:.3f}, and "
        f"no weight differs by more than {off:.1g}."
    )


def _network(generator, samples, inputs, units):
    """Draw samples and a network some of whose hidden units are silent, unless it has only one."""
    while True:
        x = generator.normal(size=(samples, inputs))
        arrays = [generator.normal(size=shape) for shape in ((inputs, units), (units,), (units, 1), (1,))]
        sums, _, output = _forward(x, arrays)
        share = (sums > 0).mean()
        if share == 1 if units == 1 else 0.3 < share < 0.7 and 0 < (output > 0).mean() < 1:
            return x, generator.normal(size=(samples, 1)), arrays


def _chain_rule(x, y, arrays):
    sums, hidden, output = _forward(x, arrays)
    d_output = 2 * (output - y) / len(x)
    d_sums = d_output @ arrays[2].T * (sums > 0)
    return x.T @ d_sums, d_sums.sum(axis=0), hidden.T @ d_output, d_output.sum(axis=0)


def _forward(x, arrays):
    weights1, bias1, weights2, bias2 = arrays
    sums = x @ weights1 + bias1
    hidden = np.maximum(sums, 0)
    return sums, hidden, hidden @ weights2 + bias2


def _standardised(values):
    return (values - values.mean(axis=0)) / values.std(axis=0)


CHECKS = (errors, slopes, steps, descent)
