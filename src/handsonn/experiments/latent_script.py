"""A latent space as a plain Keras script, and the samples that it reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from handsonn.errors import LatentError

if TYPE_CHECKING:
    from handsonn.experiments.latent_space import LatentSpace

DATA_FILE, SCRIPT_FILE = "data.npz", "train.py"


def latent_script(space: LatentSpace) -> str:
    """Write the training as a script that needs keras and numpy alone; it reads data.npz beside it.

    Raises LatentError where nothing was trained here, ModelError for the learner's own parts.
    """
    from handsonn.models.autoencoders import autoencoder_script

    if space.settings is None or space.autoencoder is None:
        raise LatentError(f"this latent space is {space.source}, so no training of ours made it.")
    return autoencoder_script(
        space.autoencoder,
        data_lines=_data_lines(space),
        seed=space.settings.seed,
        batch_size=space.settings.batch_size,
        epochs=space.settings.epochs,
        title=f"The latent space of {space.dataset.name} as plain Keras",
    )


def _data_lines(space: LatentSpace) -> list[str]:
    lines = [
        f'with np.load(FOLDER / "{DATA_FILE}") as data:',
        '    x_train, x_test = data["x_train"], data["x_test"]',
    ]
    if space.data.preparation.fill_values:
        return lines  # the gaps are filled already, and the values scaled
    known = space.data.preparation
    scaling = "(x.astype('float64') * multiply + add).astype('float32')"
    return [
        *lines,
        f"# The scaler {known.scaler!r}, as the training samples taught it.",
        f"multiply, add = np.array({known.multiply.tolist()!r}), np.array({known.add.tolist()!r})",
        f"x_train, x_test = ({scaling} for x in (x_train, x_test))",
    ]


def write_script_data(space: LatentSpace, path: Path) -> None:
    """Write the script's samples into this .npz: as they were loaded, or prepared where gaps were filled."""
    data = space.data
    x = data.samples if data.preparation.fill_values else data.dataset.x
    np.savez_compressed(path, x_train=x[data.train_rows], x_test=x[data.held_out_rows])


def data_bytes(space: LatentSpace) -> int:
    """Tell how large the script's samples are before they are compressed."""
    return int(space.dataset.x.nbytes)
