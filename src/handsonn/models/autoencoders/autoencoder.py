"""What an autoencoder is: three ordinary models that share their layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, eq=False)
class Autoencoder:
    """Ordinary keras.Models; each can be saved on its own.

    model: compiled, trained with the samples as their own labels. encoder: samples to codes, shape
    (samples, latent_dim). decoder: codes to samples. moments: of a variational one, samples to the mean and
    the log variance of their codes (the encoder gives the mean alone); else None.
    body: "dense" or "convolutional", or "own" for parts that the learner brought in.
    """

    model: Any
    encoder: Any
    decoder: Any
    kind: str
    body: str
    moments: Any = None

    @property
    def latent_dim(self) -> int:
        """Count the numbers of a code."""
        return int(self.encoder.output_shape[-1])
