"""The script of an autoencoder, run on its own, ends with the codes that handsonn's training ends with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest

import handsonn as hn
from handsonn.errors import ModelError
from handsonn.models.autoencoders import autoencoder_script, build_autoencoder, join

DATA = [
    'with np.load(FOLDER / "data.npz") as data:',
    '    x_train, x_test = data["x_train"], data["x_test"]',
]


# Between them: noise, draws, Dense layers and convolutions.
CASES = {"denoising": ("convolutional", (3,)), "variational": ("dense", (6, 5))}


def test_an_autoencoder_is_reproduced_by_its_script(tmp_path: Path) -> None:
    x = np.random.default_rng(0).random((60, 5, 4)).astype("float32")
    runs, programs = {}, []
    for kind, (body, sizes) in CASES.items():
        keras.utils.set_random_seed(3)
        parts = build_autoencoder(
            (5, 4), 2, kind, body=body, layers=sizes, output="sigmoid", loss="binary_crossentropy",
            decay_steps=9,
        )  # fmt: skip
        hn.fit(
            parts.model, x[:50], x[:50], batch_size=20, epochs=3, validation_data=(x[50:], x[50:]), verbose=0
        )
        runs[kind] = parts.encoder.predict(x[50:], verbose=0)
        folder = tmp_path / kind
        folder.mkdir()
        np.savez(folder / "data.npz", x_train=x[:50], x_test=x[50:])
        text = autoencoder_script(parts, data_lines=DATA, seed=3, batch_size=20, epochs=3)
        assert "handsonn." not in text
        assert "import handsonn" not in text
        path = folder / "train.py"
        path.write_text(f"{text}\nnp.save(FOLDER / 'codes.npy', codes)\n", encoding="utf-8")
        programs.append(path)
    # One process for all: starting Keras takes longer than these trainings.
    run_all = "import runpy, sys\nfor path in sys.argv[1:]: runpy.run_path(path)"
    subprocess.run([sys.executable, "-c", run_all, *map(str, programs)], check=True, capture_output=True)
    for kind, codes in runs.items():
        np.testing.assert_allclose(np.load(tmp_path / kind / "codes.npy"), codes, atol=1e-5, err_msg=kind)


def test_parts_of_the_learner_have_no_script_of_ours() -> None:
    encoder = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    decoder = keras.Sequential([keras.Input((2,)), keras.layers.Dense(4)])
    with pytest.raises(ModelError, match="the script that makes them is yours"):
        autoencoder_script(join(encoder, decoder, (4,)), data_lines=DATA, seed=0, batch_size=8, epochs=1)
