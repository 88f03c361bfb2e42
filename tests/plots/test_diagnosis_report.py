"""The page of a diagnosis: its words, its pictures, nothing that reaches out, nothing that runs."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from diagnosis_samples import diagnosis, finding, proof

from handsonn.plots.diagnosis_layers import gradient_by_depth
from handsonn.plots.diagnosis_pictures import pictures_of, proof_picture
from handsonn.plots.diagnosis_report import diff_lines, headline, step_title, summary, write_diagnosis
from handsonn.records import Facts, LayerRunFacts, Step

HOSTILE = "</p><script>alert(1)</script>{{7*7}}"


def bare(**changes: object) -> object:
    """A diagnosis without anything to draw."""
    return replace(diagnosis(), facts=Facts(), **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def html() -> str:
    return write_diagnosis(diagnosis())


def test_the_most_likely_cause_is_the_headline(html: str) -> None:
    assert f"<h1>{finding().cause}</h1>" in html
    assert html.index("What was seen") < html.index("What to change") < html.index("Tried")


def test_the_proof_stands_under_its_finding_with_the_change_as_code(html: str) -> None:
    assert 'class="verdict proven"' in html
    assert '<span class="removed">-    keras.layers.Dense(1, activation=&#34;softmax&#34;),</span>' in html
    assert '<span class="added">+    keras.layers.Dense(1, activation=&#34;sigmoid&#34;),</span>' in html
    assert "--- as it was" not in html


def test_each_step_is_told_and_an_empty_one_says_so(html: str) -> None:
    assert re.findall(r'<h2 class="step">(.*?)</h2>', html) == ["As it was given", "After the first change"]
    assert "Nothing found any more." in html


def test_pictures_are_those_that_were_recorded() -> None:
    titles = [picture.title for picture in pictures_of(diagnosis())]
    assert titles == [
        "How it went", "Units that answer 0 to every sample", "Gradients by depth", "Learning rates tried",
        "Labels",
    ]  # fmt: skip
    assert pictures_of(replace(diagnosis(), facts=Facts())) == ()


def test_a_picture_is_told_in_words_too() -> None:
    silent = pictures_of(diagnosis())[1]
    assert silent.alternative == "Silent units by layer. dense_1: 12 of 24."
    assert proof_picture(proof()).alternative.startswith(
        "accuracy without and with the change. seed 0: 0.63 to"
    )


def test_a_network_that_could_not_be_trained_has_no_score_before() -> None:
    nan = float("nan")
    assert b"it could not be trained" in proof_picture(proof(before=(nan,) * 5)).light


def test_a_healthy_training_is_told_what_was_checked() -> None:
    healthy = bare(steps=(Step(()),))
    page = write_diagnosis(healthy)  # type: ignore[arg-type]
    assert "Nothing found that would keep this network from learning." in page
    assert "2 checks passed" in page
    assert "<details open>" in page


def test_nothing_of_the_learners_text_runs_and_nothing_reaches_out() -> None:
    hostile = finding(cause=HOSTILE, evidence=(HOSTILE,), remedy=HOSTILE, name=HOSTILE, lab=HOSTILE)
    given = bare(
        title=HOSTILE, steps=(Step((hostile,), (proof(code=HOSTILE, sentence=HOSTILE, needs=HOSTILE),)),),
        passed=(HOSTILE,), not_checked=(HOSTILE,),
    )  # fmt: skip
    page = write_diagnosis(given)  # type: ignore[arg-type]
    assert "<script" not in page
    assert "49" not in re.sub(r"base64,[A-Za-z0-9+/=]+", "", page)
    assert not re.search(r'(?:src|href)="(?!data:)', page)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((Step(()),), "2 checks passed; they are listed below."),
        ((Step((finding(),)),), "One cause was found; no change was tried."),
        (
            (Step((finding(),), (proof(verdict="no gain seen", sentence="No gain was seen."),)),),
            "One cause was found. No gain was seen.",
        ),
        (
            (Step((finding(), finding()), (proof(sentence="It is better."),), 0), Step(())),
            "2 possible causes were found; one change made a difference that was proven. It is better.",
        ),
        (
            (
                Step((finding(),), (proof(before=(0.1, 0.2), after=(0.3, 0.4)),), 0),
                Step((finding(),), (proof(before=(0.3, 0.4), after=(0.8, 1.0)),), 0),
            ),
            (
                "One cause was found; 2 changes, one after the other, made a difference that was proven. "
                "With all of them, accuracy on held-out samples goes from 0.150 to 0.900."
            ),
        ),
    ],
)
def test_the_summary_says_what_was_found_and_gained(steps: tuple[Step, ...], words: str) -> None:
    assert summary(diagnosis(steps=steps)) == words
    assert headline(diagnosis(steps=steps)).endswith(".")


def test_words_of_steps_and_lines_of_diffs() -> None:
    assert (step_title(0, 1), step_title(2, 3)) == ("What was found", "After 2 changes")
    assert [line.mark for line in diff_lines("--- a\n+++ b\n@@ x\n same\n-old\n+new")] == [
        "place", "same", "removed", "added",
    ]  # fmt: skip


@pytest.mark.parametrize("gradients", [(2.1e-3, 2.4e-3, 5.2e-3), (1e-7, 1e-4, 0.3)])
def test_gradients_near_and_far_apart_stand_against_plain_numbers(gradients: tuple[float, ...]) -> None:
    layers = [LayerRunFacts(f"dense_{place}", gradient=value) for place, value in enumerate(gradients)]
    figure = gradient_by_depth(layers)
    figure.canvas.draw()
    (axes,) = figure.axes
    low, high = axes.get_ylim()
    ticks = axes.yaxis.get_majorticklocs()
    words = [text.get_text() for text in axes.get_yticklabels(which="both")]
    assert sum(low <= tick <= high for tick in ticks) >= 2
    assert len(words) == len(ticks)
    assert all("$" not in word for word in words)
    assert axes.title.get_window_extent().x1 < figure.bbox.x1
