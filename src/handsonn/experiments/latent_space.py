"""latent_space(): from data to codes, and everything that can be asked of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from handsonn.errors import LatentError, UsageError
from handsonn.experiments.latent_data import LatentData, in_own_units
from handsonn.experiments.latent_decoded import Decoded, NearestReal, find_nearest_real
from handsonn.experiments.latent_predict import predict
from handsonn.experiments.latent_settings import LatentSettings
from handsonn.experiments.latent_training import Edges, Sink
from handsonn.latent.maps.method import QUIET, Watch
from handsonn.records import Array, Dataset, LatentMap

if TYPE_CHECKING:
    from handsonn.latent.density import Density, Told
    from handsonn.latent.separation import Separation
    from handsonn.models.autoencoders import Autoencoder

Code = int | str | Array


@dataclass(frozen=True, repr=False, eq=False)
class LatentSpace:
    """The codes of a data set's samples, and the models that make and read them.

    codes: float32, shape (samples, latent_dim), a row for each row of the data set. encoder, decoder: keras
    Models; the decoder is None where a layer of a network was taken as the code. history: of the training
    here, metric name to one value per epoch ("mse" and "val_mse", of the held-out samples, are there for
    every kind); empty without one. source: in words, where the encoder comes from. supervised: whether it
    learnt from labels. ended: "all epochs", "interrupted", or "" without a training.
    """

    data: LatentData
    encoder: Any
    decoder: Any
    codes: Array
    history: dict[str, tuple[float, ...]]
    source: str
    settings: LatentSettings | None = None
    autoencoder: Autoencoder | None = None
    supervised: bool = False
    seconds: float = 0.0
    ended: str = ""
    engine: str = ""
    _maps: dict[Any, LatentMap] = field(default_factory=dict)
    _densities: list[Density] = field(default_factory=list)

    def __repr__(self) -> str:
        """Say in a line what was encoded into how many numbers, and how well."""
        error = "" if self.decoder is None else f"; held-out error {self.held_out_error:.4g}"
        name, size = self.dataset.name, self.latent_dim
        return f"LatentSpace({name}: {len(self.codes):,} codes of {size} numbers, {self.source}{error})"

    @property
    def dataset(self) -> Dataset:
        """The data set as it was loaded."""
        return self.data.dataset

    @property
    def labels(self) -> Array | None:
        """Class numbers or targets, a row for each code; None for unlabelled data."""
        return self.dataset.y

    @property
    def latent_dim(self) -> int:
        """Count the numbers of a code."""
        return int(self.codes.shape[1])

    @property
    def is_variational(self) -> bool:
        """Whether codes can be drawn from a standard normal distribution."""
        return self.autoencoder is not None and self.autoencoder.moments is not None

    @cached_property
    def errors(self) -> Array:
        """Mean squared reconstruction error of each sample, prepared as the network sees it: (samples,)."""
        squares = np.square(self.residuals()).reshape(len(self.codes), -1)
        return np.asarray(squares.mean(axis=1))

    @property
    def train_error(self) -> float:
        """Mean squared error of the samples that trained the encoder."""
        return float(self.errors[self.data.train_rows].mean(dtype=np.float64))

    @property
    def held_out_error(self) -> float:
        """Mean squared error of the samples that it has never seen; the honest one."""
        return float(self.errors[self.data.held_out_rows].mean(dtype=np.float64))

    @cached_property
    def repeated(self) -> int:
        """Count the held-out samples that also stand, value for value, among the training samples."""
        from handsonn.data.duplicates import count_repeated

        return count_repeated(self.data.train, [self.data.held_out])

    def encode(self, samples: Array) -> Array:
        """Encode prepared samples, shape (samples, ...): float32, (samples, latent_dim)."""
        return predict(self.encoder, samples.reshape(len(samples), *self.encoder.input_shape[1:]))

    def decode(self, codes: Array) -> Array:
        """Decode codes, shape (count, latent_dim), or one code, into prepared samples (count, ...).

        Raises LatentError without a decoder, or for codes of another size.
        """
        if self.decoder is None:
            raise LatentError(
                f"this latent space is {self.source}, so nothing turns a code back into a sample; train an "
                "autoencoder, or give a decoder beside the encoder."
            )
        rows = np.atleast_2d(np.asarray(codes, np.float32))
        if rows.ndim != 2 or rows.shape[1] != self.latent_dim:  # noqa: PLR2004 - (count, latent_dim)
            raise LatentError(
                f"the codes have the shape {np.shape(codes)}; here a code has {self.latent_dim} numbers."
            )
        return predict(self.decoder, rows).reshape(len(rows), *self.data.samples.shape[1:])

    def reconstruct(self, rows: Any = None) -> Array:
        """Decode the codes of these rows, or of all: what is kept of them."""
        return self.decode(self.codes if rows is None else self.codes[rows])

    def residuals(self, rows: Any = None) -> Array:
        """Subtract the samples from their reconstructions: what was thrown away, with its sign."""
        samples = self.data.samples if rows is None else self.data.samples[rows]
        difference: Array = self.reconstruct(rows) - samples
        return difference

    def in_own_units(self, samples: Array) -> Array:
        """Turn prepared samples back into the data's own units, such as grey levels from 0 to 255."""
        return in_own_units(self.data.preparation, samples)

    def map(
        self,
        method: str = "pca",
        dimensions: int = 2,
        *,
        seed: int = 0,
        watch: Watch = QUIET,
        cache: Path | None = None,
        **parameters: Any,
    ) -> LatentMap:
        """Map all codes; the same map is made once. See handsonn.latent.maps.make_map, which says more."""
        from handsonn.latent.maps.make_map import make_map

        key = (method, dimensions, seed, tuple(sorted(parameters.items())))
        if key not in self._maps:
            self._maps[key] = make_map(
                self.codes, method, dimensions=dimensions, seed=seed, watch=watch, cache=cache,
                neighbours=self.neighbours, **parameters,
            )  # fmt: skip
        return self._maps[key]

    @cached_property
    def neighbours(self) -> Any:
        """The codes' nearest neighbours, searched once and shared by all maps and measures of trust."""
        from handsonn.latent.neighbours import SharedNeighbours

        return SharedNeighbours(self.codes)

    @property
    def maps(self) -> tuple[LatentMap, ...]:
        """The maps that were made so far."""
        return tuple(self._maps.values())

    def code_of(self, which: Code) -> Array:
        """Find a code: of a sample by its row number, of a class's centre by its name, or a code itself."""
        if isinstance(which, (int, np.integer)) and not isinstance(which, bool):
            if not 0 <= which < len(self.codes):
                raise LatentError(f"there is no sample {which}; rows go from 0 to {len(self.codes) - 1:,}.")
            return np.asarray(self.codes[which])
        if isinstance(which, str):
            return self._centre(which)
        return np.asarray(which, np.float32)

    def _centre(self, name: str) -> Array:
        from handsonn.errors import UnknownName

        names = self.dataset.class_names
        if self.labels is None or not names:
            raise LatentError(f"{self.dataset.name} has no classes, so there is no centre of {name!r}.")
        if name not in names:
            raise UnknownName("class", name, names)
        rows = self.data.train_rows[self.labels[self.data.train_rows] == names.index(name)]
        if not len(rows):
            raise LatentError(f"no training sample is of class {name!r}, so it has no centre.")
        return np.asarray(self.codes[rows].mean(axis=0, dtype=np.float64), np.float32)

    def interpolate(self, start: Code, end: Code, steps: int = 9, *, spherical: bool = False) -> Decoded:
        """Walk from one sample or class centre to another, decoded at each step."""
        from handsonn.latent import interpolation

        way = interpolation.spherical if spherical else interpolation.straight
        return self.decoded(way(self.code_of(start), self.code_of(end), steps))

    def traverse(self, dimension: int, steps: int = 9, start: Code | None = None) -> Decoded:
        """Move one number of a code over its range, from its 1st to its 99th percentile."""
        from handsonn.latent.traversal import traversal

        held = None if start is None else self.code_of(start)
        return self.decoded(traversal(self.codes, dimension, steps, held))

    def arithmetic(self, a: Code, b: Code, c: Code) -> Decoded:
        """Decode a - b + c: what makes a differ from b, added to c."""
        from handsonn.latent.arithmetic import analogy

        return self.decoded(analogy(self.code_of(a), self.code_of(b), self.code_of(c))[None])

    def generate(self, count: int = 16, seed: int = 0) -> Decoded:
        """Draw new codes and decode them: from the prior of a variational encoder, else from `density`."""
        if isinstance(count, bool) or not isinstance(count, int) or count < 1:
            raise LatentError(f"count is {count!r}; give how many samples to generate, at least 1.")
        if self.is_variational:
            drawn = np.random.default_rng(seed).normal(size=(count, self.latent_dim)).astype(np.float32)
            return self.decoded(drawn)
        return self.decoded(self.density.sample(count, seed))

    @property
    def density(self) -> Density:
        """A mixture of normal distributions fitted on the training samples' codes."""
        return self.fit_density()

    def fit_density(self, told: Told = lambda _share, _sentence: None) -> Density:
        """Fit `density`, once. told: hears how far it is; what it raises ends the work."""
        from handsonn.latent.density import fit_density

        if not self._densities:
            self._densities.append(fit_density(self.codes[self.data.train_rows], told=told))
        return self._densities[0]

    def decoded(self, codes: Array) -> Decoded:
        """Decode codes and tell how far encoding the result leads away from each."""
        samples = self.decode(codes)
        return Decoded(codes, samples, self._round_trips(codes, samples))

    def round_trip(self, codes: Array) -> Array:
        """Tell |encode(decode(z)) - z| of each code, as a share of the codes' spread: (count,).

        The spread is the root mean squared distance of all codes from their centre. Training samples have a
        small one; where it is large, the decoder draws what its own encoder takes for something else.
        """
        rows = np.atleast_2d(np.asarray(codes, np.float32))
        return self._round_trips(rows, self.decode(rows))

    def _round_trips(self, codes: Array, samples: Array) -> Array:
        away = np.linalg.norm(self.encode(samples).astype(np.float64) - codes, axis=1)
        return np.asarray(away / self._spread, np.float32)

    @cached_property
    def _spread(self) -> float:
        from_centre = self.codes - self.codes.mean(axis=0, dtype=np.float64)
        return float(np.sqrt(np.mean(np.sum(np.square(from_centre), axis=1)))) or 1.0

    def nearest_real(self, samples: Array, k: int = 1) -> NearestReal:
        """Find the training samples nearest to generated ones (prepared), so that copying shows."""
        data = self.data
        return find_nearest_real(samples, data.train, data.train_rows, data.held_out, k)

    def separation(self, *, k: int = 5, seed: int = 0) -> Separation:
        """Do the labels separate in the codes better than in the samples? Told by nearest neighbours.

        Of an encoder that learnt from labels, only samples that it has not seen are asked.
        """
        from handsonn.latent.separation import separation

        if self.labels is None or self.dataset.task != "classification":
            raise LatentError(f"{self.dataset.name} has no classes, so there is nothing to tell apart.")
        rows = self.data.held_out_rows if self.supervised else np.arange(len(self.codes))
        return separation(self.codes[rows], self.data.samples[rows], self.labels[rows], k=k, seed=seed)

    def script(self) -> str:
        """Write the training as a plain Keras script. Raises LatentError where nothing was trained here."""
        from handsonn.experiments.latent_script import latent_script

        return latent_script(self)

    def save(self, folder: str | Path, *, overwrite: bool = False) -> Path:
        """Write codes, models, script and a record into a folder of their own, which appears whole."""
        from handsonn.experiments.latent_folder import save_latent_space

        return save_latent_space(self, Path(folder), overwrite=overwrite)


def latent_space(
    data: str | PathLike[str] | Dataset | None,
    latent_dim: int = 8,
    *,
    kind: str | None = None,
    layers: Any = None,
    epochs: int | None = None,
    batch_size: int | None = None,
    learning_rate: float | None = None,
    kl_weight: float | None = None,
    noise: float | None = None,
    scaler: str | None = None,
    seed: int = 0,
    test: float | None = None,
    encoder: Any = None,
    decoder: Any = None,
    model: Any = None,
    layer: str | None = None,
    sink: Sink = lambda _: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> LatentSpace:
    """Compress each sample of a data set into latent_dim numbers.

    data: a Dataset, or a name or path that load() takes; with a run as `model` it may be None.
    kind: "dense", "convolutional", "variational" or "denoising"; None chooses by the data. What is None
        further is chosen so too: see experiments.latent_settings.
    test: the fraction of samples held out from training; None takes the data's own test rows, or a fifth.
    encoder, decoder: your own keras.Models, trained in a row from the weights that they have; epochs=0 takes
        them as they are, and so does an encoder without a decoder.
    model, layer: a trained keras.Model, a run or a kept run, and the name of its layer whose output is the
        code; nothing is trained. For a bare model, `scaler` says how samples are prepared ("minmax").
    sink: told of each epoch. should_stop: asked between them; what was learnt until then is kept.

    Raises DataError, UsageError, ModelError or TrainingError, each with a sentence for the learner.
    """
    from handsonn.experiments.latent_sources import layer_space, own_parts_space, trained_space

    dataset = _load(data)
    edges = Edges(sink, should_stop)
    if model is not None or layer is not None:
        _refuse({"encoder": encoder, "decoder": decoder, "kind": kind, "epochs": epochs, "layers": layers})
        return layer_space(dataset, model, layer, scaler or "minmax", test)
    if dataset is None:
        raise UsageError("no data were given; give a data set, its name, or a file.")
    options = {"learning_rate": learning_rate, "kl_weight": kl_weight, "noise": noise, "scaler": scaler}
    asked = {
        "latent_dim": latent_dim, "kind": kind, "layers": layers, "epochs": epochs,
        "batch_size": batch_size, "seed": seed,
        "options": {name: value for name, value in options.items() if value is not None},
    }  # fmt: skip
    if encoder is None and decoder is None:
        return trained_space(dataset, asked, test, edges)
    _refuse({"kind": kind, "layers": layers})
    return own_parts_space(dataset, encoder, decoder, asked, test, edges)


def _load(data: Any) -> Dataset | None:
    if data is None or isinstance(data, Dataset):
        return data
    from handsonn.experiments.latent_loading import load_samples

    return load_samples(data)


def _refuse(given: dict[str, Any]) -> None:
    for name, value in given.items():
        if value is not None:
            raise UsageError(
                f"{name} is for the autoencoder that handsonn builds and trains; leave it out here, where "
                "the encoder is there already."
            )


__all__ = ["Decoded", "LatentSpace", "NearestReal", "latent_space"]
