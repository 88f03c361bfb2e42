"""Turn what `fit` was given into plain arrays, exactly as Keras' own array adapter does.

Floats become keras.config.floatx(), integers stay, None stays None. Nested structures (lists, tuples,
dicts of arrays: several inputs or outputs) keep their structure.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import numpy as np

from handsonn.models.backend import load_keras


class NotPlainArrays(Exception):  # noqa: N818 - control flow: answered by the fallback to model.fit
    """The data are not dense arrays in memory; the message says what they are."""


@dataclass(frozen=True)
class BatchedArrays:
    """The samples of one data set and how they are cut into batches.

    data: x, (x, y) or (x, y, sample_weight) as Keras packs them, each leaf of shape (samples, ...).
    """

    data: Any
    samples: int
    batch_size: int

    @property
    def full_steps(self) -> int:
        """Count the batches that hold exactly batch_size samples."""
        return self.samples // self.batch_size

    @property
    def rest(self) -> int:
        """Count the samples of the last, smaller batch (0: there is none)."""
        return self.samples % self.batch_size

    @property
    def steps(self) -> int:
        """Count all batches of an epoch."""
        return ceil(self.samples / self.batch_size)


def batch_arrays(
    x: Any,
    y: Any = None,
    sample_weight: Any = None,
    class_weight: dict[int, float] | None = None,
    batch_size: int | None = None,
) -> BatchedArrays:
    """Convert and pack x, y and weights. Raises NotPlainArrays where Keras' fit must see the original."""
    keras = load_keras()
    x, y, sample_weight = (convert(part) for part in (x, y, sample_weight))
    if class_weight is not None:
        if sample_weight is not None or _is_nested(y) or y is None:
            raise NotPlainArrays("class_weight together with sample_weight or with several outputs")
        sample_weight = weights_of_classes(y, class_weight)
    elif sample_weight is not None and _is_nested(y) and not _is_nested(sample_weight):
        sample_weight = keras.tree.map_structure(lambda _: sample_weight, y)
    data = keras.utils.pack_x_y_sample_weight(x, y, sample_weight)
    lengths = {leaf.shape[0] if leaf.ndim else 0 for leaf in keras.tree.flatten(data) if leaf is not None}
    if len(lengths) != 1 or 0 in lengths:
        raise NotPlainArrays("x, y and weights of different lengths, or empty")
    return BatchedArrays(data, lengths.pop(), batch_size or 32)


def convert(structure: Any) -> Any:
    """Convert every leaf of a structure to a NumPy array (None stays None)."""
    return load_keras().tree.map_structure(_convert_leaf, structure)


def last_rows_apart(x: Any, y: Any, sample_weight: Any, fraction: float) -> tuple[Any, Any]:
    """Cut off the last rows as Keras' validation_split does: unshuffled, floor(n * (1 - fraction)) first.

    Returns ((x, y, sample_weight), (x, y, sample_weight)) for training and validation.
    """
    keras = load_keras()
    arrays = tuple(convert(part) for part in (x, y, sample_weight))
    leaves = [leaf for leaf in keras.tree.flatten(arrays) if leaf is not None]
    cut = floor(int(leaves[0].shape[0]) * (1.0 - fraction))
    if cut in (0, leaves[0].shape[0]):
        raise NotPlainArrays("too few samples for this validation_split")

    def rows(start: int | None, stop: int | None) -> Any:
        return keras.tree.map_structure(lambda a: None if a is None else a[start:stop], arrays)

    return rows(None, cut), rows(cut, None)


def weights_of_classes(y: np.ndarray[Any, Any], class_weight: dict[int, float]) -> np.ndarray[Any, Any]:
    """Give each sample the weight of its class (1 where the class has none), shape (samples,)."""
    classes = y
    if y.ndim > 1:
        classes = y.argmax(axis=-1) if y.shape[-1] != 1 else y.squeeze(axis=-1)
    classes = np.round(classes).astype("int32")
    weights = np.ones(len(classes), dtype=load_keras().config.floatx())
    for number, weight in class_weight.items():
        weights[classes == number] = weight
    return weights


def _convert_leaf(leaf: Any) -> Any:
    if leaf is None:
        return None
    kind = f"{type(leaf).__module__}.{type(leaf).__name__}"
    if isinstance(leaf, np.memmap):
        raise NotPlainArrays("a memory-mapped file, which may be larger than memory")
    sparse = kind.startswith(("scipy.sparse", "jax.experimental.sparse"))
    if sparse or kind.startswith("tensorflow") or not hasattr(leaf, "__array__"):
        raise NotPlainArrays(f"input of type {kind}")
    array = np.asarray(leaf)
    if array.dtype.kind not in "biuf" and array.dtype.name != "bfloat16":
        raise NotPlainArrays(f"values of type {array.dtype}")
    if kind == "pandas.core.series.Series":
        array = array[:, None]
    floatx = load_keras().config.floatx()
    is_float = array.dtype.kind == "f" or array.dtype.name == "bfloat16"
    return array.astype(floatx) if is_float and array.dtype.name != floatx else array


def _is_nested(structure: Any) -> bool:
    return isinstance(structure, (list, tuple, dict))
