"""What a screen reader knows of the windows on this desktop; run by the system's own Python.

Reads one order a line (JSON) and answers it with one line. An order names its target by what is
spoken: "do" (names, press, write, focus or select), "role", "name", "within", "text", "also".
`name` and `within` are patterns for the whole name. What is not in sight is not there, unless
`also` is "hidden": the rows of a list beyond its edge.
"""

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

import pyatspi

_APP = "resv-desktop"


def _all(thing: Any, *, also_hidden: bool = False) -> Iterator[Any]:
    for n in range(thing.childCount):
        child = thing.getChildAtIndex(n)
        if child is None:
            continue
        if also_hidden or child.getState().contains(pyatspi.STATE_SHOWING):
            yield child
            yield from _all(child, also_hidden=also_hidden)


def _named(name: str, pattern: str) -> bool:
    return re.fullmatch(pattern, name) is not None


def _find(order: dict[str, str]) -> list[Any]:
    desktop = pyatspi.Registry.getDesktop(0)
    places = [app for app in desktop if app is not None and app.name == _APP]
    if "within" in order:
        places = [t for app in places for t in _all(app) if _named(t.name, order["within"])]
    return [
        thing
        for place in places
        for thing in _all(place, also_hidden=order.get("also") == "hidden")
        if order.get("role") in (None, thing.getRoleName())
        and _named(thing.name, order.get("name", ".+"))
    ]


def _act(thing: Any, wanted: str) -> None:
    actions = thing.queryAction()
    names = [actions.getName(n) for n in range(actions.nActions)]
    actions.doAction(names.index(wanted))


def _answer(order: dict[str, str]) -> list[str]:
    found = _find(order)
    if order["do"] == "names":
        return [thing.name for thing in found]
    if len(found) != 1:
        return [f"{len(found)} found", *(f"{t.getRoleName()} {t.name}" for t in found)]
    thing = found[0]
    if order["do"] == "press":
        _act(thing, "Press")
    elif order["do"] == "select":
        _act(thing, "Toggle")
    elif order["do"] == "focus":
        thing.queryComponent().grabFocus()
    elif order["do"] == "write":
        thing.queryEditableText().setTextContents(order["text"])
    return ["done"]


for line in sys.stdin:
    try:
        told = _answer(json.loads(line))
    except Exception as error:  # noqa: BLE001 - whatever it is, the test is to read it
        told = [f"{type(error).__name__}: {error}"]
    print(json.dumps(told), flush=True)
