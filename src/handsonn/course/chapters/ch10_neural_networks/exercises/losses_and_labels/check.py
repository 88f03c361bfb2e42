"""The check of losses_and_labels.

order: 10
minutes: 25
seconds: 60
lab: x_and_y
backends: jax tensorflow
"""

from typing import Any, NamedTuple

import keras
import numpy as np

import handsonn as hn
from handsonn.course.checking import Wrong

AFTERWARDS = """
One of several classes: as many units as classes, softmax, and `sparse_categorical_crossentropy` for whole numbers or
`categorical_crossentropy` for one-hot rows. Yes or no, once or for each tag: sigmoid and `binary_crossentropy`. A
number: one unit without activation, `mse` or `mae`. A quick test of any such trio: the loss of perfect predictions
must be close to 0. Of guessing among 4 classes it is log(4) = 1.39; a first loss far from that is worth a look before
you train for long.
"""

FEATURES, SPECIES, TAGS = 8, 4, 5
SAMPLES, UNSEEN, EPOCHS = 480, 500, 20
SURE = 9.0  # as a logit: a probability of 0.9999


class Data(NamedTuple):
    """Samples to train with, and unseen ones of the same kind."""

    x: np.ndarray
    y: np.ndarray
    new_x: np.ndarray
    new_y: np.ndarray


class Network(NamedTuple):
    """What a learner's function gave. who: "network 1 (species)". outputs: before training, for far-off samples."""

    who: str
    model: Any
    labels: np.ndarray
    outputs: np.ndarray

    @property
    def loss_name(self):
        """Name the loss as the learner may have written it."""
        loss = self.model.loss
        return (
            loss
            if isinstance(loss, str)
            else getattr(loss, "name", None) or getattr(loss, "__name__", str(loss))
        )

    @property
    def gives_probabilities(self):
        """Tell whether all outputs lie between 0 and 1."""
        return bool(self.outputs.min() >= 0 and self.outputs.max() <= 1)

    def loss(self, outputs):
        """Give the loss of outputs against the labels; NaN where Keras refuses the pair."""
        labels = keras.ops.convert_to_tensor(self.labels)
        try:
            given = self.model.compute_loss(
                y=labels, y_pred=keras.ops.convert_to_tensor(outputs.astype("float32"))
            )
            return float(given)
        except Exception:  # noqa: BLE001 - each backend refuses in its own way
            return float("nan")


def whole_numbers(answer, trial):
    """network 1: whole numbers, and a loss that takes them"""
    data = _species(trial.generator)
    network = _network(answer, 1, "species", data.x, data.y)
    _kept(network, data.y)
    sentence = (
        f"{network.who}: the loss {network.loss_name} does not fit labels that are whole numbers: it compares the "
        'outputs with a row of labels, a 1 in the place of the class. A loss that takes the number itself has "sparse" '
        "in its name."
    )
    _classes(trial, network, data, "categorical_for_whole_numbers", sentence)


def one_hot_rows(answer, trial):
    """network 2: labels that the sparse loss takes"""
    data = _species(trial.generator)
    network = _network(answer, 2, "species_one_hot", data.x, _one_hot(data.y))
    if network.labels.shape == (SAMPLES, SPECIES):
        raise Wrong(
            f"{network.who}: the labels are still one-hot rows, shape {network.labels.shape}, but a sparse loss takes "
            f"one whole number for each sample, shape ({SAMPLES},); in this network it is the labels that change.",
            name="one_hot_for_sparse",
        )
    if network.labels.size != SAMPLES or not np.array_equal(network.labels.ravel(), data.y):
        raise Wrong(
            f"{network.who}: your labels have the shape {network.labels.shape} and begin with "
            f"{network.labels.ravel()[:4].tolist()}; expected {SAMPLES} whole numbers that begin with "
            f"{data.y[:4].tolist()}, the place of the 1 in each row (axis=1).",
            name="wrong_labels",
        )
    sentence = (
        f"{network.who}: the loss {network.loss_name} does not fit labels that are whole numbers; the loss was right "
        "as it came, sparse_categorical_crossentropy."
    )
    _classes(trial, network, data, "loss_changed", sentence)


def yes_or_no(answer, trial):
    """network 3: one unit, and a loss for yes or no"""
    data = _tagged(trial.generator, 1)
    data = data._replace(y=data.y[:, 0])
    network = _network(answer, 3, "ill", data.x, data.y)
    _kept(network, data.y)
    _shaped(network, 1)
    _not_softmax_of_one(network, "an activation that says how sure it is of 1: sigmoid")
    sentence = (
        f"{network.who}: the loss {network.loss_name} does not fit a single output for ill or well: it expects an output "
        "for each class and has only one to choose from. Yes or no has a loss of its own."
    )
    _each_by_itself(trial, network, data._replace(y=data.y[:, np.newaxis]), "sparse_for_one_unit", sentence)


def several_tags(answer, trial):
    """network 4: each tag by itself"""
    data = _tagged(trial.generator, TAGS)
    network = _network(answer, 4, "tags", data.x, data.y)
    _kept(network, data.y)
    _shaped(network, TAGS)
    if _add_up_to_one(network):
        several = int((data.y.sum(axis=1) > 1).sum())
        raise Wrong(
            f"{network.who}: the {TAGS} outputs of each sample add up to 1 (softmax), so that one tag takes from the "
            f"others, and {several} of these {SAMPLES} samples have several tags; each tag needs a yes or no of its own.",
            name="softmax_for_tags",
        )
    sentence = (
        f"{network.who}: the loss {network.loss_name} looks for one of the tags, but a sample may have several or none, "
        "and then even perfect outputs cost something; take a loss that looks at each output by itself."
    )
    _each_by_itself(trial, network, data, "categorical_for_tags", sentence)


def degrees(answer, trial):
    """network 5: a number of degrees"""
    data = _temperatures(trial.generator)
    network = _network(answer, 5, "temperature", data.x, data.y)
    _kept(network, data.y)
    _shaped(network, 1)
    _not_softmax_of_one(network, "no activation, so that the output can be any number")
    _not_bent(network, data.y)
    right = data.y[:, np.newaxis]
    if not _fits(network.loss(right), network.loss(right + 3)):
        raise Wrong(
            f"{network.who}: the loss {network.loss_name} of the right temperatures is {_number(network.loss(right))}, and "
            "should be 0: it compares answers to yes or no, or to one of several classes. For a number take a distance, "
            "such as the mean squared error.",
            name="crossentropy_for_numbers",
        )
    history = _trained(network, data)
    error = data.new_y - _predicted(network, data.new_x)[:, 0]
    score = 1 - float((error**2).mean() / data.new_y.var())
    trial.measure(
        f"R squared of {network.who} on {UNSEEN} unseen samples", score,
        f"{network.who}: on unseen samples R squared is {{value}}, expected {{bound}}; the mean temperature alone gives "
        "0. Its output and its loss fit each other, so look at what else you changed.",
        name="too_low", at_least=0.6,
    )  # fmt: skip
    accuracy = [values[-1] for name, values in history.items() if "acc" in name]
    if accuracy:
        raise Wrong(
            f"{network.who} learns (R squared {score:.2f} on unseen samples), yet it reports an accuracy of "
            f"{accuracy[0]:.1%}: accuracy counts exact hits, and a temperature is never hit exactly. Let it report an "
            "error in degrees.",
            name="accuracy_for_numbers",
        )


def _classes(trial, network, data, name, sentence):
    """Judge a network that names one of the species. sentence: for a loss that does not fit, under that name."""
    _shaped(network, SPECIES)
    if network.gives_probabilities and not _add_up_to_one(network):
        raise Wrong(
            f"{network.who}: the outputs of the first sample add up to {network.outputs[0].sum():.2f}; for one of "
            f"{SPECIES} species they should be probabilities that add up to 1: softmax.",
            name="no_softmax",
        )
    _look_at_loss(network, _one_hot(data.y), np.roll(_one_hot(data.y), 1, axis=1), name, sentence)
    _trained(network, data)
    score = (_predicted(network, data.new_x).argmax(axis=1) == data.new_y).mean()
    _scored(trial, network, score, np.bincount(data.new_y).max() / UNSEEN, 0.7)


def _each_by_itself(trial, network, data, name, sentence):
    """Judge a network whose outputs say yes or no, each by itself. data.y: shape (samples, outputs)."""
    _look_at_loss(network, data.y, 1 - data.y, name, sentence)
    _trained(network, data)
    said = _predicted(network, data.new_x) > (0.5 if network.gives_probabilities else 0)
    share = data.new_y.mean(axis=0)
    _scored(trial, network, (said == data.new_y).mean(), np.maximum(share, 1 - share).mean(), 0.8)


def _look_at_loss(network, right, wrong, name, sentence):
    """Ask what perfect and what wrong outputs cost. right, wrong: 0 or 1, in the shape of the outputs."""
    as_logits = [SURE * (2.0 * each - 1) for each in (right, wrong)]
    if network.gives_probabilities:
        cost = network.loss(right)
        if not _fits(cost, network.loss(wrong)) and _fits(*map(network.loss, as_logits)):
            raise Wrong(
                f"{network.who}: perfect outputs still cost {_number(cost)}, since the last layer gives probabilities and "
                "the loss, with from_logits=True, takes them for logits; leave one of the two away.",
                name="softmax_twice",
            )
        if not _fits(cost, network.loss(wrong)):
            raise Wrong(sentence, name=name)
        return
    if _fits(network.loss(right), network.loss(wrong)):
        raise Wrong(
            f"{network.who}: its outputs are no probabilities (one of them is {network.outputs.max():.2f}), but the loss "
            "takes them for such; give the last layer its activation, or tell the loss from_logits=True.",
            name="logits_for_probabilities",
        )
    if not _fits(*map(network.loss, as_logits)):
        raise Wrong(sentence, name=name)


def _fits(perfect, wrong):
    return abs(perfect) < 0.05 and wrong > perfect + 0.3


def _network(answer, number, name, x, y):
    """Call a function of the learner and look at what it gives."""
    given, who = answer.call(name, x, y), f"network {number} ({name})"
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise Wrong(f"{name} should give two things: `return model, labels`.", name="no_pair")
    model = answer.network(given[0], f"the first thing that {name} gave is")
    answer.numbers(given[1], f"the labels of {who} are")
    outputs = np.asarray(keras.ops.convert_to_numpy(model(5 * x)), dtype="float64")
    return Network(who, model, np.asarray(given[1]), outputs)


def _kept(network, y):
    if network.labels.squeeze().shape != y.shape or not np.array_equal(network.labels.squeeze(), y):
        raise Wrong(
            f"{network.who} keeps its labels, of shape {y.shape} and beginning with {y[0].tolist()}; yours have the shape "
            f"{network.labels.shape} and begin with {network.labels[0].tolist()}. Change what they are compared with, or how.",
            name="labels_changed",
        )


def _shaped(network, units):
    if network.outputs.shape[1:] != (units,):
        raise Wrong(
            f"{network.who}: its last layer gives {network.outputs.shape[-1]} outputs for each sample, expected {units}.",
            name="wrong_units",
        )


def _not_softmax_of_one(network, remedy):
    if np.allclose(network.outputs, 1):
        raise Wrong(
            f"{network.who}: its output is always 1, whatever x is: softmax divides each output by the sum of all, and "
            f"there is only one. It needs {remedy}.",
            name="softmax_of_one_unit",
        )


def _not_bent(network, y):
    low, high = network.outputs.min(), network.outputs.max()
    if low < 0 and (low < -1 or high > 1):
        return
    found = "are never below 0" if high > 1 else f"stay between {'0' if low >= 0 else '-1'} and 1"
    raise Wrong(
        f"{network.who}: whatever x is, its outputs {found}, and the temperatures go from {y.min():.1f} to {y.max():.1f} "
        "degrees; the activation of the last layer bends them, so leave it away.",
        name="bent_output",
    )


def _add_up_to_one(network):
    return network.gives_probabilities and np.allclose(network.outputs.sum(axis=1), 1, atol=1e-3)


def _trained(network, data):
    """Train with the learner's labels, and give the history."""
    fitted = hn.fit(network.model, data.x, network.labels, batch_size=32, epochs=EPOCHS, verbose=0)
    return fitted.history


def _predicted(network, x):
    return keras.ops.convert_to_numpy(network.model(x))


def _scored(trial, network, score, baseline, bound):
    trial.measure(
        f"accuracy of {network.who} on {UNSEEN} unseen samples", score,
        f"{network.who}: after training its accuracy on unseen samples is {{value}}, expected {{bound}}; the commonest "
        f"answer alone gives {baseline:.2f}. Labels, loss and outputs fit, so look at what else you changed.",
        name="too_low", at_least=bound,
    )  # fmt: skip


def _number(value):
    return "no number (NaN)" if np.isnan(value) else f"{value:.2f}"


def _one_hot(y):
    return np.eye(SPECIES, dtype="float32")[y]


def _samples(generator):
    return generator.normal(size=(SAMPLES + UNSEEN, FEATURES)).astype("float32")


def _parted(x, y):
    return Data(x[:SAMPLES], y[:SAMPLES], x[SAMPLES:], y[SAMPLES:])


def _species(generator):
    y = generator.integers(SPECIES, size=SAMPLES + UNSEEN)
    centres = generator.permutation(np.eye(FEATURES))[:SPECIES] * 3.5
    return _parted(_samples(generator) + centres[y].astype("float32"), y)


def _tagged(generator, tags):
    x = _samples(generator)
    directions = generator.normal(size=(FEATURES, tags))
    sums = x @ (directions / np.linalg.norm(directions, axis=0)) + 0.15 * generator.normal(
        size=(len(x), tags)
    )
    return _parted(x, (sums > 0.1).astype("int64"))


def _temperatures(generator):
    x, weights = _samples(generator), generator.normal(size=FEATURES)
    y = 6 * x @ (weights / np.linalg.norm(weights)) + 3 * np.tanh(x[:, 0] * x[:, 1]) + 3
    return _parted(x, y.astype("float32"))


CHECKS = (whole_numbers, one_hot_rows, yes_or_no, several_tags, degrees)
