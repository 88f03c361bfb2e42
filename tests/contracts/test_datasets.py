"""What holds for every data set of the registry."""

from __future__ import annotations

import dataclasses
from functools import cache

import numpy as np
import pytest

from handsonn.data import DatasetCard, catalogue, load, split
from handsonn.data.registry import NAMES, card, remote_set
from handsonn.errors import DownloadError
from handsonn.records import Dataset

GENERATED = ("moons", "circles", "blobs", "spirals", "signals", "hidden9")


@cache
def loaded(name: str) -> Dataset:
    try:
        return load(name)
    except DownloadError:
        if not remote_set(name):
            raise
        pytest.skip(f"{name} is not on this machine")


every_name = pytest.mark.parametrize("name", NAMES)


def test_the_catalogue_describes_every_name_once() -> None:
    assert tuple(entry.name for entry in catalogue()) == NAMES
    assert len(set(NAMES)) == len(NAMES)
    assert len({entry.title for entry in catalogue()}) == len(NAMES)


@every_name
def test_a_card_says_who_made_it_and_under_which_licence(name: str) -> None:
    entry = card(name)
    assert isinstance(entry, DatasetCard)
    assert all(text.strip() for text in (entry.title, entry.description, entry.source, entry.licence))
    assert entry.description.endswith(".")
    assert "\n" not in entry.description
    assert set(entry.chapters) <= set(range(10, 20))
    assert entry.chapters
    assert (entry.download_bytes > 0) == (remote_set(name) is not None)
    with pytest.raises(dataclasses.FrozenInstanceError):
        entry.name = "other"  # type: ignore[misc]


@every_name
def test_what_is_loaded_is_what_the_card_says(name: str) -> None:
    dataset, entry = loaded(name), card(name)
    assert (dataset.name, dataset.task, dataset.kind) == (name, entry.task, entry.kind)
    if name != "fashion_mnist":  # where the whole set is absent, its slice stands in, and a test below looks
        assert len(dataset) == entry.samples
    assert (dataset.source, dataset.licence) == (entry.source, entry.licence)
    assert dataset.description == entry.description


@every_name
def test_features_have_the_type_of_their_kind(name: str) -> None:
    dataset = loaded(name)
    dimensions = {"tabular": (2,), "signal": (2,), "series": (3,), "image": (3, 4)}[dataset.kind]
    assert dataset.x.ndim in dimensions
    assert dataset.x.dtype == (np.uint8 if dataset.kind == "image" else np.float32)
    assert dataset.x.flags.c_contiguous
    if dataset.kind == "tabular":
        assert len(dataset.feature_names) == dataset.x.shape[1]
        assert len(set(dataset.feature_names)) == len(dataset.feature_names)
        assert dataset.columns
    if dataset.kind == "series":
        assert len(dataset.feature_names) == dataset.x.shape[2]
        assert dataset.ordered


@every_name
def test_numbers_are_finite_unless_it_says_how_to_fill_them(name: str) -> None:
    dataset = loaded(name)
    assert not np.isinf(dataset.x).any()
    assert np.isnan(dataset.x).any() == (dataset.missing != "refuse")
    assert dataset.y is not None
    assert np.isfinite(dataset.y).all()


@every_name
def test_every_feature_and_pixel_grid_varies(name: str) -> None:
    dataset = loaded(name)
    flat = dataset.x.reshape(-1, dataset.x.shape[-1]) if dataset.kind != "image" else dataset.x.reshape(-1, 1)
    assert (np.nanmax(flat, axis=0) > np.nanmin(flat, axis=0)).all()


@every_name
def test_labels_fit_their_task(name: str) -> None:
    dataset = loaded(name)
    assert dataset.y is not None
    assert dataset.y.shape == (len(dataset),)
    assert dataset.target_name
    if dataset.task == "classification":
        assert dataset.y.dtype == np.int64
        assert set(np.unique(dataset.y)) == set(range(len(dataset.class_names)))
        assert len(set(dataset.class_names)) == len(dataset.class_names)
    else:
        assert dataset.y.dtype == np.float32
        assert dataset.class_names == ()
        assert dataset.y.std() > 0


@every_name
def test_the_authors_test_set_holds_every_class(name: str) -> None:
    dataset = loaded(name)
    assert 0 <= dataset.test_rows < len(dataset) / 2
    if dataset.test_rows:
        assert dataset.y is not None
        assert set(dataset.y[-dataset.test_rows :]) == set(range(len(dataset.class_names)))


@every_name
def test_it_splits_into_parts_that_a_network_can_take(name: str) -> None:
    dataset = loaded(name)
    parts = split(dataset)
    assert parts.validation is not None
    assert parts.test is not None
    assert len(parts.train.x) + len(parts.validation.x) + len(parts.test.x) == len(dataset)
    for part in (parts.train, parts.validation, parts.test):
        assert part.x.dtype == np.float32
        assert part.x.shape[1:] == dataset.x.shape[1:]
        assert np.isfinite(part.x).all()
    if dataset.ordered:
        assert parts.test_rows is not None
        assert parts.train_rows.max() < parts.test_rows.min()


@every_name
def test_the_same_data_come_each_time(name: str) -> None:
    first = loaded(name)
    assert load(name).fingerprint == first.fingerprint


@pytest.mark.parametrize("name", GENERATED)
def test_a_generator_obeys_its_seed_and_its_size(name: str) -> None:
    from importlib import import_module

    generate = getattr(import_module(f"handsonn.data.datasets.{name}"), name)
    assert generate(seed=0).fingerprint == loaded(name).fingerprint
    assert generate(samples=200, seed=3).fingerprint == generate(samples=200, seed=3).fingerprint
    assert generate(samples=200, seed=3).fingerprint != generate(samples=200, seed=4).fingerprint
    assert len(generate(samples=200)) == 200
    assert generate(samples=200, noise=0.01).fingerprint != generate(samples=200, noise=0.02).fingerprint
