"""How round the loss of a linear layer is, and how large a learning rate it stands."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def loss_bowl(x: Array) -> tuple[float, float]:
    """Give the condition number of a linear layer's loss, and the learning rate beyond which descent diverges.

    x: shape (samples, features). For the mean squared error the loss is a bowl with the second derivatives
    H = (2/n) B'B, where B is x with a column of ones for the bias. The condition number is its largest eigenvalue
    divided by its smallest: how much steeper the bowl is one way than another. Gradient descent on it diverges
    beyond 2 / (largest eigenvalue) (Goodfellow, Bengio, Courville: Deep Learning, section 4.3).
    """
    with_bias = np.column_stack([np.asarray(x, dtype=np.float64), np.ones(len(x))])
    curvatures = np.linalg.svd(with_bias, compute_uv=False) ** 2 * 2 / len(x)  # largest first
    return float(curvatures[0] / curvatures[-1]), float(2 / curvatures[0])
