"""Two inputs, two outputs: a solution."""

import handsonn  # noqa: F401 # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras


def build(num_wide, num_deep, num_cuts):
    wide = keras.Input((num_wide,), name="wide")
    deep = keras.Input((num_deep,), name="deep")
    hidden = keras.layers.Dense(30, activation="relu")(deep)
    hidden = keras.layers.Dense(30, activation="relu")(hidden)
    both = keras.layers.Concatenate()([wide, hidden])
    price = keras.layers.Dense(1, name="price")(both)
    cut = keras.layers.Dense(num_cuts, activation="softmax", name="cut")(hidden)
    model = keras.Model(inputs=[wide, deep], outputs=[price, cut])
    model.compile(
        optimizer="adam",
        loss={"price": "mse", "cut": "sparse_categorical_crossentropy"},
        loss_weights={"price": 0.9, "cut": 0.1},
    )
    return model


def train(model, wide, deep, price, cut):
    return model.fit(
        {"wide": wide, "deep": deep}, {"price": price, "cut": cut}, batch_size=32, epochs=20, verbose=0
    )


if __name__ == "__main__":
    build(15, 6, 5).summary()
