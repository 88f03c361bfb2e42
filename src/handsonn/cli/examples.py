"""Commands whose --help ends with examples that really run (a test runs each)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click


class Command(click.Command):
    """A command with examples."""

    examples: Sequence[str] = ()
    sections: Mapping[str, Sequence[str]] = {}

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, those of each section under its title, the rest under "Options"."""
        placed = {name: title for title, names in self.sections.items() for name in names}
        rows: dict[str, list[tuple[str, str]]] = {title: [] for title in (*self.sections, "Options")}
        for parameter in self.get_params(ctx):
            row = parameter.get_help_record(ctx)
            if row is not None and isinstance(parameter, click.Option):
                rows[placed.get(str(parameter.name), "Options")].append(row)
        for title, written in rows.items():
            with formatter.section(title):
                formatter.write_dl(written)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples under the options."""
        del ctx
        write_examples(formatter, self.examples)


class Group(click.Group):
    """A group of such commands, with examples of its own."""

    command_class = Command
    examples: Sequence[str] = ()

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples under the commands."""
        del ctx
        write_examples(formatter, self.examples)


def group(*examples: str) -> Callable[[Callable[..., Any]], Group]:
    """Make a group of a function, with these examples as they are typed."""

    def decorate(function: Callable[..., Any]) -> Group:
        made = click.group(cls=Group)(function)
        made.examples = examples
        return made

    return decorate


def command(
    *examples: str, sections: Mapping[str, Sequence[str]] | None = None
) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function, with these examples as they are typed.

    sections: titles in --help, each with the parameters that stand under it.
    """

    def decorate(function: Callable[..., Any]) -> Command:
        made = click.command(cls=Command)(function)
        made.examples, made.sections = examples, sections or {}
        return made

    return decorate


def write_examples(formatter: click.HelpFormatter, examples: Sequence[str]) -> None:
    """Write the examples, one per line, as they are typed."""
    with formatter.section("Examples"):
        for example in examples:
            formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
