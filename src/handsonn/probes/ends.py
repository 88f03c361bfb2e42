"""What acts on the values that come out: a walk back from an output to the layer that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handsonn.probes.places import Place, Wiring
from handsonn.probes.spelling import activation_of, is_kerass

# Layers that let values pass: the activation before them still tells what range comes out.
_PASSING = {
    "Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "AlphaDropout", "GaussianDropout",
    "GaussianNoise", "Flatten", "Reshape", "Permute", "RepeatVector", "Identity", "ActivityRegularization",
    "Masking", "Squeeze", "ExpandDims", "Transpose", "Cropping1D", "Cropping2D", "Cropping3D",
    "UpSampling1D", "UpSampling2D", "UpSampling3D", "MaxPooling1D", "MaxPooling2D", "MaxPooling3D",
    "AveragePooling1D", "AveragePooling2D", "AveragePooling3D", "GlobalAveragePooling1D",
    "GlobalAveragePooling2D", "GlobalAveragePooling3D", "GlobalMaxPooling1D", "GlobalMaxPooling2D",
    "GlobalMaxPooling3D",
}  # fmt: skip
_BARE_ACTIVATIONS = {"Activation", "Softmax", "ReLU", "LeakyReLU", "PReLU", "ELU"}
_NORMALISING = {"BatchNormalization", "LayerNormalization", "GroupNormalization", "RMSNormalization"}


@dataclass(frozen=True)
class End:
    """How an output is made. layer: the layer with weights; activation: the last one, "" where not known."""

    layer: str
    activation: str
    before: str = ""


def end_of(wiring: Wiring, name: str) -> End:
    """Walk back from the place `name`."""
    activations: list[str] = []
    hidden = False  # beyond a normalisation or a Rescaling, an activation no longer tells the range
    seen: set[str] = set()
    place = wiring.find(name)
    while place is not None and place.name not in seen:
        seen.add(place.name)
        known = activation_of(place.operation)
        if not hidden and known not in ("", "linear"):
            activations.append(known)
        source = wiring.find(place.inbound[0]) if len(place.inbound) == 1 else None
        if source is None or not _is_passing(place.operation):
            return _end(place, activations, hidden=hidden)
        hidden = hidden or _hides(place.operation, source)
        place = source
    return End(name, "")


def _is_passing(operation: Any) -> bool:
    kind = type(operation).__name__
    if kind == "TimeDistributed":
        return _is_passing(operation.layer)
    passing = kind in _PASSING | _BARE_ACTIVATIONS | _NORMALISING | {"Rescaling"}
    bare = ".ops." in type(operation).__module__ and activation_of(operation) != ""
    return is_kerass(type(operation)) and (passing or bare)


def _hides(operation: Any, source: Place) -> bool:
    kind = type(operation).__name__
    if kind in _NORMALISING:
        return True
    bounded = activation_of(source.operation) not in ("", "linear")
    return kind == "Rescaling" and bounded


def _end(place: Place, activations: list[str], *, hidden: bool) -> End:
    if activations:
        return End(place.name, activations[0], activations[1] if len(activations) > 1 else "")
    unknown = place.loose or not _tells_its_activation(place.operation)
    own = activation_of(place.operation)
    return End(place.name, "" if unknown or (hidden and own not in ("", "linear")) else "linear")


def _tells_its_activation(operation: Any) -> bool:
    """Whether no activation means a linear output: not of a Lambda, a sum, or the learner's own layer."""
    return is_kerass(type(operation)) and (
        bool(getattr(operation, "weights", ())) or hasattr(operation, "activation")
    )
