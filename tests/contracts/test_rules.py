"""What every rule keeps: its place, its page, its words, and that no facts make it fail."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest
from facts_strategies import any_facts, likely_facts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handsonn.course.catalogue import labs
from handsonn.diagnosis import Rule, find_rule, judge, rules
from handsonn.diagnosis.symptoms import symptom_names
from handsonn.errors import UnknownName
from handsonn.experiments.diagnosing.changes.registry import change_kinds
from handsonn.records import Change, Facts, Finding, dumps, loads

ENDS = (".", "?")  # of a sentence: a remedy may ask the learner something
TESTS = Path(__file__).parent.parent / "diagnosis" / "rules"
SECTIONS = ["What", "Why", "Evidence", "Remedy", "Learn more"]
# Words of papers and of Keras' inside that no lab explains; a name with an underscore is code, and may stand.
JARGON = {
    "logit",
    "logits",
    "tensor",
    "tensors",
    "hyperparameter",
    "hyperparameters",
    "broadcast",
    "broadcasting",
    "stochastic",
    "backpropagation",
    "jacobian",
    "hessian",
    "ndim",
    "iid",
    "prior",
    "posterior",
    "variance",
    "covariate",
    "heteroscedastic",
    "ablation",
    "sota",
    "cardinality",
    "regularisation",
    "epoch-wise",
    "logarithmically",
    "convex",
    "sgd-like",
    "multiclass",
    "argmax",
    "rank",
    "kernel",
}


def identifier(rule: Rule) -> str:
    return rule.code


ALL = pytest.mark.parametrize("rule", rules(), ids=identifier)


def page(rule: Rule) -> str:
    """Give the docstring of a rule's file."""
    return inspect.getdoc(inspect.getmodule(rule.check)) or ""


def sentences(rule: Rule) -> list[str]:
    """Give every text in a rule's code; docstrings, and what Keras' own words are compared with, left out."""
    module = inspect.getmodule(rule.check)
    assert module is not None
    nodes = [*ast.walk(ast.parse(inspect.getsource(module)))]
    left_out = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for call in nodes:
        if isinstance(call, ast.Call) and ast.unparse(call.func) in ("re.compile", "says"):
            left_out |= {id(node) for node in ast.walk(call)}
    texts = [node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in texts if id(node) not in left_out and " " in node.value.strip()]


def test_codes_and_names_are_unique_and_codes_without_a_gap() -> None:
    codes = [rule.code for rule in rules()]
    assert len(set(codes)) == len(codes)
    assert len({rule.name for rule in rules()}) == len(codes)
    assert codes == sorted(codes)
    every = {f"HN{number:03}" for number in range(1, int(codes[-1].removeprefix("HN")) + 1)}
    assert every == set(codes)


@ALL
def test_a_rule_is_found_by_code_and_by_name(rule: Rule) -> None:
    assert find_rule(rule.code.lower()) is rule
    assert find_rule(rule.name.upper()) is rule
    assert re.fullmatch(r"HN\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", rule.name)


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UnknownName, match="there is no rule called 'HN999'"):
        find_rule("HN999")


@ALL
def test_its_file_is_named_after_it_and_tested(rule: Rule) -> None:
    module = inspect.getmodule(rule.check)
    assert module is not None
    assert module.__name__.rpartition(".")[2].startswith(f"{rule.code.lower()}_")
    assert (TESTS / f"test_{rule.code.lower()}.py").is_file()


@ALL
def test_its_page_has_every_section_in_order(rule: Rule) -> None:
    assert re.findall(r"\n\n(\w[\w ]*): ", page(rule)) == SECTIONS
    first, blank = page(rule).splitlines()[:2]
    assert first.endswith(".")
    assert blank == ""


@ALL
def test_what_a_learner_reads_of_it_are_sentences(rule: Rule) -> None:
    assert rule.title[0].isupper() or rule.title[0] in "xy"
    assert not rule.title.endswith(".")
    assert rule.passed[0].isupper() or rule.passed[0] in "xy"
    assert rule.passed.endswith(".")


@ALL
def test_no_sentence_holds_a_word_that_nothing_explains(rule: Rule) -> None:
    for sentence in [*sentences(rule), page(rule)]:
        words = re.findall(r"(?<![\w.=])[a-z][a-z-]+(?![\w(=.]\w|_)", sentence.lower())
        assert JARGON.isdisjoint(words), f"{JARGON & set(words)} in {sentence!r}"
        assert "!" not in sentence


@ALL
def test_its_lab_its_symptoms_and_what_it_explains_are_there(rule: Rule) -> None:
    assert rule.lab in {lab.name for lab in labs()}
    assert rule.symptoms
    assert set(rule.symptoms) <= set(symptom_names())
    assert set(rule.explains) <= {other.code for other in rules()}
    assert rule.kind in ("configuration", "data", "run")
    assert rule.severity in ("error", "warning", "note")


@ALL
def test_it_needs_something_and_is_not_asked_without(rule: Rule) -> None:
    parts = {part for need in rule.needs for part in need.split(" or ")}
    assert parts
    assert parts <= set(Facts.__dataclass_fields__)
    assert not rule.can_judge(Facts())


def test_no_rule_explains_itself_not_even_in_a_circle() -> None:
    explains = {rule.code: set(rule.explains) for rule in rules()}
    for code, named in explains.items():
        reached: set[str] = set()
        open_codes = set(named)
        while open_codes:
            reached |= open_codes
            open_codes = {further for one in open_codes for further in explains.get(one, ())} - reached
        assert code not in reached


def test_every_symptom_has_a_rule_that_can_cause_it_or_waits_for_one_of_the_free_codes() -> None:
    caused = {symptom for rule in rules() for symptom in rule.symptoms}
    waiting = {"validation better than training", "training is slow"}
    assert set(symptom_names()) - caused <= waiting


@pytest.mark.parametrize("rule", rules(), ids=identifier)
def test_what_it_can_say_are_sentences(rule: Rule) -> None:
    """Read in its source, since no example need come to each of its findings."""
    for text in sentences_in(inspect.getsource(inspect.getmodule(rule.check))):
        assert text.endswith(ENDS), text


def sentences_in(source: str) -> list[str]:
    """List the ends of the causes, remedies and evidence that stand in a rule's source."""
    told: list[ast.expr] = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "found":
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            evidence = given.get("evidence")
            told += [*call.args[:1], *([given["remedy"]] if "remedy" in given else [])]
            told += evidence.elts if isinstance(evidence, ast.List | ast.Tuple) else []
    ends = [text.values[-1] if isinstance(text, ast.JoinedStr) else text for text in told]
    return [end.value for end in ends if isinstance(end, ast.Constant) and isinstance(end.value, str)]


def is_carried_out(change: Change) -> bool:
    kind = change_kinds().get(change.kind)
    return kind is not None and set(change.settings) <= set(kind.settings)


def complain(finding: Finding, rule: Rule) -> str:
    """Say what is wrong with a finding; "" when nothing is."""
    if (finding.code, finding.name, finding.lab) != (rule.code, rule.name, rule.lab):
        return "it is another rule's"
    if not 0.0 < finding.confidence <= 1.0:
        return f"its confidence is {finding.confidence}"
    told = (finding.cause, finding.remedy, *finding.evidence)
    if not finding.evidence or not all(text.endswith(ENDS) and text == text.strip() for text in told):
        return f"not all of these are sentences: {told}"
    unknown = [change for change in finding.changes if not is_carried_out(change)]
    return f"nobody carries out {unknown}" if unknown else ""


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(st.one_of(any_facts, likely_facts))
def test_no_facts_make_a_rule_fail_and_every_finding_is_whole(facts: Facts) -> None:
    for rule in rules():
        for finding in rule.check(facts):
            assert complain(finding, rule) == ""
    judgement = judge(facts, symptom="loss is nan")
    codes = {finding.code for finding in judgement.findings}
    assert codes.isdisjoint(finding.code for finding in judgement.explained)
    for finding in judgement.findings:
        assert dumps(loads(Finding, dumps(finding))) == dumps(finding)
