"""How tests are shared out among processes (-n): by file, a lab's tests together, the longest files first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from compiling import is_compiled_quickly
from xdist.scheduler import LoadFileScheduling

# A long file that began last would run alone. The labs in the browser come after the labs' other tests, which
# have compiled their networks by then.
LONGEST_FIRST = (
    "contracts/test_labs.py",
    "contracts/test_exercises.py",
    "training/test_exactness.py",
    "browser/test_labs.py",
    "contracts/test_commands.py",
    "contracts/test_maps.py",
    "browser/test_explorer.py",
    "browser/test_workbench.py",
    "training/test_engines.py",
    "contracts/test_training_on_every_set.py",
    "training/test_exact_optimizers.py",
    "training/test_exact_arguments.py",
    "training/test_exact_callbacks.py",
    "training/test_kills.py",
    "cli/test_latent.py",
    "cli/test_train.py",
    "cli/test_other_commands.py",
    "models/test_script.py",
    "contracts/test_formats.py",
)
LAB = re.compile(
    r"tests/contracts/test_labs\.py::\w+\[(\w+)\]|tests/course/chapters/ch\d\d/test_(\w+)\.py::.*", re.DOTALL
)
EXERCISE = re.compile(r"tests/contracts/test_exercises\.py::\w+\[(\w+)\]")


class FilesAndLabs(LoadFileScheduling):
    """A file stays in one process, and so does a lab: what its tests share is made once."""

    def _split_scope(self, nodeid: str) -> str:
        if exercise := EXERCISE.fullmatch(nodeid):
            return f"the exercise {exercise[1]}"  # alone: their proofs share nothing
        lab = LAB.fullmatch(nodeid)
        return f"the lab {lab[1] or lab[2]}" if lab else super()._split_scope(nodeid)


def in_order(items: list[pytest.Item]) -> None:
    """Sort the tests: first those compiled as for a learner; of each kind, the longest files first."""
    tests = Path(__file__).parent
    ranks = {tests / name: rank for rank, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: (is_compiled_quickly(item.path), ranks.get(item.path, len(ranks))))
