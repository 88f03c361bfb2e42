"""Verify that programs are healthy and injected faults do harm; writes verified.csv.

uv run python -m benchmarks.diagnosis.verify                     (about half an hour on two idle cores)
uv run python -m benchmarks.diagnosis.verify --program iris --only HN007

Each case trains once; its healthy twin trained on the same split from the same first weights. Results are
kept in the folder of --results, so that a stopped run goes on. A fault that does no harm in a program is
dropped.
"""

from __future__ import annotations

import argparse
import csv
import math
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.diagnosis.cases import CLEAN, SEEDS, VERIFIED, Case, case_named, possible_cases, program_named
from benchmarks.diagnosis.harm import LEAST_GAIN, Harm, harm_of, spread
from benchmarks.diagnosis.pool import results_in, work_through
from benchmarks.diagnosis.programs import programs

Outcomes = dict[Case, dict[str, Any]]


def outcomes_in(file: Path) -> Outcomes:
    return {
        case_named(result["case"]): result
        for result in results_in(file)
        if result.get("applies") and "failed" not in result
    }


def program_rows(outcomes: Outcomes) -> list[str]:
    """Write a row for each program: its scores over the seeds, the constant answer's, and the seconds."""
    rows = [
        "| program | what | kind | score | always the same | s | kept aside |",
        "|---|---|---|---|---|---|---|",
    ]
    for program in programs():
        twins = [outcomes.get(Case(program.name, CLEAN, seed)) for seed in SEEDS]
        told = [twin for twin in twins if twin is not None]
        if not told:
            continue
        scores = ", ".join(f"{twin['score']:.2f}" for twin in told)
        gain = fmean(twin["score"] - twin["constant"] for twin in told)
        flag = "" if gain >= LEAST_GAIN else " TOO LITTLE"
        rows.append(
            f"| {program.name} | {program.subject}, {program.task} | {program.kind} | {scores}{flag} "
            f"| {told[0]['constant']:.2f} | {min(twin['seconds'] for twin in told):.1f} "
            f"| {'yes' if program.kept_aside else ''} |"
        )
    return rows


def harms(outcomes: Outcomes) -> dict[Case, Harm]:
    """Judge every sick case whose twin was trained."""
    found = {}
    for case, sick in outcomes.items():
        twins = [outcomes.get(Case(case.program, CLEAN, seed)) for seed in SEEDS]
        twin = outcomes.get(Case(case.program, CLEAN, case.seed))
        if case.fault != CLEAN and twin is not None:
            pair = (sick, twin)
            if program_named(case.program).task in ("numbers", "the input itself"):
                pair = ({**sick, "reported": math.nan}, {**twin, "reported": math.nan})  # no accuracy
            found[case] = harm_of(*pair, spread([one for one in twins if one is not None]))
    return found


def tell(outcomes: Outcomes, judged: dict[Case, Harm]) -> None:
    """Print twin against sick, one line a fault and program, and what is dropped."""
    for program, fault in sorted({(case.program, case.fault) for case in judged}):
        words = []
        for seed in SEEDS:
            case = Case(program, fault, seed)
            if case in judged:
                sick, harm = outcomes[case], judged[case]
                twin = outcomes[Case(program, CLEAN, seed)]
                kept = harm.how or "HARMLESS, dropped"
                words.append(f"{twin['score']:.2f} -> {_score(sick)} {kept} ({sick['about']})")
        print(f"{fault} {program}: " + "; ".join(words))


def _score(outcome: dict[str, Any]) -> str:
    return "raised" if outcome["raised"] else f"{outcome['score']:.2f}"


def write(judged: dict[Case, Harm], outcomes: Outcomes) -> None:
    """Write the verified cases, in a fixed order."""
    with VERIFIED.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["program", "fault", "seed", "healthy", "sick", "harm", "about"])
        for case in sorted(judged):
            if judged[case].seen:
                sick, twin = outcomes[case], outcomes[Case(case.program, CLEAN, case.seed)]
                score = "" if math.isnan(sick["score"]) else f"{sick['score']:.3f}"
                table.writerow([
                    case.program, case.fault, case.seed, f"{twin['score']:.3f}", score,
                    judged[case].how, sick["about"],
                ])  # fmt: skip


def fault_rows(judged: dict[Case, Harm]) -> list[str]:
    """Count each fault's verified and dropped cases."""
    rows = ["| fault | verified | dropped as harmless |", "|---|---|---|"]
    for code in sorted({case.fault for case in judged}):
        seen = [harm.seen for case, harm in judged.items() if case.fault == code]
        rows.append(f"| {code} | {sum(seen)} | {len(seen) - sum(seen)} |")
    return rows


def main() -> None:
    """Train what is not kept yet, judge, print and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--results", type=Path, default=Path("build/diagnosis"), help="folder of the results")
    parser.add_argument("--only", help="one fault, such as HN007 (its twins too)")
    parser.add_argument("--program", help="one program")
    parser.add_argument("--seeds", type=int, nargs="+", default=list(SEEDS), help="of the sick cases")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--kept", action="store_true", help="train nothing; judge what is kept")
    options: Any = parser.parse_args()
    file = options.results / "outcomes.jsonl"
    cases = [
        case
        for case in possible_cases()
        if options.only in (None, case.fault) or case.fault == CLEAN
        if options.program in (None, case.program)
        if case.fault == CLEAN or case.seed in options.seeds
    ]
    if not options.kept:
        work_through(cases, "outcome", file, processes=options.processes)
    outcomes = outcomes_in(file)
    judged = harms(outcomes)
    tell(outcomes, judged)
    print("\n".join(["", *program_rows(outcomes), "", *fault_rows(judged)]))
    print(f"\n{sum(harm.seen for harm in judged.values())} verified sick cases")
    if options.only is None and options.program is None:
        write(judged, outcomes)


if __name__ == "__main__":
    main()
