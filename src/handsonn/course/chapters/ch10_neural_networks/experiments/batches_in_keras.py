"""The code of the lab "batch_size", for exactly the settings on the page."""

from handsonn.course.chapters.ch10_neural_networks.experiments.digits_network_code import (
    digits_network_code,
)
from handsonn.course.chapters.ch10_neural_networks.experiments.two_parameters import START


def way_code(batch_size: int, learning_rate: float, updates: int) -> str:
    """Write the code of part 1."""
    return f"""import handsonn as hn  # reads the data; the rest is plain Keras
import keras
import numpy as np

diabetes = hn.load("diabetes")
x = diabetes.x[:, [2]].astype("float32")  # the body mass index
x = (x - x.min()) / np.ptp(x)
y = diabetes.y.astype("float32")
y = (y - y.mean()) / y.std()
seeds = range(5)
weight, bias = [], []
for seed in seeds:
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD({learning_rate}), "mean_squared_error")
    model.set_weights([np.array([[{START[0]}]]), np.array([{START[1]}])])
    random = np.random.default_rng(seed)
    for _ in range({updates}):
        rows = random.choice(len(x), {batch_size}, replace=False)
        model.train_on_batch(x[rows], y[rows])
    weight.append(float(model.get_weights()[0][0, 0]))
    bias.append(float(model.get_weights()[1][0]))
print(weight, bias)
"""


def training_code(batch_size: int, learning_rate: float, epochs: int, count: int) -> str:
    """Write the code of parts 2 and 3."""
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras

split = hn.split(hn.load("digits"), validation=0.2, test=0.2, scaler="minmax", seed=0)
x, y = split.train.x[:{count}], split.train.y[:{count}]
seeds = range(5)
loss, val_accuracy, updates = [], [], []
for seed in seeds:
    keras.utils.set_random_seed(seed)
{digits_network_code((32,), spaces=4)}
    model.compile(keras.optimizers.SGD({learning_rate}), "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, batch_size={batch_size}, epochs={epochs},
                        validation_data=split.validation, verbose=0)
    loss.append(history.history["loss"][-1])
    val_accuracy.append(history.history["val_accuracy"][-1])
    updates.append(int(model.optimizer.iterations.numpy()))
print(loss, val_accuracy, updates)
"""
