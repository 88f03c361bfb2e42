"""Options that several commands share, and how their texts become values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

RUNS_VARIABLE = "HANDSONN_RUNS"


class LayerSizes(click.ParamType[Any]):
    """Units of each hidden layer: "300,100"; "none" for a network without hidden layers."""

    name = "units"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        """Turn the text into whole numbers."""
        if isinstance(value, tuple):
            return value
        if value.strip().lower() in ("", "none"):
            return ()
        try:
            return tuple(int(part) for part in value.split(","))
        except ValueError:
            self.fail(
                f"{value!r} is not a list of units; write whole numbers with commas, such as 300,100.",
                param,
                ctx,
            )


class DataName(click.ParamType[Any]):
    """A data set's name, a file, or a folder of images."""

    name = "data"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the catalogue's names, then files."""
        del ctx, param
        from handsonn.data.registry import NAMES

        names = [CompletionItem(name) for name in NAMES if name.startswith(incomplete)]
        return names or [CompletionItem(incomplete, type="file")]


class ChapterName(click.ParamType[Any]):
    """A chapter: ch_10, ch10 or 10."""

    name = "chapter"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the chapters as their folders are called."""
        del ctx, param
        from handsonn.course.catalogue import chapters

        names = [f"ch_{chapter.number}" for chapter in chapters()]
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


class ExerciseName(click.ParamType[Any]):
    """An exercise's name."""

    name = "exercise"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the exercises of the course."""
        del ctx, param
        from handsonn.course.catalogue import exercises

        return [CompletionItem(each.name) for each in exercises() if each.name.startswith(incomplete)]


class RunName(click.ParamType[Any]):
    """A run's name, its number, the beginning of its name, or "last"."""

    name = "run"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the runs in the folder that the command line names so far."""
        del param
        from handsonn.journal import Journal

        folder = ctx.params.get("runs_folder") or runs_here()
        names = ["last", *(record.name for record in Journal(folder).runs())]
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def reading_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --missing, --without, --task and --download: how data become samples."""
    options = (
        click.option(
            "--missing",
            type=click.Choice(["refuse", "mean", "median", "most_frequent"]),
            help="What to put where a value is missing.  [default: refuse]",
        ),
        click.option(
            "--without",
            metavar="COLUMN",
            multiple=True,
            help="Leave a column out (tables); may be given again.",
        ),
        click.option(
            "--task",
            type=click.Choice(["classification", "regression"]),
            help="What the target is, where the guess is wrong (files).",
        ),
        click.option(
            "--download", is_flag=True, help="Download a larger data set if it is not on this machine."
        ),
    )
    for option in reversed(options):  # as decorators are applied: the last one first
        function = option(function)
    return function


def runs_here() -> Path:
    """Give the folder of runs where none is named: the repository's, or ./runs outside of one.

    Raises RepositoryError for a repository whose own file is damaged.
    """
    from handsonn.journal.repository import runs_of

    return runs_of(Path.cwd())


def runs_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --runs, the folder of runs."""
    return _runs_option(runs_here)(function)


def lab_runs_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --runs to `handsonn` itself; None where none is named: a command after it looks for its own."""
    return _runs_option(None)(function)


def _runs_option(default: Callable[[], Path] | None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--runs",
        "runs_folder",
        type=click.Path(file_okay=False, path_type=Path),
        envvar=RUNS_VARIABLE,
        default=default,
        help=f"The folder of your runs.  [default: ${RUNS_VARIABLE}, or runs/ of your repository, or ./runs]",
    )


def json_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --json, for programs."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        help="Print one JSON document, for programs; notes go to standard error.",
    )(function)


def allow_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --allow, for models that hold Python code."""
    return click.option(
        "--allow",
        multiple=True,
        metavar="LAYER",
        help="A Lambda layer of the run's model whose code you trust. May be repeated.",
    )(function)


def overwrite_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --overwrite, without which no file of the learner's is written over."""
    return click.option("--overwrite", is_flag=True, help="Write over files that are there already.")(
        function
    )


data_argument = click.argument("data", type=DataName())
run_argument = click.argument("run", type=RunName())
