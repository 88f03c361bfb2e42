"""How the lab's autoencoders are built and trained, and their two halves as functions of arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.course.chapters.ch17_latent_codes.experiments.walks import Model
from handsonn.models.backend import load_keras

Array = np.ndarray[Any, Any]
BATCH = 128


def recipe_of(name: str, x: Array) -> dict[str, Any]:
    """Give what differs between the data sets, and what follows from it. x: training samples.

    steps: how many updates all epochs have; the learning rate falls to 0 in as many. Muon turns a matrix of
    weights evenly in all directions, also in those of small gradients: on the 19 features, with a code of 9, it
    ends at 2.7 times the noise floor after 60 epochs where Adam ends at 6 (from one seed of five at 13).
    """
    images = name == "digits"
    epochs = 80 if images else 60
    return {
        "data": name,
        "scaler": "minmax" if images else "standard",
        "output": "sigmoid" if images else "linear",
        "optimizer": "Adam" if images else "Muon",
        "learning_rate": 0.01 if images else 0.03,
        "epochs": epochs,
        "batch_size": BATCH,
        "steps": epochs * -(-len(x) // BATCH),
        "shape": x.shape[1:],
        "features": int(np.prod(x.shape[1:])),
    }


def halves(model: Any) -> tuple[Model, Model]:
    """Give the encoder and the decoder of a plain or a variational autoencoder."""
    keras = load_keras()
    if isinstance(model, keras.Sequential):
        encoder, decoder = model.layers
    else:
        encoder = keras.Model(model.inputs[0], model.get_layer("mean").output)
        decoder = model.get_layer("decoder")
    return lambda x: np.asarray(encoder(x)), lambda codes: np.asarray(decoder(codes))
