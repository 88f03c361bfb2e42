"""An experiment: what to do. Its runs: what came out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handsonn.errors import UnknownName, UsageError
from handsonn.experiments.own_model import misfit
from handsonn.experiments.prepared_data import PreparedData, prepare_data
from handsonn.experiments.run import Run, judge
from handsonn.experiments.setting_checks import check_layers, check_seed, check_settings
from handsonn.records import Dataset, EpochFacts, Samples

if TYPE_CHECKING:
    from handsonn.experiments.variation import Variation

Sink = Callable[[EpochFacts], None]


@dataclass(frozen=True, eq=False)
class Experiment:
    """Data, a network and how to train it; the same experiment and seed give the same run.

    dataset: a Dataset, or a name or path that load() takes.
    layers, activation: the hidden layers of the network that is built; not used when `model` is given.
    model: a function without arguments that returns a compiled keras.Model, instead of `layers`.
    scaler: "none", "minmax", "standard" or "normalization" (a Keras layer inside the network).
    target_scaler: "standard" ends a regression's network with a Rescaling layer that holds deviation and mean
        of the training targets, so that large targets are learnt as fast as small ones; or "none". Errors and
        predictions are in the target's own unit either way.
    validation: a fraction, drawn at random (stratified) with `split_seed`, or a Dataset or (x, y)
        samples of its own, or 0 for none. validation_split: Keras' way instead, the last rows, unshuffled.
    test: a fraction; None takes the test set that the data set's authors kept apart, or else 0.2.
    optimizer, learning_rate: as Keras names them; None is the optimizer's own default learning rate.
    loaded_with: the arguments of load() that gave the data set, by which the run's script finds it again.
    early_stopping: stop after this many epochs without a better validation loss, and keep the best weights.
    """

    dataset: Dataset | str
    layers: tuple[int, ...] = (300, 100)
    activation: str = "relu"
    model: Callable[[], Any] | None = None
    scaler: str = "minmax"
    target_scaler: str = "standard"
    validation: float | Dataset | Samples | None = 0.1
    validation_split: float | None = None
    test: float | None = None
    optimizer: str = "adam"
    learning_rate: float | None = None
    batch_size: int = 32
    epochs: int = 20
    early_stopping: int | None = None
    split_seed: int = 0
    loaded_with: dict[str, str | tuple[str, ...]] | None = None

    def __post_init__(self) -> None:
        """Load a data set given by name; refuse numbers that no training can use."""
        object.__setattr__(self, "layers", check_layers(self.layers))
        check_settings(self)
        if not isinstance(self.dataset, Dataset):
            from handsonn.data import load

            object.__setattr__(self, "loaded_with", {"name_or_path": str(self.dataset)})
            object.__setattr__(self, "dataset", load(self.dataset))

    def run(
        self,
        seed: int = 0,
        *,
        sink: Sink = lambda _: None,
        should_stop: Callable[[], bool] = lambda: False,
        checkpoint: Path | None = None,
    ) -> Run:
        """Train with this seed and judge the network on the test samples.

        sink: is told of each epoch. should_stop: is asked between chunks of work; what was learnt is kept.
        checkpoint: a folder from which an interrupted training resumes to the same weights.

        Raises DataError, ModelError or TrainingError, each with a sentence for the learner.
        """
        from handsonn.training import run_session

        check_seed(seed)
        data = prepare_data(self)
        network = self.compiled_model(data, seed)
        train, validation = data.split.train, data.split.validation
        with self._explained(data):
            result = run_session(
                network, train.x, train.y, batch_size=self.batch_size, epochs=self.epochs,
                validation_data=None if validation is None else tuple(validation), checkpoint=checkpoint,
                early_stopping=self._early_stopping(), sink=sink, should_stop=should_stop,
            )  # fmt: skip
        return judge(self, data, network, result, seed)

    def compiled_model(self, data: PreparedData, seed: int) -> Any:
        """Set every seed, then build and compile the network: the same seed gives the same first weights."""
        from handsonn.models.backend import load_keras
        from handsonn.models.build import build, compile_model
        from handsonn.models.fit_check import check_fits

        load_keras().utils.set_random_seed(seed)
        dataset = data.dataset
        classes = len(dataset.class_names)
        shape = data.split.preparation.sample_shape
        if self.model is not None:
            network = self.model()
            check_fits(network, shape, dataset.task, classes)
            return network
        network = build(
            shape, dataset.task, classes, layers=self.layers, activation=self.activation,
            normalization=data.normalization, output_scale=data.output_scale,
        )  # fmt: skip
        compile_model(
            network, dataset.task, classes, optimizer=self.optimizer, learning_rate=self.learning_rate
        )
        return network

    def vary(self, **values: Iterable[Any]) -> Variation:
        """Make one experiment for each combination of these settings, such as batch_size=[8, 32, 128].

        seed=range(5) runs each combination with five seeds. Raises UsageError for an unknown setting.
        """
        from handsonn.experiments.variation import Variation

        for name, choices in values.items():
            if isinstance(choices, str) or not hasattr(choices, "__iter__"):
                raise UsageError(f"{name} is {choices!r}; give a list of values: {name}=[{choices!r}].")
        seeds = tuple(values.pop("seed", (0,)))
        known = {field.name for field in fields(self)} - {"dataset", "loaded_with"} | {"seed"}
        unknown = sorted(set(values) - known)
        if unknown:
            raise UnknownName("setting of an experiment", unknown[0], known)
        settings = {name: tuple(choices) for name, choices in values.items()}
        if not seeds or not all(settings.values()):
            raise UsageError("each setting to vary needs at least one value.")
        return Variation(self, settings, seeds)

    def with_settings(self, **settings: Any) -> Experiment:
        """Make the same experiment with some settings changed."""
        return replace(self, **settings)

    @contextmanager
    def _explained(self, data: PreparedData) -> Iterator[None]:
        """Say what Keras says of a model of the learner's, and which labels and losses go together."""
        try:
            yield
        except (ValueError, TypeError) as error:
            if self.model is None:
                raise
            raise misfit(error, len(data.dataset.class_names)) from error

    def _early_stopping(self) -> Any:
        if self.early_stopping is None:
            return None
        from handsonn.models.backend import load_keras

        return load_keras().callbacks.EarlyStopping(
            monitor="val_loss", patience=self.early_stopping, restore_best_weights=True
        )
