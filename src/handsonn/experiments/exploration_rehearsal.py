"""What the learner will probably wish for next, so that it is there when they do: the codes a stop away.

Compiling and training for another size of the code takes seconds the first time. While nothing else is to be
done, an explorer trains the stops beside the one that is shown, where that is quick.
"""

from __future__ import annotations

from dataclasses import replace

from handsonn.experiments.exploration import Exploration
from handsonn.experiments.exploration_wish import STOPS, MapWish, Wish

LONGEST = 4.0  # seconds of training that are spent on what may never be asked for
IDLE_SECONDS = 0.5  # without a wish, before that begins: a hand on the slider is quicker


def next_wishes(wish: Wish, shown: Exploration) -> list[Wish]:
    """List the wishes for a code of one stop more, and of one less, with a PCA map; [] where that is slow."""
    space = shown.space
    if wish.space.run or not shown.decodes or space.ended != "all epochs" or space.seconds > LONGEST:
        return []
    features = int(space.data.samples[0].size)
    most = min(features, len(space.data.train_rows) - 1)
    size = wish.space.latent_dim or space.latent_dim
    larger = [stop for stop in STOPS if size < stop <= most][:1]
    smaller = [stop for stop in STOPS if stop < size][-1:]
    plain = MapWish(dimensions=wish.map.dimensions)
    return [Wish(replace(wish.space, latent_dim=stop), plain, wish.map_cache) for stop in (*larger, *smaller)]
