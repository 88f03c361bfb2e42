"""handsonn init, note, progress and search, and where runs are kept inside a repository."""

import io
import json
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import journal_samples
import pytest
from click.testing import CliRunner, Result
from learner_repository import copied_repository

from handsonn.cli.main import handsonn
from handsonn.cli.options import ChapterName, RunName, runs_here
from handsonn.course.repository import init_repository
from handsonn.experiments.next_commands import typed
from handsonn.journal import Journal
from handsonn.journal.repository.place import MARK_FILE

Command = Callable[..., Result]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return init_repository(tmp_path_factory.mktemp("template") / "notes", git=False).root


@pytest.fixture
def root(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a run, and the terminal in its folder ch_10."""
    for name in ("HANDSONN_RUNS", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    root = copied_repository(template, tmp_path / "notes")
    Journal(root / "runs").new_run("digits", journal_samples.fill)
    monkeypatch.chdir(root / "ch_10")
    return root


def test_init_says_what_there_is_and_what_to_do_next(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = command("init", "my notes", "--no-git").stdout
    assert said.startswith("my notes is your learning repository: notes for 10 chapters, ")
    assert "cd 'my notes'\nhandsonn\n" in said
    notes = tmp_path / "my notes" / "ch_12" / "README.md"
    notes.unlink()
    said = command("init", "my notes").stdout
    assert said == (
        "deleted  ch_12/README.md\n"
        "What you deleted stays so; `handsonn init 'my notes' --restore` makes it again.\n"
    )
    assert command("init", "my notes", "--restore").stdout == "new      ch_12/README.md\n"
    assert "has all that this handsonn ships; nothing was changed." in command("init", "my notes").stdout
    (first := tmp_path / "my notes" / "exercises" / "ch_10" / "one_neuron").rename(tmp_path / "elsewhere")
    assert "deleted  exercises/ch_10/one_neuron/\n" in command("init", "my notes").stdout
    first.mkdir()
    (first / "exercise.py").write_text("mine")
    assert "deleted  exercises/ch_10/one_neuron/README.md\n" in command("init", "my notes").stdout
    refused = command("init", "my notes/inner")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "lies inside the repository" in refused.stderr


def test_commands_inside_find_its_runs_and_say_so_in_short_words(root: Path, command: Command) -> None:
    assert runs_here() == Path("../runs")
    assert "digits-0001" in command("runs").stdout
    assert "Files in ../runs/digits-0001" in command("show", "last").stdout
    assert (
        typed("handsonn show x", Path("../runs"))
        == typed("handsonn show x", root / "runs")
        == "handsonn show x"
    )
    assert typed("handsonn show x", Path("runs")) == "handsonn show x --runs runs"
    assert typed("handsonn show x", Path("runs"), root) == "handsonn show x"
    assert typed("handsonn show x", root / "runs", root.parent).endswith(f"--runs {root}/runs")
    completions = RunName().shell_complete(_Context({}), None, "digits")  # type: ignore[arg-type]
    assert [item.value for item in completions] == ["digits-0001"]
    chapters = ChapterName().shell_complete(_Context({}), None, "ch_19")  # type: ignore[arg-type]
    assert [item.value for item in chapters] == ["ch_19"]


class _Context:
    def __init__(self, params: dict[str, object]) -> None:
        self.params = params


def test_the_variable_wins_over_the_repository(
    root: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDSONN_RUNS", str(root / "others"))
    assert "there are no runs in" in command("runs").stderr.lower()
    assert typed("handsonn show x", Path("../runs")) == "handsonn show x --runs ../runs"


def test_a_damaged_repository_is_a_sentence_and_its_runs_can_be_named(root: Path, command: Command) -> None:
    (root / MARK_FILE).write_text("")
    for words in (["runs"], ["progress"], ["note", "10", "x"], ["search", "x"], ["init", "."]):
        refused = command(*words)
        assert (refused.exit_code, refused.stdout) == (1, ""), words
        assert "repository.json is damaged; expected" in refused.stderr
    assert "digits-0001" in command("runs", "--runs", "../runs").stdout
    assert typed("handsonn show x", Path("../runs")) == "handsonn show x --runs ../runs"


def test_the_lab_works_in_the_repositorys_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from handsonn.web import serving

    served: list[tuple[Path, Path]] = []
    monkeypatch.setattr(serving, "serve", lambda folder, runs, **_: served.append((folder, runs)))
    monkeypatch.setattr(serving, "leave", lambda: None)
    for words in ([], ["--runs", "mine"]):
        assert CliRunner().invoke(handsonn, words).exit_code == 0
    assert served == [(root, root / "runs"), (root, root / "ch_10" / "mine")]


def test_a_note_says_where_it_is_and_progress_and_search_find_it(root: Path, command: Command) -> None:
    said = command("note", "ch_10", "Scaling helps.", "--run", "last", "--run", "1", "--title", "One").stdout
    place = said.removeprefix("Noted in ").strip()
    assert place.startswith("README.md:")
    assert command("note", "10", "several", "words", "unquoted").exit_code == 0
    assert "\nseveral words unquoted\n" in (root / "ch_10" / "README.md").read_text()
    assert (root / "ch_10" / "README.md").read_text().count("![picture of digits-0001]") == 1
    seen = command("progress").stdout
    assert "10  Neural networks with Keras" in seen
    assert f"{place}  One" in seen
    assert "1 run in all." in seen
    assert all(len(line) <= 80 for line in seen.splitlines())
    number = int(place.split(":")[1]) + 2
    assert f"README.md:{number}  " in (found := command("search", "SCALING").stdout)
    assert "\n    Scaling helps.\n" in found
    nothing = command("search", "zzz", "yyy")
    assert (nothing.stdout, nothing.exit_code) == ("", 0)
    assert "Nothing in your notes, code and runs holds 'zzz' and 'yyy'." in nothing.stderr


def test_json_has_the_same_facts(root: Path, command: Command) -> None:
    note = json.loads(command("note", "10", "words of mine", "--json").stdout)
    assert (note["chapter"], note["path"]) == ("ch10", str(root / "ch_10" / "README.md"))
    (hit,) = json.loads(command("search", "mine", "--json").stdout)["hits"]
    assert (hit["path"], hit["line"], hit["marks"]) == ("ch_10/README.md", note["line"] + 2, [[9, 13]])
    seen = json.loads(command("progress", "--json").stdout)
    assert (seen["chapters"][0]["words"], seen["runs"]) == (3, ["digits-0001"])
    assert seen["last_notes"][0]["line"] == note["line"]
    assert json.loads(command("note", "10", "--json").stdout)["line"] is None
    assert json.loads(command("init", "..", "--json").stdout)["new"] is False


def test_a_long_line_is_shown_around_what_was_found_and_many_hits_are_counted(
    root: Path, command: Command
) -> None:
    for number in range(25):
        (root / f"{number}.md").write_text(f"{'before ' * 40}needle {'after ' * 40}")
    lines = command("search", "needle").stdout.splitlines()
    assert lines[-1] == "5 more; add a word, or list all with --json."
    assert all("needle" in line and len(line) <= 82 for line in lines[1:40:2])


def test_text_comes_from_standard_input_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def piped(content: bytes) -> Result:
        return CliRunner().invoke(handsonn, ["note", "10", "-"], input=content)

    assert piped("früh\r\nspät".encode()).exit_code == 0
    assert (root / "ch_10" / "README.md").read_text().endswith("früh\nspät\n")
    assert "holds the character U+DCFF at place 1" in piped(b"\xff").stderr
    assert "the note is empty" in piped(b"").stderr
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def test_a_run_is_named_by_its_folder_too(root: Path, tmp_path: Path, command: Command) -> None:
    Journal(tmp_path / "elsewhere").new_run("wine", journal_samples.fill)
    assert command("note", "10", "--run", "../../elsewhere/wine-0001/").exit_code == 0
    assert (root / "ch_10" / "pictures" / "wine-0001_picture.png").is_file()
    assert "there is no run 'wine-0001'" in command("note", "10", "--run", "wine-0001").stderr


def test_without_a_text_the_notes_open_in_the_editor(
    root: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("note", "10").stdout == "README.md\n"
    code = "import sys; open(sys.argv[1], 'a').write('written in an editor')"
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, "-c", code]))
    assert command("note", "10").exit_code == 0
    assert "](ch_10/README.md) | 4 |" in (root / "README.md").read_text()
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, "-c", "raise SystemExit(3)"]))
    assert "ended with exit code 3; your notes are in" in command("note", "10").stderr
    monkeypatch.setenv("VISUAL", "no-such-editor")
    refused = command("note", "10")
    assert (refused.exit_code, "could not be started" in refused.stderr) == (2, True)


@pytest.mark.parametrize("words", [["progress"], ["search", "x"], ["note", "10", "x"]])
def test_outside_of_a_repository_a_sentence_says_how_to_make_one(
    words: list[str], tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = command(*words)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "lies in no learning repository; `handsonn init FOLDER` makes one" in refused.stderr
