"""What `handsonn latent` does once its options are read."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from handsonn.cli.exit_codes import FAILED, INTERRUPTED
from handsonn.cli.interruption import stopping_on_ctrl_c
from handsonn.cli.latent_progress import map_progress
from handsonn.cli.latent_words import print_results
from handsonn.cli.progress_bar import epoch_progress
from handsonn.cli.terminal import print_json, say, show_log
from handsonn.errors import UsageError
from handsonn.experiments.latent_explorer import write_explorer
from handsonn.experiments.latent_keep import Keeping, KeptResults, keep_latent_results, refuse_out
from handsonn.experiments.latent_results import LatentResults, MapWish, make_results, wishes_of
from handsonn.experiments.latent_settings import usual_latent_dim
from handsonn.experiments.latent_space import LatentSpace, latent_space
from handsonn.records import Dataset

_TO_LOAD = ("target", "missing", "download", "task", "without")
_BUILT = ("latent_dim", "kind", "layers")
_TRAINED = ("epochs", "batch_size", "learning_rate", "test", "seed")


def make_latent_space(
    asked: dict[str, Any], runs_folder: Path, words: Sequence[str], *, as_json: bool
) -> int:
    """Train, map, write the folder, say what came out, and return the exit code."""
    show_log()
    _refuse_contradictions(asked)
    refuse_out(asked["out"], force=asked["force"])
    dataset = _load(asked)
    wishes = _wishes(asked, dataset)
    with stopping_on_ctrl_c() as should_stop:
        space = _space(asked, dataset, runs_folder, should_stop)
        if space is None:
            return INTERRUPTED
        with map_progress(should_stop) as watch:
            results = make_results(space, wishes, seed=asked["seed"], watch=watch)
        say("drawing and writing the files" if asked["pictures"] else "writing the files")
        kept = _keep(results, asked, words)
    if as_json:
        print_json({"folder": str(kept.folder), "files": _files(kept.folder), "results": kept.record})
    else:
        print_results(kept, results)
    return _finish(results)


def _refuse_contradictions(asked: dict[str, Any]) -> None:
    """Raise UsageError for options that say something about what other options took away."""
    if asked["run"] and (asked["encoder"] or asked["decoder"]):
        raise UsageError("--run and --encoder both say where the codes come from; give one of them.")
    if bool(asked["run"]) != bool(asked["layer"]):
        raise UsageError(
            "--run and --layer belong together: the run, and its layer whose output is the code."
        )
    if asked["decoder"] and not asked["encoder"]:
        raise UsageError("--decoder needs --encoder, the encoder that makes its codes.")
    of_its_own = "--run" if asked["run"] else "--encoder" if asked["encoder"] else ""
    not_trained = ("epochs", "batch_size", "learning_rate", "test") if asked["run"] else ()
    for name in (*_BUILT, *not_trained):
        if of_its_own and asked[name] is not None:
            raise UsageError(
                f"--{name.replace('_', '-')} is for the autoencoder that handsonn trains; leave it out "
                f"beside {of_its_own}, whose network is there already."
            )


def _load(asked: dict[str, Any]) -> Dataset:
    from handsonn.cli.train_session import introduce
    from handsonn.experiments.latent_loading import load_samples

    dataset = load_samples(asked["data"], notify=say, **{name: asked[name] for name in _TO_LOAD})
    introduce(dataset)
    return dataset


def _wishes(asked: dict[str, Any], dataset: Dataset) -> tuple[MapWish, ...]:
    parameters = {name: asked[name] for name in ("k", "reg", "perplexity") if asked[name] is not None}
    dimensions = [int(size) for size in asked["dimensions"]] or [2]
    return wishes_of(asked["maps"] or ("pca",), dimensions, parameters, len(dataset))


def _space(
    asked: dict[str, Any], dataset: Dataset, runs_folder: Path, should_stop: Callable[[], bool]
) -> LatentSpace | None:
    """Train, or take what is there; None where Ctrl-C came before anything was learnt."""
    how = _how(asked, dataset, runs_folder)
    with epoch_progress(dataset.name, _epochs(asked, dataset, how)) as sink:
        space = latent_space(dataset, sink=sink, should_stop=should_stop, **how)
    if space.ended == "interrupted" and not any(space.history.values()):
        say("interrupted before anything was learnt, so nothing is written")
        return None
    return space


def _how(asked: dict[str, Any], dataset: Dataset, runs_folder: Path) -> dict[str, Any]:
    given = {name: asked[name] for name in (*_BUILT, *_TRAINED) if asked[name] is not None}
    if asked["run"]:
        from handsonn.experiments import open_run
        from handsonn.journal import Journal

        return {"model": open_run(Journal(runs_folder), asked["run"]), "layer": asked["layer"]}
    if asked["encoder"]:
        from handsonn.models.formats import load_model

        parts = {name: asked[name] for name in ("encoder", "decoder") if asked[name]}
        return given | {name: load_model(path, notify=say) for name, path in parts.items()}
    return {"latent_dim": usual_latent_dim(dataset), **given}


def _epochs(asked: dict[str, Any], dataset: Dataset, how: dict[str, Any]) -> int:
    """Tell how many epochs the progress bar has."""
    from handsonn.experiments.latent_settings import choose_settings

    settings = choose_settings(
        dataset, latent_dim=how.get("latent_dim", 1), kind=asked["kind"], layers=None,
        epochs=asked["epochs"], batch_size=asked["batch_size"], seed=0, options={},
    )  # fmt: skip
    return settings.epochs


def _keep(results: LatentResults, asked: dict[str, Any], words: Sequence[str]) -> KeptResults:
    how = Keeping(asked["out"], asked["force"], asked["pictures"], shlex.join(["handsonn", *words]))
    return keep_latent_results(results, how, _write_page)


def _write_page(results: LatentResults, path: Path) -> str:
    """Write the explorer file from its own modules and those of the lab's cloud."""
    from handsonn.course.pictures.modules import LOOK, PICTURES, joined
    from handsonn.plots.explorer_file import ENTRY

    sheet = "\n".join(path.read_text(encoding="utf-8") for path in (LOOK, PICTURES / "cloud.css"))
    return write_explorer(results, path, script=joined(ENTRY), sheet=sheet)


def _files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def _finish(results: LatentResults) -> int:
    for title, reason in results.refused:
        say(f"{title} could not be made: {reason}")
    if results.stopped or results.space.ended == "interrupted":
        say("interrupted; what is whole was written")
        return INTERRUPTED
    return FAILED if results.refused else 0
