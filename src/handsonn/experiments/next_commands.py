"""What to type next: commands that find the run again, wherever its journal is."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

DEFAULT_RUNS = Path("runs")
RUNS_VARIABLE = "HANDSONN_RUNS"


def typed(command: str, runs: Path) -> str:
    """Write the command as the learner types it: with --runs, unless the journal is where commands look.

    A folder that $HANDSONN_RUNS named is written out too: another terminal may not have the variable.
    """
    if runs == DEFAULT_RUNS and not os.environ.get(RUNS_VARIABLE):
        return command
    return f"{command} --runs {shlex.quote(str(runs))}"


def next_commands(name: str, runs: Path) -> tuple[str, ...]:
    """Suggest what to type next about the run of this name, as the report shows it."""
    return (
        typed(f"handsonn show {name}", runs),
        typed(f"handsonn predict {name} NEW_DATA", runs),
        typed(f"handsonn save {name} --format onnx --to my_models", runs),
    )
