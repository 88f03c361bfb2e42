"""Nineteen features that are made of nine: the true dimension is known, so a latent space can be judged.

How it is made. Nine factors z are drawn evenly from [-1, 1]. Ten more values g(z) = sin(2 a_k . z + phase_k)
with random unit directions a_k are appended, and all nineteen are mixed by a random rotation. The points lie
on the graph of a smooth function: a manifold of dimension exactly nine, without folds, that spans all
nineteen directions, so that PCA needs more than nine components where a non-linear encoder does not. To
each feature independent normal noise of standard deviation `noise` is added.

The noise floor. Of the noise, the part across the manifold (10 of 19 directions) cannot be encoded by nine
numbers: a smooth nine-dimensional code reconstructs new samples with a mean squared error of about
noise**2 * 10 / 19 at best; eight numbers do much worse, and each number beyond nine gains only noise.
"""

from __future__ import annotations

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.records import Array, Column, Dataset

FACTORS = 9
FEATURES = 19
NOISE = 0.02  # standard deviation per feature of the default set
_FEATURE_NAMES = tuple(f"f{number}" for number in range(1, FEATURES + 1))

CARD = DatasetCard(
    name="hidden9",
    title="Nineteen features, nine factors",
    description="5,000 samples of 19 features that a smooth map makes of 9 hidden factors, with noise.",
    task="regression",
    kind="tabular",
    samples=5_000,
    source="generated here, from nine hidden factors",
    licence="MIT (generated)",
    chapters=(17,),
)


def load(_request: Request) -> Dataset:
    """Return the default set: 5,000 samples, noise 0.02, seed 0."""
    return hidden9()


def hidden9(samples: int = 5_000, noise: float = NOISE, seed: int = 0) -> Dataset:
    """Return x: float32 (samples, 19); y: how far the hidden factors are from their centre (0 to 3).

    The map is the same for every seed; the seed draws the factors and the noise. noise: standard deviation
    per feature, where the features themselves have one of about 0.6.
    """
    generator = np.random.default_rng(seed)
    factors = generator.uniform(-1.0, 1.0, (samples, FACTORS))
    features = features_of(factors) + generator.normal(0.0, noise, (samples, FEATURES))
    floor = noise**2 * (FEATURES - FACTORS) / FEATURES  # noise along the surface can be encoded
    standardised = floor * float(np.mean(1 / features.var(axis=0)))
    return Dataset(
        name="hidden9",
        x=features.astype(np.float32),
        y=np.linalg.norm(factors, axis=1).astype(np.float32),
        task="regression",
        feature_names=_FEATURE_NAMES,
        target_name="distance of the factors from their centre",
        columns=tuple(Column(name, "number") for name in _FEATURE_NAMES),
        source=CARD.source,
        licence=CARD.licence,
        description=CARD.description,
        note=f"true dimension {FACTORS}; noise floor of a 9-dimensional code: mean squared error "
        f"{floor:.2g}, or {standardised:.2g} of standardised features.",
    )


def features_of(factors: Array) -> Array:
    """Map hidden factors, shape (samples, 9), to noiseless features, shape (samples, 19)."""
    generator = np.random.default_rng(9)
    directions = generator.normal(size=(FACTORS, FEATURES - FACTORS))
    directions /= np.linalg.norm(directions, axis=0)
    phases = generator.uniform(0.0, 2 * np.pi, FEATURES - FACTORS)
    rotation, _ = np.linalg.qr(generator.normal(size=(FEATURES, FEATURES)))
    curved = np.sin(2 * factors @ directions + phases)
    return np.asarray(np.concatenate([factors, curved], axis=1) @ rotation)
