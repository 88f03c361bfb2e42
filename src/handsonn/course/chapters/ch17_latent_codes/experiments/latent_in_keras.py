"""The code of the lab "latent_space", for exactly the settings on the page: sizes of the code, and maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_READ = """import handsonn as hn  # reads and splits the data{also}; the rest is plain Keras
import keras
import numpy as np
{imports}
split = hn.split(hn.load("{data}"), validation=0.2, test=0, scaler="{scaler}", seed=0)
x, held_out = split.train.x, split.validation.x


"""
_DECODER = """    decoder = keras.Sequential([
        keras.Input((latent_dim,)),
        keras.layers.Dense(64, activation="silu"),
        keras.layers.Dense(64, activation="silu"),
        keras.layers.Dense({features}, activation="{output}"),
        keras.layers.Reshape({shape}),
    ])
"""
_TRAIN = """    rate = keras.optimizers.schedules.CosineDecay({learning_rate}, decay_steps={steps})
    model.compile(keras.optimizers.{optimizer}(rate), "{loss}")
    return encoder, decoder, model


seeds = range(5)
{names}
for seed in seeds:
    keras.utils.set_random_seed(seed)
    encoder, decoder, model = make_autoencoder({latent_dim})
    model.fit(x, x, batch_size={batch_size}, epochs={epochs}, verbose=0)
"""


@dataclass(frozen=True)
class Network:
    """The code that makes an autoencoder: what stands before and after its decoder, and its loss."""

    before: str
    after: str
    loss: str


PLAIN = Network(
    before="""def make_autoencoder(latent_dim):
    encoder = keras.Sequential([
        keras.Input({shape}),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="silu"),
        keras.layers.Dense(64, activation="silu"),
        keras.layers.Dense(latent_dim),
    ])
""",
    after="    model = keras.Sequential([encoder, decoder])\n",
    loss="mse",
)


def start_code(
    names: str, latent_dim: int, recipe: Any, *, also: str = "", imports: str = "", network: Network = PLAIN
) -> str:
    """Write the lines that read the data and train an autoencoder from each seed.

    recipe: what recipe_of gives. names: the line that makes empty lists. also: what handsonn does besides
    reading. imports: further lines of import.
    """
    text = _READ + network.before + _DECODER + network.after + _TRAIN
    own = {"names": names, "latent_dim": latent_dim, "also": also, "imports": imports, "loss": network.loss}
    return text.format(**own, **recipe)


def size_code(latent_dim: int, recipe: Any) -> str:
    """Write the code of part 1."""
    return f"""{start_code("held_out_error = []", latent_dim, recipe)}\
    rebuilt = model.predict_on_batch(held_out)
    held_out_error.append(np.mean((rebuilt - held_out) ** 2, dtype="float64"))
print(held_out_error)
"""


def map_code(latent_dim: int, recipe: Any, samples: int, method: str, parameters: dict[str, Any]) -> str:
    """Write the code of part 2."""
    imports = """from handsonn.latent.maps.make_map import make_map
from handsonn.latent.trust import kept_neighbours
"""
    start = start_code("kept = []", latent_dim, recipe, also=" and makes the maps", imports=imports)
    given = "".join(f", {name}={value!r}" for name, value in parameters.items())
    return f"""{start}\
    codes = np.asarray(encoder.predict_on_batch(x))[:{samples}]
    positions = make_map(codes, "{method}"{given}).positions
    kept.append(kept_neighbours(codes, positions, k=15).mean())
print(kept)
"""
