"""Which metrics go with a loss, when a change puts another loss in the place of the learner's."""

from __future__ import annotations

from typing import Any

from handsonn.models.backend import load_keras

CLASSES = ("crossentropy", "hinge", "focal")
_OF_CLASSES = ("acc", "auc", "precision", "recall", "f1", "crossentropy", "top_k", "hinge")
_OF_NUMBERS = ("mae", "mse", "mean_", "root_mean", "r2", "mape", "msle", "log_cosh", "cosine")


def loss_object(name: str, *, from_logits: bool = False) -> Any:
    """Give the loss as a learner would write it: its name, or an object where it takes logits.

    Raises ValueError for a name that Keras does not have.
    """
    keras = load_keras()
    keras.losses.get(name)
    if not from_logits:
        return name
    kinds = {
        "binary_crossentropy": keras.losses.BinaryCrossentropy,
        "categorical_crossentropy": keras.losses.CategoricalCrossentropy,
        "sparse_categorical_crossentropy": keras.losses.SparseCategoricalCrossentropy,
    }
    return kinds[name](from_logits=True)


def loss_name(model: Any) -> str:
    """Give the name of the loss that the model was compiled with, where it takes no logits; else ""."""
    loss = model.loss
    if getattr(loss, "_fn_kwargs", {}).get("from_logits"):
        return ""
    if isinstance(loss, str):
        found = load_keras().losses.get(loss)
        return str(getattr(found, "__name__", getattr(found, "name", loss)))
    return str(getattr(loss, "name", getattr(loss, "__name__", "")))


def metrics_for(loss: str, metrics: Any) -> Any:
    """Keep metrics that suit the loss; put "accuracy" or "mae" in the place of those that do not."""
    if not isinstance(metrics, (list, tuple)):
        return metrics
    for_classes = any(word in loss for word in CLASSES)
    kept: list[Any] = []
    for metric in metrics:
        fitting = _suits(_name(metric), for_classes=for_classes)
        new = metric if fitting else ("accuracy" if for_classes else "mae")
        if new not in kept:
            kept.append(new)
    return kept


def _suits(name: str, *, for_classes: bool) -> bool:
    if for_classes:
        # "accuracy" is chosen by Keras from the shapes; the other spellings are made for one form of labels.
        own_form = "accuracy" in name and name not in ("accuracy", "balanced_accuracy")
        return not own_form and not any(word in name for word in _OF_NUMBERS)
    return not any(word in name for word in _OF_CLASSES)


def _name(metric: Any) -> str:
    if isinstance(metric, str):
        return metric.lower()
    return str(getattr(metric, "name", getattr(metric, "__name__", ""))).lower()
