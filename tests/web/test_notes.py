"""The pages of the learner's notes: what is shown, where it leads, and that nothing else gets out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from small_course import PICTURE, write_repository

NOTES = "/notes/ch10/"
HEAD = "# Chapter 10: <b>Small</b>\n\n<!-- handsonn chapter 10 -->\n\n"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def root(site: Any) -> Path:
    """A repository with a run's picture, beside a folder that is nobody's business."""
    folder: Path = site.settings.folder
    write_repository(folder)
    for place in (folder / "runs" / "digits-0001" / "curves.png", folder.parent / "secret.png"):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(PNG)
    (folder.parent / "secret.md").write_text("secret words")
    return folder


def write(root: Path, text: str | bytes, chapter: int = 10) -> Path:
    path = root / f"ch_{chapter}" / "README.md"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def article(site: Any) -> str:
    reply = site.get(NOTES)
    assert reply.status == 200
    found = re.search(r"<article.*?>\n(.*?)</article>", reply.text, re.DOTALL)
    assert found is not None, reply.text
    return found[1].strip()


def test_notes_are_shown_with_their_headings_and_pictures(site: Any, root: Path) -> None:
    path = write(
        root,
        HEAD + "## What *is* it?\n\n## 2026-01-02 10:00 · Scaling\n\nSee [run](../runs/digits-0001/).\n\n"
        "![curves](../runs/digits-0001/curves.png)\n\n```\n# code\n<!-- kept -->\n```\n\n"
        "<!-- two\nlines -->after\n\n<!-- open\n\n## 2026-01-02 10:00 · Scaling\n",
    )
    text = site.get(NOTES).text
    assert "<h1>Chapter 10: &lt;b&gt;Small&lt;/b&gt;</h1>" in text
    listed = re.findall(r'<li class="([^"]*)"><a href="#([^"]*)"[^>]*>([^<]*)</a>', text)
    assert listed == [
        ("level-2 empty", "at-what-is-it", "What is it?"),
        ("level-2", "at-2026-01-02-1000--scaling", "2026-01-02 10:00 · Scaling"),
        ("level-2 empty", "at-2026-01-02-1000--scaling-1", "2026-01-02 10:00 · Scaling"),
    ]
    assert str(path) in text.replace("<wbr>", "")
    assert "handsonn note ch_10" in text
    shown = article(site)
    picture = "/notes/pictures/runs/digits-0001/curves.png"
    assert f'<a href="{picture}"><img alt="curves" src="{picture}"></a>' in shown
    assert '<a href="/runs/digits-0001/">run</a>' in shown
    assert "# code\n&lt;!-- kept --&gt;" in shown
    assert "<p>after</p>" in shown
    assert "<p>&lt;!-- open</p>" in shown
    assert "two" not in shown
    assert "handsonn chapter" not in shown
    assert site.get(NOTES.rstrip("/")).headers["location"] == NOTES


def test_links_lead_to_our_pages_and_to_the_web(site: Any, root: Path) -> None:
    write(root, "<!-- handsonn chapter 11 -->\n\n## Why?\n", chapter=11)
    exercise = "../exercises/ch_10/double/exercise.py"
    elsewhere = 'href="https://elsewhere.example/p.png" target="_blank" rel="noopener noreferrer"'
    for written, shown in {
        f"[e]({exercise})": '<a href="/exercises/ch10/double/">e</a>',
        "[n](../ch_11/README.md#Why)": '<a href="/notes/ch11/#at-why">n</a>',
        "[h](#was-nu\u00fctzt-es)": '<a href="#at-was-nu%C3%BCtzt-es">h</a>',
        "[p](../runs/digits-0001/curves.png)": '<a href="/notes/pictures/runs/digits-0001/curves.png">p</a>',
        "![a *b*](https://elsewhere.example/p.png)": f"<a {elsewhere}>a b</a>",
        "[![x](https://elsewhere.example/p.png)](https://elsewhere.example/p.png)": "<span>x</span></a>",
    }.items():
        write(root, f"{HEAD}{written}")
        assert shown in article(site)
    chapter_11 = site.get("/notes/ch11/").text
    assert '<a href="/notes/ch10/">← Notes of chapter 10</a>' in chapter_11
    assert "<h1>Notes of chapter 11</h1>" in chapter_11


def test_all_other_links_and_pictures_are_words(site: Any, root: Path) -> None:
    (root / "out").symlink_to(root.parent)
    (root / "ch_10").mkdir()
    (root / "ch_10" / "of_mine.py").write_text("1")
    targets = (
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "java\\script:alert(1)",
        "data:image/svg+xml,<svg/>", "vbscript:x", "file:///etc/passwd", "//evil.example/p.png",
        "../../secret.png", "..%2f..%2fsecret.png", "../out/secret.png", "../out/secret.md", "/secret.png",
        str(root.parent / "secret.png"), "curves%00.png", "nowhere.png", "of_mine.py", "http:p.png", "",
        "https:/\\evil.example", "http://[".replace("http", "hxxp"), "x" * 5000 + ".png",
    )  # fmt: skip
    write(root, HEAD + "\n\n".join(f"[l]({each})\n\n![p]({each})" for each in targets) + "\n\n<j:x> <a@b.cd>")
    shown = article(site)
    assert "href=" not in shown
    assert "src=" not in shown


def test_html_in_notes_is_text(site: Any, root: Path) -> None:
    hostile = (
        '<script>alert(1)</script> <img src=x onerror=alert(1)>\n\n## <svg onload="alert(1)">\n\n<div>\n'
    )
    write(root, f'{HEAD}{hostile}[a](https://x.example "t\\" onclick=\\"x")')
    text = site.get(NOTES).text
    for tag in ("<script>", "<img", "<svg", "<div>\n[", ' onclick="'):
        assert tag not in text
    assert "&lt;script&gt;alert(1)" in text


def test_code_in_a_list_stays_in_its_item(site: Any, root: Path) -> None:
    write(root, HEAD + "1. fit\n   ```python\n   model.fit(x, y)\n\n   # then\n   ```\n2. judge\n")
    code = '<pre><code class="language-python">model.fit(x, y)\n\n# then\n</code></pre>'
    assert article(site) == f"<ol>\n<li>fit{code}\n</li>\n<li>judge</li>\n</ol>"


@pytest.mark.parametrize("part", ["[", "# a\n", "```\n\n", "> ", "- - a\n", "\f\0\ud800&#12;"])
def test_what_nobody_writes_by_hand_is_shown_as_well(site: Any, root: Path, part: str) -> None:
    write(root, (HEAD + part * 5000).encode("utf-8", "surrogatepass").replace(b"\0", b"\1"))
    assert "&lt;!--" not in article(site)


def test_what_is_nested_too_deeply_is_shown_as_it_stands(site: Any, root: Path) -> None:
    deep = "*a **b " * 2000 + "b** a*" * 2000 + " <b>"
    write(root, f"{HEAD}{deep}")
    assert deep.replace("<b>", "&lt;b&gt;") in site.get(NOTES).text


def test_pictures_of_the_repository_are_given_in_a_sandbox(site: Any, root: Path) -> None:
    (root / "scaled & drawn.svg").write_text(PICTURE)
    reply = site.get("/notes/pictures/scaled%20%26%20drawn.svg")
    assert (reply.status, reply.headers["content-type"]) == (200, "image/svg+xml")
    assert reply.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert site.get("/notes/pictures/runs/digits-0001/curves.png").body == PNG


def test_nothing_else_is_given(site: Any, root: Path) -> None:
    write(root, HEAD)
    (root / "folder.png").mkdir()
    (root / "out").symlink_to(root.parent)
    (root / "out.png").symlink_to(root.parent / "secret.png")
    (root / "dressed.png").symlink_to(root / ".handsonn" / "repository.json")
    (root / "circle.png").symlink_to(root / "circle.png")
    for path in (
        "../secret.png", "..%2fsecret.png", "runs/../../secret.png", "out/secret.png", "out.png",
        "dressed.png", "circle.png", "folder.png", "ch_10/README.md", ".handsonn/repository.json", "%00.png",
        "", "nowhere.png", f"/{root.parent}/secret.png", "/etc/passwd", "x" * 5000 + ".png",
    ):  # fmt: skip
        reply = site.get(f"/notes/pictures/{path}")
        assert reply.status == 404, path
        assert b"PNG" not in reply.body
    assert site.post("/notes/pictures/runs/digits-0001/curves.png").status == 405
    (root / ".handsonn" / "repository.json").unlink()
    assert site.get("/notes/pictures/runs/digits-0001/curves.png").status == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (HEAD.encode() + b"word " * 70_000, "has more than 300 kB"),
        (HEAD.encode() + b"\0", "is no text"),
    ],
)
def test_what_no_page_can_show_is_told(site: Any, root: Path, content: bytes, sentence: str) -> None:
    path = write(root, content)
    text = site.get(NOTES).text
    assert f"{path} " in text.replace("<wbr>", "")
    assert sentence in text
    assert "<article" not in text


def test_a_file_in_any_encoding_is_shown(site: Any, root: Path) -> None:
    write(root, (HEAD + "gr\u00fc\u00df").encode("latin-1"))
    assert article(site) == "<p>gr\u00fc\u00df</p>"
    write(root, (HEAD + "gr\u00fc\u00df\r\n").encode("utf-16"))
    assert article(site) == "<p>gr\u00fc\u00df</p>"
    write(root, HEAD)
    assert "Nothing is written yet." in article(site)


def test_notes_outside_of_the_repository_are_not_shown(site: Any, root: Path) -> None:
    write(root, HEAD).unlink()
    (root / "ch_10" / "README.md").symlink_to(root.parent / "secret.md")
    text = site.get(NOTES).text
    assert "leads out of your repository" in text
    assert "secret words" not in text


def test_without_notes_the_page_says_how_to_begin(site: Any, root: Path) -> None:
    assert "Chapter 10 has no file of notes" in site.get(NOTES).text
    for path in ("/notes/ch20/", "/notes/..%2f..%2fsecret.md/", "/notes/README.md/"):
        assert site.get(path).status == 404
    assert site.post(NOTES).status == 405
    (root / ".handsonn" / "repository.json").unlink()
    assert "handsonn init my_notes" in site.get(NOTES).text
