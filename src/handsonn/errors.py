"""The exception tree. Each message says what happened, what was expected and how to fix it.

    HandsonnError
    ├── UsageError            an option or argument that cannot be used as given
    │   └── UnknownName       a name that is in no registry ("did you mean ...?")
    ├── DataError             the data cannot be learnt from as they are
    │   ├── DataFileError     a file that is missing, empty, broken or not what its suffix says
    │   └── DownloadError     a larger data set could not be fetched
    ├── ModelError            a model or a part of one that cannot be built or used
    │   └── FormatError       a saved model that cannot be read or written
    ├── TrainingError         training could not start or go on
    │   ├── NotFiniteLoss     the loss became NaN or infinite
    │   └── CheckpointError   a checkpoint that cannot be resumed
    ├── JournalError          a run that cannot be written, found or read
    ├── LatentError           codes that cannot be mapped, placed, walked or generated from
    ├── DiagnosisError        something that cannot be diagnosed or changed as asked
    ├── RepositoryError       a learning repository or note that cannot be found, read or written
    ├── ExerciseError         an exercise that cannot be checked, reset or hinted at as asked
    ├── Stopped               long work that the learner stopped
    └── LabError              the lab cannot be served, or a learner's file of it cannot be written or read

A HandsonnError is for the learner: one clear sentence. Anything else that escapes is a defect of ours.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class HandsonnError(Exception):
    """The base of every error that is meant for the learner."""


class UsageError(HandsonnError):
    """An option or argument that cannot be used as given."""


class UnknownName(UsageError):  # noqa: N818 - reads as what happened
    """A name that is in no registry."""

    def __init__(self, noun: str, name: str, known: Iterable[str]) -> None:
        """Say which name of which noun is unknown, suggest the nearest, list the known ones."""
        names = sorted(known)
        near = difflib.get_close_matches(name, names, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        super().__init__(f"there is no {noun} called {name!r}; {hint}known: {', '.join(names)}.")


class DataError(HandsonnError):
    """The data cannot be learnt from as they are."""


class DataFileError(DataError):
    """A file that is missing, empty, broken or not what its suffix says."""


class DownloadError(DataError):
    """A larger data set could not be fetched."""


class ModelError(HandsonnError):
    """A model or a part of one that cannot be built or used."""


class FormatError(ModelError):
    """A saved model that cannot be read or written."""


class TrainingError(HandsonnError):
    """Training could not start or go on."""


class NotFiniteLoss(TrainingError):  # noqa: N818 - reads as what happened
    """The loss became NaN or infinite."""


class CheckpointError(TrainingError):
    """A checkpoint that cannot be resumed."""


class JournalError(HandsonnError):
    """A run that cannot be written, found or read."""


class LatentError(HandsonnError):
    """Codes that cannot be mapped, placed, walked or generated from."""


class DiagnosisError(HandsonnError):
    """Something that cannot be diagnosed or changed as asked."""


class RepositoryError(HandsonnError):
    """A learning repository or note that cannot be found, read or written."""


class ExerciseError(HandsonnError):
    """An exercise that cannot be checked, reset or hinted at as asked."""


class Stopped(HandsonnError):  # noqa: N818 - reads as what happened
    """Long work that the learner stopped."""


class LabError(HandsonnError):
    """The lab cannot be served, or a learner's file of it cannot be written or read."""
