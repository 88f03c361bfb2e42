"""A classifier for clothes. The task is in README.md beside this file; check it: `handsonn check fashion_classifier`."""

import handsonn as hn  # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras  # noqa: F401 - for your code


def prepare(images):
    """Give the images as the network shall get them.

    images: shape (samples, 28, 28), whole numbers from 0 to 255. Gives as many samples.
    """
    raise NotImplementedError("bring the pixels into a small range, the same for each image")


def build():
    """Give a compiled network: images of shape (28, 28) in, ten probabilities out."""
    raise NotImplementedError(
        "stack the layers in a keras.Sequential, and compile it with a loss for class numbers"
    )


def train(model, x, y):
    """Train the model.

    x: prepared images, shape (samples, 28, 28). y: their class numbers, shape (samples,). May give back what
    fit gives.
    """
    raise NotImplementedError("call fit, with more than one epoch")


if __name__ == "__main__":  # run this file to try what you have so far
    clothes = hn.load("fashion_mnist_small")
    model = build()
    train(model, prepare(clothes.x[:1024]), clothes.y[:1024])
    print(model.evaluate(prepare(clothes.x[1024:4024]), clothes.y[1024:4024], return_dict=True))
