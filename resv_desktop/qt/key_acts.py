"""Everything that has a key: what it does, in words, and which key it usually has."""

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP

Group = Literal["line", "list", "party", "day", "house", "dialog"]
Place = Literal["window", "timeline", "line", "dialog"]
InLine = Literal["text", "act", "act once typed", "act at its end", "window"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAct:
    """One thing that a host does by a key, as it stands in the help and in the settings.

    says is a sentence for the translator (context Keys); keys are written as Qt writes them
    ("Ctrl+Z"), a plain character is a single key. Those of a fixed act belong to the lists and
    fields of every program and cannot be changed. where says in which windows the keys hold:
    "timeline" and "line" are parts of "window". Keys that mirror swap Left and Right where the
    words run from right to left. in_line says whose the keys are while the host is in the line:
    the "text", as in any field; the "act", with what was found, "once typed" is anything and "at
    its end" is the cursor; or the "window", whatever a field does with them.
    """

    name: str
    says: str
    group: Group
    keys: tuple[str, ...]
    where: Place = "window"
    is_fixed: bool = False
    mirrors: bool = False
    in_line: InLine = "text"


def _act(
    name: str,
    group: Group,
    says: object,
    *keys: str,
    where: Place = "window",
    is_fixed: bool = False,
    mirrors: bool = False,
    in_line: InLine = "text",
) -> KeyAct:
    return KeyAct(
        name=name,
        says=str(says),
        group=group,
        keys=keys,
        where=where,
        is_fixed=is_fixed,
        mirrors=mirrors,
        in_line=in_line,
    )


DIGITS, LETTERS = "0-9", "A-Z"  # all of them, as one entry of the help

# In the order of the help: first what is done most.
ACTS: Final = (
    _act(
        "type",
        "line",
        QT_TRANSLATE_NOOP("Keys", "Begin a line with it, from anywhere in the window"),
        DIGITS,
        LETTERS,
        is_fixed=True,
    ),
    _act(
        "go_to_line",
        "line",
        QT_TRANSLATE_NOOP("Keys", "Go to the line; once more brings back what was left off"),
        "Ctrl+F",
    ),
    _act(
        "take_answer",
        "line",
        QT_TRANSLATE_NOOP("Keys", "Take the first answer, or do what the chosen one says"),
        "Return",
        is_fixed=True,
    ),
    _act(
        "sign",
        "line",
        QT_TRANSLATE_NOOP(
            "Keys", "After a digit: seat a walk-in; after a full hour: put on the waitlist"
        ),
        "W",
        where="line",
        in_line="act at its end",
    ),
    _act(
        "show",
        "line",
        QT_TRANSLATE_NOOP("Keys", "Show the reservation that was found"),
        "F2",
        where="line",
        in_line="act",
    ),
    _act(
        "leave_line",
        "line",
        QT_TRANSLATE_NOOP("Keys", "Leave the line, back to where you were"),
        "Esc",
        is_fixed=True,
    ),
    _act(
        "through_list",
        "list",
        QT_TRANSLATE_NOOP("Keys", "Go through a list or the timeline"),
        "Up",
        "Down",
        "PgUp",
        "PgDown",
        "Home",
        "End",
        is_fixed=True,
    ),
    _act(
        "open",
        "list",
        QT_TRANSLATE_NOOP("Keys", "Open the row; on the strip of who is due: the next step"),
        "Return",
        is_fixed=True,
    ),
    _act(
        "next_part",
        "list",
        QT_TRANSLATE_NOOP("Keys", "Go to the next part of the window, or back"),
        "Tab",
        "Shift+Tab",
        is_fixed=True,
    ),
    _act(
        "step",
        "party",
        QT_TRANSLATE_NOOP("Keys", "The next step: has arrived, is seated, is done"),
        "Ctrl+Return",
        in_line="act",
    ),
    _act(
        "cancel",
        "party",
        QT_TRANSLATE_NOOP("Keys", "Cancel the reservation; where none is picked, look for one"),
        "Del",
        in_line="act at its end",
    ),
    _act(
        "no_show",
        "party",
        QT_TRANSLATE_NOOP("Keys", "No-show: gives the table back"),
        "Ctrl+N",
        in_line="act",
    ),
    _act(
        "release",
        "party",
        QT_TRANSLATE_NOOP("Keys", "Has left early: gives the table back"),
        "Ctrl+R",
        in_line="act",
    ),
    _act(
        "edit",
        "party",
        QT_TRANSLATE_NOOP("Keys", "Change number, name, note, allergy, size"),
        "Ctrl+E",
        in_line="act once typed",
    ),
    _act(
        "move",
        "party",
        QT_TRANSLATE_NOOP("Keys", "Move to another table or hour, by arrows; M on the timeline"),
        "Ctrl+M",
        "M",
        where="timeline",
        in_line="act",
    ),
    _act(
        "undo",
        "party",
        QT_TRANSLATE_NOOP("Keys", "Undo the last act"),
        "Ctrl+Z",
        in_line="window",
    ),
    _act(
        "redo",
        "party",
        QT_TRANSLATE_NOOP("Keys", "Do it again"),
        "Ctrl+Shift+Z",
        in_line="window",
    ),
    _act(
        "day_before",
        "day",
        QT_TRANSLATE_NOOP("Keys", "The day before; in a list also Left"),
        "Ctrl+Left",
        mirrors=True,
    ),
    _act(
        "day_after",
        "day",
        QT_TRANSLATE_NOOP("Keys", "The day after; in a list also Right"),
        "Ctrl+Right",
        mirrors=True,
    ),
    _act("today", "day", QT_TRANSLATE_NOOP("Keys", "Today, at the running hour"), "Ctrl+T"),
    _act("read_again", "day", QT_TRANSLATE_NOOP("Keys", "Read the book again"), "F5"),
    _act(
        "waitlist",
        "house",
        QT_TRANSLATE_NOOP("Keys", "Who waits for the hour that is picked, or the running one"),
        "Ctrl+W",
    ),
    _act(
        "reserve_waiting",
        "house",
        QT_TRANSLATE_NOOP("Keys", "A table is free: reserve it for the next on the waitlist"),
        "F8",
    ),
    _act(
        "pass_over",
        "house",
        QT_TRANSLATE_NOOP("Keys", "Pass over the next on the waitlist"),
        "F9",
    ),
    _act(
        "sheet",
        "house",
        QT_TRANSLATE_NOOP("Keys", "Print or save the day sheet"),
        "Ctrl+P",
    ),
    _act(
        "history",
        "house",
        QT_TRANSLATE_NOOP("Keys", "Who did what: with what is picked, its table, the day"),
        "Ctrl+H",
        in_line="act once typed",
    ),
    _act(
        "initials",
        "house",
        QT_TRANSLATE_NOOP("Keys", "The initials of who is at this station"),
        "Ctrl+I",
    ),
    _act(
        "help",
        "house",
        QT_TRANSLATE_NOOP("Keys", "All keys, and what can be typed"),
        "F1",
        "?",
    ),
    _act("settings", "house", QT_TRANSLATE_NOOP("Keys", "Settings"), "Ctrl+,"),
    _act("menu", "house", QT_TRANSLATE_NOOP("Keys", "The menu"), "F10"),
    _act("quit", "house", QT_TRANSLATE_NOOP("Keys", "End the program"), "Ctrl+Q"),
    _act(
        "do",
        "dialog",
        QT_TRANSLATE_NOOP("Keys", "Do what the filled button says"),
        "Return",
        where="dialog",
        is_fixed=True,
    ),
    _act(
        "leave",
        "dialog",
        QT_TRANSLATE_NOOP("Keys", "Leave, nothing is done"),
        "Esc",
        where="dialog",
        is_fixed=True,
    ),
    _act(
        "offer_1",
        "dialog",
        QT_TRANSLATE_NOOP(
            "Keys", "Take what is offered: the nearest other table, or the guest typed just now"
        ),
        "F1",
        where="dialog",
    ),
    _act(
        "offer_2",
        "dialog",
        QT_TRANSLATE_NOOP("Keys", "Take the second other table"),
        "F2",
        where="dialog",
    ),
    _act(
        "offer_3",
        "dialog",
        QT_TRANSLATE_NOOP("Keys", "Take the third other table"),
        "F3",
        where="dialog",
    ),
    _act(
        "called",
        "dialog",
        QT_TRANSLATE_NOOP("Keys", "Needs attention: the guest has been called"),
        "F4",
        where="dialog",
    ),
)
