"""Small runs that several tests read."""

from pathlib import Path

import pytest
from cli_samples import write_houses

from handsonn.data import load
from handsonn.experiments import Experiment, Run
from handsonn.journal import Journal
from handsonn.records import Dataset, RunRecord


@pytest.fixture(scope="session")
def iris() -> Dataset:
    return load("iris")


@pytest.fixture(scope="session")
def iris_run(iris: Dataset) -> Run:
    return Experiment(iris, layers=(8,), epochs=3, loaded_with={"name_or_path": "iris"}).run(seed=4)


@pytest.fixture(scope="session")
def houses_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_houses(tmp_path_factory.mktemp("houses") / "houses.csv", rows=300)


@pytest.fixture(scope="session")
def houses(houses_file: Path) -> Dataset:
    return load(houses_file, target="price")


@pytest.fixture(scope="session")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    return Journal(tmp_path_factory.mktemp("journal"))


@pytest.fixture(scope="session")
def iris_record(iris_run: Run, journal: Journal) -> RunRecord:
    return iris_run.keep(journal)


@pytest.fixture
def new_folder_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk refuses to put a new folder where an earlier one stood; that one may be put back."""
    rename = Path.rename

    def refuses(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuses)
