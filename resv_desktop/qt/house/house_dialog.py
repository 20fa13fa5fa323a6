"""Hours, closures and tables: what was set up, changed without stranding one party."""

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from resv_desktop.domain.errors import may_be_saved
from resv_desktop.domain.house_change import HouseChange, Preview, PreviewChanged
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.house.closures_page import ClosuresPage
from resv_desktop.qt.house.draft import HouseDraft
from resv_desktop.qt.house.facts_page import FactsPage
from resv_desktop.qt.house.house_words import facts_said
from resv_desktop.qt.house.tables_page import TablesPage
from resv_desktop.qt.house.week_page import WeekPage
from resv_desktop.qt.look import DIALOG_PADDING, GRID, TARGET, Look
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.enter_presses import ENTERS
from resv_desktop.qt.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    from datetime import date

    from resv_desktop.controller import Controller

_WIDTH = 800
_ROWS = 8  # of the week, and of its usual hours
_Page = FactsPage | WeekPage | ClosuresPage | TablesPage
P = TypeVar("P", FactsPage, WeekPage, ClosuresPage, TablesPage)
_PAGES = ("facts", "week", "closures", "tables")


class HouseDialog(DialogFrame):
    """Four pages of one draft, saved together by one press.

    What it would do is looked at first: where it hits nobody it is done, and else hit carries the
    HouseChange, for somebody to show whom. saved carries the Restaurant as it is then, and what
    was changed in words.
    """

    hit = Signal(object)
    saved = Signal(object, str)
    _went_on = Signal(int, int)

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        tasks: Tasks,
        controller: "Controller",
        restaurant: Restaurant,
        today: "date",
        promised: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("houseDialog")
        self._tasks, self._controller = tasks, controller
        self.draft = HouseDraft(restaurant, today, promised)
        self._is_warned = False
        self._asked: HouseChange | None = None  # whose answer never came
        self._request_id = ""
        self.pages = SegmentedControl(
            look,
            [self.tr("House"), self.tr("Opening hours"), self.tr("Closures"), self.tr("Tables")],
        )
        self.pages.setObjectName("housePages")
        self.pages.setAccessibleName(self.tr("Pages"))
        self._stack = QStackedWidget()
        # As high as the page of the week, so that nothing jumps when another one is turned to.
        self._stack.setMinimumHeight(_ROWS * (look.room(TARGET) + GRID // 2))
        self._pages: dict[int, _Page] = {}
        self.body.addWidget(self.pages)
        self.body.addWidget(self._stack)
        self.pages.chosen.connect(self.show_page)
        self.acted.connect(self._on_acted)
        self._went_on.connect(self._on_went_on)
        self.set_act(self.tr("Save"))
        self.set_hint(self.tr("Nothing is saved before you have seen which guests are affected."))
        self._say_head()
        self._say()
        self.show_page(0)
        # No field: a PIN that is typed by habit while it still holds would be the name, and saved.
        self.pages.setFocus()

    @property
    def facts(self) -> FactsPage:
        """Name, phone, days ahead."""
        return self._page(0, FactsPage)

    @property
    def week(self) -> WeekPage:
        """The opening hours."""
        return self._page(1, WeekPage)

    @property
    def closures(self) -> ClosuresPage:
        """Closures and other hours."""
        return self._page(2, ClosuresPage)

    @property
    def tables(self) -> TablesPage:
        """The tables."""
        return self._page(3, TablesPage)

    @property
    def is_unclear(self) -> bool:
        """Whether a change was sent that may be saved, or not."""
        return self._asked is not None

    def show_today(self, today: "date") -> None:
        """Go by another running day from now on; what is wished stays."""
        self.draft.today = today

    def show_page(self, number: int) -> None:
        """Turn to a page."""
        self.pages.set_index(number)
        self._stack.setCurrentWidget(getattr(self, _PAGES[number]))

    def _page(self, number: int, kind: type[P]) -> P:
        """Return a page, which is made when it is turned to for the first time."""
        if number not in self._pages:
            page: _Page = kind(self.look, self.draft, self._stack)
            self._pages[number] = page
            self._stack.addWidget(page)
            page.changed.connect(self._on_changed)
        made = self._pages[number]
        assert isinstance(made, kind)
        return made

    def show_silence(self, *, is_silent: bool) -> None:
        """Hear whether the database answers; what is typed stays either way."""
        if is_silent != self._is_silent:
            self._is_silent = is_silent
            self._say()

    def show_promised(self, promised: frozenset[str]) -> None:
        """Hear which tables are promised by now: no new one is called like them."""
        if promised != self.draft.promised:
            self.draft.promised = promised
            for page in self._pages.values():
                page.fill()

    def show_house(self, restaurant: Restaurant) -> None:
        """Hear how the house is now: what another station has changed is told, and shown."""
        if restaurant == self.draft.seen or self.is_busy or self._asked is not None:
            return
        self._show_again([], self.draft.take_over(restaurant))

    def show_unclear(self, change: HouseChange, request_id: str) -> None:
        """Hear that a change was sent whose answer was lost, and under which id."""
        self._asked, self._request_id = change, request_id
        self._say()

    def _show_again(self, own: list[str], theirs: list[str]) -> None:
        """Show the house as it is now, and say which facts an own save or another has changed."""
        for page in self._pages.values():
            page.fill()
        self._say_head()
        self._say()
        told = (
            (own, self.tr("What you saved before is done: {facts}. It is shown as it is now.")),
            (
                theirs,
                self.tr("Changed at another station meanwhile: {facts}. It is shown as it is now."),
            ),
        )
        said = [says.format(facts=words.listed(facts_said(facts))) for facts, says in told if facts]
        if said:
            self.tell("warn", " ".join(said))

    # --- what is said

    def _say_head(self) -> None:
        self.set_head(self.tr("Hours, closures and tables"), words.line_apart(self.draft.seen.name))

    def _on_changed(self) -> None:
        self._is_warned = False
        self._say()

    def _say(self) -> None:
        """Say what is wished, or why it cannot be so."""
        trouble = self.draft.trouble()
        changed = self.draft.changed
        is_wished = bool(changed) or self._asked is not None
        can_act = is_wished and trouble is None and not self._is_silent
        self.act_button.setEnabled(can_act and not self.is_busy)
        if self._is_silent:
            self.tell(
                "warn",
                self.tr(
                    "The database does not answer. Nothing can be saved now; what you typed stays."
                ),
            )
        elif trouble is not None:
            self.tell("error", words.sentence(trouble))
        elif self._asked is not None:
            self.tell(
                "warn",
                self.tr(
                    "It is not known whether what you saved before is done. Press Save to find out."
                ),
            )
        elif changed:
            says = self.tr("To be changed: {facts}.")
            self.tell("quiet", says.format(facts=words.listed(facts_said(changed))))
        else:
            self.tell("quiet", self.tr("Nothing is changed yet."))

    # --- what is asked

    def _on_acted(self) -> None:
        change = self.draft.change()
        if self.is_busy or not self.act_button.isEnabled():
            return
        if change == self._asked:
            self._apply(change, None)  # whether it was saved is settled by asking once more
            return
        if self._asked is not None:
            self._find_out(self._asked)
            return
        self._look_whom_it_hits(change)

    def _find_out(self, asked: HouseChange) -> None:
        """See whether it was saved, since something else is wished by now; then go on from there.

        Where the house has changed, what is wished now is saved by another press.
        """
        controller, rest_id = self._controller, self.draft.seen.id
        self.set_busy(self.tr("Finding out what is saved"))

        def done(restaurant: Restaurant) -> None:
            self.set_ready()
            self._asked = None
            if restaurant == self.draft.seen:
                self._say()
                self._on_acted()
                return
            own, theirs = self.draft.settle(asked, restaurant)
            if "tables" in own and asked.new_tables:
                self.tables.line.set_text("")
            self._show_again(own, theirs)

        self._tasks.run(self, lambda: controller.restaurant(rest_id), done, self._on_trouble)

    def _look_whom_it_hits(self, change: HouseChange) -> None:
        controller, rest_id = self._controller, self.draft.seen.id
        self.set_busy(self.tr("Checking which guests are affected"))

        def done(preview: Preview) -> None:
            if preview.affected or preview.waiting:
                self.set_ready()
                self._say()
                self.hit.emit(change)
            else:
                self._request_id = controller.new_id()
                self._apply(change, preview)

        self._tasks.run(self, lambda: controller.preview(rest_id, change), done, self._on_trouble)

    def _apply(self, change: HouseChange, preview: Preview | None) -> None:
        controller, rest_id, own_id = self._controller, self.draft.seen.id, self._request_id
        self.set_busy(self.tr("Saving, and bringing the hours ahead in line"))

        def failed(trouble: Trouble) -> None:
            if isinstance(trouble, PreviewChanged):
                self._asked = None  # nothing was saved
                self._look_whom_it_hits(change)
                return
            is_open = may_be_saved(trouble)
            self._asked = change if is_open else None
            self._on_trouble(trouble)

        self._tasks.run(
            self,
            lambda: controller.edit_restaurant(
                rest_id, change, preview=preview, progress=self._went_on.emit, request_id=own_id
            ),
            self.finish,
            failed,
        )

    def _on_went_on(self, done: int, total: int) -> None:
        if self.message.kind == "progress" and done < total:
            says = self.tr("It is saved. The hours of day {number} of {total} are made.")
            self.tell("progress", says.format(number=done + 1, total=total))

    def finish(self, restaurant: Restaurant) -> None:
        """Go, since it is saved, and say what was changed."""
        if self.is_busy:
            self.set_ready()
        said = words.listed(facts_said(self.draft.changed))
        self.accept()
        self.saved.emit(restaurant, self.tr("Saved: {facts}.").format(facts=said))

    def _on_trouble(self, trouble: Trouble) -> None:
        self.set_ready()
        self._say()
        self.tell("error", words.sentence(trouble))

    # --- Qt

    def reject(self) -> None:
        """Leave; what is not saved yet is given up only by who says so once more."""
        if self.is_busy or not self.draft.changed or self._is_warned:
            super().reject()
            return
        self._is_warned = True
        self.tell(
            "warn",
            self.tr("What you changed is not saved. Press Leave again to discard it."),
            self.tr("Discard changes"),
            self.reject,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the name and the phone, which hit nobody and so are saved unseen, Enter goes to
        the button that saves; what is to be changed can be read beside it by then.
        """
        lines = (self.facts.name.edit, self.facts.phone.edit)
        is_typing = self.focusWidget() in lines and self.act_button.isEnabled()
        if is_typing and Qt.Key(event.key()) in ENTERS:
            self.act_button.setFocus()
        else:
            super().keyPressEvent(event)

    def _width(self) -> int:
        screen = self.screen().availableGeometry().width() - 2 * DIALOG_PADDING
        return min(self.look.px(_WIDTH), max(_WIDTH, screen))
