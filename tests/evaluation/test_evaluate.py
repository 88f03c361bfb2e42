import time
from typing import Any

import numpy as np
import pytest
from sklearn import metrics
from sklearn.datasets import load_diabetes, load_digits
from sklearn.linear_model import LinearRegression, LogisticRegression

from handsonn.errors import DataError
from handsonn.evaluation import evaluate
from handsonn.records import ClassificationReport, RegressionReport, UnlabelledReport, dumps, loads


@pytest.fixture(scope="module")
def digits() -> Any:
    x, y = load_digits(return_X_y=True)
    model = LogisticRegression(C=0.001, max_iter=300).fit(x[:900] / 16, y[:900])
    return model.predict_proba(x[900:] / 16), y[900:], y[:900]


@pytest.fixture(scope="module")
def diabetes() -> Any:
    x, y = load_diabetes(return_X_y=True)
    return LinearRegression().fit(x[:300], y[:300]).predict(x[300:]), y[300:], y[:300]


def score(report: Any, name: str) -> Any:
    return next(score for score in report.scores if score.name == name)


def test_classification_agrees_with_scikit_learn(digits: Any) -> None:
    probabilities, y, train_y = digits
    report = evaluate(probabilities, y, task="classification", train_y=train_y)
    predicted = probabilities.argmax(axis=1)
    assert isinstance(report, ClassificationReport)
    assert report.samples == len(y)
    assert report.scores[0].name == "accuracy"
    assert score(report, "accuracy").value == pytest.approx(metrics.accuracy_score(y, predicted))
    assert score(report, "macro F1").value == pytest.approx(metrics.f1_score(y, predicted, average="macro"))
    assert score(report, "log loss").value == pytest.approx(metrics.log_loss(y, probabilities), rel=1e-6)
    assert np.array_equal(report.confusion.counts, metrics.confusion_matrix(y, predicted))
    per_class = metrics.classification_report(y, predicted, output_dict=True)
    for row in report.classes:
        wanted = per_class[row.name]
        assert (row.precision, row.recall, row.f1) == pytest.approx(
            (wanted["precision"], wanted["recall"], wanted["f1-score"])
        )
        assert row.samples == wanted["support"]


def test_macro_f1_agrees_with_scikit_learn_when_a_class_never_occurs() -> None:
    probabilities = np.eye(4)[[0, 0, 1, 1, 2]]
    report = evaluate(probabilities, np.array([0, 1, 1, 1, 0]), task="classification")
    wanted = metrics.f1_score([0, 1, 1, 1, 0], [0, 0, 1, 1, 2], average="macro", zero_division=0)
    assert score(report, "macro F1").value == pytest.approx(wanted)
    assert report.classes[3].samples == 0


def test_the_baseline_is_the_most_frequent_class_of_the_training_samples() -> None:
    probabilities = np.array([[0.9, 0.1], [0.2, 0.8], [0.3, 0.7], [0.6, 0.4]])
    y, train_y = np.array([0, 1, 1, 1]), np.array([0, 0, 0, 1])
    accuracy, macro_f1, log_loss = evaluate(
        probabilities, y, task="classification", class_names=("cat", "dog"), train_y=train_y
    ).scores
    assert (accuracy.value, accuracy.baseline) == (0.75, 0.25)
    assert accuracy.baseline_name == "always 'cat', the most frequent class of the training samples"
    assert macro_f1.baseline == pytest.approx(metrics.f1_score(y, np.zeros(4), average="macro"))
    assert log_loss.baseline == pytest.approx(-np.log([0.75, 0.25, 0.25, 0.25]).mean())
    assert not log_loss.higher_is_better


def test_without_training_labels_the_baseline_learns_from_the_samples_and_says_so() -> None:
    report = evaluate(np.eye(2)[[0, 1, 1]], np.array([1, 1, 0]), task="classification")
    assert report.scores[0].baseline == pytest.approx(2 / 3)
    assert "these samples" in report.scores[0].baseline_name


def test_regression_agrees_with_scikit_learn(diabetes: Any) -> None:
    values, y, train_y = diabetes
    report = evaluate(values[:, None], y, task="regression", train_y=train_y, target_name="progression")
    assert isinstance(report, RegressionReport)
    mean = np.full(len(y), train_y.mean())
    for name, metric in [
        ("mean absolute error", metrics.mean_absolute_error),
        ("root mean squared error", metrics.root_mean_squared_error),
        ("R2", metrics.r2_score),
    ]:
        assert score(report, name).value == pytest.approx(metric(y, values))
        assert score(report, name).baseline == pytest.approx(metric(y, mean))
    assert score(report, "R2").baseline <= 0
    assert np.allclose(report.residuals, y - values)
    assert report.target_name == "progression"


def test_r2_of_prices_in_the_millions_keeps_its_digits() -> None:
    generator = np.random.default_rng(0)
    y = 5e8 + generator.normal(size=500)
    values = y + generator.normal(scale=0.1, size=500)
    report = evaluate(values, y, task="regression")
    assert score(report, "R2").value == pytest.approx(metrics.r2_score(y, values), abs=1e-6)


def test_targets_that_are_all_alike_have_the_r2_of_scikit_learn() -> None:
    assert score(evaluate([1.0, 2.0], [3.0, 3.0], task="regression"), "R2").value == 0
    assert score(evaluate([3.0, 3.0], [3.0, 3.0], task="regression"), "R2").value == 1


def test_one_sample_has_no_r2() -> None:
    names = [score.name for score in evaluate([1.0], [2.0], task="regression").scores]
    assert names == ["mean absolute error", "root mean squared error"]


def test_every_interval_holds_its_score(digits: Any, diabetes: Any) -> None:
    reports = [
        evaluate(digits[0], digits[1], task="classification"),
        evaluate(diabetes[0], diabetes[1], task="regression"),
    ]
    for each in [score for report in reports for score in report.scores]:
        assert each.low < each.value < each.high, each


@pytest.mark.parametrize("task", ["classification", "regression"])
def test_fewer_than_ten_samples_have_no_interval_and_ten_have_one(task: Any) -> None:
    y = np.arange(10) % 2
    predictions = np.eye(2)[y] if task == "classification" else y + np.linspace(0.1, 1.0, 10)
    for each in evaluate(predictions, y, task=task).scores:  # type: ignore[union-attr]
        assert np.isfinite([each.low, each.high]).all(), each
    few = evaluate(predictions[:9], y[:9], task=task)
    for each in few.scores:  # type: ignore[union-attr]
        assert np.isnan([each.low, each.high]).all(), each
        assert "too few samples for an interval" in str(each)
    assert dumps(loads(type(few), dumps(few))) == dumps(few)


def test_the_same_seed_gives_the_same_intervals_and_another_seed_others(digits: Any) -> None:
    first, again, other = (evaluate(*digits[:2], task="classification", seed=seed) for seed in (0, 0, 1))
    assert dumps(first) == dumps(again)
    assert score(first, "log loss").low != score(other, "log loss").low


def test_a_report_survives_its_json(digits: Any, diabetes: Any) -> None:
    for report in [
        evaluate(digits[0], digits[1], task="classification"),
        evaluate(diabetes[0], diabetes[1], task="regression"),
        evaluate(digits[0], None, task="classification"),
    ]:
        assert dumps(loads(type(report), dumps(report))) == dumps(report)


def test_without_labels_it_counts_the_predicted_classes_and_judges_nothing() -> None:
    report = evaluate(
        [[0.9, 0.1], [0.4, 0.6], [0.3, 0.7]], None, task="classification", class_names=["a", "b"]
    )
    assert report == UnlabelledReport(
        ("a", "b"), (1, 2), pytest.approx((0.6, 0.62, 0.65, 0.7, 0.8, 0.86, 0.9)), 3
    )


def test_without_labels_a_regression_says_how_its_values_spread() -> None:
    report = evaluate([[1.0], [2.0], [3.0]], None, task="regression")
    assert report.predicted_counts == ()
    assert report.confidence_quantiles[3] == 2.0


def test_ten_thousand_samples_take_well_under_a_second() -> None:
    generator = np.random.default_rng(0)
    y = generator.integers(10, size=10_000)
    probabilities = generator.dirichlet(np.ones(10), size=10_000)
    evaluate(probabilities, y, task="classification")  # scikit-learn's import is not what is measured
    for task, predictions in [("classification", probabilities), ("regression", probabilities[:, 0])]:
        start = time.process_time()
        evaluate(predictions, y, task=task)
        assert time.process_time() - start < 1.0


@pytest.mark.parametrize(
    ("predictions", "y", "task", "sentence"),
    [
        (np.ones((3, 2)) / 2, [0, 1], "classification", "3 predictions but 2 labels"),
        (
            np.ones((2, 2)) / 2,
            [0, 2],
            "classification",
            "row 1 of the labels is 2; expected a class number from 0",
        ),
        (np.ones((2, 2)) / 2, [0, -1], "classification", "row 1 of the labels is -1"),
        (np.ones((2, 2)) / 2, [0, 0.5], "classification", "row 1 of the labels is 0.5"),
        (np.ones((2, 2)) / 2, [0, np.nan], "classification", r"1 of 2 labels are missing .* in row 1\)"),
        (np.ones((2, 2)) / 2, ["a", "b"], "classification", "labels hold <U1, not numbers"),
        (np.ones((2, 2)) / 2, np.zeros((2, 3)), "classification", r"labels have the shape \(2, 3\)"),
        (np.array([[1, 0], [np.nan, 0]]), [0, 1], "classification", r"1 of 2 predictions are NaN .* row 1\)"),
        (np.array([["a"]]), [0], "classification", "predictions hold <U1, not numbers"),
        (np.zeros((0, 2)), [], "classification", r"predictions have the shape \(0, 2\)"),
        (np.zeros((2, 2, 2)), [0, 1], "classification", r"predictions have the shape \(2, 2, 2\)"),
        (np.zeros((2, 3)), [0, 1], "regression", "3 values per sample; a regression is judged on one target"),
        ([1.0, np.inf], [0, 1], "regression", "1 of 2 predictions are NaN or infinite"),
        ([1.0, 2.0], [0, np.inf], "regression", "1 of 2 targets are missing or infinite"),
        ([1.0, 2.0], [0, 1, 2], "regression", "2 predictions but 3 targets"),
    ],
)
def test_what_does_not_fit_together_is_one_sentence(
    predictions: Any, y: Any, task: Any, sentence: str
) -> None:
    with pytest.raises(DataError, match=sentence):
        evaluate(predictions, y, task=task)


def test_training_labels_are_checked_as_well() -> None:
    with pytest.raises(DataError, match="row 1 of the training labels is 7"):
        evaluate(np.eye(2), [0, 1], task="classification", train_y=[0, 7])
    with pytest.raises(DataError, match="there are no training targets"):
        evaluate([1.0], [1.0], task="regression", train_y=np.zeros(0))


@pytest.mark.parametrize("y", [[0, 1], None])
def test_class_names_must_be_as_many_as_the_outputs(y: Any) -> None:
    with pytest.raises(DataError, match=r"puts out 2 classes but the data have 6 \(a, b, c, d, e, \.\.\.\)"):
        evaluate(np.eye(2), y, task="classification", class_names="abcdef")


def test_one_hot_labels_are_class_numbers() -> None:
    report = evaluate(np.eye(3), np.eye(3), task="classification")
    assert report.scores[0].value == 1


def test_a_one_hot_row_that_is_missing_is_refused() -> None:
    with pytest.raises(DataError, match="1 of 2 labels are missing"):
        evaluate(np.eye(2), [[1, 0], [np.nan, np.nan]], task="classification")
