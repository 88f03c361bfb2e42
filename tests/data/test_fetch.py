from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path
from typing import Any

import pytest

from handsonn.data import fetch, load
from handsonn.data.datasets import fashion_mnist, mnist
from handsonn.data.download import RemoteFile, RemoteSet
from handsonn.data.places import locate
from handsonn.errors import DownloadError, UnknownName, UsageError

ONE, TWO = b"one" * 1_000, b"two" * 2_000


def remote(address: str) -> RemoteSet:
    return RemoteSet(
        tuple(
            RemoteFile(name, f"{address}/{name}", len(content), hashlib.sha256(content).hexdigest())
            for name, content in (("one.bin", ONE), ("two.bin", TWO))
        )
    )


@pytest.fixture
def two_files(bare_machine: Path, file_server: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """MNIST's entry, made of two small files of the test's server."""
    file_server.serve("one.bin", ONE)
    file_server.serve("two.bin", TWO)
    monkeypatch.setattr(mnist, "REMOTE", remote(file_server.url))
    return bare_machine


def test_all_files_come_with_size_licence_and_progress_said(two_files: Path, file_server: Any) -> None:
    said: list[str] = []
    seen: list[tuple[int, int]] = []
    folder = fetch("mnist", said.append, lambda done, total: seen.append((done, total)))
    assert two_files in folder.parents
    assert ((folder / "one.bin").read_bytes(), (folder / "two.bin").read_bytes()) == (ONE, TWO)
    assert f"0.0 MB from {file_server.url}/one.bin, licence" in said[0]
    assert "CC BY-SA 3.0" in said[0]
    assert seen[-1] == (9_000, 9_000)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert file_server.asked == ["one.bin", "two.bin"]


def test_what_is_here_is_not_fetched_again(two_files: Path, file_server: Any) -> None:
    folder = fetch("mnist")
    said: list[str] = []
    assert fetch("mnist", said.append) == folder
    assert said == [f"MNIST is already on this machine, in {folder}."]
    assert len(file_server.asked) == 2
    (folder / "two.bin").write_bytes(TWO[:-1])
    fetch("mnist")
    assert (folder / "two.bin").read_bytes() == TWO
    assert file_server.asked == ["one.bin", "two.bin", "two.bin"]
    assert two_files.is_dir()


def test_a_mirror_can_stand_in(two_files: Path, file_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mnist, "REMOTE", remote("http://127.0.0.1:9"))
    folder = fetch("mnist", base_url=f"{file_server.url}/")
    assert (folder / "one.bin").read_bytes() == ONE
    assert two_files in folder.parents


def test_what_came_before_a_failure_is_kept_for_the_next_try(two_files: Path, file_server: Any) -> None:
    file_server.serve("two.bin", TWO, "truncated")
    with pytest.raises(DownloadError, match=r"two\.bin broke off after 3,000 of 6,000 bytes"):
        fetch("mnist")
    file_server.serve("two.bin", TWO)
    fetch("mnist")
    assert file_server.asked == ["one.bin", "two.bin", "two.bin"]
    assert two_files.is_dir()


def test_what_travels_in_the_wheel_is_not_fetched() -> None:
    with pytest.raises(UsageError, match="digits needs no download"):
        fetch("digits")


def test_an_unknown_name_gets_the_nearest_one() -> None:
    with pytest.raises(UnknownName, match="did you mean 'mnist'"):
        fetch("mnits")


@pytest.mark.parametrize("name", ["mnist", "cifar10", "california_housing"])
def test_a_set_that_is_not_here_says_where_it_was_looked_for_and_how_to_get_it(
    bare_machine: Path, name: str
) -> None:
    sentence = rf"is not on this machine \(looked for .*{bare_machine}.*\); `handsonn data fetch {name}`"
    with pytest.raises(DownloadError, match=sentence):
        load(name)


def test_fashion_mnist_falls_back_to_its_slice_and_says_so(bare_machine: Path) -> None:
    said: list[str] = []
    dataset = load("fashion_mnist", notify=said.append)
    assert (len(dataset), dataset.test_rows, dataset.name) == (12_000, 2_000, "fashion_mnist")
    assert said == [dataset.note]
    assert "not on this machine, so the embedded slice of 12,000 is used" in dataset.note
    assert dataset.fingerprint == load("fashion_mnist_small").fingerprint
    assert bare_machine.is_dir()


def test_a_download_that_fails_falls_back_to_the_slice_with_the_reason(
    bare_machine: Path, file_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tuple(dataclasses.replace(file, url=f"{file_server.url}/{file.name}") for file in FASHION_FILES)
    monkeypatch.setattr(fashion_mnist, "REMOTE", RemoteSet(here))
    said: list[str] = []
    dataset = load("fashion_mnist", download=True, notify=said.append)
    assert len(dataset) == 12_000
    assert "answered 404 Not Found; try again later, so the embedded slice" in dataset.note
    assert said[-1] == dataset.note
    assert bare_machine.is_dir()


FASHION_FILES = fashion_mnist.REMOTE.files
HERE = locate("fashion_mnist", fashion_mnist.REMOTE)


@pytest.mark.skipif(HERE is None, reason="the 70,000 images are not on this machine")
def test_all_70_000_images_come_from_a_download(
    bare_machine: Path, file_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert HERE is not None
    served = []
    for path, file in zip(HERE, FASHION_FILES, strict=True):
        content = path.read_bytes()
        file_server.serve(file.name, content)
        digest = hashlib.sha256(content).hexdigest()
        served.append(RemoteFile(file.name, f"{file_server.url}/{file.name}", len(content), digest))
    monkeypatch.setattr(fashion_mnist, "REMOTE", RemoteSet(tuple(served)))
    dataset = load("fashion_mnist", download=True)
    assert (dataset.x.shape, dataset.test_rows) == ((70_000, 28, 28), 10_000)
    assert str(bare_machine) in dataset.note
    assert load("fashion_mnist").fingerprint == dataset.fingerprint
    assert len(file_server.asked) == 4
