"""A density fitted on codes, so that new codes can be drawn where the samples' are.

An autoencoder that is not variational spreads its codes as it likes; a mixture of normal distributions,
whose number BIC chooses (Schwarz 1978), follows them more closely than one normal does.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.errors import LatentError
from handsonn.latent.one_thread import one_thread
from handsonn.records import Array

Told = Callable[[float, str], None]
"""Hears the share that is done and a sentence; what it raises ends the work."""
MOST_COMPONENTS = 16
MOST_SAMPLES = 10_000  # that the mixture is fitted on
_FEWEST_SAMPLES_A_COMPONENT = 3  # times the latent dimension
_REGULARISATION = 1e-6  # times the codes' mean variance
# A step that gains less, in log-likelihood per code, is the last: a tenth of it gained .03 to .1 of 13 to 26.
_SETTLED = 1e-2
_STEPS_BETWEEN = 4  # steps between two words to whoever waits
_MOST_STEPS = 100


@dataclass(frozen=True, eq=False)
class Density:
    """A mixture of normal distributions.

    weights: shape (components,), summing to 1. means: (components, latent_dim). roots: lower Cholesky factors
    of the covariances, (components, latent_dim, latent_dim).
    """

    weights: Array
    means: Array
    roots: Array

    def sample(self, count: int, seed: int = 0) -> Array:
        """Draw codes, float32, shape (count, latent_dim); the same seed draws the same."""
        generator = np.random.default_rng(seed)
        chosen = generator.choice(len(self.weights), size=count, p=self.weights)
        normal = generator.normal(size=(count, self.means.shape[1]))
        drawn = self.means[chosen] + np.einsum("nij,nj->ni", self.roots[chosen], normal)
        return np.asarray(drawn, np.float32)

    def log_density(self, codes: Array) -> Array:
        """Give the logarithm of the density at each code, float64, shape (codes,)."""
        from scipy.linalg import solve_triangular
        from scipy.special import logsumexp

        parts = np.empty((len(codes), len(self.weights)))
        for place, (weight, mean, root) in enumerate(zip(self.weights, self.means, self.roots, strict=True)):
            whitened = solve_triangular(root, (np.asarray(codes, np.float64) - mean).T, lower=True)
            volume = np.log(np.diag(root)).sum() + 0.5 * len(mean) * np.log(2 * np.pi)
            parts[:, place] = np.log(weight) - volume - 0.5 * (whitened**2).sum(axis=0)
        density: Array = logsumexp(parts, axis=1)
        return density


def fit_density(
    codes: Array,
    *,
    most_components: int = MOST_COMPONENTS,
    seed: int = 0,
    told: Told = lambda _share, _sentence: None,
) -> Density:
    """Fit mixtures of 1, 2, 4, ... normal distributions with full covariances; keep the one of least BIC.

    codes: shape (samples, latent_dim), finite; at most 10,000 of them, drawn at random, are used: of
    Fashion-MNIST's codes of 16 numbers, half as many gave .2 less log-likelihood to those held out.
    told: is called several times a second. Raises LatentError for codes that are too few or not finite.
    """
    checked = _checked(codes)
    samples, size = checked.shape
    most = max(1, min(most_components, samples // (_FEWEST_SAMPLES_A_COMPONENT * (size + 1))))
    if samples > MOST_SAMPLES:
        rows = np.random.default_rng(seed).choice(samples, MOST_SAMPLES, replace=False)
        checked = checked[np.sort(rows)]
    counts = _counts(most)
    found = [_mixture(checked, count, seed, _of_all(told, count, counts)) for count in counts]
    best = min(found, key=lambda mixture: mixture.bic(checked))
    return Density(best.weights_ / best.weights_.sum(), best.means_, np.linalg.cholesky(best.covariances_))


def _of_all(told: Told, count: int, counts: list[int]) -> Callable[[float], None]:
    """Turn the share of one mixture's steps into that of all: a step's work grows with the components."""
    before, whole = sum(each for each in counts if each < count), sum(counts)
    parts = "1 part" if count == 1 else f"{count} parts"
    sentence = f"Fitting a density on the codes: a mixture of {parts}"
    return lambda share: told((before + share * count) / whole, sentence)


def _mixture(codes: Array, count: int, seed: int, told: Callable[[float], None]) -> Any:
    """Fit one mixture, a few steps at a time."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.mixture import GaussianMixture

    # Each direction gets a little width, or a dimension that all codes share would have none.
    floor = _REGULARISATION * float(codes.var(axis=0).mean()) or _REGULARISATION
    mixture = GaussianMixture(
        count, reg_covar=floor, random_state=seed, tol=_SETTLED, max_iter=_STEPS_BETWEEN, warm_start=True
    )
    told(0.0)
    with warnings.catch_warnings(), one_thread():
        # A mixture that has not settled in all its digits is judged by its BIC all the same.
        warnings.simplefilter("ignore", ConvergenceWarning)
        for step in range(0, _MOST_STEPS, _STEPS_BETWEEN):
            if mixture.fit(codes).converged_:
                break
            # How many steps it takes is not known; they rarely are more than thirty.
            told(1.0 - 1.0 / (1.0 + (step + _STEPS_BETWEEN) / 12))
    told(1.0)
    return mixture


def _counts(most: int) -> list[int]:
    counts = [1]
    while counts[-1] * 2 <= most:
        counts.append(counts[-1] * 2)
    return counts


def _checked(codes: Array) -> Array:
    array = np.asarray(codes, np.float64)
    if array.ndim != 2:  # noqa: PLR2004 - (samples, latent_dim)
        raise LatentError(f"the codes have the shape {array.shape}; expected (samples, latent_dim).")
    if len(array) <= array.shape[1]:
        raise LatentError(
            f"a density of codes of {array.shape[1]} numbers needs more than {array.shape[1]} samples; there "
            f"are {len(array)}."
        )
    if not np.isfinite(array).all():
        raise LatentError("some codes are not finite, so no density can be fitted; train the encoder again.")
    return array
