"""`handsonn completion`: let the shell complete commands, options, data sets and runs."""

from __future__ import annotations

import click

from handsonn.cli.examples import command


@command(
    "handsonn completion bash >> ~/.bashrc",
    "handsonn completion zsh >> ~/.zshrc",
    "handsonn completion fish > ~/.config/fish/completions/handsonn.fish",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what makes your shell complete commands.

    Add it to the shell's start file: it completes commands, options, data sets and runs.
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None  # the three names are click's own
    click.echo(kind(ctx.find_root().command, {}, "handsonn", "_HANDSONN_COMPLETE").source())
