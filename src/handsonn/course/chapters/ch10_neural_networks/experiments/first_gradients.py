"""How large the gradient of each layer is before the first update."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def gradient_sizes(make: Callable[[], Any], seeds: Sequence[int], x: Array, y: Array) -> Array:
    """Measure the root mean square of the gradient of each kernel; shape (seeds, layers).

    make: returns a keras.Model of Dense layers that ends in a sigmoid. x: shape (samples, inputs), one batch.
    y: shape (samples,). The loss is the binary cross-entropy; all seeds are computed in one go.
    """
    import jax
    import keras

    weights = []
    for seed in seeds:
        keras.utils.set_random_seed(seed)
        model = make()
        weights.append([np.asarray(variable.value) for variable in model.trainable_variables])

    def loss(trainable: Any) -> Any:
        outputs, _ = model.stateless_call(trainable, [], x)
        return keras.ops.mean(keras.losses.binary_crossentropy(y[:, None], outputs))

    stacked = [np.stack(each) for each in zip(*weights, strict=True)]
    gradients = jax.vmap(jax.grad(loss))(stacked)
    kernels = [np.asarray(one, dtype=np.float64) for one in gradients if one.ndim == 3]
    return np.stack([np.sqrt((one**2).mean(axis=(1, 2))) for one in kernels], axis=1)
