"""The sparse road to the axes against the dense one, which is the definition."""

import sys
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy.spatial import procrustes
from sklearn.datasets import load_digits

from handsonn.errors import LatentError, Stopped
from handsonn.latent.maps import lle_axes
from handsonn.latent.maps.lle_axes import bottom_axes
from handsonn.latent.maps.lle_inverse import nested_order, pseudo_inverse
from handsonn.latent.maps.lle_weights import mismatch, mixing_weights
from handsonn.latent.maps.method import QUIET
from handsonn.latent.neighbours import nearest

DIGITS = load_digits().data[:700].astype(np.float32)


class Listener:
    def __init__(self, stop_at: str = "") -> None:
        self.heard: list[tuple[float, str]] = []
        self._stop_at = stop_at

    def progress(self, share: float, sentence: str) -> None:
        self.heard.append((share, sentence))

    def should_stop(self) -> bool:
        return bool(self._stop_at and self.heard and self._stop_at in self.heard[-1][1])


def matrix_of(codes: Any, k: int = 12, reg: float = 1e-2) -> Any:
    indices = nearest(codes, k).indices
    return mismatch(indices, mixing_weights(codes, indices, reg, lambda share: None))  # noqa: ARG005


MATRIX = matrix_of(DIGITS)


@pytest.fixture(scope="module")
def exact() -> lle_axes.Axes:
    whole = MATRIX.toarray()
    values, vectors = np.linalg.eigh(whole.T @ whole)
    assert abs(values[0]) < 1e-12
    return lle_axes.Axes(vectors[:, 1:7], values[1:7])


def assert_the_same(axes: lle_axes.Axes, exact: lle_axes.Axes) -> None:
    for drawn in (2, 3):
        assert procrustes(exact.vectors[:, :drawn], axes.vectors[:, :drawn])[2] < 1e-9
    assert np.allclose(axes.values, exact.values, rtol=1e-4)
    assert np.allclose(axes.vectors.mean(axis=0), 0, atol=1e-12)
    assert np.allclose(axes.vectors.T @ axes.vectors, np.eye(6), atol=1e-9)


def test_the_sparse_axes_are_the_exact_ones(exact: lle_axes.Axes) -> None:
    assert len(DIGITS) > lle_axes.DENSE
    assert_the_same(bottom_axes(MATRIX, 3, QUIET), exact)


def test_the_dense_axes_are_the_exact_ones(exact: lle_axes.Axes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lle_axes, "DENSE", 1_000)
    assert_the_same(bottom_axes(MATRIX, 3, QUIET), exact)


def test_without_metis_the_axes_are_the_same(exact: lle_axes.Axes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymetis", None)
    assert nested_order(MATRIX) is None
    assert_the_same(bottom_axes(MATRIX, 3, QUIET), exact)


def test_nested_dissection_keeps_the_factors_sparser() -> None:
    order = nested_order(MATRIX)
    assert order is not None
    assert sorted(order.tolist()) == list(range(len(DIGITS)))
    nested = pseudo_inverse(MATRIX, order, np.float32).factors.nnz
    as_given = pseudo_inverse(MATRIX, np.arange(len(DIGITS)), np.float32).factors.nnz
    assert nested < 0.7 * as_given


def test_equations_too_close_for_single_precision_are_solved_in_double(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    close = matrix_of(DIGITS, reg=1e-5)
    whole = close.toarray()
    _, vectors = np.linalg.eigh(whole.T @ whole)
    listener = Listener()
    monkeypatch.setattr(lle_axes, "WRONG", 1e-5)
    axes = bottom_axes(close, 3, listener)
    assert "Factorising again, in double precision" in [said for _, said in listener.heard]
    assert procrustes(vectors[:, 1:4], axes.vectors[:, :3])[2] < 1e-6


def test_axes_that_nothing_decides_are_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lle_axes, "WRONG", 0.0)
    with pytest.raises(LatentError, match="LLE found no axes for these codes: many directions fit"):
        bottom_axes(MATRIX, 3, QUIET)


def test_an_iteration_that_does_not_end_is_the_same_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from scipy.sparse import linalg

    def endless(*_arguments: Any, **_options: Any) -> None:
        raise linalg.ArpackNoConvergence("No convergence", np.empty(0), np.empty(0))

    monkeypatch.setattr(linalg, "eigsh", endless)
    with pytest.raises(LatentError, match="take a larger reg or another k"):
        bottom_axes(MATRIX, 3, QUIET)


def test_too_little_memory_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from scipy.sparse import linalg

    def full(*_arguments: Any, **_options: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(linalg, "splu", full)
    with pytest.raises(LatentError, match="LLE of 700 codes needs more memory than there is"):
        bottom_axes(MATRIX, 3, QUIET)


def test_the_inverse_undoes_the_matrix() -> None:
    inverse = pseudo_inverse(MATRIX, nested_order(MATRIX), np.float64)
    wanted = np.random.default_rng(0).normal(size=len(DIGITS))
    wanted -= wanted.mean()
    assert np.allclose(inverse(MATRIX.T @ (MATRIX @ wanted)), wanted, atol=1e-6)
    assert np.allclose(MATRIX.T @ inverse.left[np.argsort(inverse.order)], 0, atol=1e-9)


def test_progress_is_told_within_the_iteration_and_stop_is_heard_there() -> None:
    listener = Listener()
    bottom_axes(MATRIX, 3, listener)
    shares = [share for share, _ in listener.heard]
    assert all(before <= after for before, after in pairwise(shares))
    assert len({share for share, said in listener.heard if said == "Turning the axes to the best ones"}) > 10
    stopping = Listener(stop_at="Turning")
    with pytest.raises(Stopped):
        bottom_axes(MATRIX, 3, stopping)
    assert sum("Turning" in said for _, said in stopping.heard) == 1
