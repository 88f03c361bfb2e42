"""What an explorer's page wishes and asks: served in order, given up when nobody waits, answered by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from handsonn.errors import HandsonnError, LatentError, UnknownName, UsageError
from handsonn.experiments import exploration_work
from handsonn.experiments.exploration_questions import answer
from handsonn.experiments.exploration_wish import Wish, read_wish
from handsonn.experiments.exploration_work import Explorer, Shown
from handsonn.experiments.latent_settings import usual_latent_dim
from handsonn.records import Dataset


def wish(data: str = "iris", *, method: str = "pca", dimensions: int = 2, **space: Any) -> Wish:
    chosen = {"latent_dim": 2, "epochs": 3, "kind": "dense"} | space
    wanted = {"method": method, "dimensions": dimensions}
    anew = chosen.pop("anew", False)
    document = {"data": {"name_or_path": data}, "space": chosen, "map": wanted, "anew": anew}
    return read_wish(document)


def explorer_that_hears(tell: Callable[[dict[str, Any]], None] = lambda _: None) -> Explorer:
    return Explorer(Path("no runs"), tell)


@pytest.fixture(scope="module")
def served() -> tuple[Explorer, list[dict[str, Any]]]:
    states: list[dict[str, Any]] = []
    explorer = explorer_that_hears(states.append)
    explorer.serve(wish())
    return explorer, states


@pytest.fixture
def shown(served: tuple[Explorer, list[dict[str, Any]]]) -> Shown:
    served[0].serve(wish())
    found = served[0].shown
    assert found is not None
    return found


def ask(shown: Shown, name: str, **question: Any) -> dict[str, Any]:
    return answer({"ask": name, "space": shown.exploration.number, **question}, shown)


def test_a_wish_is_trained_then_mapped_then_measured(served: tuple[Explorer, list[dict[str, Any]]]) -> None:
    states = served[1]
    stages = list(dict.fromkeys(state["stage"] for state in states))
    assert stages == ["idle", "loading", "training", "mapping", "measuring"]
    assert states[-1]["stage"] == "idle"
    first_map = next(state for state in states if state["map"])
    assert first_map["map"]["trust"] == {}
    last = states[-1]
    measures = {"chance", "kept_neighbours", "trustworthiness", "continuity", "anchors", "spread"}
    assert set(last["map"]["trust"]) == measures
    assert (last["map"]["trust"]["anchors"], last["map"]["trust"]["spread"]) == (150, 0)
    assert last["space"]["samples"] == 150
    assert (last["space"]["epochs_done"], last["space"]["ended"]) == (3, "all epochs")


def test_the_error_stands_beside_that_of_pca_with_as_many_components(
    served: tuple[Explorer, list[dict[str, Any]]], shown: Shown
) -> None:
    from sklearn.decomposition import PCA

    data = shown.exploration.space.data
    fitted = PCA(2).fit(data.train)
    back = fitted.inverse_transform(fitted.transform(data.held_out))
    assert served[0].state["space"]["pca_error"] == pytest.approx(
        np.mean((back - data.held_out) ** 2), rel=1e-4
    )


def test_another_map_of_the_same_codes_trains_nothing(served: tuple[Explorer, list[dict[str, Any]]]) -> None:
    explorer, states = served
    explorer.serve(wish())
    before = explorer.shown
    told = len(states)
    explorer.serve(wish(dimensions=3))
    after = explorer.shown
    assert before is not None
    assert after is not None
    assert after.exploration is before.exploration
    assert (after.map.dimensions, after.number > before.number) == (3, True)
    assert "training" not in {state["stage"] for state in states[told:]}


def test_a_pca_map_stands_in_until_a_slower_one_is_done() -> None:
    states: list[dict[str, Any]] = []
    explorer = explorer_that_hears(states.append)
    explorer.serve(wish(method="lle"))
    methods = [state["map"]["method"] for state in states if state["map"]]
    assert list(dict.fromkeys(methods)) == ["pca", "lle"]


@pytest.fixture
def _each_epoch_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """However fast they follow each other."""
    monkeypatch.setattr(exploration_work, "_SECONDS_BETWEEN", -1.0)


@pytest.mark.usefixtures("_each_epoch_is_told")
def test_a_newer_wish_ends_the_training_that_nobody_waits_for() -> None:
    states: list[dict[str, Any]] = []

    def tell(state: dict[str, Any]) -> None:
        states.append(state)
        if state["sentence"].startswith("Training: epoch "):
            explorer.ask_for(wish())

    explorer = explorer_that_hears(tell)
    explorer.serve(wish("digits", epochs=2000))
    assert explorer.shown is None
    assert not any(state["problem"] or state["map"] for state in states)
    assert not any("epoch 2000" in state["sentence"] for state in states)


@pytest.mark.usefixtures("_each_epoch_is_told")
def test_stop_keeps_what_was_learnt_and_training_anew_finishes_it() -> None:
    def tell(state: dict[str, Any]) -> None:
        if state["sentence"].startswith("Training: epoch "):
            explorer.stop()

    explorer = explorer_that_hears(tell)
    explorer.serve(wish("digits", epochs=2000))
    shown = explorer.shown
    assert shown is not None
    assert shown.exploration.space.ended == "interrupted"
    assert explorer.state["map"]["trust"]  # the stop was the training's alone
    explorer.serve(wish("digits", epochs=2000))
    assert explorer.shown is not None
    assert explorer.shown.exploration is shown.exploration
    explorer.serve(wish("digits", epochs=2000, anew=True))
    assert explorer.shown is not None
    assert explorer.shown.exploration is not shown.exploration


def test_a_stopped_map_leaves_the_one_before_it() -> None:
    def tell(state: dict[str, Any]) -> None:
        if state["stage"] == "mapping" and state["map"]:
            explorer.stop()

    explorer = explorer_that_hears(tell)
    explorer.serve(wish(method="tsne"))
    assert explorer.state["map"]["method"] == "pca"
    assert explorer.state["notes"] == ["the map was stopped before it was done; nothing was kept of it."]
    assert explorer.state["stage"] == "idle"


@pytest.mark.parametrize(
    ("wished", "sentence"),
    [
        (wish("no_such_file.csv"), "no_such_file.csv"),
        (wish(latent_dim=64), "latent_dim is 64, but a sample has only 4 numbers"),
        (wish(kind="convolutional"), "needs images"),
    ],
)
def test_what_cannot_be_trained_is_a_sentence_and_the_explorer_goes_on(wished: Wish, sentence: str) -> None:
    explorer = explorer_that_hears()
    explorer.serve(wished)
    assert sentence in explorer.state["problem"]
    assert explorer.state["stage"] == "idle"
    explorer.serve(wish())
    assert explorer.state["problem"] == ""
    assert explorer.shown is not None


@pytest.mark.parametrize(
    ("changed", "error", "sentence"),
    [
        ({"space": {"latent_dim": 65}}, UsageError, "latent_dim is 65; give a whole number from 1 to 64"),
        ({"space": {"latent_dim": True}}, UsageError, "latent_dim is True"),
        ({"space": {"epochs": 0}}, UsageError, "epochs is 0"),
        ({"space": {"kind": "dens"}}, UnknownName, "did you mean 'dense'"),
        ({"space": {"seed": -1}}, UsageError, "seed is -1"),
        ({"space": {"run": "mine"}}, UsageError, "choose the layer"),
        ({"space": []}, UsageError, "space is list"),
        ({"data": None}, UsageError, "data is NoneType"),
        ({"map": {"method": "tsn"}}, UnknownName, "did you mean 'tsne'"),
        ({"map": {"dimensions": 4}}, UsageError, "dimensions is 4; a map has 2 or 3"),
        ({"map": {"method": "lle", "parameters": {"k": 0}}}, UsageError, "k=0|k is 0|k .*0"),
        ({"map": {"parameters": {"k": 5}}}, UsageError, "PCA has no parameters"),
    ],
)
def test_a_wish_that_nothing_can_fulfil_is_refused_at_once(
    changed: dict[str, Any], error: type[HandsonnError], sentence: str
) -> None:
    whole = {"data": {"name_or_path": "iris"}, "space": {}, "map": {}}
    with pytest.raises(error, match=sentence):
        read_wish(whole | changed)


def test_without_a_size_the_data_choose_it_and_it_is_found_again_by_its_size() -> None:
    explorer = explorer_that_hears()
    explorer.serve(wish(latent_dim=None))
    assert explorer.shown is not None
    assert explorer.shown.exploration.space.latent_dim == 2
    first = explorer.shown.exploration
    explorer.serve(wish(latent_dim=2))
    assert explorer.shown.exploration is first
    chosen = [Dataset("some", np.zeros((5, count)), None, "unlabelled") for count in (1, 2, 8, 9, 64)]
    assert {each.x.shape[1]: usual_latent_dim(each) for each in chosen} == {1: 1, 2: 2, 8: 2, 9: 8, 64: 8}


def test_a_sample_is_told_with_its_label_error_and_part(shown: Shown) -> None:
    facts = ask(shown, "sample", row=149)
    space = shown.exploration.space
    assert facts["label"] == "virginica"
    assert facts["error"] == pytest.approx(float(space.errors[149]))
    assert facts["held_out"] == (149 in set(space.data.held_out_rows.tolist()))
    assert facts["real"]["cells"][0][0] == "5.9"


def test_a_walk_begins_and_ends_on_the_dots_of_its_samples(shown: Shown) -> None:
    facts = ask(shown, "walk", start=3, end=120)
    assert facts["path"][[0, -1]] == pytest.approx(shown.map.positions[[3, 120]])
    assert len(facts["breaks"]) == len(facts["round_trips"]) == len(facts["path"]) == 9
    assert not facts["breaks"][0]
    between = ask(shown, "walk", start="setosa", end="virginica", spherical=True)
    assert len(between["frames"]["values"]) == 9


def test_a_straight_walk_is_a_straight_line_on_a_pca_map(served: tuple[Explorer, Any]) -> None:
    served[0].serve(wish(latent_dim=3))
    assert served[0].shown is not None
    facts = ask(served[0].shown, "walk", start=3, end=120)
    steps = np.diff(facts["path"], axis=0)
    assert steps == pytest.approx(np.tile(steps.mean(axis=0), (8, 1)), abs=1e-4)
    assert facts["jumps"] == 0


def test_on_the_pca_map_of_two_numbers_a_place_has_its_own_code(shown: Shown) -> None:
    space = shown.exploration.space
    on_dot = ask(shown, "blend", point=shown.map.positions[60].tolist())
    assert on_dot["exact"]
    assert on_dot["rows"][0] == 60
    assert on_dot["frames"]["values"] == pytest.approx(
        ask(shown, "sample", row=60)["decoded"]["values"], abs=1e-3
    )
    assert on_dot["distance"] == pytest.approx(0, abs=1e-5)
    far = ask(shown, "blend", point=[900.0, 0.0])
    assert far["distance"] > 100 * far["usual_distance"] > 0
    corner = ask(shown, "plane")
    low, high = np.percentile(shown.map.positions, (1, 99), axis=0)
    there = ask(shown, "blend", point=[float(low[0]), float(high[1])])
    assert len(corner["frames"]["values"]) == corner["columns"] ** 2
    assert corner["frames"]["values"][0] == pytest.approx(there["frames"]["values"][0], abs=1e-3)
    assert space.latent_dim == 2


def test_on_other_maps_a_place_is_a_blend_of_ten_dots(served: tuple[Explorer, Any]) -> None:
    served[0].serve(wish(latent_dim=3))
    shown = served[0].shown
    assert shown is not None
    on_dot = ask(shown, "blend", point=shown.map.positions[60].tolist())
    assert not on_dot["exact"]
    assert on_dot["rows"][0] == 60
    assert on_dot["weights"][0] == pytest.approx(1)
    beside = ask(shown, "blend", point=[0.37, 0.11])
    assert len(beside["rows"]) == 10
    assert beside["weights"].sum() == pytest.approx(1)
    with pytest.raises(LatentError, match="where a code has 2 numbers and the map is PCA"):
        ask(shown, "plane")


def test_generated_samples_stand_beside_the_training_sample_that_is_nearest(shown: Shown) -> None:
    facts = ask(shown, "generate", count=5, seed=2)
    data = shown.exploration.space.data
    made = facts["frames"]["values"]
    far = np.sqrt(np.mean(np.square(made[:, None] - data.train[None]), axis=2))
    assert facts["distances"] == pytest.approx(far.min(axis=1), rel=1e-3)
    assert facts["rows"].tolist() == data.train_rows[far.argmin(axis=1)].tolist()
    assert facts["places"].shape == (5, 2)
    assert ask(shown, "generate", count=5, seed=2)["frames"]["values"] == pytest.approx(made)


def test_one_number_of_a_code_is_moved_and_the_others_are_held(shown: Shown) -> None:
    facts = ask(shown, "traverse", dimension=1, row=7)
    assert np.all(np.diff(facts["values"]) > 0)
    codes = shown.exploration.space.codes
    assert facts["values"][0] == pytest.approx(np.percentile(codes[:, 1], 1), rel=1e-4)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ({"ask": "wlk"}, "did you mean 'walk'"),
        ({"ask": "sample", "row": 150}, "there is no sample 150; rows go from 0 to 149"),
        ({"ask": "sample", "row": "0"}, "there is no sample 0"),
        ({"ask": "walk", "start": 0}, "there is no sample None"),
        ({"ask": "walk", "start": "rose", "end": "setosa"}, "no class called 'rose'"),
        ({"ask": "blend", "point": [1]}, "a point of this map is 2"),
        ({"ask": "blend", "point": "here"}, "a place of the map is two numbers"),
        ({"ask": "traverse", "dimension": 2}, "there is no dimension 2"),
        ({"ask": "generate", "count": 0}, "generate from 1 to 24"),
        ({"ask": "generate", "seed": -1}, "seed is -1"),
        ({"ask": "compare", "first": []}, "no sample is inside the line"),
        ({"ask": "compare", "first": [150]}, "a row is 150; rows go from 0 to 149"),
        ({"ask": "compare", "first": ["a"]}, "a group is a list of row numbers"),
        ({"ask": "compare", "first": list(range(150))}, "around all samples"),
        ({"ask": "sample", "row": 0, "space": 0}, "the latent space is another one by now"),
    ],
)
def test_what_cannot_be_answered_is_a_sentence(shown: Shown, question: dict[str, Any], sentence: str) -> None:
    with pytest.raises(HandsonnError, match=sentence):
        ask(shown, **{"name": question["ask"], **{k: v for k, v in question.items() if k != "ask"}})


def test_before_the_first_latent_space_there_is_nothing_to_ask() -> None:
    with pytest.raises(LatentError, match="there is no latent space yet"):
        answer({"ask": "sample", "row": 0}, None)


def test_a_place_in_space_is_no_click(served: tuple[Explorer, list[dict[str, Any]]]) -> None:
    served[0].serve(wish(dimensions=3))
    assert served[0].shown is not None
    with pytest.raises(LatentError, match="choose a map in 2-D"):
        ask(served[0].shown, "blend", point=[0.0, 0.0])
