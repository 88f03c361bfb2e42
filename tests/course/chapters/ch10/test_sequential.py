"""The lab of Sequential, compile and fit: what it claims is so, on its own seeds."""

from __future__ import annotations

import re

import numpy as np
import pytest

from handsonn.course.chapters.ch10_neural_networks.experiments import first_updates, ways_of_writing
from handsonn.course.chapters.ch10_neural_networks.labs import sequential as lab
from handsonn.course.live import Outcome
from handsonn.course.live.quiet_watch import QuietWatch
from handsonn.course.pictures import Text


def fitted(updates: int, optimizer: str = "Adam") -> Outcome:
    return lab.update_by_update({"updates": updates, "optimizer": optimizer}, QuietWatch())


def counted(data: str, *units: int) -> Outcome:
    return lab.count_parameters({"data": data, "units": units}, QuietWatch())


def test_compile_changes_no_weight_and_before_fit_the_network_guesses() -> None:
    outcome = fitted(0)
    assert outcome.facts["by_compile"] == 0
    assert outcome.facts["moved"] == 0
    assert outcome.facts["accuracy"] < 0.25  # ten digits: about a tenth by guessing
    assert "compile changed none of them." in outcome.notice[0]
    assert outcome.answer is None


def test_fit_moves_the_weights_and_every_seed_gets_better() -> None:
    before, after = fitted(0).keras_gives, fitted(lab.ONE_CALL).keras_gives
    assert fitted(lab.ONE_CALL).facts["moved"] > 0.005
    assert min(after["accuracy"]) > max(before["accuracy"])
    assert max(after["loss"]) < min(before["loss"])


def test_one_call_of_fit_on_1079_digits_is_34_updates() -> None:
    assert lab.ONE_CALL == 34


def test_a_second_fit_goes_on_from_where_the_first_ended() -> None:
    outcome = fitted(2 * lab.ONE_CALL)
    assert outcome.answer == 1
    assert outcome.facts["loss"] < fitted(lab.ONE_CALL).facts["loss"]


@pytest.mark.parametrize(
    ("second", "answer"),
    [
        pytest.param([2.2, 2.0], 0, id="starts again"),
        pytest.param([1.7, 1.6], 1, id="goes on"),
        pytest.param([1.8, 1.8], 2, id="does nothing"),
    ],
)
def test_the_answer_follows_what_the_second_call_did(second: list[float], answer: int) -> None:
    loss = np.array([[2.3, 2.2, 1.8, *second]])
    assert first_updates.what_a_second_fit_does(loss, 4, 2) == answer
    assert first_updates.what_a_second_fit_does(loss, 2, 2) is None


def test_the_traced_updates_are_those_of_fit() -> None:
    """Bit for bit: train_on_batch, update by update, against one call of model.fit."""
    lab.keras.utils.set_random_seed(0)
    model = lab.compiled(lab.sequential())
    model.fit(lab.train.x[:160], lab.train.y[:160], batch_size=32, epochs=1, shuffle=False, verbose=0)
    loss, accuracy = model.evaluate(lab.validation.x, lab.validation.y, verbose=0)
    trace = lab.trace("Adam", 0)
    first = model.get_weights()[0].T[:16].reshape(-1, 8, 8)
    assert np.array_equal(trace.first_layer[5], first)
    assert trace.loss[5] == pytest.approx(loss, rel=1e-5)
    assert trace.accuracy[5] == pytest.approx(accuracy, rel=1e-5)


def test_the_traces_share_a_network_and_none_knows_of_another() -> None:
    first = lab.trace("Adam", 1)
    lab.trace.cache_clear()
    again = lab.trace("Adam", 1)
    assert np.array_equal(first.loss, again.loss)
    assert np.array_equal(first.first_layer, again.first_layer)


def test_the_code_calls_fit_never_once_or_twice() -> None:
    code = {updates: first_updates.update_code(updates, "Adam", 34, 1079) for updates in (0, 1, 34, 35)}
    assert [text.count("model.fit(") for text in code.values()] == [0, 1, 1, 2]
    assert "# fit is not called" in code[0]
    assert "# the first 32 rows, in their order (shuffle=False): 1 update\n" in code[1]
    assert "# all rows, in their order (shuffle=False): 34 updates" in code[35]
    assert "model.fit(x, y, " in code[35]
    assert "model.fit(x[:32], y[:32], " in code[35]


def test_one_is_one_update_and_one_epoch() -> None:
    assert [first_updates.counted(number, "update") for number in (0, 1, 2)] == [
        "0 updates",
        "1 update",
        "2 updates",
    ]
    assert fitted(1).notice[1].startswith("After 1 update a weight")
    assert re.search(r"accuracy \d+\.\d% \(over the seeds .*\); guessing among", fitted(1).notice[1])
    accuracy = {way: np.full((5, 1), 0.5) for way in ways_of_writing.WAYS}
    same = ways_of_writing.way_notice(accuracy, (0.0,))[0]
    assert same.startswith("After 1 epoch from the same seed, the weights of the three are exactly the same.")
    assert "differ by at most 0.25" in ways_of_writing.way_notice(accuracy, (0.25,))[0]


def test_parameters_are_inputs_times_units_plus_units() -> None:
    outcome = counted("digits", 8, 4)
    assert outcome.keras_gives["parameters"] == (64 * 8 + 8, 8 * 4 + 4, 4 * 10 + 10)
    assert outcome.facts["by_hand"] == outcome.facts["by_keras"] == 606
    assert outcome.answer == 3


def test_without_hidden_layers_the_output_layer_reads_the_inputs() -> None:
    assert counted("wine").keras_gives["parameters"] == (13 * 3 + 3,)
    assert counted("fashion_mnist_small").facts["by_keras"] == 7850


@pytest.mark.parametrize("data", ["digits", "fashion_mnist_small", "wine", "diabetes"])
def test_the_counted_shapes_are_those_of_the_data(data: str) -> None:
    shape, outputs = lab.counts.COUNTED[data]
    loaded = lab.hn.load(data)
    assert loaded.x.shape[1:] == shape
    assert outputs == (len(loaded.class_names) if loaded.class_names else 1)


def test_the_summary_is_keras_own() -> None:
    summary, _ = lab.counted("digits", (8, 4))
    assert "hidden_1 (Dense)" in summary
    assert "606" in summary
    assert "\x1b" not in summary


@pytest.mark.parametrize("units", [(), (8, 4), (16, 16, 16, 16)], ids=["none", "two", "most"])
def test_the_whole_summary_is_seen(units: tuple[int, ...]) -> None:
    summary = counted("digits", *units).pictures["summary"]
    assert isinstance(summary, Text)
    assert "Total params" in summary.body
    assert summary.height >= 18 * len(summary.body.splitlines())  # 18 pixels a line
    assert max(map(len, summary.body.splitlines())) <= 48


def test_three_ways_of_writing_give_the_same_numbers() -> None:
    outcome = lab.three_ways({"way": "subclassed", "epochs": 2}, QuietWatch())
    assert outcome.facts["apart"] == 0
    assert outcome.facts["spread"] > 0  # the seeds do differ
    assert outcome.answer == 0
    assert "class DigitsNetwork" in outcome.keras


def test_a_class_tells_keras_less_than_a_list_of_layers() -> None:
    of_list, of_calls, of_class = lab.known_before_data()
    assert of_list == of_calls == ("6,570", "yes")
    assert of_class[0] == "not known yet"
    assert of_class[1].startswith("no")


def test_the_comparison_can_also_come_out_otherwise() -> None:
    same = {way: np.full((2, 1), 0.5) for way in ways_of_writing.WAYS}
    better = {**same, "subclassed": np.full((2, 1), 0.6)}
    assert ways_of_writing.which_is_best(same, (0.0, 0.0)) == 0
    assert ways_of_writing.which_is_best(same, (0.0, 1e-6)) == 1
    assert ways_of_writing.which_is_best(better, (0.1, 0.1)) == 3
    first, above = (
        np.array([[0.5], [0.8]]),
        np.array([[0.6], [0.9]]),
    )  # the ranges overlap, each pair says the same
    assert ways_of_writing.which_is_best({**dict.fromkeys(same, first), "functional": above}, (0.1, 0.1)) == 2
    assert (
        ways_of_writing.which_is_best({**dict.fromkeys(same, first), "functional": above[::-1]}, (0.1,)) == 1
    )


def test_the_task_at_the_end_is_so_compiling_again_changes_no_weight_of_a_trained_network() -> None:
    lab.keras.utils.set_random_seed(0)
    model = lab.compiled(lab.sequential())
    model.train_on_batch(lab.train.x[:32], lab.train.y[:32])
    learnt = model.get_weights()
    lab.compiled(model)
    assert all(np.array_equal(now, was) for now, was in zip(model.get_weights(), learnt, strict=True))
    assert int(model.optimizer.iterations.numpy()) == 0  # the optimizer is new
