"""A network that says a price: a solution."""

import handsonn as hn  # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras
import numpy as np


def build(num_features):
    model = keras.Sequential(
        [
            keras.Input((num_features,)),
            keras.layers.Dense(30, activation="relu"),
            keras.layers.Dense(30, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss="mse", metrics=["mae"])
    return model


def train(x, y):
    x_mean, x_std = x.mean(axis=0), x.std(axis=0)
    x_std[x_std == 0] = 1
    y_mean, y_std = y.mean(), y.std()
    model = build(x.shape[1])
    model.fit((x - x_mean) / x_std, (y - y_mean) / y_std, batch_size=32, epochs=20, verbose=0)
    return model, x_mean, x_std, y_mean, y_std


def predict(trained, x):
    model, x_mean, x_std, y_mean, y_std = trained
    answer = model.predict((x - x_mean) / x_std, verbose=0)[:, 0]
    return answer * y_std + y_mean


if __name__ == "__main__":
    diamonds = hn.load("diamonds")
    rows = np.random.default_rng(0).permutation(len(diamonds.x))
    known, unseen = rows[:2048], rows[2048:4048]
    prices = predict(train(diamonds.x[known], diamonds.y[known]), diamonds.x[unseen])
    for price, real in zip(prices[:5], diamonds.y[unseen][:5], strict=True):
        print(f"predicted {price:,.0f}, real {real:,.0f}")
