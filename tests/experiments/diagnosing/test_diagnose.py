"""The whole way on real data: find, prove, change, look again; and a healthy network is left in peace."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from trainings_to_diagnose import network, two_classes

import handsonn as hn
from handsonn.errors import DiagnosisError, UnknownName
from handsonn.experiments.diagnosing import case_of, gather
from handsonn.experiments.diagnosing.ladder import climb
from handsonn.experiments.diagnosing.trials import Trials
from handsonn.records import Diagnosis, loads


def sick() -> tuple[object, np.ndarray, np.ndarray]:
    """Softmax over one unit, and features from 0.001 to 4,254."""
    from sklearn.datasets import load_breast_cancer

    data = load_breast_cancer()
    return network(30, 1, "softmax", "binary_crossentropy"), data.data.astype("float32"), data.target


def test_two_faults_are_found_proven_and_removed_one_after_the_other(tmp_path: Path) -> None:
    model, x, y = sick()
    told: list[float] = []
    result = hn.diagnose(model, x, y, epochs=8, seconds=60, tell=lambda share, *_: told.append(share))
    assert result.findings[0].code == "HN001"
    assert [proof.change.kind for proof in result.taken] == ["output", "scale_inputs"]
    assert result.taken[1].verdict == "proven"
    assert np.mean(result.taken[-1].after) > 0.93
    assert not [finding for finding in result.record.steps[-1].findings if finding.severity == "error"]
    text = str(result)
    assert "1. Error HN001 (softmax-on-one-unit)" in text
    assert "Proven (kept): With the change, accuracy on held-out samples rises" in text
    assert '+    keras.layers.Dense(1, activation="sigmoid", name="answer"),' in result.code
    assert "+x = (x - mean) / deviation" in result.code
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert repr(result) == "DiagnosisResult(sequential: HN001 softmax-on-one-unit, 2 findings)".replace(
        "sequential", model.name
    )
    kept = loads(Diagnosis, result.save(tmp_path / "here").read_text(encoding="utf-8"))
    assert kept.findings == result.record.findings
    assert kept.steps[0].tried == result.record.steps[0].tried


def test_without_training_the_model_and_the_data_are_judged_alone() -> None:
    model, x, y = sick()
    result = hn.diagnose(model, x, y, train=False, symptom="always the same answer")
    assert result.findings[0].code == "HN001"
    assert result.record.steps[0].tried == ()
    assert result.record.not_checked == (
        "Nothing was trained, so what only a training shows was not looked at.",
    )
    assert result.record.symptom == "always the same answer"


def test_a_healthy_network_is_left_in_peace() -> None:
    x, y = two_classes()
    model = network(30, 1, "sigmoid", "binary_crossentropy")
    result = hn.diagnose(model, x, y, epochs=12, batch_size=16, prove=False, seconds=60)
    serious = [finding for finding in result.findings if finding.severity != "note"]
    assert serious == []
    assert "No output applies softmax to a single unit." in result.record.passed
    facts = result.record.facts
    assert facts.run is not None
    assert facts.ladder is not None
    assert facts.ladder.linear_score is not None
    assert min(facts.ladder.linear_score, facts.ladder.network_score or 0.0) > 0.9
    assert facts.ladder.constant_score == pytest.approx(0.632, abs=0.001)


def test_the_ladder_tells_a_rate_that_is_far_too_low() -> None:
    import keras

    x, y = two_classes()
    model = network(30, 1, "sigmoid", "binary_crossentropy", optimizer=keras.optimizers.SGD(1e-5))
    case = case_of(model, x, y, epochs=3)
    found = climb(case, Trials(), lambda: False, seconds=60)
    rates = [trial.learning_rate for trial in found.rates]
    assert rates == [1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2]
    falls = [trial.before - trial.after for trial in found.rates]
    assert falls == sorted(falls)  # the higher, the better, up to a thousand times the learner's
    assert found.few_samples_score is not None
    assert found.few_samples_score > 0.9
    assert found.few_samples_rate == 1e-2
    assert found.shuffled_score is not None
    assert found.seed_spread is not None


def test_a_training_that_raises_becomes_a_fact() -> None:
    x, y = two_classes()
    case = case_of(network(30, 2, "softmax", "categorical_crossentropy"), x, y, epochs=2)
    raised = gather(case, depth="ladder").raised
    assert raised is not None
    assert (raised.kind, raised.during) == ("ValueError", "fit")
    assert "must have the same shape" in raised.message


def test_layers_of_a_function_are_told_by_the_names_of_the_network_that_was_looked_at() -> None:
    import keras

    def make() -> keras.Model:  # Keras numbers the layers on, so each network has other names
        model = keras.Sequential(
            [keras.Input((30,)), keras.layers.Dense(4), keras.layers.Dense(1, "sigmoid")]
        )
        model.compile("adam", "binary_crossentropy")
        return model

    facts = gather(case_of(make, *two_classes(), epochs=1), depth="run")
    assert facts.model is not None
    assert facts.run is not None
    assert {layer.name for layer in facts.run.layers} <= {layer.name for layer in facts.model.layers}
    assert len(facts.run.layers) == 2


def test_a_loss_that_becomes_nan_is_in_the_history() -> None:
    import keras

    x, y = two_classes()
    model = network(30, 1, "linear", "mse", optimizer=keras.optimizers.SGD(50.0))
    run = gather(case_of(model, x * 100, y, epochs=5), depth="run").run
    assert run is not None
    assert not math.isfinite(run.history["loss"][-1])


@pytest.mark.parametrize(
    ("arguments", "kind", "sentence"),
    [
        ({"symptom": "it is slow"}, UnknownName, "no symptom called 'it is slow'"),
        ({"epoch": 3}, UnknownName, "no argument of fit called 'epoch'"),
    ],
)
def test_what_cannot_be_asked_is_said(arguments: dict, kind: type, sentence: str) -> None:
    model, x, y = sick()
    with pytest.raises(kind, match=sentence):
        hn.diagnose(model, x, y, **arguments)


def test_an_experiment_takes_no_arguments_of_fit() -> None:
    with pytest.raises(DiagnosisError, match="give the experiment alone"):
        hn.diagnose(hn.Experiment("iris"), epochs=3)


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    model, x, y = sick()
    result = hn.diagnose(model, x, y, train=False)
    (tmp_path / "taken").write_text("")
    with pytest.raises(DiagnosisError, match="cannot be written to"):
        result.save(tmp_path / "taken" / "here")
