"""Files of the learner's own are never written over unless they say so."""

from pathlib import Path

import pytest

from handsonn.errors import UsageError
from handsonn.experiments.existing_files import refuse_existing


def test_a_file_that_is_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text("mine")
    with pytest.raises(UsageError, match=r"train\.py exists already .*--overwrite"):
        refuse_existing([tmp_path / "new.py", tmp_path / "train.py"], overwrite=False)


def test_many_files_are_not_all_named(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in "abc"]
    for path in paths:
        path.write_text("mine")
    with pytest.raises(UsageError, match=r"a and .*b and more exist already"):
        refuse_existing(paths, overwrite=False)


def test_a_link_to_nowhere_is_there_too(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="link exists"):
        refuse_existing([tmp_path / "link"], overwrite=False)


def test_what_is_new_or_may_be_overwritten_passes(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text("mine")
    refuse_existing([tmp_path / "new.py"], overwrite=False)
    refuse_existing([tmp_path / "train.py"], overwrite=True)
