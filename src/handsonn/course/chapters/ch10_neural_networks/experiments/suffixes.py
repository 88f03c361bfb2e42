"""Which suffix Keras takes for what, which it refuses, and what its words mean."""

from __future__ import annotations

import logging
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handsonn.course.chapters.ch10_neural_networks.experiments.digits_network_code import (
    digits_network_code,
)
from handsonn.course.pictures import Picture, Table, Text
from handsonn.course.pictures.table import Entry

SUFFIXES = (".keras", ".weights.h5", ".h5", ".hdf5", ".json", ".pkl", "")
CALLS = ("save", "save_weights", "load_weights")
CALL_WORDS = (
    "model.save",
    "model.save_weights",
    "network.load_weights",
)
NETWORKS = ("the same", "wider", "one layer less", "one layer more")
UNITS = {"the same": (64, 32), "wider": (100, 32), "one layer less": (64,), "one layer more": (64, 32, 32)}
LONGEST = 330
WRITTEN = {
    "weights": "the weights",
    "whole model, .keras": "a whole model",
    "whole model, old HDF5": "a whole model in the old format",
}


@dataclass(frozen=True)
class Said:
    """What Keras did.

    refused: its words, or "". warned: what it said while doing it, or "". content: what was written, as
    content_of() tells, or "".
    """

    refused: str = ""
    warned: str = ""
    content: str = ""

    @property
    def in_short(self) -> str:
        """A few words for a table."""
        return "refused" if self.refused else self.content


@contextmanager
def hearing() -> Iterator[list[str]]:
    """Collect what Keras logs or warns of, in place of the terminal."""
    heard: list[str] = []

    def hear(record: logging.LogRecord) -> bool:
        heard.append(record.getMessage())
        return False

    logger = logging.getLogger("absl")
    logger.addFilter(hear)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield heard
        heard.extend(str(one.message) for one in caught if one.category is UserWarning)
    finally:
        logger.removeFilter(hear)


def try_to_save(call: str, model: Any, suffix: str) -> Said:
    """Call model.save or model.save_weights with a file name of this suffix, in a folder that goes away again."""
    with tempfile.TemporaryDirectory() as folder, hearing() as heard:
        path = Path(folder) / f"digits{suffix}"
        refused = words_of(lambda: getattr(model, call)(path))
        content = "" if refused else content_of(path)
    return Said(refused.replace(f"{path.parent}/", ""), _first(heard), content)


def try_to_load(model: Any, other: Any) -> Said:
    """Load the weights of `model` into another network."""
    with tempfile.TemporaryDirectory() as folder, hearing() as heard:
        path = Path(folder) / "digits.weights.h5"
        model.save_weights(path)
        refused = words_of(lambda: other.load_weights(path))
    return Said(refused, _first(heard), "" if refused else "weights")


def words_of(call: Callable[[], Any]) -> str:
    """Call, and give the words of the error that Keras raises, or ""."""
    try:
        call()
    except (ValueError, TypeError, OSError) as error:
        return str(error) or type(error).__name__
    return ""


def content_of(path: Path) -> str:
    """Find out from the file itself what was written."""
    import h5py

    if path.suffix == ".keras":
        return "whole model, .keras"
    with h5py.File(path, "r") as file:
        return "whole model, old HDF5" if "model_config" in file.attrs else "weights"


def _first(heard: list[str]) -> str:
    return heard[0] if heard else ""


def shortened(words: str) -> str:
    """Keep Keras' words; leave out the values of variables, and cut after LONGEST characters, with [...]."""
    plain = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", words).split())
    plain = re.sub(r", value=\[\[.*", " [...]", plain)
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST].rstrip()} [...]"


def meaning(call: str, suffix: str, network: str, said: Said) -> str:
    """Say in plain words what happened, and what to do."""
    if call == "load_weights":
        if not said.refused:
            return "Same layers, same shapes: every array finds its place."
        return (
            f"The network is {network if network == 'wider' else f'{network} than the saved one'}, so an array of the file "
            "does not have the shape that a layer needs. Load weights into the architecture that they were saved from."
        )
    if said.refused:
        right = ".keras" if call == "save" else ".weights.h5"
        return f"Keras chooses the format by the suffix, and {suffix or 'no suffix'} names none here. Use digits{right}."
    if said.content == "whole model, old HDF5" and suffix == ".weights.h5":
        return (
            "It ran, but not as the name says: model.save wrote a whole model in the old format. load_weights will not find "
            "what it looks for. For the weights call model.save_weights, for the model use digits.keras."
        )
    if said.content == "whole model, old HDF5":
        return "This is the format of older Keras versions. It still works; Keras recommends digits.keras."
    return "This is the suffix made for it."


def suffix_pictures(
    results: dict[tuple[str, str], Said], chosen: tuple[str, str, str], said: Said
) -> dict[str, Picture]:
    """Draw the table of suffixes, and what Keras says to the chosen one. chosen: (call, suffix, network)."""
    call, suffix, network = chosen
    rows: list[tuple[Entry, ...]] = []
    for one in SUFFIXES:
        cells = [
            ("\u25b8 " if (name, one) == (call, suffix) else "") + results[name, one].in_short
            for name in ("save", "save_weights")
        ]
        rows.append((f"digits{one}", *cells))
    asked = (
        f"load_weights into a network that is {network}"
        if call == "load_weights"
        else f"model.{call}('digits{suffix}')"
    )
    words = (
        f"Keras refuses: {shortened(said.refused)}"
        if said.refused
        else f"Keras {'loads' if call == 'load_weights' else 'writes'}: {said.content}."
    )
    if said.warned and not said.refused:
        words += f"\nKeras warns: {shortened(said.warned)}"
    return {
        "suffixes": Table(
            title="What Keras writes for each suffix",
            columns=("file name", "model.save", "model.save_weights"),
            rows=tuple(rows),
            highlighted=() if call == "load_weights" else (SUFFIXES.index(suffix),),
            span=7,
            height=340,
        ),
        "said": Text(
            title=asked,
            body=f"{words}\n\nIn plain words: {meaning(*chosen, said)}",
            monospaced=False,
            span=5,
            height=340,
        ),
    }


def suffix_notice(
    results: dict[tuple[str, str], Said], chosen: tuple[str, str, str], said: Said, *, forgets: bool
) -> tuple[str, ...]:
    """Say what came of the chosen call, how many are refused, and what saving as .h5 does to the model.

    chosen: (call, suffix, network). said: what Keras did with it. forgets: as measured.
    """
    refused = sum(bool(said.refused) for said in results.values())
    counted = (
        f"Of {len(results)} combinations of call and suffix Keras refuses {refused}. Nothing here needs pickle: a "
        ".keras file holds the architecture, the weights, the optimizer's state and the compile settings."
    )
    after = "loses its optimizer" if forgets else "keeps its optimizer"
    return (
        _chosen_words(results, chosen, said),
        counted,
        f"Measured with this Keras: a model that was once saved as .h5 {after} when it is later saved as .keras.",
    )


def _chosen_words(results: dict[tuple[str, str], Said], chosen: tuple[str, str, str], said: Said) -> str:
    """Say what Keras did with the chosen call, and what the other call does with the same name."""
    call, suffix, network = chosen
    if call == "load_weights":
        done = "refuses them" if said.refused else "takes them all"
        return f"Weights of the saved network into a network that is {network}: Keras {done}."
    other = "save_weights" if call == "save" else "save"
    name = f"digits{suffix}"
    return f"{name}: {_did(call, said)}; {_did(other, results[other, suffix])}."


def _did(call: str, said: Said) -> str:
    if said.refused:
        return f"model.{call} refuses it"
    return f"model.{call} writes {WRITTEN[said.content]}" + (", with a warning" if said.warned else "")


def suffix_code(call: str, suffix: str, network: str) -> str:
    """Write the code of exactly this trial."""
    if call == "load_weights":
        act = f"""{digits_network_code(UNITS[network], name="other", spaces=4)}
    model.save_weights(Path(folder) / "digits.weights.h5")
    act = lambda: other.load_weights(Path(folder) / "digits.weights.h5")"""
    else:
        act = f'    act = lambda: model.{call}(Path(folder) / "digits{suffix}")'
    return f"""import tempfile
from pathlib import Path

import handsonn as hn  # chooses Keras' backend; the rest is plain Keras
import keras

{digits_network_code()}
model.compile(keras.optimizers.Adam(), "sparse_categorical_crossentropy", metrics=["accuracy"])
with tempfile.TemporaryDirectory() as folder:
{act}
    try:
        act()
        refused = [False]
    except ValueError as error:
        refused = [True]
        print(error)
print(refused)
"""
