"""Which key does what at this station: the usual ones, or those that the host chose instead."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.words import without_marks
from resv_desktop.qt.hebrew_keys import latin_of
from resv_desktop.qt.key_acts import DIGITS, LETTERS, KeyAct
from resv_desktop.qt.key_rules import BY_NAME, in_force, is_single, key_of, sensible
from resv_desktop.qt.words import apart

_TURNED: Final = MappingProxyType({"Left": "Right", "Right": "Left"})


class Keys(QObject):
    """The keys in force; windows ask it instead of naming keys, and follow when they change.

    An act is in ACTS (key_acts.py) with its usual keys. Bind it by KeyShortcut or KeyAction, or
    ask `matches` in a keyPressEvent; say its key by `hint` or `texts`, again whenever changed is
    emitted. left_out names the acts whose keys made no sense when they were read. Without single
    keys plain characters do nothing by themselves.
    """

    changed = Signal()

    def __init__(
        self,
        chosen: Mapping[str, Iterable[str]] | None = None,
        *,
        has_single_keys: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._has_single_keys = has_single_keys
        self._chosen = sensible(chosen or {})
        now = in_force(self._chosen)
        self.left_out = tuple(
            name for name, keys in (chosen or {}).items() if tuple(keys) != now.get(name)
        )

    @property
    def has_single_keys(self) -> bool:
        """Whether plain characters do something by themselves."""
        return self._has_single_keys

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The keys that are not the usual ones, by the name of the act."""
        return dict(self._chosen)

    def choose(self, chosen: Mapping[str, Iterable[str]], *, has_single_keys: bool) -> None:
        """Take other keys from now on, everywhere."""
        self._chosen = sensible(chosen)
        self._has_single_keys = has_single_keys
        self.changed.emit()

    def of(self, name: str) -> tuple[str, ...]:
        """Return the keys that an act has now, as Qt writes them."""
        keys = in_force(self._chosen)[name]
        return keys if self._has_single_keys else tuple(k for k in keys if not is_single(k))

    def texts(self, name: str) -> tuple[str, ...]:
        """Say the keys of an act as they stand on the keyboard."""
        return tuple(key_text(key) for key in self.turned(name))

    def text(self, name: str) -> str:
        """Say the first key of an act, or "" where it has none."""
        return next(iter(self.texts(name)), "")

    def hint(self, words: str, name: str) -> str:
        """Say words and, where the act has one, the key that does it: "Menu (F10)"."""
        key = self.text(name)
        template = QCoreApplication.translate("Keys", "{words} ({key})")
        return template.format(words=words, key=apart(key)) if key else words

    def before(self, words: str, name: str) -> str:
        """Say on a button the key that presses it, where it has one: "F8  Reserve table 4"."""
        key = self.text(name)
        return f"{apart(key)}  {words}" if key else words

    def sequences(self, name: str) -> list[QKeySequence]:
        """Return what a shortcut of Qt listens to; single keys come to the window by themselves."""
        keys = [key for key in self.turned(name) if not is_single(key)]
        both = [k for key in keys for k in (key, key.replace("Return", "Enter"))]
        return [QKeySequence(key) for key in dict.fromkeys(both)]

    def matches(self, name: str, event: QKeyEvent) -> bool:
        """Whether a key that was pressed is one of an act's."""
        return key_of(event) in self.turned(name)

    def is_on_key(self, name: str, event: QKeyEvent) -> bool:
        """Whether an act's letter stands on a key that was pressed and types Hebrew."""
        return latin_of(event) in self.turned(name)

    def turned(self, name: str) -> tuple[str, ...]:
        """Return the keys of an act, as Qt writes them, for who reads in this direction."""
        keys = self.of(name)
        is_rtl = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return tuple(_turn(key) for key in keys) if is_rtl and BY_NAME[name].mirrors else keys


class KeyShortcut(QShortcut):
    """The key of an act in a window, whichever it is at the moment."""

    def __init__(self, keys: Keys, name: str, window: QWidget) -> None:
        super().__init__(window)
        self._keys, self.name = keys, name
        self._follow()
        keys.changed.connect(self._follow)

    def _follow(self) -> None:
        self.setKeys(self._keys.sequences(self.name))


class KeyAction(QAction):
    """A line of a menu with the key of its act, which also holds while the menu is closed."""

    def __init__(self, keys: Keys, name: str, text: str, window: QWidget) -> None:
        super().__init__(text, window)
        self._keys, self.name = keys, name
        self.setAutoRepeat(False)  # a key held down takes back one act, not the whole evening
        self.setShortcutVisibleInContextMenu(True)
        self._follow()
        keys.changed.connect(self._follow)
        window.addAction(self)

    def _follow(self) -> None:
        self.setShortcuts(self._keys.sequences(self.name))


def press_unfound(keys: Keys, event: QKeyEvent, window: QWidget) -> bool:
    """Do what has a key that Qt did not find by itself; return whether anything has.

    On a Hebrew keyboard it looks for Ctrl and the sign where the Latin letter stands too.
    """
    shortcuts = window.findChildren(KeyShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
    for shortcut in shortcuts:
        if keys.matches(shortcut.name, event):
            if shortcut.autoRepeat() or not event.isAutoRepeat():
                shortcut.activated.emit()
            return True
    for action in window.actions():
        if isinstance(action, KeyAction) and keys.matches(action.name, event):
            if not event.isAutoRepeat():
                action.trigger()
            return True
    return False


def says(act: KeyAct) -> str:
    """Say what an act does, in the host's language."""
    return QCoreApplication.translate("Keys", act.says)


def key_text(key: str) -> str:
    """Say a key as it stands on the keyboard: "Ctrl+Enter"."""
    if key in (DIGITS, LETTERS):
        return key.replace("-", "\N{EN DASH}")
    enter = QCoreApplication.translate("Keys", "Enter")
    # Qt's Hebrew opens a direction at Ctrl that it never closes.
    return without_marks(_native(key).replace(_native("Return"), enter))


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _turn(key: str) -> str:
    *beside, last = key.split("+")
    return "+".join([*beside, _TURNED.get(last, last)])
