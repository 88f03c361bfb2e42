"""Settings that change without compiling anew: dropout rates, L1 and L2, momentum and their like.

The learning rate is an optimizer variable, so it always changes freely. The others are Python numbers that
Keras reads while a program is traced. Inside `with live_settings():` each is replaced, only while tracing,
by an input of the program, so that one program serves every value. A value of 0 means another program
(Keras leaves the computation out), and so do all other settings. Against the program in which the value is
a constant, the weights agree to a few 1e-6 after some epochs instead of bit for bit: that is why this is a
choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from handsonn.models.backend import load_keras

LIVE = {
    "SGD": ("momentum", "weight_decay", "clipnorm", "global_clipnorm"),
    "Adam": ("beta_1", "beta_2", "epsilon", "weight_decay", "clipnorm", "global_clipnorm"),
    "AdamW": ("beta_1", "beta_2", "epsilon", "weight_decay", "clipnorm", "global_clipnorm"),
    "RMSprop": ("rho", "momentum", "epsilon", "weight_decay", "clipnorm", "global_clipnorm"),
    "L1": ("l1",),
    "L2": ("l2",),
    "L1L2": ("l1", "l2"),
    "Dropout": ("rate",),
    "SpatialDropout1D": ("rate",),
    "SpatialDropout2D": ("rate",),
    "SpatialDropout3D": ("rate",),
    "AlphaDropout": ("rate",),
    "GaussianNoise": ("stddev",),
    "BatchNormalization": ("momentum", "epsilon"),
}
"""Class name to the attributes that were measured to be exact to 1e-7 as inputs."""

_wanted: ContextVar[bool] = ContextVar("live_settings", default=False)


@contextmanager
def live_settings() -> Iterator[None]:
    """Let fit() and run_session() share one program among all values of the settings in LIVE."""
    token = _wanted.set(True)
    try:
        yield
    finally:
        _wanted.reset(token)


def are_wanted() -> bool:
    """Tell whether the caller is inside `with live_settings():`."""
    return _wanted.get()


@dataclass(frozen=True)
class LiveSetting:
    """One number that Keras reads while tracing: `owner.attribute`."""

    owner: Any
    attribute: str

    @property
    def value(self) -> float:
        """The number as the model has it now."""
        return float(getattr(self.owner, self.attribute))


def is_live(class_name: str, attribute: str, value: Any) -> bool:
    """Tell whether this setting may be an input of a program: a number, and not 0."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and value != 0 and attribute in LIVE.get(class_name, ())


def find_live_settings(model: Any) -> tuple[LiveSetting, ...]:
    """Find the live settings of a compiled model, always in the same order."""
    owners = [model.optimizer]
    for layer in _all_layers(model):
        owners.append(layer)
        regularizer = load_keras().regularizers.Regularizer
        owners.extend(value for _, value in sorted(vars(layer).items()) if isinstance(value, regularizer))
    return tuple(
        LiveSetting(owner, attribute)
        for owner in owners
        for attribute in LIVE.get(type(owner).__name__, ())
        if is_live(type(owner).__name__, attribute, getattr(owner, attribute, None))
    )


@contextmanager
def substituted(settings: tuple[LiveSetting, ...], values: tuple[Any, ...]) -> Iterator[None]:
    """Put traced numbers in the settings' places, and the plain numbers back afterwards."""
    plain = [getattr(setting.owner, setting.attribute) for setting in settings]
    try:
        for setting, number, traced in zip(settings, plain, values, strict=True):
            setattr(setting.owner, setting.attribute, _TracedNumber(number, traced))
        yield
    finally:
        for setting, number in zip(settings, plain, strict=True):
            setattr(setting.owner, setting.attribute, number)


def _all_layers(model: Any) -> Iterator[Any]:
    for layer in model.layers:
        yield layer
        if hasattr(layer, "layers"):
            yield from _all_layers(layer)


class _TracedNumber:
    """A traced number that answers Keras' Python questions ("is it 0?") as the plain number would."""

    def __init__(self, number: float, traced: Any) -> None:
        self._number, self._traced = number, traced

    def __jax_array__(self) -> Any:
        return self._traced

    def __bool__(self) -> bool:
        return bool(self._number)

    def __eq__(self, other: object) -> bool:
        return self._number == other

    def __hash__(self) -> int:
        return hash(self._number)

    def __lt__(self, other: float) -> bool:
        return self._number < other

    def __le__(self, other: float) -> bool:
        return self._number <= other

    def __gt__(self, other: float) -> bool:
        return self._number > other

    def __ge__(self, other: float) -> bool:
        return self._number >= other

    def __add__(self, other: Any) -> Any:
        return self._traced + other

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return self._traced - other

    def __rsub__(self, other: Any) -> Any:
        return other - self._traced

    def __mul__(self, other: Any) -> Any:
        return self._traced * other

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        return self._traced / other

    def __rtruediv__(self, other: Any) -> Any:
        return other / self._traced

    def __pow__(self, other: Any) -> Any:
        return self._traced**other

    def __neg__(self) -> Any:
        return -self._traced
