"""The parameters of dense networks: counted by hand beside Keras' own count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from handsonn.course.pictures import Picture, Table, Text, network

Array = np.ndarray[Any, Any]
COUNTED = {
    "digits": ((8, 8), 10),
    "fashion_mnist_small": ((28, 28), 10),
    "wine": ((13,), 3),
    "diabetes": ((10,), 1),
}
"""By data set: the shape of one sample, and how many outputs the network has for it."""
WORDS = ("digits, 8 x 8 pixels", "clothes, 28 x 28 pixels", "wines, 13 features", "diabetes, 10 features")


@dataclass(frozen=True)
class DenseLayer:
    """One Dense layer. kernel: shape (inputs, units); bias: shape (units,). counted: by Keras."""

    name: str
    kernel: Array
    bias: Array
    counted: int

    @property
    def by_hand(self) -> int:
        """One weight for each input and unit, and one bias for each unit."""
        inputs, units = self.kernel.shape
        return int(inputs * units + units)


def count_pictures(layers: tuple[DenseLayer, ...], summary: str) -> dict[str, Picture]:
    """Draw the table of counts, what Keras prints, and the network."""
    rows = [
        (
            layer.name,
            "{:,} x {} + {}".format(*layer.kernel.shape, len(layer.bias)),
            layer.by_hand,
            layer.counted,
        )
        for layer in layers
    ]
    total = ("all", None, sum(row[-2] for row in rows), sum(row[-1] for row in rows))
    table_height = 34 * (len(rows) + 2)
    summary_height = 18 * (summary.count("\n") + 1) + 30
    network_height = max(170, summary_height - table_height - 46)
    return {
        "summary": Text(
            title="What model.summary() prints", body=summary, span=5, row_span=2, height=summary_height
        ),
        "table": Table(
            title="Counted by hand and by Keras",
            columns=("Dense layer", "inputs x units + units", "by hand", "Keras counts"),
            rows=(*rows, total),
            highlighted=(len(rows),),
            span=7,
            height=table_height,
        ),
        "network": network(
            ["input", *(layer.name for layer in layers)],
            [layer.kernel for layer in layers],
            biases=[layer.bias for layer in layers],
            most_units=8,
            title="The network, not trained",
            caption="At most 8 units of a layer are drawn.",
            span=7,
            height=network_height,
        ),
    }


def count_notice(layers: tuple[DenseLayer, ...]) -> tuple[str, ...]:
    """Say how many there are and where most of them are."""
    by_hand, by_keras = sum(one.by_hand for one in layers), sum(one.counted for one in layers)
    most = max(layers, key=lambda one: one.counted)
    agree = "the same number" if by_hand == by_keras else "another number"
    return (
        (
            f"Each unit has one weight for each input and one bias: inputs x units + units. By hand that makes "
            f"{by_hand:,} parameters; Keras counts {agree}, {by_keras:,}."
        ),
        (
            f"{most.counted / by_keras:.0%} of them are in the layer {most.name!r}. Flatten only puts the numbers "
            "of a sample in a row: it has no parameters."
        ),
    )


def count_code(data: str, units: tuple[int, ...]) -> str:
    """Write the code of exactly this experiment."""
    shape, outputs = COUNTED[data]
    hidden = "".join(f'    keras.layers.Dense({one}, activation="relu"),\n' for one in units)
    return f"""import handsonn as hn  # chooses Keras' backend; the rest is plain Keras
import keras

model = keras.Sequential([
    keras.Input({shape!r}),
    keras.layers.Flatten(),
{hidden}    keras.layers.Dense({outputs}),
])
model.summary()
dense = [layer for layer in model.layers if layer.count_params()]
parameters = [layer.count_params() for layer in dense]
by_hand = [layer.kernel.shape[0] * layer.units + layer.units for layer in dense]
print(parameters, by_hand, model.count_params())
"""
