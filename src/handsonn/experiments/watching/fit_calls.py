"""Watch fit and compile of every Keras model, without changing what they do."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np

from handsonn.experiments.watching.raised import raised_in_fit
from handsonn.records import Array, DataFacts, RaisedFacts

COPIED_BYTES = 64_000_000
"""Arrays up to this size are copied when fit is called, since a script may change them in place later."""


@dataclass(eq=False)
class WatchedCall:
    """One call of fit as a script made it.

    number: 1 is the first. arguments: all of fit's, by name, except x and y. line: of the script; 0: unknown.
    history: what fit gave, as far as it came. data: facts of the arrays, where these were looked at.
    """

    number: int
    model: Any
    x: Any
    y: Any
    arguments: dict[str, Any]
    line: int = 0
    history: dict[str, tuple[float, ...]] = field(default_factory=dict)
    raised: RaisedFacts | None = None
    data: DataFacts | None = None


@dataclass(eq=False)
class FitCalls:
    """Every call so far, and the models that were compiled.

    began: is told of each call before it trains; epoch: of (call, epochs done, epochs asked for, logs).
    """

    script: Path
    began: Callable[[WatchedCall], None] = lambda _: None
    epoch: Callable[[WatchedCall, int, int, dict[str, float]], None] = lambda *_: None
    calls: list[WatchedCall] = field(default_factory=list)
    compiled: list[Any] = field(default_factory=list)
    _depth: int = 0
    _unwatched: tuple[Any, Any, Any] | None = None

    def watch(self, keras: Any) -> None:
        """Put watchers before keras.Model's fit and compile."""
        self._unwatched = (keras.Model, keras.Model.fit, keras.Model.compile)
        self._watch_fit(keras)
        self._watch_compile(keras)

    def unwatch(self) -> None:
        """Give keras.Model its own functions back, if it was watched: our own trainings are not heard of."""
        if self._unwatched is not None:
            kind = self._unwatched[0]
            kind.fit, kind.compile = self._unwatched[1:]

    def _watch_fit(self, keras: Any) -> None:
        original = keras.Model.fit
        signature = inspect.signature(original)

        def fit(model: Any, *args: Any, **kwargs: Any) -> Any:
            if self._depth:  # a model's own fit that calls Keras' is one call
                return original(model, *args, **kwargs)
            try:
                bound = signature.bind(model, *args, **kwargs)
            except TypeError:
                bound = None  # Keras will say what is wrong with the arguments
            call = self._begin(model, dict(bound.arguments) if bound else kwargs, sys._getframe(1))  # noqa: SLF001
            self._depth += 1
            try:
                history = original(model, *args, **self._with_progress(keras, call, bound, kwargs))
            except BaseException as error:
                call.history = _plain(getattr(getattr(model, "history", None), "history", {}))
                if isinstance(error, Exception):
                    call.raised = raised_in_fit(error, self.script, call.line)
                raise
            finally:
                self._depth -= 1
            call.history = _plain(history.history)
            return history

        fit.__doc__, fit.__name__, fit.__qualname__ = original.__doc__, "fit", original.__qualname__
        fit.__signature__ = signature  # type: ignore[attr-defined]
        keras.Model.fit = fit

    def _watch_compile(self, keras: Any) -> None:
        original = keras.Model.compile

        def compile(model: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: A001 - Keras' own name
            given = original(model, *args, **kwargs)
            if not any(known is model for known in self.compiled):
                self.compiled.append(model)
            return given

        compile.__doc__, compile.__name__ = original.__doc__, "compile"
        compile.__signature__ = inspect.signature(original)  # type: ignore[attr-defined]
        keras.Model.compile = compile

    def _begin(self, model: Any, given: dict[str, Any], frame: FrameType) -> WatchedCall:
        arguments = {name: value for name, value in given.items() if name != "self"}
        arguments.update(arguments.pop("kwargs", {}))
        last = self.calls[-1] if self.calls else None
        x = _as_it_is_now(arguments.pop("x", None), last and last.x)
        y = _as_it_is_now(arguments.pop("y", None), last and last.y)
        call = WatchedCall(len(self.calls) + 1, model, x, y, arguments, _line_of(frame, self.script))
        self.calls.append(call)
        self.began(call)
        return call

    def _with_progress(self, keras: Any, call: WatchedCall, bound: Any, kwargs: dict[str, Any]) -> Any:
        """Add a callback that only hears of epochs; it draws nothing and changes nothing."""
        given = call.arguments.get("callbacks")
        positional = bound is None or ("callbacks" in call.arguments and "callbacks" not in kwargs)
        if positional or isinstance(given, keras.callbacks.CallbackList):
            return kwargs
        wanted = call.arguments.get("epochs", 1)
        teller = keras.callbacks.LambdaCallback(
            on_epoch_end=lambda epoch, logs: self.epoch(call, epoch + 1, wanted, dict(logs or {}))
        )
        own = list(given) if isinstance(given, (list, tuple)) else [given] if given else []
        return {**kwargs, "callbacks": [*own, teller]}


def _line_of(frame: FrameType | None, script: Path) -> int:
    while frame is not None:
        if Path(frame.f_code.co_filename).name == script.name and (
            Path(frame.f_code.co_filename).resolve() == script
        ):
            return frame.f_lineno
        frame = frame.f_back
    return 0


def _as_it_is_now(value: Any, before: Any) -> Any:
    """Copy what may change; where it is still what the call before was given, share that call's copy."""
    if isinstance(value, np.ndarray):
        if value.nbytes > COPIED_BYTES:
            return value
        return before if _is_the_same(value, before) else value.copy()
    if isinstance(value, (list, tuple)) and value and all(isinstance(item, np.ndarray) for item in value):
        several = isinstance(before, (list, tuple)) and len(before) == len(value)
        earlier = before if several else [None] * len(value)
        return type(value)(_as_it_is_now(item, old) for item, old in zip(value, earlier, strict=True))
    return value


def _is_the_same(value: Array, before: Any) -> bool:
    known = isinstance(before, np.ndarray) and before.dtype == value.dtype and not value.dtype.hasobject
    return known and np.array_equal(value, before)


def _plain(history: dict[str, Any]) -> dict[str, tuple[float, ...]]:
    return {name: tuple(float(value) for value in values) for name, values in history.items()}
