"""Everything of a model that looking must not change, as plain values to compare."""

from __future__ import annotations

import random
from typing import Any

import keras
import numpy as np

# A recurrent layer drops its mask after each call, and leaves the empty place.
_KEPT_BY_KERAS = {"_dropout_mask", "_recurrent_dropout_mask"}


def state_of(model: Any) -> dict[str, Any]:
    """Weights, seeds, metrics, the optimizer, flags, automatic names and the global generators."""
    from keras.src.backend.common import global_state

    layers = model._flatten_layers()
    optimizer = getattr(model, "optimizer", None)
    tracked = [*model.variables, *model.metrics_variables, *(optimizer.variables if optimizer else ())]
    generator = global_state.get_global_attribute("global_seed_generator")
    return {
        "values": [np.array(keras.ops.convert_to_numpy(variable.value)).tolist() for variable in tracked],
        "built": [model.built, bool(optimizer and optimizer.built)],
        "loss": getattr(getattr(model, "_compile_loss", None), "built", None),
        "attributes": [sorted(set(vars(layer)) - _KEPT_BY_KERAS) for layer in layers],
        "losses": [len(layer._losses) for layer in layers],
        "nodes": [len(getattr(layer, "_inbound_nodes", ())) for layer in layers],
        "functions": [model.train_function, model.test_function, model.predict_function],
        "names": dict(global_state.get_global_attribute("object_name_uids") or {}),
        "python": random.getstate(),
        "numpy": np.random.get_state()[1].tolist(),
        "keras": None if generator is None else np.array(generator.state).tolist(),
    }
