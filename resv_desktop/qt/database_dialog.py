"""Which MongoDB keeps the book: one of one's own is tested, then used, or the book moves there."""

import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resv_desktop import relocation
from resv_desktop.credentials import complete, put_away
from resv_desktop.domain.database_uri import hosts_of, lacks_secrets, whose
from resv_desktop.domain.errors import CannotStart, Outage
from resv_desktop.domain.found import Found
from resv_desktop.domain.words import Sentence
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.database_form import DatabaseForm
from resv_desktop.qt.database_words import found_lines
from resv_desktop.qt.look import GRID, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.progress_line import ProgressLine
from resv_desktop.qt.widgets.segmented_control import SegmentedControl
from resv_desktop.relocation import Whereabouts
from resv_desktop.settings import DEFAULT_DATABASE, Folders

_WIDTH = 640
_OWN, _MANAGED = 0, 1


class DatabaseDialog(DialogFrame):
    """Asks for a place, tests it, and then offers what can be done with it.

    Nothing is changed before the act is chosen. decided carries the Whereabouts that hold from
    then on; after a move they are told at once, whichever way the dialog is left.
    """

    decided = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        tasks: Tasks,
        folders: Folders,
        here: Whereabouts,
        *,
        station: str,
        can_move: bool,
        is_given: bool = False,
    ) -> None:
        """here is where the book is now; can_move, that there is one and that it is open."""
        super().__init__(look, "", parent=parent)
        self.setObjectName("databaseDialog")
        self._tasks, self._folders, self._here = tasks, folders, here
        self._station, self._can_move = station, can_move
        self._target: Whereabouts | None = None
        self._moves = self._moved = False
        self._stopping = threading.Event()
        self.set_head(self.tr("The database"), self._where_it_is())
        self.kind = SegmentedControl(
            look, [self.tr("A MongoDB of our own"), self.tr("The one that comes along")]
        )
        self.kind.setObjectName("databaseKind")
        self.kind.setAccessibleName(self.tr("Which MongoDB keeps the book"))
        self.form_lines = DatabaseForm(look, here.uri or "", here.database if here.uri else "resv")
        self._managed = Label(
            look,
            self.tr(
                "The program starts and stops it by itself on this computer; only stations that "
                "this machine is shared with reach it."
            ),
            ink="muted",
            wraps=True,
        )
        self.found = Label(look, "", "row", "muted", wraps=True)
        self.details = Label(look, "", "secondary", "muted", wraps=True)
        self.progress = ProgressLine(look)
        self.stop_button = Button(look, self.tr("Stop"))
        self.stop_button.setObjectName("stopButton")
        self.act_button.setObjectName("testButton")
        for widget in (self.kind, self.form_lines, self._managed, self.found):
            self.body.addWidget(widget)
        below = QVBoxLayout()
        below.setSpacing(GRID)
        below.addWidget(self.details)
        below.addWidget(self.progress)
        below.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignLeading)
        for shown in (self.found, self.details, self.progress, self.stop_button):
            shown.hide()
        self.place.addLayout(below)
        self.kind.chosen.connect(self._on_kind)
        self.form_lines.changed.connect(self._begin_anew)
        self.acted.connect(self._on_acted)
        self.scroll_bar.rangeChanged.connect(self._show_found)
        self.stop_button.clicked.connect(self._on_stop)
        self.kind.set_index(_OWN)
        self._on_kind(_OWN)
        if is_given:
            self.tell(
                "warn",
                self.tr(
                    "This start was given its database (by RESV_MONGODB_URI, --uri or --database), "
                    "which comes before the settings. What is chosen here is for starts without it."
                ),
            )

    @property
    def is_moving(self) -> bool:
        """Whether the book is on its way."""
        return self.is_busy and self.stop_button.isVisible()

    def _where_it_is(self) -> str:
        if self._here.uri is None:
            return self.tr("Now: the MongoDB that the program brought along.")
        says = self.tr("Now: the database {database} at {hosts}.")
        hosts = words.apart(hosts_of(self._here.bare))
        return says.format(database=words.apart(self._here.database), hosts=hosts)

    def _on_kind(self, kind: int) -> None:
        is_own = kind == _OWN
        self.form_lines.setVisible(is_own)
        self._managed.setVisible(not is_own)
        self._begin_anew()
        if is_own:
            self.form_lines.address.edit.setFocus()

    def _begin_anew(self) -> None:
        """Offer the test, of what is typed now."""
        self._target = None
        self._clear()
        self.act_button.setObjectName("testButton")
        self.set_act(self.tr("Test"))
        self.set_hint(self.tr("Enter tests it, Escape leaves everything as it is."))

    def _clear(self) -> None:
        self.message.clear()
        self.found.hide()
        self.details.hide()

    def _chosen(self) -> Whereabouts:
        if self.kind.index == _MANAGED:
            return Whereabouts(None, self._here.database if self._here.uri is None else "resv")
        return Whereabouts(self.form_lines.uri(), self.form_lines.name())

    def _show_found(self, _least: int, most: int) -> None:
        """Let what was found be in sight where the screen is too low for everything."""
        if self.found.isVisible():
            self.scroll_bar.setValue(most)

    # --- the test

    def _on_acted(self) -> None:
        if self.is_busy:
            return
        if self._moved:
            self.accept()
        elif self._target is None:
            self._test()
        elif self._moves:
            self._move(self._target)
        else:
            self._use()

    def _test(self) -> None:
        here, where, folders = self._here, self._chosen(), self._folders
        self._clear()
        self.form_lines.show_beginning()
        self.set_busy(self.tr("Asking the database"))

        def work() -> tuple[Whereabouts, Found, str]:
            if where.uri is not None:
                _check_password(where.uri, folders.config)
            return *relocation.find(where, folders), relocation.why_it_stays(here, folders)

        self._tasks.run(self, work, self._on_found, self._on_wrong)

    def _on_found(self, answer: tuple[Whereabouts, Found, str]) -> None:
        self.set_ready()
        where, found, why_it_stays = answer
        is_here = (where.bare, where.database) == (self._here.bare, self._here.database)
        lines = found_lines(where, found)
        if self._can_move and not is_here and why_it_stays:
            self.found.setText("\n".join(lines))
            self.found.show()
            self.tell("warn", words.said(why_it_stays))
            return
        self._target = where
        self._moves = self._can_move and not found.has_book and not is_here
        if self._moves:
            lines.append(
                self.tr(
                    "The open book can move there: it is copied and compared, and only then used "
                    "there. Meanwhile no station can save anything; a book of many years takes "
                    "some minutes."
                )
            )
        self.found.setText("\n".join(lines))
        self.found.show()
        self.act_button.setObjectName("useButton")
        self.set_hint(self.tr("Escape leaves everything as it is."))
        if is_here:
            self.tell("success", self.tr("This is the database in use, and all is well with it."))
            self.set_act(self.tr("Use it"))
        elif self._moves:
            new = self.tr("Begin a new book there")
            self.tell("success", self.tr("It can keep the book."), new, self._use)
            self.set_act(self.tr("Move the book there"))
        else:
            self.tell("success", self.tr("It can keep the book."))
            use = self.tr("Use the book there") if found.has_book else self.tr("Use it")
            self.set_act(use)
        self.act_button.setFocus()

    def _on_wrong(self, trouble: Trouble) -> None:
        self.set_ready()
        details = trouble.details if isinstance(trouble, CannotStart) else ""
        self.found.hide()
        self.tell("error", self._sentence(trouble))
        says = self.tr("In the words of MongoDB: {words}")
        self.details.setText(says.format(words=words.apart(details)))
        self.details.setVisible(bool(details))

    @staticmethod
    def _sentence(trouble: Trouble) -> str:
        # What is known of the reason is more than that nobody answers.
        return (
            words.said(trouble.why)
            if isinstance(trouble, Outage) and trouble.why
            else (words.sentence(trouble))
        )

    # --- to use what is there

    def _use(self) -> None:
        target = self._target
        assert target is not None
        self.set_busy(self.tr("Keeping the address"))
        keep = partial(_kept, target, self._folders.config)
        self._tasks.run(self, keep, self._on_kept, self._on_wrong)

    def _on_kept(self, target: Whereabouts) -> None:
        self.set_ready()
        self.decided.emit(target)
        self.accept()

    # --- to move the book there

    def _move(self, target: Whereabouts) -> None:
        here, folders, station, stop = self._here, self._folders, self._station, self._stopping
        stop.clear()
        self.show_move()
        soon = self._tasks.call_soon

        def work() -> Whereabouts:
            bare = _kept(target, folders.config)
            relocation.move_book(
                here,
                bare,
                folders,
                station=station,
                say=lambda what: soon(partial(self._say, what)),
                progress=lambda done, total: soon(partial(self.progress.set_progress, done, total)),
                stop=stop.is_set,
            )
            return bare

        self._tasks.run(self, work, self._on_moved, self._on_not_moved)

    def show_move(self) -> None:
        """Show how far the book is on its way, and the way to stop it."""
        self._clear()
        self.set_busy("")
        self._patience.stop()
        self.message.say("progress", self.tr("The book is being moved"))
        self.progress.set_progress(0, 0)
        self.progress.show()
        self.stop_button.setEnabled(True)
        self.stop_button.show()
        self.stop_button.setFocus()

    def _say(self, what: str) -> None:
        if self.is_moving:
            self.message.say("progress", words.said(what))

    def _on_stop(self) -> None:
        self._stopping.set()
        self.stop_button.setEnabled(False)

    def _move_is_over(self) -> None:
        self.progress.hide()
        self.stop_button.hide()
        self.set_ready()

    def _on_moved(self, target: Whereabouts) -> None:
        self._move_is_over()
        self._moved = True
        self.kind.setEnabled(False)
        self.form_lines.setEnabled(False)
        self.tell(
            "success",
            self.tr("The book has moved. Both were compared, and the old one is closed."),
        )
        self.found.setText("\n".join(self._last_words(target)))
        self.found.show()
        self.set_act(self.tr("Go on"))
        self.set_hint("")
        self.leave_button.hide()
        self.act_button.setFocus()
        self.decided.emit(target)

    def _last_words(self, target: Whereabouts) -> list[str]:
        """Say where the book is now, where that is not as usual, and what other stations do."""
        lines = []
        if target.database != DEFAULT_DATABASE:
            says = self.tr("The book is now in the database {database}.")
            lines.append(says.format(database=words.apart(target.database)))
        if target.uri is None:
            lines.append(
                self.tr(
                    "Every other station says now that the book has moved on; to let them use it "
                    "here, share this machine and let each join with a new code (menu, Set-up, "
                    "Stations)."
                )
            )
        else:
            lines.append(
                self.tr(
                    "Every other station says now that the book has moved on; there, choose the "
                    "same database in this dialog."
                )
            )
        return lines

    def _on_not_moved(self, trouble: Trouble) -> None:
        self._move_is_over()
        self._on_wrong(trouble)

    def _width(self) -> int:
        screen = self.screen().availableGeometry().width() - 2 * GRID
        return min(self.look.px(_WIDTH), max(_WIDTH, screen))


def _check_password(uri: str, config: Path) -> None:
    """Raise CannotStart where a password is needed that was neither typed nor kept."""
    if not lacks_secrets(uri):
        return
    try:
        complete(uri, config)
    except CannotStart:
        raise CannotStart(
            Sentence(
                "Type the password of {name} as well: none is kept on this computer for this "
                "address.",
                name=whose(uri).partition("@")[0],
            )
        ) from None


def _kept(where: Whereabouts, config: Path) -> Whereabouts:
    """Keep the secrets of a place; return it without them. Raises CannotStart."""
    if where.uri is None:
        return where
    try:
        return Whereabouts(put_away(where.uri, config)[0], where.database)
    except OSError as error:
        raise CannotStart(
            Sentence("The password could not be kept in {folder}.", folder=config),
            details=str(error),
        ) from None
