"""The workbench's addresses: what they answer, and that hostile requests get a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from workbench_app import Settings, Workbench

from handsonn.journal import Journal
from handsonn.journal.repository.place import MARK, MARK_FILE
from handsonn.web.workbench import Jobs, workbench_routes
from handsonn.web.workbench.answers import LARGEST_REQUEST

SMALL = {"layers": [8], "epochs": 3}


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("learner")
    jobs = Jobs(folder / ".handsonn" / "jobs")
    routes = workbench_routes(Settings(folder, folder / "runs"), jobs)
    yield Workbench(Starlette(routes=routes), jobs, folder, "jobs", 60)
    jobs.close()


def settings(source: str = "iris", **changes: Any) -> dict[str, Any]:
    data = {"name_or_path": source} | changes.pop("data", {})
    return {"data": data, "experiment": SMALL | changes, "seed": 1}


@pytest.fixture(scope="module")
def done(workbench: Workbench) -> str:
    """A training of iris that came to its end."""
    started = workbench.post("/jobs", settings())
    assert started.status == 201
    job: str = started.json()["id"]
    workbench.until(job, lambda facts: facts["state"] == "done")
    return job


def test_the_page_names_each_control(workbench: Workbench) -> None:
    page = workbench.get("")
    assert page.status == 200
    for name in ("data", "target", "scaler", "validation", "optimizer", "epochs", "early_stopping", "seed"):
        assert f'for="{name}"' in page.body.decode() or f'for="{name}_kind"' in page.body.decode()
    assert "200 MB" in page.body.decode()


def test_every_choice_of_the_page_is_one_of_the_library() -> None:
    from handsonn.data.scalers import SCALERS as KNOWN
    from handsonn.models.build import activation_names, make_optimizer, optimizer_names
    from handsonn.web.workbench.choices import ACTIVATIONS, OPTIMIZERS, SCALERS

    assert {name for name, _ in SCALERS} == set(KNOWN)
    assert {name for name, _ in ACTIVATIONS} <= set(activation_names())
    assert {name for name, _, _ in OPTIMIZERS} <= set(optimizer_names())
    for name, _, rate in OPTIMIZERS:
        assert float(make_optimizer(name).learning_rate) == pytest.approx(float(rate))


def test_the_catalogue_lists_names_and_the_learners_files(workbench: Workbench) -> None:
    (workbench.folder / "own.csv").write_text("a,b\n1,2\n")
    (workbench.folder / "notes.txt").write_text("no data")
    found = workbench.get("/data").json()
    assert {"digits", "iris", "diamonds"} <= {each["name"] for each in found["named"]}
    assert "own.csv" in found["files"]
    assert "notes.txt" not in found["files"]


def test_a_look_counts_classes_gaps_and_repetitions(workbench: Workbench) -> None:
    rows = ["1,red,yes", "1,red,yes", ",blue,no", "4,blue,no"]
    (workbench.folder / "gaps.csv").write_text("\n".join(["size,colour,bought", *rows]))
    found = workbench.post("/look", {"data": {"name_or_path": "gaps.csv"}}).json()
    assert found["columns"] == ["size", "colour", "bought"]
    assert found["target"] == "bought"
    sentence = "1 value is missing (size: 1): choose how gaps are filled, or leave the column out."
    assert found["problem"] == {"sentence": sentence, "control": "missing"}
    view = found["view"]
    assert (view["samples"], view["missing_values"], view["duplicates"]) == (4, 1, 1)
    assert view["table"]["heads"] == ["size", "colour"]
    assert view["table"]["rows"][2] == ["", "blue"]
    assert [each["samples"] for each in view["labels"]["classes"]] == [2, 2]
    size = view["features"][0]
    assert (size["low"], size["high"], size["mean"], size["missing"]) == (1.0, 4.0, 2.0, 1)
    assert sum(size["counts"]) == 3


def test_only_a_set_whose_target_can_be_chosen_offers_its_columns(workbench: Workbench) -> None:
    diamonds = workbench.post("/look", {"data": {"name_or_path": "diamonds"}}).json()
    assert diamonds["target"] == "price"
    assert {"carat", "cut", "price"} <= set(diamonds["columns"])
    iris = workbench.post("/look", {"data": {"name_or_path": "iris"}}).json()
    assert (iris["columns"], iris["target"]) == ([], "")


def test_a_look_that_fails_still_names_the_columns_and_the_control(workbench: Workbench) -> None:
    (workbench.folder / "dates.csv").write_text("day,price\n2024-01-01,1\n2024-01-02,2\n")
    found = workbench.post("/look", {"data": {"name_or_path": "dates.csv"}}).json()
    assert found["view"] is None
    assert found["columns"] == ["day", "price"]
    assert found["problem"]["control"] == "without"
    left_out = {"name_or_path": "dates.csv", "without": ["day"]}
    assert (
        "no column beside the target"
        in workbench.post("/look", {"data": left_out}).json()["problem"]["sentence"]
    )


@pytest.mark.parametrize("name", ["digits", "signals", "seattle_weather", "txhousing"])
def test_a_look_at_images_signals_series_and_gaps_is_strict_json(workbench: Workbench, name: str) -> None:
    answer = workbench.post("/look", {"data": {"name_or_path": name}})
    view = json.loads(answer.body, parse_constant=pytest.fail)["view"]
    assert view["samples"] > 0
    assert (view["images"] is not None) == (name == "digits")
    assert (view["signals"] is not None) == (name in {"signals", "seattle_weather"})
    assert (view["missing_values"] > 0) == (name == "txhousing")


def test_a_path_outside_the_folders_is_refused_wherever_a_link_leads(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    link = workbench.folder / "link.csv"
    link.symlink_to(tmp_path / "secret.csv")
    inside = home / "mine.csv"
    inside.write_text("a,b\n1,2\n3,4\n")
    for path in (str(tmp_path / "secret.csv"), "link.csv", "../secret.csv", "/etc/passwd", "~/../secret.csv"):
        for answer in (
            workbench.post("/look", {"data": {"name_or_path": path}}),
            workbench.post("/jobs", settings(path)),
        ):
            assert answer.status == 422, path
            assert "lies outside" in answer.json()["sentence"]
            assert answer.json()["control"] == "data"
    assert workbench.post("/look", {"data": {"name_or_path": "~/mine.csv"}}).status == 200
    link.unlink()


@pytest.mark.parametrize("path", ["a\0b.csv", "~nobody_here/x.csv", "x" * 3000 + ".csv"])
def test_what_is_no_path_is_a_sentence(workbench: Workbench, path: str) -> None:
    answer = workbench.post("/look", {"data": {"name_or_path": path}})
    assert answer.status == 422 or answer.json()["problem"]
    assert "Traceback" not in answer.body.decode()


@pytest.mark.parametrize(
    ("changes", "control"),
    [
        ({"epochs": 0}, "epochs"),
        ({"epochs": None}, "epochs"),
        ({"epochs": "many"}, "epochs"),
        ({"batch_size": 1.5}, "batch_size"),
        ({"learning_rate": -1}, "learning_rate"),
        ({"layers": [0]}, "layers"),
        ({"layers": [None]}, "layers"),
        ({"layers": 5}, "layers"),
        ({"validation": 1.5}, "validation"),
        ({"validation": 0, "early_stopping": 3}, "early_stopping"),
        ({"early_stopping": 0}, "early_stopping"),
        ({"test": -0.1}, "test"),
        ({"scaler": "minimax"}, "scaler"),
        ({"optimizer": 3}, "optimizer"),
        ({"activation": ["relu"]}, "activation"),
        ({"dataset": "iris"}, "data"),
        ({"model": "os:system"}, "data"),
        ({"loaded_with": {}}, "data"),
    ],
)
def test_a_setting_that_no_training_can_use_is_refused_beside_its_control(
    workbench: Workbench, changes: dict[str, Any], control: str
) -> None:
    answer = workbench.post("/jobs", settings(**changes))
    assert answer.status == 422
    assert answer.json()["control"] == control, answer.json()["sentence"]
    assert workbench.post("/command", settings(**changes)).json()["problem"] == answer.json()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{", "the request is not JSON"),
        (b"[1]", "the request is list"),
        (b"[" * 100_000, "the request is not JSON"),
        ([b" " * 1000] * (LARGEST_REQUEST // 1000 + 1), "the request is larger than"),
        ({}, "data is NoneType"),
        ({"data": {}}, "name_or_path is missing"),
        ({"data": {"name_or_path": ["iris"]}}, "name_or_path is missing"),
        ({"data": {"name_or_path": "iris", "download": True}}, "no setting called 'download'"),
        ({"data": {"name_or_path": "iris", "without": "id"}}, "without is not a list"),
        ({"data": {"name_or_path": "iris", "target": 3}}, "target is 3"),
        ({"data": {"name_or_path": "iris"}, "seed": -1}, "seed is -1"),
        ({"data": {"name_or_path": "iris"}, "experiment": []}, "experiment is list"),
    ],
)
def test_a_hostile_request_is_a_sentence(workbench: Workbench, body: Any, words: str) -> None:
    answer = workbench.post("/jobs", body)
    assert answer.status == 422
    assert words in answer.json()["sentence"]


def test_a_path_that_does_not_exist_is_said_as_it_was_typed(workbench: Workbench) -> None:
    found = workbench.post("/look", {"data": {"name_or_path": "data/nowhere.csv"}}).json()
    assert found["problem"]["sentence"].startswith("there is no file 'data/nowhere.csv'")


def test_a_filling_that_was_chosen_leaves_nothing_to_ask(workbench: Workbench) -> None:
    (workbench.folder / "gaps_filled.csv").write_text("size,price\n1,3\n,4\n3,9\n4,1\n")
    data = {"name_or_path": "gaps_filled.csv", "missing": "median"}
    found = workbench.post("/look", {"data": data}).json()
    assert (found["problem"], found["view"]["missing_in"]) == (None, {"size": 1})


def test_a_file_is_named_as_the_learner_would_type_it(workbench: Workbench) -> None:
    (workbench.folder / "mine").mkdir()
    (workbench.folder / "mine" / "typed.csv").write_text("a,b\n1,2\n")
    job = workbench.post("/jobs", settings("mine/typed.csv", data={"target": "b"})).json()["id"]
    failed = workbench.until(job, lambda facts: facts["state"] == "failed")
    assert failed["settings"]["data"]["name_or_path"] == "mine/typed.csv"
    assert (failed["epochs_done"], failed["can_go_on"]) == (0, False)
    assert workbench.post(f"/jobs/{job}/go_on").status == 422


def test_the_command_line_says_what_differs_from_its_defaults(workbench: Workbench) -> None:
    def command(document: dict[str, Any]) -> str:
        text: str = workbench.post("/command", document).json()["command"]
        return text

    assert command({"data": {"name_or_path": "digits"}, "experiment": {}}) == "handsonn train digits"
    document = settings(
        "own.csv", data={"target": "b", "without": ["a 1"]}, layers=[], learning_rate=0.01, validation=0
    )
    assert command(document) == (
        "handsonn train own.csv --target b --without 'a 1' --validation 0 --layers none --epochs 3 "
        "--learning-rate 0.01 --seed 1"
    )


def test_the_command_line_is_one_that_the_command_takes(workbench: Workbench) -> None:
    import shlex

    from handsonn.cli.train import train

    full = settings(
        activation="tanh", scaler="standard", optimizer="sgd", learning_rate=0.1, batch_size=16,
        early_stopping=2, validation_split=0.2, test=0.3,
    )  # fmt: skip
    words = shlex.split(workbench.post("/command", full).json()["command"])
    parsed = train.make_context("train", words[2:]).params
    for name, value in full["experiment"].items():
        assert parsed[name] == (tuple(value) if name == "layers" else value)


def test_news_come_at_once_to_a_page_that_knows_nothing(workbench: Workbench, done: str) -> None:
    facts = workbench.get(f"/jobs/{done}?version=-1").json()
    assert facts["state"] == "done"
    assert facts["ended"] == "all epochs"
    assert facts["epochs_done"] == len(facts["metrics"]["loss"]) == 3
    later = workbench.get(f"/jobs/{done}?version=-1&epochs=2").json()
    assert later["metrics"]["loss"] == facts["metrics"]["loss"][2:]


def test_the_result_has_score_matrix_mistakes_and_a_script(workbench: Workbench, done: str) -> None:
    result = workbench.get(f"/jobs/{done}/result").json()
    assert "95% interval" in result["sentence"]
    assert "keras" in result["script"]
    assert "handsonn" not in result["script"]
    kept = workbench.work.find(done).kept
    named = f"The run {kept} as plain Keras" if kept else "A run as plain Keras"
    assert named in result["script"]
    assert workbench.get(f"/jobs/{done}/files/train.py").body.decode() == result["script"]
    cell = workbench.get(f"/jobs/{done}/cell?true=0&predicted=0").json()
    assert len(cell["samples"]) == min(24, result["confusion"]["counts"][0][0])


def test_each_format_can_be_downloaded_and_a_path_cannot(workbench: Workbench, done: str) -> None:
    import keras

    for file in ("model.json", "model.yaml", "model.weights.h5", "model.onnx", "train.py", "data.npz"):
        answer = workbench.get(f"/jobs/{done}/files/{file}")
        assert answer.status == 200
        assert "attachment" in answer.headers["content-disposition"]
    saved = workbench.get(f"/jobs/{done}/files/model.keras")
    path = workbench.folder / "downloaded.keras"
    path.write_bytes(saved.body)
    assert keras.saving.load_model(path).count_params() == 4 * 8 + 8 + 8 * 3 + 3
    for file in ("..%2f..%2fsettings.json", "record.json", "settings.json"):
        assert workbench.get(f"/jobs/{done}/files/{file}").status in {404, 422}


def test_keeping_twice_keeps_one_run_which_the_index_counts(workbench: Workbench, done: str) -> None:
    (workbench.folder / MARK_FILE).write_text(MARK)
    page = workbench.folder / "README.md"
    page.write_text("Mine\n\n<!-- handsonn index -->\n<!-- end of handsonn index -->\n")
    first, second = (workbench.post(f"/jobs/{done}/keep").json() for _ in range(2))
    assert first["kept"] == second["kept"] == "iris-0001"
    journal = Journal(workbench.folder / "runs")
    assert [record.name for record in journal.runs()] == ["iris-0001"]
    assert (workbench.folder / "runs" / "iris-0001" / "report.html").is_file()
    assert "1 run in [runs](runs/)." in page.read_text()
    assert page.read_text().startswith("Mine\n")


def test_a_regression_on_a_file_is_stopped_goes_on_and_shows_residuals(workbench: Workbench) -> None:
    rows = "".join(f"{a},{a % 7},{3 * a + a % 7}\n" for a in range(200))
    (workbench.folder / "lines.csv").write_text(f"a,b,price\n{rows}")
    document = settings("lines.csv", data={"target": "price"}, epochs=10_000_000)
    job = workbench.post("/jobs", document).json()["id"]
    workbench.until(job, lambda facts: facts["epochs_done"] > 0)
    assert workbench.post(f"/jobs/{job}/forget").status == 422
    workbench.post(f"/jobs/{job}/stop")
    facts = workbench.until(job, lambda facts: facts["state"] == "done")
    assert facts["ended"] == "interrupted"
    assert facts["can_go_on"]
    result = workbench.get(f"/jobs/{job}/result").json()
    assert len(result["residuals"]["truth"]) == 40
    assert result["mistakes"]["heads"] == ["a", "b"]
    workbench.post(f"/jobs/{job}/go_on")
    more = workbench.until(job, lambda now: now["epochs_done"] > facts["epochs_done"])
    assert more["state"] == "running"
    workbench.post(f"/jobs/{job}/stop")
    workbench.until(job, lambda facts: facts["state"] == "done")


def test_an_upload_arrives_and_one_that_is_cut_leaves_nothing(workbench: Workbench) -> None:
    answer = workbench.post("/upload?name=../up.csv", [b"a,b\n", b"1,2\n"])
    assert answer.json() == {"path": "data/up.csv", "words": "Uploaded as data/up.csv."}
    workbench.post("/upload?name=cut.csv", [b"a,b\n"], cut=True)
    assert [path.name for path in (workbench.folder / "data").iterdir()] == ["up.csv"]
    refused = workbench.post("/upload?name=up.xlsx", b"x")
    assert (refused.status, refused.json()["control"]) == (422, "upload")


def test_what_nobody_foresaw_is_a_sentence_with_the_place_of_its_log(
    workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(workbench.work, "all", fail)
    answer = workbench.get("/jobs")
    assert answer.status == 500
    log = workbench.folder / ".handsonn" / "workbench.log"
    assert (
        f"handsonn did not foresee what happened (RuntimeError); its log is in {log}."
        in answer.json()["sentence"]
    )
    assert "secret" not in answer.body.decode()
    assert "secret inside" in log.read_text()


@pytest.mark.parametrize(
    "address", ["/jobs/none", "/jobs/none/result", "/jobs/..%2f/result", "/pictures/picture.py"]
)
def test_what_is_not_there_is_a_sentence(workbench: Workbench, address: str) -> None:
    answer = workbench.get(address)
    assert answer.status in {404, 422}
    if answer.status == 422:
        assert answer.json()["sentence"]


def test_a_number_that_is_none_is_a_sentence(workbench: Workbench, done: str) -> None:
    assert workbench.get(f"/jobs/{done}?version=x").json()["sentence"].startswith("version is 'x'")
