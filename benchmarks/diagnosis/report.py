"""Report the kept results as rows for RESULTS.md: each diagnoser's figures, and each fault's.

uv run python -m benchmarks.diagnosis.report                 (programs for tuning)
uv run python -m benchmarks.diagnosis.report --kept-aside    (the others)
uv run python -m benchmarks.diagnosis.report --missed data   (each case not found first, each false alarm)
uv run python -m benchmarks.diagnosis.report --same run umlaut dl_contract    (on the cases all of them had)
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.diagnosis.cases import CLEAN, case_named, program_named, verified_cases
from benchmarks.diagnosis.faults import faults
from benchmarks.diagnosis.figures import Figures, alarmed, figures_of, place_of
from benchmarks.diagnosis.pool import results_in
from benchmarks.diagnosis.run import OTHERS, RESULTS, results_file

TITLES = {
    "data": "handsonn, configuration and data",
    "run": "handsonn, with a short run and the ladder",
    "prove": "handsonn, with proofs",
    "keras": "Keras 3's own messages",
    "umlaut": "UMLAUT's 11 rules",
    "dl_contract": "DL Contract's 15",
}
Results = list[dict[str, Any]]


def kept_results(folder: Path, *, kept_aside: bool) -> dict[str, Results]:
    """Read every diagnoser's results on cases that are still verified."""
    valid = {case.name for case in verified_cases() if program_named(case.program).kept_aside == kept_aside}
    found = {}
    for name in TITLES:
        results = [one for one in results_in(results_file(folder, name)) if one["case"] in valid]
        if results:
            found[name] = results
    return found


def on_the_same(found: dict[str, Results], names: list[str]) -> dict[str, Results]:
    """Keep these diagnosers, and of each the cases that all of them had."""
    chosen = {name: found.get(name, []) for name in names}
    shared = set.intersection(*({one["case"] for one in results} for results in chosen.values()))
    return {name: [one for one in results if one["case"] in shared] for name, results in chosen.items()}


def figure_rows(found: dict[str, Results]) -> Iterator[str]:
    yield (
        "| diagnoser | sick | top 1 | top 3 | silent on sick | healthy | false alarms "
        "| median s | 95 % within s | proven and better |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for name, results in found.items():
        yield _row(TITLES[name], figures_of(results))


def _row(title: str, told: Figures) -> str:
    cells = [
        title, str(told.sick), _percent(told.top_1), _percent(told.top_3), _percent(told.abstained),
        str(told.healthy), _percent(told.false_alarms), _seconds(told.seconds), _seconds(told.slow_seconds),
        _percent(told.gained),
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |" + (f" {told.failed} broke" if told.failed else "")


def fault_rows(found: dict[str, Results]) -> Iterator[str]:
    """Write a row a fault: how many cases, and the share found first by each diagnoser."""
    yield "| fault | cases | " + " | ".join(TITLES[name] for name in found) + " |"
    yield "|---|---|" + "---|" * len(found)
    for fault in faults():
        cells = []
        most = 0
        for results in found.values():
            own = [one for one in results if case_named(one["case"]).fault == fault.code]
            most = max(most, len(own))
            cells.append(_percent(figures_of(own).top_1))
        if most:
            yield f"| {fault.code} {fault.title} | {most} | " + " | ".join(cells) + " |"


def missed_rows(results: Results) -> Iterator[str]:
    """List what was not found first, and what was told instead; then the false alarms."""
    for one in sorted(results, key=lambda one: str(one["case"])):
        told = [f"{found['code']} {found['severity']}" for found in one.get("found", ())]
        healthy = case_named(one["case"]).fault == CLEAN
        if "failed" in one:
            yield f"{one['case']}: BROKE: {one['failed']}"
        elif (healthy and alarmed(one)) or (not healthy and place_of(one) != 1):
            yield f"{one['case']}: {', '.join(told) or 'nothing'}"


def confusion_rows(results: Results) -> Iterator[str]:
    """Count, for each fault, what was told first instead of it."""
    counted: dict[str, Counter[str]] = {}
    for one in results:
        code = case_named(one["case"]).fault
        if code != CLEAN and place_of(one) != 1:
            first = one["found"][0]["code"] if one.get("found") else "nothing"
            counted.setdefault(code, Counter())[first] += 1
    for code, instead in sorted(counted.items()):
        yield f"{code}: " + ", ".join(f"{first} {count}" for first, count in instead.most_common())


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f} %"


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of the results")
    parser.add_argument("--kept-aside", action="store_true", help="of the programs kept aside")
    parser.add_argument("--missed", choices=("data", "run", "prove", *OTHERS), help="list one's misses")
    parser.add_argument("--same", nargs="+", choices=tuple(TITLES), help="compare these on the same cases")
    options: Any = parser.parse_args()
    found = kept_results(options.results, kept_aside=options.kept_aside)
    if options.missed:
        results = found.get(options.missed, [])
        print("\n".join([*missed_rows(results), "", *confusion_rows(results)]))
        return
    if options.same:
        found = on_the_same(found, options.same)
    print("\n".join([*figure_rows(found), "", *fault_rows(found)]))


if __name__ == "__main__":
    main()
