"""The long work of an explorer's page: the newest wish is served, an older one is given up.

A wish names everything that is to be seen, so that what is there already is kept: another map of the same
codes trains nothing. A PCA map is shown at once; a slower one replaces it when it is done.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handsonn.errors import HandsonnError, Stopped
from handsonn.experiments.exploration import Exploration
from handsonn.experiments.exploration_facts import judgement_facts, space_facts
from handsonn.experiments.exploration_pace import Pace
from handsonn.experiments.exploration_rehearsal import IDLE_SECONDS, next_wishes
from handsonn.experiments.exploration_space import load_data, make_space
from handsonn.experiments.exploration_trust import Judgement, judge
from handsonn.experiments.exploration_wish import MapWish, SpaceWish, Wish
from handsonn.experiments.latent_settings import usual_latent_dim
from handsonn.experiments.latent_space import LatentSpace
from handsonn.experiments.sample_view import finite
from handsonn.records import Dataset, LatentMap

if TYPE_CHECKING:
    from handsonn.latent.neighbours import Finder

Tell = Callable[[dict[str, Any]], None]
MOST_REMEMBERED = 16  # latent spaces of small data
MOST_VALUES = 20_000_000  # of prepared samples, in all the spaces that are remembered
_SECONDS_BETWEEN = 0.08


class _Superseded(Exception):  # noqa: N818 - not an error: a newer wish came
    """Ends work that nobody waits for any more."""


@dataclass(frozen=True, eq=False)
class Shown:
    """What the page shows. number: which of the maps it is."""

    exploration: Exploration
    map: LatentMap
    number: int
    judgement: Judgement

    @cached_property
    def find(self) -> Finder:
        """Search the map's positions."""
        from handsonn.latent.neighbours import Finder

        return Finder(self.map.positions)


class Explorer:
    """Serves wishes in `run`, which belongs in a thread of its own; the other methods may come from any."""

    def __init__(self, runs: Path, tell: Tell) -> None:
        """Take the learner's journal; tell: hears the state, as plain JSON, at each change."""
        self._runs = runs
        self._tell = tell
        self._turn = threading.Condition()
        self._wish: Wish | None = None
        self._fresh = False
        self._stop = threading.Event()
        self._serving = False
        self._saying = threading.RLock()
        self._numbers = 0
        self._told_at = 0.0
        self._dataset: tuple[str, Dataset, tuple[str, ...]] | None = None
        self._spaces: OrderedDict[str, Exploration] = OrderedDict()
        self._judged: dict[tuple[int, MapWish], Judgement] = {}
        self._drawn: MapWish | None = None
        self.shown: Shown | None = None
        self.state: dict[str, Any] = {
            "stage": "idle", "sentence": "", "share": None, "seconds_left": None, "problem": "", "notes": [],
            "space": None, "map": None,
        }  # fmt: skip

    def ask_for(self, wish: Wish) -> None:
        """Serve this wish next; what is in the works for an older one alone is given up."""
        with self._turn:
            self._wish, self._fresh = wish, True
            self._stop.clear()
            self._turn.notify_all()

    def stop(self) -> None:
        """End the step in hand: a training keeps what it has learnt, a map leaves the one before it."""
        self._stop.set()

    def run(self) -> None:
        """Serve wishes for ever, and rehearse the next ones meanwhile."""
        ahead: list[Wish] = []
        while True:
            with self._turn:
                came = self._turn.wait_for(lambda: self._fresh, IDLE_SECONDS if ahead else None)
                wish, self._fresh = self._wish, False
            assert wish is not None
            if came:
                self.serve(wish)
                ahead = next_wishes(wish, self.shown.exploration) if self.shown else []
            else:
                self.rehearse(ahead.pop(0))

    def rehearse(self, wish: Wish) -> None:
        """Make what this wish will ask for, unless it is there; another wish that comes ends that.

        Nothing is said, also where it fails: the wish itself, if it comes, says why.
        """
        if wish.space.key in self._spaces or self._dataset is None or self._values() > MOST_VALUES // 2:
            return

        def is_over() -> bool:
            return self._fresh and self._newer_space(wish.space)

        try:
            space = make_space(wish.space, self._dataset[1], self._runs, lambda *_: None, is_over)
            if is_over() or space.ended != "all epochs":
                return
            exploration = self._take_in(wish.space, space, self._dataset[2])
            space.map(wish.map.method, wish.map.dimensions)
            exploration.prepare()
        except HandsonnError:
            return

    def serve(self, wish: Wish) -> None:
        """Serve one wish; every failure becomes a sentence of the state."""
        with self._turn:
            self._wish = self._wish if self._fresh else wish
        self._serving = True
        try:
            self._serve(wish)
        finally:
            self._serving = False

    def _serve(self, wish: Wish) -> None:
        self._say(problem="", notes=[])
        try:
            exploration = self._space(wish)
            self._show(wish, exploration)
        except _Superseded:
            return
        except Stopped as error:
            if self._wish != wish:
                return
            self._say(notes=[*self.state["notes"], str(error)])
        except HandsonnError as error:
            self._say(problem=str(error))
        except MemoryError:
            self._say(problem="the memory of this machine is full; choose fewer samples.")
        except Exception as error:  # noqa: BLE001 - the page gets a sentence, the log the rest
            traceback.print_exc()
            self._say(problem=f"handsonn did not foresee what happened ({type(error).__name__}).")
        self._say(stage="idle", sentence="", share=None, seconds_left=None)

    def _space(self, wish: Wish) -> Exploration:
        wanted = self._sized(wish.space)
        known = self._spaces.get(wanted.key)
        if known is not None and not (wish.anew and known.space.ended == "interrupted"):
            self._spaces.move_to_end(wanted.key)
            return known
        dataset, notes = self._load(wish.space)

        def told(share: float | None, sentence: str, left: float | None) -> None:
            self._progress("training", share, sentence, left)

        def is_over() -> bool:
            return self._newer_space(wish.space) or self._stop.is_set()

        space = make_space(wanted, dataset, self._runs, told, is_over)
        if self._newer_space(wish.space):
            raise _Superseded
        self._stop.clear()
        return self._take_in(wanted, space, notes)

    def _sized(self, wish: SpaceWish) -> SpaceWish:
        """Choose the size of the code by the data, where the learner did not."""
        if wish.latent_dim is not None or wish.run:
            return wish
        return replace(wish, latent_dim=usual_latent_dim(self._load(wish)[0]))

    def _take_in(self, wish: SpaceWish, space: LatentSpace, notes: tuple[str, ...]) -> Exploration:
        self._numbers += 1
        exploration = Exploration(space, self._numbers, notes)
        self._remember(wish.key, exploration)
        return exploration

    def _load(self, wish: SpaceWish) -> tuple[Dataset, tuple[str, ...]]:
        if self._dataset is None or self._dataset[0] != wish.data_key:
            self._progress("loading", None, "Loading the data", None)
            notes: list[str] = []
            dataset = load_data(wish, self._runs, notes.append)
            self._dataset = (wish.data_key, dataset, tuple(notes))
        return self._dataset[1], self._dataset[2]

    def _remember(self, key: str, exploration: Exploration) -> None:
        self._spaces.pop(key, None)
        self._spaces[key] = exploration
        while len(self._spaces) > 1 and (len(self._spaces) > MOST_REMEMBERED or self._values() > MOST_VALUES):
            _, dropped = self._spaces.popitem(last=False)
            self._judged = {at: one for at, one in self._judged.items() if at[0] != dropped.number}

    def _values(self) -> int:
        return sum(int(each.space.data.samples.size) for each in self._spaces.values())

    def _show(self, wish: Wish, exploration: Exploration) -> None:
        """Show a PCA map unless one of these codes is shown, then the wished one; then measure it."""
        plain = MapWish(dimensions=wish.map.dimensions)
        if not self._shows(exploration, wish.map.dimensions):
            self._publish(exploration, self._map(wish, exploration, plain), plain)
            exploration.prepare()
        if self._drawn != wish.map:
            self._publish(exploration, self._map(wish, exploration, wish.map), wish.map)
        self._judge(wish, exploration)
        self._compare(wish, exploration)

    def _shows(self, exploration: Exploration, dimensions: int) -> bool:
        shown = self.shown
        return shown is not None and shown.exploration is exploration and shown.map.dimensions == dimensions

    def _map(self, wish: Wish, exploration: Exploration, wanted: MapWish) -> LatentMap:
        watch = _Watch(self, wish)
        quick = wanted.method == "pca"
        return exploration.space.map(
            wanted.method, wanted.dimensions, seed=wanted.seed, watch=watch,
            cache=None if quick else wish.map_cache, **dict(wanted.parameters),
        )  # fmt: skip

    def _publish(self, exploration: Exploration, made: LatentMap, wanted: MapWish) -> None:
        self._numbers += 1
        known = self._judged.get((exploration.number, wanted), Judgement(0))
        with exploration.models:
            facts = space_facts(exploration)
        self.shown, self._drawn = Shown(exploration, made, self._numbers, known), wanted
        self._say(
            space=facts,
            map={
                "number": self._numbers, "method": made.method, "dimensions": made.dimensions,
                "facts": {name: finite(value) for name, value in made.facts.items()},
                "seconds": made.seconds, **judgement_facts(known),
            },
        )  # fmt: skip

    def _judge(self, wish: Wish, exploration: Exploration) -> None:
        shown = self.shown
        assert shown is not None
        if shown.judgement.facts:
            return
        step, pace = None, Pace()

        def told(share: float, sentence: str) -> None:
            if self.is_over(wish):
                raise Stopped("the map was not measured; it is shown as it is.")
            self._progress("measuring", share, sentence, pace.left(share))

        for step in judge(exploration.space, shown.map, told):
            self.shown = replace(shown, judgement=step)
            self._say(map={**self.state["map"], **judgement_facts(step)})
        if step is not None:
            self._judged[exploration.number, wish.map] = step

    def _compare(self, wish: Wish, exploration: Exploration) -> None:
        """Tell the error of PCA beside the autoencoder's, unless a newer wish came."""
        if self._wish == wish and self.state["space"]["pca_error"] is None and exploration.decodes:
            self._progress("measuring", None, "Comparing with PCA of as many components", None)
            error = exploration.pca_error
            self._say(space={**self.state["space"], "pca_error": error})

    def _newer_space(self, space: SpaceWish) -> bool:
        return self._wish is not None and self._wish.space != space

    def is_over(self, wish: Wish) -> bool:
        """Tell a step whether to end: by the learner's Stop, or because a newer wish came."""
        return self._wish != wish or self._stop.is_set()

    def _progress(self, stage: str, share: float | None, sentence: str, left: float | None) -> None:
        now = time.monotonic()
        if stage != self.state["stage"] or now - self._told_at > _SECONDS_BETWEEN:
            self._told_at = now
            self._say(stage=stage, share=share, sentence=sentence, seconds_left=left)

    def tell_map(self, share: float, sentence: str) -> None:
        """Hear how far a map is."""
        self._progress("mapping", share, sentence, None)

    @contextmanager
    def fitting(self) -> Iterator[Callable[[float, str], None]]:
        """Give what hears how far a density is, in the thread of a question; Stop ends it.

        Its progress is shown where no wish is being served, whose progress is shown then.
        """
        if not self._serving:
            self._stop.clear()
        pace = Pace()

        def told(share: float, sentence: str) -> None:
            if self._stop.is_set():
                raise Stopped("the density was not fitted, so nothing was generated.")
            if not self._serving:
                self._progress("fitting", share, sentence, pace.left(share))

        try:
            yield told
        finally:
            if self.state["stage"] == "fitting":
                self._say(stage="idle", sentence="", share=None, seconds_left=None)

    def _say(self, **changes: Any) -> None:
        with self._saying:
            self.state = {**self.state, **changes}
            self._tell(self.state)


class _Watch:
    """Looks on while a map is made."""

    def __init__(self, explorer: Explorer, wish: Wish) -> None:
        self._explorer, self._wish = explorer, wish

    def progress(self, share: float, sentence: str) -> None:
        self._explorer.tell_map(share, sentence)

    def should_stop(self) -> bool:
        return self._explorer.is_over(self._wish)
