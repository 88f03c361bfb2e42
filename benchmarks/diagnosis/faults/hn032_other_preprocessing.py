"""Training samples are scaled, those of validation and of use are not."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.diagnosis.fault import Fault, Sick, parts_apart, with_arrays, with_validation_apart
from benchmarks.diagnosis.faults.hn007_unscaled_inputs import same
from benchmarks.diagnosis.training import Arrays, Program, Training


def inject(program: Program, seed: int) -> Sick | None:
    raw = program.raw(seed)
    healthy = program.training(seed)
    if same(raw.x, healthy.arrays.x) or program.task == "the input itself":
        return None  # nothing is scaled, or the validation targets would be unscaled as well
    training = with_validation_apart(healthy, seed)
    unscaled = with_validation_apart(
        Training(healthy.network, healthy.compiling, raw, dict(healthy.fitting)), seed
    ).arrays.validation

    def work(arrays: Arrays) -> Arrays:
        assert arrays.validation is not None
        assert unscaled is not None
        return replace(arrays, test_x=raw.test_x, validation=(unscaled[0], arrays.validation[1]))

    return Sick(
        with_arrays(training, work),
        "validation and test samples as measured",
        frozenset(parts_apart(program)),
    )


FAULT = Fault("HN032", "preprocessing differs", inject)
