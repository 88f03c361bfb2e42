"""Networks on the plane: trained from five seeds, one of them watched over its epochs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.course.chapters.ch10_neural_networks.experiments.plane_data import BATCH_SIZE, PlaneData
from handsonn.course.live import Watch
from handsonn.training import Population

Array = np.ndarray[Any, Any]
SEEDS = tuple(range(5))
FRAMES = 20
FIELD = 50
METRICS = ("loss", "accuracy", "val_loss", "val_accuracy")


@dataclass(frozen=True)
class Watched:
    """What came of a training.

    history: by metric, shape (seeds, epochs). epochs, frames: when the watched network was looked at, and its
    probability over the plane then, shape (frames, FIELD, FIELD). fields: what the units of each layer
    give at the end, shape (units, FIELD / 2, FIELD / 2). weights: kernel and bias of each layer in turn.
    finals: the weights of every seed's network at the end.
    """

    history: dict[str, Array]
    epochs: tuple[int, ...]
    frames: Array
    fields: tuple[Array, ...]
    weights: tuple[Array, ...]
    finals: tuple[tuple[Array, ...], ...] = ()

    @property
    def score(self) -> Array:
        """The validation accuracy of each seed after the last epoch, shape (seeds,)."""
        return self.history["val_accuracy"][:, -1]


class Playground:
    """One architecture from five seeds; make() returns a compiled network of Dense layers, one output."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._members = {seed: Population(make, (seed,)) for seed in SEEDS}
        self._view: Callable[..., Any] | None = None
        self.trained_before = False

    def before(self, data: PlaneData, watched: int = 0) -> Watched:
        """Give the watched network as it is before training."""
        model = self._members[watched].first_models(data.x, data.y, batch_size=BATCH_SIZE)[0]
        outputs = self._look(model, data)
        none = {name: np.zeros((len(SEEDS), 0)) for name in METRICS}
        return Watched(none, (0,), _frames([outputs]), _fields(outputs), _weights(model))

    def train(
        self,
        data: PlaneData,
        *,
        epochs: int,
        watch: Watch,
        learning_rate: float | None = None,
        watched: int = 0,
        batch_size: int = BATCH_SIZE,
    ) -> Watched:
        """Train all five from their first weights, and look at the watched one up to FRAMES times.

        Raises Superseded when the learner has moved on meanwhile.
        """
        seen: dict[int, list[Array]] = {}

        def look(_seed: int, epoch: int, model: Any) -> None:
            seen[epoch] = self._look(model, data)

        trained = {}
        for seed, member in self._members.items():
            trained[seed] = member.train(
                data.x,
                data.y,
                epochs=epochs,
                batch_size=batch_size,
                validation_data=data.validation,
                learning_rate=learning_rate,
                look_after=moments(epochs) if seed == watched else (),
                look=look,
                should_stop=watch.should_stop,
            )
            watch.check()
        self.trained_before = True
        names = trained[watched].history
        finals = tuple(_weights(one.models[0]) for one in trained.values())
        return Watched(
            history={name: np.concatenate([one.history[name] for one in trained.values()]) for name in names},
            epochs=tuple(seen),
            frames=_frames(list(seen.values())),
            fields=_fields(seen[epochs]),
            weights=finals[watched],
            finals=finals,
        )

    def _look(self, model: Any, data: PlaneData) -> list[Array]:
        """Compute what every layer gives over the plane: shape (FIELD, FIELD, units) each."""
        self._view = self._view or _compiled_view(model)
        outputs = self._view([variable.value for variable in model.trainable_variables], data.grid(FIELD))
        return [np.asarray(one).reshape(FIELD, FIELD, -1) for one in outputs]


def _compiled_view(model: Any) -> Callable[..., Any]:
    """Compile a function of weights and inputs that gives the outputs of all layers of this architecture.

    Not predict(): on JAX it takes over the arrays of the weights, with which the training goes on.
    """
    import jax
    import keras

    view = keras.Model(model.inputs[0], [layer.output for layer in model.layers])
    compiled: Callable[..., Any] = jax.jit(
        lambda weights, x: jax.tree.leaves(view.stateless_call(weights, [], x)[0])
    )
    return compiled


def moments(epochs: int) -> tuple[int, ...]:
    """Choose when to look: more often early, when the network changes most; first and last epoch always."""
    return tuple(sorted({round(at) - 1 for at in np.geomspace(1, epochs + 1, FRAMES)}))


def _frames(looks: list[list[Array]]) -> Array:
    """Take the last layer's output at each look; where the network gives no number, a half."""
    return np.stack([np.nan_to_num(outputs[-1][:, :, 0], nan=0.5) for outputs in looks])


def as_bytes(field: Array) -> Array:
    """Write probabilities as uint8."""
    return np.asarray(field * 255).round().astype(np.uint8)


def _fields(outputs: list[Array]) -> tuple[Array, ...]:
    return tuple(np.moveaxis(np.nan_to_num(one[::2, ::2]), 2, 0) for one in outputs)


def _weights(model: Any) -> tuple[Array, ...]:
    return tuple(np.array(one) for one in model.get_weights())
