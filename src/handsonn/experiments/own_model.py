"""The learner's own network: a function in their file, and the file's text as it was when it was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handsonn.errors import ModelError

if TYPE_CHECKING:
    from handsonn.models.own_source import OwnSource


@dataclass(frozen=True)
class OwnModel:
    """A function that makes a compiled keras.Model; calling this calls it.

    reference: as the learner gave it, "file.py:function". source: the file's text, for the run's script.
    """

    reference: str
    source: OwnSource
    make: Callable[[], Any]

    def __call__(self) -> Any:
        """Make the model anew, with new first weights."""
        return self.make()


def bring_in_model(reference: str) -> OwnModel:
    """Read "file.py:function". Raises ModelError for a file or function that is missing or does not run."""
    from handsonn.models.bring_in import bring_in
    from handsonn.models.own_source import own_source

    make = bring_in(reference)
    return OwnModel(reference, own_source(reference), make)


def misfit(error: Exception, classes: int) -> ModelError:
    """Say what Keras says of a model that cannot be trained, and what goes with the labels.

    classes: how many there are; 0 for a regression.
    """
    said = " ".join(str(error).split("\n\n")[0].split())[:300].rstrip(".")
    fitting = (
        f"the labels are class numbers from 0 to {classes - 1}, so end with {classes} softmax units and "
        "compile with the loss 'sparse_categorical_crossentropy'"
        if classes
        else "the labels are numbers, so end with one unit and compile with a loss such as 'mse'"
    )
    return ModelError(f"your model cannot be trained on these samples (Keras: {said}); {fitting}.")
