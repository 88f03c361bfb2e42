"""Statistical bias and variance, measured: networks trained again on resampled training sets.

At a point x, over training sets: expected squared error = (mean prediction - truth)² + variance of the
prediction + variance of the noise (Geman, Bienenstock and Doursat 1992). Truth and noise are known here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from handsonn.course.live.part import Watch
from handsonn.training import Population

Array = np.ndarray[Any, Any]
SETS = 30
"""Training sets, and so networks, for each seed."""
GRID = np.linspace(-1, 1, 101, dtype="float32")
DRAWS = 100
"""Fresh noisy targets drawn for each network at each test point to measure the error."""


def truth(x: Array) -> Array:
    """Give the function that the networks are to learn: sin(pi x) + 0.6 x²."""
    return np.asarray(np.sin(np.pi * x) + 0.6 * x * x)


def training_sets(seed: int, samples: int, noise: float) -> tuple[Array, Array]:
    """Draw SETS training sets: x uniform from -1 to 1, y = truth + noise; shapes (samples, SETS, 1)."""
    generator = np.random.default_rng(seed)
    x = generator.uniform(-1, 1, (samples, SETS, 1)).astype("float32")
    return x, (truth(x) + noise * generator.standard_normal(x.shape)).astype("float32")


@dataclass(frozen=True, eq=False)
class Decomposition:
    """What one seed's networks gave, as means over the test points.

    fits: shape (points, SETS). error: measured against fresh noisy targets; the other three add up to it.
    """

    fits: Array
    bias_squared: float
    variance: float
    noise: float
    error: float

    @property
    def total(self) -> float:
        """Add statistical bias squared, variance and noise."""
        return self.bias_squared + self.variance + self.noise


def decompose(fits: Array, noise: float, seed: int) -> Decomposition:
    """Take predictions at GRID, shape (points, sets), apart. noise: its standard deviation."""
    wanted = truth(GRID.astype("float64"))
    fits = fits.astype("float64")
    generator = np.random.default_rng(1000 + seed)
    targets = (wanted[:, None] + noise * generator.standard_normal(fits.shape) for _ in range(DRAWS))
    error = np.mean([((fits - fresh) ** 2).mean() for fresh in targets])
    return Decomposition(
        fits,
        float(((fits.mean(axis=1) - wanted) ** 2).mean()),
        float(fits.var(axis=1).mean()),
        noise**2,
        float(error),
    )


@dataclass(frozen=True, eq=False)
class Resamplings:
    """Networks trained on resampled training sets, each setting once.

    make(units, use_bias): a compiled keras.Model of SETS networks side by side, from (n, SETS, 1) to the
    same shape. What was measured is kept, so that a learner who comes back to a setting need not wait.
    """

    make: Callable[[int, bool], Any]
    epochs: int
    known: dict[tuple[Any, ...], Decomposition] = field(default_factory=dict)

    def measure(
        self, units: int, seed: int, *, samples: int, noise: float, use_bias: bool, watch: Watch
    ) -> Decomposition:
        """Train the networks of one seed, all samples in each update, and take their errors apart."""
        key = (units, seed, samples, noise, use_bias)
        if key not in self.known:
            x, y = training_sets(seed, samples, noise)
            trained = Population(lambda: self.make(units, use_bias), seeds=(seed,)).train(
                x, y, epochs=self.epochs, batch_size=samples, should_stop=watch.should_stop
            )
            watch.check()
            everywhere = np.repeat(GRID[:, None, None], SETS, axis=1)
            fits = np.asarray(trained.models[0](everywhere))[..., 0]
            self.known[key] = decompose(fits, noise, seed)
        return self.known[key]
