"""jaxlib 0.10.2 computes wrong numbers on the CPU without a word (jax issue 39103)."""

import sys
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

LOCK = Path(__file__).parent.parent / "uv.lock"
BROKEN = "0.10.2"


def squared_lengths(samples: Any, matrix: Any) -> Any:
    """For each sample: the squared length of matrix @ sample, as one compiled program."""
    import jax
    import jax.numpy as jnp

    return np.asarray(jax.jit(jax.vmap(lambda row: jnp.sum((matrix @ row) ** 2)))(samples))


def by_numpy(samples: Any, matrix: Any) -> Any:
    return ((samples.astype(np.float64) @ matrix.T.astype(np.float64)) ** 2).sum(axis=1)


def test_products_of_one_matrix_with_the_rows_of_a_ramp_are_right_to_the_last_digit() -> None:
    # 0.10.2: wrong in the third digit from 32,769 rows on.
    numbers = np.arange(32_769, dtype=np.float32)
    ramp = np.stack([numbers, 0 * numbers, 0 * numbers], axis=1)
    identity = np.eye(3, dtype=np.float32)
    np.testing.assert_array_equal(squared_lengths(ramp, identity), numbers**2)


@pytest.mark.parametrize("rows", [4_096, 32_769, 40_000])
def test_products_with_random_samples_agree_with_numpy(rows: Any) -> None:
    # 0.10.2: right for 4,096 rows; for 40,000 some are off by a factor of 3,000.
    generator = np.random.default_rng(0)
    samples = generator.normal(size=(rows, 3)).astype(np.float32)
    matrix = generator.normal(size=(3, 3)).astype(np.float32)
    np.testing.assert_allclose(squared_lengths(samples, matrix), by_numpy(samples, matrix), rtol=1e-4)


@pytest.mark.parametrize("package", ["jax", "jaxlib"])
def test_the_lock_holds_no_broken_version(package: Any) -> None:
    packages = tomllib.loads(LOCK.read_text())["package"]
    locked = {entry["version"] for entry in packages if entry["name"] == package}
    assert locked, f"{package} is not in the lock"
    assert BROKEN not in locked


def test_this_environment_runs_no_broken_version() -> None:
    import jax
    import jaxlib

    assert BROKEN not in {jax.__version__, jaxlib.__version__}, sys.executable
