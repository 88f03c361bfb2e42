"""Real data: registered data sets, the learner's files, splits and scalers.

A function and the file that is named after it share a name, so they are imported here at once: a name that is
resolved later would be the module for whoever imported that first. None of these files imports Keras,
scikit-learn, pyarrow or Pillow before it is needed.
"""

from handsonn.data.card import DatasetCard
from handsonn.data.fetch import fetch
from handsonn.data.load import load
from handsonn.data.new_samples import load_like, sample_names
from handsonn.data.preparation import prepare
from handsonn.data.registry import card, catalogue
from handsonn.data.splitting import split

__all__ = [
    "DatasetCard",
    "card",
    "catalogue",
    "fetch",
    "load",
    "load_like",
    "prepare",
    "sample_names",
    "split",
]
