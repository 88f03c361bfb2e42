"""Save and reload: a solution."""

import handsonn  # noqa: F401 # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import json

import keras
import yaml


def save(model, folder):
    architecture = model.to_json()
    (folder / "architecture.json").write_text(architecture, encoding="utf-8")
    (folder / "architecture.yaml").write_text(yaml.safe_dump(json.loads(architecture)), encoding="utf-8")
    model.save_weights(folder / "network.weights.h5")
    model.save(folder / "network.keras")


def load_from_json(folder):
    model = keras.models.model_from_json((folder / "architecture.json").read_text(encoding="utf-8"))
    model.load_weights(folder / "network.weights.h5")
    return model


def load_from_yaml(folder):
    tree = yaml.safe_load((folder / "architecture.yaml").read_text(encoding="utf-8"))
    model = keras.models.model_from_json(json.dumps(tree))
    model.load_weights(folder / "network.weights.h5")
    return model


def load_whole(folder):
    return keras.saving.load_model(folder / "network.keras")
