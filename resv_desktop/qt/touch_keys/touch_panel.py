"""The keys on the screen, page by page: letters, accents, digits."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from resv_desktop.qt.look import Look
from resv_desktop.qt.touch_keys import layouts
from resv_desktop.qt.touch_keys.layouts import PageName, Place
from resv_desktop.qt.touch_keys.touch_key import TouchKey

_KEY: Final = 50  # high
_WIDEST: Final = 88  # a key is no wider, or the hand would have to travel
_EDGE: Final = 6
_LATIN: Final = "en"


class TouchPanel(QWidget):
    """Says what was pressed; where it goes is decided elsewhere.

    typed carries a letter or sign, pressed one of Qt's keys that writes none. Pages are made when
    they are looked at first. Another language takes another panel.
    """

    typed = Signal(str)
    pressed = Signal(int)
    next_wanted = Signal()
    sent_away = Signal()

    def __init__(self, look: Look, language: str) -> None:
        super().__init__()
        self.setObjectName("touchPanel")
        self.setAccessibleName(self.tr("Keys on the screen"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as on every keyboard
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A finger on its ground is none on what lies below.
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._look, self.language = look, language
        self._own = language if layouts.is_known(language) else _LATIN
        self._letters = self._own
        self._page: _Page | None = None
        self._pages: dict[tuple[PageName, str], _Page] = {}
        self._is_large = self._stays_large = False
        look.changed.connect(self.update)
        self.hide()

    @property
    def keys(self) -> list[TouchKey]:
        """The keys of the page that is shown."""
        return [] if self._page is None else self._page.keys

    def key(self, what: str) -> TouchKey:
        """Return the key of the page that is shown which writes a sign, or does an act."""
        return next(key for key in self.keys if what in (key.place.act, key.place.sign))

    def begin(self, *, is_digits: bool, is_latin: bool, stays_large: bool) -> None:
        """Show the page that a field most likely asks for."""
        self._stays_large = stays_large
        self._letters = _LATIN if is_latin and not layouts.has_case(self._own) else self._own
        self.set_large(is_large=False)
        self._show("digits" if is_digits else "letters")

    def set_large(self, *, is_large: bool) -> None:
        """Let the next letter be a large one, or a small one."""
        self._is_large = is_large or self._stays_large
        if self._page is not None:
            self._page.show_case(is_large=self._is_large)

    def wanted_height(self) -> int:
        """Return how high it is to be, whichever page is shown."""
        return 4 * self._look.room(_KEY) + 2 * _EDGE + 1

    def _show(self, name: PageName) -> None:
        key = (name, self._letters if name == "letters" else "")
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = self._make(name)
        if page is not self._page:
            if self._page is not None:
                self._page.hide()
            self._page = page
        page.show_case(is_large=self._is_large)
        self._place()
        page.show()

    def _make(self, name: PageName) -> "_Page":
        rows = layouts.page(
            name,
            self._letters,
            has_other_script=not layouts.has_case(self._own),
            is_mirrored=_is_rtl(),
        )
        is_rtl_text = name == "letters" and not layouts.has_case(self._letters)
        page = _Page(self._look, rows, self, is_rtl_text=is_rtl_text, script=self._other_script())
        for key in page.keys:
            signal = key.pressed if key.acts_at_once else key.clicked
            signal.connect(lambda *_, place=key.place: self._on_key(place))
        return page

    def _other_script(self) -> tuple[str, str]:
        """Return what stands on the key to the other letters, and what it is called."""
        if layouts.has_case(self._letters):
            return "אבג", self.tr("Hebrew letters")
        return "abc", self.tr("Latin letters")

    def _on_key(self, place: Place) -> None:
        match place.act:
            case None:
                self.typed.emit(_large(place.sign) if self._is_large else place.sign)
                if self._page is self._pages.get(("accents", "")) and place.sign.isalpha():
                    self._show("letters")
            case "space":
                self.typed.emit(" ")
            case "back":
                self.pressed.emit(Qt.Key.Key_Backspace.value)
            case "enter":
                self.pressed.emit(Qt.Key.Key_Return.value)
            case "next":
                self.next_wanted.emit()
            case "hide":
                self.sent_away.emit()
            case "shift":
                self.set_large(is_large=not self._is_large)
            case "script":
                self._letters = self._own if self._letters != self._own else _LATIN
                self._show("letters")
            case page:
                self._show(page)

    def _place(self) -> None:
        if self._page is not None:
            self._page.setGeometry(self.rect().adjusted(_EDGE, _EDGE + 1, -_EDGE, -_EDGE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("sunken"))
        painter.fillRect(0, 0, self.width(), 1, self._look.colour("line"))
        painter.end()


class _Page(QWidget):
    """The keys of one page, each row in the middle."""

    def __init__(
        self,
        look: Look,
        rows: layouts.Page,
        parent: QWidget,
        *,
        is_rtl_text: bool,
        script: tuple[str, str],
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._rows = [[TouchKey(look, place, self) for place in row] for row in rows]
        self._widest = max(sum(place.width for place in row) for row in rows)
        self.keys = [key for row in self._rows for key in row]
        names, is_rtl = _names(), _is_rtl()
        for key in self.keys:
            act = key.place.act
            key.is_mirrored = (act == "back" and is_rtl_text) or (act == "next" and is_rtl)
            if act is None:
                key.say(key.place.sign)
            elif act == "script":
                key.say(*script)
            else:
                key.say(*names[act])

    def show_case(self, *, is_large: bool) -> None:
        """Show the letters as they are going to be written."""
        for key in self.keys:
            if key.place.act == "shift":
                key.turn_on(is_on=is_large)
            elif key.place.act is None:
                sign = _large(key.place.sign) if is_large else key.place.sign
                if sign != key.text():
                    key.say(sign)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = min(self.width() / self._widest, self._look.px(_WIDEST))
        height = self.height() / len(self._rows)
        for at, row in enumerate(self._rows):
            left = (self.width() - width * sum(key.place.width for key in row)) / 2
            for key in row:
                right = left + width * key.place.width
                top, bottom = round(at * height), round((at + 1) * height)
                key.setGeometry(round(left), top, round(right) - round(left), bottom - top)
                left = right
        super().resizeEvent(event)


def _is_rtl() -> bool:
    return QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _names() -> dict[str, tuple[str, str]]:
    """Return what stands on the keys that write no sign, and what they are called."""
    translate = QCoreApplication.translate
    return {
        "shift": ("", translate("TouchPanel", "Capital letter")),
        "back": ("", translate("TouchPanel", "Backspace")),
        "space": ("", translate("TouchPanel", "Space")),
        "enter": ("", translate("TouchPanel", "Enter")),
        "next": ("", translate("TouchPanel", "Next field")),
        "hide": ("", translate("TouchPanel", "Hide these keys")),
        "letters": (translate("TouchPanel", "abc"), translate("TouchPanel", "Letters")),
        "accents": ("éàç", translate("TouchPanel", "Letters with accents")),
        "digits": ("123", translate("TouchPanel", "Digits and signs")),
    }


def _large(sign: str) -> str:
    """Return the large letter of a small one, where there is one of a single sign."""
    large = sign.upper()
    return large if len(large) == 1 else sign
