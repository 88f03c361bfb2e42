"""The joined files are the files: nothing shared by accident, nothing left to import."""

from __future__ import annotations

import re

from handsonn.course.live.source import PICTURES, joined_kinds, reading_neighbours, scoped, script, sheet


def test_a_module_becomes_a_function_that_returns_its_exports() -> None:
    module = (
        'import { b } from "./other.js";\nconst hidden = 1;\nexport function a() { return b + hidden; }\n'
    )
    assert scoped(module) == (
        '(() => {\nconst { b } = FILES["other.js"];\nconst hidden = 1;\nfunction a() { return b + hidden; }\n'
        "\nreturn { a };\n})()"
    )


def test_an_import_from_the_neighbouring_folder_is_read_too() -> None:
    assert reading_neighbours('import {\n  b,\n} from "../pictures/axes.js";\n') == (
        'const {\n  b,\n} = FILES["axes.js"];\n'
    )


def test_the_joined_script_imports_nothing_and_exports_the_widget() -> None:
    assert re.findall(r"^import ", script(), re.MULTILINE) == []
    assert re.findall(r"^export (\w+)", script(), re.MULTILINE) == ["default"]


def test_every_picture_of_python_has_its_file_of_javascript() -> None:
    drawn = set(joined_kinds())
    made = {path.stem for path in PICTURES.glob("*.py")} - {"__init__", "picture"}
    assert {"curves", "bars", "boundary", "confusion_matrix"} <= drawn
    assert drawn <= made


def test_the_rules_begin_with_the_colours_so_that_later_files_may_use_them() -> None:
    assert sheet().index("--paper:") < sheet().index(".live-lab .bench")


def test_no_rule_and_no_script_asks_another_machine_for_anything() -> None:
    addresses = re.findall(r"https?://[^\"'\s)]+", script() + sheet())
    assert [a for a in addresses if not a.startswith("http://www.w3.org/")] == []
