"""The code of the lab "why_not_learning", for exactly the networks on the page."""

from __future__ import annotations

import re
import textwrap

from handsonn.course.chapters.ch11_training_deep_networks.experiments.sick_networks import SickNetwork
from handsonn.experiments.diagnosing import Case, case_code

LONGEST = 100


def data_code(sick: SickNetwork) -> str:
    """Write the lines that make x, y, x_val, y_val, x_new and y_new."""
    flat = ".reshape(-1, 64)" if sick.data == "digits" else ""
    lines = [
        f'split = hn.split(hn.load("{sick.data}"), validation=0.2, test=0.2, scaler="{sick.scaler}", seed=0)',
        f"x, y = split.train.x{flat}, split.train.y",
        f"x_val, y_val = split.validation.x{flat}, split.validation.y",
        f"x_new, y_new = split.test.x{flat}, split.test.y  # no training sees these",
    ]
    if sick.is_sorted:
        lines += ['order = np.argsort(y, kind="stable")', "x, y = x[order], y[order]"]
    return "\n".join(lines)


def trained_code(case: Case) -> str:
    """Write model, compile and fit of a case; what a change does to x_val it does to x_new as well."""
    lines: list[str] = []
    for line in case_code(case).splitlines():
        lines += _broken(line)
        if line.startswith("x_val = "):
            lines.append(line.replace("x_val", "x_new"))
        elif re.match(r"x = \(x - mean", line) and "x_val" not in case_code(case):
            lines.append(line.replace("x", "x_new"))
    text = "\n".join(line for line in lines if line.strip())
    return text.replace("model.fit(\n    x,\n    y,\n", "history = model.fit(\n    x, y, verbose=0,\n")


def _broken(line: str) -> list[str]:
    """Break a long line of a layer before the initializers."""
    if len(line) <= LONGEST:
        return [line]
    space = " " * (len(line) - len(line.lstrip()) + 4)
    return re.sub(r", (?=(?:kernel|bias)_initializer=)", f",\n{space}", line).split("\n")


def network_code(sick: SickNetwork, case: Case) -> str:
    """Write the code of one network from five seeds."""
    return f"""{_beginning(sick)}
seeds = range(5)
loss, accuracy, val_accuracy = [], [], []
for seed in seeds:
    keras.utils.set_random_seed(seed)
{textwrap.indent(trained_code(case), "    ")}
    loss.append(history.history["loss"][-1])
    accuracy.append(history.history["accuracy"][-1])
    val_accuracy.append(history.history["val_accuracy"][-1])
print(loss, accuracy, val_accuracy)
"""


def comparison_code(sick: SickNetwork, before: Case, after: Case) -> str:
    """Write the code of both arms."""
    return f"""{_beginning(sick)}
def before(x, y, x_val, y_val, x_new):
{_arm(before)}

def after(x, y, x_val, y_val, x_new):
{_arm(after)}

seeds = range(5)
scores = {{before: [], after: []}}
for seed in seeds:
    for arm in scores:
        keras.utils.set_random_seed(seed)
        scores[arm].append(arm(x, y, x_val, y_val, x_new))
as_it_is, changed = scores[before], scores[after]
print(as_it_is, changed, np.subtract(changed, as_it_is))
"""


def script_code(sick: SickNetwork, case: Case) -> str:
    """Write the network as the learner's own script: once, without seeds."""
    return f"""{_beginning(sick)}
keras.utils.set_random_seed(0)
{trained_code(case)}
"""


def _arm(case: Case) -> str:
    body = trained_code(case).replace("history = model.fit(", "model.fit(")
    return textwrap.indent(f"{body}\nreturn model.evaluate(x_new, y_new, verbose=0)[1]", "    ")


def _beginning(sick: SickNetwork) -> str:
    return f"""import handsonn as hn  # reads and splits the data; the rest is plain Keras
import keras
import numpy as np

{data_code(sick)}
"""
