"""Every snippet of the README and the guides runs; generated pages are fresh; links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ALL_PAGES = [*PAGES, ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]


def blocks(page: Path, language: str) -> list[str]:
    """Give the fenced blocks of one language."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def identifier(page: Path) -> str:
    return str(page.relative_to(ROOT))


def with_python() -> list[Path]:
    return [page for page in PAGES if blocks(page, "python")]


def with_commands() -> list[Path]:
    return [page for page in PAGES if blocks(page, "console")]


@pytest.mark.parametrize("page", with_python(), ids=identifier)
def test_the_python_of_a_page_runs_from_top_to_bottom(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)  # as in a script, what lies in its folder can be imported
    names: dict[str, Any] = {"__name__": "page"}
    for block in blocks(page, "python"):
        exec(compile(block, str(page), "exec"), names)  # noqa: S102 - the snippet is what is tested


@pytest.mark.parametrize("page", with_commands(), ids=identifier)
def test_the_commands_of_a_page_run_in_their_order(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handsonn.cli.main import handsonn

    monkeypatch.chdir(tmp_path)
    for block in blocks(page, "console"):
        for line in block.splitlines():
            if line.startswith("$ cd "):
                monkeypatch.chdir(Path.cwd() / line.removeprefix("$ cd "))
            if not line.startswith("$ handsonn"):
                continue
            result = CliRunner().invoke(handsonn, shlex.split(line.removeprefix("$ handsonn")))
            assert result.exit_code == 0, f"{line}\n{result.output}"


@pytest.mark.parametrize("page", ALL_PAGES, ids=identifier)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if not link.startswith(("http://", "https://"))]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_the_generated_pages_are_what_the_code_says_today() -> None:
    spec = importlib.util.spec_from_file_location("write_reference", ROOT / "scripts" / "write_reference.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    for name, page in reference.PAGES.items():
        written = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert written == page(), f"docs/{name} is stale; run: uv run python scripts/write_reference.py"


def test_the_readmes_commands_are_the_ones_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^<!-- (\w+) command -->\n```\n(.*?)\n```", readme, re.MULTILINE)
    commands = dict(told)
    assert list(commands) == ["lab", "first", "test"]
    assert all(command.startswith("pip install uv && uv run ") for command in commands.values())
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert commands["test"].partition(" && ")[2].replace("pytest", "pytest -q") in run
    assert "scripts/try_readme.sh" in run
    tried = (ROOT / "scripts" / "try_readme.sh").read_text(encoding="utf-8")
    assert "told lab" in tried
    assert "told first" in tried
