"""A network that is a class of the learner's, made anew without calling its __init__.

Keras' own configuration of such a class forgets positional arguments, and most learners' classes write none.
So the copy gets the same attributes, each layer among them made anew; Keras builds it at its first call.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.layer_copies import layer_again
from handsonn.models.backend import load_keras

if TYPE_CHECKING:
    from handsonn.experiments.diagnosing.model_edits import Edits


def subclass_again(model: Any, edits: Edits) -> Any:
    """Copy the object, its layers made anew. Raises DiagnosisError for an edit that rewires it."""
    if edits.before or edits.after:
        raise DiagnosisError(
            f"{type(model).__name__} is a class of your own, whose call() says where a layer stands; add the "
            "layer there."
        )
    return _object_again(model, edits, {})


def _object_again(original: Any, edits: Edits, made: dict[int, Any]) -> Any:
    keras = load_keras()
    new = object.__new__(type(original))
    base = keras.Model if isinstance(original, keras.Model) else keras.layers.Layer
    base.__init__(new, name=original.name)
    made[id(original)] = new
    for name, value in vars(original).items():
        if name not in _keras_attributes():
            setattr(new, name, _value_again(value, edits, made))
    if not original.trainable:
        new.trainable = False
    return new


def _value_again(value: Any, edits: Edits, made: dict[int, Any]) -> Any:
    keras = load_keras()
    if id(value) in made:
        return made[id(value)]
    if isinstance(value, keras.layers.Layer):
        made[id(value)] = _layer_again(value, edits, made)
        return made[id(value)]
    if isinstance(value, dict):
        return {key: _value_again(item, edits, made) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_value_again(item, edits, made) for item in value]
    if isinstance(value, keras.Variable):
        return None  # build() makes it anew
    return value


def _layer_again(layer: Any, edits: Edits, made: dict[int, Any]) -> Any:
    keras = load_keras()
    if layer.name in edits.removed:
        return keras.layers.Identity(name=layer.name)
    if hasattr(layer, "layers"):
        from handsonn.experiments.diagnosing.model_edits import again_inside

        return again_inside(layer, edits)
    if type(layer).__module__.startswith("keras.") or "get_config" in vars(type(layer)):
        return layer_again(layer, edits.settings.get(layer.name), unsized=True)
    return _object_again(layer, edits, made)


@cache
def _keras_attributes() -> frozenset[str]:
    """Name the attributes that Keras itself gives a model or layer that was compiled, built and called."""
    keras = load_keras()

    base: Any = keras.Model

    class Bare(base):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            return x

    model = Bare()
    model.compile("sgd", "mse", metrics=["mae"])
    model(keras.ops.zeros((1, 1)))
    layer = keras.layers.Identity()
    layer(keras.ops.zeros((1, 1)))
    fitted = {"history", "optimizer", "loss", "train_function", "test_function", "predict_function", "built"}
    return frozenset(vars(model)) | frozenset(vars(layer)) | fitted
