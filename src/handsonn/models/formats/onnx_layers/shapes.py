"""Layers that move values about: Flatten, Reshape, Permute, padding, cropping, repeating."""

from __future__ import annotations

from typing import Any

import numpy as np

from handsonn.models.formats.onnx_layers.graph import Graph, Tensor, refuse


def lower_identity(_graph: Graph, _layer: Any, inputs: list[Tensor]) -> str:
    """Lower a layer that does nothing outside training, such as Dropout."""
    return inputs[0].name


def lower_flatten(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.Flatten: (batch, ...) to (batch, values)."""
    require_channels_last(layer)
    return graph.add("Flatten", inputs[0].name, axis=1)


def lower_reshape(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.Reshape; the batch keeps its size (0 copies it)."""
    sizes = [-1 if size is None else int(size) for size in layer.compute_output_shape(inputs[0].shape)[1:]]
    return graph.add("Reshape", inputs[0].name, graph.whole(0, *sizes))


def lower_permute(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.Permute; its dimensions count from 1, the batch is 0 in both."""
    return graph.add("Transpose", inputs[0].name, perm=[0, *layer.dims])


def lower_repeat_vector(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.RepeatVector: (batch, values) to (batch, n, values)."""
    column = graph.add("Unsqueeze", inputs[0].name, graph.whole(1))
    return graph.add("Tile", column, graph.whole(1, int(layer.n), 1))


def lower_zero_padding(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.ZeroPadding1D, 2D and 3D."""
    require_channels_last(layer)
    pairs = _pairs(layer.padding)
    before, after = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return graph.add("Pad", inputs[0].name, graph.whole(0, *before, 0, 0, *after, 0), graph.constant(0.0))


def lower_cropping(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.Cropping1D, 2D and 3D."""
    require_channels_last(layer)
    pairs = _pairs(layer.cropping)
    starts = graph.whole(*(pair[0] for pair in pairs))
    end = np.iinfo("int64").max
    ends = graph.whole(*(-pair[1] if pair[1] else end for pair in pairs))
    return graph.add("Slice", inputs[0].name, starts, ends, graph.whole(*range(1, len(pairs) + 1)))


def lower_up_sampling(graph: Graph, layer: Any, inputs: list[Tensor]) -> str:
    """Lower keras.layers.UpSampling1D and 2D, repeating the nearest value."""
    if getattr(layer, "interpolation", "nearest") != "nearest":
        raise refuse(layer, f"its interpolation is {layer.interpolation!r}, and only 'nearest' is supported")
    require_channels_last(layer)
    size = layer.size if isinstance(layer.size, (tuple, list)) else (layer.size,)
    scales = graph.constant(np.array([1.0, *map(float, size), 1.0], dtype="float32"))
    return graph.add(
        "Resize",
        inputs[0].name,
        "",
        scales,
        mode="nearest",
        coordinate_transformation_mode="asymmetric",
        nearest_mode="floor",
    )


def _pairs(amounts: Any) -> list[tuple[int, int]]:
    """Read ((top, bottom), (left, right)), or (left, right) of the one-dimensional layers."""
    if all(isinstance(amount, int) for amount in amounts):
        return [(int(amounts[0]), int(amounts[1]))]
    return [(int(first), int(last)) for first, last in amounts]


def require_channels_last(layer: Any) -> None:
    """Refuse a layer whose channels stand before rows and columns."""
    if getattr(layer, "data_format", "channels_last") != "channels_last":
        raise refuse(layer, "its data_format is 'channels_first', and only 'channels_last' is supported")
