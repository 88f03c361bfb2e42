"""The samples of an experiment, split and prepared: what the training rows taught, applied to all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from handsonn.errors import DataError, UsageError
from handsonn.records import Array, DataCard, Dataset, Split

if TYPE_CHECKING:
    from handsonn.experiments.experiment import Experiment


@dataclass(frozen=True, eq=False)
class PreparedData:
    """A data set, its split, and what the training rows say to the layers at the network's ends.

    normalization: mean and variance of the features, for the scaler "normalization"; else None.
    output_scale: deviation and mean of the targets, where the experiment scales them; else None.
    """

    dataset: Dataset
    split: Split
    normalization: tuple[Array, Array] | None
    output_scale: tuple[float, float] | None = None

    def card(self, loaded_with: dict[str, str | tuple[str, ...]] | None = None) -> DataCard:
        """Say in a record what the run learnt from, and with which arguments of load() it was loaded."""
        dataset, split = self.dataset, self.split
        return DataCard(
            name=dataset.name,
            task=dataset.task,
            kind=dataset.kind,
            samples=len(dataset),
            train_samples=len(split.train.x),
            validation_samples=0 if split.validation is None else len(split.validation.x),
            test_samples=0 if split.test is None else len(split.test.x),
            sample_shape=tuple(int(size) for size in dataset.x.shape[1:]),
            source=dataset.source,
            licence=dataset.licence,
            fingerprint=dataset.fingerprint,
            split_method=split.method,
            duplicates=split.duplicates,
            note=dataset.note,
            options=loaded_with,
        )


def prepare_data(experiment: Experiment) -> PreparedData:
    """Split and scale the experiment's data set. Raises DataError, UsageError."""
    from handsonn.data import split

    dataset: Any = experiment.dataset
    if dataset.task == "unlabelled":
        raise DataError(
            f"{dataset.name} has no labels, so no network can be trained to predict them; choose labelled "
            "data, or name the label column of a table as the target."
        )
    if experiment.model is not None and experiment.scaler == "normalization":
        raise UsageError(
            "the scaler 'normalization' is a layer inside the network that handsonn builds; your own model "
            "holds its own layers, so choose minmax, standard or none."
        )
    parts = split(
        dataset,
        validation=experiment.validation,
        test=experiment.test,
        validation_split=experiment.validation_split,
        scaler=experiment.scaler,
        seed=experiment.split_seed,
    )
    mean_and_variance = _mean_and_variance(experiment.scaler, dataset, parts.train.x)
    return PreparedData(dataset, parts, mean_and_variance, _output_scale(experiment, parts.train.y))


def _output_scale(experiment: Experiment, y: Any) -> tuple[float, float] | None:
    """Deviation and mean of the training targets, of a regression whose network handsonn builds."""
    dataset: Any = experiment.dataset
    if experiment.target_scaler == "none" or dataset.task != "regression" or experiment.model is not None:
        return None
    deviation = float(np.std(y, dtype=np.float64))
    return deviation or 1.0, float(np.mean(y, dtype=np.float64))


def _mean_and_variance(scaler: str, dataset: Dataset, x: Array) -> tuple[Array, Array] | None:
    """Mean and variance of the training samples: per feature of a table, else one for all values."""
    if scaler != "normalization":
        return None
    axes = 0 if dataset.kind == "tabular" else None
    mean = np.asarray(x.mean(axis=axes, dtype=np.float64))
    variance = np.asarray(x.var(axis=axes, dtype=np.float64))
    return mean, variance
