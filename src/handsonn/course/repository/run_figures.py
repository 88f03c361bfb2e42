"""A run in a note: its figures as a table, and its pictures as links that a git host shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from handsonn.journal.repository.markdown import address, as_it_is, link, table
from handsonn.records import RunRecord, Setting

_BESIDE = 3  # runs that fit beside each other on a page
_SHOWN_APART = frozenset({"layers", "epochs", "model"})
_ALWAYS_SHOWN = frozenset({"optimizer", "batch_size", "scaler"})
_PICTURES = (".png", ".svg")
_FIRST = ("learning_curves", "confusion_matrix", "residuals")


@dataclass(frozen=True)
class NotedRun:
    """A run for a note. folder: where it is kept. pictures: what each shows, and its file.

    inside: it is kept in the repository, so that a git host has its folder too.
    """

    record: RunRecord
    folder: Path
    pictures: tuple[tuple[str, Path], ...]
    inside: bool


def pictures_of(folder: Path) -> tuple[tuple[str, Path], ...]:
    """List a run's pictures, the learning curves first: what each shows, and its file. Raises OSError."""
    found = [path for path in folder.iterdir() if path.suffix in _PICTURES and path.is_file()]
    order = {name: place for place, name in enumerate(_FIRST)}
    found.sort(key=lambda path: (order.get(path.stem, len(order)), path.name))
    return tuple((path.stem.replace("_", " "), path) for path in found)


def run_lines(runs: Sequence[NotedRun], page: Path) -> list[str]:
    """Write the runs in Markdown: at most three beside each other, in a table of their figures and pictures.

    A run that stands alone has its pictures below, where there is more room. page: the file of notes, from
    which the links go.
    """
    lines: list[str] = []
    for start in range(0, len(runs), _BESIDE):
        beside = runs[start : start + _BESIDE]
        alone = len(beside) == 1
        pictures = [_pictures(run, page) for run in beside]
        lines += [*_table(beside, [] if alone else pictures, page), ""]
        if alone:
            lines += [line for picture in pictures[0].values() for line in (picture, "")]
    return lines


def _table(runs: Sequence[NotedRun], pictures: Sequence[dict[str, str]], page: Path) -> list[str]:
    figures = [{name: as_it_is(value) for name, value in _facts(run.record).items()} for run in runs]
    settings = ["settings", *(as_it_is(_settings(run.record)) for run in runs)]
    head = ["", *(_name(run, page) for run in runs)]
    return table(head, [*_rows(figures), settings, *_rows(pictures)])


def _rows(columns: Sequence[dict[str, str]]) -> list[list[str]]:
    """Give a row for each name that any run has something for."""
    names = dict.fromkeys(name for column in columns for name in column)
    return [[as_it_is(name), *(column.get(name, "") for column in columns)] for name in names]


def _pictures(run: NotedRun, page: Path) -> dict[str, str]:
    return {
        shown: f"![{as_it_is(f'{shown} of {run.record.name}')}]({address(picture, page)})"
        for shown, picture in run.pictures
    }


def _name(run: NotedRun, page: Path) -> str:
    name = as_it_is(run.record.name)
    return link(name, run.folder, page) if run.inside else name


def _facts(record: RunRecord) -> dict[str, str]:
    from handsonn.plots.score_words import number, spread

    facts = {
        "data": f"{record.data.name}, {record.data.train_samples:,} training samples",
        "network": f"{_network(record)}, {record.parameters:,} parameters",
        "epochs": _epochs(record),
    }
    for score in getattr(record.report, "scores", ())[:1]:
        baseline = number(score.name, score.baseline)
        facts[f"{score.name} on test samples"] = (
            f"{number(score.name, score.value)} ({spread(score)}); baseline {baseline}"
        )
    if not record.report:
        facts["score"] = "not evaluated"
    return facts


def _network(record: RunRecord) -> str:
    if "model" in record.settings:
        return str(record.settings["model"])
    layers = record.settings.get("layers")
    sizes = [str(size) for size in layers] if isinstance(layers, tuple) else []
    if not sizes:
        return "no hidden layer"
    return f"{'one hidden layer' if len(sizes) == 1 else 'hidden layers'} of {', '.join(sizes)} units"


def _epochs(record: RunRecord) -> str:
    trained = max((len(values) for values in record.history.values()), default=0)
    return f"{trained}" if record.ended == "all epochs" else f"{trained} ({record.ended})"


def _settings(record: RunRecord) -> str:
    """Name the settings of the training: the main ones, each that is not the usual one, and the seed."""
    from handsonn.experiments.experiment import Experiment

    usual = {field.name: field.default for field in fields(Experiment)}
    chosen = {
        name.replace("_", " "): _value(value)
        for name, value in record.settings.items()
        if name in _ALWAYS_SHOWN or (name not in _SHOWN_APART and value not in {None, usual.get(name)})
    }
    return ", ".join(f"{name} {value}" for name, value in {**chosen, "seed": record.seed}.items())


def _value(value: Setting) -> str:
    if isinstance(value, tuple):
        return "-".join(map(str, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)
