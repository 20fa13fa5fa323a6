"""Reservations into a file, into a calendar that others subscribe to, and out of a file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from resv_desktop.qt.exchange.pages import ExportPage, FeedPage, ImportPage
from resv_desktop.qt.exchange.under_way import UnderWay
from resv_desktop.qt.look import DIALOG_PADDING, Look
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.segmented_control import SegmentedControl
from resv_desktop.settings import Settings

_WIDTH = 640
EXPORT, FEED, IMPORT = range(3)
FORMS = ("csv", "ics")


class ExchangeDialog(DialogFrame):
    """Asks what is wanted; does none of it itself.

    save_wanted carries first day, last day and the end of the file's name; feed_wanted the file
    ("" for none) and whether details are in it; import_wanted the file to look at.
    """

    save_wanted = Signal(date, date, str)
    feed_wanted = Signal(str, bool)
    import_wanted = Signal(str)
    stopped = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        today: date,
        days_ahead: int,
        settings: Settings,
        usual_feed: Path,
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("exchangeDialog")
        self.pages = SegmentedControl(
            look, [self.tr("Export"), self.tr("Calendar feed"), self.tr("Import")]
        )
        self.pages.setObjectName("exchangePages")
        self.pages.setAccessibleName(self.tr("What is wanted"))
        self.export = ExportPage(look, today, days_ahead, FORMS)
        self.feed = FeedPage(look, settings, usual_feed)
        self.bring_in = ImportPage(look)
        self._stack = QStackedWidget()
        for page in (self.export, self.feed, self.bring_in):
            self._stack.addWidget(page)
        self.under_way = UnderWay(look)
        self.under_way.stopped.connect(self.stopped)
        self.place.addWidget(self.under_way)
        self.body.addWidget(self.pages)
        self.body.addWidget(self._stack)
        self.set_head(self.tr("Export and import"))
        self.act_button.setObjectName("exchangeButton")
        self._says: tuple[tuple[str, str], ...] = (
            (self.tr("Save the file"), self.tr("Enter saves it, Escape leaves.")),
            (
                self.tr("Use these settings"),
                self.tr("Enter uses these settings, Escape changes nothing."),
            ),
            (self.tr("Look at the file"), self.tr("Enter looks at it, Escape leaves.")),
        )
        self.pages.chosen.connect(self.show_page)
        self.bring_in.chosen.connect(self._on_acted)
        self.acted.connect(self._on_acted)
        self.show_page(EXPORT)
        self.pages.setFocus()

    def show_page(self, number: int) -> None:
        """Turn to what is wanted: EXPORT, FEED or IMPORT."""
        self.pages.set_index(number)
        self._stack.setCurrentIndex(number)
        act, hint = self._says[number]
        self.set_act(act)
        self.set_hint(hint)
        self.message.clear()

    @property
    def page(self) -> int:
        """Which page is shown."""
        return self._stack.currentIndex()

    # --- what is under way

    def say_saving(self) -> None:
        """Say that the days are read; many years take a while, and can be stopped."""
        self.set_busy(self.tr("The reservations are being read."))
        self.under_way.begin()

    def say_busy(self, words: str) -> None:
        """Say what is being done, of which nothing can be stopped."""
        self.set_busy(words)

    def say_done(
        self, kind: str, words: str, act: str = "", do: Callable[[], None] | None = None
    ) -> None:
        """Give the form back, and say how it ended."""
        self.under_way.hide()
        self.set_ready()
        self.tell(kind, words, act or None, do)  # type: ignore[arg-type]  # who asks knows the kinds

    # --- the act

    def _on_acted(self) -> None:
        if self.is_busy:
            return
        self.message.clear()
        if self.page == EXPORT:
            self.save_wanted.emit(
                self.export.first.day, self.export.last.day, self.export.chosen_form
            )
        elif self.page == FEED:
            file = self.feed.chosen_file()
            if self.feed.is_kept.isChecked() and not Path(file).is_absolute():
                self.tell("error", self.tr("Type the whole path of the file, with its folders."))
                self.feed.file.edit.setFocus()
                return
            self.feed_wanted.emit(file, self.feed.details.isChecked())
        elif not self.bring_in.file.text().strip():
            self.tell("error", self.tr("Choose the file that is to be imported."))
            self.bring_in.choose_button.setFocus()
        else:
            self.import_wanted.emit(self.bring_in.file.text().strip())

    def _width(self) -> int:
        screen = self.screen().availableGeometry().width() - 2 * DIALOG_PADDING
        return min(self.look.px(_WIDTH), max(_WIDTH, screen))
