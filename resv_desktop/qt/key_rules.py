"""Which keys an act may have: none that types, none of another act in the same window."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from resv_desktop.qt.hebrew_keys import latin_of
from resv_desktop.qt.key_acts import ACTS, DIGITS, LETTERS, KeyAct, Place

BY_NAME: Final = MappingProxyType({act.name: act for act in ACTS})
_USUAL: Final = MappingProxyType({act.name: act.keys for act in ACTS})
# What fields, lists and buttons do in every program, whatever else is chosen.
_OF_EVERY_PROGRAM: Final = frozenset(
    ["Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Backspace", "Space", "Left", "Right", "Alt+F4"]
)
_BEGIN_NUMBERS: Final = "+("
OF_LETTERS: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_WITH_ANOTHER = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def key_of(event: QKeyEvent) -> str:
    """Write a key that was pressed as Qt writes it: "Ctrl+M", or the character that it types.

    Enter is one key, wherever it lies on the keyboard. With Ctrl or Alt a key of a Hebrew keyboard
    is the Latin letter that stands on it as well; by itself it types its own.
    """
    text = event.text()
    if text.strip() and text.isprintable() and not event.modifiers() & _WITH_ANOTHER:
        upper = text.upper()
        return upper if len(upper) == len(text) else text  # ß would be two letters
    key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers & _WITH_ANOTHER and (letter := latin_of(event)):
        key = Qt.Key(ord(letter))
    return QKeySequence(QKeyCombination(modifiers, key)).toString()


def is_single(key: str) -> bool:
    """Whether a key is a plain character, that does something without Ctrl or Alt."""
    return len(key) == 1 or key in (DIGITS, LETTERS)


def is_key(key: str) -> bool:
    """Whether there is such a key, written as Qt writes it."""
    sequence = QKeySequence(key)
    return sequence.count() == 1 and sequence.toString() == key


def belongs_elsewhere(act: KeyAct, key: str) -> bool:
    """Whether a key types, or belongs to lists and fields where an act's key would hold."""
    if is_single(key):
        types = key.isalnum() or key in _BEGIN_NUMBERS
        return act.where == "dialog" or (act.where == "window" and types)
    fixed = (other for other in ACTS if other.is_fixed and are_together(act.where, other.where))
    return key in _OF_EVERY_PROGRAM or any(key in other.keys for other in fixed)


def holder(act: KeyAct, key: str, in_force: Mapping[str, tuple[str, ...]]) -> KeyAct | None:
    """Return which other act has a key where an act's key would hold."""
    others = (other for other in ACTS if other != act and are_together(act.where, other.where))
    return next((other for other in others if key in in_force[other.name]), None)


def in_force(chosen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the keys of all acts: what was chosen, else the usual ones."""
    return {**_USUAL, **chosen}


def sensible(chosen: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return what can be used of the keys that somebody chose or wrote into a file.

    An act is left as usual where it is not known, or one of its keys is no key, types, or is that
    of another act.
    """
    good = {
        act.name: tuple(chosen[act.name])
        for act in ACTS
        if act.name in chosen
        and not act.is_fixed
        and all(is_key(key) and not belongs_elsewhere(act, key) for key in chosen[act.name])
    }
    while clashing := [
        name
        for one, other in combinations(ACTS, 2)
        if are_together(one.where, other.where)
        and set(in_force(good)[one.name]) & set(in_force(good)[other.name])
        for name in (one.name, other.name)
        if name in good
    ]:
        good = {name: keys for name, keys in good.items() if name not in clashing}
    return {name: keys for name, keys in good.items() if keys != _USUAL[name]}


def with_key(keys: tuple[str, ...], key: str) -> tuple[str, ...]:
    """Return the keys of an act with another one: it takes the place of the one of its kind."""
    others = [other for other in keys if is_single(other) != is_single(key)]
    return tuple(sorted([*others, key], key=is_single))


def swapped(
    act: KeyAct, rival: KeyAct, key: str, in_force: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return the keys of all acts after one has taken a rival's key and given its own for it."""
    given = [k for k in in_force[act.name] if is_single(k) == is_single(key)]
    left = tuple(k for k in in_force[rival.name] if k != key)
    taken = [k for k in given if not belongs_elsewhere(rival, k)]
    theirs = with_key(left, taken[0]) if taken else left
    return {**in_force, act.name: with_key(in_force[act.name], key), rival.name: theirs}


def are_together(one: Place, other: Place) -> bool:
    """Whether the keys of two places hold in one window."""
    return one == other or {one, other} in ({"window", "timeline"}, {"window", "line"})
