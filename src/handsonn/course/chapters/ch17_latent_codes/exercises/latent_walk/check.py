"""The check of latent_walk.

order: 2
minutes: 40
seconds: 60
lab: latent_space
backends: jax tensorflow
"""

import numpy as np

import handsonn as hn
from handsonn.course.checking import Wrong
from handsonn.latent.interpolation import spherical, straight

AFTERWARDS = """
Halfway between two digits of different kinds the decoder draws something nearer to a digit than the average of their
pixels: 1.25 from the nearest real one against 1.44, where unseen real digits have 1.04. So it is no digit yet either:
nobody arranged a plain autoencoder's codes so that everything between them means something. In many dimensions two
codes drawn from a normal distribution are nearly at right angles; the middle of their line has only 0.71 of their
length, where hardly any code lies, and the arc keeps it. New digits need codes near known ones of that digit: drawn
from all codes alike, about one in ten is the digit that was wanted.
"""

PIXELS = 64
LATENT_DIM = 8
COUNT = 20


def lines(answer, trial):
    """line goes straight, in equal steps, both ends among them"""
    for _ in range(3):
        start, end, steps = _ends(trial)
        given = _path(answer, "line", start, end, steps)
        wanted = straight(start, end, steps)
        if _same(given, wanted):
            continue
        _name_path("line", given, start, end, straight)
        place = int(np.argmax(np.abs(given - wanted).max(axis=1)))
        raise Wrong(
            f"code {place} of {steps} on the line from {_words(start)} to {_words(end)} should be "
            f"{_words(wanted[place])}, yours is {_words(given[place])}.",
            name="wrong_line",
        )


def arcs(answer, trial):
    """arc turns by equal angles, and its lengths change evenly"""
    for _ in range(3):
        start, end, steps = _ends(trial)
        given = _path(answer, "arc", start, end, steps)
        if _same(given, spherical(start, end, steps)):
            continue
        _name_path("arc", given, start, end, spherical)
        _name_arc(given, start, end, steps)
    start = np.zeros(4)
    start[int(trial.generator.integers(4))] = float(trial.generator.uniform(0.5, 2))
    given = np.asarray(answer.call("arc", start, 3 * start, 5), np.float64)
    if not np.isfinite(given).all() or not _same(given, straight(start, 3 * start, 5)):
        raise Wrong(
            f"from {_words(start)} to three times that your arc is {_words(given[min(1, len(given) - 1)])} at its second "
            "step. Both codes point the same way, so the angle between them is 0 and its sine is no number to divide by; "
            "go along the line there.",
            name="no_angle",
        )


def walks(answer, trial):
    """walk decodes the codes on the way between two images' codes"""
    size, pixels = int(trial.generator.integers(3, 8)), int(trial.generator.integers(20, 50))
    encoder, decoder = _drawn_networks(size, pixels)
    first, last = trial.generator.random((2, pixels)).astype("float32")
    steps = int(trial.generator.integers(4, 9))
    for path, name in ((straight, "line"), (spherical, "arc")):
        given = _walk(answer, encoder, decoder, first, last, steps, _watched(path, size, pixels))
        codes = _run(encoder, np.stack([first, last]))
        wanted = _run(decoder, path(*codes, steps))
        if _same(given, wanted):
            continue
        _name_walk(given, wanted, encoder, decoder, first, last)
        if _same(given, _run(decoder, straight(*codes, steps))):
            raise Wrong(
                "your walk goes along the straight line although `path` was the arc; call the function that it is "
                "given: path(start, end, steps).",
                name="path_ignored",
            )
        place = int(np.argmax(np.abs(given - wanted).max(axis=1)))
        raise Wrong(
            f"on a walk of {steps} steps ({name}) image {place} is not what the decoder draws of code {place}: its first "
            f"pixel should be {wanted[place, 0]:.4f}, yours is {given[place, 0]:.4f}. The ends should be the two images "
            "as the network rebuilds them.",
            name="wrong_walk",
        )


def new_ones(answer, trial):
    """new_digits draws new images of the digit that was asked, each another one"""
    encoder, decoder, images, labels = _trained(trial)
    rebuilt = _run(decoder, _run(encoder, images))
    agreed, spread, away = [], [], []
    for digit in range(10):
        drawn = _new(answer, trial.seed, encoder, decoder, images, labels, digit)
        own = rebuilt[labels == digit]
        agreed.append(np.mean(labels[_distances(drawn, images).argmin(axis=1)] == digit))
        spread.append(drawn.var(axis=0).sum() / own.var(axis=0).sum())
        between = np.median(np.sort(_distances(own, own), axis=1)[:, 1])
        away.append(np.median(_distances(drawn, own).min(axis=1)) / between)
        if digit == 0:
            _same_again(answer, trial.seed, drawn, encoder, decoder, images, labels)
    trial.measure(
        "how much the new images of a digit differ, as a share of how much its rebuilt ones do",
        float(np.mean(spread)),
        "your new images of a digit differ from each other by only {value} of what its rebuilt images do (variance of "
        "their pixels); at least {bound} is asked: one code, such as the mean, gives one image. Draw other codes around it.",
        name="all_alike", at_least=0.1,
    )  # fmt: skip
    if np.mean(away) < 0.1:
        raise Wrong(
            "your new images are as good as rebuilt copies of given ones: from the nearest they are "
            f"{np.mean(away):.2f} as far as two rebuilt images are from each other. Take codes near the known ones, "
            "not the known ones themselves.",
            name="copies",
        )
    share = float(np.mean(agreed))
    all_digits = "that is what codes of all digits give: take those where labels == digit" if share < 0.3 else (
        "so your codes lie too far from that digit's; take smaller steps away from its own codes"
    )  # fmt: skip
    trial.measure(
        "share of new images that are taken for the digit that was asked",
        share,
        "of your new images {value} are nearest to a real digit of the kind that was asked; at least {bound} should be, "
        f"and {all_digits}.",
        name="another_digit" if share < 0.3 else "too_far", at_least=0.7,
    )  # fmt: skip


def _ends(trial):
    """Draw two codes at an angle from 40 to 140 degrees, of different lengths, and a number of steps."""
    size = int(trial.generator.integers(2, 7))
    while True:
        start, end = trial.generator.normal(size=(2, size))
        cosine = start @ end / np.linalg.norm(start) / np.linalg.norm(end)
        if abs(cosine) < 0.77:
            end *= 2 * np.linalg.norm(start) / np.linalg.norm(end)
            return start, end, int(trial.generator.integers(4, 10))


def _path(answer, name, start, end, steps):
    given = answer.call(name, start, end, steps)
    each = f"{steps} codes, both ends among them, of {len(start)} numbers each"
    return answer.numbers(given, f"{name} gave", shape=(steps, len(start)), each=each)


def _name_path(name, given, start, end, way):
    """Say which steps of the right path were given, if it is that."""
    steps = len(given)
    longer = way(start, end, steps + 1)
    if (
        _same(given, way(start, end, steps + 2)[1:-1])
        or _same(given, longer[:-1])
        or _same(given, longer[1:])
    ):
        raise Wrong(
            f"your {name} goes from {_words(given[0])} to {_words(given[-1])}, but the ends are {_words(start)} and "
            f"{_words(end)}; both belong to the {steps} steps, so the shares go from 0 to 1 with 1 among them.",
            name="ends_left_out",
        )
    if _same(given, way(start, end, steps)[::-1]):
        raise Wrong(
            f"your {name} runs from the second code to the first; at share 0 it should be at the first.",
            name="backwards",
        )


def _name_arc(given, start, end, steps):
    long, longer = np.linalg.norm(start), np.linalg.norm(end)
    u, v = start / long, end / longer
    shares = np.linspace(0, 1, steps)[:, None]
    angle = np.arccos(u @ v)
    slerp = [
        (np.sin((1 - shares) * angle) * a + np.sin(shares * angle) * b) / np.sin(angle)
        for a, b in ((start, end), (u, v))
    ]
    lerp = (1 - shares) * u + shares * v
    lengths = (1 - shares) * long + shares * longer
    middle = f"the middle of your arc has a length of {np.linalg.norm(given[steps // 2]):.3f}"
    for other, sentence, name in (
        (straight(start, end, steps), "your arc is the straight line, which comes nearer to the origin on its way.", "straight_for_arc"),
        (slerp[0], f"{middle}: the formula is for directions. Divide the codes by their lengths first, and multiply "
         "by lengths that go evenly from one to the other afterwards.", "no_directions"),
        (slerp[1], f"{middle}, as at both ends: it has lost the codes' own, {long:.3f} and {longer:.3f}. Multiply the "
         "directions by lengths that go evenly from one to the other.", "lengths_lost"),
        (lengths * lerp / np.linalg.norm(lerp, axis=1, keepdims=True), "your arc has the right lengths, but turns by "
         "unequal angles, faster in the middle; use the sines of equal parts of the angle.", "unequal_angles"),
    ):  # fmt: skip
        if _same(given, other):
            raise Wrong(sentence, name=name)
    wanted = spherical(start, end, steps)
    place = int(np.argmax(np.abs(given - wanted).max(axis=1)))
    raise Wrong(
        f"code {place} of {steps} on the arc from {_words(start)} to {_words(end)} should be {_words(wanted[place])}, "
        f"yours is {_words(given[place])}.",
        name="wrong_arc",
    )


def _drawn_networks(size, pixels):
    """Draw an encoder and a decoder that bend: no line of pixels is a line of codes."""
    import keras

    dense, drawn = keras.layers.Dense, keras.initializers.RandomNormal
    encoder = keras.Sequential(
        [keras.Input((pixels,)), dense(size, "tanh", kernel_initializer=drawn(0.0, 0.6))]
    )
    decoder = keras.Sequential(
        [
            keras.Input((size,)),
            dense(16, "tanh", kernel_initializer=drawn(0.0, 1.0)),
            dense(pixels, "sigmoid", kernel_initializer=drawn(0.0, 1.0)),
        ]
    )
    return encoder, decoder


def _watched(path, size, pixels):
    """Let a path say when it is given pixels for codes."""

    def watched(start, end, steps):
        start, end = np.ravel(start), np.ravel(end)
        if start.size == pixels:
            raise Wrong(
                f"walk called path with {pixels} numbers, the pixels of an image; a path leads from code to code, of "
                f"{size} numbers here: encode both images first.",
                name="path_of_pixels",
            )
        return path(start, end, steps)

    return watched


def _walk(answer, encoder, decoder, first, last, steps, path):
    try:
        given = answer.call("walk", encoder, decoder, first, last, steps, path)
    except (Wrong, NotImplementedError):
        raise
    except Exception as raised:  # each backend raises kinds of its own
        if not _decodes_pixels(answer, first, last, steps):
            raise raised from None
        raise Wrong(
            f"walk gives pixels, {len(first)} numbers each, to the decoder, which takes codes of "
            f"{decoder.input_shape[-1]}: encode both images, and walk from code to code.",
            name="pixels_for_codes",
        ) from None
    if np.shape(given) == (steps, *decoder.input_shape[1:]):
        raise Wrong(
            f"walk gave shape {np.shape(given)}, which are the codes on the way; decode them into images.",
            name="not_decoded",
        )
    return answer.numbers(given, "walk gave", shape=(steps, len(first)), each="one image per step")


def _decodes_pixels(answer, first, last, steps):
    """Try the walk where codes are as wide as images, so that a decoder takes either."""
    encoder, decoder = _drawn_networks(len(first), len(first))
    try:
        given = answer.call("walk", encoder, decoder, first, last, steps, straight)
    except Exception:  # noqa: BLE001 - then it was something else
        return False
    return _same(given, _run(decoder, straight(first, last, steps)))


def _name_walk(given, wanted, encoder, decoder, first, last):
    steps = len(given)
    pixels = straight(first, last, steps)
    if _same(given, pixels):
        raise Wrong(
            "your walk mixes the pixels of the two images: in the middle both show through each other. Mix their codes, "
            "and let the decoder draw each.",
            name="mixes_pixels",
        )
    if _same(given, straight(*_run(decoder, _run(encoder, np.stack([first, last]))), steps)):
        raise Wrong(
            "your walk rebuilds the two images and mixes the pixels of these; mix the codes, and decode afterwards.",
            name="mixes_pixels",
        )
    if _same(given, _run(decoder, _run(encoder, pixels))):
        raise Wrong(
            "your walk mixes pixels, and encodes and decodes the mixtures; encode the two images alone, and mix their "
            "codes.",
            name="encodes_mixtures",
        )
    if _same(given, wanted[::-1]):
        raise Wrong("your walk begins at the last image and ends at the first.", name="backwards")


def _trained(trial):
    """Train an autoencoder on 140 images of each digit, drawn anew."""
    import keras

    digits = hn.load("digits")
    x = digits.x.reshape(len(digits.x), PIXELS).astype("float32") / float(digits.x.max())
    rows = trial.generator.permutation(len(x))
    rows = np.concatenate([rows[digits.y[rows] == digit][:140] for digit in range(10)])
    rows = trial.generator.permutation(rows)
    dense = keras.layers.Dense
    encoder = keras.Sequential([keras.Input((PIXELS,)), dense(PIXELS, "relu"), dense(LATENT_DIM)])
    decoder = keras.Sequential([keras.Input((LATENT_DIM,)), dense(PIXELS, "relu"), dense(PIXELS, "sigmoid")])
    autoencoder = keras.Sequential([encoder, decoder])
    autoencoder.compile(keras.optimizers.Adam(0.01), "mse")
    hn.fit(autoencoder, x[rows], x[rows], epochs=30, batch_size=64, verbose=0)
    return encoder, decoder, x[rows], digits.y[rows]


def _new(answer, seed, encoder, decoder, images, labels, digit):
    given = answer.array(
        "new_digits", encoder, decoder, images, labels, digit, COUNT, np.random.default_rng(seed + digit),
        shape=(COUNT, PIXELS), each="one row of pixels per new image",
    )  # fmt: skip
    blank = float(np.mean(given == 0))
    if blank > 0.05:
        raise Wrong(
            f"{blank:.0%} of the pixels of your new images are exactly 0, as in real ones, where the decoder draws only "
            "nearly 0; make new codes and decode them, not mixtures of images.",
            name="mixes_pixels",
        )
    return given


def _same_again(answer, seed, drawn, encoder, decoder, images, labels):
    if not _same(drawn, _new(answer, seed, encoder, decoder, images, labels, 0)):
        raise Wrong(
            "asked twice with generators of the same seed, new_digits drew different images; draw all chance from "
            "`generator`, not from np.random.",
            name="generator_ignored",
        )


def _run(network, x):
    import keras

    return np.asarray(keras.ops.convert_to_numpy(network(np.asarray(x, np.float32))), np.float64)


def _distances(some, others):
    squares = (some**2).sum(axis=1)[:, None] - 2 * some @ others.T + (others**2).sum(axis=1)
    return np.sqrt(np.maximum(squares, 0))


def _same(given, wanted):
    return np.shape(given) == np.shape(wanted) and np.allclose(given, wanted, atol=2e-4, rtol=1e-4)


def _words(code):
    return f"[{', '.join(f'{number:.3g}' for number in np.ravel(code))}]"


CHECKS = (lines, arcs, walks, new_ones)
