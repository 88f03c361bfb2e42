"""What is asked of the process that runs a learner's script."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handsonn.errors import UsageError

MOST_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class WatchRequest:
    """A script to run and diagnose.

    script: its path. arguments: what stands after it on the command line.
    seconds: the script may run for so long; what it did until then is diagnosed.
    training: False ends the script at its first call of fit: only configuration and data are looked at.
    prove: try the remedies over paired seeds. seeds: how many.
    trial_seconds: about how long trials and proofs may take.
    symptom: what the learner sees, one of symptoms.py's names, or "".
    fit_call: which call of fit to diagnose, 1 is the first; 0 chooses: the one that raised, else the first
        in which configuration or data are at fault, else the last.
    """

    script: str
    arguments: tuple[str, ...] = ()
    seconds: float = 600.0
    training: bool = True
    prove: bool = True
    seeds: int = 5
    symptom: str = ""
    fit_call: int = 0
    trial_seconds: float = 20.0


def check_request(request: WatchRequest) -> Path:
    """Give the script's path. Raises UsageError for what is no Python file, or a limit that is no time."""
    path = Path(request.script).expanduser()
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name the Python file in it that calls fit.")
    if not path.is_file():
        raise UsageError(f"there is no file {path}; check the name and the folder.")
    if path.suffix == ".ipynb":
        raise UsageError(
            f"{path.name} is a notebook; save it as a script first "
            f"(jupyter nbconvert --to script {path.name}), then diagnose that."
        )
    if not 1 <= request.seconds <= MOST_SECONDS:
        raise UsageError(f"the time limit is {request.seconds:g} s; give 1 second to 7 days.")
    return path.resolve()
