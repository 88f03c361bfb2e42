"""Records to JSON and back: strict JSON (no NaN tokens), types checked on the way in.

A dataclass is an object with its "type"; an array carries its dtype and shape; a float that JSON cannot
write is {"type": "float", "value": "nan"} (or "inf", "-inf"; the bare word inside an array), so that a text
that happens to be "nan" stays a text. Reading never executes anything and never guesses.
"""

from __future__ import annotations

import dataclasses
import json
import math
import types
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np

from handsonn.errors import HandsonnError

T = TypeVar("T")
_NOT_FINITE = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
_INTEGERS = tuple(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64))
_ARRAY_TYPES = {"bool": (bool,), **dict.fromkeys(_INTEGERS, (int,))} | dict.fromkeys(
    ("float16", "float32", "float64"), (float, int)
)


class CodecError(HandsonnError):
    """JSON that is not the record it should be."""


def dumps(record: Any) -> str:
    """Write a record as indented, strict JSON."""
    return json.dumps(to_jsonable(record), indent=1, ensure_ascii=False, allow_nan=False)


def loads(kind: type[T], text: str) -> T:
    """Read a record of this kind. Raises CodecError for anything else."""
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise CodecError(f"this is not JSON ({error}); expected a {kind.__name__} record.") from None
    record: T = from_jsonable(kind, data)
    return record


def _refuse_constant(token: str) -> float:
    raise ValueError(f"the token {token} is not JSON")


def to_jsonable(value: Any) -> Any:
    """Turn a record into dicts, lists, strings and numbers."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: to_jsonable(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {"type": type(value).__name__, **fields}
    if isinstance(value, np.ndarray):
        return _array_to_jsonable(value)
    if isinstance(value, dict):
        return {str(key): to_jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_jsonable(item) for item in value]
    if isinstance(value, np.generic):
        return to_jsonable(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return {"type": "float", "value": _word_for(value)}
    if value is None or isinstance(value, (str, int, float)):
        return value
    raise TypeError(f"a record cannot hold a {type(value).__name__}")


def _array_to_jsonable(array: Any) -> dict[str, Any]:
    if array.dtype.name not in _ARRAY_TYPES:
        raise TypeError(f"a record cannot hold an array of {array.dtype}")
    items = array.ravel().tolist()
    if array.dtype.kind == "f":
        items = [item if math.isfinite(item) else _word_for(item) for item in items]
    return {"type": "array", "dtype": array.dtype.name, "shape": list(array.shape), "items": items}


def _word_for(value: float) -> str:
    return "nan" if math.isnan(value) else ("inf" if value > 0 else "-inf")


def from_jsonable(kind: Any, data: Any, where: str = "record") -> Any:
    """Read a value of the annotated kind from plain JSON values."""
    origin = get_origin(kind)
    if kind is Any:
        return data
    if origin in (Union, types.UnionType):
        return _from_union(get_args(kind), data, where)
    if origin is Literal:
        return _check(data in get_args(kind) and isinstance(data, str), data, kind, where)
    if dataclasses.is_dataclass(kind):
        return _from_dataclass(kind, data, where)
    if origin is np.ndarray or kind is np.ndarray:
        return _from_array(data, where)
    if origin is tuple:
        _check(isinstance(data, list), data, kind, where)
        item = get_args(kind)[0]
        return tuple(from_jsonable(item, value, f"{where}[{i}]") for i, value in enumerate(data))
    if origin is dict:
        _check(isinstance(data, dict), data, kind, where)
        item = get_args(kind)[1]
        return {key: from_jsonable(item, value, f"{where}.{key}") for key, value in data.items()}
    return _from_scalar(kind, data, where)


def _from_scalar(kind: Any, data: Any, where: str) -> Any:
    if kind is float:
        return _from_float(data, where)
    if kind is int:
        return _check(isinstance(data, int) and not isinstance(data, bool), data, kind, where)
    if kind is type(None):
        return _check(data is None, data, kind, where)
    return _check(isinstance(data, kind), data, kind, where)


def _from_float(data: Any, where: str) -> float:
    if isinstance(data, dict) and data.get("type") == "float":
        word = data.get("value")
        _check(word in ("nan", "inf", "-inf"), word, float, where)
        return _NOT_FINITE[str(word)]
    _check(isinstance(data, (int, float)) and not isinstance(data, bool), data, float, where)
    try:
        return float(data)
    except OverflowError:  # an integer of 400 digits
        raise CodecError(f"{where}: expected float, found {_short(data)}.") from None


def _from_union(kinds: tuple[Any, ...], data: Any, where: str) -> Any:
    for kind in kinds:
        if dataclasses.is_dataclass(kind):
            if isinstance(data, dict) and data.get("type") == kind.__name__:  # type: ignore[union-attr]
                return _from_dataclass(kind, data, where)
            continue
        try:
            return from_jsonable(kind, data, where)
        except CodecError:
            continue
    raise CodecError(f"{where}: {_short(data)} is none of the kinds expected there.")


def _from_dataclass(kind: Any, data: Any, where: str) -> Any:
    _check(isinstance(data, dict) and data.get("type") == kind.__name__, data, kind, where)
    hints = get_type_hints(kind)
    values = {}
    for field in dataclasses.fields(kind):
        if field.name in data:
            values[field.name] = from_jsonable(hints[field.name], data[field.name], f"{where}.{field.name}")
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise CodecError(f"{where} has no {field.name!r}, which every {kind.__name__} needs.")
    return kind(**values)


def _from_array(data: Any, where: str) -> Any:
    _check(isinstance(data, dict) and data.get("type") == "array", data, np.ndarray, where)
    dtype, shape, items = data.get("dtype"), data.get("shape"), data.get("items")
    _check(isinstance(dtype, str) and dtype in _ARRAY_TYPES, dtype, "a numeric type", f"{where}.dtype")
    _check(isinstance(items, list), items, list, f"{where}.items")
    sides = isinstance(shape, list) and all(type(side) is int and side >= 0 for side in shape)
    _check(sides and math.prod(shape) == len(items), shape, f"sides of {len(items)} items", f"{where}.shape")
    allowed = _ARRAY_TYPES[dtype]
    if float in allowed:
        items = [_NOT_FINITE.get(item, item) if isinstance(item, str) else item for item in items]
    for item in items:
        _check(type(item) in allowed, item, f"only {dtype}", f"{where}.items")
    try:
        with np.errstate(over="raise"):
            return np.array(items, dtype=dtype).reshape(shape)
    except (OverflowError, FloatingPointError, ValueError) as error:
        raise CodecError(f"{where}: these items are no {dtype} array of this shape ({error}).") from None


def _check(holds: bool, data: Any, kind: Any, where: str) -> Any:
    if not holds:
        name = getattr(kind, "__name__", str(kind))
        raise CodecError(f"{where}: expected {name}, found {_short(data)}.")
    return data


def _short(data: Any) -> str:
    text = repr(data)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004
