"""Make supervised samples of a series: what went before, and what came next."""

from __future__ import annotations

import numpy as np

from handsonn.records import Array


def make_windows(values: Array, target: Array, steps: int) -> tuple[Array, Array, int]:
    """Return (x, y, left_out): x (samples, steps, variables) and y (samples,), float32, in the order of time.

    values: (times, variables). target: (times,). Sample i holds `steps` consecutive times and the target of
    the time right after them. left_out counts the windows that touch a gap (NaN) and are not among the
    samples: a filled gap would be a value that nobody measured.
    """
    windows = np.lib.stride_tricks.sliding_window_view(values, steps, axis=0)[:-1].transpose(0, 2, 1)
    following = target[steps:]
    whole = ~(np.isnan(windows).any(axis=(1, 2)) | np.isnan(following))
    return (
        np.ascontiguousarray(windows[whole], dtype=np.float32),
        following[whole].astype(np.float32),
        int(len(whole) - whole.sum()),
    )
