"""The check of parameter_counts.

order: 5
minutes: 20
seconds: 30
lab: sequential
backends: jax tensorflow
"""

import math
from itertools import pairwise

import keras
import numpy as np
from keras import layers

from handsonn.course.checking import Wrong

AFTERWARDS = """
A dense layer has inputs x units weights and units biases: `Dense(300)` behind images of 28 x 28 has 784 x 300 + 300 =
235,500 parameters, 88 % of those of the network 784-300-100-10. Input and Flatten have none. The count does not
depend on the number of samples, the batch size or the epochs. It tells how much a network can store and how
much memory its weights need, 4 bytes each; it does not tell how well it will do on new data.
"""


def one_layer(answer, trial):
    """dense_parameters counts the weights and biases of a layer"""
    for use_bias in (True, False):
        for inputs, units in _distinct(trial.generator, 2):
            right = _built((inputs,), [units], use_bias)
            given = _count(answer, "dense_parameters", inputs, units, use_bias=use_bias)
            what = f"a dense layer with {inputs} inputs and {units} units"
            weights = inputs * units
            if use_bias:
                _judge_biases(given - weights, inputs, units, what)
            elif given == weights + units:
                raise Wrong(
                    f"{what} and use_bias=False has {weights} parameters, yours has {given}; leave its biases out.",
                    name="use_bias_ignored",
                    lab="bias",
                )
            if given != right:
                raise Wrong(
                    f"{what}{'' if use_bias else ' and no bias'} has {right} parameters, you counted {given}; each unit "
                    "has one weight for each input.",
                    name="wrong_count",
                )
    inputs, units = _distinct(trial.generator, 1)[0]
    if _count(answer, "dense_parameters", inputs, units) != inputs * units + units:
        raise Wrong(
            "without a word about use_bias, a dense layer has biases; keep `use_bias=True` in the first line.",
            name="wrong_default",
        )


def _judge_biases(biases, inputs, units, what):
    """Name what is known to go wrong with the biases, given how many were counted."""
    if biases == 0:
        raise Wrong(
            f"for {what} you counted the {inputs * units} weights; add one bias per unit.",
            name="no_bias",
            lab="bias",
        )
    if biases == inputs * units:
        raise Wrong(
            f"for {what} you counted as many biases as weights; a unit has one bias, however many inputs it has.",
            name="bias_per_weight",
            lab="bias",
        )
    if biases == inputs:
        raise Wrong(
            f"for {what} you counted {inputs} biases, one for each input; a bias is one of a unit: {units}.",
            name="bias_per_input",
            lab="bias",
        )
    if biases == 1:
        raise Wrong(
            f"for {what} you counted a single bias; each of the {units} units has its own.",
            name="one_bias",
            lab="bias",
        )


def networks(answer, trial):
    """network_parameters counts those of all layers"""
    for use_bias, lengths in ((True, (4, 2, 5)), (False, (3,))):
        for length in lengths:
            sizes = trial.generator.choice(range(2, 60), size=length, replace=False).tolist()
            right = _built((sizes[0],), sizes[1:], use_bias)
            given = _count(answer, "network_parameters", [*sizes], use_bias=use_bias)
            extra = given - right
            if use_bias and extra in (sizes[0], sizes[0] ** 2, sizes[0] ** 2 + sizes[0], 2 * sizes[0]):
                raise Wrong(
                    f"for the sizes {sizes} you counted {given}, {extra} too many: the first size is what comes in, it is no layer with parameters of "
                    f"its own. There are {length - 1} layers.",
                    name="input_layer_counted",
                )  # fmt: skip
            if not use_bias and given == right + sum(sizes[1:]):
                raise Wrong(f"for the sizes {sizes} without biases you counted {sum(sizes[1:])} biases; hand use_bias on to each layer.", name="use_bias_not_handed_on", lab="bias")  # fmt: skip
            if length > 2 and given in (
                right - _layer(sizes[-2], sizes[-1], use_bias),
                right - _layer(sizes[0], sizes[1], use_bias),
            ):
                raise Wrong(
                    f"for the sizes {sizes} you counted {given}, a layer too few: {length} sizes make {length - 1} layers.",
                    name="layer_missing",
                )
            if given != right:
                raise Wrong(
                    f"the network of the sizes {sizes}{'' if use_bias else ' without biases'} has {right} parameters, you counted {given}; its layers are "
                    f"{', '.join(f'{a} to {b}' for a, b in pairwise(sizes))}.",
                    name="wrong_network_count",
                )  # fmt: skip


def images(answer, trial):
    """image_network_parameters counts those behind a Flatten"""
    for channels in ((), (3,)):
        shape = (*trial.generator.choice(range(4, 30), size=2, replace=False).tolist(), *channels)
        sizes = trial.generator.integers(2, 40, size=int(trial.generator.integers(1, 4))).tolist()
        right = _built(shape, sizes, True, flatten=True)
        given = _count(answer, "image_network_parameters", shape, [*sizes])
        pixels = math.prod(shape)
        if given - right in (pixels, pixels**2, pixels**2 + pixels):
            raise Wrong(
                f"for images of {shape} and the sizes {sizes} you counted {given - right} too many, which belong to Flatten; it only writes the "
                f"{pixels} numbers of an image in one row and learns nothing.",
                name="flatten_counted",
            )
        if channels and given == _dense([math.prod(shape[:2]), *sizes]):
            raise Wrong(f"an image of shape {shape} has {pixels} numbers, not {math.prod(shape[:2])}: each of its {shape[2]} channels counts.", name="channels_forgotten")  # fmt: skip
        if given == _dense([shape[0], *sizes]) or given == _dense([shape[-1], *sizes]):
            raise Wrong(f"each unit behind Flatten has a weight for each of the {pixels} numbers of an image of shape {shape}; multiply them.", name="one_side_of_the_image")  # fmt: skip
        if given != right:
            raise Wrong(
                f"Flatten for images of {shape} with dense layers of {sizes} units has {right} parameters, you counted {given}; count how many numbers "
                "come into the first dense layer.",
                name="wrong_image_count",
            )


def limits(answer, trial):
    """widest_hidden_layer is the widest that fits under the limit"""
    for case in ("any", "any", "just", "short", "none", "nothing"):
        inputs, outputs = (int(each) for each in trial.generator.integers(2, 300, size=2))
        wide = int(trial.generator.integers(1, 200))
        just = _dense([inputs, wide, outputs])
        limit = {"just": just, "short": just - 1, "any": just + int(trial.generator.integers(1, inputs)), "none": _dense([inputs, 1, outputs]) - 1, "nothing": 1}[case]  # fmt: skip
        right = max((limit - outputs) // (inputs + outputs + 1), 0)
        said = f"with {inputs} inputs, {outputs} outputs and at most {limit} parameters"
        given = answer.array("widest_hidden_layer", inputs, outputs, limit, shape=(), each="one number")
        if given != int(given):
            raise Wrong(
                f"{said} you give {given:.3f} units; a layer has a whole number of them: round down with //.",
                name="no_whole_number",
            )
        given = int(given)
        if given < 0:
            raise Wrong(f"{said} you give {given} units; where not even one fits, give 0.", name="below_zero")
        _judge_width(given, right, inputs, outputs, limit, said)
        if case == "any":
            told = f"{_built((inputs,), [right, outputs], True):,} parameters; one unit more makes {_built((inputs,), [right + 1, outputs], True):,}"
            sizes = f"{inputs}-{right}-{outputs}"
    trial.tell(f"In Keras, the widest network {sizes} that fits has {told}.")


def _judge_width(given, right, inputs, outputs, limit, said):
    if given == right:
        return
    parameters = _dense([inputs, given, outputs])
    if given == limit // (inputs + outputs + 1):
        raise Wrong(
            f"{said} you give {given} units, which make {parameters} parameters; you have left out the biases of the output layer.",
            name="output_bias_forgotten", lab="bias",
        )  # fmt: skip
    if given == (limit - outputs) // (inputs + outputs) > right + 1:  # one too many may as well be rounded up
        raise Wrong(
            f"{said} you give {given} units, which make {parameters} parameters; you have left out the bias of each hidden unit.",
            name="hidden_bias_forgotten", lab="bias",
        )  # fmt: skip
    if given > right:
        raise Wrong(
            f"{said} you give {given} units, which make {parameters} parameters, more than the limit.",
            name="over_the_limit",
        )
    raise Wrong(
        f"{said} you give {given} units, which make {parameters} parameters; one more would still fit.",
        name="narrower_than_needed",
    )


def _count(answer, name, *arguments, **named):
    given = answer.array(name, *arguments, shape=(), each="one number", **named)
    if given != int(given):
        raise Wrong(
            f"{name} gave {given:.3f}; parameters are counted in whole numbers.", name="no_whole_number"
        )
    return int(given)


def _built(shape, sizes, use_bias, *, flatten=False):
    """Build the network in Keras and count."""
    dense = [
        layers.Dense(units, use_bias=use_bias, kernel_initializer=_zeros, bias_initializer=_zeros)
        for units in sizes
    ]
    return keras.Sequential(
        [keras.Input(shape), *([layers.Flatten()] if flatten else []), *dense]
    ).count_params()


def _zeros(shape, dtype=None):
    """Fill weights that are only counted, which is faster than to draw them."""
    return np.zeros(shape, dtype)


def _dense(sizes):
    return sum(_layer(inputs, units) for inputs, units in pairwise(sizes))


def _layer(inputs, units, use_bias=True):
    return inputs * units + units * use_bias


def _distinct(generator, number):
    """Draw pairs of inputs and units that are different from each other, so that no mistake is hidden."""
    return [tuple(generator.choice(range(3, 40), size=2, replace=False).tolist()) for _ in range(number)]


CHECKS = (one_layer, networks, images, limits)
