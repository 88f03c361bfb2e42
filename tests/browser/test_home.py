"""The home page in a real browser."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize("dark", [False, True])
def test_the_home_page_shows_the_road_and_asks_nothing_of_the_network(visit_url: Any, dark: bool) -> None:
    visited = visit_url("/", dark=dark)
    stops = visited.page.locator(".road .stop").all_inner_texts()
    assert len(stops) == 10
    assert all(url.startswith("http://127.0.0.1:") for url in visited.requests)
    assert visited.complaints == []
