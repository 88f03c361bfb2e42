"""A process that starts sessions in child processes, so that a test can kill each at any moment.

Importing Keras takes seconds and starting JAX a fraction of one: this process imports, forks a child for
each line of its standard input (`kind folder outcome`), and only the child starts JAX and trains.
The child says "begun" when training begins. It writes what came out to the outcome file.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import handsonn.training.session  # isort: skip - tells XLA to be quiet, before JAX is imported
import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits

from handsonn.training import compile_engine, session_loop
from handsonn.training.checkpoint import FILE_NAME


def dense_network() -> Any:
    """Dropout and Adam: both have state of their own that must come back."""
    stack = [layers.Dense(32, activation="relu"), layers.Dropout(0.2), layers.Dense(10, activation="softmax")]
    return keras.Sequential([keras.Input((64,)), *stack])


def convolutional_network() -> Any:
    """It runs on the step engine, which is stopped and saved inside epochs."""
    stack = [layers.Reshape((8, 8, 1)), layers.Conv2D(4, 3, activation="relu"), layers.Dropout(0.2)]
    return keras.Sequential(
        [keras.Input((64,)), *stack, layers.Flatten(), layers.Dense(10, activation="softmax")]
    )


def in_chunks() -> None:
    """Take the epochs for long ones of ten seconds, and run a tenth of one at a time."""
    compile_engine.multiplications = lambda _: 10 * compile_engine.MULTIPLICATIONS_A_SECOND
    compile_engine.CHUNK_SECONDS = 1.0


KINDS: dict[str, tuple[Any, int, Any]] = {
    "epochs": (dense_network, 600, None),
    "steps": (convolutional_network, 24, None),
    "chunks": (dense_network, 100, in_chunks),
}


def train(kind: str, folder: str, outcome: Path) -> None:
    """Run the session of this kind to its end, resuming from what the folder holds ("-": no folder)."""
    make_model, epochs, prepare = KINDS[kind]
    session_loop.SAVING_SHARE = 2  # a third of the time goes into saving, so that many kills meet a writer
    if prepare is not None:
        prepare()
    x, y = load_digits(return_X_y=True)
    x = (x / 16).astype("float32")
    resumes = Path(folder, FILE_NAME).exists()
    keras.utils.set_random_seed(os.getpid() if resumes else 1)  # what resumes must not depend on the seed
    model = make_model()
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    begun = announced()
    result = handsonn.training.session.run_session(
        model, x[:1500], y[:1500], epochs=epochs, validation_data=(x[1500:], y[1500:]),
        checkpoint=None if folder == "-" else Path(folder), seconds_between_checkpoints=0.0,
        should_stop=lambda: next(begun),
    )  # fmt: skip
    states = [np.array(variable.value) for variable in (*model.variables, *model.optimizer.variables)]
    arrays = {f"state{number}": state for number, state in enumerate(states)}
    history = {f"history_{name}": values for name, values in result.history.items()}
    temporary = outcome.with_suffix(".part.npz")
    np.savez(temporary, engine=result.engine, ended=result.ended, **arrays, **history)
    temporary.replace(outcome)


def announced() -> Iterator[bool]:
    """Answer every question with no; say at the first that training begins."""
    say("begun")
    while True:
        yield False


def say(line: str) -> None:
    """Tell the test something, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def serve() -> None:
    """Start a child for each line; say its number, and when and how it ended."""
    for line in sys.stdin:
        kind, folder, outcome = line.split()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                train(kind, folder, Path(outcome))
                status = 0
            finally:
                sys.stderr.flush()
                os._exit(status)
        say(f"child {child}")
        _, status = os.waitpid(child, 0)
        say(f"ended {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    serve()
