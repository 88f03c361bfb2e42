import logging
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_digits

from handsonn.errors import LatentError
from handsonn.latent.maps.make_map import make_map
from handsonn.latent.maps.method import Task
from handsonn.latent.maps.numba_library import FEW, few_threads
from handsonn.latent.maps.pacmap import near_pairs
from handsonn.latent.neighbours import SharedNeighbours

DIGITS = (load_digits().data[:400] / 16).astype(np.float32)


def task_of(codes: Any) -> Task:
    return Task(codes, 2, 0, {}, SharedNeighbours(codes))


def test_the_near_pairs_are_those_that_the_library_would_choose(monkeypatch: pytest.MonkeyPatch) -> None:
    from pacmap import pacmap as inner

    found = SharedNeighbours(DIGITS)(60)
    monkeypatch.setattr(inner, "_RANDOM_STATE", 0, raising=False)
    monkeypatch.setattr(inner, "compute_nearest_neighbors", lambda *_: (None, found.indices, found.distances))
    theirs, *_ = inner.generate_pair(DIGITS.copy(), 10, 5, 20, verbose=False)
    ours = near_pairs(task_of(DIGITS), 10)
    assert ours.dtype == np.int32
    assert np.array_equal(ours[:, 0], theirs[:, 0])
    for sample in range(400):
        rows = slice(10 * sample, 10 * sample + 10)
        assert set(ours[rows, 1]) == set(theirs[rows, 1])


def test_too_few_samples_for_the_pairs_are_a_sentence() -> None:
    with pytest.raises(LatentError, match=r"35 codes are too few for PaCMAP with k = 10, .* 36 or more"):
        make_map(DIGITS[:35], "pacmap")
    assert np.isfinite(make_map(DIGITS[:36], "pacmap").positions).all()
    assert np.isfinite(make_map(DIGITS[:12], "pacmap", k=3).positions).all()


def test_a_missing_library_is_a_sentence_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pacmap", None)
    with pytest.raises(LatentError, match=r"needs the library pacmap, .*pip install 'handsonn\[maps\]'"):
        make_map(DIGITS, "pacmap")


def test_few_samples_take_one_thread_and_leave_the_others_as_they_were() -> None:
    import numba

    before = numba.get_num_threads()
    with few_threads(FEW):
        assert numba.get_num_threads() == 1
    with few_threads(FEW + 1):
        assert numba.get_num_threads() == before
    assert numba.get_num_threads() == before


def test_the_largest_seed_is_taken() -> None:
    assert np.isfinite(make_map(DIGITS, "pacmap", seed=2**32 - 1).positions).all()


def test_codes_of_one_number_stay_on_a_line() -> None:
    made = make_map(np.linspace(0, 1, 60)[:, None], "pacmap", dimensions=3)
    assert (made.positions[:, 1:] == 0).all()


def test_what_the_library_warns_of_is_not_said_but_its_errors_are(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_map(DIGITS[:60], "pacmap", cache=tmp_path)
    assert caplog.records == []
    logging.getLogger("pacmap.pacmap").error("it went wrong")
    assert [record.message for record in caplog.records] == ["it went wrong"]
