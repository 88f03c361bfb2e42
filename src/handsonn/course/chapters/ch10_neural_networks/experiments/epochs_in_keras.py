"""The code of the lab "epochs", for exactly the settings on the page."""

from handsonn.course.chapters.ch10_neural_networks.experiments.digits_network_code import (
    digits_network_code,
)

_CLOTHES = """split = hn.split(hn.load("fashion_mnist_small"), validation=0.1, test=0.1, scaler="minmax", seed=0)
x, y = split.train.x[:{count}], split.train.y[:{count}]
val_x, val_y = split.validation.x[:{validation}], split.validation.y[:{validation}]
seeds = range(5)"""
_NETWORK = """    keras.utils.set_random_seed(seed)
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense({units}, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(keras.optimizers.Adam(), "sparse_categorical_crossentropy", metrics=["accuracy"])"""


def counting_code(count: int, epochs: int, batch_size: int) -> str:
    """Write the code of part 1."""
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras

split = hn.split(hn.load("digits"), validation=0.2, test=0.2, scaler="minmax", seed=0)
x, y = split.train.x[:{count}], split.train.y[:{count}]
seeds = range(5)
val_accuracy, updates = [], []
for seed in seeds:
    keras.utils.set_random_seed(seed)
{digits_network_code(spaces=4)}
    model.compile(keras.optimizers.Adam(), "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, batch_size={batch_size}, epochs={epochs},
                        validation_data=split.validation, verbose=0)
    val_accuracy.append(history.history["val_accuracy"][-1])
    updates.append(int(model.optimizer.iterations.numpy()))
print(val_accuracy, updates)
"""


def fitting_code(count: int, validation: int, units: int, epochs: int) -> str:
    """Write the code of part 2."""
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras
import numpy as np

{_CLOTHES.format(count=count, validation=validation)}
lowest_epoch, val_loss, val_accuracy = [], [], []
for seed in seeds:
{_NETWORK.format(units=units)}
    history = model.fit(x, y, batch_size=32, epochs={epochs}, validation_data=(val_x, val_y), verbose=0)
    lowest_epoch.append(int(np.argmin(history.history["val_loss"])) + 1)
    val_loss.append(history.history["val_loss"][-1])
    val_accuracy.append(history.history["val_accuracy"][-1])
print(lowest_epoch, val_loss, val_accuracy)
"""


def stopping_code(
    count: int, validation: int, units: int, epochs: int, patience: int, *, restore: bool
) -> str:
    """Write the code of part 3."""
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras

{_CLOTHES.format(count=count, validation=validation)}
epochs_trained, val_loss = [], []
for seed in seeds:
{_NETWORK.format(units=units)}
    stopping = keras.callbacks.EarlyStopping(patience={patience}, restore_best_weights={restore})
    history = model.fit(x, y, batch_size=32, epochs={epochs}, validation_data=(val_x, val_y),
                        callbacks=[stopping], verbose=0)
    epochs_trained.append(len(history.history["loss"]))
    val_loss.append(model.evaluate(val_x, val_y, verbose=0)[0])
print(epochs_trained, val_loss)
"""
