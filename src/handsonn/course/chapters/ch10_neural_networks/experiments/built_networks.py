"""What there is to notice about a network that the learner built."""

import numpy as np

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
        dead = sum(int((one.max(axis=(1, 2)) == 0).sum()) for one in hidden)
        said.append(
            f"{dead} of {sum(map(len, hidden))} hidden units of the network shown give 0 everywhere on the plane"
            + (": nothing flows through them." if dead else ".")
        )
    if np.ptp(score) > 0.1:
        said.append(
            f"Between the seeds lie {np.ptp(score) * 100:.0f} percentage points: on this plane, a network of "
            "this size depends on where it starts. Move the seed to see them."
        )
    said.append("Play the epochs below the plane: the boundary moves most in the early ones.")
    return tuple(said)


def largest_difference(data, watched):
    """Multiply the layers of a linear network into one; how far its probability lies from the network's."""
    kernels, biases = watched.weights[::2], watched.weights[1::2]
    weights, bias = kernels[0].astype(np.float64), biases[0].astype(np.float64)
    for kernel, own in zip(kernels[1:], biases[1:], strict=True):
        weights, bias = weights @ kernel, bias @ kernel + own
    places = data.grid(50).reshape(50, 50, 2)[::2, ::2]
    probability = 1 / (1 + np.exp(-(places @ weights + bias)))
    return float(np.abs(probability[:, :, 0] - watched.fields[-1][0]).max())
