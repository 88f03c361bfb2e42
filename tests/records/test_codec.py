import dataclasses
import json
import math
from typing import Any

import numpy as np
import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

from handsonn.records import (
    CodecError,
    ConfusionMatrix,
    DataCard,
    EpochFacts,
    Preparation,
    RegressionReport,
    Report,
    RunRecord,
    Score,
    UnlabelledReport,
    dumps,
    loads,
)
from handsonn.records.codec import from_jsonable, to_jsonable

CONFUSION = ConfusionMatrix(np.array([[3, 1], [0, 2]]), ("cat", "dog"))
EPOCH = EpochFacts(3, {"loss": 0.25}, 1.5)


def same(left: Any, right: Any) -> bool:
    """Compare two values exactly: types, NaN equal to NaN, -0.0 unequal to 0.0, arrays by their bytes."""
    if type(left) is not type(right):
        return False
    if dataclasses.is_dataclass(left):
        return all(same(getattr(left, f.name), getattr(right, f.name)) for f in dataclasses.fields(left))
    if isinstance(left, np.ndarray):
        alike = left.dtype == right.dtype and left.shape == right.shape
        return alike and same(left.ravel().tolist(), right.ravel().tolist())
    if isinstance(left, (tuple, list)):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, float):
        both_nan = math.isnan(left) and math.isnan(right)
        return both_nan or (left == right and math.copysign(1, left) == math.copysign(1, right))
    return bool(left == right)


@given(strategies.records)
def test_every_record_comes_back_as_it_was(record: Any) -> None:
    assert same(loads(type(record), dumps(record)), record)


@given(strategies.records)
def test_the_text_is_strict_json(record: Any) -> None:
    def refuse(token: str) -> None:
        raise AssertionError(token)

    json.loads(dumps(record), parse_constant=refuse)


@given(strategies.SETTINGS)
def test_a_setting_keeps_its_type(value: Any) -> None:
    record = dataclasses.replace(_run(), settings={"setting": value})
    assert same(loads(RunRecord, dumps(record)).settings["setting"], value)


@given(strategies.json_values)
def test_json_that_is_no_record_is_refused_in_a_sentence(value: Any) -> None:
    text = json.dumps(to_jsonable(value))
    for kind in (Score, RunRecord, EpochFacts, ConfusionMatrix):
        with pytest.raises(CodecError):
            loads(kind, text)


@given(st.text())
def test_text_that_is_no_record_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(CodecError):
        loads(EpochFacts, text)


@given(strategies.records, st.data())
def test_a_damaged_record_is_refused_or_read_but_never_crashes(record: Any, data: st.DataObject) -> None:
    text = dumps(record)
    start = data.draw(st.integers(0, len(text) - 1))
    stop = data.draw(st.integers(start, min(len(text), start + 20)))
    damaged = text[:start] + data.draw(st.text(max_size=3)) + text[stop:]
    try:
        read = loads(type(record), damaged)
    except CodecError:
        return
    assert type(read) is type(record)


@given(st.data())
def test_a_value_put_anywhere_is_refused_or_read_but_never_crashes(data: st.DataObject) -> None:
    document = to_jsonable(data.draw(strategies.runs))
    here: Any = document
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(here[key], (dict, list)) and here[key] and data.draw(st.booleans()):
            here = here[key]
            continue
        here[key] = to_jsonable(data.draw(strategies.json_values))
        break
    try:
        read = from_jsonable(RunRecord, document)
    except CodecError:
        return
    assert type(read) is RunRecord


def test_a_record_reads_as_a_person_would_write_it() -> None:
    assert json.loads(dumps(EPOCH)) == {
        "type": "EpochFacts",
        "epoch": 3,
        "metrics": {"loss": 0.25},
        "seconds": 1.5,
    }


def test_numpy_numbers_are_written_as_numbers() -> None:
    facts = EpochFacts(np.int64(3), {"loss": np.float32(0.25)}, np.float64("nan"))  # type: ignore[arg-type]
    assert same(loads(EpochFacts, dumps(facts)), EpochFacts(3, {"loss": 0.25}, math.nan))


@pytest.mark.parametrize("value", [1j, object(), b"bytes", {1, 2}, np.array(["text"]).dtype])
def test_what_no_record_may_hold_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match=f"a record cannot hold a {type(value).__name__}"):
        to_jsonable(value)


def test_an_array_of_text_is_refused() -> None:
    with pytest.raises(TypeError, match="a record cannot hold an array of <U4"):
        to_jsonable(np.array(["text"]))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "this is not JSON"),
        ("{", "this is not JSON"),
        ("[" * 100_000, "this is not JSON"),
        ('{"type": "EpochFacts", "epoch": 1, "metrics": {}, "seconds": NaN}', "the token NaN is not JSON"),
        ("[]", r"record: expected EpochFacts, found \[\]"),
        ('{"type": "Score"}', "record: expected EpochFacts, found"),
        ('{"type": "EpochFacts"}', "record has no 'epoch', which every EpochFacts needs"),
    ],
)
def test_text_that_is_not_the_record_is_named(text: str, sentence: str) -> None:
    with pytest.raises(CodecError, match=sentence):
        loads(EpochFacts, text)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("epoch", True, r"record\.epoch: expected int, found True"),
        ("epoch", 1.5, r"record\.epoch: expected int, found 1\.5"),
        ("seconds", "fast", r"record\.seconds: expected float, found 'fast'"),
        ("seconds", None, r"record\.seconds: expected float, found None"),
        ("seconds", "nan", r"record\.seconds: expected float, found 'nan'"),
        ("seconds", {"type": "float", "value": "huge"}, r"record\.seconds: expected float, found 'huge'"),
        ("seconds", 10**400, r"record\.seconds: expected float, found 1000"),
        ("metrics", [], r"record\.metrics: expected dict"),
        ("metrics", {"loss": "high"}, r"record\.metrics\.loss: expected float, found 'high'"),
    ],
)
def test_the_field_that_is_wrong_is_named(field: str, value: Any, sentence: str) -> None:
    with pytest.raises(CodecError, match=sentence):
        from_jsonable(EpochFacts, {**to_jsonable(EPOCH), field: value})


@pytest.mark.parametrize(
    "changes",
    [
        {"dtype": "object"},
        {"dtype": "O"},
        {"dtype": "M8[s]"},
        {"dtype": "f8,f8"},
        {"dtype": "(2,f8"},
        {"dtype": None},
        {"dtype": 3},
        {"dtype": ["f8"]},
        {"shape": [3, 3]},
        {"shape": [-1, 2]},
        {"shape": [1 << 70]},
        {"shape": [1] * 100 + [4]},
        {"shape": "2"},
        {"shape": None},
        {"items": None},
        {"items": 5},
        {"items": "abcd"},
        {"items": {"a": 1}},
        {"items": [1, 2, 3, "four"]},
        {"items": [1, 2, 3, [4]]},
        {"items": [1, 2, 3, None]},
        {"items": [1, 2, 3, {}]},
        {"items": [1, 2, 3, 10**30]},
        {"items": [1, 2, 3, "nan"]},
        {"items": [1, 2, 3, 4.5]},
        {"items": [1, 2, 3, True]},
        {"dtype": "float16", "items": [1, 2, 3, 1e300]},
        {"dtype": "float64", "items": [1, 2, 3, 10**400]},
        {"dtype": "float64", "items": [1, 2, 3, "NaN"]},
        {"dtype": "bool", "items": [1, 0, 1, 0]},
        {"type": "list"},
    ],
)
def test_an_array_that_is_not_one_is_refused(changes: dict[str, Any]) -> None:
    document = to_jsonable(CONFUSION)
    with pytest.raises(CodecError, match=r"record\.counts"):
        from_jsonable(ConfusionMatrix, {**document, "counts": {**document["counts"], **changes}})


def test_a_report_of_no_known_kind_is_refused() -> None:
    with pytest.raises(CodecError, match=r"record\.report: .* is none of the kinds expected there"):
        from_jsonable(RunRecord, {**to_jsonable(_run()), "report": {"type": "Verdict"}})


def test_a_damaged_report_says_where_it_is_damaged() -> None:
    document = to_jsonable(dataclasses.replace(_run(), report=UnlabelledReport((), (), (), 3)))
    document["report"]["samples"] = "three"
    with pytest.raises(CodecError, match=r"record\.report\.samples: expected int, found 'three'"):
        from_jsonable(RunRecord, document)


def test_a_word_that_is_not_allowed_is_refused() -> None:
    document = to_jsonable(_run())
    document["data"]["task"] = "divination"
    with pytest.raises(CodecError, match=r"record\.data\.task: expected .*, found 'divination'"):
        from_jsonable(RunRecord, document)


def test_a_field_from_a_later_version_is_left_alone() -> None:
    assert from_jsonable(EpochFacts, {**to_jsonable(EPOCH), "mood": "good"}) == EPOCH


def test_a_field_with_a_default_may_be_missing() -> None:
    document = to_jsonable(_run().data)
    del document["duplicates"]
    assert from_jsonable(DataCard, document).duplicates == 0


def test_ten_thousand_residuals_take_a_moment() -> None:
    report = RegressionReport(
        (), np.random.default_rng(0).normal(size=10_000), np.zeros(10_000), "price", 10_000
    )
    read: Report = loads(RegressionReport, dumps(report))
    assert same(read, report)


def _run() -> RunRecord:
    data = DataCard("digits", "classification", "image", 10, 6, 2, 2, (8, 8), "", "", "abc", "random")
    preparation = Preparation("classification", "image", (8, 8), "none", np.array(1.0), np.array(0.0))
    return RunRecord(
        "digits-0001", "", data, {}, 0, {}, {}, None, preparation, 5, 0.5, "all epochs", "compiled"
    )
