"""What is remembered of a guest, said under the number while it is typed."""

from PySide6.QtCore import QObject, QTimer

from resv_desktop.controller import Controller
from resv_desktop.domain.guest import Guest
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.guest_asking import GuestAsking
from resv_desktop.qt.guest_words import known
from resv_desktop.qt.phone_edit import PhoneField

REST_MS = 150  # a number in the middle of which somebody types is asked for once
_ASKED_FOR = ("valid", "unused")


class GuestLine(QObject):
    """Says who a number belongs to, once it is one, in the place of the helper."""

    def __init__(
        self, phone: PhoneField, tasks: Tasks, controller: Controller, restaurant: Restaurant
    ) -> None:
        super().__init__(phone)
        self._phone, self._controller, self._restaurant = phone, controller, restaurant
        self._asking = GuestAsking(tasks, controller, self)
        self._asking.told.connect(self._on_told)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        phone.judged.connect(self._on_judged)

    def ask_again(self) -> None:
        """Say anew who a number belongs to: what was known may be erased by now."""
        if self._asking.guest is not None and self._asking.guest.is_known:
            self._phone.say_as_usual()
            self._on_judged()

    def _on_judged(self) -> None:
        self._phone.edit.setAccessibleDescription("")
        self._asking.forget()
        if self._phone.typed.kind in _ASKED_FOR:
            self._rest.start()
        else:
            self._rest.stop()

    def _ask(self) -> None:
        self._asking.ask(self._phone.typed.e164, self._restaurant.id)

    def _on_told(self) -> None:
        if self._asking.guest is not None and self._asking.guest.is_known:
            self._tell(self._asking.guest)

    def _tell(self, guest: Guest) -> None:
        says = known(guest, self._restaurant.local(self._controller.now()).date())
        self._phone.is_known = True
        self._phone.set_helper(says, "warn" if guest.has_allergy else "muted")
        self._phone.edit.setAccessibleDescription(says)
