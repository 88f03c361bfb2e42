"""One module and all that it imports become one text."""

from __future__ import annotations

from pathlib import Path

import pytest

from handsonn.course.pictures.modules import PICTURES, joined


def test_a_module_comes_after_all_that_it_imports_from_whatever_folder(tmp_path: Path) -> None:
    (tmp_path / "near").mkdir()
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "c.js").write_text("export const c = 3;\n")
    (tmp_path / "near" / "b.js").write_text('import { c } from "../far/c.js";\nexport const b = c;\n')
    (tmp_path / "near" / "a.js").write_text(
        'import { b } from "./b.js";\nimport { c } from "../far/c.js";\nstart(b, c);\n'
    )
    text = joined(tmp_path / "near" / "a.js")
    assert text.index('FILES["c.js"]'.replace('"', "'")) < text.index("FILES['b.js']")
    assert text.endswith('const { b } = FILES["b.js"];\nconst { c } = FILES["c.js"];\nstart(b, c);\n')


def test_a_missing_import_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\n')
    with pytest.raises(FileNotFoundError, match=r"b\.js"):
        joined(tmp_path / "a.js")


def test_only_what_is_imported_is_joined() -> None:
    text = joined(PICTURES / "cloud_view.js")
    assert "FILES['cloud_gl.js']" in text
    assert "confusion_matrix.js" not in text
