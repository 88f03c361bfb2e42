"""A run: the trained network, its history, and what the test samples say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handsonn.errors import DataError
from handsonn.experiments.prepared_data import PreparedData
from handsonn.experiments.versions import versions
from handsonn.records import (
    Array,
    ClassificationReport,
    ConfusionMatrix,
    Dataset,
    LayerRecord,
    Report,
    RunRecord,
    Samples,
    Setting,
)

if TYPE_CHECKING:
    from handsonn.experiments.experiment import Experiment
    from handsonn.journal import Journal
    from handsonn.training import SessionResult


@dataclass(frozen=True, repr=False, eq=False)
class Run:
    """What came out of an experiment.

    model: an ordinary keras.Model with the trained weights.
    history: metric name to one value per epoch.
    predictions: the network's output for the test samples, shape (samples, outputs); None without a test set.
    report: scores with intervals against a baseline; None without a test set.
    """

    experiment: Experiment
    data: PreparedData
    model: Any
    history: dict[str, tuple[float, ...]]
    seed: int
    predictions: Array | None
    report: Report | None
    seconds: float
    ended: str
    engine: str

    def __repr__(self) -> str:
        """Say in a line what was trained and what the test samples say of it."""
        scores = getattr(self.report, "scores", ())
        judged = str(scores[0]) if scores else "not judged"
        epochs = max(map(len, self.history.values()), default=0)
        return f"Run({self.data.dataset.name}, seed {self.seed}, {epochs} epochs: {judged})"

    def confusion_matrix(self) -> ConfusionMatrix:
        """Count the test samples, a row per true class. Raises DataError without classes or a test set."""
        if not isinstance(self.report, ClassificationReport):
            raise DataError(
                "a confusion matrix needs a classification with labelled test samples; this run "
                f"{'has no test set' if self.report is None else 'is a ' + self.data.dataset.task}."
            )
        return self.report.confusion

    def predict(self, x: Array) -> Array:
        """Predict raw samples, shape (samples, ...): the run's own preparation is applied first."""
        from handsonn.data import prepare

        return predict_prepared(self.model, prepare(self.data.split.preparation, x))

    def script(self) -> str:
        """Write the run as a plain Keras script, which reproduces it without handsonn."""
        from handsonn.experiments.script import run_script

        return run_script(self)

    def record(self, name: str = "") -> RunRecord:
        """Say in a record all that is kept of the run as text."""
        return RunRecord(
            name=name,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            data=self.data.card(self.experiment.loaded_with),
            settings=settings_of(self.experiment),
            seed=self.seed,
            versions=versions(),
            history=self.history,
            report=self.report,
            preparation=self.data.split.preparation,
            parameters=int(self.model.count_params()),
            seconds=self.seconds,
            ended=self.ended,
            engine=self.engine,
            layers=_layer_records(self.model),
        )

    def keep(self, journal: Journal | str | Path, *, report: bool = True) -> RunRecord:
        """Write the run into the journal: record, model, script and, unless told not to, pictures and report.

        journal: a Journal, or its folder, such as "runs".
        Raises JournalError when the disk refuses, FormatError for a model that cannot be saved.
        """
        from handsonn.experiments.keep import keep_run
        from handsonn.journal import Journal

        where = journal if isinstance(journal, Journal) else Journal(journal)
        return keep_run(self, where, report=report)


def judge(experiment: Experiment, data: PreparedData, model: Any, result: SessionResult, seed: int) -> Run:
    """Predict the test samples once and score them against a trivial baseline."""
    from handsonn.evaluation import evaluate

    test = data.split.test
    predictions = report = None
    if test is not None:
        predictions = predict_prepared(model, test.x)
        report = report_on(evaluate, data, predictions, test)
    return Run(
        experiment, data, model, result.history, seed, predictions, report,
        result.seconds, result.ended, result.engine,
    )  # fmt: skip


def report_on(evaluate: Any, data: PreparedData, predictions: Array, samples: Samples) -> Report:
    """Score these predictions with the words and the baseline of the data set."""
    dataset = data.dataset
    report: Report = evaluate(
        predictions,
        samples.y,
        task=dataset.task,
        class_names=dataset.class_names,
        target_name=dataset.target_name,
        train_y=data.split.train.y,
    )
    return report


def predict_prepared(model: Any, x: Array) -> Array:
    """Predict prepared samples in batches large enough to be fast, shape (samples, outputs)."""
    outputs: Array = model.predict(x, batch_size=1024, verbose=0)
    return outputs


def settings_of(experiment: Experiment) -> dict[str, Setting]:
    """List the settings that make this experiment what it is, as the record keeps them."""
    own_model = experiment.model is not None
    network: dict[str, Setting] = (
        {"model": getattr(experiment.model, "reference", None) or getattr(experiment.model, "__name__", "")}
        if own_model
        else {
            "layers": experiment.layers,
            "activation": experiment.activation,
            "optimizer": experiment.optimizer,
            "learning_rate": experiment.learning_rate,
        }
    )
    dataset: Any = experiment.dataset
    is_scaled = dataset.task == "regression" and not own_model
    validation = experiment.validation
    return {
        **network,
        "scaler": experiment.scaler,
        **({"target_scaler": experiment.target_scaler} if is_scaled else {}),
        "validation": validation if isinstance(validation, (int, float)) else _given(validation),
        "validation_split": experiment.validation_split,
        "test": experiment.test,
        "batch_size": experiment.batch_size,
        "epochs": experiment.epochs,
        "early_stopping": experiment.early_stopping,
        "split_seed": experiment.split_seed,
    }


def _given(validation: Dataset | Samples | None) -> str | None:
    if validation is None:
        return None
    x = validation.x if isinstance(validation, Dataset) else validation[0]
    return f"{len(x):,} samples of its own"


def _layer_records(model: Any) -> tuple[LayerRecord, ...]:
    from handsonn.models.summary import summarise

    return tuple(
        LayerRecord(layer.name, layer.kind, _shape_in_words(layer.output_shape), layer.parameters)
        for layer in summarise(model)
    )


def _shape_in_words(shape: tuple[int | None, ...]) -> str:
    return " x ".join("any" if size is None else str(size) for size in shape)
