"""A latent space in a folder: codes, models, script and record, all of them or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from handsonn.errors import HandsonnError, UsageError
from handsonn.experiments.latent_script import (
    DATA_FILE,
    SCRIPT_FILE,
    data_bytes,
    latent_script,
    write_script_data,
)
from handsonn.experiments.versions import versions
from handsonn.experiments.whole_folder import put_in_place
from handsonn.records import DataCard, Preparation, dumps

if TYPE_CHECKING:
    from handsonn.experiments.latent_space import LatentSpace

CODES_FILE, RECORD_FILE = "codes.npz", "latent_space.json"
_MOST_SCRIPT_BYTES = 8_000_000


@dataclass(frozen=True)
class LatentRecord:
    """A latent space as text. Errors are mean squared ones of prepared samples; None without a decoder."""

    created: str
    data: DataCard
    source: str
    latent_dim: int
    settings: dict[str, Any]
    versions: dict[str, str]
    history: dict[str, tuple[float, ...]]
    train_error: float | None
    held_out_error: float | None
    preparation: Preparation
    seconds: float
    ended: str
    engine: str


def _record(space: LatentSpace) -> LatentRecord:
    """Say in a record what is kept of a latent space as text."""
    decodes, settings = space.decoder is not None, space.settings
    return LatentRecord(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        data=_card(space),
        source=space.source,
        latent_dim=space.latent_dim,
        settings={} if settings is None else asdict(settings),
        versions=versions(),
        history=space.history,
        train_error=space.train_error if decodes else None,
        held_out_error=space.held_out_error if decodes and len(space.data.held_out_rows) else None,
        preparation=space.data.preparation,
        seconds=space.seconds,
        ended=space.ended,
        engine=space.engine,
    )


def save_latent_space(
    space: LatentSpace,
    folder: Path,
    *,
    overwrite: bool = False,
    beside: Callable[[Path], None] = lambda _: None,
) -> Path:
    """Write codes.npz, encoder.keras, decoder.keras, latent_space.json, and train.py with its data.npz.

    The script and its samples are left out where these are large or nothing was trained here.
    beside: is called with the new folder before it takes its place, to write more files into it.
    Raises UsageError for a folder that is there already, unless it may be replaced, and which then must be an
    earlier latent space; HandsonnError when the disk refuses, and nothing is changed.
    """
    folder = folder.expanduser()
    refuse_existing_folder(folder, overwrite=overwrite)

    def fill(new: Path) -> None:
        _fill(space, new)
        beside(new)

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        put_in_place(folder, fill)
    except OSError as error:
        raise HandsonnError(
            f"the latent space could not be written into {folder} ({error.strerror or error}); make room or "
            "choose another folder."
        ) from None
    return folder


def refuse_existing_folder(folder: Path, *, overwrite: bool) -> None:
    """Raise UsageError for a folder with something in it, unless it is a latent space to be replaced."""
    if not folder.exists() and not folder.is_symlink():
        return
    if folder.is_dir() and not folder.is_symlink():
        if not any(folder.iterdir()) or (overwrite and (folder / RECORD_FILE).is_file()):
            return
        if overwrite:
            raise UsageError(
                f"{folder} holds other things than a latent space, so it is not replaced; choose "
                "another folder."
            )
    raise UsageError(f"{folder} exists already and would be written over; choose another folder or name.")


def _fill(space: LatentSpace, new: Path) -> None:
    from handsonn.models.formats import save

    arrays: dict[str, Any] = {
        "codes": space.codes,
        "train_rows": space.data.train_rows,
        "held_out_rows": space.data.held_out_rows,
    }
    if space.labels is not None:
        arrays["labels"] = space.labels
    if space.decoder is not None:
        arrays["errors"] = space.errors
        save(space.decoder, new / "decoder")
    save(space.encoder, new / "encoder")
    np.savez_compressed(new / CODES_FILE, **arrays)
    (new / RECORD_FILE).write_text(dumps(_record(space)), encoding="utf-8")
    own = space.autoencoder is None or space.autoencoder.body == "own"
    if space.settings is not None and not own and data_bytes(space) <= _MOST_SCRIPT_BYTES:
        (new / SCRIPT_FILE).write_text(latent_script(space), encoding="utf-8")
        write_script_data(space, new / DATA_FILE)


def _card(space: LatentSpace) -> DataCard:
    data, dataset = space.data, space.dataset
    return DataCard(
        name=dataset.name,
        task=dataset.task,
        kind=dataset.kind,
        samples=len(dataset),
        train_samples=len(data.train_rows),
        validation_samples=0,
        test_samples=len(data.held_out_rows),
        sample_shape=tuple(int(side) for side in dataset.x.shape[1:]),
        source=dataset.source,
        licence=dataset.licence,
        fingerprint=dataset.fingerprint,
        split_method="held-out rows were drawn without regard to labels, or are the data's own test rows",
        note=dataset.note,
        duplicates=space.repeated,
    )
