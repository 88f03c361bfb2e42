"""What there is to notice about a network that the learner built."""

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.guessing import (
    guessing_loss,
    nothing_learnt_words,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.plane_data import BATCH_SIZE
from handsonn.course.chapters.ch10_neural_networks.experiments.seed_words import percent_words


def built_notice(settings, data, watched):
    """Say what to notice about a network that the learner built."""
    parameters = sum(one.size for one in watched.weights)
    updates = len(data.x) // BATCH_SIZE * int(settings["epochs"])
    score, last = watched.score, watched.history["accuracy"][:, -1]
    said = [
        (
            f"{parameters} weights and biases, {updates:,} updates: validation accuracy {percent_words(score)}; "
            f"on the training points {percent_words(last)}."
        )
    ]
    if settings["activation"] == "linear" and settings["inputs"] == "plain":
        said.append("Without an activation function the boundary is one straight line, whatever the layers.")
    elif settings["activation"] == "relu" and settings["layers"]:
        hidden = watched.fields[:-1]
        dead, units = sum(int((one.max(axis=(1, 2)) == 0).sum()) for one in hidden), sum(map(len, hidden))
        if dead:
            said.append(
                f"{dead} of {units} hidden {'unit' if units == 1 else 'units'} of the network shown "
                f"{'gives' if dead == 1 else 'give'} 0 everywhere on the plane: nothing flows through."
            )
    if np.ptp(score) > 0.1:
        said.append(
            f"Between the seeds lie {np.ptp(score) * 100:.0f} percentage points: what comes out depends "
            "on where the network starts. Move the seed to see them."
        )
    said.append(f"{moved_words(watched)} {named_words(watched.history['accuracy'][int(settings['seed'])])}")
    nothing = nothing_learnt_words(watched.history["loss"][:, -1], guessing_loss(data.y))
    return (*said, nothing) if nothing else tuple(said)


def moved_words(watched):
    """Say on how much of the plane the class changed in the first and in the second half of the epochs."""
    last = watched.epochs[-1]
    middle = min(watched.epochs, key=lambda epoch: abs(epoch - last / 2))
    ends = [0, last] if middle in {0, last} else [0, middle, last]
    classes = [watched.frames[watched.epochs.index(epoch)] >= 0.5 for epoch in ends]
    moved = [
        f"from epoch {begin} to {end} on {share_words(float((one != other).mean()))}"
        for begin, end, one, other in zip(ends, ends[1:], classes, classes[1:], strict=False)
    ]
    return f"Play the epochs below the plane: the class changed {', '.join(moved)} of the plane."


def named_words(accuracy):
    """Say what the moving of the boundary was good for. accuracy: of the shown network's training points, by epoch."""
    first, last = f"{accuracy[0]:.0%}", f"{accuracy[-1]:.0%}"
    if len(accuracy) == 1:
        return f"Of the training points this network names {last} right."
    if first == last:
        return f"Of the training points this network names {last} right, as many as after the first epoch."
    return f"Of the training points this network names {last} right, {first} in the first epoch."


def share_words(share):
    """Say a share without false precision: a small one that is not nothing is less than 1%."""
    return "none" if share == 0 else "less than 1%" if share < 0.01 else f"{share:.0%}"


def difference_words(difference):
    """Say how far two probabilities lie apart at most; what 32-bit numbers leave is no difference."""
    return "less than one in a million" if difference < 1e-6 else f"at most {difference:.1g}"


def largest_difference(data, watched):
    """Multiply the layers of a linear network into one; how far its probability lies from the network's."""
    kernels, biases = watched.weights[::2], watched.weights[1::2]
    weights, bias = kernels[0].astype(np.float64), biases[0].astype(np.float64)
    for kernel, own in zip(kernels[1:], biases[1:], strict=True):
        weights, bias = weights @ kernel, bias @ kernel + own
    places = data.grid(50).reshape(50, 50, 2)[::2, ::2]
    probability = 1 / (1 + np.exp(-(places @ weights + bias)))
    return float(np.abs(probability[:, :, 0] - watched.fields[-1][0]).max())
