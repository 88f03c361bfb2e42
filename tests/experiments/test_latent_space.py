"""hn.latent_space, on small data: what it gives, what it keeps apart, and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers
from sklearn.decomposition import PCA

import handsonn as hn
from handsonn.errors import (
    DataError,
    HandsonnError,
    LatentError,
    ModelError,
    Stopped,
    UnknownName,
    UsageError,
)
from handsonn.experiments.latent_denoising import noise_removed
from handsonn.experiments.latent_errors import error_by_latent_dim
from handsonn.experiments.latent_space import LatentSpace, latent_space
from handsonn.records import Dataset


def table(samples: int = 120, **changed: Any) -> Dataset:
    """Two classes of five features that lie near a plane."""
    generator = np.random.default_rng(0)
    y = np.arange(samples) % 2
    plane = generator.normal(size=(samples, 2)) + 4 * y[:, None]
    x = plane @ generator.normal(size=(2, 5)) + generator.normal(0, 0.1, (samples, 5))
    known = Dataset("table", x.astype("float32"), y, "classification", class_names=("low", "high"))
    return replace(known, **changed)


@pytest.fixture(scope="module")
def space() -> LatentSpace:
    return latent_space(table(), 2, layers=(8,), epochs=60, seed=1)


@pytest.fixture(scope="module")
def variational() -> LatentSpace:
    return latent_space(table(), 2, kind="variational", layers=(8,), epochs=40)


def test_every_sample_gets_a_code_and_a_fifth_is_held_out(space: LatentSpace) -> None:
    assert space.codes.shape == (120, 2)
    assert len(space.data.held_out_rows) == 24
    assert not set(space.data.train_rows) & set(space.data.held_out_rows)
    assert space.labels is space.dataset.y
    assert len(space.history["val_mse"]) == 60
    assert repr(space).startswith("LatentSpace(table: 120 codes of 2 numbers, a dense autoencoder; held-out")


def test_errors_are_of_the_reconstructions_and_the_held_out_ones_stand_apart(
    space: LatentSpace,
) -> None:
    by_hand = ((space.decoder.predict(space.codes, verbose=0) - space.data.samples) ** 2).mean(axis=1)
    np.testing.assert_allclose(space.errors, by_hand, rtol=1e-4, atol=1e-6)
    assert space.held_out_error == pytest.approx(by_hand[space.data.held_out_rows].mean(), rel=1e-4)
    assert space.train_error == pytest.approx(space.history["mse"][-1], rel=0.5)
    assert space.history["val_mse"][-1] == pytest.approx(space.held_out_error, rel=1e-3)
    np.testing.assert_allclose(space.in_own_units(space.data.samples), space.dataset.x, atol=1e-4)


def test_the_same_seed_gives_the_same_codes_and_another_one_others(space: LatentSpace) -> None:
    again = latent_space(table(), 2, layers=(8,), epochs=60, seed=1)
    np.testing.assert_array_equal(again.codes, space.codes)
    other = latent_space(table(), 2, layers=(8,), epochs=60, seed=2)
    assert not np.allclose(other.codes, space.codes)


def test_a_linear_autoencoder_reaches_the_error_of_pca_and_not_less() -> None:
    found = latent_space(table(400), 2, layers=(), epochs=300, learning_rate=0.02)
    train = found.data.train
    pca = PCA(2).fit(train)
    best = np.mean((pca.inverse_transform(pca.transform(train)) - train) ** 2)
    # Baldi and Hornik 1989: among linear maps through two numbers, PCA's plane has the least error.
    assert best * 0.999 < found.train_error < best * 1.02


def test_walks_decode_from_one_sample_or_class_centre_to_another(space: LatentSpace) -> None:
    walk = space.interpolate(3, 17, steps=5)
    np.testing.assert_array_equal(walk.codes[[0, -1]], space.codes[[3, 17]])
    np.testing.assert_allclose(walk.samples, space.decode(walk.codes))
    assert walk.samples.shape == (5, 5)
    centres = space.interpolate("low", "high", steps=2).codes
    train = space.data.train_rows[space.dataset.y[space.data.train_rows] == 1]  # type: ignore[index]
    np.testing.assert_allclose(centres[1], space.codes[train].mean(axis=0), atol=1e-5)
    arc = space.interpolate(np.array([1.0, 0]), np.array([0, 1.0]), steps=3, spherical=True)
    np.testing.assert_allclose(np.linalg.norm(arc.codes, axis=1), 1, atol=1e-6)


def test_arithmetic_traversal_and_one_code(space: LatentSpace) -> None:
    np.testing.assert_allclose(space.arithmetic(4, 4, 9).codes[0], space.codes[9], atol=1e-5)
    assert np.ptp(space.traverse(1, steps=4).codes, axis=0)[0] == 0
    np.testing.assert_allclose(space.decode(space.codes[7]), space.reconstruct([7]), atol=1e-6)
    np.testing.assert_allclose(space.residuals([7]), space.reconstruct([7]) - space.data.samples[[7]])


def test_the_round_trip_is_small_on_the_data_and_large_far_away(space: LatentSpace) -> None:
    near = np.median(space.round_trip(space.codes))
    assert near < np.median(space.round_trip(space.codes + 20 * space.codes.std())) / 3
    by_hand = np.linalg.norm(space.encode(space.decode(space.codes[:1]))[0] - space.codes[0])
    spread = np.sqrt(((space.codes - space.codes.mean(axis=0)) ** 2).sum(axis=1).mean())
    assert space.round_trip(space.codes[0])[0] == pytest.approx(by_hand / spread, rel=1e-3)


def test_generated_samples_lie_where_the_data_are_and_copies_show(space: LatentSpace) -> None:
    drawn = space.generate(200, seed=3)
    np.testing.assert_array_equal(drawn.codes, space.generate(200, seed=3).codes)
    centres = [drawn.codes.mean(axis=0), space.codes[space.data.train_rows].mean(axis=0)]
    np.testing.assert_allclose(*centres, atol=0.3 * space.codes.std())
    real = space.nearest_real(space.data.train[:6], k=2)
    np.testing.assert_array_equal(real.rows[:, 0], space.data.train_rows[:6])
    np.testing.assert_allclose(real.distances[:, 0], 0, atol=1e-3)
    assert np.median(space.nearest_real(drawn.samples).distances) > 0.1 * real.typical > 0


def test_a_variational_one_draws_from_its_prior(variational: LatentSpace) -> None:
    drawn = variational.generate(2_000, seed=1)
    np.testing.assert_allclose(drawn.codes.mean(axis=0), 0, atol=0.1)
    np.testing.assert_allclose(drawn.codes.std(axis=0), 1, atol=0.1)
    assert variational.is_variational
    assert "val_mse" in variational.history


def test_a_map_is_made_once(space: LatentSpace) -> None:
    first = space.map("pca")
    assert first.positions.shape == (120, 2)
    assert space.map("pca") is first
    assert space.map("pca", seed=4) is not first
    assert len(space.maps) == 2


def test_labels_separate_in_the_codes_of_two_far_classes(space: LatentSpace) -> None:
    found = space.separation()
    assert found.codes.value > 0.9
    assert found.samples == 120


def own_parts() -> tuple[Any, Any]:
    keras.utils.set_random_seed(0)
    encoder = keras.Sequential([keras.Input((5,)), layers.Dense(3)])
    return encoder, keras.Sequential([keras.Input((3,)), layers.Dense(5)])


def test_the_learners_own_parts_are_trained_or_taken_as_they_are() -> None:
    encoder, decoder = own_parts()
    before = latent_space(table(), encoder=encoder, decoder=decoder, epochs=0)
    error = before.held_out_error
    assert before.history == {}
    trained = latent_space(table(), encoder=encoder, decoder=decoder, epochs=40)
    assert trained.encoder is encoder
    assert trained.latent_dim == 3
    assert trained.held_out_error < 0.5 * error
    alone = latent_space(table(), encoder=encoder)
    np.testing.assert_array_equal(alone.codes, trained.codes)
    with pytest.raises(LatentError, match="is your own encoder, so nothing turns a code back"):
        alone.decode(alone.codes)


def test_a_layer_of_a_run_gives_codes_and_only_unseen_samples_judge_them(tmp_path: Path) -> None:
    from handsonn.experiments import open_run
    from handsonn.journal import Journal

    data = table(300)
    run = hn.Experiment(data, layers=(6,), epochs=2, validation=0.1).run()
    name = run.model.layers[0].name
    found = latent_space(None, model=run, layer=name)
    assert found.codes.shape == (300, 6)
    np.testing.assert_array_equal(found.data.held_out_rows, run.data.split.test_rows)
    assert found.separation().samples == len(run.data.split.test_rows)
    assert found.decoder is None
    assert "the layer" in repr(found)
    journal = Journal(tmp_path)
    kept = open_run(journal, run.keep(journal, report=False).name)
    again = latent_space(data, model=kept, layer=name)
    np.testing.assert_array_equal(again.data.train_rows, found.data.train_rows)
    np.testing.assert_allclose(again.codes, found.codes, atol=1e-5)
    bare = latent_space(data, model=run.model, layer=name)
    assert bare.codes.shape == (300, 6)
    with pytest.raises(DataError, match="is not, sample for sample, what the run was trained on"):
        latent_space(table(299), model=run, layer=name)
    with pytest.raises(DataError, match="is not, sample for sample"):
        latent_space(table(299), model=kept, layer=name)
    with pytest.raises(UsageError, match="a kept run does not hold its samples"):
        latent_space(None, model=kept, layer=name)


def test_a_training_can_be_watched_and_stopped() -> None:
    told: list[int] = []
    found = latent_space(
        table(), 2, layers=(8,), epochs=60, seed=1,
        sink=lambda facts: told.append(facts.epoch), should_stop=lambda: bool(told),
    )  # fmt: skip
    assert found.ended == "interrupted"
    assert told == [0]
    assert np.isfinite(found.held_out_error)


def test_saving_writes_all_of_it_and_the_script_finds_the_same_codes(
    space: LatentSpace, tmp_path: Path
) -> None:
    folder = space.save(tmp_path / "a" / "space")
    record = json.loads((folder / "latent_space.json").read_text(encoding="utf-8"))
    assert record["held_out_error"] == pytest.approx(space.held_out_error)
    assert record["settings"]["seed"] == 1
    with np.load(folder / "codes.npz") as kept:
        np.testing.assert_array_equal(kept["codes"], space.codes)
        np.testing.assert_array_equal(kept["labels"], space.labels)
    decoder = hn.load_model(folder / "decoder.keras")
    np.testing.assert_allclose(decoder.predict(space.codes, verbose=0), space.reconstruct(), atol=1e-5)
    subprocess.run([sys.executable, str(folder / "train.py")], check=True, capture_output=True)
    encoder = hn.load_model(folder / "encoder.keras")  # the script has written it anew
    np.testing.assert_allclose(encoder.predict(space.data.samples, verbose=0), space.codes, atol=1e-4)
    with pytest.raises(UsageError, match="exists already and would be written over"):
        space.save(folder)
    space.save(folder, overwrite=True)
    assert {path.name for path in folder.parent.iterdir()} == {"space"}


def test_what_is_no_latent_space_is_never_replaced(space: LatentSpace, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="holds other things than a latent space"):
        space.save(tmp_path / "mine", overwrite=True)
    with pytest.raises(HandsonnError, match="could not be written into"):
        space.save(tmp_path / "mine" / "notes.txt" / "space")
    assert (tmp_path / "mine" / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_an_earlier_folder_comes_back_when_the_disk_refuses_the_new_one(
    space: LatentSpace, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder = space.save(tmp_path / "space")
    request.getfixturevalue("new_folder_refused")
    with pytest.raises(HandsonnError, match=r"could not be written into .*No space left on device"):
        space.save(folder, overwrite=True)
    assert (folder / "codes.npz").is_file()


def test_unlabelled_and_one_sided_data_are_encoded_all_the_same() -> None:
    for data in (table(60, y=None, task="unlabelled", class_names=()), table(60, y=np.zeros(60, int))):
        assert latent_space(data, 2, layers=(), epochs=1).codes.shape == (60, 2)


def test_without_classes_there_are_no_centres_and_no_separation() -> None:
    bare = latent_space(table(60, y=None, task="unlabelled", class_names=()), 2, layers=(), epochs=1)
    with pytest.raises(LatentError, match="table has no classes, so there is no centre of 'low'"):
        bare.interpolate("low", 2)
    with pytest.raises(LatentError, match="table has no classes, so there is nothing to tell apart"):
        bare.separation()


def test_a_constant_feature_is_given_back_as_it_is() -> None:
    x = table().x.copy()
    x[:, 3] = 7.0
    found = latent_space(table(x=x), 2, layers=(), epochs=5)
    assert np.isfinite(found.codes).all()
    np.testing.assert_allclose(found.in_own_units(found.data.samples)[:, 3], 7.0)


def nan_table() -> Dataset:
    x = table().x.copy()
    x[4, 2] = np.nan
    return table(x=x)


def test_gaps_are_filled_where_asked(tmp_path: Path) -> None:
    found = latent_space(replace(nan_table(), missing="mean"), 2, layers=(), epochs=1)
    assert np.isfinite(found.codes).all()
    assert found.save(tmp_path / "space").is_dir()


REFUSED: list[tuple[dict[str, Any], type[HandsonnError], str]] = [
    ({"data": nan_table()}, DataError, "x is missing .NaN. in sample"),
    ({"data": table(x=np.ones((120, 5), "float32"))}, DataError, "training samples are the same"),
    (
        {"data": table(5), "latent_dim": 4},
        DataError,
        "has 4 training samples; a code of 4 numbers",
    ),
    ({"latent_dim": 6}, UsageError, "latent_dim is 6, but a sample has only 5 numbers"),
    ({"epochs": -1}, UsageError, "epochs is -1; it counts"),
    ({"batch_size": 0}, UsageError, "batch_size is 0; it counts"),
    ({"seed": -1}, UsageError, "seed is -1"),
    ({"kind": "desne"}, UnknownName, "did you mean 'dense'"),
    ({"data": None}, UsageError, "no data were given"),
    ({"test": 0}, DataError, "some samples must be held out"),
    ({"layer": "dense"}, UsageError, "give the network as model="),
    ({"model": 3}, UsageError, "model= needs layer="),
    ({"model": 3, "layer": "a"}, ModelError, "model is a int"),
    (
        {"model": 3, "layer": "a", "epochs": 3},
        UsageError,
        "epochs is for the autoencoder that",
    ),
    ({"decoder": own_parts()[1]}, UsageError, "a decoder was given without an encoder"),
    ({"data": None, "model": own_parts()[0], "layer": "x"}, ModelError, "has no layer 'x'"),
]


@pytest.mark.parametrize(("wrong", "kind", "sentence"), REFUSED)
def test_what_cannot_be_encoded_is_refused_in_a_sentence(
    wrong: dict[str, Any], kind: type[HandsonnError], sentence: str
) -> None:
    with pytest.raises(kind, match=sentence):
        latent_space(**{"data": table(), "latent_dim": 2, **wrong})


def test_a_network_without_data_and_codes_that_are_not_finite_are_refused() -> None:
    encoder, _ = own_parts()
    with pytest.raises(UsageError, match="give the samples to encode"):
        latent_space(None, model=encoder, layer=encoder.layers[0].name)
    encoder.layers[0].set_weights([np.full((5, 3), np.nan), np.zeros(3)])
    with pytest.raises(ModelError, match="codes that are not finite"):
        latent_space(table(), encoder=encoder)


def test_questions_that_have_no_answer_are_refused(space: LatentSpace) -> None:
    with pytest.raises(LatentError, match="there is no sample 120; rows go from 0 to 119"):
        space.interpolate(0, 120)
    with pytest.raises(UnknownName, match="no class called 'hig'; did you mean 'high'"):
        space.interpolate("low", "hig")
    with pytest.raises(LatentError, match="here a code has 2 numbers"):
        space.decode(np.zeros((4, 3)))
    with pytest.raises(LatentError, match="count is 0; give how many"):
        space.generate(0)
    rows = {"train_rows": np.arange(0, 120, 2), "held_out_rows": np.arange(1, 9, 2)}
    lonely = replace(space, data=replace(space.data, **rows))
    with pytest.raises(LatentError, match="no training sample is of class 'high'"):
        lonely.interpolate("low", "high")
    alone = latent_space(table(), encoder=own_parts()[0])
    with pytest.raises(LatentError, match="so no training of ours made it"):
        alone.script()


def test_the_curve_falls_to_the_size_of_the_plane_next_to_pca() -> None:
    told: list[float] = []
    curve = error_by_latent_dim(
        table(300), [2, 1], range(2), layers=(), epochs=200, learning_rate=0.02,
        told=lambda share, _: told.append(share),
    )  # fmt: skip
    assert curve.dims == (1, 2)
    assert curve.errors.shape == (2, 2)
    low, high = curve.bands
    assert (low <= curve.means).all()
    assert (curve.means <= high).all()
    assert high[1] < 0.2 * low[0]
    np.testing.assert_allclose(curve.means, curve.pca, rtol=0.25)
    assert curve.noise_floor is None
    assert told == [0.0, 0.5, 1.0]


def test_a_curve_of_nothing_and_a_stopped_one_are_refused() -> None:
    with pytest.raises(UsageError, match=r"latent_dims are .*; give at least one whole number"):
        error_by_latent_dim(table(), [])
    with pytest.raises(Stopped, match="stopped before all sizes were trained"):
        error_by_latent_dim(table(), [1], range(1), layers=(), epochs=2, should_stop=lambda: True)


def test_noise_across_the_plane_is_removed_by_the_code_and_by_pca() -> None:
    found = noise_removed(table(300), 2, 0.5, range(2), layers=(), epochs=800)
    assert found.nothing == pytest.approx(0.25, rel=0.2)
    # Two of five directions are kept, and with them two fifths of the noise.
    assert found.pca == pytest.approx(0.1, rel=0.35)
    assert (found.autoencoder < 0.6 * found.nothing).all()
    assert (found.pca_best <= found.pca * 1.1).all()
    assert found.examples.shape == (3, 10, 5)


def test_removing_noise_can_be_stopped_and_needs_a_seed() -> None:
    with pytest.raises(UsageError, match="no seeds were given"):
        noise_removed(table(), 2, seeds=())
    with pytest.raises(Stopped, match="stopped before all seeds were trained"):
        noise_removed(table(300), 2, seeds=(0,), layers=(), epochs=800, should_stop=lambda: True)
