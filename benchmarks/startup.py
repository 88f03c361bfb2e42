"""What starting costs, in processor seconds of whole processes: help, imports."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from statistics import median

COMMANDS = {
    "`handsonn --help`": ("-m", "handsonn", "--help"),
    "`handsonn train --help`": ("-m", "handsonn", "train", "--help"),
    "`import handsonn`": ("-c", "import handsonn"),
    "`import keras` on JAX, in this environment, for comparison": ("-c", "import keras"),
    "Python itself": ("-c", "pass"),
}
HELP_BUDGET = 0.35


def cpu_seconds(arguments: tuple[str, ...]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "KERAS_BACKEND": "jax"}
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def startup_rows(rounds: int) -> list[str]:
    taken: dict[str, list[float]] = {title: [] for title in COMMANDS}
    for _ in range(rounds + 1):
        for title, arguments in COMMANDS.items():
            taken[title].append(cpu_seconds(arguments))
    rows = ["| command | processor seconds | budget |", "|---|---|---|"]
    for title, seconds in taken.items():
        middle = median(seconds[1:])
        budget = ""
        if "--help" in title:
            budget = f"{HELP_BUDGET} s: {'kept' if middle < HELP_BUDGET else 'MISSED'}"
        rows.append(f"| {title} | {middle:.3f} | {budget} |")
    return rows
