"""The cases: every healthy program, and every fault in every program that can have it, on several seeds."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.diagnosis.fault import Sick
from benchmarks.diagnosis.faults import faults
from benchmarks.diagnosis.programs import programs
from benchmarks.diagnosis.training import Program, Training

SEEDS = (0, 1, 2)
CLEAN = "clean"
VERIFIED = Path(__file__).with_name("verified.csv")


@dataclass(frozen=True, order=True)
class Case:
    """fault: a code, or "clean" for the program as it is."""

    program: str
    fault: str
    seed: int

    @property
    def name(self) -> str:
        return f"{self.fault}/{self.program}/{self.seed}"


def case_named(name: str) -> Case:
    fault, program, seed = name.split("/")
    return Case(program, fault, int(seed))


def program_named(name: str) -> Program:
    return next(program for program in programs() if program.name == name)


def sick_of(case: Case) -> Sick | None:
    """Inject the fault; None where it does not apply."""
    fault = next(one for one in faults() if one.code == case.fault)
    return fault.inject(program_named(case.program), case.seed)


def training_of(case: Case) -> Training | None:
    """Give the training that the case asks for; None where the fault does not apply."""
    if case.fault == CLEAN:
        return program_named(case.program).training(case.seed)
    sick = sick_of(case)
    return None if sick is None else sick.training


def possible_cases(seeds: Iterable[int] = SEEDS) -> list[Case]:
    """List the cases, a program's together and its healthy ones first; some may not apply.

    Programs of tables come first: they train soonest.
    """
    order = sorted(programs(), key=lambda program: ("table", "sequence", "image").index(program.subject))
    codes = [CLEAN, *(fault.code for fault in faults())]
    return [Case(program.name, code, seed) for program in order for code in codes for seed in seeds]


def verified_cases() -> list[Case]:
    """List the healthy cases and the sick ones whose harm was seen (`verify.py` writes the file)."""
    with VERIFIED.open(encoding="utf-8", newline="") as file:
        sick = [Case(row["program"], row["fault"], int(row["seed"])) for row in csv.DictReader(file)]
    clean = [Case(program.name, CLEAN, seed) for program in programs() for seed in SEEDS]
    return sorted([*clean, *sick])
