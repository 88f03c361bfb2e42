"""Where an encoder comes from: trained here, brought in by the learner, or a layer of a trained network."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from handsonn.errors import DataError, UsageError
from handsonn.experiments.latent_data import LatentData, check_enough, checked
from handsonn.experiments.latent_settings import LatentSettings
from handsonn.experiments.setting_checks import check_seed
from handsonn.records import Dataset, EpochFacts

if TYPE_CHECKING:
    from handsonn.models.autoencoders import Autoencoder
    from handsonn.training import SessionResult

Sink = Callable[[EpochFacts], None]


@dataclass(frozen=True)
class Edges:
    """Who is told of each epoch, and who may stop the training."""

    sink: Sink = lambda _: None
    should_stop: Callable[[], bool] = lambda: False


def train_autoencoder(
    data: LatentData, settings: LatentSettings, edges: Edges
) -> tuple[Autoencoder, SessionResult]:
    """Build it with this seed and train it on the training samples, the held-out ones watching."""
    from handsonn.models.autoencoders import build_autoencoder
    from handsonn.models.backend import load_keras

    check_seed(settings.seed)
    check_enough(data, settings.latent_dim)
    load_keras().utils.set_random_seed(settings.seed)
    shape = tuple(int(side) for side in data.samples.shape[1:])
    autoencoder = build_autoencoder(
        shape, settings.latent_dim, decay_steps=_updates(data, settings), **settings.building()
    )
    return autoencoder, _train(autoencoder.model, data, settings, edges)


def train_joined(
    encoder: Any, decoder: Any, data: LatentData, settings: LatentSettings, edges: Edges
) -> tuple[Autoencoder, SessionResult]:
    """Train the learner's encoder and decoder in a row, from the weights that they come with."""
    from handsonn.models.autoencoders import join
    from handsonn.models.autoencoders.build import compile_autoencoder
    from handsonn.models.backend import load_keras

    check_seed(settings.seed)
    autoencoder = join(encoder, decoder, data.samples.shape[1:])
    load_keras().utils.set_random_seed(settings.seed)
    compile_autoencoder(
        autoencoder.model,
        settings.loss,
        learning_rate=settings.learning_rate,
        decay_steps=_updates(data, settings),
    )
    shaped = replace(data, samples=data.samples.reshape(-1, *autoencoder.model.input_shape[1:]))
    return autoencoder, _train(autoencoder.model, shaped, settings, edges)


def _updates(data: LatentData, settings: LatentSettings) -> int:
    return max(1, settings.epochs * math.ceil(len(data.train_rows) / settings.batch_size))


def _train(model: Any, data: LatentData, settings: LatentSettings, edges: Edges) -> SessionResult:
    from handsonn.training import run_session

    train, held_out = data.train, data.held_out
    return run_session(
        model, train, train, batch_size=settings.batch_size, epochs=settings.epochs,
        validation_data=(held_out, held_out), sink=edges.sink, should_stop=edges.should_stop,
    )  # fmt: skip


def network_of(model: Any) -> Any:
    """Take the keras.Model out of a run; a model stays as it is."""
    return model.model if is_run(model) else model


def data_of_run(run: Any, dataset: Dataset | None) -> LatentData:
    """Split and prepare the data as this run did: which rows trained its network is known.

    Raises UsageError for a kept run without its data, DataError for other data than the run's.
    """
    from handsonn.experiments.run import Run

    if isinstance(run, Run):
        given = run.data.dataset if dataset is None else dataset
        if given.fingerprint != run.data.dataset.fingerprint:
            raise _other_data(given, run.data.dataset.name)
        return _of_split(given, run.data.split)
    if dataset is None:
        raise UsageError("a kept run does not hold its samples, so give the data set that it was trained on.")
    if dataset.fingerprint != run.record.data.fingerprint:
        raise _other_data(dataset, run.record.data.name)
    return _of_split(dataset, _split_again(dataset, run.record.settings))


def is_run(model: Any) -> bool:
    """Tell a run, or a kept one, from a network."""
    from handsonn.experiments.kept_run import KeptRun
    from handsonn.experiments.run import Run

    return isinstance(model, (Run, KeptRun))


def _other_data(dataset: Dataset, name: str) -> DataError:
    return DataError(
        f"{dataset.name} is not, sample for sample, what the run was trained on ({name}), so it is not known "
        "which of its rows the network has seen; give the run's own data."
    )


def _split_again(dataset: Dataset, settings: dict[str, Any]) -> Any:
    from handsonn.data import split

    validation = settings["validation"]
    return split(
        dataset,
        validation=validation if isinstance(validation, (int, float)) else 0,
        test=settings["test"],
        validation_split=settings["validation_split"],
        scaler=settings["scaler"],
        seed=settings["split_seed"],
    )


def _of_split(dataset: Dataset, parts: Any) -> LatentData:
    import numpy as np

    from handsonn.data import prepare

    held_out = parts.test_rows if parts.test_rows is not None else np.zeros(0, np.int64)
    samples = prepare(parts.preparation, dataset.x)
    return checked(LatentData(dataset, parts.preparation, samples, parts.train_rows, held_out))
