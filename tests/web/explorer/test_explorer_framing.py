"""Frames between an explorer's process and the server."""

from __future__ import annotations

from io import BytesIO

import pytest

from handsonn.web.explorer.framing import ANSWER, STATE, Frame, pack, read_frame


def test_frames_come_out_as_they_went_in_one_after_the_other() -> None:
    frames = [Frame(STATE, 0, b"{}"), Frame(ANSWER, 70_000, bytes(range(256)) * 300), Frame(ANSWER, 2, b"")]
    pipe = BytesIO(b"".join(map(pack, frames)))
    assert [read_frame(pipe) for _ in frames] == frames
    assert read_frame(pipe) is None


@pytest.mark.parametrize("kept", [1, 8, 9, 10])
def test_a_frame_that_a_kill_cut_short_is_the_end(kept: int) -> None:
    assert read_frame(BytesIO(pack(Frame(STATE, 0, b"abc"))[:kept])) is None
