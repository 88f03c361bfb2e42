import dataclasses
import re
from html.parser import HTMLParser
from typing import Any

import journal_samples
import numpy as np
import pytest
import strategies
from hypothesis import given, settings

from handsonn.plots import Layer, Picture, draw, learning_curves, write_report
from handsonn.records import (
    ClassificationReport,
    ClassScore,
    ConfusionMatrix,
    RegressionReport,
    RunRecord,
    Score,
    UnlabelledReport,
)

HOSTILE = "</code></pre><script>alert(1)</script><img src=x onerror='alert(2)'>\"'&amp;{{7*7}}"
SCRIPT = 'import keras\n\nif 1 < 2 and "a" != \'b\':\n    print("&lt;")\n'


class Page(HTMLParser):
    """Reads a page as a browser would: its elements, and the text in them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "img", "br", "source"}:
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes nothing"
        if tag in {"td", "th", "h2", "p"}:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts[tag][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def record(**changes: Any) -> RunRecord:
    score = Score("accuracy", 0.964, 0.942, 0.981, 0.1, "always 'three'", higher_is_better=True)
    report = ClassificationReport(
        (score,),
        (ClassScore("three", 0.96, 0.95, 0.955, 36), ClassScore(HOSTILE, 0, 0, 0, 0)),
        ConfusionMatrix(np.eye(2), ("three", HOSTILE)),
        360,
    )
    return dataclasses.replace(journal_samples.record(), report=report, **changes)


@pytest.fixture(scope="module")
def picture() -> Picture:
    return draw(
        "Learning curves", "Loss per epoch.", lambda dark: learning_curves({"loss": (2.0, 1.0)}, dark=dark)
    )


@pytest.fixture(scope="module")
def html(picture: Picture) -> str:
    layers = [Layer("dense", "Dense", "(300,)", 19500)]
    return write_report(
        record(), [picture], layers=layers, script=SCRIPT, next_commands=["handsonn compare last 6"]
    )


def test_the_page_is_well_formed_and_has_what_screen_readers_need(html: str) -> None:
    page = Page(html)
    assert page.open == []
    assert page.all("html") == [{"lang": "en"}]
    assert page.texts["title"] == ["digits: accuracy 96.4% (digits-0001)"]
    assert page.texts["h1"] == ["digits: accuracy 96.4%"]
    assert [image["alt"] for image in page.all("img")] == ["Loss per epoch."]
    named = {element["id"] for _, element in page.elements if "id" in element}
    for section in page.all("section"):
        assert section["aria-labelledby"] in named
    assert all("scope" in header for header in page.all("th"))


def test_nothing_on_the_page_comes_from_elsewhere(html: str) -> None:
    page = Page(html)
    sources = [image["src"] for image in page.all("img")] + [
        source["srcset"] for source in page.all("source")
    ]
    assert len(sources) == 2
    assert all(source is not None and source.startswith("data:image/svg+xml;base64,") for source in sources)
    assert page.all("link") == []
    assert [script for script in page.all("script") if script] == []
    assert "default-src 'none'" in html
    assert not re.search(r"url\(|@import|https?://", html)


def test_light_and_dark_pages_have_their_own_picture(html: str, picture: Picture) -> None:
    (source,) = Page(html).all("source")
    assert source["media"] == "screen and (prefers-color-scheme: dark)"
    assert picture.light != picture.dark
    assert "@media (prefers-color-scheme: dark)" in html
    assert "@media print" in html


def test_the_page_says_what_the_record_says(html: str) -> None:
    text = " ".join(Page(html).texts["main"][0].split())
    for said in (
        "96.4% of the 360 test samples (95% interval 94.2% to 98.1%)",
        "The baseline (always 'three') reaches 10.0%",
        "better than the baseline",
        "three 0.960 0.950 0.955 36",
        "dense Dense (300,) 19,500",
        "Licence CC BY 4.0",
        "Fingerprint (SHA-256) abc",
        "Split stratified",
        "no validation or test sample also stands among the training samples",
        "layers 300, 100",
        "learning_rate 0.001",
        "seed 0",
        "epochs 2, ended by: all epochs",
        "keras 3.15.0",
        "handsonn compare last 6",
    ):
        assert said in text, said


def test_the_script_is_copied_as_it_is(html: str) -> None:
    assert SCRIPT in Page(html).texts["code"]


def test_every_copy_button_is_a_button_and_is_hidden_without_javascript(html: str) -> None:
    buttons = Page(html).all("button")
    assert len(buttons) == 2
    assert all(button["type"] == "button" and "hidden" in button for button in buttons)


def test_hostile_names_are_only_names(picture: Picture) -> None:
    plain = record()
    hostile = dataclasses.replace(
        plain,
        name=HOSTILE,
        engine=HOSTILE,
        settings={HOSTILE: HOSTILE},
        versions={HOSTILE: HOSTILE},
        data=dataclasses.replace(plain.data, name=HOSTILE, source=HOSTILE, note=HOSTILE),
    )
    bad = dataclasses.replace(picture, title=HOSTILE, alternative=HOSTILE)
    html = write_report(
        hostile, [bad], layers=[Layer(*[HOSTILE] * 3, 1)], script=HOSTILE, next_commands=[HOSTILE]
    )
    page = Page(html)
    assert page.open == []
    assert len(page.all("script")) == 1
    assert len(page.all("img")) == 1
    assert page.all("img")[0]["alt"] == HOSTILE
    assert page.texts["code"] == [HOSTILE, HOSTILE]
    assert "49" not in page.texts["code"][0]


@settings(max_examples=30, deadline=None)
@given(strategies.runs)
def test_any_record_makes_a_page_that_can_be_written(any_record: RunRecord) -> None:
    html = write_report(any_record)
    assert html.encode()
    assert html.startswith("<!doctype html>")


def test_a_regression_has_no_table_of_classes() -> None:
    score = Score("mean absolute error", 9, 8, 10, 30, "always the mean", higher_is_better=False)
    report = RegressionReport((score,), np.zeros(3), np.zeros(3), "price", 3)
    html = write_report(dataclasses.replace(record(), report=report))
    assert "digits: mean absolute error 9" in html
    assert "Class by class" not in html
    assert "lower is better" in html


def test_a_baseline_that_is_not_beaten_is_said_so() -> None:
    score = Score("accuracy", 0.2, 0.05, 0.3, 0.1, "always 'three'", higher_is_better=True)
    report = dataclasses.replace(record().report, scores=(score,))  # type: ignore[type-var]
    assert "not shown to be better than the baseline" in write_report(
        dataclasses.replace(record(), report=report)
    )


def test_macro_f1_has_its_baseline_but_no_verdict() -> None:
    score = Score("macro F1", 0.9, 0.85, 0.95, 0.0182, "always 'three'", higher_is_better=True)
    report = dataclasses.replace(record().report, scores=(score,))  # type: ignore[type-var]
    html = write_report(dataclasses.replace(record(), report=report))
    assert "1.8%" in html
    assert "no verdict: a constant guess has a low macro F1 by construction" in html
    assert "better than the baseline" not in html


def test_without_an_interval_the_page_gives_no_verdict() -> None:
    nan = float("nan")
    score = Score("accuracy", 1.0, nan, nan, 0.1, "always 'three'", higher_is_better=True)
    report = dataclasses.replace(record().report, scores=(score,))  # type: ignore[type-var]
    html = write_report(dataclasses.replace(record(), report=report))
    assert "no verdict: too few samples" in html
    assert "too few samples for an interval" in html
    assert "better than the baseline" not in html


def test_without_labels_the_predicted_classes_are_listed() -> None:
    report = UnlabelledReport(("cat", ""), (5, 1), (0.5,) * 7, 6)
    html = write_report(dataclasses.replace(record(), report=report))
    text = " ".join(Page(html).texts["main"][0].split())
    assert "Predicted classes Class Samples cat 5 (no name) 1" in text
    assert "Scores on the test samples" not in text
    assert "digits: predictions without labels" in html
    assert "digits: not evaluated" in write_report(dataclasses.replace(record(), report=None))


def test_duplicates_are_not_hidden() -> None:
    data = dataclasses.replace(record().data, duplicates=12)
    assert "12 validation or test samples also stand among the training samples" in write_report(
        record(data=data)
    )
