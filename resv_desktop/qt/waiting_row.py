"""The row over the day that says: a table is free again, and somebody waits for it."""

from collections.abc import Sequence
from datetime import date, tzinfo
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.waiting import Offer
from resv_desktop.qt import waiting_words
from resv_desktop.qt.keys import Keys, KeyShortcut
from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.band import Band
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.unseen import Unseen


class WaitingRow(Band):
    """One offer at a time, until it is taken, passed over or gone.

    It takes the focus from nobody; its two keys hold in the whole window, also while it is hidden.
    reserved and passed carry the Offer that the host pressed about, None where there is none.
    """

    reserved = Signal(object)
    passed = Signal(object)

    def __init__(self, look: Look, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(look, "accentSoft", "clock", "accent", parent)
        self.setObjectName("waitingRow")
        self._keys = keys
        self.offer: Offer | None = None
        self.reserve_button = Button(look, parent=self)
        self.reserve_button.setObjectName("reserveWaitingButton")
        self.pass_button = Button(look, "", "quiet", parent=self)
        self.pass_button.setObjectName("passOverButton")
        for button in (self.reserve_button, self.pass_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # it goes with what a press of it does
        self._unseen = Unseen(self)
        self.reserve_button.clicked.connect(lambda: self._tell_pressed(self.reserved))
        self.pass_button.clicked.connect(lambda: self._tell_pressed(self.passed))
        for act, told in (("reserve_waiting", self.reserved), ("pass_over", self.passed)):
            shortcut = KeyShortcut(keys, act, parent or self)
            shortcut.setAutoRepeat(False)  # a key that is held down is meant for one party
            shortcut.activated.connect(partial(self._tell_pressed, told))
        keys.changed.connect(self._say_keys)
        self._row.addWidget(self.reserve_button)
        self._row.addWidget(self.pass_button)

    def show_offers(
        self, offers: Sequence[Offer], today: date, region: str | None, zone: tzinfo
    ) -> None:
        """Show the first of these, and say how many more there are; a new one is announced."""
        before, self.offer = self.offer, next(iter(offers), None)
        if self.offer is None:
            self.clear()
            return
        if before is not None and before.waiting.id != self.offer.waiting.id:
            self._unseen.start()
        free = waiting_words.free_again(self.offer, today)
        who = waiting_words.who_waits(self.offer.waiting, region, zone)
        rest = " ".join(filter(None, [who, waiting_words.more(len(offers) - 1)]))
        guest = waiting_words.guest(self.offer.waiting, region)  # may be long
        name = self.tr("Reserve it for {guest}").format(guest=guest)
        self.reserve_button.setAccessibleName(name)
        self.reserve_button.setToolTip(name)
        self._say_keys()
        self._tell((free, rest), is_news=before != self.offer)

    def _tell_pressed(self, told: SignalInstance) -> None:
        if not self._unseen.isActive():
            told.emit(self.offer)

    def _say_keys(self) -> None:
        """Say on the buttons which keys press them."""
        if self.offer is not None:
            reserve = waiting_words.reserve(self.offer.slot)
            self.reserve_button.setText(self._keys.before(reserve, "reserve_waiting"))
            self.pass_button.setText(self._keys.before(self.tr("Pass over"), "pass_over"))

    def set_grey(self, is_grey: bool) -> None:
        """Take no presses while the database does not answer; to a key that is said."""
        self.reserve_button.setDisabled(is_grey)
        self.pass_button.setDisabled(is_grey)
