"""Measure how long a learner waits for a check: typed anew, and while the file is watched.

uv run python benchmarks/exercises.py

Both are set beside Python starting with the same imports and nothing else, in the same rounds. Prints the
rows that RESULTS.md holds, with the load of the machine before and after.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from handsonn.course.catalogue import find_exercise
from handsonn.course.checking.check_process import CheckProcess
from handsonn.course.exercise import SOLUTION_FILE, Exercise
from handsonn.course.practice import answer_path
from handsonn.course.repository.make import init_repository

NAMES = ("one_neuron", "confusion_matrix", "fashion_classifier", "early_stopping")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("names", nargs="*", default=NAMES)
    given = parser.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f}")
    print("| exercise | typed | Python alone | ratio | after a save | longest |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "notes"
        init_repository(root, git=False)
        for name in given.names:
            exercise = find_exercise(name)
            solution = (exercise.folder / SOLUTION_FILE).read_text(encoding="utf-8")
            answer_path(root, exercise).write_text(solution, encoding="utf-8")
            print(row(root, exercise, given.rounds), flush=True)
    print(f"load after: {os.getloadavg()[0]:.1f}")


def row(root: Path, exercise: Exercise, rounds: int) -> str:
    """Measure one exercise, its three ways in turn."""
    typed, plain, watched = [], [], []
    for _ in range(rounds):
        typed.append(seconds([sys.executable, "-m", "handsonn", "check", exercise.name], root))
        plain.append(seconds([sys.executable, "-c", imports(exercise)], root))
        watched.append(after_a_save(root, exercise))
    ratio = median(typed) / median(plain)
    return (
        f"| {exercise.name} | {median(typed):.2f} s | {median(plain):.2f} s | {ratio:.1f} "
        f"| {median(watched):.2f} s | {max(watched):.2f} s |"
    )


def imports(exercise: Exercise) -> str:
    """Give the import lines of a solution, as a program."""
    lines = (exercise.folder / SOLUTION_FILE).read_text(encoding="utf-8").splitlines()
    return "import handsonn\n" + "\n".join(line for line in lines if line.startswith(("import ", "from ")))


def seconds(command: list[str], folder: Path) -> float:
    """Run a command to its end."""
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def after_a_save(root: Path, exercise: Exercise) -> float:
    """Check in a process that has everything imported, as it is while the learner writes."""
    with CheckProcess() as process:
        process.prepare(exercise)
        process.wait_until_ready()
        begun = time.perf_counter()
        found = process.check(exercise, answer_path(root, exercise), seed=1)
        assert found.passed, found.failure
        return time.perf_counter() - begun


if __name__ == "__main__":
    main()
