"""hn.fit against model.fit on the same seed, with callbacks at the ends of epochs: the same bits."""

import re
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from against_keras import LAST_BIT, assert_same_bits, compiled_and_plain, fit_compiled
from keras import callbacks, optimizers
from small_networks import classifier, convolutional, features, images, linear


class Halver(keras.callbacks.Callback):
    """Halves the first weights after each epoch, and notes what it saw."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = []

    def on_epoch_end(self, epoch: Any, logs: Any = None) -> None:
        kernel = self.model.layers[0].kernel
        self.seen.append((epoch, dict(logs), np.array(kernel).tolist(), int(self.model.optimizer.iterations)))
        kernel.assign(kernel * 0.5)


class Diary(keras.callbacks.Callback):
    """Notes which hook was called when."""

    def __init__(self, lines: Any) -> None:
        super().__init__()
        self.lines = lines

    def on_train_begin(self, logs: Any = None) -> None:
        self.lines.append(("train begins", self.params, logs))

    def on_train_end(self, logs: Any = None) -> None:
        self.lines.append(("train ends", self.params, logs))

    def on_epoch_begin(self, epoch: Any, logs: Any = None) -> None:
        self.lines.append(("epoch begins", epoch, logs))

    def on_epoch_end(self, epoch: Any, logs: Any = None) -> None:
        self.lines.append(("epoch ends", epoch, logs))


def unlearnable() -> Any:
    """Random labels, so that validation stops improving at once."""
    return features()[0], np.random.default_rng(0).integers(0, 3, 90)


def stopping(**options: Any) -> Any:
    return {
        "callbacks": [callbacks.EarlyStopping(patience=2, **options)], "epochs": 12,
        "validation_data": features(40, seed=9),
    }  # fmt: skip


CALLBACKS = {
    "early stopping": stopping,
    "early stopping, best weights": lambda: stopping(restore_best_weights=True),
    "early stopping on the training loss": lambda: stopping(monitor="loss", min_delta=10.0),
    "early stopping from epoch 3": lambda: stopping(start_from_epoch=3, restore_best_weights=True),
    "plateau": lambda: {
        "callbacks": [callbacks.ReduceLROnPlateau(monitor="loss", factor=0.3, patience=1, min_delta=1.0)],
        "epochs": 6,
    },
    "learning rate scheduler": lambda: {
        "callbacks": [callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.5 if epoch else rate)],
        "epochs": 4,
    },
    "function at epoch ends": lambda: {
        "callbacks": [callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: logs.update(number=epoch))],
        "epochs": 3,
    },
    "a single callback, no list": lambda: {"callbacks": Halver(), "epochs": 3},
}


def trained_with(arguments: Any) -> Any:
    def make() -> Any:
        return classifier(
            keras.layers.Dense(6, activation="relu"),
            keras.layers.Dropout(0.1),
            optimizer=optimizers.Adam(0.05, use_ema=True),
        )

    return compiled_and_plain(make, *unlearnable(), arguments=arguments)


@pytest.mark.parametrize("arguments", CALLBACKS.values(), ids=CALLBACKS)
def test_every_weight_has_the_same_bits(arguments: Any) -> None:
    ours, theirs = trained_with(arguments)
    assert_same_bits(ours, theirs)


def test_early_stopping_really_stops_and_restores() -> None:
    ours, theirs = trained_with(lambda: stopping(restore_best_weights=True))
    assert len(theirs.history.epoch) < 12
    assert ours.history.epoch == theirs.history.epoch


def test_a_callback_sees_and_changes_the_weights_at_epoch_ends() -> None:
    seen = []

    def arguments() -> Any:
        halver = Halver()
        seen.append(halver.seen)
        return {"callbacks": [halver], "epochs": 3}

    assert_same_bits(*compiled_and_plain(linear, *features(), arguments=arguments))
    ours, theirs = seen
    assert [epoch for epoch, *_ in ours] == [0, 1, 2]
    assert [entry[2:] for entry in ours] == [entry[2:] for entry in theirs]


def test_a_callback_changes_weights_of_the_step_engine_too() -> None:
    assert_same_bits(
        *compiled_and_plain(
            convolutional, *images(), arguments=lambda: {"callbacks": [Halver()], "epochs": 3}
        )
    )


@pytest.mark.parametrize("epochs", [3, 0])
def test_hooks_are_called_when_keras_calls_them_with_what_keras_passes(epochs: Any) -> None:
    diaries = []

    def arguments() -> Any:
        diaries.append([])
        return {
            "callbacks": [Diary(diaries[-1])], "epochs": epochs, "validation_data": features(40, seed=9),
        }  # fmt: skip

    compiled_and_plain(linear, *features(), arguments=arguments)
    for ours, theirs in zip(*diaries, strict=True):
        assert ours[:2] == theirs[:2]
        assert ours[2] == (pytest.approx(theirs[2], rel=LAST_BIT) if theirs[2] else theirs[2])


def test_a_checkpoint_holds_the_best_weights_of_its_epoch(tmp_path: Path) -> None:
    paths = iter([tmp_path / "ours.weights.h5", tmp_path / "theirs.weights.h5"])

    def arguments() -> Any:
        saver = callbacks.ModelCheckpoint(next(paths), "loss", save_best_only=True, save_weights_only=True)
        return {"callbacks": [saver], "epochs": 3}

    ours, theirs = compiled_and_plain(linear, *features(), arguments=arguments)
    ours.model.load_weights(tmp_path / "ours.weights.h5")
    theirs.model.load_weights(tmp_path / "theirs.weights.h5")
    for one, other in zip(ours.model.get_weights(), theirs.model.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_csv_logger_writes_the_same_lines(tmp_path: Path) -> None:
    paths = iter([tmp_path / "ours.csv", tmp_path / "theirs.csv"])
    compiled_and_plain(
        linear, *features(), arguments=lambda: {"callbacks": [callbacks.CSVLogger(next(paths))], "epochs": 3}
    )
    assert (tmp_path / "ours.csv").read_text() == (tmp_path / "theirs.csv").read_text()


@pytest.mark.parametrize("verbose", [1, 2])
def test_the_progress_bar_ends_with_what_keras_shows(verbose: Any, capsys: Any) -> None:
    def shown(trainer: Any) -> Any:
        keras.utils.set_random_seed(2)
        model = linear()
        model.build((None, 8))
        trainer(model, *features(), batch_size=32, epochs=2, verbose=verbose, validation_split=0.2)
        lines = [part for line in capsys.readouterr().out.splitlines() for part in line.split("\r")]
        last = [line for line in lines if "val_loss" in line or line.startswith("Epoch")]
        return [re.sub(r"\d+[mu]?s(/step|/epoch)?|[\b━\s]+|\x1b\[\S+?m", " ", line).split() for line in last]

    ours, theirs = shown(fit_compiled), shown(keras.Model.fit)
    assert any("val_loss:" in line for line in theirs)
    assert ours == theirs


def test_the_model_keeps_what_it_learnt_when_a_callback_raises() -> None:
    class Stop(Exception):  # noqa: N818
        pass

    def stop(epoch: Any, logs: Any) -> None:
        del logs
        if epoch == 1:
            raise Stop

    def weights_after(trainer: Any) -> Any:
        keras.utils.set_random_seed(2)
        model = linear()
        callback = callbacks.LambdaCallback(on_epoch_end=stop)
        with pytest.raises(Stop):
            trainer(model, *features(), epochs=5, verbose=0, callbacks=[callback])
        return model.get_weights()

    for one, other in zip(weights_after(fit_compiled), weights_after(keras.Model.fit), strict=True):
        np.testing.assert_array_equal(one, other)
