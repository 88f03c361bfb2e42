"""Pictures that redraw while a network trains: facts in Python, drawn by a file of JavaScript each."""

from handsonn.course.pictures.bars import Bars, BarSet, histogram, spread
from handsonn.course.pictures.boundary import Boundary
from handsonn.course.pictures.cloud import Cloud, Magnitude, faded
from handsonn.course.pictures.confusion_matrix import ConfusionMatrix
from handsonn.course.pictures.curves import Curves, Line, Mark, band
from handsonn.course.pictures.images import Images
from handsonn.course.pictures.network_diagram import DiagramLayer, NetworkDiagram, network
from handsonn.course.pictures.picture import Axis, Picture, encode
from handsonn.course.pictures.scatter import Scatter
from handsonn.course.pictures.surface import Surface, Trail
from handsonn.course.pictures.table import Table
from handsonn.course.pictures.text import Text
from handsonn.course.pictures.weight_images import WeightImages

__all__ = [
    "Axis",
    "BarSet",
    "Bars",
    "Boundary",
    "Cloud",
    "ConfusionMatrix",
    "Curves",
    "DiagramLayer",
    "Images",
    "Line",
    "Magnitude",
    "Mark",
    "NetworkDiagram",
    "Picture",
    "Scatter",
    "Surface",
    "Table",
    "Text",
    "Trail",
    "WeightImages",
    "band",
    "encode",
    "faded",
    "histogram",
    "network",
    "spread",
]
