"""An autoencoder of digits: a solution."""

import handsonn as hn  # isort: skip  (before Keras: it chooses JAX, Keras' fastest backend here)
import keras
import numpy as np


def build(latent_dim):
    encoder = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(latent_dim),
        ]
    )
    decoder = keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(64, activation="sigmoid"),
        ]
    )
    autoencoder = keras.Sequential([encoder, decoder])
    autoencoder.compile(keras.optimizers.Adam(0.003), "mse")
    return autoencoder, encoder, decoder


def train(autoencoder, images, labels):
    hn.fit(autoencoder, images, images, epochs=60, batch_size=32, verbose=0)


def errors(autoencoder, images):
    rebuilt = autoencoder.predict(images, verbose=0)
    return np.mean((rebuilt - images) ** 2, axis=1)
