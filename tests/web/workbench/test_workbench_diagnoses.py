"""The workbench's diagnoses: a look before training, a proof in a process of its own, and what is refused."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from journal_samples import record
from starlette.applications import Starlette
from workbench_app import Settings, Workbench

from handsonn.diagnosis import rules
from handsonn.diagnosis.symptoms import SYMPTOMS
from handsonn.errors import HandsonnError, UsageError
from handsonn.web.workbench import Diagnoses, Jobs, workbench_routes
from handsonn.web.workbench.looker import Looker, Superseded
from handsonn.web.workbench.rule_page import parts_of
from handsonn.web.workbench.run_again import can_train_again, settings_of_run

DEADLINE = 60.0


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    folder = tmp_path_factory.mktemp("learner")
    diagnoses = Diagnoses(folder / ".handsonn")
    jobs = Jobs(folder / ".handsonn" / "jobs")
    app = Starlette(routes=workbench_routes(Settings(folder, folder / "runs"), jobs, diagnoses))
    yield Workbench(app, diagnoses, folder, "diagnoses", 90)
    diagnoses.close()
    jobs.close()


def settings(source: str = "iris", **experiment: Any) -> dict[str, Any]:
    small = {"layers": [8], "epochs": 10, "scaler": "standard", "validation": 0.1}
    return {"data": {"name_or_path": source}, "experiment": small | experiment, "seed": 0}


def test_before_training_the_look_says_what_is_wrong_and_what_is_in_order(workbench: Workbench) -> None:
    (workbench.folder / "houses.csv").write_text(
        "area,price\n" + "".join(f"{30 + n},{9000 * n}\n" for n in range(120))
    )
    healthy = workbench.post("/before", settings() | {"page": "1"}).json()
    assert healthy["findings"] == []
    assert len(healthy["passed"]) > 30
    document = settings("houses.csv", batch_size=500, scaler="none")
    document["data"]["target"] = "price"
    found = workbench.post("/before", document).json()["findings"]
    assert {each["code"] for each in found} == {"HN007", "HN023"}
    first = next(each for each in found if each["code"] == "HN023")
    assert "One batch holds all" in first["cause"]
    assert first["change"]["settings"]["data"]["name_or_path"] == "houses.csv"
    assert first["change"]["settings"]["experiment"]["batch_size"] == 32


@pytest.mark.parametrize(
    ("document", "control", "sentence"),
    [
        (settings("nowhere.csv"), "data", "nowhere.csv"),
        (settings("/etc/passwd"), "data", "lies outside"),
        (settings(epochs=0), "epochs", "epochs is 0"),
        (settings(magic=1), "data", "magic"),
    ],
)
def test_what_cannot_be_looked_at_is_an_answer_while_the_learner_types(
    workbench: Workbench, document: dict[str, Any], control: str, sentence: str
) -> None:
    told = workbench.post("/before", document)
    assert told.status == 200
    assert sentence in told.json()["problem"]["sentence"]
    assert told.json()["problem"]["control"] == control


def test_a_cause_is_proven_shown_offered_for_the_form_and_kept_once(workbench: Workbench) -> None:
    asked = settings("digits", batch_size=2000, epochs=5) | {"symptom": "loss falls slowly"}
    started = workbench.post("/diagnoses", asked)
    assert started.status == 201
    job = started.json()["id"]
    early = workbench.post(f"/diagnoses/{job}/keep")
    assert (early.status, "no diagnosis to keep yet" in early.json()["sentence"]) == (422, True)
    assert "has no answer yet" in workbench.get(f"/diagnoses/{job}/result").json()["sentence"]
    facts = workbench.until(job, lambda facts: facts["state"] not in ("waiting", "running"))
    assert (facts["state"], facts["settings"]["symptom"]) == ("done", "loss falls slowly")
    found = workbench.get(f"/diagnoses/{job}/result").json()
    assert "HN023" in found["found"]
    assert found["taken"][0]["verdict"] == "proven"
    assert found["settings"]["experiment"]["batch_size"] == 32
    assert found["given"]["experiment"]["batch_size"] == 2000
    page = workbench.get(f"/diagnoses/{job}/files/report.html")
    assert b"One batch holds all" in page.body
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert workbench.get(f"/diagnoses/{job}/files/settings.json").status == 422
    kept = workbench.post(f"/diagnoses/{job}/keep").json()["kept"]
    assert kept == "diagnoses/digits-0001"
    assert {path.name for path in (workbench.folder / kept).iterdir()} == {"report.html", "diagnosis.json"}
    assert workbench.post(f"/diagnoses/{job}/keep").json()["kept"] == kept
    again = Diagnoses(workbench.folder / ".handsonn")  # as after a restart of the server
    assert (again.jobs.find(job).state, again.jobs.find(job).kept) == ("done", kept)
    again.close()


def child_of(workbench: Workbench, job: str) -> Any:
    """Wait for a job's process, which is made a moment after the job is said to run."""
    deadline = time.monotonic() + DEADLINE
    while (child := workbench.work.jobs._working[job]) is None:
        assert time.monotonic() < deadline, f"{job} has no process"
        threading.Event().wait(0.02)
    return child


def test_a_diagnosis_is_stopped_and_its_process_is_gone(workbench: Workbench) -> None:
    job = workbench.post("/diagnoses", settings("digits")).json()["id"]
    workbench.until(job, lambda facts: facts["state"] == "running")
    child = child_of(workbench, job)
    workbench.post(f"/diagnoses/{job}/stop")
    facts = workbench.until(job, lambda facts: facts["state"] == "nothing")
    assert "before anything was proven" in facts["error"]["sentence"]
    assert child.process.wait(DEADLINE) == 0


def test_what_fails_in_the_process_is_a_sentence(workbench: Workbench) -> None:
    (workbench.folder / "few.csv").write_text("a,b\n1,2\n2,3\n")
    document = settings("few.csv")
    document["data"]["target"] = "b"
    job = workbench.post("/diagnoses", document).json()["id"]
    facts = workbench.until(job, lambda facts: facts["state"] == "failed")
    assert facts["error"]["sentence"]
    assert "Error" not in facts["error"]["sentence"]


@pytest.mark.parametrize(
    ("address", "body", "sentence"),
    [
        ("/diagnoses", settings() | {"symptom": "it hurts"}, "no symptom called 'it hurts'"),
        ("/diagnoses", settings("/etc/passwd"), "lies outside"),
        ("/diagnoses", settings(epochs=0), "epochs is 0"),
        ("/diagnoses", b"[]", "expected names with their values"),
        ("/before", b"{", "the request is not JSON"),
        ("/diagnoses/nothing/stop", None, "there is no diagnosis 'nothing' any more"),
        ("/diagnoses/nothing/keep", None, "there is no diagnosis 'nothing' any more"),
    ],
)
def test_what_is_refused_is_a_sentence(workbench: Workbench, address: str, body: Any, sentence: str) -> None:
    refused = workbench.post(address, body)
    assert refused.status == 422
    assert sentence in refused.json()["sentence"]


def test_every_symptom_is_on_the_page_and_every_rule_has_one(workbench: Workbench) -> None:
    page = workbench.get("").body.decode()
    for symptom in SYMPTOMS:
        assert f'value="{symptom.name}"' in page
    for rule in rules():
        assert {"What", "Why", "Remedy"} <= {head for head, _ in parts_of(rule)}, rule.code
    shown = workbench.get("/rules/HN005")
    assert b"Learning rate too high" in shown.body
    assert b"/labs/" in shown.body
    assert workbench.get("/rules/HN999").status == 422


def test_a_kept_run_gives_its_settings_to_the_form_where_it_can(workbench: Workbench) -> None:
    kept = record(settings={"layers": (300, 100), "learning_rate": None, "target_scaler": "standard"}, seed=3)
    assert not can_train_again(kept)
    with pytest.raises(UsageError, match="was trained on arrays"):
        settings_of_run(kept)
    loaded = replace(kept.data, options={"name_or_path": "houses.csv", "without": ("year",)})
    again = settings_of_run(replace(kept, data=loaded))
    assert (again.name_or_path, again.loading, again.seed) == ("houses.csv", {"without": ("year",)}, 3)
    assert again.experiment == {"layers": [300, 100], "target_scaler": "standard"}
    with pytest.raises(UsageError, match="trained your own model"):
        settings_of_run(replace(kept, data=loaded, settings={"model": "mine.py"}))
    assert workbench.get("/runs/nothing-0001/settings").status == 422


class Answering:
    """A process that answers when it is let to."""

    def __init__(self, *, dies: bool = False) -> None:
        self.asked = threading.Event()
        self.let = threading.Event()
        self.dies, self.killed = dies, False
        self.questions: list[dict[str, Any]] = []
        self.stdin, self.stdout = self, self
        self.let.set()

    def write(self, line: str) -> None:
        self.questions.append(json.loads(line))

    def flush(self) -> None:
        self.asked.set()

    def readline(self) -> str:
        assert self.let.wait(DEADLINE)
        if self.dies:
            return ""
        return json.dumps({"number": self.questions[-1]["number"], "findings": [], "passed": []}) + "\n"

    def poll(self) -> int | None:
        return -9 if self.killed else None

    def kill(self) -> None:
        self.killed = True

    def wait(self) -> int:
        return -9

    def close(self) -> None:
        pass


def looker_of(folder: Path, *processes: Answering, idle_seconds: float = 600.0) -> Looker:
    waiting = iter(processes)
    return Looker(folder, start=lambda _: next(waiting), idle_seconds=idle_seconds)  # type: ignore[arg-type, return-value]


def until_asked(looker: Looker, count: int) -> None:
    """Wait until so many questions have come, whether or not they had their turn."""
    deadline = time.monotonic() + DEADLINE
    while looker._number < count:
        assert time.monotonic() < deadline


def test_a_newer_question_of_the_same_page_supersedes_and_another_page_does_not(tmp_path: Path) -> None:
    process = Answering()
    process.let.clear()
    looker = looker_of(tmp_path, process)
    told: dict[str, Any] = {}

    def ask(name: str, page: str) -> threading.Thread:
        def asking() -> None:
            try:
                told[name] = looker.look({"name": name}, page)
            except Superseded as error:
                told[name] = error

        thread = threading.Thread(target=asking)
        thread.start()
        return thread

    threads = [ask("first", "a")]
    assert process.asked.wait(DEADLINE)
    for name, page in (("second", "a"), ("other", "b"), ("third", "a")):
        threads.append(ask(name, page))
        until_asked(looker, len(threads))
    process.let.set()
    for thread in threads:
        thread.join(DEADLINE)
    assert isinstance(told["first"], Superseded)
    assert isinstance(told["second"], Superseded)
    assert told["other"]["findings"] == told["third"]["findings"] == []
    assert {each["settings"]["name"] for each in process.questions} == {"first", "other", "third"}


def test_a_process_that_ended_is_a_sentence_and_the_next_question_starts_another(tmp_path: Path) -> None:
    looker = looker_of(tmp_path, Answering(dies=True), Answering())
    with pytest.raises(HandsonnError, match="looks at settings before a training ended"):
        looker.look({})
    assert looker.look({})["passed"] == []
    looker.close()


def test_a_process_that_is_not_asked_any_more_ends_by_itself(tmp_path: Path) -> None:
    process = Answering()
    gone = threading.Event()
    process.close = gone.set  # type: ignore[method-assign]
    looker_of(tmp_path, process, idle_seconds=0.01).look({})
    assert gone.wait(DEADLINE)
    assert process.killed


def test_a_process_that_cannot_be_started_is_a_sentence(tmp_path: Path) -> None:
    def refuse(_: Path) -> Any:
        raise OSError(12, "Cannot allocate memory")

    with pytest.raises(HandsonnError, match="could not be started"):
        Looker(tmp_path, start=refuse).look({})
    closed = looker_of(tmp_path, Answering())
    closed.close()
    with pytest.raises(HandsonnError, match="handsonn is closing"):
        closed.look({})
