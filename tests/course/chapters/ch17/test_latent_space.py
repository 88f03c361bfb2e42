"""What the lab "latent_space" teaches, held against its own measurements."""

from typing import Any

import numpy as np
import pytest

from handsonn.course.chapters.ch17_latent_codes.experiments import code_sizes, generating, map_measures, walks
from handsonn.course.chapters.ch17_latent_codes.experiments.map_outcome import map_parameters
from handsonn.course.chapters.ch17_latent_codes.experiments.walk_outcome import two_of
from handsonn.course.chapters.ch17_latent_codes.labs import latent_space as lab
from handsonn.course.live import Outcome, QuietWatch
from handsonn.data.datasets import hidden9
from handsonn.errors import Stopped
from handsonn.latent.neighbours import nearest


def size(data: str, latent_dim: int) -> Outcome:
    return lab.size_of_code({"data": data, "latent_dim": latent_dim}, QuietWatch())


def draw(way: str, latent_dim: int = 8) -> Outcome:
    return lab.draw_digits({"way": way, "latent_dim": latent_dim, "seed": 0}, QuietWatch())


def walk(**changes: Any) -> Outcome:
    settings = {"way": "straight", "map": "pca", "seed": 0, "pair": (lab.START, lab.END)}
    return lab.walk_between({**settings, **changes}, QuietWatch())


def map_of(seed: int, method: str, **parameters: float) -> map_measures.Measures:
    return lab.measured_map(seed, method, tuple(parameters.items()))


def test_the_error_falls_to_the_noise_floor_at_nine_numbers_and_not_before() -> None:
    outcome = size("hidden9", 9)
    assert outcome.answer == 1
    eight, nine, ten = (lab.held_out_errors("hidden9", each) / lab.FLOOR for each in (8, 9, 10))
    # Of every seed: eight numbers leave dozens of times the floor, nine no more than a few, ten no less.
    assert eight.min() > 20
    assert 1 < nine.min() < nine.max() < 4
    assert ten.min() > nine.max() / 1.5
    assert outcome.facts["before"] > 8
    assert 0.9 < outcome.facts["after"] < 1.2
    assert outcome.facts["pca"] > 40 * outcome.facts["error"]
    assert outcome.notice[1].endswith("This is the knee.")
    assert "is what the true surface of 9 factors leaves of the noise" in outcome.notice[2]


def test_the_floor_is_what_the_true_surface_leaves_of_held_out_samples() -> None:
    # Each sample is moved along the surface that its features were made by until nothing is gained any more.
    new, scale = lab.hidden9.validation.x, lab.hidden9.preparation
    factors = np.random.default_rng(0).uniform(-1.0, 1.0, (5_000, hidden9.FACTORS))
    made = hidden9.features_of(factors) * scale.multiply + scale.add
    near = nearest(made.astype(np.float32), 1, new).indices[:, 0]
    assert len(set(near.tolist())) == len(new)  # its own factors, less the noise
    places = factors[near]
    for _ in range(6):
        left = new - (hidden9.features_of(places) * scale.multiply + scale.add)
        slopes = np.stack([slope(places, at) * scale.multiply for at in range(hidden9.FACTORS)], axis=2)
        places += np.stack([np.linalg.lstsq(a, b)[0] for a, b in zip(slopes, left, strict=True)])
    left = new - (hidden9.features_of(places) * scale.multiply + scale.add)
    assert np.mean(left**2) == pytest.approx(lab.FLOOR, rel=0.03)


def slope(factors: np.ndarray, at: int) -> np.ndarray:
    """Tell how the features change with one factor, by a small step both ways."""
    step = np.zeros(hidden9.FACTORS)
    step[at] = 1e-4
    return np.asarray((hidden9.features_of(factors + step) - hidden9.features_of(factors - step)) / 2e-4)


def test_each_seed_is_drawn_as_it_comes_and_a_newer_wish_ends_the_training() -> None:
    shown: list[int] = []

    class TwoSeeds(QuietWatch):
        def show(self, outcome: Outcome) -> None:
            shown.append(len(outcome.seeds))
            assert outcome.notice == (f"Trained from {len(outcome.seeds)} of 5 seeds so far.",)

        def check(self) -> None:
            if len(shown) == 2:
                raise Stopped("another wish came.")

    with pytest.raises(Stopped):
        lab.size_of_code({"data": "digits", "latent_dim": 1}, TwoSeeds())
    assert shown == [1, 2]
    assert ("digits", 1) not in lab.TRAINED


@pytest.mark.parametrize(
    ("before", "after", "expected"), [(1.1, 1.0, 0), (8.0, 1.1, 1), (8.0, 5.0, 2), (float("nan"), 1.0, None)]
)
def test_the_answer_follows_the_fall_before_and_after(
    before: float, after: float, expected: int | None
) -> None:
    assert code_sizes.knee_answer(before, after) == expected


def test_a_fall_is_told_only_where_both_sizes_were_measured() -> None:
    errors = {2: np.array([0.4, 0.4]), 3: np.array([0.1, 0.1])}
    assert code_sizes.folds(errors, 3, (1, 2, 3)) == pytest.approx((4, float("nan")), nan_ok=True)
    assert code_sizes.fold_words(errors, 3, (1, 2, 3)) == (
        "The error changes from 2 to 3 numbers by a factor of 0.25."
    )
    assert code_sizes.fold_words({1: np.ones(2)}, 1, (1, 2)) == ""
    assert code_sizes.beside(1, (1, 2, 3)) == (2,)
    assert code_sizes.beside(2, (1, 2, 3)) == (1, 3)


def test_pca_beside_the_autoencoder_is_that_of_scikit_learn() -> None:
    from sklearn.decomposition import PCA

    generator = np.random.default_rng(0)
    train, new = (
        generator.normal(size=(count, 5)) @ generator.normal(size=(5, 5)) + 3.0 for count in (60, 40)
    )
    fitted = PCA(2).fit(train)
    rebuilt = fitted.inverse_transform(fitted.transform(new))
    ours = code_sizes.pca_errors(train, new, (2, 5))
    assert ours == pytest.approx([np.mean((new - rebuilt) ** 2), 0.0], abs=1e-9)
    assert code_sizes.pca_rebuilt(train, new, 2) == pytest.approx(rebuilt)


@pytest.mark.parametrize(
    ("pca", "words"),
    [(0.4, "2.0 times as much."), (0.05, "less than any seed's."), (0.2, "within the range over the seeds.")],
)
def test_pca_is_compared_with_every_seed(pca: float, words: str) -> None:
    assert code_sizes.pca_words(1, np.array([0.1, 0.2, 0.3]), pca, "so much").endswith(words)


def test_eight_numbers_beat_eight_components_on_digits() -> None:
    assert len(lab.held_out_errors("digits", lab.SIZE)) == 5
    outcome = lab.sizes_so_far("digits", lab.SIZE)
    assert outcome.facts["error"] < outcome.facts["pca"] / 1.5
    assert outcome.answer is None
    assert set(outcome.pictures) == {"errors", "beside"}
    assert outcome.pictures["beside"].pixels.shape == (3 * 8, 8, 8)  # type: ignore[attr-defined]


def test_each_map_beats_its_shuffled_points_and_t_sne_keeps_the_most_neighbours() -> None:
    pca, lle, tsne = map_of(0, "pca"), map_of(0, "lle", k=12, reg=0.1), map_of(0, "tsne", perplexity=30.0)
    assert 0.05 > pca.shuffled[0] < pca.kept < lle.kept < tsne.kept
    assert map_measures.kept_answer(tsne.kept) == 1
    assert pca.shuffled[1] == pytest.approx(0.5, abs=0.05)


def test_lle_collapses_with_little_regularisation() -> None:
    collapsed = [map_of(seed, "lle", k=12, reg=0.001) for seed in range(3)]
    sound = [map_of(seed, "lle", k=12, reg=0.1) for seed in range(3)]
    for bad, good in zip(collapsed, sound, strict=True):
        assert bad.kept < good.kept
        assert bad.trust < good.trust - 0.05
    assert "a collapsed map" in map_measures.shape_words(collapsed)
    assert "collapsed" not in map_measures.shape_words(sound)
    assert map_measures.centre_words(sound[:1], []).endswith("as each other.")


def test_gaps_between_clusters_are_no_distances_and_clusters_no_classes() -> None:
    tsne = map_of(0, "tsne", perplexity=30.0)
    assert tsne.ratio > 2
    assert 0 < tsne.strangers < map_of(0, "pca").strangers


def test_samples_among_another_class_are_counted() -> None:
    positions = np.repeat([[0.0, 0.0], [9.0, 9.0]], 30, axis=0) + np.random.default_rng(0).normal(
        size=(60, 2)
    )
    labels = np.repeat([0, 1], 30)
    assert map_measures.strangers(positions, labels) == 0
    labels[:3] = 1
    assert map_measures.strangers(positions, labels) == pytest.approx(3 / 60)
    assert map_measures.centre_distances(np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([0, 1])) == [5]


def test_a_method_gets_its_own_parameters_only() -> None:
    settings = {"k": 12, "reg": 0.01, "perplexity": 30}
    assert map_parameters({**settings, "method": "pca"}) == ()
    assert map_parameters({**settings, "method": "tsne"}) == (("perplexity", 30.0),)
    assert map_parameters({**settings, "method": "lle"}) == (("k", 12), ("reg", 0.01))


def test_the_straight_walk_strays_less_than_the_arc_from_every_seed() -> None:
    outcome = walk()
    assert outcome.answer == 0
    for seed in lab.SEEDS:
        middle = lab.halfway(seed)
        assert middle.ends < middle.straight < middle.spherical
        assert middle.walk < middle.mix
        assert middle.bend > 0.2


def test_a_walk_begins_and_ends_at_the_digits_that_were_clicked() -> None:
    path, frames, trips = lab.walk(0, (3, 5), "spherical")
    codes = lab.digit_codes(0)
    assert path[[0, -1]] == pytest.approx(codes[[3, 5]], abs=1e-5)
    assert frames.shape == (walks.STEPS, 8, 8)
    assert trips.shape == (walks.STEPS,)
    assert walk(pair=(3, 5)).pictures["map"].picked == (3, 5)  # type: ignore[attr-defined]


def test_pixels_fade_evenly() -> None:
    mixed = walks.pixel_mixes(np.zeros((2, 2)), np.ones((2, 2)), steps=3)
    assert mixed[:, 0, 0].tolist() == [0, 0.5, 1]


@pytest.mark.parametrize(
    ("picked", "pair"), [((4, 7), (4, 7)), ((4,), (4, 2)), ((), (1, 2)), ((2,), (2, 1)), ((5, 5), (5, 2))]
)
def test_a_walk_has_two_ends_after_one_click_too(picked: tuple[int, ...], pair: tuple[int, int]) -> None:
    assert two_of(picked, start=1, end=2) == pair


def test_the_way_that_strays_less_is_told_only_where_all_seeds_agree() -> None:
    low, high, mixed = np.array([1.0, 1.0]), np.array([2.0, 2.0]), np.array([0.5, 2.0])
    assert [walks.way_answer(*both) for both in ((low, high), (high, low), (low, mixed))] == [0, 1, 2]
    assert walks.way_words(low, mixed, 0.1, 300).endswith("which strays less depends on the seed.")
    assert "is not nearer to a real digit from 2 of 2 seeds" in walks.mix_words(high, low)
    assert walks.jump_words(0, "t-SNE", "straight").endswith("does not jump.")
    assert walks.jump_words(1, "t-SNE", "straight").endswith(
        "once, though its 8 steps in the code are equal."
    )
    assert walks.jump_words(2, "t-SNE", "spherical").endswith(
        "2 times, though its 8 steps in the code hardly differ."
    )


def test_a_straight_walk_is_straight_and_even_on_the_pca_map_and_the_arc_does_not_jump_there() -> None:
    for seed in lab.SEEDS:
        path = walk(seed=seed, pair=(3, 5)).pictures["map"].path  # type: ignore[attr-defined]
        steps = np.diff(path, axis=0)
        assert steps == pytest.approx(np.tile(steps.mean(axis=0), (8, 1)), abs=1e-4)
        outcome = walk(seed=seed, pair=(3, 5), way="spherical")
        assert outcome.facts["jumps"] == 0
        assert "The straight walk's middle, over these pairs," in outcome.notice[1]


def test_the_steps_of_an_arc_hardly_differ() -> None:
    lengths = [
        np.linalg.norm(np.diff(lab.walk(seed, (3, 5), "spherical")[0], axis=0), axis=1) for seed in lab.SEEDS
    ]
    assert max(each.max() / each.min() for each in lengths) < 2


def test_numbers_drawn_alone_make_no_digits_and_a_fitted_density_does() -> None:
    outcome = draw("bell")
    assert outcome.answer == 2
    facts = outcome.facts
    assert facts["far_copies"] < generating.NEAR < facts["far_density"]
    assert facts["far_density"] < facts["far_prior"] < facts["far_bell"]
    assert facts["trip_density"] < facts["trip_bell"]
    assert "copying" in draw("copies").notice[0]
    assert draw("density").answer is None


def test_every_seed_agrees_on_the_fitted_density() -> None:
    far = {
        way: [np.median(one.far) for one in lab.drawn_digits(way, lab.SIZE)] for way in ("density", "bell")
    }
    assert max(far["density"]) < min(far["bell"])


@pytest.mark.parametrize(("far", "expected"), [(0.6, 0), (1.0, 1), (1.25, 1), (1.4, 2)])
def test_the_answer_follows_the_distance(far: float, expected: int) -> None:
    assert generating.far_answer(far) == expected


def test_copies_lie_near_the_codes_of_real_samples_and_draws_repeat() -> None:
    codes = np.random.default_rng(1).normal(size=(300, 4)).astype(np.float32)
    copies = generating.draw_codes("copies", codes, 50)
    nearest = np.linalg.norm(copies[:, None] - codes, axis=2).min(axis=1)
    assert nearest.max() < 0.3
    for way in generating.WAYS:
        drawn = generating.draw_codes(way, codes, 50)
        assert drawn.shape == (50, 4)
        assert drawn.dtype == np.float32
        assert np.array_equal(drawn, generating.draw_codes(way, codes, 50))
