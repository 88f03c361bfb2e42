import errno
import json
import os
import resource
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import journal_samples
import pytest
import strategies
from hypothesis import HealthCheck, given, settings

from handsonn.errors import JournalError
from handsonn.journal import Journal, run_stem
from handsonn.records import RunRecord, dumps

fill = journal_samples.fill


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "runs")


def hidden(journal: Journal) -> list[str]:
    """List what is hidden in the journal, its own lock aside."""
    return sorted(path.name for path in journal.folder.glob(".*") if path.name != ".journal.lock")


def test_a_run_is_a_folder_with_its_record_and_what_was_put_there(journal: Journal) -> None:
    record = journal.new_run("digits", fill)
    assert record.name == "digits-0001"
    folder = journal.folder_of("digits-0001")
    assert sorted(path.name for path in folder.iterdir()) == ["picture.png", "record.json"]
    assert dumps(journal.read("digits-0001")) == dumps(record)
    assert hidden(journal) == []


def test_numbers_go_up_over_all_stems_and_the_newest_run_comes_first(journal: Journal) -> None:
    for stem in ("digits", "wine", "digits"):
        journal.new_run(stem, fill)
    assert [run.name for run in journal.runs()] == ["digits-0003", "wine-0002", "digits-0001"]


def test_fill_knows_the_name_that_the_run_will_have(journal: Journal) -> None:
    names = []

    def remember(folder: Path, name: str) -> RunRecord:
        names.append((name, list(folder.iterdir())))
        return fill(folder, name)

    journal.new_run("digits", remember)
    assert names == [("digits-0001", [])]


def test_the_record_is_kept_under_the_name_of_its_folder(journal: Journal) -> None:
    journal.new_run("digits", lambda folder, name: replace(fill(folder, name), name="other"))
    (journal.folder / "digits-0001").rename(journal.folder / "my best")
    assert [run.name for run in journal.runs()] == ["my best"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(record=strategies.runs)
def test_any_record_is_read_as_it_was_written(tmp_path: Path, record: RunRecord) -> None:
    journal = Journal(tmp_path)
    kept = journal.new_run("x", lambda _folder, _name: record)
    assert dumps(journal.read(kept.name)) == dumps(replace(record, name=kept.name))


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("digits", "digits"),
        ("My Houses.csv", "my-houses"),
        ("/home/me/data/houses.parquet", "houses"),
        ("C:\\data\\houses.tsv", "houses"),
        ("photos/", "photos"),
        ("fashion_mnist", "fashion_mnist"),
        ("Äpfel & Birnen.npz", "apfel-birnen"),
        ("../..", "run"),
        ("数据.csv", "run"),
        ("", "run"),
        (".partial", "run"),
        ("a" * 300, "a" * 40),
        ("2024.01.csv", "2024-01"),
    ],
)
def test_a_stem_is_easy_to_type(text: str, stem: str) -> None:
    assert run_stem(text) == stem


# --- finding


@pytest.fixture
def three(journal: Journal) -> Journal:
    for stem in ("digits", "wine", "digits"):
        journal.new_run(stem, fill)
    return journal


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("last", "digits-0003"),
        ("wine-0002", "wine-0002"),
        ("2", "wine-0002"),
        ("0003", "digits-0003"),
        ("wi", "wine-0002"),
        ("digits-0001", "digits-0001"),
    ],
)
def test_a_run_is_found_by_what_the_learner_types(three: Journal, text: str, name: str) -> None:
    assert three.find(text).name == name


def test_a_run_is_found_by_its_folder(three: Journal) -> None:
    assert three.find(f"{three.folder}/wine-0002/").name == "wine-0002"


def test_a_beginning_of_several_runs_is_ambiguous(three: Journal) -> None:
    with pytest.raises(
        JournalError, match=r"2 runs begin with 'digits' \(digits-0003, digits-0001\); say which"
    ):
        three.find("digits")


def test_many_matches_are_not_all_listed(journal: Journal) -> None:
    for _ in range(4):
        journal.new_run("wine", fill)
    with pytest.raises(
        JournalError, match=r"4 runs begin with 'w' \(wine-0004, wine-0003, wine-0002, \.\.\.\)"
    ):
        journal.find("w")


def test_a_slip_of_the_finger_gets_a_suggestion(three: Journal) -> None:
    with pytest.raises(
        JournalError, match=r"no run 'wnie-0002' .* did you mean 'wine-0002'\? .* digits-0003\.$"
    ):
        three.find("wnie-0002")


@pytest.mark.parametrize("text", ["zzz", "", "9", "../digits-0001", "/"])
def test_what_is_no_run_is_not_found(three: Journal, text: str) -> None:
    with pytest.raises(JournalError, match="there is no run"):
        three.find(text)


@pytest.mark.parametrize("name", ["..", "", ".", "../runs/digits-0001", "/etc"])
def test_only_a_name_gives_a_folder(three: Journal, name: str) -> None:
    with pytest.raises(JournalError, match="there is no run"):
        three.folder_of(name)


def test_an_empty_journal_says_how_to_make_the_first_run(journal: Journal) -> None:
    assert journal.runs() == ()
    for text in ("last", "digits"):
        with pytest.raises(JournalError, match="holds no runs yet; `handsonn train digits` makes the first"):
            journal.find(text)
    assert not journal.folder.exists()


# --- damage


def damage(journal: Journal, change: Callable[[Path], Any]) -> None:
    journal.new_run("digits", fill)
    change(journal.folder / "digits-0001" / "record.json")


def edited(**changes: Any) -> Callable[[Path], None]:
    def edit(path: Path) -> None:
        path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))

    return edit


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Path.unlink, "the run digits-0001 has no record.json"),
        (lambda path: path.write_text(""), "record.json of the run digits-0001 is damaged .not JSON"),
        (lambda path: path.write_bytes(b"\xff\xfe\x00"), "damaged .not JSON"),
        (lambda path: path.write_text("[" * 100_000), "damaged .not JSON"),
        (lambda path: path.write_text(path.read_text()[:-50]), "damaged .not JSON"),
        (lambda path: path.write_text("[]"), "damaged .it does not say which version it has"),
        (edited(handsonn_run="1"), "damaged .it does not say which version it has"),
        (edited(handsonn_run=True), "damaged .it does not say which version it has"),
        (
            edited(handsonn_run=2),
            "written by a newer handsonn .its record has version 2, this one reads up to 1",
        ),
        (edited(record={"type": "RunRecord"}), "damaged .record has no 'name'"),
        (edited(record=None), "damaged .record: expected RunRecord, found None"),
        (lambda path: (path.unlink(), path.mkdir()), "digits-0001 cannot be read .Is a directory"),
    ],
)
def test_a_damaged_run_is_reported_and_the_others_are_read(
    journal: Journal, change: Callable[[Path], Any], sentence: str
) -> None:
    damage(journal, change)
    journal.new_run("wine", fill)
    with pytest.raises(JournalError, match=sentence):
        journal.read("digits-0001")
    contents = journal.contents()
    assert [run.name for run in contents.runs] == ["wine-0002"]
    assert [run.name for run in contents.unreadable] == ["digits-0001"]


def test_what_the_learner_keeps_beside_the_runs_is_left_alone(journal: Journal) -> None:
    journal.new_run("digits", fill)
    (journal.folder / "notes").mkdir()
    (journal.folder / "notes.md").write_text("mine")
    (journal.folder / ".mine.partial").mkdir()
    journal.new_run("digits", fill)
    assert len(journal.contents().runs) == 2
    assert journal.contents().unreadable == ()
    assert (journal.folder / "notes.md").read_text() == "mine"
    assert hidden(journal) == [".mine.partial"]


# --- what goes wrong while writing


def assert_nothing_left(journal: Journal) -> None:
    assert journal.contents().runs == ()
    assert journal.contents().unreadable == ()
    assert not journal.folder.is_dir() or hidden(journal) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, JournalError])
def test_what_fill_raises_passes_through_and_leaves_nothing(
    journal: Journal, error: type[BaseException]
) -> None:
    def break_off(folder: Path, name: str) -> RunRecord:
        fill(folder, name)
        raise error

    with pytest.raises(error):
        journal.new_run("digits", break_off)
    assert_nothing_left(journal)
    assert journal.new_run("digits", fill).name == "digits-0001"


@pytest.fixture
def almost_full_disk() -> Iterator[None]:
    """The kernel refuses any file above 20 kB, as a full disk refuses any."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("almost_full_disk")
def test_a_file_too_large_for_the_disk_is_a_sentence(journal: Journal) -> None:
    def fill_up(folder: Path, name: str) -> RunRecord:
        (folder / "model.keras").write_bytes(b"x" * 50_000)
        return fill(folder, name)

    with pytest.raises(
        JournalError, match=r"could not be saved in .*runs \(File too large\); nothing was left"
    ):
        journal.new_run("digits", fill_up)
    assert_nothing_left(journal)


def test_a_disk_that_is_full_when_flushing_is_a_sentence(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(JournalError, match=r"No space left on device.*make room or name another folder"):
        journal.new_run("digits", fill)
    assert_nothing_left(journal)


def test_a_file_in_place_of_the_folder_is_a_sentence(journal: Journal) -> None:
    journal.folder.write_text("mine")
    with pytest.raises(JournalError, match=r"could not be saved in .*runs \(File exists\)"):
        journal.new_run("digits", fill)
    with pytest.raises(JournalError, match=r"cannot be read \(Not a directory\); expected a folder of runs"):
        journal.runs()
    assert journal.folder.read_text() == "mine"


@pytest.fixture
def nobody() -> Iterator[None]:
    """Whoever runs the tests, an ordinary user from here on: root may write anywhere."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield
    os.seteuid(user)


def test_a_read_only_folder_is_a_sentence(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    folder = tmp_path / "runs"
    Journal(folder).new_run("digits", fill)
    for path in (folder, *folder.parents):
        if path.stat().st_uid == os.geteuid() and path != Path("/"):
            path.chmod(0o755)
    folder.chmod(0o555)
    request.getfixturevalue("nobody")
    with pytest.raises(JournalError, match=r"could not be saved in .*runs \(Permission denied\)"):
        Journal(folder).new_run("digits", fill)
    assert [run.name for run in Journal(folder).runs()] == ["digits-0001"]
