"""Runs on disk: each a folder that appears whole or not at all, whoever else writes."""

from handsonn.journal.compare import Comparison, DifferingSetting, ScoreComparison, compare
from handsonn.journal.journal import Journal, JournalContents, UnreadableRun
from handsonn.journal.names import run_stem

__all__ = [
    "Comparison",
    "DifferingSetting",
    "Journal",
    "JournalContents",
    "ScoreComparison",
    "UnreadableRun",
    "compare",
    "run_stem",
]
