"""The check of fashion_classifier.

order: 6
minutes: 25
seconds: 60
lab: sequential
backends: jax tensorflow
"""

import keras
import numpy as np

import handsonn as hn
from handsonn.course.checking import Wrong

AFTERWARDS = """
Three things had to fit together: pixels in a small range, ten softmax units, and a loss that takes class numbers. With
pixels up to 255 this network stays near guessing; after one epoch on 1,024 images it is right for about 67 in 100,
after twenty for about 80. More images help more than more units: with 9,000 of them it is right for about 87, with 300
units in place of 100 for about 81. The activation hardly shows in the score, since a linear model comes nearly as far here; without it, though, further
layers would add nothing.
"""

TRAINING, UNSEEN = 1024, 3000
LEAST_ACCURACY = 0.74
MORE_TRAININGS = 4  # further calls of train that tell too few epochs from other causes


def prepared(answer, trial):
    """prepare gives numbers that a network can take, one image at a time or many"""
    clothes = hn.load("fashion_mnist_small")
    order = trial.generator.permutation(len(clothes.x))[: TRAINING + UNSEEN]
    numbers = trial.generator.permutation(10)
    trial.kept["y"] = numbers[clothes.y[order]]
    images = clothes.x[order]
    given = answer.numbers(answer.call("prepare", images), "prepare gave")
    if given.shape[:1] != (len(images),):
        raise Wrong(
            f"prepare gave an array of shape {given.shape} for {len(images):,} images; each image must stay one "
            "sample, so the first number must stay the same.",
            name="loses_samples", lab="x_and_y",
        )  # fmt: skip
    darkest = images[np.argsort(images.mean(axis=(1, 2)))[:5]] // 4
    alone = answer.numbers(answer.call("prepare", darkest), "prepare gave")
    together = answer.numbers(answer.call("prepare", np.concatenate([darkest, images[:50]])), "prepare gave")[
        :5
    ]
    if alone.shape != together.shape or not np.allclose(alone, together, atol=1e-4):
        raise Wrong(
            "prepare makes other numbers of the same five images when other images come with them, so an unseen image "
            "would not be treated as the training images were; use numbers that do not depend on the images given, "
            "such as 255.",
            name="scaled_by_batch", lab="scaling",
        )  # fmt: skip
    trial.kept["x"] = given.astype(np.float32)


def built(answer, trial):
    """build gives a compiled network with ten probabilities per image"""
    model = trial.kept["model"] = answer.model("build")
    given = answer.numbers(_answers(answer, model, trial.kept["x"][:200]), "the network gave")
    if given.shape == (200, 1):
        raise Wrong(
            "your network gives one number per image; ten classes need ten output units, one probability each "
            "(and softmax over a single unit is always 1).",
            name="one_unit", lab="x_and_y",
        )  # fmt: skip
    given = answer.numbers(
        given, "the network gave", shape=(200, 10), each="one row per image, one column per class"
    )
    total = given.sum(axis=1)
    if not np.allclose(total, 1, atol=1e-3):
        if given.min() >= 0 and given.max() <= 1:
            raise Wrong(
                f"the ten numbers for the first image are each between 0 and 1 but add up to {total[0]:.2f}, as sigmoid "
                "gives them; exactly one class is right, so use softmax, which makes them add up to 1.",
                name="sigmoid_output", lab="activations",
            )  # fmt: skip
        raise Wrong(
            f"the ten numbers for the first image run from {given[0].min():.2f} to {given[0].max():.2f} and add up to "
            f"{total[0]:.2f}; probabilities add up to 1: give the output layer the activation softmax.",
            name="no_softmax", lab="activations",
        )  # fmt: skip
    trial.kept["confidence"] = float(np.median(given.max(axis=1)))


def bends(answer, trial):
    """the network is more than a linear model"""
    model, x = trial.kept["model"], trial.kept["x"][:200]
    for scale in (1, 0.1, 0.01, 0.001):
        images = x * np.float32(scale)
        halfway = (images[:100] + images[100:]) / 2
        probabilities = _answers(answer, model, np.concatenate([images, halfway]))
        if probabilities.min() > 1e-6:
            break
    sums = np.log(np.maximum(probabilities, 1e-30).astype(np.float64))
    sums -= sums.mean(axis=1, keepdims=True)
    bend = np.abs(sums[200:] - (sums[:100] + sums[100:200]) / 2).max()
    if bend < 1e-3 * sums.std():
        raise Wrong(
            "halfway between any two images your network's sums lie exactly halfway between the two answers: it is a "
            "linear model, since no hidden layer has an activation (or there is none); layers without one amount to "
            "a single layer.",
            name="linear_network", lab="activations",
        )  # fmt: skip


def learned(answer, trial):
    """the network recognises images that it has not seen"""
    model, x, y = (trial.kept[name] for name in ("model", "x", "y"))
    before = [weights.copy() for weights in model.get_weights()]
    try:
        given = answer.call("train", model, x[:TRAINING], y[:TRAINING], may_give_nothing=True)
    except ValueError:
        _look_at_loss(model, x[:32], y[:32])
        raise
    if all(np.array_equal(one, other) for one, other in zip(before, model.get_weights(), strict=True)):
        other = isinstance(given, keras.Model) and given is not model
        raise Wrong(
            "train left the weights of the model as they were"
            + (
                " and gave another model back; train the one that it is given."
                if other
                else "; call model.fit(x, y)."
            ),
            name="not_trained",
        )
    trial.measure(
        "accuracy on 3,000 unseen images",
        score := _accuracy(answer, trial, model),
        _too_low(answer, trial, score),
        name=trial.kept.get("cause", "too_low"),
        at_least=LEAST_ACCURACY,
        lab=trial.kept.get("lab", ""),
    )


def _look_at_loss(model, x, y):
    """Raise Wrong where the loss takes rows of zeros and a one, but no class numbers."""
    y_pred = model(x)
    try:
        model.compute_loss(x, keras.utils.to_categorical(y, 10), y_pred)
    except ValueError:
        return  # it does not take these either, so the cause lies elsewhere
    try:
        model.compute_loss(x, keras.ops.convert_to_tensor(y), y_pred)
    except ValueError:
        loss = model.loss if isinstance(model.loss, str) else type(model.loss).__name__
        raise Wrong(
            f"the loss {loss} compares the ten probabilities of an image with ten numbers, but y holds one class "
            "number per image; take the loss that is made for class numbers and classes that exclude each other.",
            name="wrong_loss", lab="x_and_y",
        ) from None  # fmt: skip


def _answers(answer, model, x):
    with answer.listening():
        parts = [model(x[start : start + 500], training=False) for start in range(0, len(x), 500)]
    return np.concatenate([keras.ops.convert_to_numpy(part) for part in parts])


def _accuracy(answer, trial, model):
    x, y = trial.kept["x"], trial.kept["y"]
    given = _answers(answer, model, x[TRAINING:])
    return float(np.mean(given.argmax(axis=1) == y[TRAINING:]))


def _too_low(answer, trial, score):
    """Find out why the accuracy is too low, and say it; "" where it is not."""
    if score >= LEAST_ACCURACY:
        return ""
    found = "your network is right for {value} of the unseen images, at least {bound} is asked for"
    largest = float(np.abs(trial.kept["x"]).max())
    if trial.kept["confidence"] > 0.9 and largest > 10:
        trial.kept |= {"cause": "not_scaled", "lab": "scaling"}
        return (
            f"{found}; the numbers that it gets go up to {largest:g}, and with them it was sure of its answers before "
            "it had learnt anything: bring the pixels into the range from 0 to 1."
        )
    further = _trained_on(answer, trial, trial.kept["model"], MORE_TRAININGS)
    if further >= LEAST_ACCURACY:
        trial.kept |= {"cause": "too_few_epochs", "lab": "epochs"}
        return (
            f"{found}; after training {MORE_TRAININGS + 1} times as long it is right for {further:.4g}: the network "
            "is able to, so give it more epochs."
        )
    if isinstance(trial.kept["model"], keras.Sequential):
        again = keras.models.clone_model(trial.kept["model"])
        again.compile(keras.optimizers.Adam(), trial.kept["model"].loss)
        if (other := _trained_on(answer, trial, again, 1)) >= LEAST_ACCURACY:
            trial.kept |= {"cause": "learning_rate", "lab": "optimizers"}
            return (
                f"{found}; the same network under Adam with its usual learning rate is right for {other:.4g}, so it "
                "is the optimizer or its learning rate that keeps yours from learning."
            )
    return (
        f"{found}; training {MORE_TRAININGS + 1} times as long gives {further:.4g}, so the epochs are not the cause: "
        "see whether each image in train still has its own label, and whether the loss that fit reports falls at all."
    )


def _trained_on(answer, trial, model, times):
    """Give the accuracy of a model after further calls of train."""
    x, y = trial.kept["x"][:TRAINING], trial.kept["y"][:TRAINING]
    for _ in range(times):
        answer.call("train", model, x, y, may_give_nothing=True)
    return _accuracy(answer, trial, model)


CHECKS = (prepared, built, bends, learned)
