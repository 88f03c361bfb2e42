"""What is said beside the results: sentences, and names as they are."""

import pytest

from handsonn.cli.terminal import say


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("nolabel.csv: left out id", "nolabel.csv: left out id."),
        ("my new houses.csv: left out id", "my new houses.csv: left out id."),
        ("data/photos: 3 files are no images", "data/photos: 3 files are no images."),
        ("photos: 3 files are no images", "photos: 3 files are no images."),
        ("houses.csv has no labels", "houses.csv has no labels."),
        ("interrupted; run it again:", "Interrupted; run it again:"),
        ("interrupted. Two ways: this and that.", "Interrupted. Two ways: this and that."),
        ("nothing was learnt yet.", "Nothing was learnt yet."),
        ("", "."),
    ],
)
def test_a_note_begins_with_a_capital_unless_a_name_stands_first(
    sentence: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    say(sentence)
    assert capsys.readouterr().err == f"{said}\n"
