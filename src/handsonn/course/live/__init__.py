"""The live part of a lab: controls, pictures, what to notice, and the same in Keras."""

from handsonn.course.live.controls import (
    Choice,
    Layers,
    Picked,
    Slider,
    Toggle,
    checked_settings,
    stops_between,
)
from handsonn.course.live.live_lab import LiveLab, show
from handsonn.course.live.part import Outcome, Part, Prediction, Settings, Watch
from handsonn.course.live.quiet_watch import QuietWatch

__all__ = [
    "Choice",
    "Layers",
    "LiveLab",
    "Outcome",
    "Part",
    "Picked",
    "Prediction",
    "QuietWatch",
    "Settings",
    "Slider",
    "Toggle",
    "Watch",
    "checked_settings",
    "show",
    "stops_between",
]
