"""The embedded slice of Fashion-MNIST: 10,000 training and 2,000 test images, as many of each class."""

from __future__ import annotations

import numpy as np

from handsonn.data.card import DatasetCard, Request
from handsonn.data.embedded import embedded_file
from handsonn.records import Dataset

CLASS_NAMES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)

CARD = DatasetCard(
    name="fashion_mnist_small",
    title="Fashion-MNIST, a slice",
    description="12,000 of Fashion-MNIST's images, 1,200 a class; the last 2,000 are the test set.",
    task="classification",
    kind="image",
    samples=12_000,
    source="Zalando Research, Xiao, Rasul and Vollgraf 2017, https://github.com/zalandoresearch/fashion-mnist",
    licence="MIT",
    chapters=(10, 11, 14, 17),
)


def load(_request: Request) -> Dataset:
    """Return the 12,000 embedded images: of each class 1,000 to train and 200 to test, drawn with seed 0."""
    with np.load(embedded_file("fashion_mnist_small.npz"), allow_pickle=False) as arrays:
        images = np.concatenate([arrays["x_train"], arrays["x_test"]])
        labels = np.concatenate([arrays["y_train"], arrays["y_test"]])
        test_rows = len(arrays["y_test"])
    return Dataset(
        name="fashion_mnist_small",
        x=images,
        y=labels.astype(np.int64),
        task="classification",
        kind="image",
        class_names=CLASS_NAMES,
        target_name="kind of clothes",
        test_rows=test_rows,
        source=CARD.source,
        licence=CARD.licence,
        description=CARD.description,
        note="the embedded slice of 12,000 images, 1,200 a class, of the 70,000 of Fashion-MNIST.",
    )
