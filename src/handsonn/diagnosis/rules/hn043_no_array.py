"""x or y that is no array of numbers.

What: Python lists, lists of arrays, or an array of dtype object are given to fit.

Why: Keras takes NumPy arrays (and DataFrames, and data sets). It reads a list as several inputs, one
for each item, and it cannot tell what lies in an array of Python objects, which NumPy makes of rows of
different lengths or of mixed columns.

Evidence: the type of what was given, and the words of the error.

Remedy: np.array(x), with dtype "float32" where a table holds mixed columns.

Learn more: the lab "x and y" shows what a network takes.
"""

from __future__ import annotations

from collections.abc import Iterator

from handsonn.diagnosis.raised import place_told, says
from handsonn.diagnosis.rule import Rule
from handsonn.records import ArrayFacts, Facts, Finding


def check(facts: Facts) -> Iterator[Finding]:
    """Find lists and arrays of objects where fit stopped."""
    raised = facts.raised
    arrays = (*facts.data.x, *facts.data.y) if facts.data is not None else ()
    objects = [array for array in arrays if array.dtype == "object" and not array.text]
    lists = [array for array in arrays if array.given_as == "list"]
    if raised is not None and _speaks_of_lists(facts, lists):
        yield RULE.found(
            f"{_named(lists)} a Python list, but fit takes NumPy arrays.",
            evidence=[*place_told(raised)],
            remedy="Turn it into an array before fit: x = np.array(x), y = np.array(y).",
            confidence=1.0,
        )
    elif (raised is not None and says(raised, "Invalid dtype: object", "Unsupported object type")) or objects:
        if any(array.text for array in arrays):
            return  # HN044's
        yield RULE.found(
            "An array of Python objects was given to fit, as NumPy makes it of rows of different "
            "lengths or of mixed columns.",
            evidence=[
                *(place_told(raised) if raised is not None else ()),
                *(f"{array.name} has the dtype object." for array in objects),
            ],
            remedy="Turn it into numbers of one type, x.astype('float32'), after making all rows "
            "equally long.",
            confidence=0.98,
        )


def _speaks_of_lists(facts: Facts, lists: list[ArrayFacts]) -> bool:
    raised = facts.raised
    if says(raised, "Unrecognized data type: x=", "is only supported for tensors or NumPy arrays"):
        return bool(lists) or facts.data is None or says(raised, "<class 'list'>", "x=[[", "<class 'float'>")
    return says(raised, "Data cardinality is ambiguous") and bool(lists)


def _named(lists: list[ArrayFacts]) -> str:
    names = " and ".join(array.name for array in lists) or "x or y"
    return f"{names} {'are each' if len(lists) > 1 else 'is'}"


RULE = Rule(
    code="HN043",
    name="no-array",
    title="x or y that is no array of numbers",
    passed="x and y are arrays of numbers.",
    kind="data",
    severity="error",
    needs=("data or raised",),
    check=check,
    lab="x_and_y",
    symptoms=("fit raises an error",),
    explains=("HN042", "HN046", "HN050"),
)
