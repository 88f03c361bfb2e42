"""The code of the lab "optimizers", for exactly the settings on the page."""

from __future__ import annotations

from collections.abc import Mapping

from handsonn.course.chapters.ch10_neural_networks.experiments.plane_data import BATCH_SIZE, PlaneData

OPTIMIZERS = {
    "SGD": "keras.optimizers.SGD({rate})",
    "momentum": "keras.optimizers.SGD({rate}, momentum=0.9)",
    "RMSprop": "keras.optimizers.RMSprop({rate})",
    "Adam": "keras.optimizers.Adam({rate})",
}
_NETWORK = """    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input((2,)),
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])"""


def one_optimizer_code(
    data: PlaneData, optimizer: str, learning_rate: float, epochs: int, batch_size: int
) -> str:
    """Write the code of part 1."""
    made = OPTIMIZERS[optimizer].format(rate=learning_rate)
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras
{data.code}
seeds = range(5)
loss, val_accuracy = [], []
for seed in seeds:
{_NETWORK}
    model.compile({made}, "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, batch_size={batch_size}, epochs={epochs}, validation_data=(val_x, val_y), verbose=0)
    loss.append(history.history["loss"][-1])
    val_accuracy.append(history.history["val_accuracy"][-1])
print(loss, val_accuracy)
"""


def four_optimizers_code(data: PlaneData, rates: Mapping[str, float], epochs: int) -> str:
    """Write the code of part 2. rates: by the optimizer's name."""
    made = "\n".join(
        f'    "{name}": lambda: {OPTIMIZERS[name].format(rate=rate)},' for name, rate in rates.items()
    )
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras
{data.code}
optimizers = {{
{made}
}}

def final_loss(make_optimizer, seed):
{_NETWORK}
    model.compile(make_optimizer(), "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, batch_size={BATCH_SIZE}, epochs={epochs}, validation_data=(val_x, val_y), verbose=0)
    return history.history["loss"][-1]

seeds = range(5)
SGD = [final_loss(optimizers["SGD"], seed) for seed in seeds]
momentum = [final_loss(optimizers["momentum"], seed) for seed in seeds]
RMSprop = [final_loss(optimizers["RMSprop"], seed) for seed in seeds]
Adam = [final_loss(optimizers["Adam"], seed) for seed in seeds]
print(SGD, momentum, RMSprop, Adam)
"""
