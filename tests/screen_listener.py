"""What a screen reader would say of its own accord on this desktop; run by the system's Python.

Writes each sentence as one line (JSON): that of a notification that comes to be shown.
"""

import json
from typing import Any

import pyatspi


def _on_shown(event: Any) -> None:
    if event.detail1 and event.source.getRole() == pyatspi.ROLE_NOTIFICATION:
        print(json.dumps(event.source.name), flush=True)


def _on_renamed(_event: Any) -> None:
    """Nothing is to be done: while a reader hears of them, the names it knows are the last."""


pyatspi.Registry.registerEventListener(_on_renamed, "object:property-change:accessible-name")
pyatspi.Registry.registerEventListener(_on_shown, "object:state-changed:showing")
print(json.dumps(""), flush=True)  # it listens
pyatspi.Registry.start()
