"""`handsonn train NAME` works for every data set that needs no download, whatever its kind and task."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from handsonn.cli.main import handsonn
from handsonn.data import catalogue

EMBEDDED = [card.name for card in catalogue() if not card.download_bytes]
SMALL = ("--epochs", "1", "--layers", "4")
DRAWN = {"signals", "co2", "moons"}  # a kind each that is no image and no table of a file


@pytest.mark.parametrize("name", EMBEDDED)
def test_a_set_is_trained_judged_and_predicted(name: str, tmp_path: Path) -> None:
    report = "--report" if name in DRAWN else "--no-report"
    trained = CliRunner().invoke(
        handsonn, ["train", name, *SMALL, report, "--batch-size", "256", "--json", "--runs", str(tmp_path)]
    )
    assert trained.exit_code == 0, trained.output
    record = json.loads(trained.stdout)["runs"][0]
    assert record["report"]["samples"] == record["data"]["test_samples"] > 0
    predicted = CliRunner().invoke(handsonn, ["predict", "last", name, "--json", "--runs", str(tmp_path)])
    assert predicted.exit_code == 0, predicted.output
    document = json.loads(predicted.stdout)
    assert len(document["predictions"]) == record["data"]["samples"]
    assert "trained it, so a score on them flatters" in document["notes"][0]


def test_fashion_mnist_is_the_real_70000_images_where_they_are(tmp_path: Path) -> None:
    if not Path("/usr/share/datasets/fashion-mnist").exists():
        assert not os.environ.get("CI"), "CI installs the package that holds the images"
        pytest.skip("needs Debian's package dataset-fashion-mnist")
    trained = CliRunner().invoke(
        handsonn,
        ["train", "fashion_mnist", "--epochs", "1", "--layers", "32", "--json", "--runs", str(tmp_path)],
    )
    assert trained.exit_code == 0, trained.output
    record = json.loads(trained.stdout)["runs"][0]
    assert (record["data"]["samples"], record["report"]["samples"]) == (70_000, 10_000)
    assert record["report"]["scores"][0]["value"] > 0.8
