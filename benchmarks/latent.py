"""Measure the maps of a latent space against their peers, as ratios of CPU time in one run.

uv run python benchmarks/latent.py                        (about 15 CPU-minutes)
uv run python benchmarks/latent.py --seeds 5              (the whole comparison in 3-D: an hour)
uv run python benchmarks/latent.py --only tsne --samples 2500 --seeds 5

Every map is made in a process of its own, after an uncounted small one that loads the libraries. Both sides
start from the codes, so the search for neighbours counts. Prints rows for RESULTS.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import fmean, median
from typing import Any

import numpy as np

LATENT_DIM = 32
EPOCHS = 8
SETS = ("fashion_mnist", "hidden9", "diamonds")
LLE_BUDGET, TSNE_BUDGET, KEPT_BUDGET = 8.0, 4.0, 0.92
K = 15


def fashion_codes() -> np.ndarray:
    """Train an autoencoder 784-256-128-32 on Fashion-MNIST's 70,000 images and encode them."""
    import keras

    import handsonn as hn

    images = np.asarray(hn.load("fashion_mnist").x, np.float32).reshape(-1, 784) / 255
    keras.utils.set_random_seed(0)
    layers = keras.layers
    encoder = keras.Sequential(
        [layers.Dense(256, "relu"), layers.Dense(128, "relu"), layers.Dense(LATENT_DIM)]
    )
    decoder = keras.Sequential(
        [layers.Dense(128, "relu"), layers.Dense(256, "relu"), layers.Dense(784, "sigmoid")]
    )
    model = keras.Sequential([keras.Input((784,)), encoder, decoder])
    model.compile("adam", "mse")
    hn.fit(model, images, images, batch_size=256, epochs=EPOCHS, verbose=0)
    return np.asarray(encoder.predict(images, batch_size=5_000, verbose=0))


def some_codes(name: str, fashion: np.ndarray, samples: int, seed: int) -> np.ndarray:
    """Draw samples of a data set, float32, by a seed."""
    import handsonn as hn
    from handsonn.data.datasets.hidden9 import hidden9

    if name == "hidden9":
        return hidden9(samples, seed=seed).x
    features = fashion if name == "fashion_mnist" else np.asarray(hn.load(name).x, np.float64)
    spread = features.std(axis=0) if name == "diamonds" else 1.0
    rows = np.random.default_rng(seed).permutation(len(features))[:samples]
    return np.asarray((features[rows] - features.mean(axis=0)) / spread, np.float32)


def ours(method: str, dimensions: int) -> Callable[[np.ndarray, int], np.ndarray]:
    def work(codes: np.ndarray, seed: int) -> np.ndarray:
        from handsonn.latent.maps.make_map import make_map

        return make_map(codes, method, dimensions=dimensions, seed=seed).positions

    return work


def scikit_learn_lle(codes: np.ndarray, seed: int) -> np.ndarray:
    from sklearn.manifold import LocallyLinearEmbedding

    return LocallyLinearEmbedding(
        n_neighbors=12, n_components=2, reg=1e-2, eigen_solver="arpack", random_state=seed, n_jobs=-1
    ).fit_transform(codes)


def opentsne(dimensions: int, gradient: str) -> Callable[[np.ndarray, int], np.ndarray]:
    def work(codes: np.ndarray, seed: int) -> np.ndarray:
        import openTSNE

        return np.asarray(
            openTSNE.TSNE(
                dimensions, negative_gradient_method=gradient, random_state=seed, n_jobs=-1
            ).fit(codes)
        )  # fmt: skip

    return work


WORKS = {
    "LLE": ours("lle", 2),
    "scikit-learn's LLE, arpack": scikit_learn_lle,
    "openTSNE in 2-D": opentsne(2, "fft"),
    "t-SNE in 3-D": ours("tsne", 3),
    "openTSNE's Barnes-Hut in 3-D": opentsne(3, "bh"),
}


def work_here(name: str, codes_file: Path, positions_file: Path, seed: int) -> None:
    """Make one map in this process; print its CPU seconds."""
    codes = np.load(codes_file)
    WORKS[name](codes[:300], seed)
    started = time.process_time()
    positions = WORKS[name](codes, seed)
    seconds = time.process_time() - started
    np.save(positions_file, positions)
    print(json.dumps(seconds))


def work_alone(name: str, codes: np.ndarray, seed: int = 0) -> tuple[float, np.ndarray]:
    """Make one map in a process of its own; give its CPU seconds and positions."""
    with tempfile.TemporaryDirectory() as folder:
        codes_file, positions_file = Path(folder, "codes.npy"), Path(folder, "positions.npy")
        np.save(codes_file, codes)
        command = [sys.executable, __file__, "--work", name, str(codes_file), str(positions_file), str(seed)]
        # For both sides alike: threads that spin while they wait would count as work.
        environment = {**os.environ, "OMP_WAIT_POLICY": "PASSIVE"}
        told = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        seconds = float(json.loads(told.stdout.splitlines()[-1]))
        print(f"  {name}, {len(codes):,} codes, seed {seed}: {seconds:.1f} CPU-s", flush=True)
        return seconds, np.load(positions_file)


def verdict(value: float, budget: float) -> str:
    return f"{budget:g}: {'kept' if value >= budget else 'MISSED'}"


def lle_rows(fashion: np.ndarray) -> list[str]:
    rows = []
    for samples, peer, budget in (
        (20_000, "scikit-learn's LLE, arpack", LLE_BUDGET),
        (70_000, "openTSNE in 2-D", 1.0),
    ):
        mine, _ = work_alone("LLE", fashion[:samples])
        theirs, _ = work_alone(peer, fashion[:samples])
        ratio = theirs / mine
        rows.append(
            f"| LLE of {samples:,} codes | {mine:.1f} | {peer} | {theirs:.1f} | {ratio:.1f} "
            f"| {verdict(ratio, budget)} |"
        )
    return rows


def tsne_row(name: str, fashion: np.ndarray, samples: int, seeds: int) -> str:
    """Compare the two of 3-D on one data set: CPU time, and the share of true neighbours that each keeps."""
    from handsonn.latent.neighbours import nearest
    from handsonn.latent.trust import kept_neighbours

    told: list[tuple[float, float, float, float]] = []
    for seed in range(seeds):
        codes = some_codes(name, fashion, samples, seed)
        true = nearest(codes, K)
        mine, my_map = work_alone("t-SNE in 3-D", codes, seed)
        theirs, their_map = work_alone("openTSNE's Barnes-Hut in 3-D", codes, seed)
        kept = [float(kept_neighbours(codes, one, K, true).mean()) for one in (my_map, their_map)]
        told.append((mine, theirs, kept[0], kept[1]))
        print(f"  {name}, seed {seed}: {kept[0]:.3f} kept against {kept[1]:.3f}", flush=True)
    faster = median(theirs / mine for mine, theirs, _, _ in told)
    shares = [ours / barnes_hut for _, _, ours, barnes_hut in told]
    return (
        f"| {name}, {samples:,}, {seeds} seeds | {fmean(t[0] for t in told):.1f} "
        f"| {fmean(t[1] for t in told):.1f} | {faster:.1f} | {verdict(faster, TSNE_BUDGET)} "
        f"| {fmean(t[2] for t in told):.3f} | {fmean(t[3] for t in told):.3f} "
        f"| {min(shares):.3f} | {verdict(min(shares), KEPT_BUDGET)} |"
    )


def report(options: argparse.Namespace) -> list[str]:
    print("Training the autoencoder that gives the codes", flush=True)
    fashion = fashion_codes() if options.codes is None else np.load(options.codes)
    rows: list[str] = []
    if options.only != "tsne":
        rows += ["| map | CPU-s | peer | its CPU-s | faster by | budget |", "|---|---|---|---|---|---|"]
        rows += [*lle_rows(fashion), ""]
    if options.only != "lle":
        rows += [
            "t-SNE in 3-D against openTSNE's Barnes-Hut: CPU seconds, share of 15 true neighbours kept.",
            "",
            "| codes | CPU-s | its CPU-s | faster by | budget | kept | its kept | worst ratio | budget |",
            "|---|---|---|---|---|---|---|---|---|",
        ]
        rows += [tsne_row(name, fashion, options.samples, options.seeds) for name in SETS]
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=1, help="how many maps in 3-D per data set")
    parser.add_argument("--samples", type=int, default=10_000, help="of each map in 3-D")
    parser.add_argument("--only", choices=("lle", "tsne"))
    parser.add_argument("--codes", type=Path, help="a .npy file of codes, instead of training an autoencoder")
    parser.add_argument("--work", nargs=4, help=argparse.SUPPRESS)
    options: Any = parser.parse_args()
    if options.work is not None:
        name, codes_file, positions_file, seed = options.work
        work_here(name, Path(codes_file), Path(positions_file), int(seed))
        return
    before = os.getloadavg()[0]
    rows = report(options)
    print("\n".join(["", *rows]))
    print(f"\nLoad of this machine with {os.cpu_count()} cores: {before:.1f}, then {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
