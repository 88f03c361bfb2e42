"""Which files let XLA compile quickly: those whose trainings are short, and judged by what is said of them.

XLA optimises a program of a few small layers for a second of processor time, for a training of a few
milliseconds. What is held against Keras bit for bit (tests/training), and what a learner trains for long (the
labs, in a process and in the browser), is compiled as it is for a learner.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

QUICKLY = (
    "cli/",
    "contracts/test_commands.py",
    "contracts/test_training_on_every_set.py",
)
SETTING = "JAX_DISABLE_MOST_OPTIMIZATIONS"  # the processes that a test starts read it


def is_compiled_quickly(path: Path) -> bool:
    """Tell whether the tests of this file want programs soon rather than fast."""
    return path.relative_to(Path(__file__).parent).as_posix().startswith(QUICKLY)


def compile_quickly(quickly: bool) -> None:
    """Let XLA compile so from now on, here and in processes started here; earlier programs are dropped."""
    if os.environ.get(SETTING, "0") == str(int(quickly)):
        return
    os.environ[SETTING] = str(int(quickly))
    jax = sys.modules.get("jax")
    if jax is None:
        return  # it reads the setting when it is imported
    jax.config.update(SETTING.lower(), quickly)
    jax.clear_caches()
    if programs := sys.modules.get("handsonn.training.program_cache"):
        programs.forget_programs()
