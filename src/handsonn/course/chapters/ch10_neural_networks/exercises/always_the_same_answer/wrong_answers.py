"""Typical wrong answers to always_the_same_answer."""

from handsonn.course.checking import WrongAnswer

AS_SHIPPED = "no_cause"
_UNIT = 'Dense(1, activation="sigmoid")'
_BROKEN = (_UNIT, 'Dense(1, activation="softmax")')
WRONG_ANSWERS = (
    WrongAnswer("names a cause that is none", "unknown_cause", (('"HN001"', '"softmax"'),), "'softmax'"),
    WrongAnswer("names another cause", "other_cause", (('"HN001"', '"HN004"'),), "Learning rate too low"),
    WrongAnswer("names the cause and mends nothing", "not_mended", (_BROKEN,), "softmax to a single unit"),
    WrongAnswer(
        "trains longer", "hides_the_symptom", (_BROKEN, ("epochs=15", "epochs=40")), "800 updates, 300 before"
    ),
    WrongAnswer("builds a larger network", "hides_the_symptom", (_BROKEN, ("Dense(16", "Dense(512")), "16,385 weights"),
    WrongAnswer(
        "takes another loss", "hides_the_symptom", (_BROKEN, ('"binary_crossentropy"', '"mse"')), "changed the loss"
    ),
    WrongAnswer("leaves the activation out", "another_fault", ((_UNIT, "Dense(1)"),), "no activation"),
    WrongAnswer("takes relu", "another_fault", ((_UNIT, 'Dense(1, activation="relu")'),), "relu"),
    WrongAnswer("stops after a few samples", "too_low", (("epochs=15", "steps_per_epoch=1, epochs=1"),), "epochs"),
)  # fmt: skip
