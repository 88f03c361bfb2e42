"""What the compiled trainer leaves to model.fit, and the line that says why."""

from __future__ import annotations

from typing import Any

from handsonn.models.backend import backend_name, load_keras

_BATCH_HOOKS = (
    "on_batch_begin",
    "on_batch_end",
    "on_train_batch_begin",
    "on_train_batch_end",
    "on_test_batch_begin",
    "on_test_batch_end",
    "on_test_begin",
    "on_test_end",
)


def why_not_compiled(model: Any, arguments: dict[str, Any]) -> str | None:
    """Return why this call goes to model.fit, or None where the compiled trainer takes it.

    arguments: the call's keyword arguments, named as in keras.Model.fit.
    """
    if backend_name() != "jax":
        return f"the backend is {backend_name()}"
    return (
        _of_model(model)
        or _of_keras_settings()
        or _of_arguments(arguments)
        or _of_callbacks(arguments.get("callbacks"))
    )


def _of_model(model: Any) -> str | None:
    if not getattr(model, "compiled", False):
        return "the model is not compiled"
    if model.run_eagerly:
        return "run_eagerly=True asks for steps outside a compiled program"
    if not model.jit_compile:
        return _why_no_jit(model)
    for method in ("fit", "evaluate", "make_train_function", "make_test_function", "reset_metrics"):
        if not getattr(type(model), method).__module__.startswith("keras."):
            return f"{type(model).__name__} has its own {method}()"
    return None


def _why_no_jit(model: Any) -> str:
    kinds = [type(layer).__name__ for layer in model.layers if not layer.supports_jit]
    if kinds:
        return f"{kinds[0]} cannot be compiled"
    return "jit_compile=False asks for steps outside a compiled program"


def _of_keras_settings() -> str | None:
    keras = load_keras()
    if keras.distribution.distribution() is not None:
        return "a keras.distribution spreads the model over several devices"
    if keras.config.max_epochs() or keras.config.max_steps_per_epoch():
        return "keras.config limits epochs or steps"
    return None


def _of_arguments(arguments: dict[str, Any]) -> str | None:
    for name in ("steps_per_epoch", "validation_steps"):
        if arguments.get(name) is not None:
            return f"{name} cuts epochs differently from the data"
    validation = arguments.get("validation_data")
    if validation is not None and not (isinstance(validation, (tuple, list)) and len(validation) in (2, 3)):
        return f"validation_data of type {type(validation).__name__} is not (x, y)"
    return None


def _of_callbacks(callbacks: Any) -> str | None:
    for callback in load_keras().tree.flatten(callbacks or []):
        hook = _batch_hook(callback)
        if hook is not None:
            return f"{type(callback).__name__} looks at every batch ({hook})"
    return None


def _batch_hook(callback: Any) -> str | None:
    keras = load_keras()
    base = keras.callbacks.Callback
    if not isinstance(callback, base):
        return f"it is no {base.__name__}"
    if isinstance(callback, (keras.callbacks.ModelCheckpoint, keras.callbacks.ProgbarLogger)):
        return None if getattr(callback, "save_freq", "epoch") == "epoch" else "save_freq"
    for hook in _BATCH_HOOKS:
        if hook in vars(callback) or getattr(type(callback), hook) is not getattr(base, hook):
            return hook
    return None
