"""What concerns UMAP alone; tests/contracts/test_maps.py runs it, since its start is dear in each process."""

import sys
import threading

import numpy as np
import pytest
from sklearn.datasets import load_digits

from handsonn.errors import LatentError, Stopped
from handsonn.latent.maps.make_map import make_map
from handsonn.latent.maps.method import QUIET
from handsonn.latent.maps.numba_library import alone

DIGITS = (load_digits().data[:400] / 16).astype(np.float32)


def test_too_few_samples_for_the_neighbours_are_a_sentence() -> None:
    with pytest.raises(LatentError, match="15 codes are too few for 15 neighbours each"):
        make_map(DIGITS[:15], "umap")


def test_a_missing_library_is_a_sentence_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "umap", None)
    with pytest.raises(LatentError, match=r"needs the library umap-learn, .*pip install 'handsonn\[maps\]'"):
        make_map(DIGITS, "umap")


class Impatient:
    """Waits for a while, then has enough."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def progress(self, share: float, sentence: str) -> None:
        assert share == 0
        self.heard.append(sentence)

    def should_stop(self) -> bool:
        return len(self.heard) >= 2


def test_a_second_map_waits_for_the_first_and_can_be_stopped_meanwhile() -> None:
    inside, done = threading.Event(), threading.Event()

    def first() -> None:
        with alone(QUIET):
            inside.set()
            done.wait(60)

    thread = threading.Thread(target=first)
    thread.start()
    assert inside.wait(60)
    watch = Impatient()
    with pytest.raises(Stopped), alone(watch):
        pytest.fail("two maps at once")
    assert watch.heard == ["Waiting for another map that is being made"] * 2
    done.set()
    thread.join()
    with alone(QUIET):
        pass
