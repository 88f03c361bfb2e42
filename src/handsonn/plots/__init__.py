"""Records drawn as pictures, light and dark, and gathered in one HTML page. The only package that draws."""

from handsonn.plots.confusion_matrix import confusion_matrix
from handsonn.plots.learning_curves import learning_curves
from handsonn.plots.picture import Picture, draw
from handsonn.plots.report import Layer, write_report
from handsonn.plots.residuals import residuals
from handsonn.plots.save import figure_bytes, save_figure
from handsonn.plots.score_words import score_sentence
from handsonn.plots.style import Style, style
from handsonn.plots.unlabelled import unlabelled
from handsonn.plots.worst_mistakes import Mistake, worst_mistakes

__all__ = [
    "Layer",
    "Mistake",
    "Picture",
    "Style",
    "confusion_matrix",
    "draw",
    "figure_bytes",
    "learning_curves",
    "residuals",
    "save_figure",
    "score_sentence",
    "style",
    "unlabelled",
    "worst_mistakes",
    "write_report",
]
