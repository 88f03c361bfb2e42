"""The check of one_neuron.

order: 1
minutes: 15
seconds: 10
lab: weights
backends: jax tensorflow
"""

import numpy as np

from handsonn.course.checking import Wrong

AFTERWARDS = """
The weights and the bias of a neuron are the line on which its sum is 0: `w1 x1 + w2 x2 + b = 0`. On one side it
answers 1, on the other 0; the weights turn the line, the bias moves it. AND and OR differ in the bias alone. No
line parts (0, 1) and (1, 0) from (0, 0) and (1, 1), so no single neuron answers "exactly one": that takes a layer
of them.
"""

PAIRS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def sums(answer, trial):
    """weighted_sum gives one sum per sample, with the bias"""
    for samples, features in ((5, 3), (1, 4), (7, 1)):
        x = trial.generator.normal(size=(samples, features))
        weights = trial.generator.normal(size=features)
        bias = float(trial.generator.uniform(1, 2))
        given = answer.array("weighted_sum", x, weights, bias, shape=(samples,), each="one sum per sample")
        product = x @ weights
        if features > 1 and np.allclose(given, product + features * bias):
            raise Wrong(
                f"your sum holds the bias {features} times, once per feature; a neuron has one bias: add it once, "
                "after the products are added up.",
                name="bias_per_feature", lab="bias",
            )  # fmt: skip
        if np.allclose(given, product):
            raise Wrong(
                "your sum is right but for the bias, which is missing; add it to the sum of the products.",
                name="no_bias", lab="bias",
            )  # fmt: skip
        if np.allclose(given, product - bias):
            raise Wrong("your sum takes the bias away; a neuron adds it.", name="bias_subtracted", lab="bias")
        if not np.allclose(given, product + bias):
            raise Wrong(
                f"for x of shape {x.shape} the first sum should be {product[0] + bias:.4f}, yours is "
                f"{given[0]:.4f}; it is x[0, 0] * weights[0] + x[0, 1] * weights[1] + ... + bias.",
                name="wrong_sum",
            )


def steps(answer, trial):
    """step is 1 from 0 on, and 0 below"""
    z = np.concatenate([trial.generator.normal(size=9), [0.0, 1e-9, -1e-9]])
    given = answer.array("step", z, shape=z.shape, each="one answer for each z")
    if given[9] == 0 and np.array_equal(np.delete(given, 9), np.delete(z >= 0, 9)):
        raise Wrong(
            "your step gives 0 for z = 0; in this exercise a neuron answers 1 as soon as its sum reaches 0: use >=.",
            name="step_at_zero",
        )
    if np.array_equal(given, np.where(z >= 0, 1, -1)):
        raise Wrong("your step gives -1 below 0, which is the sign; give 0 there.", name="sign_for_step")
    if not np.array_equal(given, z >= 0):
        place = int(np.argmax(given != (z >= 0)))
        raise Wrong(
            f"step({z[place]:.3g}) should be {int(z[place] >= 0)}, yours is {given[place]:.3g}.",
            name="wrong_step",
        )


def together(answer, trial):
    """neuron is the step of the sum"""
    x = trial.generator.normal(size=(40, 3))
    weights, bias = trial.generator.normal(size=3), float(trial.generator.normal())
    given = answer.array("neuron", x, weights, bias, shape=(40,), each="one answer per sample")
    if not np.array_equal(given, x @ weights + bias >= 0):
        wrong = int(np.sum(given != (x @ weights + bias >= 0)))
        raise Wrong(
            f"{wrong} of 40 answers differ from the step of the sum; call step(weighted_sum(x, weights, bias)).",
            name="wrong_neuron",
        )


def and_answers(answer, trial):
    """and_gate answers 1 only where both inputs are 1"""
    _gate(answer, trial, "and_gate", PAIRS.all(axis=1))


def or_answers(answer, trial):
    """or_gate answers 1 where at least one input is 1"""
    _gate(answer, trial, "or_gate", PAIRS.any(axis=1))


def _gate(answer, trial, name, wanted):
    given = answer.call(name)
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise Wrong(
            f"{name} should give two things, the weights and the bias: `return weights, bias`.",
            name="no_pair",
        )
    weights = answer.numbers(given[0], f"the weights of {name} are", shape=(2,), each="one weight per input")
    bias = float(answer.numbers(given[1], f"the bias of {name} is", shape=(), each="one number"))
    answers = PAIRS @ weights + bias >= 0
    if not np.array_equal(answers, wanted):
        pair = PAIRS[int(np.argmax(answers != wanted))].astype(int)
        raise Wrong(
            f"with the weights and the bias of {name} the neuron answers {int(not wanted[int(np.argmax(answers != wanted))])} "
            f"for the inputs {tuple(pair.tolist())}; its sum there is {pair @ weights + bias:.3g}, and the bias decides "
            "on which side of 0 it falls.",
            name="wrong_gate", lab="bias",
        )  # fmt: skip
    off = PAIRS + trial.generator.uniform(-0.1, 0.1, PAIRS.shape)
    if not np.array_equal(off @ weights + bias >= 0, wanted):
        raise Wrong(
            f"{name} is right for inputs of exactly 0 and 1, but its line runs through one of the four points, so "
            "that an input of 0.95 already gets the other answer; put the line in the middle between the points.",
            name="line_through_a_point",
        )


CHECKS = (sums, steps, together, and_answers, or_answers)
