"""Far more parameters than samples are told; tens for each sample are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from facts_by_hand import (
    class_numbers,
    dense,
    features,
    healthy,
    healthy_data,
    healthy_fit,
    model_of,
    numbers,
)

from handsonn.diagnosis.rules.hn012_too_little_data import RULE, dense_parameters, training_samples
from handsonn.records import ArrayFacts, Facts, LayerFacts


def small_set(samples: int, y: ArrayFacts, units: int = 64, inputs: int = 8) -> Facts:
    x = replace(features(), shape=(samples, inputs))
    labels = replace(y, shape=(samples,), counts=(samples // 3,) * 3, class_counts=(samples // 3,) * 3)
    model = model_of(dense("dense", units, "relu", (inputs,)), dense("dense_1", 3, "softmax", (units,)))
    return healthy(model=model, data=healthy_data(labels, x))


def test_ninety_samples_cannot_fill_a_hundred_thousand_parameters() -> None:
    (finding,) = RULE.check(small_set(90, class_numbers(), 512, 784))
    assert "403,459 parameters to train on 90 samples" in finding.cause
    assert finding.severity == "warning"


def test_four_samples_of_a_class_are_few() -> None:
    (finding,) = RULE.check(small_set(12, class_numbers()))
    assert "There are 4.0 samples of a class on average." in finding.evidence
    assert not list(RULE.check(small_set(150, class_numbers())))  # iris


def test_it_comes_first_where_few_updates_come_of_few_samples() -> None:
    (finding,) = RULE.check(small_set(24, class_numbers()))
    (toy,) = RULE.check(small_set(6, class_numbers()))
    (once,) = RULE.check(replace(small_set(24, class_numbers()), fit=healthy_fit(epochs=1)))
    assert (finding.confidence, toy.confidence, once.confidence) == (0.92, 0.5, 0.5)


def test_rows_for_validation_are_not_trained_on() -> None:
    assert training_samples(healthy(fit=healthy_fit(validation_split=0.2))) == 800
    assert training_samples(Facts()) == 0


def test_the_table_of_an_embedding_is_not_counted() -> None:
    words = LayerFacts("words", "Embedding", 64, parameters=640_000)
    model = model_of(words, dense("dense", 1, "sigmoid", (64,)))
    assert dense_parameters(model) == 65


@pytest.mark.parametrize("samples", [600, 1000])
def test_an_ordinary_network_on_a_thousand_images_is_not(samples: int) -> None:
    assert not list(RULE.check(small_set(samples, class_numbers(), 300, 784)))


def test_fifty_samples_are_few_whatever_the_targets_are() -> None:
    assert list(RULE.check(small_set(30, numbers())))
    assert not list(RULE.check(small_set(100, numbers())))
