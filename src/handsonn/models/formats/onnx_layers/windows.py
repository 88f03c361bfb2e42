"""What convolutions and pooling share: the place of the channels, strides, and Keras' padding in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handsonn.models.formats.onnx_layers.graph import Graph, Tensor


def channels_first(graph: Graph, x: Tensor) -> str:
    """Move the channels from the last place, where Keras has them, to the second, where ONNX wants them."""
    rank = len(x.shape)
    return graph.add("Transpose", x.name, perm=[0, rank - 1, *range(1, rank - 1)])


def channels_last(graph: Graph, name: str, rank: int) -> str:
    """Move the channels back to the last place."""
    return graph.add("Transpose", name, perm=[0, *range(2, rank), 1])


def padding_attributes(
    padding: str,
    sizes: Sequence[int | None],
    window: Sequence[int],
    strides: Sequence[int],
    dilations: Sequence[int],
) -> dict[str, Any]:
    """Turn "valid", "same" or "causal" into ONNX attributes.

    "same" pads so that ceil(size / stride) windows fit, the odd one at the end; where a size is not known
    before the network runs, ONNX works it out by the same rule.
    """
    if padding == "valid":
        return {"pads": [0] * (2 * len(window))}
    reach = [(width - 1) * step + 1 for width, step in zip(window, dilations, strict=True)]
    if padding == "causal":
        return {"pads": [reach[0] - 1, 0]}
    known = [size for size in sizes if size is not None]
    if len(known) < len(sizes):
        return {"auto_pad": "SAME_UPPER"}
    totals = [
        max((-(-size // stride) - 1) * stride + width - size, 0)
        for size, stride, width in zip(known, strides, reach, strict=True)
    ]
    before = [total // 2 for total in totals]
    return {"pads": [*before, *(total - first for total, first in zip(totals, before, strict=True))]}
