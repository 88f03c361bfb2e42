"""How the reconstruction error falls with the size of the code, next to PCA with as many components."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from handsonn.errors import Stopped, UsageError
from handsonn.experiments.latent_data import LatentData, check_enough, prepare_latent_data
from handsonn.experiments.latent_predict import predict
from handsonn.experiments.latent_settings import LatentSettings, choose_settings
from handsonn.experiments.setting_checks import check_seed
from handsonn.records import Array, Dataset

Told = Callable[[float, str], None]


@dataclass(frozen=True, eq=False)
class ErrorCurve:
    """Mean squared errors of held-out samples, prepared as the networks see them.

    dims: sizes of the code, ascending. errors: shape (dims, seeds). pca: with as many components, (dims,).
    noise_floor: the best that a code of the true size can do, where the data set knows it; else None.
    """

    dims: tuple[int, ...]
    seeds: tuple[int, ...]
    errors: Array
    pca: Array
    settings: LatentSettings
    noise_floor: float | None = None

    @property
    def means(self) -> Array:
        """The mean over the seeds, (dims,)."""
        return np.asarray(self.errors.mean(axis=1))

    @property
    def bands(self) -> tuple[Array, Array]:
        """The lowest and the highest error among the seeds, each (dims,)."""
        return np.asarray(self.errors.min(axis=1)), np.asarray(self.errors.max(axis=1))


def error_by_latent_dim(
    data: str | Dataset,
    dims: Sequence[int],
    seeds: Sequence[int] = range(5),
    *,
    kind: str | None = None,
    layers: Any = None,
    epochs: int | None = None,
    batch_size: int | None = None,
    learning_rate: float | None = None,
    told: Told = lambda _share, _sentence: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> ErrorCurve:
    """Train an autoencoder for each size of the code and each seed; judge it on the held-out samples.

    All seeds of one size share a compiled program (training.Population). told: hears the share done and a
    sentence. Raises Stopped where should_stop says so, and what latent_space raises.
    """
    from handsonn.data import load

    dataset = data if isinstance(data, Dataset) else load(data)
    sizes, wanted = _checked(dims, "latent_dim"), _checked(seeds, "seed")
    for seed in wanted:
        check_seed(seed)
    settings = choose_settings(
        dataset, latent_dim=sizes[-1], kind=kind, layers=layers, epochs=epochs, batch_size=batch_size,
        seed=wanted[0], options={} if learning_rate is None else {"learning_rate": learning_rate},
    )  # fmt: skip
    prepared = prepare_latent_data(dataset, settings.scaler)
    check_enough(prepared, sizes[-1])
    rows = []
    for done, size in enumerate(sizes):
        told(done / len(sizes), f"Codes of {size} {'number' if size == 1 else 'numbers'}")
        rows.append(_errors(prepared, replace(settings, latent_dim=size), wanted, should_stop))
    told(1.0, "The curve is done")
    return ErrorCurve(
        sizes, wanted, np.array(rows), pca_errors(prepared, sizes), settings, noise_floor(prepared)
    )


def pca_errors(data: LatentData, dims: Sequence[int]) -> Array:
    """Held-out mean squared errors of PCA, fitted on the training samples: shape (dims,)."""
    from sklearn.decomposition import PCA

    train, held_out = (part.reshape(len(part), -1) for part in (data.train, data.held_out))
    fitted = PCA(max(dims), random_state=0).fit(train)
    centred = held_out - fitted.mean_
    found = []
    for size in dims:
        axes = fitted.components_[:size]
        found.append(float(np.mean(np.square(centred - centred @ axes.T @ axes), dtype=np.float64)))
    return np.array(found)


def noise_floor(data: LatentData) -> float | None:
    """Give the floor that the data set's maker knows, in the prepared samples' scale; None elsewhere."""
    from handsonn.data.datasets import hidden9

    if data.dataset.name != hidden9.CARD.name:
        return None
    raw = hidden9.NOISE**2 * (hidden9.FEATURES - hidden9.FACTORS) / hidden9.FEATURES
    return float(raw * np.mean(np.square(data.preparation.multiply)))


def _errors(
    data: LatentData, settings: LatentSettings, seeds: tuple[int, ...], should_stop: Callable[[], bool]
) -> list[float]:
    from handsonn.models.autoencoders import build_autoencoder
    from handsonn.training.population import Population

    train, held_out = data.train, data.held_out
    steps = max(1, settings.epochs * math.ceil(len(train) / settings.batch_size))
    shape = tuple(int(side) for side in train.shape[1:])

    def make() -> Any:
        return build_autoencoder(shape, settings.latent_dim, decay_steps=steps, **settings.building()).model

    trained = Population(make, seeds).train(
        train, train, epochs=settings.epochs, batch_size=settings.batch_size, should_stop=should_stop
    )
    if not trained.complete:
        raise Stopped("the curve was stopped before all sizes were trained; nothing of it is kept.")
    return [
        float(np.mean(np.square(predict(model, held_out) - held_out), dtype=np.float64))
        for model in trained.models
    ]


def _checked(values: Sequence[int], name: str) -> tuple[int, ...]:
    numbers = tuple(values)
    if not numbers or any(isinstance(number, bool) or not isinstance(number, int) for number in numbers):
        raise UsageError(f"{name}s are {numbers!r}; give at least one whole number, such as range(1, 13).")
    return tuple(sorted(set(numbers)))
