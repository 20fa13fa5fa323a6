"""Every colour can be read, every pair of them, by day and in a dim room."""

from collections.abc import Mapping
from typing import get_args

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import DARK, LIGHT, Look, Role, Use, palette_of

STATES: tuple[tuple[Role, Role], ...] = (
    ("free", "freeBg"),
    ("reserved", "reservedBg"),
    ("arrived", "arrivedBg"),
    ("seated", "seatedBg"),
    ("done", "doneBg"),
    ("warn", "warnBg"),
    ("error", "errorBg"),
    ("success", "successBg"),
)
WORDS: tuple[tuple[Role, Role], ...] = (
    ("text", "window"),
    ("text", "surface"),
    ("text", "raised"),
    ("text", "accentSoft"),
    ("text", "line"),
    ("muted", "window"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("muted", "sunken"),
    ("muted", "accentSoft"),
    ("muted", "line"),
    ("onAccent", "accent"),
    ("onAccent", "accentHover"),
    ("accent", "surface"),
    ("accent", "raised"),
    ("accent", "accentSoft"),
    ("accent", "successBg"),
    ("onError", "error"),
    ("onError", "errorHover"),
    *STATES,
    *((ink, "surface") for ink, _ in STATES),
    *(("text", ground) for _, ground in STATES),
)
EDGES: tuple[tuple[Role, Role], ...] = (
    ("lineStrong", "surface"),
    ("lineStrong", "window"),
    ("lineStrong", "raised"),
    ("accent", "window"),
    ("error", "surface"),
)
# look.md 1, the figures of the table: (role, ground, light, dark).
FIGURES: tuple[tuple[Role, Role, float, float], ...] = (
    ("text", "window", 14.35, 15.30),
    ("text", "surface", 16.00, 13.84),
    ("muted", "sunken", 5.41, 8.38),
    ("muted", "line", 4.68, 4.97),
    ("onAccent", "accent", 7.81, 8.25),
    ("onAccent", "accentHover", 9.70, 9.67),
    ("accent", "successBg", 6.75, 6.92),
    ("free", "freeBg", 5.65, 7.63),
    ("reserved", "reservedBg", 6.91, 6.93),
    ("arrived", "arrivedBg", 6.25, 8.33),
    ("seated", "seatedBg", 7.14, 7.02),
    ("done", "doneBg", 5.47, 5.99),
    ("warn", "warnBg", 5.74, 7.60),
    ("error", "errorBg", 6.07, 7.33),
    ("onError", "error", 7.26, 8.79),
    ("lineStrong", "surface", 3.75, 4.28),
    ("lineStrong", "window", 3.37, 4.74),
)


def contrast(first: QColor, second: QColor) -> float:
    """Return the ratio of WCAG 2.x."""
    lights = sorted((_luminance(first), _luminance(second)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_can_be_read_on_their_ground(
    colours: Mapping[Role, QColor], ink: Role, ground: Role
) -> None:
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_icons_can_be_seen_on_their_ground(
    colours: Mapping[Role, QColor], edge: Role, ground: Role
) -> None:
    assert contrast(colours[edge], colours[ground]) >= 3


@pytest.mark.parametrize(("ink", "ground", "light", "dark"), FIGURES)
def test_the_ratios_are_those_that_were_agreed(
    ink: Role, ground: Role, light: float, dark: float
) -> None:
    assert contrast(LIGHT[ink], LIGHT[ground]) == pytest.approx(light, abs=0.01)
    assert contrast(DARK[ink], DARK[ground]) == pytest.approx(dark, abs=0.01)


def test_every_role_has_a_colour_in_both_palettes() -> None:
    assert set(LIGHT) == set(DARK) == set(get_args(Role))
    assert all(colour.isValid() for colour in (*LIGHT.values(), *DARK.values()))


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_role_of_qts_palette_is_one_of_ours_in_every_group(
    colours: Mapping[Role, QColor],
) -> None:
    ours = {colour.rgb() for colour in colours.values()}
    palette = palette_of(colours)
    group = QPalette.ColorGroup
    roles = set(QPalette.ColorRole) - {
        QPalette.ColorRole.NoRole,
        QPalette.ColorRole.NColorRoles,
    }
    for role in roles:
        for each in (group.Active, group.Inactive, group.Disabled):
            assert palette.color(each, role).rgb() in ours, (role, each)
        assert palette.color(group.Active, role) == palette.color(group.Inactive, role)


def test_digits_are_equally_wide_in_every_use_of_type(look: Look) -> None:
    for use in get_args(Use):
        metrics = look.metrics(use)
        assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0808"), use


def test_the_houses_own_font_is_used_in_three_weights(look: Look) -> None:
    weights = {use: QFontInfo(look.font(use)).weight() for use in get_args(Use)}
    assert {QFontInfo(look.font(use)).family() for use in get_args(Use)} == {"Inter"}
    assert weights["row"] == 400
    assert weights["button"] == 500
    assert weights["dialog title"] == 600


def test_no_words_are_smaller_than_twelve_pixels(look: Look) -> None:
    assert all(look.font(use).pixelSize() >= 12 for use in get_args(Use))


def test_at_200_percent_the_words_double_and_their_rows_grow(qapp: QApplication) -> None:
    large = Look(qapp, "light", text_scale=2)
    assert large.font("row").pixelSize() == 28
    assert large.room(44) >= large.metrics("number").height() + 16
    assert large.room(56, 2) >= large.metrics("row").height() * 2 + 16


def test_changing_the_theme_changes_the_whole_application(
    look: Look, qapp: QApplication, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(look.changed):
        look.set_theme("dark")
    assert look.is_dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == DARK["window"]
    assert DARK["lineStrong"].name() in qapp.styleSheet()
    assert LIGHT["lineStrong"].name() not in qapp.styleSheet()


def test_choosing_the_theme_in_force_changes_nothing(look: Look, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(look.changed):
        look.set_theme("light")


class _Desktop(QObject):
    """A desktop whose colour scheme a test can change."""

    colorSchemeChanged = Signal(Qt.ColorScheme)  # noqa: N815 - Qt's own name

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Qt.ColorScheme.Light

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - Qt's own name
        return self.scheme

    def turn(self, scheme: Qt.ColorScheme) -> None:
        self.scheme = scheme
        self.colorSchemeChanged.emit(scheme)


def test_system_follows_the_desktop_and_a_choice_of_ones_own_does_not(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = _Desktop()
    monkeypatch.setattr(qapp, "styleHints", lambda: desktop, raising=False)
    look = Look(qapp, "system")
    seen = [look.is_dark]
    desktop.turn(Qt.ColorScheme.Dark)
    seen.append(look.is_dark)
    look.set_theme("light")
    seen.append(look.is_dark)
    desktop.turn(Qt.ColorScheme.Dark)
    seen.append(look.is_dark)
    look.set_theme("system")
    seen.append(look.is_dark)
    assert seen == [False, True, False, False, True]


def test_the_program_has_a_sign_of_its_own(look: Look) -> None:
    assert not look.app_icon().pixmap(64, 64).isNull()
