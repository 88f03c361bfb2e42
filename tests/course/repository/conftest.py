"""A new repository, made once and copied for each test."""

from pathlib import Path

import pytest
from learner_repository import copied_repository

from handsonn.course.repository import init_repository


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return init_repository(tmp_path_factory.mktemp("template") / "notes", git=False).root


@pytest.fixture
def root(template: Path, tmp_path: Path) -> Path:
    return copied_repository(template, tmp_path / "notes")
