"""The lab of saving: what its files hold is read from them; what a loaded network knows is measured."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from handsonn.course.chapters.ch10_neural_networks.experiments import reloading, saved_files, suffixes
from handsonn.course.chapters.ch10_neural_networks.labs import saving as lab
from handsonn.course.live import Outcome
from handsonn.course.live.quiet_watch import QuietWatch
from handsonn.course.pictures import Curves


def inside(file: str, optimizer: str = "Adam") -> Outcome:
    return lab.inside_a_file({"file": file, "optimizer": optimizer}, QuietWatch())


def reloaded(way: str) -> Outcome:
    return lab.reload_each({"way": way, "before": 5}, QuietWatch())


def tried(call: str, suffix: str = ".keras", network: str = "the same") -> Outcome:
    return lab.wrong_suffix({"call": call, "suffix": suffix, "network": network}, QuietWatch())


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_each_file_holds_what_the_lab_says() -> None:
    _, files = lab.files_of("Adam")
    assert files["json"].holds == files["yaml"].holds == ("architecture", "compile settings")
    assert files["weights"].holds == ("weights", "state of the optimizer")
    assert files["keras"].holds == saved_files.PARTS


@pytest.mark.parametrize(
    ("optimizer", "state", "answer"),
    [
        pytest.param("Adam", 2 * 6570 + 2, 2, id="Adam keeps two averages"),
        pytest.param("SGD with momentum", 6570 + 2, 1, id="momentum keeps one"),
        pytest.param("SGD", 2, 0, id="SGD keeps none"),
    ],
)
def test_the_weights_file_holds_the_optimizers_state(optimizer: str, state: int, answer: int) -> None:
    """Beside the state of each weight there are two numbers: the count of updates and the learning rate."""
    outcome = inside("weights", optimizer)
    assert outcome.keras_gives["numbers"] == (6570, state)
    assert outcome.answer == answer
    said = "of each weight nothing is kept" if answer == 0 else f"{answer} for each of them, and 2 more"
    assert said in outcome.notice[1]


def test_what_is_shown_of_a_file_is_its_content() -> None:
    assert '"class_name": "Sequential"' in inside("json").pictures["content"].body
    assert "class_name: Sequential" in inside("yaml").pictures["content"].body
    assert "shape (64, 64)" in inside("weights").pictures["content"].body
    assert "ZIP archive of 3 files" in inside("keras").pictures["content"].body


def test_the_yaml_is_handsonns_for_keras_has_none() -> None:
    assert not hasattr(lab.make_network(), "to_yaml")
    assert "to_yaml" in inside("yaml").notice[-1]


@pytest.mark.parametrize("way", ["keras", "json and weights", "yaml and weights"])
def test_with_the_optimizers_state_training_goes_on_bit_for_bit(way: str) -> None:
    outcome = reloaded(way)
    assert outcome.answer == 0
    assert outcome.facts["apart"] == 0
    assert outcome.keras_gives["stayed"] == outcome.keras_gives["came_back"]
    assert outcome.facts["updates"] == 5 * 34


def test_weights_in_a_new_network_predict_the_same_and_train_otherwise() -> None:
    outcome = reloaded("weights")
    assert outcome.answer == 1
    assert outcome.facts["apart"] == 0
    assert outcome.facts["updates"] == 0
    assert "higher than without saving in 5 of 5 seeds" in outcome.notice[1]
    assert "Training goes on differently" in outcome.notice[1]
    assert "look at the lower picture" in outcome.notice[1]


def test_an_architecture_alone_guesses() -> None:
    outcome = reloaded("json")
    assert outcome.answer == 2
    assert outcome.facts["accuracy"] < 0.3
    assert "times as high" in outcome.notice[1]


def test_the_task_at_the_end_is_so_a_built_optimizer_takes_the_saved_state() -> None:
    lab.keras.utils.set_random_seed(0)
    model, other = lab.make_network(), lab.make_network()
    lab.hn.fit(model, lab.train.x, lab.train.y, epochs=1, verbose=0)
    other.optimizer.build(other.trainable_variables)
    with tempfile.TemporaryDirectory() as folder:
        model.save_weights(Path(folder) / "digits.weights.h5")
        other.load_weights(Path(folder) / "digits.weights.h5")
    assert int(other.optimizer.iterations.numpy()) == 34
    assert lab.trained_on(model) == lab.trained_on(other)


def test_the_answer_follows_the_numbers() -> None:
    losses = np.ones((2, 6))
    same = reloading.Reloaded((0.0, 0.0), losses[:, 0], losses[:, 0], losses, losses, losses, (34, 34))
    other = reloading.Reloaded((0.0, 0.0), losses[:, 0], losses[:, 0], losses, losses, losses + 0.1, (0, 0))
    assert reloading.same_or_not(same) == 0
    assert reloading.same_or_not(other) == 1
    assert "differs by 0 in all 2 seeds" in reloading.reload_notice(same, "x")[1]
    said = reloading.reload_notice(other, "x")[1]
    assert "higher than without saving in 2 of 2 seeds (in the median 1.1 against 1, 10.0% higher)" in said
    assert losses_said(losses, losses + 4.5).endswith("(in the median 5.5 against 1, 5.5 times as high).")
    assert "1 against 1, less than 0.1% lower" in losses_said(losses, losses - 1e-5)


def losses_said(stayed: np.ndarray[Any, Any], came_back: np.ndarray[Any, Any]) -> str:
    found = reloading.Reloaded((0.0,), stayed[:, 0], stayed[:, 0], stayed, stayed, came_back, (0,))
    return reloading.reload_notice(found, "x")[1]


def test_one_epoch_before_saving_is_a_dot_beside_the_axis() -> None:
    losses = np.ones((2, 6))
    found = reloading.Reloaded(
        (0.0, 0.0), losses[:, 0], losses[:, 0], losses[:, :1], losses, losses, (34, 34)
    )
    curves = reloading.reload_pictures(found, "x")["curves"]
    assert isinstance(curves, Curves)
    assert curves.x.low is not None
    assert curves.x.low < 1


@pytest.mark.parametrize(
    ("call", "suffix", "said"),
    [
        ("save", ".keras", "model.save writes a whole model; model.save_weights refuses it."),
        (
            "save",
            ".h5",
            (
                "model.save writes a whole model in the old format, with a warning; "
                "model.save_weights refuses it."
            ),
        ),
        (
            "save_weights",
            ".weights.h5",
            (
                "model.save_weights writes the weights; "
                "model.save writes a whole model in the old format, with a warning."
            ),
        ),
        ("save_weights", "", "model.save_weights refuses it; model.save refuses it."),
    ],
)
def test_the_first_words_are_about_the_chosen_call(call: str, suffix: str, said: str) -> None:
    assert tried(call, suffix).notice[0] == f"digits{suffix}: {said}"


def test_the_first_words_are_about_the_chosen_network() -> None:
    wide, same = (tried("load_weights", network=one).notice[0] for one in ("wider", "the same"))
    assert wide == "Weights of the saved network into a network that is wider: Keras refuses them."
    assert same == "Weights of the saved network into a network that is the same: Keras takes them all."


def test_keras_takes_its_suffixes_and_refuses_the_others() -> None:
    did = {key: said.in_short for key, said in lab.all_suffixes().items()}
    assert did["save", ".keras"] == "whole model, .keras"
    assert did["save", ".h5"] == did["save", ".hdf5"] == "whole model, old HDF5"
    assert did["save_weights", ".weights.h5"] == "weights"
    assert {did["save", suffix] for suffix in (".json", ".pkl", "")} == {"refused"}
    assert {did["save_weights", suffix] for suffix in suffixes.SUFFIXES if suffix != ".weights.h5"} == {
        "refused"
    }


def test_a_whole_model_under_the_name_of_weights_is_written_in_silence_and_is_no_weights_file(
    tmp_path: Path,
) -> None:
    assert tried("save", ".weights.h5").answer == 2
    path = tmp_path / "digits.weights.h5"
    with suffixes.hearing():
        lab.make_network().save(path)
        with pytest.raises(ValueError, match=r"(?i)layer|object|variable"):
            lab.make_network().load_weights(path)


def test_keras_warns_of_the_old_format_and_it_is_heard() -> None:
    assert "legacy" in lab.all_suffixes()["save", ".h5"].warned
    assert "Keras warns" in tried("save", ".h5").pictures["said"].body


def test_saving_as_h5_makes_the_model_forget_its_optimizer() -> None:
    """A fault of Keras (it takes the optimizer out of the model's own compile settings): told as measured."""
    word = "loses" if lab.forgets_after_h5() else "keeps"
    assert f"{word} its optimizer" in tried("save").notice[2]


@pytest.mark.parametrize("network", ["wider", "one layer less", "one layer more"])
def test_weights_do_not_go_into_another_architecture(network: str) -> None:
    outcome = tried("load_weights", network=network)
    assert outcome.facts["refused"] == 1
    body = outcome.pictures["said"].body
    assert "shape" in body
    assert "architecture that they were saved from" in body


def test_weights_go_into_the_same_architecture() -> None:
    assert tried("load_weights").facts["refused"] == 0


def test_no_file_is_left_behind(tmp_path: Path) -> None:
    lab.files_of.cache_clear()
    inside("keras")
    reloaded("yaml and weights")
    tried("load_weights", network="wider")
    lab.all_suffixes.cache_clear()
    tried("save")
    assert left_in(tmp_path) == []


def test_where_keras_was_told_to_write_is_not_shown() -> None:
    refused = lab.all_suffixes()["save", ".json"].refused
    assert "digits.json" in refused
    assert tempfile.gettempdir() not in refused
