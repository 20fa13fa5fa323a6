"""The keys never go to what cannot be seen: they come back to a list of tables."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget


class ListFocus:
    """Holds the keys for the lists while the widgets around them come and go.

    Where the widget that has the keys is hidden or sunken they go to the first list in sight,
    else to the ground. What they were lent to gives them back as soon as the list that had them
    is in sight again, unless the host has taken them elsewhere meanwhile.
    """

    def __init__(self, ground: QWidget, lists: Sequence[QWidget]) -> None:
        self._ground = ground
        self._lists = tuple(lists)
        self._home = self._lists[0]
        self._lent: QWidget | None = None
        self._handed_on: tuple[QWidget, QWidget] | None = None

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Let widgets of the window be hidden, shown and sunken inside."""
        had = self._focused()
        is_lent = had is not None and had is self._lent
        if not is_lent:
            self._lent = None
            self._home = next((each for each in self._lists if each is had), self._home)
        yield
        if had is None:
            return
        if self._handed_on is not None and self._handed_on[0] is had:
            had, self._handed_on = self._handed_on[1], None
        if self._has_keys(had) and not is_lent:
            self._give(had)
            return
        target = self._first_in_sight()
        self._give(target)
        self._lent = None if target is self._home else target

    def hand_on(self, gone: QWidget, heir: QWidget) -> None:
        """Hear what gets the keys of a widget that goes while they are kept."""
        self._handed_on = (gone, heir)

    def pass_on(self) -> None:
        """Hear that the ground has got the keys: it keeps them where no list is in sight."""
        self._give(self._first_in_sight())

    def are_in(self, widget: QWidget) -> bool:
        """Whether this widget of the window has the keys."""
        return self._focused() is widget

    def settle(self) -> None:
        """Hear that the host works where the keys are now: they are lent no more."""
        self._lent = None

    def _first_in_sight(self) -> QWidget:
        in_sight = [self._home, *self._lists, self._ground]
        return next(widget for widget in in_sight if self._has_keys(widget))

    def _has_keys(self, widget: QWidget) -> bool:
        window = self._ground.window()
        return widget.isEnabledTo(window) and widget.isVisibleTo(window)

    def _give(self, widget: QWidget) -> None:
        if self._focused() is not widget:
            widget.setFocus()

    def _focused(self) -> QWidget | None:
        return self._ground.window().focusWidget()
