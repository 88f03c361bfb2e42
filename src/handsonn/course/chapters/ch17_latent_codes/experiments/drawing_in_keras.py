"""The code of the lab "latent_space", for exactly the settings on the page: walks, and drawn digits."""

from __future__ import annotations

from typing import Any

from handsonn.course.chapters.ch17_latent_codes.experiments.latent_in_keras import PLAIN, Network, start_code

_STRAIGHT = "    middle = (start + end) / 2"
_ARC = """    lengths = np.linalg.norm(start), np.linalg.norm(end)
    middle = start / lengths[0] + end / lengths[1]  # the direction halfway
    middle *= (lengths[0] + lengths[1]) / 2 / np.linalg.norm(middle)"""
_VARIATIONAL = Network(
    before="""class Sampling(keras.layers.Layer):
    def __init__(self, kl_weight):
        super().__init__()
        self.kl_weight, self.seed_generator = kl_weight, keras.random.SeedGenerator()

    def call(self, moments, training=False):
        mean, log_variance = moments
        inside = 1 + log_variance - keras.ops.square(mean) - keras.ops.exp(log_variance)
        self.add_loss(self.kl_weight * keras.ops.mean(-0.5 * keras.ops.sum(inside, axis=-1)))
        if not training:
            return mean
        noise = keras.random.normal(keras.ops.shape(mean), seed=self.seed_generator)
        return mean + keras.ops.exp(0.5 * log_variance) * noise


def make_autoencoder(latent_dim):
    inputs = keras.Input({shape})
    hidden = keras.layers.Flatten()(inputs)
    hidden = keras.layers.Dense(64, activation="silu")(hidden)
    hidden = keras.layers.Dense(64, activation="silu")(hidden)
    mean = keras.layers.Dense(latent_dim)(hidden)
    log_variance = keras.layers.Dense(latent_dim)(hidden)
""",
    after="""    encoder = keras.Model(inputs, mean)
    model = keras.Model(inputs, decoder(Sampling(0.1 / 64)([mean, log_variance])))
""",
    loss="binary_crossentropy",
)
_DRAWS = {
    "bell": "    drawn = codes.mean(axis=0) + codes.std(axis=0) * generator.normal(size=(200, {latent_dim}))",
    "density": "    drawn = fit_density(codes).sample(200, seed=0)  # a mixture of normal distributions",
    "prior": "    drawn = generator.normal(size=(200, {latent_dim}))",
    "copies": """    moved = 0.05 * spread / np.sqrt({latent_dim}) * generator.normal(size=(200, {latent_dim}))
    drawn = codes[generator.integers(0, len(codes), 200)] + moved""",
}


def walk_code(latent_dim: int, recipe: Any, pair: tuple[int, int], way: str) -> str:
    """Write the code of part 3: the middle of the walk between two training samples."""
    start = start_code("middle_round_trip = []", latent_dim, recipe)
    return f"""{start}\
    codes = np.asarray(encoder.predict_on_batch(x))
    spread = np.sqrt(((codes - codes.mean(axis=0)) ** 2).sum(axis=1).mean())
    start, end = codes[{pair[0]}], codes[{pair[1]}]
{_STRAIGHT if way == "straight" else _ARC}
    back = np.asarray(encoder(decoder(middle[None])))[0]
    middle_round_trip.append(np.linalg.norm(back - middle) / spread)
print(middle_round_trip)
"""


def draw_code(latent_dim: int, recipe: Any, way: str) -> str:
    """Write the code of part 4: digits drawn this way, and how far they are from real ones."""
    names = "far, round_trip = [], []"
    also = " and fits the density" if way == "density" else ""
    imports = "from handsonn.latent.density import fit_density\n" if way == "density" else ""
    network = _VARIATIONAL if way == "prior" else PLAIN
    start = start_code(names, latent_dim, recipe, also=also, imports=imports, network=network)
    return f"""{start}\
    codes = np.asarray(encoder.predict_on_batch(x))
    spread = np.sqrt(((codes - codes.mean(axis=0)) ** 2).sum(axis=1).mean())
    generator = np.random.default_rng(0)
{_DRAWS[way].format(latent_dim=latent_dim)}
    samples = np.asarray(decoder(drawn.astype("float32")))
    to_real, real_to_real = (
        np.sqrt(((each[:, None] - x) ** 2).mean(axis=(2, 3)).min(axis=1)) for each in (samples, held_out)
    )
    far.append(np.median(to_real) / np.median(real_to_real))
    back = np.asarray(encoder(samples))
    round_trip.append(np.median(np.linalg.norm(back - drawn, axis=1)) / spread)
print(far, round_trip)
"""
