"""The check of autoencoder.

order: 1
minutes: 30
seconds: 60
lab: latent_space
backends: jax tensorflow
"""

import numpy as np

import handsonn as hn
from handsonn.course.checking import Wrong

AFTERWARDS = """
What makes an autoencoder learn is the narrow place: the target is the input, so the network may only hand on what
fits through the code, and must find out what digits have in common. On unseen digits the mean image has an error of
0.073, PCA with 8 numbers 0.024, a network as in the hints 0.014. Without hidden layers about 0.021
is the best it can do, since PCA is the best straight compression: the rest is gained by bending. No label was needed.
And the error on unseen digits says how well it rebuilds, not that codes between digits mean anything: that is the
next exercise.
"""

PIXELS = 64
SIZES = (5, 8)
SHARE_OF_PCA = 0.8


def shapes(answer, trial):
    """the encoder ends with latent_dim numbers, and the decoder makes 64 pixels of them"""
    for size in (int(trial.generator.integers(2, 5)), int(trial.generator.choice(SIZES))):
        trial.kept["networks"] = _build(answer, size)
        autoencoder, encoder, decoder = trial.kept["networks"]
        x = trial.generator.random((7, PIXELS)).astype("float32")
        codes = _run(encoder, x, "the encoder (the second of the three)", "7 images")
        if codes.shape == x.shape:
            raise Wrong(
                f"your encoder gives {PIXELS} numbers per image, as many as the image has pixels, so nothing has to "
                f"be compressed; with build({size}) its last layer should have {size} units.",
                name="no_bottleneck",
            )
        if codes.shape != (7, size):
            raise Wrong(
                f"with build({size}) your encoder gives codes of shape {codes.shape} for 7 images; expected "
                f"(7, {size}): its last layer should have latent_dim units, whatever latent_dim is.",
                name="latent_dim_ignored",
            )
        _as_wide(_run(decoder, codes, "the decoder (the third)", "7 codes"), "decoder")
        _as_wide(_run(autoencoder, x, "the autoencoder (the first)", "7 images"), "autoencoder")
    trial.kept["size"] = size


def one_network(answer, trial):
    """the autoencoder is the encoder and the decoder in a row"""
    _is_one(trial, "")


def in_range(answer, trial):
    """the decoder draws pixels from 0 to 1, whatever the code"""
    decoder = trial.kept["networks"][2]
    codes = 10 * trial.generator.normal(size=(200, trial.kept["size"])).astype("float32")
    drawn = _run(decoder, codes, "the decoder", "200 codes")
    if np.allclose(drawn.sum(axis=1), 1, atol=1e-3):
        raise Wrong(
            "the 64 pixels of each image that your decoder draws add up to 1: that is softmax, which shares out "
            "one certainty among classes. Pixels do not compete; each needs a value of its own between 0 and 1.",
            name="softmax_pixels",
        )
    low, high = float(drawn.min()), float(drawn.max())
    if low < -1e-6 or high > 1 + 1e-6:
        raise Wrong(
            f"for some codes your decoder draws pixels from {low:.3g} to {high:.3g}, but paper is 0 and ink is 1; "
            "give its last layer an activation whose values lie between 0 and 1.",
            name="out_of_range", lab="activations",
        )  # fmt: skip


def learning(answer, trial):
    """after training it rebuilds unseen digits better than PCA does with as many numbers"""
    autoencoder, size = trial.kept["networks"][0], trial.kept["size"]
    images, labels, unseen = _digits(trial)
    before = [np.array(weights) for weights in autoencoder.get_weights()]
    _train(answer, autoencoder, images, labels)
    if all(np.array_equal(old, new) for old, new in zip(before, autoencoder.get_weights(), strict=True)):
        raise Wrong(
            "after train the weights of the autoencoder that it was given are what they were before; train that "
            "very network, not a copy or a new one.",
            name="not_trained",
        )
    _is_one(trial, "after the training, ")
    rebuilt = _run(autoencoder, unseen, "the autoencoder", "unseen images")
    error = float(np.mean((rebuilt - unseen) ** 2))
    by_mean = float(np.mean((unseen - images.mean(axis=0)) ** 2))
    by_pca = _pca_error(images, unseen, size)
    if error > 0.9 * by_mean:
        raise Wrong(
            f"on unseen digits your error is {error:.4f}; the mean image, the same for every digit, has {by_mean:.4f}. "
            "So it has hardly learnt: look at what the target is, what the loss compares, and how long it trains.",
            name="no_better_than_the_mean",
        )
    trial.kept["unseen"] = unseen
    reason = "" if error <= SHARE_OF_PCA * by_pca else _why(answer, trial, images, labels, unseen, error)
    trial.measure(
        "error on 400 unseen digits, as a share of PCA's with as many numbers",
        error / by_pca,
        f"with {size} numbers in the code your network rebuilds unseen digits with an error of {error:.4f}, "
        f"{{value}} of PCA's {by_pca:.4f}; at most {{bound}} of it is asked. {reason}",
        name="too_short" if "epochs" in reason else "no_better_than_pca", at_most=SHARE_OF_PCA,
    )  # fmt: skip
    trial.tell(
        f"error on 400 unseen digits with {size} numbers in the code: the mean image {by_mean:.4f}, PCA {by_pca:.4f}, "
        f"your autoencoder {error:.4f}."
    )


def errors_of_images(answer, trial):
    """errors gives each image's own mean squared error"""
    autoencoder, unseen = trial.kept["networks"][0], trial.kept["unseen"]
    some = unseen[: int(trial.generator.integers(30, 60))]
    given = answer.array("errors", autoencoder, some, shape=(len(some),), each="one error per image")
    squares = (_run(autoencoder, some, "the autoencoder", "images") - some) ** 2
    wanted = squares.mean(axis=1)
    for other, words, name in (
        (squares.sum(axis=1), "the sum over its pixels, 64 times the mean", "sum_for_mean"),
        (np.sqrt(wanted), "the root of the mean squared error", "root_of_error"),
        (
            np.abs(squares**0.5).mean(axis=1),
            "the mean of the absolute differences; square them",
            "not_squared",
        ),
    ):
        if np.allclose(given, other, rtol=1e-3):
            raise Wrong(
                f"your error of the first image, {given[0]:.4f}, is {words}; the mean squared error was asked.",
                name=name,
            )
    if not np.allclose(given, wanted, rtol=1e-3, atol=1e-6):
        raise Wrong(
            f"the mean squared error of the first image is {wanted[0]:.5f}, yours is {given[0]:.5f}; compare what the "
            "autoencoder gives for these images with the images themselves, pixel by pixel.",
            name="wrong_errors",
        )


def _build(answer, size):
    given = answer.call("build", size)
    if not isinstance(given, tuple | list) or len(given) != 3:
        raise Wrong(
            "build should give three networks: `return autoencoder, encoder, decoder`.",
            name="not_three_networks",
        )
    networks = [
        answer.network(each, f"the {place} of the three things that build gave is", compiled=False)
        for each, place in zip(given, ("first", "second", "third"), strict=True)
    ]
    if not networks[0].compiled:
        compiled = [
            place for place, each in zip(("second", "third"), networks[1:], strict=True) if each.compiled
        ]
        where = f"; the {compiled[0]} is, so look at the order" if compiled else ""
        raise Wrong(
            "the first of the three networks that build gave should be the autoencoder, compiled with optimizer and "
            f"loss, but it is not compiled{where}: `return autoencoder, encoder, decoder`.",
            name="wrong_order" if compiled else "not_compiled",
        )
    return networks


def _run(network, x, what, of):
    """Let a network work on an array; where it refuses, say which and why."""
    import keras

    try:
        return np.asarray(keras.ops.convert_to_numpy(network(x)), np.float64)
    except (ValueError, TypeError) as error:
        said = " ".join(str(error).split())[:200].rstrip(".")
        raise Wrong(
            f"{what} does not take {of} of shape {x.shape}: {said}. build gives, in this order, autoencoder, encoder "
            "and decoder; look at the Input of that network.",
            name="refuses_its_input",
        ) from None


def _as_wide(drawn, name):
    if drawn.shape != (7, PIXELS):
        raise Wrong(
            f"your {name} gives shape {drawn.shape} for 7 samples; an image has {PIXELS} pixels: expected (7, {PIXELS}).",
            name="wrong_width",
        )


def _why(answer, trial, images, labels, unseen, error):
    """Train once more, to tell a training that is too short from a network that can do no better."""
    autoencoder, encoder, _ = trial.kept["networks"]
    answer.call("train", autoencoder, images, labels, may_give_nothing=True)
    later = float(np.mean((_run(autoencoder, unseen, "the autoencoder", "unseen images") - unseen) ** 2))
    if later < 0.9 * error:
        return f"Trained once more in the same way it came down to {later:.4f}: it needs more epochs."
    begun = f"Training once more brought {later:.4f}, so more of it hardly helps: "
    codes = _run(encoder, unseen, "the encoder", "unseen images")
    if codes.min() >= 0:
        return begun + (
            "none of the code's numbers is ever below 0, as with ReLU or sigmoid, so they say less than they could; leave "
            "the layer of the code without an activation."
        )
    between = _run(encoder, (unseen[:-1] + unseen[1:]) / 2, "the encoder", "images")
    if not np.allclose(between, (codes[:-1] + codes[1:]) / 2, atol=1e-3):
        return begun + "the network is too small for it; give the hidden layers of both halves more units."
    return begun + (
        "a straight path from pixels to code and back gains little over PCA, the best straight one. Hidden layers with "
        "an activation in both halves bend it."
    )


def _train(answer, autoencoder, images, labels):
    """Train; where that raises, find out whether it is because labels stand in the place of the target."""
    try:
        answer.call("train", autoencoder, images, labels, may_give_nothing=True)
    except (Wrong, NotImplementedError):
        raise
    except Exception as raised:  # noqa: BLE001 - each backend raises kinds of its own
        as_wide = np.repeat(labels[:, None], PIXELS, axis=1).astype("float32")
        try:
            answer.call("train", autoencoder, images[:64], as_wide[:64], may_give_nothing=True)
        except Exception:  # noqa: BLE001 - then it was not the labels
            raise raised from None
        raise Wrong(
            "train fits the labels, one number per image, where the network gives 64 pixels. An autoencoder's target "
            "is the image itself; it needs no labels.",
            name="fits_labels",
        ) from None


def _is_one(trial, when):
    """Raise Wrong unless autoencoder(x) is decoder(encoder(x))."""
    autoencoder, encoder, decoder = trial.kept["networks"]
    x = trial.generator.random((20, PIXELS)).astype("float32")
    whole = _run(autoencoder, x, "the autoencoder", "images")
    in_a_row = _run(
        decoder, _run(encoder, x, "the encoder", "images").astype("float32"), "the decoder", "codes"
    )
    if np.allclose(whole, in_a_row, atol=1e-3):
        return
    its_own = {id(weights) for weights in autoencoder.weights}
    foreign = [
        name
        for name, half in (("encoder", encoder), ("decoder", decoder))
        if not {id(weights) for weights in half.weights} <= its_own
    ]
    away = float(np.max(np.abs(whole - in_a_row)))
    if foreign:
        raise Wrong(
            f"{when}the autoencoder and decoder(encoder(x)) give images that differ by up to {away:.2f}: the weights of "
            f"your {' and your '.join(foreign)} are not among the autoencoder's, so training it leaves them as they "
            "were drawn. Make the autoencoder of the very networks that you give back.",
            name="not_shared",
        )
    raise Wrong(
        f"{when}the autoencoder and decoder(encoder(x)) give images that differ by up to {away:.2f} although they share "
        "their weights: something stands between or beside the two halves; put just these two in a row.",
        name="not_in_a_row",
    )


def _digits(trial):
    """Split the digits anew: training images and labels, and 400 images that are not seen."""
    digits = hn.load("digits")
    x = digits.x.reshape(len(digits.x), PIXELS).astype("float32") / float(digits.x.max())
    rows = trial.generator.permutation(len(x))
    return x[rows[400:]], digits.y[rows[400:]], x[rows[:400]]


def _pca_error(images, unseen, size):
    mean = images.mean(axis=0)
    components = np.linalg.svd(images - mean, full_matrices=False)[2][:size]
    return float(np.mean(((unseen - mean) @ components.T @ components + mean - unseen) ** 2))


CHECKS = (shapes, one_network, in_range, learning, errors_of_images)
