"""How a network was compiled, and another one compiled likewise, with a new optimizer and new metrics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handsonn.errors import DiagnosisError
from handsonn.models.backend import load_keras


def compile_settings(model: Any) -> dict[str, Any]:
    """Give the arguments of the model's compile(), each object with a state made anew.

    Raises DiagnosisError for a model that is not compiled.
    """
    if not getattr(model, "compiled", False):
        raise DiagnosisError(
            f"the model {model.name!r} is not compiled; call model.compile(optimizer, loss, metrics) first."
        )
    given = dict(model._compile_config.config)  # noqa: SLF001 - get_compile_config() loses own functions
    given["optimizer"] = changed_optimizer(model, dict)
    for name in ("metrics", "weighted_metrics"):
        given[name] = _metrics_again(given[name])
    return given


def compile_like(model: Any, like: Any, **changed: Any) -> Any:
    """Compile a network as another one was, with some arguments changed, and return it."""
    model.compile(**(compile_settings(like) | changed))
    return model


def changed_optimizer(model: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """Make the model's optimizer anew from its configuration after `change`."""
    optimizer = model.optimizer
    return type(optimizer).from_config(change(optimizer.get_config()))


def _metrics_again(metrics: Any) -> Any:
    """Make metric objects anew; names and functions hold no state."""
    keras = load_keras()
    if isinstance(metrics, dict):
        return {name: _metrics_again(item) for name, item in metrics.items()}
    if isinstance(metrics, (list, tuple)):
        return [_metrics_again(item) for item in metrics]
    if isinstance(metrics, keras.Metric):
        return type(metrics).from_config(metrics.get_config())
    return metrics
