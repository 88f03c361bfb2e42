from __future__ import annotations

import hashlib
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from handsonn.data.download import RemoteFile, download
from handsonn.errors import DownloadError

CONTENT = bytes(range(256)) * 4_000


def known(url: str = "http://127.0.0.1:9/set.bin") -> RemoteFile:
    return RemoteFile("set.bin", url, len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


def test_a_file_arrives_whole_and_progress_reaches_its_size(file_server: Any, tmp_path: Path) -> None:
    file_server.serve("set.bin", CONTENT)
    seen = []
    path = download(
        known(), tmp_path, base_url=file_server.url, progress=lambda done, total: seen.append((done, total))
    )
    assert path.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert len(seen) > 1
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert names_in(tmp_path) == ["set.bin"]


def test_its_own_address_is_used_unless_another_is_given(file_server: Any, tmp_path: Path) -> None:
    file_server.serve("12345", CONTENT)
    file = known(url=f"{file_server.url}/12345")
    assert download(file, tmp_path).name == "set.bin"
    assert file_server.asked == ["12345"]


def test_a_file_that_stands_there_is_not_downloaded_again(file_server: Any, tmp_path: Path) -> None:
    file_server.serve("set.bin", CONTENT)
    download(known(), tmp_path, base_url=file_server.url)
    download(known(), tmp_path, base_url=file_server.url)
    assert file_server.asked == ["set.bin"]


def test_a_broken_file_in_the_cache_is_replaced(file_server: Any, tmp_path: Path) -> None:
    file_server.serve("set.bin", CONTENT)
    (tmp_path / "set.bin").write_bytes(CONTENT[:100])
    assert download(known(), tmp_path, base_url=file_server.url).read_bytes() == CONTENT


def test_a_server_that_does_not_announce_the_length_is_fine(file_server: Any, tmp_path: Path) -> None:
    file_server.serve("set.bin", CONTENT, "unannounced")
    seen = []
    download(known(), tmp_path, base_url=file_server.url, progress=lambda *pair: seen.append(pair))
    assert seen[-1] == (len(CONTENT), len(CONTENT))


def test_a_wrong_checksum_is_refused_and_nothing_is_left(file_server: Any, tmp_path: Path) -> None:
    file_server.serve("set.bin", CONTENT + b"!")
    with pytest.raises(DownloadError, match=r"is not the file that we know \(SHA-256 .* instead of"):
        download(known(), tmp_path, base_url=file_server.url)
    assert names_in(tmp_path) == []


def test_a_file_that_the_server_lacks_is_named_with_its_answer(file_server: Any, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"http://127.*/set\.bin answered 404 Not Found"):
        download(known(), tmp_path, base_url=file_server.url)
    assert names_in(tmp_path) == []


def test_a_server_that_falls_silent_is_given_up_after_the_time_out(file_server: Any, tmp_path: Path) -> None:
    file_server.serve("set.bin", CONTENT, "stalls")
    # The server would break off after half a minute, which reads otherwise.
    with pytest.raises(DownloadError, match=r"sent nothing for 0\.3 s"):
        download(known(), tmp_path, base_url=file_server.url, timeout=0.3)
    assert names_in(tmp_path) == []


def test_a_body_that_ends_early_is_told_with_both_sizes(file_server: Any, tmp_path: Path) -> None:
    file_server.serve("set.bin", CONTENT, "truncated")
    with pytest.raises(DownloadError, match=r"broke off after 512,000 of 1,024,000 bytes"):
        download(known(), tmp_path, base_url=file_server.url)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (b"", r"broke off \(Remote end closed connection"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", r"broke off \(SSH-2\.0-OpenSSH_9\.2"),
        (b"HTTP/1.0 503 Closed for today\r\n\r\n", "answered 503 Closed for today"),
        (b"HTTP/1.0 200 OK\r\nContent-Length: many\r\n\r\n<html>", "is not the file that we know"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFF\r\nab", r"broke off \(IncompleteRead"),
    ],
)
def test_a_server_that_speaks_nonsense_gives_a_sentence(
    file_server: Any, tmp_path: Path, answer: bytes, sentence: str
) -> None:
    file_server.serve("set.bin", answer, "raw")
    with pytest.raises(DownloadError, match=sentence):
        download(known(), tmp_path, base_url=file_server.url)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("address", ["http://[", "http://a b", "http://127.0.0.1:port"])
def test_an_address_that_is_none_gives_a_sentence(tmp_path: Path, address: str) -> None:
    with pytest.raises(DownloadError, match="is not a web address"):
        download(known(), tmp_path, base_url=address)


def test_an_interrupted_download_leaves_nothing(file_server: Any, tmp_path: Path) -> None:
    file_server.serve("set.bin", CONTENT)

    def press_control_c(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        download(known(), tmp_path, base_url=file_server.url, progress=press_control_c)
    assert names_in(tmp_path) == []


def test_what_a_killed_process_left_is_overwritten(file_server: Any, tmp_path: Path) -> None:
    file_server.serve("set.bin", CONTENT)
    (tmp_path / ".set.bin.part").write_bytes(CONTENT * 2)
    assert download(known(), tmp_path, base_url=file_server.url).read_bytes() == CONTENT
    assert names_in(tmp_path) == ["set.bin"]


def test_a_machine_that_cannot_be_reached_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"cannot be reached \(.*refused.*\); check the network"):
        download(known(), tmp_path, timeout=2)


def test_a_local_file_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="is not a web address"):
        download(known(), tmp_path, base_url="file:///etc")


def test_a_folder_that_cannot_be_made_gives_a_sentence(file_server: Any, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("in the way")
    with pytest.raises(DownloadError, match=r"set\.bin cannot be written into"):
        download(known(), tmp_path / "a-file" / "cache", base_url=file_server.url)


def test_a_full_disk_gives_a_sentence_and_leaves_nothing(file_server: Any, tmp_path: Path) -> None:
    file_server.serve("set.bin", CONTENT)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(DownloadError, match=r"set\.bin cannot be written into .*make room there"):
            download(known(), tmp_path, base_url=file_server.url)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names_in(tmp_path) == []


def test_a_process_that_waits_too_long_for_another_says_so(file_server: Any, tmp_path: Path) -> None:
    file_server.serve("set.bin", CONTENT)
    with (
        FileLock(tmp_path / ".set.bin.lock"),
        pytest.raises(DownloadError, match=r"another process has been downloading set\.bin"),
    ):
        download(known(), tmp_path, base_url=file_server.url, lock_timeout=0.1)


def test_two_processes_at_once_download_it_once(file_server: Any, tmp_path: Path) -> None:
    file_server.serve("set.bin", CONTENT)
    file = known()
    program = (
        "from pathlib import Path; from handsonn.data.download import RemoteFile, download;"
        f"download({file!r}, Path({str(tmp_path)!r}), base_url={file_server.url!r})"
    )
    both = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    assert (tmp_path / "set.bin").read_bytes() == CONTENT
    assert file_server.asked == ["set.bin"]
