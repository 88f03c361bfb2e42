"""Letting go of what a lab's ended sessions leave behind.

A session is a thread. Its widgets stay in two lists for ever: ipywidgets keeps each widget until `close` is
called, and marimo's cache keeps the element that it made of the widget, which holds the session's kernel with
everything that the lab computed: half a megabyte per opening, and more where a lab keeps its networks. So we
note which thread made a widget, and close it once that thread has ended.
"""

from __future__ import annotations

import gc
import threading
from importlib import import_module
from typing import Any

from handsonn.web.grown import shrink_if_large

_ONCE = threading.Lock()


class WidgetsByThread(dict[str, Any]):
    """The widgets of this process by their id, as ipywidgets keeps them, and the thread that made each."""

    def __init__(self) -> None:
        super().__init__()
        self._makers: dict[str, threading.Thread] = {}

    def __setitem__(self, model_id: str, widget: Any) -> None:
        """Keep a widget, and note the thread that makes it: in a lab, its session's."""
        self._makers[model_id] = threading.current_thread()
        super().__setitem__(model_id, widget)

    def take_ended(self) -> list[Any]:
        """Give the widgets whose thread has ended, and forget who made them."""
        ended = [model_id for model_id, thread in list(self._makers.items()) if not thread.is_alive()]
        return [self[model_id] for model_id in ended if self._makers.pop(model_id, None) and model_id in self]


def watch_widgets() -> WidgetsByThread:
    """Begin to note who makes widgets; the same list for all callers."""
    registry = import_module("ipywidgets.widgets.widget")
    with _ONCE:
        if not isinstance(vars(registry)["_instances"], WidgetsByThread):
            watched = WidgetsByThread()
            watched.update(vars(registry)["_instances"])  # made before the first lab was opened: for ever
            vars(registry)["_instances"] = watched
        now: WidgetsByThread = vars(registry)["_instances"]
    return now


def let_go_when_sessions_end(manager: Any) -> None:
    """Close each session's widgets as soon as its thread has ended; a lab's worker sees that and stops.

    manager: the SessionManager of a lab.
    """
    from marimo._session.events import SessionEventListener

    class Farewell(SessionEventListener):
        async def on_session_closed(self, session: Any) -> None:
            kernel = session._kernel_manager.kernel_task  # noqa: SLF001 - marimo tells its state, not its end
            threading.Thread(target=_let_go_after, args=(kernel,), name="farewell", daemon=True).start()

    manager.event_bus.subscribe(Farewell())


def _let_go_after(kernel: threading.Thread) -> None:
    kernel.join()
    if let_go(watch_widgets()):
        shrink_if_large()


def let_go(widgets: WidgetsByThread) -> int:
    """Close the widgets of sessions that have ended, and return how many there were."""
    from marimo._plugins.ui._impl.from_anywidget import _cache

    ended = widgets.take_ended()
    for widget in ended:
        widget.close()
        _cache._cleanup(id(widget))  # noqa: SLF001 - its own way only follows the end of what it holds itself
    if ended:
        gc.collect()  # a kernel is a circle of objects, and large ones wait long for a full round
    return len(ended)
