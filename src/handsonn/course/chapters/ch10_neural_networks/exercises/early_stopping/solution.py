"""Early stopping: a solution."""

import handsonn as hn  # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras


def stop(losses, patience):
    lowest, best, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(losses, start=1):
        waited += 1
        if loss < lowest:
            lowest, best, waited = loss, epoch, 0
        if waited >= patience:
            return epoch, best
    return len(losses), best


def train(model, x, y, validation_data, epochs, patience):
    stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=patience, restore_best_weights=True)
    return hn.fit(
        model,
        x,
        y,
        batch_size=16,
        epochs=epochs,
        verbose=0,
        validation_data=validation_data,
        callbacks=[stopping],
    )
