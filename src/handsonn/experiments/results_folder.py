"""results/: what a page shows of a run that has just been made, in files that appear all at once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from handsonn.errors import FormatError, HandsonnError
from handsonn.experiments.put_aside import put_pictures_aside
from handsonn.experiments.run_view import judged_samples, view_run
from handsonn.experiments.whole_folder import put_in_place

if TYPE_CHECKING:
    from handsonn.experiments.train_and_keep import Kept

RESULTS_FOLDER = "results"
FORMATS = ("json", "yaml", "weights", "keras", "onnx")
_RESULT, _SAMPLES, _IMAGES = "result.json", "samples.json", "images.npy"
PICTURES, SAVED = "pictures", "saved"


def write_results(kept: Kept, folder: Path) -> None:
    """Write folder/results: result.json, samples.json, images.npy, saved/ (the formats).

    The pictures, which take longer to draw, go into folder/pictures: `draw_for_keeping`.

    Raises HandsonnError when the disk refuses; results of an earlier training are then as they were.
    """
    _put(folder, RESULTS_FOLDER, lambda new: _fill(kept, new))


def draw_for_keeping(kept: Kept, folder: Path) -> None:
    """Draw folder/pictures, which the run's report will show. Raises HandsonnError when the disk refuses."""
    _put(folder, PICTURES, lambda new: put_pictures_aside(kept.run, new))


def _put(folder: Path, name: str, fill: Callable[[Path], None]) -> None:
    try:
        put_in_place(folder / name, fill)
    except OSError as error:
        raise HandsonnError(
            f"the results could not be written into {folder} ({error.strerror or error}); make room and "
            "train again: it goes on where it stopped."
        ) from None


def _fill(kept: Kept, new: Path) -> None:
    samples, images = judged_samples(kept.run)
    if images is not None:
        np.save(new / _IMAGES, images)
    _write(new / _SAMPLES, samples)
    _write(new / _RESULT, view_run(kept.run, kept.record) | {"saved": _save(kept, new / SAVED)})


def _save(kept: Kept, folder: Path) -> list[dict[str, Any]]:
    """Save the network in every format that can hold it; say what each holds, or why it cannot."""
    from handsonn.models.formats import FORMATS as KNOWN
    from handsonn.models.formats import save

    folder.mkdir()
    told: list[dict[str, Any]] = []
    for name in FORMATS:
        facts: dict[str, Any] = {"format": name, "holds": KNOWN[name].holds}
        try:
            path = save(kept.run.model, folder / "model", [name])[0]
        except FormatError as error:
            told.append({**facts, "why_not": str(error)})
            continue
        told.append({**facts, "file": path.name, "bytes": path.stat().st_size})
    return told


def _write(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, allow_nan=False), encoding="utf-8")


def read_result(folder: Path) -> dict[str, Any]:
    """Read what `view_run` said of the run in folder/results. Raises HandsonnError if it is not there."""
    return _read(folder / RESULTS_FOLDER / _RESULT)


def read_samples(folder: Path, *, cell: tuple[int, int] | None = None) -> tuple[dict[str, Any], Any]:
    """Read the judged samples of a cell (true class, predicted class), or else the worst mistakes.

    Returns them with their images, uint8, or None. Raises HandsonnError if they are not there.
    """
    known = _read(folder / RESULTS_FOLDER / _SAMPLES)
    samples = known["samples"]
    if cell is None:
        places = [at for at, sample in enumerate(samples) if sample.get("worst") is not None]
        places.sort(key=lambda at: samples[at]["worst"])
    else:
        places = [at for at, sample in enumerate(samples) if sample.get("cell") == list(cell)]
    path = folder / RESULTS_FOLDER / _IMAGES
    images = np.load(path, mmap_mode="r", allow_pickle=False)[places] if path.is_file() else None
    return {"heads": known["heads"], "samples": [samples[at] for at in places]}, images


def _read(path: Path) -> dict[str, Any]:
    try:
        value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise HandsonnError(f"the results of this training cannot be read ({reason}); train again.") from None
    return value


def forget_training(folder: Path) -> None:
    """Delete a training's whole folder. Raises HandsonnError when the disk refuses."""
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise HandsonnError(
            f"the training in {folder} could not be deleted ({error.strerror}); delete that folder yourself."
        ) from None
