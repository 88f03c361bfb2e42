"""Layers that may learn again, starting from the weights that they were frozen with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handsonn.errors import DiagnosisError
from handsonn.experiments.diagnosing.case import Case
from handsonn.experiments.diagnosing.changes.kind import ChangeKind, Settings
from handsonn.experiments.diagnosing.compiling import compile_like
from handsonn.experiments.diagnosing.fresh import copied
from handsonn.experiments.diagnosing.model_edits import all_layers


def apply(case: Case, settings: Settings) -> Case:
    """Let these layers learn. layers: a name, or "all"."""
    wanted = str(settings["layers"])
    frozen = [layer.name for layer in _with_models(case.model) if not layer.trainable]
    names = frozen if wanted == "all" else [name for name in frozen if name == wanted]
    if not names:
        what = "no layer" if wanted == "all" else f"the layer {wanted!r} is not"
        raise DiagnosisError(f"{what} frozen in the model {case.model.name!r}.")

    def make() -> Any:
        model = copied(case)
        for layer in _with_models(model):
            if layer.name in names:
                layer.trainable = True
        return compile_like(model, case.model)  # which weights learn is decided by compile

    return replace(case, model=make(), make=make)


def _with_models(model: Any) -> list[Any]:
    nested = [layer for layer in model.layers if hasattr(layer, "layers")]
    return [model, *nested, *all_layers(model)]


CHANGE = ChangeKind("unfreeze", "lets frozen layers learn", apply, {"layers": "all"})
