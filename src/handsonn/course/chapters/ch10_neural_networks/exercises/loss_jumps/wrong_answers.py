"""Typical wrong answers to loss_jumps."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "no_cause"
_BROKEN = ("learning_rate=0.05", "learning_rate=1.0")
WRONG_ANSWERS = (
    WrongAnswer("names another cause", "other_cause", (('"HN005"', '"HN013"'),), "too narrow"),
    WrongAnswer("names the cause and mends nothing", "not_mended", (_BROKEN,), "CAUSE is right"),
    WrongAnswer("stops before it jumps", "hides_the_symptom", (_BROKEN, ("epochs=15", "epochs=1")), "22 times"),
    WrongAnswer("builds a larger network", "hides_the_symptom", (_BROKEN, ("Dense(48", "Dense(256")), "19,210 weights"),
    WrongAnswer("goes from too high to too low", "too_low_a_rate", (("0.05", "0.00001"),), "hardly moves"),
    WrongAnswer("lowers the rate by half", "too_low", (("0.05", "0.7"),), "unseen digits"),
)  # fmt: skip
