"""A classifier for clothes: a solution."""

import handsonn as hn  # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras


def prepare(images):
    return images / 255.0


def build():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(100, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train(model, x, y):
    return model.fit(x, y, batch_size=32, epochs=20, verbose=0)


if __name__ == "__main__":
    clothes = hn.load("fashion_mnist_small")
    model = build()
    train(model, prepare(clothes.x[:1024]), clothes.y[:1024])
    print(model.evaluate(prepare(clothes.x[1024:4024]), clothes.y[1024:4024], return_dict=True))
