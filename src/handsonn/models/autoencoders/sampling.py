"""The draw in the middle of a variational autoencoder, as a Keras layer.

Importing this file registers the layer with Keras, so that a saved model finds it.
"""

from __future__ import annotations

from typing import Any

from handsonn.models.backend import load_keras

keras: Any = load_keras()


@keras.saving.register_keras_serializable(package="handsonn")
class Sampling(keras.layers.Layer):  # type: ignore[misc]
    """Draws a code from the normal distribution that the encoder gives; outside training, gives its mean.

    Takes [mean, log_variance], each of shape (samples, latent_dim). Adds to the loss kl_weight times the mean
    divergence of these distributions from the standard normal one (Kingma and Welling 2014, appendix B).
    """

    def __init__(self, kl_weight: float = 1.0, seed: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.kl_weight = kl_weight
        self.seed = seed
        self.seed_generator = keras.random.SeedGenerator(seed)

    def call(self, moments: Any, training: bool = False) -> Any:
        """Return one draw for each sample in training, else the mean."""
        mean, log_variance = moments
        inside = 1.0 + log_variance - keras.ops.square(mean) - keras.ops.exp(log_variance)
        self.add_loss(self.kl_weight * keras.ops.mean(-0.5 * keras.ops.sum(inside, axis=-1)))
        if not training:
            return mean
        noise = keras.random.normal(keras.ops.shape(mean), seed=self.seed_generator)
        return mean + keras.ops.exp(0.5 * log_variance) * noise

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Give the mean's shape."""
        return input_shape[0]

    def get_config(self) -> dict[str, Any]:
        """Give what makes the same layer again."""
        return {**super().get_config(), "kl_weight": self.kl_weight, "seed": self.seed}
