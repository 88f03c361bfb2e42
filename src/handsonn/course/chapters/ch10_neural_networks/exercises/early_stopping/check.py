"""The check of early_stopping.

order: 17
minutes: 25
seconds: 60
lab: epochs
backends: jax tensorflow
"""

from contextlib import contextmanager
from typing import NamedTuple

import keras
import numpy as np

import handsonn as hn
from handsonn.course.checking import Wrong

AFTERWARDS = """
Early stopping watches data that do not train: the training loss goes on falling while the network learns wrong labels
by heart. Patience bridges epochs that are worse by chance; without it, training ends at the first of them. Without
`restore_best_weights=True` the model keeps the weights of the last epoch, `patience` epochs after the best one. The
lowest validation loss was picked among many epochs, so it is a little too good; a test set that played no part in
the choice tells what to expect.
"""

SAMPLES, VALIDATION, EPOCHS = 150, 300, 80
WRONG_LABELS = 0.25


class Case(NamedTuple):
    """Losses, a patience, and what Keras makes of them. last, best: epochs from 1."""

    losses: list
    patience: int
    last: int
    best: int


def by_hand(answer, trial):
    """stop ends where Keras' callback does"""
    cases = _cases(trial.generator)
    given = [_pair(answer, case) for case in cases]
    for name, rule, sentence in _MISTAKEN:
        if given == [rule(case) for case in cases] and given != [(case.last, case.best) for case in cases]:
            raise Wrong(_example(cases, given) + sentence, name=name)
    if any(pair != (case.last, case.best) for pair, case in zip(given, cases, strict=True)):
        raise Wrong(
            _example(cases, given)
            + "Go through the list epoch by epoch with the lowest loss so far, and its age.",
            name="wrong_epoch",
        )


def ends_in_time(answer, trial):
    """train stops when the validation loss has had no new lowest value for that long"""
    data = trial.kept["data"] = _digits(trial.generator)
    model, patience = _network(), int(trial.generator.integers(4, 8))
    first = [np.array(weights) for weights in model.get_weights()]
    with _callbacks_made() as made:
        given = answer.call("train", model, *data["train"], data["validation"], EPOCHS, patience)
    history = getattr(given, "history", given)
    if not isinstance(history, dict) or "loss" not in history:
        raise Wrong(
            f"train gave a {type(given).__name__}; expected the history that fit gives: `return model.fit(...)`.",
            name="no_history",
        )
    if "val_loss" not in history:
        raise Wrong(
            "the history has no val_loss: fit was given no validation_data, so there is nothing to watch but the "
            "training loss.",
            name="no_validation", lab="validation",
        )  # fmt: skip
    losses = [float(loss) for loss in history["val_loss"]]
    lasted, best = len(losses), int(np.argmin(losses)) + 1
    trial.kept.update(model=model, first=first, losses=losses, patience=patience)
    watched = next((callback.monitor for callback in made if callback.model is not None), "")
    if watched and watched != "val_loss":
        _wrong_monitor(watched, lasted, losses)
    waited = lasted - best
    if lasted == EPOCHS and waited >= patience:
        unused = (
            " The callback was made, but fit did not get it: callbacks=[...]." if made and not watched else ""
        )
        raise Wrong(
            f"train went through all {EPOCHS} epochs, although the validation loss was lowest after epoch {best} "
            f"({losses[best - 1]:.3f}) and is {losses[-1]:.3f} at the end; with a patience of {patience} it should have "
            f"ended long before.{unused}",
            name="callback_not_used" if unused else "never_stopped",
        )
    if lasted < EPOCHS and waited <= 1 < patience:
        raise Wrong(
            f"train stopped after epoch {lasted}, at the first epoch whose validation loss was not the lowest; with a "
            f"patience of {patience} it should have gone on, since a single worse epoch is often chance.",
            name="no_patience",
        )
    if lasted < EPOCHS and waited != patience:
        raise Wrong(
            f"train stopped after epoch {lasted}, the lowest validation loss was that of epoch {best}; with a patience of "
            f"{patience} it ends {patience} epochs after the lowest, not {waited}.",
            name="wrong_patience",
        )


def best_weights(answer, trial):
    """the model has the weights of its best epoch"""
    model, losses, data = trial.kept["model"], trial.kept["losses"], trial.kept["data"]
    left, lowest = _cross_entropy(model, *data["validation"]), min(losses)
    best = int(np.argmin(losses)) + 1
    if np.isclose(left, losses[-1], rtol=2e-4) and not np.isclose(lowest, losses[-1], rtol=2e-4):
        raise Wrong(
            f"the model has the weights of the last epoch, {len(losses)}, with a validation loss of {left:.3f}; the best "
            f"was epoch {best} with {lowest:.3f}. The callback brings those back if it is told restore_best_weights=True.",
            name="not_restored",
        )
    if not np.isclose(losses, left, rtol=2e-4).any():
        raise Wrong(
            f"on the validation_data that train was given the model's loss is {left:.4f}, which none of the "
            f"{len(losses)} epochs of your history had; let fit watch exactly these samples, as validation_data, and "
            "leave the weights as the callback leaves them.",
            name="other_validation", lab="validation",
        )  # fmt: skip
    if not np.isclose(left, lowest, rtol=2e-4):
        epoch = int(np.argmin(np.abs(np.array(losses) - left))) + 1
        raise Wrong(
            f"the model has the weights of epoch {epoch}, with a validation loss of {left:.3f}; the best was epoch {best} "
            f"with {lowest:.3f}.",
            name="other_weights",
        )
    unseen = _cross_entropy(model, *data["unseen"])
    longer = _network()
    longer.set_weights(trial.kept["first"])
    hn.fit(
        longer, *data["train"], batch_size=16, epochs=EPOCHS, verbose=0, validation_data=data["validation"]
    )
    trial.tell(
        f"You stopped after {len(losses)} of {EPOCHS} epochs and kept epoch {best}: the loss on {len(data['unseen'][1])} "
        f"unseen digits is {unseen:.2f}. Trained to the end it would have been "
        f"{_cross_entropy(longer, *data['unseen']):.2f}."
    )


def _pair(answer, case):
    given = answer.call("stop", list(case.losses), case.patience)
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise Wrong(f"stop gave {given!r}; expected two numbers: `return last, best`.", name="no_pair")
    last, best = (float(answer.numbers(each, "stop gave", shape=(), each="one number")) for each in given)
    return last, best


def _example(cases, given):
    """Say where an answer first differs."""
    case, pair = next((c, g) for c, g in zip(cases, given, strict=True) if g != (c.last, c.best))
    shown = ", ".join(f"{loss:g}" for loss in case.losses)
    return (
        f"for the losses {shown} and a patience of {case.patience}, early stopping ends after epoch {case.last} and the "
        f"best is epoch {case.best}; yours gives {pair[0]:g} and {pair[1]:g}. "
    )


def _from_0(case):
    return case.last - 1, case.best - 1


def _from_0_but_at_the_end(case):
    return _rule(case, first=0)


def _late(case):
    return _rule(case, patience=case.patience + 1)


def _at_once(case):
    return _rule(case, patience=1)


def _equal(case):
    return _rule(case, equal=True)


def _never_reset(case):
    return _rule(case, reset=False)


def _best_of_all(case):
    return case.last, int(np.argmin(case.losses)) + 1


def _lowest_of_all(case):
    best = int(np.argmin(case.losses)) + 1
    return min(best + case.patience, len(case.losses)), best


def _swapped(case):
    return case.best, case.last


def _previous(case):
    """Stop after `patience` epochs in a row that are no better than the one before."""
    waited = 0
    for epoch, loss in enumerate(case.losses, start=1):
        waited = 0 if epoch == 1 or loss < case.losses[epoch - 2] else waited + 1
        if waited >= case.patience:
            return epoch, int(np.argmin(case.losses[:epoch])) + 1
    return len(case.losses), int(np.argmin(case.losses)) + 1


def _rule(case, *, patience=None, equal=False, reset=True, first=1):
    """Apply the rule, or one that is mistaken in this respect."""
    lowest, best, waited = np.inf, 0, 0
    for epoch, loss in enumerate(case.losses, start=first):
        if loss < lowest or (equal and loss == lowest):
            lowest, best, waited = loss, epoch, 0 if reset else waited
        else:
            waited += 1
        if waited >= (patience or case.patience):
            return epoch, best
    return len(case.losses), best


_MISTAKEN = (
    ("counted_from_0", _from_0, "Your rule is right but counts from 0; the first epoch is 1."),
    ("counted_from_0", _from_0_but_at_the_end, "Your rule counts from 0; the first epoch is 1."),
    ("swapped", _swapped, "Both numbers are right, in the other order: `return last, best`."),
    (
        "one_epoch_late",
        _late,
        "You stop one epoch too late: the epoch that makes the count reach the patience is the last.",
    ),
    (
        "patience_ignored",
        _at_once,
        "You stop at the first epoch that brings nothing better, whatever the patience.",
    ),
    (
        "compared_with_previous",
        _previous,
        "You compare each loss with that of the epoch before; compare it with the lowest so far.",
    ),
    ("equal_is_better", _equal, "A loss that is equal to the lowest is no better one; it adds to the count."),
    (
        "count_not_reset",
        _never_reset,
        "You count all epochs that bring nothing better; only those in a row count, so a new lowest loss sets the count "
        "back to 0.",
    ),
    (
        "looks_ahead",
        _lowest_of_all,
        "You look for the lowest loss of the whole list first; early stopping knows only the epochs trained so far.",
    ),
    (
        "looks_ahead",
        _best_of_all,
        "Your best epoch comes after the last one: it would never have been trained. Look for the lowest loss until then.",
    ),
)


def _wrong_monitor(watched, lasted, losses):
    best = int(np.argmin(losses)) + 1
    if watched == "loss":
        raise Wrong(
            f'your callback watches the training loss (monitor="loss"), so that train ended after epoch {lasted} of '
            f"{EPOCHS}; the validation loss was lowest after epoch {best} ({losses[best - 1]:.3f}) and {losses[-1]:.3f} at "
            "the end. The training loss goes on falling while the network learns by heart.",
            name="watches_training_loss",
        )
    raise Wrong(
        f"your callback watches {watched}, and train ended after epoch {lasted} of {EPOCHS}; the task is to watch the "
        "validation loss, which is better when it is lower.",
        name="watches_something_else",
    )


@contextmanager
def _callbacks_made():
    """Note the early stopping callbacks that are made inside, to tell the reason of what is found."""
    made, kind = [], keras.callbacks.EarlyStopping
    before = kind.__init__

    def begin(self, *arguments, **named):
        before(self, *arguments, **named)
        made.append(self)

    kind.__init__ = begin
    try:
        yield made
    finally:
        kind.__init__ = before


def _cases(generator):
    """Draw lists on which the mistaken rules differ: rises, falls after a rise, equal losses, a late new low."""
    made = [
        ([0.9, 0.7, 0.7, 0.7, 0.7, 0.6, 0.5], 3),
        ([0.9, 0.5, 0.8, 0.7, 0.6, 0.4, 0.7, 0.6, 0.55, 0.3], 3),
        ([0.9, 0.8, 0.85, 0.7, 0.75, 0.6, 0.65, 0.5, 0.55, 0.4], 2),
        ([0.9, 0.8, 0.7, 0.6], 2),
    ]
    cases = [(np.array(losses) * generator.integers(1, 4), patience) for losses, patience in made]
    for _ in range(14):
        epochs = int(generator.integers(6, 16))
        falling = np.exp(-0.2 * np.arange(epochs)) + generator.uniform(0, 0.35, epochs)
        cases.append((falling, int(generator.integers(1, 5))))
    rounded = [([round(float(loss), 2) for loss in losses], patience) for losses, patience in cases]
    return [Case(losses, patience, *_by_keras(losses, patience)) for losses, patience in rounded]


def _by_keras(losses, patience):
    """Ask Keras' callback for the last epoch and for the best, from 1."""

    class Trained(keras.Model):
        stop_training = False

    callback = keras.callbacks.EarlyStopping(monitor="val_loss", mode="min", patience=patience)
    model = Trained()
    callback.set_model(model)
    callback.on_train_begin()
    for epoch, loss in enumerate(losses):
        callback.on_epoch_end(epoch, {"val_loss": loss})
        if model.stop_training:
            return epoch + 1, callback.best_epoch + 1
    return len(losses), callback.best_epoch + 1


def _network():
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def _digits(generator):
    digits = hn.load("digits")
    x, y = (digits.x.reshape(-1, 64) / 16).astype("float32"), np.asarray(digits.y)
    rows = generator.permutation(len(y))
    train, validation, unseen = np.split(rows, (SAMPLES, SAMPLES + VALIDATION))
    labels = y[train].copy()
    wrong = generator.random(SAMPLES) < WRONG_LABELS
    labels[wrong] = generator.integers(10, size=wrong.sum())
    return {
        "train": (x[train], labels),
        "validation": (x[validation], y[validation]),
        "unseen": (x[unseen], y[unseen]),
    }


def _cross_entropy(model, x, y):
    outputs = keras.ops.convert_to_numpy(model(x))
    return float(-np.log(np.clip(outputs[np.arange(len(y)), y], 1e-7, 1)).mean())


CHECKS = (by_hand, ends_in_time, best_weights)
