"""`handsonn`: the group of commands. A command's module is imported when the command is named."""

from __future__ import annotations

import difflib
import io
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from handsonn import __version__
from handsonn.cli.examples import write_examples
from handsonn.cli.exit_codes import guarded
from handsonn.cli.options import lab_runs_option

COMMANDS = (
    "train", "predict", "evaluate", "save", "diagnose", "latent", "runs", "show", "compare", "data",
    "init", "note", "progress", "search", "next", "check", "hint", "reset", "course", "completion",
)  # fmt: skip
EXAMPLES = (
    "handsonn init my_notes",
    "handsonn train digits",
    "handsonn train houses.csv --target price",
    "handsonn runs",
)


class Commands(click.Group):
    """Finds a command by its module's name; every error becomes a sentence and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which a learner meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module; none of them imports anything heavy."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"handsonn.cli.{cmd_name}")
        # A command with the name of one of Python's own functions is written with an underscore after it.
        command: click.Command = getattr(module, f"{cmd_name}_", None) or getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was probably meant."""
        name = args[0]
        near = difflib.get_close_matches(name, COMMANDS, n=1)
        if name not in COMMANDS and not name.startswith("-") and near:
            raise click.UsageError(f"there is no command {name!r}; did you mean {near[0]!r}?", ctx)
        return super().resolve_command(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples and the exit codes under the commands."""
        del ctx
        write_examples(formatter, EXAMPLES)
        with formatter.section("Exit codes"):
            formatter.write_dl(
                [
                    ("0", "done"),
                    ("1", "it could not be done; a sentence on standard error says why"),
                    ("2", "the command was not understood"),
                    ("130", "interrupted with Ctrl-C; what was learnt is kept"),
                ]
            )

    def main(self, *args: Any, **options: Any) -> Any:
        """Run a command; leave with its exit code. The words as typed are kept for "run this again"."""
        typed = options.get("args") or (args[0] if args else None)
        options["standalone_mode"] = False
        options["obj"] = tuple(sys.argv[1:] if typed is None else typed)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")  # a terminal that lacks a character shows "?"
        sys.exit(guarded(lambda: click.Group.main(self, *args, **options)))


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--no-browser", is_flag=True, help="Print the lab's address, and leave the browser to you.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="The port of the lab; 0 takes a free one.  [default: 8710, or a free one]",
)
@lab_runs_option
@click.version_option(__version__, "--version", message="handsonn %(version)s")
@click.pass_context
def handsonn(context: click.Context, runs_folder: Path | None, *, no_browser: bool, port: int | None) -> None:
    """Learn neural networks by doing: real Keras, real data, on this machine.

    Without a command, the lab opens in your browser; Ctrl-C ends it.
    """
    if context.invoked_subcommand is None:
        from handsonn.cli.lab import open_lab

        open_lab(runs_folder, port=port, browser=not no_browser)
        return
    _refuse_options_of_the_lab(context)


def _refuse_options_of_the_lab(context: click.Context) -> None:
    """Refuse what stands before a command and would have no effect there."""
    for parameter in context.command.params:
        source = context.get_parameter_source(str(parameter.name))
        if source is ParameterSource.COMMANDLINE:
            option, command = parameter.opts[0], context.invoked_subcommand
            raise click.UsageError(
                f"{option} before {command!r} is an option of the lab, which opens without a command; "
                f"`handsonn {command} --help` lists the options of {command!r}.",
                context,
            )
