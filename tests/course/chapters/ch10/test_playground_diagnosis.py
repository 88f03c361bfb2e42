"""What the playgrounds say when they are asked why their network does not learn."""

from typing import Any

from handsonn.course.chapters.ch10_neural_networks.experiments.playground_diagnosis import PROOF, sentences
from handsonn.course.chapters.ch10_neural_networks.labs import activations, optimizers
from handsonn.course.live import Outcome, QuietWatch
from handsonn.course.pictures import Text
from handsonn.records import Finding

BUILD = {
    "data": "circles", "layers": (4,), "activation": "tanh", "inputs": "plain", "learning_rate": 0.01,
    "epochs": 100, "noise": 1, "seed": 0, "why": True,
}  # fmt: skip


class Showing(QuietWatch):
    """Keeps what an experiment shows before it has ended."""

    def __init__(self) -> None:
        object.__setattr__(self, "shown", [])

    def show(self, outcome: Outcome) -> None:
        self.shown.append(outcome)  # type: ignore[attr-defined]


def asked(watch: QuietWatch | None = None, **changes: Any) -> Outcome:
    return activations.build_it({**BUILD, **changes}, watch or QuietWatch())


def told(outcome: Outcome, place: str) -> str:
    picture = outcome.pictures[place]
    assert isinstance(picture, Text)
    return picture.body


def test_layers_without_activation_are_named_as_the_cause_and_the_same_with_tanh_are_not() -> None:
    assert "HN014, no-hidden-activation (seed 0)" in told(asked(activation="linear"), "loss")
    healthy = told(asked(), "loss")
    assert healthy.startswith("Nothing is found in the settings, the data, the training of seed 0 and trials")
    assert healthy.endswith(PROOF)


def test_the_picture_of_the_training_comes_before_the_diagnosis_and_stays_without_the_question() -> None:
    watch = Showing()
    after = asked(watch)
    assert watch.shown[-1].pictures["loss"].kind == "curves"  # type: ignore[attr-defined]
    assert list(after.pictures) == list(watch.shown[-1].pictures)  # type: ignore[attr-defined]
    assert asked(why=False).pictures["loss"].kind == "curves"


def test_the_rate_of_the_slider_is_the_one_that_is_judged() -> None:
    settings = {
        "data": "spirals", "optimizer": "SGD", "learning_rate": 10.0, "epochs": 20, "batch_size": 20,
        "seed": 0, "why": True,
    }  # fmt: skip
    body = told(optimizers.one_rate(settings, QuietWatch()), "sweep")
    assert body.startswith("HN005, learning-rate-too-high (seed 0): The learning rate 10 is too high")
    assert "of 'dense" not in body


def test_what_else_is_found_is_named_and_layers_have_plain_names() -> None:
    first = Finding("HN019", "dead-units", "run", "error", "The layer 'dense_7' is dead.", (), "Do this.")
    second = Finding("HN005", "learning-rate-too-high", "run", "error", "Too high.", (), "Lower it.")
    assert sentences((first, second), {"dense_7": "hidden 1"}, 3) == [
        "HN019, dead-units (seed 3): The layer hidden 1 is dead.",
        "To do: Do this.",
        "Also: HN005, learning-rate-too-high.",
        PROOF,
    ]
