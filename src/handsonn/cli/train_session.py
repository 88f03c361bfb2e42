"""What `handsonn train` does once its options are read."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from handsonn.cli.exit_codes import INTERRUPTED
from handsonn.cli.interruption import stopping_on_ctrl_c
from handsonn.cli.progress_bar import epoch_progress
from handsonn.cli.report import print_report
from handsonn.cli.terminal import notes, print_json, results, say, show_log
from handsonn.course.repository.index import update_index_around
from handsonn.data import load
from handsonn.data.registry import NAMES
from handsonn.experiments import Experiment
from handsonn.experiments.next_commands import typed
from handsonn.experiments.own_model import bring_in_model
from handsonn.experiments.script import DATA_FILE
from handsonn.experiments.train_and_keep import Kept, NothingLearnt, train_and_keep
from handsonn.experiments.variation import Spread, VariedRuns
from handsonn.journal import Journal
from handsonn.records import DataCard, Dataset

_TO_LOAD = ("target", "missing", "download", "task", "without")


def train_seeds(
    settings: dict[str, Any],
    runs_folder: Path,
    words: Sequence[str],
    *,
    as_json: bool,
    report: bool,
    fresh: bool,
) -> int:
    """Train a run per seed, show each, and return the exit code."""
    show_log()
    first, count = settings.pop("seed"), settings.pop("seeds")
    experiment = _experiment(settings)
    dataset: Any = experiment.dataset
    journal = Journal(runs_folder)
    kept: list[Kept] = []
    with stopping_on_ctrl_c() as should_stop:
        for seed in range(first, first + count):
            learnt = dataset.name if count == 1 else f"seed {seed}"
            try:
                with epoch_progress(learnt, experiment.epochs) as sink:
                    kept.append(
                        train_and_keep(
                            experiment, seed, journal, fresh=fresh, report=report, sink=sink,
                            should_stop=should_stop, notify=say,
                        )
                    )  # fmt: skip
            except NothingLearnt as stopped:
                if not kept:
                    say(str(stopped))
                break
            if not as_json:
                _show(kept[-1], brief=count > 1)
            if kept[-1].run.ended == "interrupted" or should_stop():
                break
    for remark in update_index_around(runs_folder) if kept else ():
        say(remark)
    return _finish(kept, count, words, as_json=as_json)


def _experiment(settings: dict[str, Any]) -> Experiment:
    data, validation_data, model = (settings.pop(name) for name in ("data", "validation_data", "model"))
    options = {name: settings.pop(name) for name in _TO_LOAD}
    dataset = load(data, notify=say, **options)
    introduce(dataset)
    loaded_with = {"name_or_path": _whole(data)} | {
        name: value for name, value in options.items() if isinstance(value, str | tuple) and value
    }
    if validation_data is not None:
        settings["validation"] = load(validation_data, notify=say, **options)
        loaded_with["validation_data"] = _whole(validation_data)
    if model is not None:
        settings["model"] = bring_in_model(model)
    return Experiment(dataset, loaded_with=loaded_with, **settings)


def _whole(data: str) -> str:
    """Give the whole path of a file, so that it is found from any folder."""
    return data if data in NAMES else str(Path(data).expanduser().absolute())


def introduce(dataset: Dataset) -> None:
    """Say in a line what the data are, and what must be known of this copy."""
    shape = " x ".join(map(str, dataset.x.shape[1:]))
    what = {"image": f"images of {shape} pixels", "tabular": f"rows of {shape} features"}.get(
        dataset.kind, f"samples of shape {shape}"
    )
    goal = (
        f"{len(dataset.class_names)} classes"
        if dataset.class_names
        else "no labels"
        if dataset.y is None
        else f"to predict {dataset.target_name or 'a value'}"
    )
    say(f"Data: {dataset.name}, {len(dataset):,} {what}, {goal}")
    if dataset.note:
        say(dataset.note)


def _show(kept: Kept, *, brief: bool) -> None:
    console, run, record = results(), kept.run, kept.record
    count = max((len(values) for values in run.history.values()), default=0)
    epochs = f"{count} epoch{'' if count == 1 else 's'}"
    console.print(
        f"{record.name}: {record.parameters:,} parameters, {epochs} in {run.seconds:.1f} s"
        f"{_ending(run.ended)}.",
        markup=False,
    )
    if record.data.duplicates:
        say(duplicates_in_words(record.data))
    if brief:
        from handsonn.plots import score_sentence

        console.print(score_sentence(run.report), markup=False)
        return
    console.print()
    print_report(console, run.report)
    console.print()
    _show_files(kept)


def duplicates_in_words(data: DataCard) -> str:
    """Say how many of the samples that judge the network also trained it."""
    judging = data.validation_samples + data.test_samples
    stand = "stands" if data.duplicates == 1 else "stand"
    return (
        f"{data.duplicates:,} of {judging:,} validation and test samples also {stand}, value for value, "
        "among the training samples, so the score flatters."
    )


def _ending(ended: str) -> str:
    return {"early stopping": ", stopped early", "interrupted": ", interrupted"}.get(ended, "")


def _show_files(kept: Kept) -> None:
    console = results()
    pictures = sorted(path.name for path in kept.folder.glob("*.png"))
    report = kept.folder / "report.html"
    lines = [f"Kept in {kept.folder}"]
    if report.exists():
        lines += [f"  report    {report}", f"  pictures  {', '.join(pictures)}"]
    lines += ["  network   model.keras", f"  script    {_script_words(kept)}"]
    for line in lines:
        console.print(line, markup=False, soft_wrap=True)


def _script_words(kept: Kept) -> str:
    if (kept.folder / DATA_FILE).is_file():
        return "train.py, which repeats the run with Keras alone"
    saving = typed(f"handsonn save {kept.record.name} --format script --to FOLDER", kept.folder.parent)
    return f"`{saving}` writes it with its data"


def _finish(kept: list[Kept], count: int, words: Sequence[str], *, as_json: bool) -> int:
    _print_all(kept, as_json=as_json)
    if len(kept) < count or any(each.run.ended == "interrupted" for each in kept):
        if kept:
            _say_interrupted(words)
        return INTERRUPTED
    if not as_json:
        _suggest(kept)
    return 0


def _print_all(kept: list[Kept], *, as_json: bool) -> None:
    spread = _spread(kept) if len(kept) > 1 else None
    if as_json:
        print_json(
            {
                "runs": [each.record for each in kept],
                "folders": [str(each.folder) for each in kept],
                "spread": spread,
            }
        )
    elif spread is not None:
        console = results()
        console.print()
        console.print(
            f"Over {len(spread.scores)} seeds, the {spread.score_name} is "
            f"{spread.mean:.4g} ± {spread.deviation:.2g} "
            "(mean and standard deviation).",
            markup=False,
        )


def _say_interrupted(words: Sequence[str]) -> None:
    command = shlex.join(["handsonn", *(word for word in words if word != "--fresh")])
    say("interrupted; what was learnt is kept. To go on from there, run the same command again:")
    notes().print(f"  {command}", markup=False, soft_wrap=True)


def _spread(kept: list[Kept]) -> Spread | None:
    runs = VariedRuns(tuple(({}, each.run) for each in kept))
    return runs.spread()[0] if all(getattr(each.run.report, "scores", ()) for each in kept) else None


def _suggest(kept: list[Kept]) -> None:
    names = [each.record.name for each in kept]
    command = f"handsonn compare {' '.join(names)}" if len(names) > 1 else f"handsonn show {names[0]}"
    command = typed(command, kept[0].folder.parent)
    results().print(f"\nNext, try: {command}", markup=False, soft_wrap=True)
