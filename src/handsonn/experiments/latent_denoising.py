"""Is noise removed? A denoising autoencoder against doing nothing, and against PCA."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.errors import Stopped, UsageError
from handsonn.experiments.latent_space import latent_space
from handsonn.records import Array, Dataset

Told = Callable[[float, str], None]


@dataclass(frozen=True, eq=False)
class NoiseRemoved:
    """Mean squared errors against the clean held-out samples; smaller is better.

    noise: standard deviation of what was added. autoencoder, pca, pca_best: a value per seed, (seeds,);
    nothing: of the noisy samples as they are, (seeds,). pca has as many components as the code has numbers;
    pca_best the number that does best on noisy training samples (best_components, per seed).
    examples: clean, noisy and cleaned samples of the first seed, shape (3, some, ...).
    """

    noise: float
    seeds: tuple[int, ...]
    nothing: Array
    autoencoder: Array
    pca: Array
    pca_best: Array
    best_components: Array
    examples: Array


def noise_removed(
    data: str | Dataset,
    latent_dim: int = 16,
    noise: float = 0.3,
    seeds: Sequence[int] = range(5),
    *,
    epochs: int | None = None,
    layers: Any = None,
    told: Told = lambda _share, _sentence: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> NoiseRemoved:
    """Train a denoising autoencoder per seed and clean held-out samples to which noise was added.

    noise: standard deviation in the prepared samples' scale. Each seed draws noise of its own. Raises Stopped
    where should_stop says so, and what latent_space raises.
    """
    wanted = tuple(seeds)
    if not wanted:
        raise UsageError("no seeds were given; give at least one, such as range(5).")
    rows, examples = [], np.zeros(0)
    for done, seed in enumerate(wanted):
        told(done / len(wanted), f"Seed {seed}")
        space = latent_space(
            data, latent_dim, kind="denoising", noise=noise, epochs=epochs, layers=layers, seed=seed,
            should_stop=should_stop,
        )  # fmt: skip
        if space.ended == "interrupted":
            raise Stopped("the comparison was stopped before all seeds were trained; nothing of it is kept.")
        clean = space.data.held_out
        noisy = _with_noise(clean, noise, seed)
        cleaned = space.decode(space.encode(noisy))
        straight, best, components = _pca(space.data.train, clean, noisy, latent_dim, noise, seed)
        rows.append((_error(noisy, clean), _error(cleaned, clean), straight, best, components))
        if not done:
            examples = np.stack([part[:10] for part in (clean, noisy, cleaned)])
    nothing, autoencoder, pca, pca_best, best_components = (
        np.array(column) for column in zip(*rows, strict=True)
    )
    return NoiseRemoved(noise, wanted, nothing, autoencoder, pca, pca_best, best_components, examples)


def _pca(  # noqa: PLR0917 - all of one seed
    train: Array, clean: Array, noisy: Array, size: int, noise: float, seed: int
) -> tuple[float, float, int]:
    """Project on the first components, fitted on clean training samples: as many, and the best number."""
    from sklearn.decomposition import PCA

    flat = train.reshape(len(train), -1)
    fitted = PCA(min(flat.shape), random_state=0).fit(flat)
    noisy_train = _with_noise(flat, noise, seed + 1)
    best = _best_number(fitted, flat, noisy_train)

    def cleaned(components: int) -> Array:
        axes = fitted.components_[:components]
        centred = noisy.reshape(len(noisy), -1) - fitted.mean_
        return np.asarray(centred @ axes.T @ axes + fitted.mean_).reshape(clean.shape)

    return _error(cleaned(size), clean), _error(cleaned(best), clean), best


def _best_number(fitted: Any, clean: Array, noisy: Array) -> int:
    """Find how many components leave the least error: each removes some signal and some noise."""
    true, seen = ((part - fitted.mean_) @ fitted.components_.T for part in (clean, noisy))
    gained = (np.square(seen - true) - np.square(true)).mean(axis=0, dtype=np.float64)
    return int(np.argmin(np.concatenate([[0.0], np.cumsum(gained)])))


def _with_noise(samples: Array, noise: float, seed: int) -> Array:
    drawn = np.random.default_rng(seed).normal(0.0, noise, samples.shape)
    return np.asarray(samples + drawn, np.float32)


def _error(found: Array, clean: Array) -> float:
    return float(np.mean(np.square(found - clean), dtype=np.float64))
