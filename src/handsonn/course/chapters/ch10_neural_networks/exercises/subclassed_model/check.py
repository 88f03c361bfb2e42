"""The check of subclassed_model.

order: 9
minutes: 30
seconds: 40
lab: sequential
backends: jax tensorflow
"""

from itertools import pairwise

import keras
import numpy as np

import handsonn as hn
from handsonn.course.checking import Wrong

AFTERWARDS = """
`__init__` runs once and makes the layers, `call` runs for each batch and only uses them. Keras finds layers in
attributes and in lists of them; what it does not find is neither trained nor saved. In Keras 3 `training` reaches the
dropout even if `call` does not pass it on, whatever older books say; passing it on makes it visible, and you need it
as soon as your own code does something else in training. A file holds the config and the weights, not your code:
whoever loads it needs the class.
"""

UNSEEN = 500
LEAST_ACCURACY = 0.8


def made(answer, trial):
    """Classifier makes a network that answers with probabilities"""
    sizes = [int(size) for size in trial.generator.permutation(np.arange(3, 12))[:4]]
    features, *units, num_classes = sizes
    trial.kept["sizes"] = sizes
    trial.kept["x"] = x = trial.generator.normal(size=(20, features)).astype(np.float32)
    try:
        model = trial.kept["model"] = _make(answer, units, num_classes, rate=0.0)
        given = _answers(answer, model, x)
    except RuntimeError as error:
        if isinstance(error, NotImplementedError) or "super" not in str(error):
            raise
        raise Wrong(
            "Classifier does not set up keras.Model before it keeps layers in self; call super().__init__(**kwargs) first "
            "in __init__: from then on Keras keeps account of the layers.",
            name="no_super",
        ) from None
    except ValueError as error:
        if "elements of state" not in str(error):
            raise
        raise Wrong(
            "call puts a new layer into self each time it runs; layers are made once, in __init__, and call only uses "
            "them, or there would be new weights for each batch.",
            name="layers_in_call",
        ) from None
    given = answer.numbers(
        given,
        "Classifier's network gave",
        shape=(20, num_classes),
        each="one row per sample, one column per class",
    )
    total = given.sum(axis=1)
    if given.min() < 0 or not np.allclose(total, 1, atol=1e-3):
        raise Wrong(
            f"the numbers for the first sample add up to {total[0]:.2f}; probabilities are 0 or more and add up to 1: "
            "give the last layer the activation softmax.",
            name="no_softmax", lab="activations",
        )  # fmt: skip


def known_to_keras(answer, trial):
    """its layers are made once, and Keras knows them all"""
    model, x = trial.kept["model"], trial.kept["x"]
    if not np.allclose(_answers(answer, model, x), _answers(answer, model, x), atol=1e-6):
        raise Wrong(
            "for the same x the network answers differently each time, also without dropout: call makes new layers, "
            "with new weights; make them in __init__, and let call use them.",
            name="layers_in_call",
        )
    sizes = trial.kept["sizes"]
    wanted = [shape for pair in pairwise(sizes) for shape in (pair, pair[1:])]
    found = [tuple(weights.shape) for weights in model.trainable_weights]
    if sorted(found) == sorted(wanted):
        return
    call = f"Classifier({sizes[1:-1]}, {sizes[-1]}) on {sizes[0]} features"
    if set(found) < set(wanted):
        raise Wrong(
            f"{call} needs {_count(wanted)} parameters, but model.trainable_weights holds {_count(found)}: Keras has "
            "not found all layers, so they would be neither trained nor saved; keep them in attributes of self, or in "
            "a list that is one.",
            name="not_tracked",
        )
    raise Wrong(
        f"{call} needs {_count(wanted)} parameters, yours has {_count(found)}; make one dense layer per number in "
        "units, in their order, and one for the classes.",
        name="wrong_layers",
    )


def computes(answer, trial):
    """it computes what its layers say"""
    model, x, sizes = trial.kept["model"], trial.kept["x"], trial.kept["sizes"]
    by_shape = {tuple(each.shape): each for each in model.trainable_weights}
    rectified = linear = x
    for number, pair in enumerate(pairwise(sizes)):
        kernel, bias = (trial.generator.normal(size=shape).astype(np.float32) for shape in (pair, pair[1:]))
        by_shape[pair].assign(kernel)
        by_shape[pair[1:]].assign(bias)
        linear = linear @ kernel + bias
        rectified = rectified @ kernel + bias
        if number < len(sizes) - 2:
            rectified = np.maximum(rectified, 0)
    given = _answers(answer, model, x)
    if np.allclose(given, _softmax(linear), atol=1e-4):
        raise Wrong(
            "your network is a linear model: its hidden layers have no activation; give them relu.",
            name="linear_network", lab="activations",
        )  # fmt: skip
    wanted = _softmax(rectified)
    if not np.allclose(given, wanted, atol=1e-4):
        raise Wrong(
            f"with weights set by the check the first probability should be {wanted[0, 0]:.4f}, yours is "
            f"{given[0, 0]:.4f}; x goes through each hidden layer in turn, with ReLU, and then through the last layer.",
            name="wrong_sums",
        )


def drops_in_training(answer, trial):
    """dropout acts in training alone, at the rate asked for"""
    x, (_, *units, num_classes) = trial.kept["x"], trial.kept["sizes"]
    model = _make(answer, [40, *units], num_classes, rate=0.5)
    inference = _answers(answer, model, x)
    if not np.allclose(inference, _answers(answer, model, x), atol=1e-6):
        raise Wrong(
            "with rate 0.5 the network's answers to the same x differ also for training=False: dropout is always on; "
            "hand it the training that call was given.",
            name="dropout_always",
        )
    training = _answers(answer, model, x, training=True)
    if np.allclose(inference, training, atol=1e-6):
        raise Wrong(
            "with rate 0.5 the answers for training=True are those for training=False: dropout never acts; let x pass "
            "through it in call, with the training that call was given.",
            name="dropout_never",
        )
    if not np.allclose(training.sum(axis=1), 1, atol=1e-3):
        raise Wrong(
            "in training the probabilities do not add up to 1: dropout stands behind the last layer; put it behind the "
            "hidden layers alone.",
            name="dropout_on_output",
        )
    still = trial.kept["model"]
    if not np.allclose(_answers(answer, still, x), _answers(answer, still, x, training=True), atol=1e-6):
        raise Wrong(
            "with rate 0 the answers still change in training; give the rate that __init__ was given to Dropout.",
            name="rate_ignored",
        )


def comes_back(answer, trial):
    """it is saved and loaded as it was"""
    model, x = trial.kept["model"], trial.kept["x"]
    _takes_a_name(answer, trial.kept["sizes"])
    path = trial.folder / "classifier.keras"
    try:
        with answer.listening():
            config = model.get_config()
            model.save(path)
            again = keras.saving.load_model(path, custom_objects={"Classifier": answer.value("Classifier")})
    except (NotImplementedError, TypeError) as error:
        if isinstance(error, NotImplementedError) and "serializ" not in str(error):
            raise  # the learner's own get_config, not written yet
        missing = [name for name in ("units", "num_classes") if name not in _config(model)]
        if not missing:
            raise
        raise Wrong(
            f"what get_config gives lacks {' and '.join(missing)}, so the file cannot be loaded: Classifier(**config) "
            "must make the same network.",
            name="no_config", lab="saving",
        ) from error  # fmt: skip
    before, after = _answers(answer, model, x), _answers(answer, again, x)
    if before.shape != after.shape or not np.allclose(before, after, atol=1e-5):
        raise Wrong(
            "the loaded network answers otherwise than the saved one, though the file was written and read; compare "
            f"what get_config gives ({_short(config)}) with what __init__ was given.",
            name="comes_back_changed", lab="saving",
        )  # fmt: skip
    if not np.allclose(after, _answers(answer, again, x, training=True), atol=1e-6):
        raise Wrong(
            "the network was saved with rate 0 and comes back with dropout on; get_config forgets the rate, so "
            "__init__ falls back on its default.",
            name="rate_lost", lab="saving",
        )  # fmt: skip


def _takes_a_name(answer, sizes):
    found = ""
    try:
        with answer.listening():
            found = answer.value("Classifier")(sizes[1:-1], sizes[-1], name="reader").name
    except TypeError as error:
        if "unexpected keyword" not in str(error):
            raise
    if found != "reader":
        raise Wrong(
            f'Classifier({sizes[1:-1]}, {sizes[-1]}, name="reader") '
            + (f"makes a network called {found!r}" if found else "cannot be called")
            + "; write **kwargs as the last argument of __init__, and hand it on: super().__init__(**kwargs).",
            name="no_further_arguments",
        )


def learns(answer, trial):
    """it trains like any other network"""
    digits = hn.load("digits")
    order = trial.generator.permutation(len(digits.x))
    x, y = (digits.x[order] / 16).reshape(-1, 64).astype(np.float32), digits.y[order]
    model = _make(answer, [64, 32], 10, rate=0.2)
    with answer.listening():
        model.compile("adam", "sparse_categorical_crossentropy")
        model.fit(x[UNSEEN : UNSEEN + 1024], y[UNSEEN : UNSEEN + 1024], epochs=10, verbose=0)
    trial.measure(
        "accuracy on 500 unseen digits",
        float(np.mean(_answers(answer, model, x[:UNSEEN]).argmax(axis=1) == y[:UNSEEN])),
        "after 10 epochs on 1,024 digits your network is right for {value} of the unseen ones, at least {bound} is "
        "asked for; look for a layer or a dropout in call that hides x from the layers after it.",
        name="learns_too_little",
        at_least=LEAST_ACCURACY,
    )


def _make(answer, units, num_classes, **named):
    given = answer.call("Classifier", units, num_classes, **named)
    return answer.network(given, f"Classifier({units}, {num_classes}) gave", compiled=False)


def _answers(answer, model, x, **named):
    with answer.listening():
        return keras.ops.convert_to_numpy(model(x, **(named or {"training": False})))


def _count(shapes):
    return sum(int(np.prod(shape)) for shape in shapes)


def _softmax(sums):
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _config(model):
    try:
        return model.get_config() or {}
    except NotImplementedError:  # Keras' own get_config, for a class that has none
        return {}


def _short(config):
    words = ", ".join(f"{name}={value!r}" for name, value in (config or {}).items())
    return words if len(words) <= 120 else f"{words[:120]}..."


CHECKS = (made, known_to_keras, computes, drops_in_training, comes_back, learns)
