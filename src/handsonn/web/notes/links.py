"""Where the links and pictures in notes lead: to pages of ours, to the web, or nowhere."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit
from xml.etree.ElementTree import Element, SubElement

from handsonn.web.markdown_html import is_web_address, open_elsewhere
from handsonn.web.notes.headings import anchor_of_link
from handsonn.web.notes.pictures import PICTURES, picture_address
from handsonn.web.places import Places, in_address, real_path


class Links:
    """The links of one file of notes."""

    def __init__(self, notes: Path, places: Places) -> None:
        self._folder = notes.parent
        self._places = places

    def mend(self, root: Element) -> None:
        """Let each link and picture of the page lead where it may; no other `href` and `src` is left."""
        in_links = {picture for link in root.iter("a") for picture in link.iter("img")}
        links, pictures = list(root.iter("a")), list(root.iter("img"))
        for link in links:
            self._mend_link(link)
        for picture in pictures:
            self._mend_picture(picture, in_link=picture in in_links)

    def _mend_link(self, link: Element) -> None:
        target = link.attrib.pop("href", "")
        if is_web_address(target):
            link.set("href", target)
            open_elsewhere(link)
        elif address := self._address(target):
            link.set("href", address)
        else:
            link.tag = "span"

    def _mend_picture(self, picture: Element, *, in_link: bool) -> None:
        """Show a picture of the repository; of any other show its words, as a link where it is on the web.

        A picture in a narrow column is too small to read: it is a link to itself.
        """
        target = picture.attrib.pop("src", "")
        path = self._inside(target)
        if path is not None and path.suffix.lower() in PICTURES:
            shown = picture if in_link else SubElement(picture, "img", picture.attrib)
            shown.set("src", picture_address(path))
            if not in_link:
                picture.tag, picture.attrib = "a", {"href": picture_address(path)}
            return
        picture.text = picture.attrib.pop("alt", "") or "a picture"
        picture.tag = "a" if is_web_address(target) and not in_link else "span"
        if picture.tag == "a":
            picture.set("href", target)
            open_elsewhere(picture)

    def _address(self, target: str) -> str:
        if target.startswith("#"):
            return f"#{in_address(anchor_of_link(_decoded(target[1:])))}"
        path = self._inside(target)
        if path is None:
            return ""
        if path.suffix.lower() in PICTURES:
            return picture_address(path)
        page, fragment = self._places.page(path), _decoded(target.partition("#")[2])
        at = f"#{in_address(anchor_of_link(fragment))}" if fragment and self._places.notes(path) else ""
        return f"{page}{at}" if page else ""

    def _inside(self, target: str) -> Path | None:
        """Give the path, from the repository's folder, of what a relative link means, if it is there."""
        try:
            parts = urlsplit(target)
        except ValueError:
            return None
        if parts.scheme or parts.netloc or not parts.path:
            return None
        root, named = self._places.root, self._folder / _decoded(parts.path)
        path = Path(os.path.normpath(named))
        if not path.is_relative_to(root) or real_path(path, root) is None:
            return None
        return path.relative_to(root)


def _decoded(words: str) -> str:
    return os.fsdecode(unquote_to_bytes(words))
