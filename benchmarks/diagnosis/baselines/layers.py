"""What the published lists ask of a network's layers, read from the live model."""

from __future__ import annotations

from typing import Any


def activation_of(layer: Any) -> str:
    """Name a layer's activation; "" for a layer that has none."""
    name = type(layer).__name__
    if name in ("ReLU", "Softmax", "LeakyReLU"):
        return name.lower()
    return str(getattr(getattr(layer, "activation", None), "__name__", ""))


def computing(model: Any) -> list[Any]:
    """List the layers that have kernels or an activation, in order."""
    return [layer for layer in model.layers if activation_of(layer)]


def last_activation(model: Any) -> str:
    layers = computing(model)
    return activation_of(layers[-1]) if layers else ""


def loss_of(model: Any) -> str:
    """Name the loss in Keras' full words."""
    loss = model.loss
    name = loss if isinstance(loss, str) else getattr(loss, "name", "")
    return {"mse": "mean_squared_error", "mae": "mean_absolute_error"}.get(name, str(name))
