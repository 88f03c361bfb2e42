"""Run a diagnoser over the verified cases and their healthy twins; results are kept, a stopped run goes on.

uv run python -m benchmarks.diagnosis.run --depth data
uv run python -m benchmarks.diagnosis.run --depth prove --program iris --only HN007
uv run python -m benchmarks.diagnosis.run --diagnoser umlaut --seeds 0
uv run python -m benchmarks.diagnosis.run --depth data --kept-aside      (the final figures: never to tune by)

Then: uv run python -m benchmarks.diagnosis.report
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from benchmarks.diagnosis.cases import CLEAN, SEEDS, Case, program_named, verified_cases
from benchmarks.diagnosis.pool import work_through

RESULTS = Path("build/diagnosis")
OTHERS = ("keras", "umlaut", "dl_contract")


def chosen(cases: list[Case], options: Any) -> list[Case]:
    """Take the cases that the options ask for; those kept aside only where they are asked for."""
    return [
        case
        for case in cases
        if program_named(case.program).kept_aside == options.kept_aside
        if options.program in (None, case.program)
        if options.only in (None, case.fault)
        if case.seed in options.seeds
    ]


def results_file(folder: Path, diagnoser: str) -> Path:
    return folder / f"{diagnoser}.jsonl"


def main() -> None:
    """Diagnose and keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--depth", choices=("data", "run", "prove"), default="data", help="of handsonn")
    parser.add_argument("--diagnoser", choices=OTHERS, help="another diagnoser instead")
    parser.add_argument("--only", help=f"one fault, such as HN007, or {CLEAN}")
    parser.add_argument("--program", help="one program")
    parser.add_argument("--seeds", type=int, nargs="+", default=list(SEEDS))
    parser.add_argument("--kept-aside", action="store_true", help="the programs kept aside, and only those")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of the results")
    parser.add_argument("--processes", type=int, default=2)
    options: Any = parser.parse_args()
    diagnoser = options.diagnoser or options.depth
    cases = chosen(verified_cases(), options)
    file = results_file(options.results, diagnoser)
    work_through(cases, diagnoser, file, processes=options.processes)


if __name__ == "__main__":
    main()
