"""A run that was kept: open it again, predict, evaluate, save its network elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handsonn.errors import DataError, HandsonnError, UsageError
from handsonn.experiments.existing_files import refuse_existing
from handsonn.experiments.keep import MODEL_FILE
from handsonn.experiments.next_commands import typed
from handsonn.experiments.predictions import Predictions
from handsonn.experiments.script import DATA_FILE, SCRIPT_FILE
from handsonn.records import Dataset, Preparation, RunRecord, Samples

if TYPE_CHECKING:
    from handsonn.journal import Journal

Notify = Callable[[str], None]


def open_run(journal: Journal, name: str, *, allow: Sequence[str] = ()) -> KeptRun:
    """Find a run by its name, number, beginning or "last". Raises JournalError.

    allow: the Lambda layers whose code may run when the model is loaded.
    """
    record = journal.find(name)
    return KeptRun(record, journal.folder_of(record.name), tuple(allow))


@dataclass(frozen=True)
class KeptRun:
    """A run in the journal. Its network is loaded when it is first asked for."""

    record: RunRecord
    folder: Path
    allow: tuple[str, ...] = ()

    @property
    def preparation(self) -> Preparation:
        """Give what turns raw samples into the network's input, as the training rows taught it."""
        return self.record.preparation

    @cached_property
    def model(self) -> Any:
        """Load the keras.Model. Raises FormatError for a file that is missing, broken or not trusted."""
        from handsonn.models.formats import load_model

        return load_model(self.folder / MODEL_FILE, allow=self.allow)

    def predict(
        self, data: str | Path | Samples, *, target: str | None = None, notify: Notify | None = None
    ) -> Predictions:
        """Predict new samples: a data set's name, a file, a folder of images, or raw samples.

        target: the label column, if it is called otherwise than in training. Where labels exist, the
        predictions are judged as well. Raises DataError, FormatError.
        """
        from handsonn.data import prepare, sample_names
        from handsonn.evaluation import evaluate
        from handsonn.experiments.run import predict_prepared

        samples = self._samples(data, target, notify)
        outputs = predict_prepared(self.model, prepare(self.preparation, samples.x))
        known = self.preparation
        report = evaluate(
            outputs, samples.y, task=known.task, class_names=known.class_names, target_name=known.target_name
        )
        names = () if isinstance(data, tuple) else sample_names(data)
        labelled, notes = samples.y is not None, self._notes(samples)
        return Predictions(outputs, known, report, labelled, notes, names)

    def evaluate(
        self, data: str | Path | Samples, *, target: str | None = None, notify: Notify | None = None
    ) -> Predictions:
        """Predict labelled samples and judge the predictions. Raises DataError where labels are missing."""
        found = self.predict(data, target=target, notify=notify)
        if not found.labelled:
            images = self.preparation.kind == "image"
            remedy = (
                "put the images into a sub-folder per class" if images else "name their column with --target"
            )
            raise DataError(
                f"{_name(data)} has no labels, so nothing says which predictions are right; {remedy}, or use "
                "`handsonn predict`, which needs none."
            )
        return found

    def save(
        self, stem: str | Path, formats: Sequence[str] = ("keras",), *, overwrite: bool = False
    ) -> tuple[Path, ...]:
        """Save the network as stem + each format's suffix; "script" makes train.py and data.npz.

        Raises UnknownName for a format that does not exist, UsageError for a file that is there already and
        may not be overwritten, FormatError when the disk refuses.
        """
        from handsonn.experiments.save_script import save_script
        from handsonn.models.formats import save
        from handsonn.models.formats.registry import format_named

        wanted = tuple(dict.fromkeys(formats))
        if not wanted:
            raise UsageError("no format was given; name at least one, such as keras.")
        of_model = [name for name in wanted if name != "script"]
        folder = Path(stem).parent
        bare = _without_suffix(Path(stem).name)
        targets = [folder / f"{bare}{format_named(name).suffixes[0]}" for name in of_model]
        targets += [folder / SCRIPT_FILE, folder / DATA_FILE] if "script" in wanted else []
        refuse_existing(targets, overwrite=overwrite)
        _make_folder(folder)
        written = save(self.model, stem, of_model) if of_model else ()
        return written + save_script(self, folder) if "script" in wanted else written

    def _samples(self, data: str | Path | Samples, target: str | None, notify: Notify | None) -> Samples:
        from handsonn.data import load_like

        if isinstance(data, tuple):
            return Samples(*data)
        return load_like(data, self.preparation, target=target, notify=notify)

    def _notes(self, samples: Samples) -> tuple[str, ...]:
        card = self.record.data
        if Dataset("", samples.x, samples.y, task=card.task).fingerprint != card.fingerprint:
            return ()
        showing = typed(f"handsonn show {self.record.name}", self.folder.parent)
        note = (
            f"the run was made with these {card.samples:,} samples, and {card.train_samples:,} of them "
            "trained it, so a score on them flatters; the score on samples that it never saw is in "
            f"`{showing}`."
        )
        return (note,)


def _without_suffix(name: str) -> str:
    """Take a format's suffix off a file's name, as formats.save does."""
    from handsonn.models.formats.registry import format_of

    entry = format_of(Path(name))
    suffixes = entry.suffixes if entry else ()
    return next((name[: -len(suffix)] for suffix in suffixes if name.lower().endswith(suffix)), name)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HandsonnError(
            f"the folder {folder} could not be made ({error.strerror or error}); choose another with --to."
        ) from None


def _name(data: object) -> str:
    return str(data) if isinstance(data, (str, Path)) else "the data"
