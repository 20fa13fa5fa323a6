"""This machine is shared with other stations: on and off, the code to join, the list."""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.domain.errors import CannotShare
from resv_desktop.domain.sharing import JoinedStation, Sharing
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.look import GAP, GRID, Look
from resv_desktop.qt.stations.code_field import in_lines
from resv_desktop.qt.stations.code_picture import CodePicture
from resv_desktop.qt.stations.station_rows import Clock, StationRows, told_apart
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.label import Label

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.domain.join_code import JoinCode

T = TypeVar("T")
_LOOK_EVERY_MS = 700
_LIST_EVERY_MS = 3_000
_CODE_LASTS_MS = 600_000


class StationsDialog(DialogFrame):
    """Shows whether this machine is shared, and does what the host presses.

    A code is worth something while it is shown here, for ten minutes at most, and lets one station
    in; that one is then on the list. join_wanted is emitted where this machine is to join another
    one, for the first time or anew, restart_asked before the database is started anew.
    """

    join_wanted = Signal()
    restart_asked = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        tasks: Tasks,
        controller: "Controller",
        local: Clock,
        *,
        is_elsewhere: bool = False,
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("stationsDialog")
        self._tasks, self._controller, self._local = tasks, controller, local
        self._is_elsewhere = is_elsewhere
        self._act: Callable[[], None] = self.reject
        self._is_looking = self._is_reading = False
        self._shown: Sharing | None = None
        self._code: JoinCode | None = None
        self._is_withdrawn = Event()  # the code that is shown
        self._words = Label(look, "", "row", wraps=True)
        self.rows = StationRows(look, local)
        self.picture = CodePicture(look)
        self.code = Label(look, "", "detail title")
        self.code.setObjectName("joinCode")
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._code_page = self._lay_code()
        self.stop_button = Button(look, self.tr("No longer share"))
        self.stop_button.setObjectName("stopSharingButton")
        self.join_button = Button(look, self.tr("Join a restaurant"))
        self.join_button.setObjectName("joinAnotherButton")
        self.body.addWidget(self._words)
        self.body.addWidget(self._code_page)
        self.body.addWidget(self.rows)
        self.body.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.join_button, 0, Qt.AlignmentFlag.AlignLeading)
        self._watch = QTimer(self, interval=_LOOK_EVERY_MS)
        self._watch.timeout.connect(self._look_for_newcomer)
        self._regularly = QTimer(self, interval=_LIST_EVERY_MS)
        self._regularly.timeout.connect(self._look_again)
        self._regularly.start()
        self.finished.connect(self._regularly.stop)
        self._end = QTimer(self, singleShot=True, interval=_CODE_LASTS_MS)
        self._end.timeout.connect(self._on_code_ended)
        self.acted.connect(self._on_acted)
        self.stop_button.clicked.connect(self._ask_to_stop)
        self.join_button.clicked.connect(self._ask_to_join)
        self.rows.remove_wanted.connect(self._ask_to_remove)
        self.finished.connect(self._withdraw)
        self._lay_bare("", "")
        self._ask(controller.sharing, self.tr("Looking for the stations"))

    @property
    def is_showing_code(self) -> bool:
        """Whether a station can join now."""
        return self._watch.isActive()

    # --- what is shown

    def _lay_bare(self, title: str, says: str) -> None:
        self._watch.stop()
        self._end.stop()
        self.set_head(title or self.tr("Stations"))
        self._words.setText(says)
        self._words.setVisible(bool(says))
        for part in (self._code_page, self.rows, self.stop_button, self.join_button):
            part.hide()
        self.set_act("")
        self.set_hint(self.tr("Escape leaves."))

    def _show(self, sharing: Sharing) -> None:
        self._shown = sharing
        self.message.clear()
        if not sharing.is_on:
            self._lay_bare(
                "",
                self.tr(
                    "Other machines of this restaurant can use the book of this one, over the "
                    "network of the house: each sees at once what the others do. What goes over "
                    "the network is encrypted, and each station needs a code from here. This "
                    "machine has to be on while they work."
                ),
            )
            self.join_button.show()
            self._offer(self.tr("Share this machine"), self._share)
            return
        where = words.listed([f"{each}:{sharing.port}" for each in sharing.addresses])
        says = self.tr("This machine is shared. Stations reach it at {places}.")
        self._lay_bare("", says.format(places=where) if where else "")
        self.rows.show_stations(sharing.stations)
        self.rows.show()
        self.stop_button.show()
        self._offer(self.tr("Add a station"), self._invite)
        if sharing.trouble and where:
            self.tell("warn", words.said(sharing.trouble), self.tr("Share anew"), self._share)
        elif sharing.trouble:
            self.tell("warn", words.said(sharing.trouble))

    def _show_elsewhere(self, refusal: CannotShare) -> None:
        self._lay_bare("", words.sentence(refusal))
        self._offer(self.tr("Join with a new code"), self.join_wanted.emit)

    def _show_code(self, code: "JoinCode") -> None:
        self._code = code
        self._is_withdrawn = Event()
        self._lay_bare(
            self.tr("Add a station"),
            self.tr(
                "Start the program on the other machine, choose “Join a restaurant” and type this "
                "code there, or scan it. It works once, while this window is open, for ten "
                "minutes at most."
            ),
        )
        text = code.text()
        lines = in_lines(text.split("-")).split("\n")
        self.code.setText("\n".join(words.apart(line.replace(" ", "  ")) for line in lines))
        self.code.setAccessibleName(self.tr("The code: {code}").format(code=text))
        self.picture.set_text(text)
        where = words.listed([f"{each}:{code.port}" for each in code.addresses])
        self._place.setText(self.tr("This machine is at {places}.").format(places=where))
        self._code_page.show()
        self.leave_button.setFocus()  # no key ends the code by accident
        self._watch.start()
        self._end.start()

    def _lay_code(self) -> QWidget:
        font = QFont(self.code.font())
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setFeature(QFont.Tag("zero"), 1)
        self.code.setFont(font)
        self._place = Label(self.look, "", "secondary", "muted", wraps=True)
        said = QVBoxLayout()
        said.setSpacing(GRID)
        said.addStretch(1)
        said.addWidget(self.code)
        said.addWidget(self._place)
        said.addStretch(1)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
        return page

    def _offer(self, says: str, act: Callable[[], None]) -> None:
        self._act = act
        self.set_act(says)
        self.act_button.setFocus()

    # --- what is done

    def _on_acted(self) -> None:
        self._act()

    def _share(self) -> None:
        says = self.tr("Sharing this machine; the book is back in a moment")
        self.restart_asked.emit()
        self._ask(self._controller.share, says)

    def _stop(self) -> None:
        says = self.tr("Shutting the port; the book is back in a moment")
        self.restart_asked.emit()
        self._ask(self._controller.stop_sharing, says)

    def _invite(self) -> None:
        self.message.clear()
        self._work(self._controller.invite, self._show_code, self.tr("Making a code"))

    def _remove(self, station: JoinedStation) -> None:
        controller = self._controller

        def work() -> Sharing:
            controller.remove_station(station.id)
            return controller.sharing()

        says = self.tr("{station} has been removed and is cut off.")
        said = says.format(station=self._called(station))
        self._ask(work, self.tr("Removing the station"), said)

    def _ask_to_remove(self, station: JoinedStation) -> None:
        says = self.tr(
            "Remove {station}? It is cut off at once, and needs a new code to join again."
        )
        self.tell(
            "warn",
            says.format(station=self._called(station)),
            self.tr("Remove"),
            partial(self._remove, station),
        )

    def _called(self, station: JoinedStation) -> str:
        among = self._shown.stations if self._shown is not None else ()
        return told_apart(station, among, self._local)

    def _ask_to_stop(self) -> None:
        says = self.tr("The other stations cannot work until this machine is shared again.")
        self.tell("warn", says, self.tr("No longer share"), self._stop)

    def _ask_to_join(self) -> None:
        says = self.tr(
            "This machine then uses the book of another one, with a code from there. Its own book "
            "stays here as it is."
        )
        self.tell("warn", says, self.tr("Join"), self.join_wanted.emit)

    def _look_for_newcomer(self) -> None:
        if self._is_looking or self.is_busy:
            return
        self._is_looking = True
        controller = self._controller

        def work() -> tuple[JoinedStation, Sharing] | None:
            station = controller.admit()
            return (station, controller.sharing()) if station is not None else None

        self._tasks.run(self, work, self._on_looked, lambda _: self._on_looked(None))

    def _on_looked(self, found: tuple[JoinedStation, Sharing] | None) -> None:
        self._is_looking = False
        if found is None:
            return
        station, sharing = found
        self._show(sharing)
        name = words.apart(station.name)
        older = station.namesakes(sharing.stations)
        if older:
            says = self.tr(
                "{station} has joined. Another station has this name; remove it if that is the "
                "same machine."
            )
            remove = partial(self._ask_to_remove, older[0])
            self.tell("warn", says.format(station=name), self.tr("Remove the older one"), remove)
        elif station.wished:
            says = self.tr("{station} has joined; another station is called {name} already.")
            said = says.format(station=name, name=words.apart(station.wished))
            self.tell("success", said)
        elif station.has_replaced:
            says = self.tr("{station} has joined again, in the place of its old entry.")
            self.tell("success", says.format(station=name))
        else:
            self.tell("success", self.tr("{station} has joined.").format(station=name))

    def _look_again(self) -> None:
        """See whether the code or the list that is shown is still true."""
        if self._is_reading or self.is_busy:
            return
        if self._code is not None and self.is_showing_code:
            self._follow_address(self._code)
        elif self._shown is not None and not self.rows.isHidden():
            self._read_list(self._shown)

    def _read_list(self, before: Sharing) -> None:
        """See who is connected by now; a message, a question and the keys stay where they are."""

        def done(sharing: Sharing) -> None:
            # What has been done at the list meanwhile is newer than this answer.
            if self._shown is not before or self.is_busy or self.rows.isHidden():
                return
            self._shown = sharing
            told = words.said(before.trouble)
            if sharing.trouble != before.trouble and self.message.text() == told:
                self._show(sharing)
            elif sharing.stations != before.stations:
                self.rows.show_stations(sharing.stations)

        self._read(self._controller.sharing, done)

    def _follow_address(self, before: "JoinCode") -> None:
        """Show a new code where an address that the shown one speaks of is gone."""
        controller, is_withdrawn = self._controller, self._is_withdrawn

        def work() -> "JoinCode | None":
            here = set(controller.sharing().addresses)
            if not here or set(before.addresses) <= here:
                return None
            code = controller.invite()
            if is_withdrawn.is_set():  # nobody will show it
                controller.withdraw_code()
                return None
            return code

        def done(code: "JoinCode") -> None:
            if not self.is_showing_code or self._code is not before:
                return
            self._show_code(code)
            says = self.tr(
                "This machine has another address now. Type this new code; the one before is "
                "worth nothing any more."
            )
            self.tell("warn", says)

        self._read(work, done)

    def _read(self, work: Callable[[], T | None], done: Callable[[T], None]) -> None:
        """Ask without a word, also where nothing comes of it: the next look is soon."""

        def ready(answer: T | None) -> None:
            self._is_reading = False
            if answer is not None:
                done(answer)

        self._is_reading = True
        self._tasks.run(self, work, ready, lambda _: ready(None))

    def _on_code_ended(self) -> None:
        self._withdraw()
        self._ask(self._controller.sharing, self.tr("Looking for the stations"))

    def _withdraw(self) -> None:
        """Let the code be worth nothing once it is not shown any more."""
        if self.is_showing_code:
            self._watch.stop()
            self._is_withdrawn.set()
            withdraw = self._controller.withdraw_code
            self._tasks.run(self._tasks, withdraw, lambda _: None, lambda _: None)

    def _ask(self, work: Callable[[], Sharing], says: str, said: str = "") -> None:
        def done(sharing: Sharing) -> None:
            self._show(sharing)
            if said:
                self.tell("success", said)

        self._work(work, done, says)

    def _work(self, work: Callable[[], T], done: Callable[[T], None], says: str) -> None:
        self.set_busy(says)

        def ready(answer: T) -> None:
            self.set_ready()
            done(answer)

        self._tasks.run(self, work, ready, self._on_trouble)

    def _on_trouble(self, trouble: Trouble) -> None:
        self.set_ready()
        if isinstance(trouble, CannotShare) and self._is_elsewhere:
            self._show_elsewhere(trouble)
        else:
            self.tell("error", words.sentence(trouble))
