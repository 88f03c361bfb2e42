"""A run as one HTML page that needs nothing but itself: no network, no other file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from handsonn.plots.picture import Picture, with_data_urls
from handsonn.plots.score_words import beats_baseline, has_interval, number, score_sentence, spread
from handsonn.plots.templates import templates_in, writable
from handsonn.records import ClassificationReport, RegressionReport, RunRecord, Score, UnlabelledReport


@dataclass(frozen=True)
class Layer:
    """One line of the model's table: a layer's name, kind, output shape and count of parameters."""

    name: str
    kind: str
    output_shape: str
    parameters: int


def write_report(
    record: RunRecord,
    pictures: Sequence[Picture] = (),
    *,
    layers: Sequence[Layer] = (),
    script: str = "",
    next_commands: Sequence[str] = (),
) -> str:
    """Write the page of a run. Every text in it is escaped: a class called "<script>" is only a name.

    pictures: in the order in which they stand on the page.
    script: the plain Keras script that reproduces the run, to be copied.
    next_commands: what to try next, as typed in a terminal.
    """
    page: str = _template().render(
        record=record,
        title=_title(record),
        sentence=score_sentence(record.report),
        scores=_scores(record),
        classes=record.report.classes if isinstance(record.report, ClassificationReport) else (),
        predicted=_predicted(record),
        pictures=[with_data_urls(picture) for picture in pictures],
        layers=layers,
        script=script,
        next_commands=next_commands,
        data=_data_rows(record),
        epochs=max((len(values) for values in record.history.values()), default=0),
    )
    return writable(page) + "\n"


@cache
def _template() -> Any:
    environment = templates_in(Path(__file__).parent)
    environment.filters["setting"] = _setting
    return environment.get_template("report.html.jinja")


def _title(record: RunRecord) -> str:
    report = record.report
    if isinstance(report, (ClassificationReport, RegressionReport)) and report.scores:
        score = report.scores[0]
        return f"{record.data.name}: {score.name} {number(score.name, score.value)}"
    if isinstance(report, UnlabelledReport):
        return f"{record.data.name}: predictions without labels"
    return f"{record.data.name}: not evaluated"


def _scores(record: RunRecord) -> list[dict[str, Any]]:
    report = record.report
    if not isinstance(report, (ClassificationReport, RegressionReport)):
        return []
    return [
        {
            "name": score.name,
            "value": number(score.name, score.value),
            "spread": spread(score),
            "baseline": number(score.name, score.baseline),
            "baseline_name": score.baseline_name,
            "better": "higher is better" if score.higher_is_better else "lower is better",
            "verdict": _verdict(score),
        }
        for score in report.scores
    ]


def _verdict(score: Score) -> str:
    if score.name == "macro F1":
        # Beating that says next to nothing, and "better" would sound like praise.
        return "no verdict: a constant guess has a low macro F1 by construction"
    if not has_interval(score):
        return "no verdict: too few samples"
    return "better than the baseline" if beats_baseline(score) else "not shown to be better than the baseline"


def _predicted(record: RunRecord) -> list[tuple[str, int]]:
    if not isinstance(record.report, UnlabelledReport):
        return []
    return list(zip(record.report.class_names, record.report.predicted_counts, strict=False))


def _data_rows(record: RunRecord) -> list[tuple[str, str]]:
    data = record.data
    shape = " x ".join(map(str, data.sample_shape)) or "1"
    rows = [
        ("Samples", f"{data.samples:,}"),
        ("Training samples", f"{data.train_samples:,}"),
        ("Validation samples", f"{data.validation_samples:,}"),
        ("Test samples", f"{data.test_samples:,}"),
        ("Shape of a sample", shape),
        ("Split", data.split_method),
        ("Duplicates", _duplicates(data.duplicates)),
        ("Scaler", record.preparation.scaler),
        ("Source", data.source),
        ("Licence", data.licence),
        ("Note", data.note),
        ("Fingerprint (SHA-256)", data.fingerprint),
    ]
    return [(name, value) for name, value in rows if value]


def _duplicates(count: int) -> str:
    if count == 0:
        return "no validation or test sample also stands among the training samples"
    return f"{count:,} validation or test samples also stand among the training samples: the score flatters"


def _setting(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)
