"""How an autoencoder of these data is built and trained where the learner does not say."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from handsonn.errors import UsageError
from handsonn.records import Dataset

_UPDATES, _FEWEST_EPOCHS, _MOST_EPOCHS = 1_500, 8, 300
_UPDATES_OF_TABLES = 18_000  # a table's updates are cheap, and its error falls for longer
_MANY_SAMPLES, _FEW_SAMPLES = 20_000, 2_000
_CODE, _CODE_OF_FEW = 8, 2
_EPOCHS_OF_FEW = 60  # a small table is learnt by heart with more


@dataclass(frozen=True)
class LatentSettings:
    """Everything that makes a trained latent space what it is, complete.

    kind, body, layers, activation, output, loss, kl_weight, noise: see models.autoencoders.build_autoencoder.
    scaler: how samples are prepared. learning_rate: at the start; it falls along half a cosine to 0.
    """

    latent_dim: int
    kind: str
    layers: tuple[int, ...] | None
    scaler: str
    output: str
    loss: str
    epochs: int
    batch_size: int
    learning_rate: float
    seed: int
    activation: str = "silu"
    kl_weight: float = 0.1
    noise: float = 0.3

    def building(self) -> dict[str, Any]:
        """Give the arguments of build_autoencoder."""
        names = ("layers", "activation", "output", "loss", "kl_weight", "noise", "learning_rate")
        return {"kind": self.kind, **{name: getattr(self, name) for name in names}}


def choose_settings(
    dataset: Dataset,
    *,
    latent_dim: int,
    kind: str | None,
    layers: Any,
    epochs: int | None,
    batch_size: int | None,
    seed: int,
    options: dict[str, Any],
) -> LatentSettings:
    """Fill in what is not given, by the kind of the data.

    Images lie between 0 and 1 and are given back through a sigmoid; everything else is standardised and given
    back by linear units. Large images get convolutions. The number of epochs makes about as many updates on
    small data as on large. Raises UsageError for counts that train nothing.
    """
    is_image = dataset.kind == "image"
    chosen = kind or choose_kind(dataset)
    # About a fifth is held out, unless the data set has test rows of its own.
    train_samples = max(1, len(dataset) - (dataset.test_rows or len(dataset) // 5))
    size = _count("batch_size", batch_size, 256 if train_samples > _MANY_SAMPLES else 64)
    is_small = not is_image and train_samples < _FEW_SAMPLES
    known = {
        "scaler": "minmax" if is_image else "standard",
        "output": "sigmoid" if is_image else "linear",
        # Measured on digits and clothes: through a sigmoid both losses end with the same squared error, a
        # linear output with a fifth more. A variational one needs a likelihood to weigh its divergence with.
        "loss": "binary_crossentropy" if is_image and chosen == "variational" else "mse",
        "learning_rate": 3e-3 if is_small or chosen == "convolutional" else 1e-2,
        # Measured on digits: at 1 half of the code's numbers say nothing, at 0.1 all are used, and the error
        # is that of a plain autoencoder.
        "kl_weight": 0.1,
    }
    return LatentSettings(
        latent_dim=latent_dim,
        kind=chosen,
        layers=None if layers is None else tuple(layers),
        epochs=_count("epochs", epochs, _epochs(train_samples, size, is_image=is_image), least=0),
        batch_size=size,
        seed=seed,
        **{**known, **options},
    )


def usual_latent_dim(dataset: Dataset) -> int:
    """Choose how many numbers a code has: 8, or 2 where a sample has not many more than that itself."""
    numbers = math.prod(dataset.x.shape[1:])
    return min(_CODE_OF_FEW, numbers) if numbers <= _CODE else _CODE


def choose_kind(dataset: Dataset) -> str:
    """Choose "convolutional" for large images, "dense" for all else."""
    from handsonn.models.autoencoders.build import choose_body

    return choose_body(dataset.x.shape[1:]) if dataset.kind == "image" else "dense"


def _epochs(samples: int, batch_size: int, *, is_image: bool) -> int:
    wanted = _UPDATES if is_image else _UPDATES_OF_TABLES
    steps = math.ceil(samples / batch_size)
    most = _EPOCHS_OF_FEW if samples < _FEW_SAMPLES and not is_image else _MOST_EPOCHS
    return min(most, max(_FEWEST_EPOCHS, round(wanted / steps)))


def _count(name: str, value: Any, otherwise: int, *, least: int = 1) -> int:
    if value is None:
        return otherwise
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise UsageError(f"{name} is {value!r}; it counts, so give a whole number of at least {least}.")
    return value
