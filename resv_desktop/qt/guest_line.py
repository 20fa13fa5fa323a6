"""What is remembered of a guest, said under the number while it is typed."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from resv_desktop.controller import Controller
from resv_desktop.domain.guest import Guest
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.phone_edit import PhoneField

translate = QCoreApplication.translate

REST_MS = 150  # a number in the middle of which somebody types is asked for once
_LONGEST_NOTE = 90
_ASKED_FOR = ("valid", "unused")


class GuestLine(QObject):
    """Asks who a number belongs to once it is one, and says it in the place of the helper.

    There is one question at a time, and its answer is told only while that number stands there.
    Where the database is silent, nothing is said: the form is filled all the same.
    """

    def __init__(
        self, phone: PhoneField, tasks: Tasks, controller: Controller, restaurant: Restaurant
    ) -> None:
        super().__init__(phone)
        self._phone, self._tasks, self._controller = phone, tasks, controller
        self._restaurant = restaurant
        self._is_asking = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        phone.judged.connect(self._on_judged)

    def _on_judged(self) -> None:
        self._phone.edit.setAccessibleDescription("")
        if self._phone.typed.kind in _ASKED_FOR:
            self._rest.start()
        else:
            self._rest.stop()

    def _ask(self) -> None:
        typed = self._phone.typed
        if self._is_asking or typed.kind not in _ASKED_FOR:
            return
        self._is_asking = True
        controller, number, rest_id = self._controller, typed.e164, self._restaurant.id

        def told(guest: Guest) -> None:
            self._is_asking = False
            if self._phone.typed.e164 != number:
                self._ask()
            elif guest.is_known:
                self._tell(guest)

        def failed(_: Trouble) -> None:
            self._is_asking = False
            if self._phone.typed.e164 != number:
                self._ask()

        self._tasks.run(self, lambda: controller.guest(number, rest_id=rest_id), told, failed)

    def _tell(self, guest: Guest) -> None:
        says = known(guest, self._restaurant.local(self._controller.now()).date())
        self._phone.set_helper(says, "warn" if guest.has_allergy else "muted")
        self._phone.edit.setAccessibleDescription(says)


def known(guest: Guest, today: date) -> str:
    """Say what is known of a guest, in sentences; what comes first is what is told aloud."""
    name = translate("Guest", "Known guest: {name}.").format(name=guest.name)
    says = [name if guest.name else translate("Guest", "Known guest.")]
    if guest.has_allergy:
        says.append(translate("Guest", "Has an allergy."))
    if guest.visits or guest.no_shows:
        says.append(f"{_visits(guest, today)}, {_missed(guest.no_shows)}.")
    elif not guest.upcoming:
        says.append(translate("Guest", "No visit yet."))
    if guest.upcoming:
        says.append(_ahead(guest, today))
    if guest.last_note:
        note = guest.last_note
        short = note if len(note) <= _LONGEST_NOTE else f"{note[: _LONGEST_NOTE - 1].rstrip()}…"
        says.append(translate("Guest", "Last note: {note}").format(note=short))
    return " ".join(says)


def _visits(guest: Guest, today: date) -> str:
    if guest.last_visit is None:
        return translate("Guest", "No visit yet")
    if guest.visits == 1:
        says = translate("Guest", "1 visit, on {day}")
    else:
        says = translate("Guest", "{n} visits, last on {day}")
    return says.format(n=guest.visits, day=_day(guest.last_visit, today))


def _missed(no_shows: int) -> str:
    if no_shows == 0:
        return translate("Guest", "no missed reservations")
    if no_shows == 1:
        return translate("Guest", "1 missed reservation")
    return translate("Guest", "{n} missed reservations").format(n=no_shows)


def _ahead(guest: Guest, today: date) -> str:
    first, more = guest.upcoming[0], len(guest.upcoming) - 1
    if more == 0:
        says = translate("Guest", "Has table {table} on {day} at {hour}.")
    else:
        says = translate("Guest", "Has table {table} on {day} at {hour}, and {n} more ahead.")
    return says.format(
        table=first.table_id,
        day=_day(first.starts_at, today),
        hour=words.hour(first.starts_at),
        n=more,
    )


def _day(at: datetime, today: date) -> str:
    """Say a day, and its year where that is another one."""
    on = at.date()
    return words.day(on) if on.year == today.year else words.day_and_year(on)
