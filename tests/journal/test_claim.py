"""Several processes, and processes that are killed."""

import subprocess
import sys
import textwrap
from pathlib import Path

import filelock
import journal_samples
import pytest

from handsonn.errors import JournalError
from handsonn.journal import Journal, claim

WRITER = textwrap.dedent("""
    import sys
    sys.path.insert(0, sys.argv[2])
    from pathlib import Path
    import journal_samples
    from handsonn.journal import Journal
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(int(sys.argv[3])):
        Journal(Path(sys.argv[1])).new_run("wine", journal_samples.fill)
""")


def writer_that_is_ready(folder: Path, count: int) -> subprocess.Popen[str]:
    """Start a process that writes so many runs once it gets a line."""
    tests = str(Path(journal_samples.__file__).parent)
    command = [sys.executable, "-c", WRITER, str(folder), tests, str(count)]
    writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    return writer


def go(writer: subprocess.Popen[str]) -> None:
    assert writer.stdin is not None
    writer.stdin.write("go\n")
    writer.stdin.flush()


def test_two_processes_write_twenty_runs_each_at_once(tmp_path: Path) -> None:
    writers = [writer_that_is_ready(tmp_path, 20) for _ in range(2)]
    for writer in writers:
        go(writer)
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    contents = Journal(tmp_path).contents()
    assert [run.name for run in contents.runs] == [f"wine-{number:04d}" for number in range(40, 0, -1)]
    assert contents.unreadable == ()
    for run in contents.runs:
        picture = Journal(tmp_path).folder_of(run.name) / "picture.png"
        assert picture.read_bytes() == run.name.encode() * 1000


KILLER = textwrap.dedent("""
    import os, random, signal, sys, time
    sys.path.insert(0, sys.argv[2])
    from pathlib import Path
    import journal_samples
    from handsonn.journal import Journal
    folder, moment, half_written, kills = Path(sys.argv[1]), random.Random(0), 0, 0
    def seconds():
        began = time.perf_counter()
        Journal(folder).new_run("wine", journal_samples.fill)
        return time.perf_counter() - began
    longest = 3 * min(seconds() for _ in range(5))  # of one run here
    while kills < 50 or not half_written or len(Journal(folder).runs()) < 9:
        writer = os.fork()
        while writer == 0:
            Journal(folder).new_run("wine", journal_samples.fill)
        time.sleep(moment.uniform(0, longest))
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
        half_written += len(list(folder.glob(".*.partial")))
        assert Journal(folder).contents().unreadable == (), Journal(folder).contents().unreadable
        kills += 1
        assert kills < 1000, "none was killed in the middle of a run, or no run was ever whole"
""")


def test_fifty_kills_at_random_moments_leave_only_whole_runs(tmp_path: Path) -> None:
    tests = str(Path(journal_samples.__file__).parent)
    subprocess.run([sys.executable, "-c", KILLER, str(tmp_path), tests], check=True)
    last = Journal(tmp_path).new_run("wine", journal_samples.fill)
    assert Journal(tmp_path).find("last").name == last.name
    assert len(Journal(tmp_path).runs()) > 1
    # What the killed ones left was swept, because they are gone.
    assert [path.name for path in tmp_path.glob(".*")] == [".journal.lock"]


def test_what_a_living_process_writes_is_not_swept(tmp_path: Path) -> None:
    with claim.claimed(tmp_path, "wine") as mine:
        (mine.partial / "half").write_text("written")
        assert Journal(tmp_path).new_run("wine", journal_samples.fill).name == "wine-0002"
        assert (mine.partial / "half").read_text() == "written"
        assert [run.name for run in Journal(tmp_path).runs()] == ["wine-0002"]


def test_a_partial_folder_without_an_owner_file_is_not_ours_to_delete(tmp_path: Path) -> None:
    (tmp_path / ".wine-0007.partial").mkdir()
    assert Journal(tmp_path).new_run("wine", journal_samples.fill).name == "wine-0008"
    assert (tmp_path / ".wine-0007.partial").exists()


def test_a_journal_that_is_never_let_go_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim, "_PATIENCE", 0.1)
    held = filelock.FileLock(tmp_path / ".journal.lock")
    with held, pytest.raises(JournalError, match=r"another process has held .*\.journal\.lock for 0 seconds"):
        Journal(tmp_path).new_run("wine", journal_samples.fill)
