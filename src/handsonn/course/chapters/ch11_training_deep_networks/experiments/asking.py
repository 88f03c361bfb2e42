"""What handsonn itself says of a network: the words of hn.diagnose, and those of the command on a script."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import handsonn as hn
from handsonn.course.chapters.ch11_training_deep_networks.experiments.arms import case_named
from handsonn.course.chapters.ch11_training_deep_networks.experiments.sick_networks import SICK
from handsonn.course.chapters.ch11_training_deep_networks.experiments.why_code import script_code
from handsonn.course.live import Watch
from handsonn.errors import DiagnosisError, Stopped
from handsonn.experiments.diagnosing.result import DiagnosisResult

LONGEST_SECONDS = 300
LOOK_EVERY = 0.2
COLUMNS = "100"
_KEPT: dict[str, DiagnosisResult] = {}
_TOLD: dict[str, str] = {}


def diagnosed(name: str, watch: Watch) -> DiagnosisResult:
    """Diagnose a network of the lab; kept. Raises Superseded when the learner has moved on."""
    if name not in _KEPT:
        case = case_named(name)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                _KEPT[name] = hn.diagnose(
                    case.model, case.x, case.y, should_stop=watch.should_stop,
                    tell=lambda share, words, _: watch.progress(share, words[:1].upper() + words[1:]),
                    **case.arguments,
                )  # fmt: skip
        except Stopped:
            watch.check()
            raise
    return _KEPT[name]


def from_the_command(name: str, watch: Watch) -> str:
    """Run `handsonn diagnose` on the network's script, in a process and a folder of its own; what it prints.

    Raises Superseded when the learner has moved on, DiagnosisError when it takes longer than five minutes.
    """
    if name in _TOLD:
        return _TOLD[name]
    with tempfile.TemporaryDirectory(prefix="handsonn-lab-") as folder:
        script = Path(folder) / "my_network.py"
        script.write_text(script_code(SICK[name], case_named(name)), encoding="utf-8")
        command = [sys.executable, "-m", "handsonn", "diagnose", script.name, "--no-report"]
        surroundings = os.environ | {"COLUMNS": COLUMNS, "NO_COLOR": "1"}
        process = subprocess.Popen(  # noqa: S603 - our own command on our own script
            command, cwd=folder, env=surroundings, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _TOLD[name] = _heard(process, watch)
        finally:
            if process.poll() is None:
                process.kill()
                process.communicate()
    return _TOLD[name]


def _heard(process: subprocess.Popen[str], watch: Watch) -> str:
    waited = 0.0
    while True:
        watch.check()
        watch.progress(min(0.95, waited / 40), "handsonn diagnose my_network.py")
        try:
            return process.communicate(timeout=LOOK_EVERY)[0].strip()
        except subprocess.TimeoutExpired:
            waited += LOOK_EVERY
        if waited > LONGEST_SECONDS:
            raise DiagnosisError(
                f"`handsonn diagnose` took longer than {LONGEST_SECONDS} seconds here; run it in a terminal."
            )


def asking_code(name: str) -> str:
    """Write the script, and the call that asks."""
    case = case_named(name)
    given = [f"batch_size={case.batch_size}", f"epochs={case.epochs}"]
    given.append(
        f"validation_split={case.validation_split}"
        if case.validation_split
        else "validation_data=(x_val, y_val)"
    )
    code, _, _ = script_code(SICK[name], case).partition("history = model.fit(")
    return f"""{code.rstrip()}

found = hn.diagnose(model, x, y, {", ".join(given)})
print(found)
findings = len(found.findings)
codes = [int(finding.code[2:]) for finding in found.findings]
"""
