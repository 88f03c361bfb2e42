"""What the files of a saved network hold, read from the files themselves."""

from __future__ import annotations

import io
import math
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handsonn.course.chapters.ch10_neural_networks.experiments.digits_network_code import (
    digits_network_code,
)
from handsonn.course.pictures import Picture, Table, Text

FILES = ("json", "yaml", "weights", "keras")
SUFFIXES = {"json": ".json", "yaml": ".yaml", "weights": ".weights.h5", "keras": ".keras"}
PARTS = ("architecture", "weights", "state of the optimizer", "compile settings")


@dataclass(frozen=True)
class SavedFile:
    """One file. text: what is shown of it. holds: which of PARTS are in it. size: bytes.

    numbers: how many numbers stand in its arrays, by part ("weights", "state of the optimizer").
    """

    name: str
    text: str
    holds: tuple[str, ...]
    size: int
    numbers: dict[str, int]


def look_inside(path: Path) -> SavedFile:
    """Read a file that a network was saved to, by its own format; nothing in it is run."""
    content = path.read_bytes()
    if path.suffix == ".keras":
        return _archive(path.name, content)
    if path.suffix == ".h5":
        arrays = arrays_in(content)
        return SavedFile(path.name, tree(arrays), _held("", arrays), len(content), _numbers(arrays))
    text = content.decode()
    return SavedFile(path.name, text, _held(text, {}), len(content), {})


def _archive(name: str, content: bytes) -> SavedFile:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    arrays = arrays_in(members["model.weights.h5"])
    config = members["config.json"].decode()
    lines = [f"{name} is a ZIP archive of {len(members)} files:", ""]
    for member, inside in members.items():
        lines.append(f"{member}  ({len(inside):,} bytes)")
        if member == "metadata.json":
            lines.append(f"    {inside.decode()}")
        if member == "config.json":
            lines.append(f"    {config[:150]} ...")
        if member == "model.weights.h5":
            lines.extend(f"    {line}" for line in tree(arrays).splitlines())
    return SavedFile(name, "\n".join(lines), _held(config, arrays), len(content), _numbers(arrays))


def arrays_in(content: bytes) -> dict[str, tuple[int, ...]]:
    """List the arrays of an HDF5 file with their shapes."""
    import h5py

    found: dict[str, tuple[int, ...]] = {}

    def visit(name: str, thing: Any) -> None:
        if isinstance(thing, h5py.Dataset):
            found[name] = tuple(thing.shape)

    with h5py.File(io.BytesIO(content), "r") as file:
        file.visititems(visit)
    return found


def tree(arrays: dict[str, tuple[int, ...]]) -> str:
    """Write the arrays in groups, each with its shape."""
    lines: list[str] = []
    group = ""
    for name in sorted(arrays, key=_in_order):
        head, _, last = name.rpartition("/")
        if head != group:
            lines.append(f"{head}/")
            group = head
        shape = arrays[name]
        lines.append(f"    {last}  shape {shape}" if shape else f"    {last}  one number")
    return "\n".join(lines)


def _in_order(name: str) -> tuple[str, int]:
    head, _, last = name.rpartition("/")
    return head, int(last) if last.isdigit() else 0


def _held(text: str, arrays: dict[str, tuple[int, ...]]) -> tuple[str, ...]:
    found = {
        "architecture": "layers" in text and "Dense" in text,
        "weights": any(name.startswith("layers/") for name in arrays),
        "state of the optimizer": any(name.startswith("optimizer/") for name in arrays),
        "compile settings": "compile_config" in text,
    }
    return tuple(part for part in PARTS if found[part])


def _numbers(arrays: dict[str, tuple[int, ...]]) -> dict[str, int]:
    counts = {"weights": 0, "state of the optimizer": 0}
    for name, shape in arrays.items():
        counts["state of the optimizer" if name.startswith("optimizer/") else "weights"] += math.prod(shape)
    return counts


def inside_pictures(files: dict[str, SavedFile], chosen: str) -> dict[str, Picture]:
    """Draw the chosen file's content and the table of what each file holds."""
    rows = tuple(
        (
            file.name,
            f"{file.size:,}",
            *("yes" if part in file.holds else "no" for part in PARTS),
            sum(file.numbers.values()) or None,
        )
        for file in files.values()
    )
    return {
        "holds": Table(
            title="What each file holds, read from the files",
            columns=("file", "bytes", *PARTS, "numbers in arrays"),
            rows=rows,
            highlighted=(list(files).index(chosen),),
            span=12,
            height=172,
        ),
        "content": Text(title=f"Inside {files[chosen].name}", body=files[chosen].text, span=12, height=220),
    }


def inside_notice(
    files: dict[str, SavedFile], chosen: str, parameters: int, optimizer: str
) -> tuple[str, ...]:
    """Say what the chosen file holds and lacks."""
    file = files[chosen]
    lacks = [part for part in PARTS if part not in file.holds]
    missing = f"it lacks: {', '.join(lacks)}" if lacks else "it lacks nothing that training on needs"
    sentences = [f"{file.name} has {file.size:,} bytes and holds: {', '.join(file.holds)}; {missing}."]
    state = files["weights"].numbers["state of the optimizer"]
    sentences.append(
        f"The network has {parameters:,} weights and biases. The weights file holds {state:,} more numbers, the state of "
        f"{optimizer}: {_for_each(state, parameters)}."
    )
    if chosen == "yaml":
        sentences.append(
            "Keras itself has no to_yaml any more. handsonn writes the tree of model.to_json() as YAML, with a writer and "
            "a reader that never run what a file says."
        )
    return tuple(sentences)


def _for_each(state: int, parameters: int) -> str:
    each, rest = divmod(state, parameters)
    if not each:
        return "the count of updates and the learning rate; of each weight nothing is kept"
    return f"{each} for each of them, and {rest} more, the count of updates and the learning rate"


def nearest_multiple(numbers: int, parameters: int) -> int:
    """Say which option it is: 0 as many as parameters, 1 twice, 2 three times, 3 more."""
    return min(round(numbers / parameters), 4) - 1


def inside_code(optimizer: str) -> str:
    """Write the code of exactly this experiment."""
    made = {"Adam": "Adam()", "SGD": "SGD(0.1)", "SGD with momentum": "SGD(0.1, momentum=0.9)"}[optimizer]
    return f"""import tempfile
from pathlib import Path

import handsonn as hn  # reads and splits the data, writes the four formats; the rest is plain Keras
import h5py
import keras

split = hn.split(hn.load("digits"), validation=0.2, test=0.2, scaler="minmax", seed=0)
keras.utils.set_random_seed(0)
{digits_network_code()}
model.compile(keras.optimizers.{made}, "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(split.train.x, split.train.y, epochs=2, verbose=0)
arrays = {{}}


def note(name, thing):
    if isinstance(thing, h5py.Dataset):
        arrays[name] = thing.size


with tempfile.TemporaryDirectory() as folder:
    for path in hn.save(model, Path(folder) / "digits", formats=["json", "yaml", "weights", "keras"]):
        print(path.name, path.stat().st_size, "bytes")
    with h5py.File(Path(folder) / "digits.weights.h5") as file:
        file.visititems(note)
state = sum(size for name, size in arrays.items() if name.startswith("optimizer/"))
numbers = [sum(arrays.values()) - state, state]
print(model.count_params(), numbers)
"""
