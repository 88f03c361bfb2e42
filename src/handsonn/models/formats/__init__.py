"""Save a model in one or more formats, and load it again."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from handsonn.errors import FormatError
from handsonn.models.backend import load_keras
from handsonn.models.formats.atomic import write_together
from handsonn.models.formats.registry import FORMATS, Format, format_named, format_of
from handsonn.models.formats.weights import load_into
from handsonn.models.formats.yaml import model_from_yaml, to_yaml

__all__ = ["FORMATS", "Format", "load_model", "model_from_yaml", "save", "to_yaml"]

Notify = Callable[[str], object]


def save(model: Any, stem: str | Path, formats: str | Sequence[str] = ("keras",)) -> tuple[Path, ...]:
    """Save a keras.Model as stem + the suffix of each format; all files appear, or none.

    stem: path and name without a suffix, such as "models/clothes"; a format's own suffix is taken off.
    formats: any of "json", "yaml", "weights", "keras", "onnx".
    Returns the paths written.
    Raises UnknownName for a format that does not exist; FormatError if the model cannot be written so, or the
    disk does not take it.
    """
    if not isinstance(model, load_keras().Model):
        raise FormatError(f"save() takes a keras.Model; this is a {type(model).__name__}.")
    names = (formats,) if isinstance(formats, str) else tuple(dict.fromkeys(formats))
    if not names:
        raise FormatError(f"no format was given; name one or more of: {', '.join(FORMATS)}.")
    entries = [format_named(name) for name in names]
    base = _without_suffix(Path(stem))
    jobs = [(base.with_name(base.name + entry.suffixes[0]), _writer(entry, model)) for entry in entries]
    return write_together(jobs)


def _writer(entry: Format, model: Any) -> Callable[[Path], None]:
    return lambda path: entry.write(model, path)


def _without_suffix(path: Path) -> Path:
    """Take a format's suffix off the name. Raises FormatError for no name, or one that ends in plain .h5."""
    entry = format_of(path)
    if entry is not None:
        suffix = next(suffix for suffix in entry.suffixes if path.name.lower().endswith(suffix))
        path = path.with_name(path.name[: -len(suffix)]) if path.name.lower() != suffix else Path()
    if path.name in {"", ".", ".."}:
        raise FormatError("the model needs a file name to be saved under, such as models/clothes.")
    _refuse_plain_h5(path)
    return path


def _refuse_plain_h5(path: Path) -> None:
    if path.suffix.lower() in {".h5", ".hdf5"}:
        raise FormatError(
            f"Keras wants the name of a weights file to end in .weights.h5; use {path.stem}.weights.h5 in "
            "place of "
            f"{path.name} (a whole model goes into {path.stem}.keras)."
        )


def load_model(
    path: str | Path,
    *,
    weights: str | Path | None = None,
    allow: Sequence[str] = (),
    notify: Notify | None = None,
) -> Any:
    """Load a keras.Model from .keras, or from an architecture (.json, .yaml) and its .weights.h5.

    weights: the .weights.h5 to fill the model with. For a weights file as `path`, the architecture of the
        same name beside it is used.
    allow: names of Lambda layers whose code you trust; without it a file never runs code.
    notify: told, in a sentence, what was chosen or what is missing; without it, a warning says so.
    Raises FormatError for a file that is missing, broken, hostile, or not all that is needed.
    """
    tell = notify or _warn
    path = _existing(Path(path))
    entry = format_of(path)
    if entry is None:
        _refuse_plain_h5(path)
        endings = ", ".join(suffix for known in FORMATS.values() for suffix in known.suffixes)
        raise FormatError(f"{path.name} has no ending that tells its format; models end in {endings}.")
    if entry.name == "onnx":
        raise FormatError(
            f"{path.name} is for other runtimes and is not read back into Keras; load the .keras file of "
            "the model."
        )
    if entry.name == "weights":
        if weights is not None:
            raise FormatError(
                f"both {path.name} and {Path(weights).name} are weights; one architecture is needed."
            )
        return load_into(_architecture_beside(path, tuple(allow), tell), path)
    if entry.read is None:
        raise FormatError(f"{path.name}: a file of the format {entry.name!r} is not read back.")
    model = entry.read(path, tuple(allow))
    if weights is not None:
        return load_into(model, _weights_file(Path(weights)))
    if entry.name != "keras":
        tell(_fresh_weights(path))
    return model


def _warn(sentence: str) -> None:
    warnings.warn(sentence, stacklevel=3)


def _existing(path: Path) -> Path:
    if path.is_dir():
        raise FormatError(f"{path} is a folder; give the file of a model.")
    if not path.is_file():
        raise FormatError(f"there is no file {path}.")
    return path


def _weights_file(path: Path) -> Path:
    if not path.name.lower().endswith(".weights.h5"):
        _refuse_plain_h5(path)
        raise FormatError(f"{path.name} is no file of weights; those end in .weights.h5.")
    return _existing(path)


def _stem_of(path: Path) -> str:
    entry = format_of(path)
    suffixes = entry.suffixes if entry else ()
    suffix = next((suffix for suffix in suffixes if path.name.lower().endswith(suffix)), "")
    return path.name.removesuffix(suffix)


def _architecture_beside(path: Path, allow: tuple[str, ...], tell: Notify) -> Any:
    stem = _stem_of(path)
    for name in ("json", "yaml"):
        for suffix in FORMATS[name].suffixes:
            beside, read = path.with_name(stem + suffix), FORMATS[name].read
            if beside.is_file() and read is not None:
                tell(f"{path.name} holds weights alone; the architecture comes from {beside.name} beside it.")
                return read(beside, allow)
    raise FormatError(
        f"{path.name} holds weights without an architecture; give also the architecture: "
        f"load_model('{stem}.json', weights='{path.name}')."
    )


def _fresh_weights(path: Path) -> str:
    stem = _stem_of(path)
    beside = path.with_name(f"{stem}.weights.h5")
    found = f"{beside.name} lies beside it: " if beside.is_file() else ""
    return (
        f"{path.name} holds an architecture without weights, so the weights are new and untrained; {found}"
        f"load_model('{path.name}', weights='{beside.name}') fills them."
    )
