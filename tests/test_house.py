"""The habits of the house that a machine can check."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
CODE = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").glob("*.py"))]
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                first = node.body[0].end_lineno if ast.get_docstring(node) else node.lineno
                assert first is not None
                assert node.end_lineno is not None
                if node.end_lineno - first > LONGEST_FUNCTION:
                    long.append(f"{name_of(path)}:{node.name}")
    assert long == []


def test_no_file_is_named_after_nothing_in_particular() -> None:
    assert [name_of(path) for path in SOURCES if path.stem in FORBIDDEN_NAMES] == []


def test_every_runtime_dependency_has_its_reason_in_a_comment_above_it() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("dependencies = [")
    listed = lines[start + 1 : lines.index("]", start)]
    names = {line.strip().strip('",').split(">")[0] for line in listed if line.strip().startswith('"')}
    explained = {
        line.strip().strip('",').split(">")[0]
        for above, line in pairwise(listed)
        if line.strip().startswith('"') and above.strip().startswith("#")
    }
    assert names - explained == {"jaxlib"}  # pinned for the reason above jax


def test_the_package_and_the_project_have_one_version() -> None:
    import handsonn

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == handsonn.__version__


@pytest.mark.parametrize("module", ["handsonn", "handsonn.cli.main", "handsonn.records"])
def test_no_deep_learning_library_is_imported_before_it_is_needed(module: str) -> None:
    heavy = ("keras", "jax", "tensorflow", "sklearn", "matplotlib", "pyarrow", "PIL", "onnx")
    check = f"import sys, {module}; print([name for name in {heavy!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_every_public_name_resolves_and_an_unknown_one_is_an_attribute_error() -> None:
    import handsonn

    assert all(getattr(handsonn, name) is not None for name in handsonn.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'lod'"):
        handsonn.lod  # noqa: B018
