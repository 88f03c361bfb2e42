"""diagnose(): why a network does not learn, and the proof."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handsonn.diagnosis import Judgement, judge
from handsonn.diagnosis.symptoms import symptom_names
from handsonn.errors import DiagnosisError, UnknownName
from handsonn.experiments.diagnosing.case import Case, case_of, case_of_experiment
from handsonn.experiments.diagnosing.changes import find_change_kind
from handsonn.experiments.diagnosing.changes.together import together
from handsonn.experiments.diagnosing.data_once import DataOnce
from handsonn.experiments.diagnosing.gather import Depth, gather
from handsonn.experiments.diagnosing.prove import Tell
from handsonn.experiments.diagnosing.prove import prove as prove_change
from handsonn.experiments.diagnosing.result import DiagnosisResult
from handsonn.experiments.diagnosing.trials import Stop, Trials
from handsonn.experiments.diagnosing.work_time import WorkTime
from handsonn.records import Change, Diagnosis, Facts, Finding, Proof, Step

if TYPE_CHECKING:
    from handsonn.experiments.experiment import Experiment

MOST_STEPS = 5
MOST_TRIED = 3
LIKELY = 0.6
"""A warning of this confidence is worth a proof before a training is looked into."""
CANNOT_WORK = 0.95
"""An error of this confidence is removed even where a second fault hides the gain."""


def diagnose(
    model_or_experiment: Any | Experiment | Case,
    x: Any = None,
    y: Any = None,
    *,
    prove: bool = True,
    train: bool = True,
    symptom: str = "",
    seeds: int | Sequence[int] = 5,
    seconds: float = 20.0,
    tell: Tell = lambda *_: None,
    should_stop: Stop = lambda: False,
    **fit_arguments: Any,
) -> DiagnosisResult:
    """Say why a network does not learn, and prove it by training with and without one change.

    model_or_experiment: a compiled keras.Model with x, y and the arguments of model.fit; a function that
        makes one; an Experiment; or a Case, which holds all of it. Neither the model nor the arrays are
        changed.
    prove: False tries no change. train: False trains nothing at all: only the model, how it was compiled and
        the data are looked at.
    symptom: what is seen, such as "loss is nan"; causes of it come first.
    seeds: how many pairs of networks a proof trains, or which. seconds: of work that it may take, about.
    tell: is told of progress: share, sentence, seconds left. should_stop: is asked between epochs.

    Raises DiagnosisError for what is no model or cannot be trained for a comparison, UnknownName for an
    unknown symptom or argument of fit, Stopped when should_stop says so.
    """
    case = _case(model_or_experiment, x, y, fit_arguments)
    check_symptom(symptom)
    began = time.perf_counter()
    work = _Work(
        symptom, range(seeds) if isinstance(seeds, int) else tuple(seeds), seconds, tell, should_stop, train,
        Trials(seconds=seconds / 4), DataOnce(case, case.data),
    )  # fmt: skip
    steps, fixed = work.steps(case, prove=prove and train)
    record = Diagnosis(
        case.title, tuple(steps), work.judgements[0].passed, tuple(dict.fromkeys(work.not_checked)),
        work.facts[0], symptom, time.perf_counter() - began,
    )  # fmt: skip
    tell(1.0, "done", 0.0)
    return DiagnosisResult(record, case, fixed)


def check_symptom(symptom: str) -> None:
    """Raise UnknownName for what no rule knows as a symptom."""
    if symptom and symptom not in symptom_names():
        raise UnknownName("symptom", symptom, symptom_names())


def _case(given: Any, x: Any, y: Any, fit_arguments: dict[str, Any]) -> Case:
    from handsonn.experiments.experiment import Experiment

    if isinstance(given, Case):
        return given
    if not isinstance(given, Experiment):
        return case_of(given, x, y, **fit_arguments)
    if x is not None or y is not None or fit_arguments:
        raise DiagnosisError(
            "an experiment has its own data and settings; give the experiment alone, or a model with x and y."
        )
    return case_of_experiment(given)


@dataclass
class _Work:
    """One diagnosis while it goes on."""

    symptom: str
    seeds: Sequence[int]
    seconds: float
    tell: Tell
    should_stop: Stop
    train: bool
    trials: Trials
    data_once: DataOnce
    worked: WorkTime = field(default_factory=WorkTime)
    judgements: list[Judgement] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)
    not_checked: list[str] = field(default_factory=list)

    def steps(self, case: Case, *, prove: bool) -> tuple[list[Step], Case]:
        """Find, prove, change; and again, until nothing is found or nothing helps."""
        if not self.train:
            self.not_checked.append("Nothing was trained, so what only a training shows was not looked at.")
        steps: list[Step] = []
        taken: set[str] = set()
        while True:
            judgement = self._judged(case)
            if not prove or len(steps) >= MOST_STEPS - 1 or not self._time_left():
                steps.append(Step(judgement.findings))
                return steps, case
            tried: list[Proof] = []
            place = self._tried(case, judgement.findings, taken, tried)
            if place < 0 and _is_clear(judgement) and self.facts[-1].run is None and case.x is not None:
                judgement = self._judged(case, deep=True)  # what was likely did not help: look deeper
                place = self._tried(case, judgement.findings, taken, tried)
            steps.append(Step(judgement.findings, tuple(tried), place))
            if place < 0:
                return steps, case
            change = tried[place].change
            taken.add(repr(change))
            after = self.trials.changed(case, change)
            self.trials.adopt(case, change, after)
            case = after

    def _judged(self, case: Case, *, deep: bool = False) -> Judgement:
        """Judge by what can be seen at once; look deeper where that leaves the cause open, or when asked."""
        self._say("the model and the data are looked at")
        facts = self.data_once.look(case)
        judgement = judge(facts, symptom=self.symptom)
        if self.train and case.x is not None and (deep or not _is_clear(judgement)):
            facts, judgement = self._deeper(case, facts, judgement)
        self.facts.append(facts)
        self.judgements.append(judgement)
        return judgement

    def _deeper(self, case: Case, facts: Facts, judgement: Judgement) -> tuple[Facts, Judgement]:
        """Train a copy; then climb the ladder, since a run alone seldom tells causes apart."""
        depths: tuple[tuple[Depth, str], ...] = (
            ("run", "a copy is trained"),
            ("ladder", "short trials are made"),
        )
        for depth, words in depths:
            if not self._time_left():
                self.not_checked.append(f"The time was over before {words}.")
                break
            self._say(words)
            try:
                facts = gather(
                    case, depth=depth, known=facts, trials=self.trials, should_stop=self.should_stop
                )
            except DiagnosisError as error:
                self.not_checked.append(f"No training could be looked into: {error}")
                break
            judgement = judge(facts, symptom=self.symptom)
            if facts.raised is not None:
                break
        return facts, judgement

    def _tried(self, case: Case, findings: Sequence[Finding], taken: set[str], proofs: list[Proof]) -> int:
        """Try the changes of the likeliest findings; add the proofs, give the place of the one to keep."""
        fallback = -1
        known = {repr(proof.change) for proof in proofs} | taken
        ways = list(_hypotheses(findings, known))
        for finding, change in ways:
            proof = self._proof(case, finding, change, spare=bool(proofs))
            if proof is None:
                continue
            proofs.append(proof)
            if proof.verdict == "proven":
                return len(proofs) - 1
            if fallback < 0 and _must_go(finding, proof):
                fallback = len(proofs) - 1
        if fallback < 0 and len(several := _side_by_side(ways)) > 1:
            proof = self._proof(case, ways[0][0], together(several), spare=True)
            if proof is not None:
                proofs.append(proof)
                return len(proofs) - 1 if proof.verdict == "proven" else -1
        return fallback

    def _proof(self, case: Case, finding: Finding, change: Change, *, spare: bool) -> Proof | None:
        """Try one change; None where it cannot be tried. spare: leave it out when the time is over."""
        if spare and not self._time_left():
            self.not_checked.append("The time was over before every change was tried.")
            return None
        self._say(f"trying: {finding.remedy}")
        try:
            return prove_change(
                case, change, seeds=self.seeds, trials=self.trials, tell=self._proof_told(finding),
                should_stop=self.should_stop,
            )  # fmt: skip
        except DiagnosisError as error:
            self.not_checked.append(f"{finding.code}: the change could not be tried: {error}")
            return None

    def _time_left(self) -> bool:
        return self.worked.seconds() < self.seconds

    def _say(self, words: str) -> None:
        spent = self.worked.seconds()
        share = min(0.99, spent / self.seconds) if self.seconds > 0 else 0.99
        self.tell(share, words, max(0.0, self.seconds - spent))

    def _proof_told(self, finding: Finding) -> Callable[[float, str, float], None]:
        return lambda _, words, __: self._say(f"{finding.code}: {words}")


def _is_clear(judgement: Judgement) -> bool:
    """Tell whether an error, or a warning that is likely the cause, was found."""
    return any(
        finding.severity == "error" or (finding.severity == "warning" and finding.confidence >= LIKELY)
        for finding in judgement.findings
    )


def _hypotheses(findings: Sequence[Finding], taken: set[str]) -> Iterator[tuple[Finding, Change]]:
    """Give what to try: the first way of each of the first findings, then other ways of errors."""
    able = [finding for finding in findings if finding.changes and finding.severity != "note"][:MOST_TRIED]
    able = able or [finding for finding in findings if finding.changes][:1]
    ways = [(finding, finding.changes[0]) for finding in able]
    ways += [(finding, way) for finding in able if finding.severity == "error" for way in finding.changes[1:]]
    fresh = [(finding, change) for finding, change in ways if repr(change) not in taken]
    yield from fresh[: MOST_TRIED + 1]


def _side_by_side(ways: Sequence[tuple[Finding, Change]]) -> list[Change]:
    """Give the first way of each finding, one of each kind: changes that may only help together."""
    found: dict[str, Change] = {}
    seen: set[str] = set()
    for finding, change in ways:
        if finding.code not in seen and find_change_kind(change.kind).aim == "better":
            seen.add(finding.code)
            found.setdefault(change.kind, change)
    return list(found.values())


def _must_go(finding: Finding, proof: Proof) -> bool:
    """Tell whether a fault that cannot work at all is removed though no gain shows: a second one hides it."""
    worse = proof.high < 0.0
    return (
        finding.severity == "error"
        and finding.confidence >= CANNOT_WORK
        and finding.kind != "run"
        and not worse
        and bool(proof.code)
        and proof.score_name != ""
    )
