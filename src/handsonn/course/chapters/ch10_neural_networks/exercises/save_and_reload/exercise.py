"""Save and reload. The task is in README.md beside this file; check it: `handsonn check save_and_reload`."""

import handsonn  # noqa: F401 # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import json  # noqa: F401 - for your code
import tempfile
from pathlib import Path

import keras
import yaml  # noqa: F401 - for your code


def save(model, folder):
    """Write architecture.json, architecture.yaml, network.weights.h5 and network.keras into folder, a pathlib.Path."""
    raise NotImplementedError("four files: folder / name is the path of each")


def load_from_json(folder):
    """Give the network that architecture.json and network.weights.h5 describe."""
    raise NotImplementedError("first the layers, then their weights")


def load_from_yaml(folder):
    """Give the network that architecture.yaml and network.weights.h5 describe."""
    raise NotImplementedError("read the tree, and let Keras build the layers from it")


def load_whole(folder):
    """Give the network of network.keras, compiled."""
    raise NotImplementedError("one call of keras.saving")


if __name__ == "__main__":  # run this file to try what you have so far
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    model.compile("adam", "mse")
    with tempfile.TemporaryDirectory() as name:
        save(model, Path(name))
        print("saved:", *sorted(file.name for file in Path(name).iterdir()))
        for again in (load_from_json(Path(name)), load_from_yaml(Path(name)), load_whole(Path(name))):
            print("the same first weight:", model.get_weights()[0][0, 0], again.get_weights()[0][0, 0])
