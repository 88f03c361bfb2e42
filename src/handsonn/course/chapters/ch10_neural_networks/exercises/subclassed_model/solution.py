"""A class of your own: a solution."""

import handsonn  # noqa: F401 # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras


class Classifier(keras.Model):
    def __init__(self, units, num_classes, rate=0.5, **kwargs):
        super().__init__(**kwargs)
        self.units, self.num_classes, self.rate = units, num_classes, rate
        self.hidden = [keras.layers.Dense(size, activation="relu") for size in units]
        self.dropout = keras.layers.Dropout(rate)
        self.last = keras.layers.Dense(num_classes, activation="softmax")

    def call(self, x, training=False):
        for layer in self.hidden:
            x = self.dropout(layer(x), training=training)
        return self.last(x)

    def get_config(self):
        return {"units": self.units, "num_classes": self.num_classes, "rate": self.rate, "name": self.name}


if __name__ == "__main__":
    model = Classifier([20, 10], 3)
    model.build((None, 4))
    model.summary()
