"""How the house looks: its colours by role, its type, its measures, by day and in a dim room."""

from collections.abc import Callable, Hashable, Mapping
from types import MappingProxyType
from typing import Final, Literal

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from resv_desktop.qt import colours
from resv_desktop.qt.icons import Icons
from resv_desktop.qt.resources import resource
from resv_desktop.qt.style_sheet import style_sheet

Theme = Literal["system", "light", "dark"]
Role = colours.Role
Use = Literal[
    "dialog title", "detail title", "panel title", "row", "row name", "number", "field", "label",
    "button", "primary button", "secondary", "pill", "chip", "column head",
]  # fmt: skip

LIGHT: Final = MappingProxyType({role: QColor(pair[0]) for role, pair in colours.COLOURS.items()})
DARK: Final = MappingProxyType({role: QColor(pair[1]) for role, pair in colours.COLOURS.items()})

_TYPE: Final[dict[Use, tuple[int, QFont.Weight]]] = {
    "dialog title": (22, QFont.Weight.DemiBold),
    "detail title": (20, QFont.Weight.DemiBold),
    "panel title": (16, QFont.Weight.DemiBold),
    "row": (14, QFont.Weight.Normal),
    "row name": (14, QFont.Weight.Medium),
    "number": (15, QFont.Weight.DemiBold),
    "field": (15, QFont.Weight.Normal),
    "label": (14, QFont.Weight.DemiBold),
    "button": (14, QFont.Weight.Medium),
    "primary button": (14, QFont.Weight.DemiBold),
    "secondary": (13, QFont.Weight.Normal),
    "pill": (13, QFont.Weight.DemiBold),
    "chip": (13, QFont.Weight.Medium),
    "column head": (13, QFont.Weight.DemiBold),
}

GRID: Final = 8
ROW: Final = 44
TWO_LINE_ROW: Final = 56
TARGET: Final = 44
PANEL_HEAD: Final = 64
TOP_BAR: Final = 72
BOTTOM_BAR: Final = 56
BANNER: Final = 56
MESSAGE: Final = 60
WINDOW_SIDE: Final = 24
GAP: Final = 16
PADDING: Final = 16
DIALOG_WIDTH: Final = 560
DIALOG_PADDING: Final = 24
LABEL_TO_FIELD: Final = 6
FIELD_TO_FIELD: Final = 20
PANEL_RADIUS: Final = 10
CONTROL_RADIUS: Final = 8
CELL_RADIUS: Final = 6
FOCUS_RING: Final = 2
LEFT_WIDTH: Final = 304
RIGHT_WIDTH: Final = 296
GUTTER: Final = 12
PILL: Final = 28
ICON: Final = 20
SMALL_ICON: Final = 16
_LINE_OF_TEXT: Final = 20


class Look(QObject):
    """The look in force: one is made for the application and handed down to every window.

    changed is emitted after palette and style sheet of the application have been replaced;
    what paints itself asks for its colours while painting and needs nothing else.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, theme: Theme = "system", *, text_scale: float = 1.0
    ) -> None:
        super().__init__()
        self._app = app
        self._theme: Theme = theme
        self._text_scale = text_scale
        self._icons = Icons()
        self._families = load_families()
        self._fonts: dict[Use, QFont] = {}
        self._pictures: dict[Hashable, QPixmap] = {}
        app.setStyle("Fusion")
        app.setFont(self.font("row"))
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)
        self._is_dark = self._wants_dark()
        self._apply()

    @property
    def theme(self) -> Theme:
        """What was chosen; "system" follows the desktop."""
        return self._theme

    @property
    def is_dark(self) -> bool:
        """Whether the dark palette is in force."""
        return self._is_dark

    @property
    def text_scale(self) -> float:
        """How much larger than drawn all text is; 2.0 at 200 %."""
        return self._text_scale

    def set_theme(self, theme: Theme) -> None:
        """Change to light, dark, or to what the system says."""
        self._theme = theme
        self._follow()

    def set_text_scale(self, scale: float) -> None:
        """Make all text larger or smaller; windows that are open keep their measures."""
        if scale != self._text_scale:
            self._text_scale = scale
            self._fonts.clear()
            self._pictures.clear()
            self._app.setFont(self.font("row"))
            self._apply()

    def colour(self, role: Role) -> QColor:
        """Return the colour of a role in the palette in force."""
        return QColor((DARK if self._is_dark else LIGHT)[role])

    def font(self, use: Use) -> QFont:
        """Return the font of a use, digits all equally wide."""
        font = self._fonts.get(use)
        if font is None:
            pixels, weight = _TYPE[use]
            font = QFont(self._families) if self._families else QFont(self._app.font())
            font.setPixelSize(self.px(pixels))
            font.setWeight(weight)
            font.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[use] = font
        return QFont(font)

    def metrics(self, use: Use) -> QFontMetrics:
        """Return the measures of a use's font."""
        return QFontMetrics(self.font(use))

    def px(self, length: int) -> int:
        """Return a length that grows in step with the text: icons in a row, columns."""
        return round(length * self._text_scale)

    def room(self, height: int, lines: int = 1) -> int:
        """Return a height drawn for some lines of text: its spaces stay, its text grows."""
        return height + round(lines * _LINE_OF_TEXT * (self._text_scale - 1))

    def pixmap(
        self, name: str, role: Role, size: int = ICON, ratio: float | None = None
    ) -> QPixmap:
        """Return an icon as a picture; without a ratio for the sharpest screen there is."""
        ratio = self._app.devicePixelRatio() if ratio is None else ratio
        return self._icons.pixmap(name, self.colour(role), size, ratio)

    def kept_picture(self, key: Hashable, draw: Callable[[], QPixmap]) -> QPixmap:
        """Return what is painted again and again as a picture, drawn once for each theme."""
        picture = self._pictures.get((key, self._is_dark))
        if picture is None:
            picture = self._pictures[key, self._is_dark] = draw()
        return picture

    def paint_icon(self, painter: QPainter, name: str, role: Role, place: QRect) -> None:
        """Paint an icon centred in a place, as large as its shorter side, sharp on its screen."""
        size = min(place.width(), place.height())
        picture = self.pixmap(name, role, size, painter.device().devicePixelRatioF())
        left = place.x() + (place.width() - size) // 2
        top = place.y() + (place.height() - size) // 2
        painter.drawPixmap(QPointF(left, top), picture)

    def app_icon(self) -> QIcon:
        """Return the program's own sign, in its own colours."""
        return QIcon(str(resource("icons", "app.svg")))

    def _wants_dark(self) -> bool:
        if self._theme == "system":
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._theme == "dark"

    def _on_system_scheme(self, _scheme: Qt.ColorScheme) -> None:
        self._follow()

    def _follow(self) -> None:
        wants_dark = self._wants_dark()
        if wants_dark != self._is_dark:
            self._is_dark = wants_dark
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        colours = DARK if self._is_dark else LIGHT
        self._app.setPalette(palette_of(colours))
        self._app.setStyleSheet(
            style_sheet({role: colour.name() for role, colour in colours.items()}, self.room)
        )


def palette_of(colours: Mapping[Role, QColor]) -> QPalette:
    """Return Qt's palette with every role of every group set from ours.

    Inactive is as active: what was picked stays picked while another window is in front.
    """
    part = QPalette.ColorRole
    normal: dict[QPalette.ColorRole, Role] = {
        part.Window: "window",
        part.WindowText: "text",
        part.Base: "surface",
        part.AlternateBase: "raised",
        part.Text: "text",
        part.PlaceholderText: "muted",
        part.Button: "surface",
        part.ButtonText: "text",
        part.BrightText: "error",
        part.Highlight: "accent",
        part.HighlightedText: "onAccent",
        part.Link: "accent",
        part.LinkVisited: "accent",
        part.ToolTipBase: "surface",
        part.ToolTipText: "text",
        part.Light: "surface",
        part.Midlight: "raised",
        part.Mid: "line",
        part.Dark: "lineStrong",
        part.Shadow: "lineStrong",
        part.Accent: "accent",
    }
    unusable: dict[QPalette.ColorRole, Role] = {
        part.WindowText: "muted",
        part.Text: "muted",
        part.ButtonText: "muted",
        part.Base: "sunken",
        part.Button: "sunken",
        part.Highlight: "line",
        part.HighlightedText: "text",
        part.Link: "muted",
        part.LinkVisited: "muted",
        part.Accent: "lineStrong",
    }
    palette = QPalette()
    for role, ours in normal.items():
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, role, colours[ours])
        palette.setColor(QPalette.ColorGroup.Disabled, role, colours[unusable.get(role, ours)])
    return palette


def load_families() -> list[str]:
    """Load the house's fonts: Latin letters, then Hebrew ones; of any other the system's do.

    Empty where none can be loaded and the platform's own must do.
    """
    families: dict[str, None] = {}
    for file in _FONTS:
        number = QFontDatabase.addApplicationFont(str(resource("fonts", file)))
        if number >= 0:
            families.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(number)[:1]))
    return list(families)


_FONTS: Final = (
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansHebrew-Bold.ttf",
)


def square(size: int) -> QSize:
    """Return a size as wide as high."""
    return QSize(size, size)


def inner(rect: QRect, by: float) -> QRectF:
    """Return a rectangle moved in on all sides; half a pen's width keeps an edge sharp."""
    return QRectF(rect).adjusted(by, by, -by, -by)
