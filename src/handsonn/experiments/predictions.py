"""A kept network's predictions for new data, ready to be shown, judged or written to a file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from handsonn.errors import HandsonnError
from handsonn.experiments.existing_files import refuse_existing
from handsonn.experiments.whole_file import whole_file
from handsonn.records import Array, Preparation, Report


@dataclass(frozen=True)
class Predictions:
    """What a network says of new samples.

    outputs: as the network gave them, shape (samples, outputs). labelled: do the samples have labels?
    report: scores where they do; else an UnlabelledReport. notes: what the learner should know about it.
    names: what each sample is called, such as an image's file; empty where samples have only a row number.
    """

    outputs: Array
    preparation: Preparation
    report: Report
    labelled: bool
    notes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def called(self) -> tuple[str, list[str]]:
        """Say what identifies a sample ("row" or "file"), and give each sample's."""
        if self.names:
            return "file", list(self.names)
        return "row", [str(number) for number in range(len(self.outputs))]

    def values(self) -> list[str] | list[float]:
        """Give the predicted class name, or value, of each sample."""
        from handsonn.evaluation import as_values, predicted_classes

        if self.preparation.task == "classification":
            names = self.preparation.class_names
            return [names[number] for number in predicted_classes(self.outputs)]
        return [float(value) for value in as_values(self.outputs)]

    def confidences(self) -> list[float] | None:
        """Give the probability of each predicted class; None for a regression."""
        from handsonn.evaluation import as_probabilities

        if self.preparation.task != "classification":
            return None
        return [float(share) for share in as_probabilities(self.outputs).max(axis=1)]

    def write_csv(self, path: Path, *, overwrite: bool = False) -> None:
        """Write a row per sample: its file or number (0 is the first), the prediction, and how sure it is.

        The file is there whole or not at all. Raises UsageError for a file that is there already and may not
        be overwritten, HandsonnError when the disk refuses.
        """
        refuse_existing([path], overwrite=overwrite)
        confidences = self.confidences()
        name = self.preparation.target_name or "prediction"
        identity, called = self.called()
        heads = [identity, f"predicted {name}"] + ([] if confidences is None else ["confidence"])
        try:
            with whole_file(path, newline="") as file:
                rows = csv.writer(file)
                rows.writerow(heads)
                for number, value in enumerate(self.values()):
                    extra = [] if confidences is None else [f"{confidences[number]:.6g}"]
                    rows.writerow([called[number], value, *extra])
        except OSError as error:
            raise HandsonnError(
                f"the predictions could not be written to {path} ({error.strerror or error}); "
                "make room, or name a file in a folder that you may write to."
            ) from None
