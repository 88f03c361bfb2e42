"""A network of a case with new first weights; what its training would not change stays as it is."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.compiling import compile_like
from handsonn.experiments.diagnosing.model_edits import NONE, Edits, all_layers, model_again
from handsonn.models.backend import load_keras


def fresh(case: Case, seed: int) -> Any:
    """Make the case's network anew with the first weights of this seed, compiled as it was.

    It sets the global generators to the seed, as a script does that begins with
    keras.utils.set_random_seed(seed); call it inside undisturbed(). Frozen layers and adapted
    Normalization keep their values. Raises DiagnosisError where the network cannot be made anew.
    """
    load_keras().utils.set_random_seed(seed)
    return case.make() if case.make is not None else copied(case)


def copied(case: Case, edits: Edits = NONE, **compile_changes: Any) -> Any:
    """Make the case's network anew with these changes of layers and of compile's arguments."""
    model = model_again(case.model, edits)
    _keep_values(case, model, changed=frozenset(edits.settings))
    return compile_like(model, case.model, **compile_changes)


def _keep_values(case: Case, model: Any, changed: frozenset[str]) -> None:
    keras = load_keras()
    kept = {
        layer.name: layer
        for layer in all_layers(case.model)
        if layer.weights
        and layer.name not in changed
        and (not layer.trainable or isinstance(layer, keras.layers.Normalization))
    }
    if not kept:
        return
    if not model.built:
        model(first_samples(case.x))
    for layer in all_layers(model):
        same = kept.get(layer.name)
        if same is not None and [w.shape for w in layer.weights] == [w.shape for w in same.weights]:
            layer.set_weights([np.array(weight) for weight in same.get_weights()])
            if isinstance(layer, keras.layers.Normalization):
                layer.finalize_state()  # works out what it subtracts and divides by


def first_samples(x: Any, count: int = 1) -> Any:
    """Take the first samples of arrays, shape (count, ...) each."""
    return load_keras().tree.map_structure(lambda array: np.asarray(array)[:count], x)
