"""What to type next: commands that find the run again, wherever its journal is."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from handsonn.errors import RepositoryError
from handsonn.journal.repository import runs_of

RUNS_VARIABLE = "HANDSONN_RUNS"


def typed(command: str, runs: Path, here: Path | None = None) -> str:
    """Write the command as the learner types it: with --runs, unless the journal is where commands look.

    Inside a learner's repository they look in its folder of runs, else in ./runs. A folder that
    $HANDSONN_RUNS named is written out too: another terminal may not have the variable.
    here: the folder in which it is typed; None: the current one.
    """
    if not os.environ.get(RUNS_VARIABLE) and _is_found(runs, here or Path.cwd()):
        return command
    return f"{command} --runs {shlex.quote(str(runs))}"


def next_commands(name: str, runs: Path) -> tuple[str, ...]:
    """Suggest what to type next about the run of this name, as the report shows it."""
    return (
        typed(f"handsonn show {name}", runs),
        typed(f"handsonn predict {name} NEW_DATA", runs),
        typed(f"handsonn save {name} --format onnx --to my_models", runs),
    )


def _is_found(runs: Path, here: Path) -> bool:
    try:
        looked_in = runs_of(here)
    except RepositoryError:  # no command finds anything by itself in a repository that is damaged
        return False
    return os.path.normpath(here / runs) == os.path.normpath(here / looked_in)
