"""The timeline in the ears of a screen reader, and every state of it in its colours."""

from collections.abc import Callable
from dataclasses import replace
from statistics import median
from time import thread_time

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.day import Day
from resv_desktop.qt.look import Look, Role
from resv_desktop.qt.timeline import Timeline
from tests.qt.days import NOW, day, reservation
from tests.qt.timelines import click, key, large_day, place, shown

_PAINTINGS = 30
_NEAR = 24  # of 255, by which a thin line may miss its colour
_PAINTED_WITHIN_MS = 200  # on a machine that does much else; alone it takes a tenth


def test_every_cell_is_heard_as_one_sentence(qtbot: QtBot, look: Look) -> None:
    held = reservation("7", 20, note="Nut allergy", status="seated")
    timeline = shown(qtbot, look, day(held), (800, 400))
    found = QAccessible.queryAccessibleInterface(timeline)
    heard = [found.child(n) for n in range(found.childCount())]
    cells = [each for each in heard if each.role() == QAccessible.Role.Cell]

    def text(each: QAccessibleInterface) -> str:
        return str(each.text(QAccessible.Text.Name))

    assert found.role() == QAccessible.Role.Table
    assert found.text(QAccessible.Text.Name) == "Timeline"
    assert len(cells) == 6 * 5
    assert text(cells[10]) == "18:00, table 7, 4 seats, was free"
    assert text(cells[12]) == (
        "20:00, table 7, 4 seats, seated, Okafor, party of 2, Note: Nut allergy"
    )
    assert text(cells[13]) == "21:00, table 7, 4 seats, free"
    spoken = {text(each) for each in heard}
    assert {"Table 7, 4 seats", "20:00, 1 of 6 tables taken"} <= spoken
    there = cells[13].rect().center()
    click_at = timeline.viewport().mapFromGlobal(there)
    QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=click_at)
    assert timeline.marked == key("7", 21)


def is_inked(timeline: Timeline, rect: QRect, look: Look, role: Role) -> bool:
    """Whether something there is painted in a colour, soft edges aside."""
    wanted = look.colour(role)

    def is_near(name: str) -> bool:
        colour = QColor(name)
        parts = (QColor.red, QColor.green, QColor.blue)
        return all(abs(part(colour) - part(wanted)) < _NEAR for part in parts)

    return any(is_near(name) for name in pixels(timeline, rect))


def pixels(timeline: Timeline, rect: QRect) -> set[str]:
    image: QImage = timeline.viewport().grab(rect).toImage()
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(image.width())
        for y in range(image.height())
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_state_has_its_own_ground_and_the_running_hour_its_tint(
    qtbot: QtBot, look: Look, theme: str
) -> None:
    look.set_theme(theme)  # type: ignore[arg-type]  # one of both
    statuses = {"1": "booked", "2": "arrived", "7": "seated", "10": "done"}
    held = [reservation(table, 20, status=status) for table, status in statuses.items()]
    timeline = shown(qtbot, look, day(*held), (800, 400))
    grounds: dict[str, Role] = {
        "1": "reservedBg",
        "2": "arrivedBg",
        "7": "seatedBg",
        "10": "doneBg",
    }
    for table, role in grounds.items():
        colours = pixels(timeline, place(timeline, table, 20))
        assert look.colour(role).name() in colours
        others = set(grounds.values()) - {role}
        assert not colours & {look.colour(other).name() for other in others}
    free = place(timeline, "23", 21)
    assert is_inked(timeline, free, look, "free")
    assert not is_inked(timeline, place(timeline, "23", 18), look, "free")
    running = pixels(timeline, place(timeline, "23", 19))
    assert look.colour("raised").name() in running
    assert look.colour("surface").name() not in running
    timeline.set_grey(True)
    greys = pixels(timeline, place(timeline, "1", 20))
    assert look.colour("doneBg").name() in greys
    assert look.colour("reservedBg").name() not in greys
    assert not is_inked(timeline, free, look, "free")


def test_a_party_whose_place_is_not_offered_has_a_triangle_on_a_ground_of_its_own(
    qtbot: QtBot, look: Look
) -> None:
    held = [reservation("7", 20), reservation("10", 20)]
    known = day(*held)
    left = [replace(each, is_leaving=each.table_id == "7") for each in known.slots]
    uncovered = Day.of(known.restaurant, known.on, left, held, NOW)
    timeline = shown(qtbot, look, uncovered, (800, 400))
    grounds = [pixels(timeline, place(timeline, table, 20)) for table in ("7", "10")]
    warn, usual = look.colour("warnBg").name(), look.colour("reservedBg").name()
    assert [warn in each for each in grounds] == [True, False]
    assert [usual in each for each in grounds] == [False, True]
    assert is_inked(timeline, place(timeline, "7", 20), look, "warn")


def test_a_party_that_is_awaited_has_a_clock_and_an_allergy_a_sign(
    qtbot: QtBot, look: Look
) -> None:
    held = [reservation("7", 19), reservation("10", 20), reservation("20", 20, allergy=True)]
    timeline = shown(qtbot, look, day(*held), (800, 400))
    late, on_time, allergy = (place(timeline, *at) for at in [("7", 19), ("10", 20), ("20", 20)])
    assert [is_inked(timeline, each, look, "warn") for each in (late, on_time, allergy)] == [
        True,
        False,
        True,
    ]
    assert look.colour("reservedBg").name() in pixels(timeline, late)
    said = [
        timeline.cells.data(timeline.cells.index_of(key(*at))) for at in [("7", 19), ("20", 20)]
    ]
    assert said == [
        "19:00, table 7, 4 seats, reserved, Okafor, party of 2, 8 min late",
        "20:00, table 20, 6 seats, reserved, Okafor, party of 2, allergy",
    ]
    assert timeline.cells.index_of(key("7", 19)).data(Qt.ItemDataRole.ToolTipRole) == (
        "Okafor, party of 2, 8 min late"
    )


def test_a_changed_theme_paints_all_anew(qtbot: QtBot, look: Look) -> None:
    timeline = shown(qtbot, look, day(reservation("7", 20)), (800, 400))
    where = place(timeline, "7", 20)
    assert look.colour("reservedBg").name() in pixels(timeline, where)
    look.set_theme("dark")
    assert look.colour("reservedBg").name() in pixels(timeline, where)


def test_where_somebody_sits_no_free_table_is_painted(qtbot: QtBot, look: Look) -> None:
    timeline = shown(qtbot, look, day(reservation("7", 22, status="seated")), (800, 400))
    assert is_inked(timeline, place(timeline, "10", 19), look, "free")
    assert not is_inked(timeline, place(timeline, "7", 19), look, "free")


def test_who_is_being_moved_stands_out_only_where_they_would_go(qtbot: QtBot, look: Look) -> None:
    timeline = shown(qtbot, look, day(reservation("7", 19, status="booked")), (800, 400))
    ground = look.colour("reservedBg").name()
    click(timeline, "7", 19)
    QTest.keyClick(timeline, Qt.Key.Key_M)
    assert ground in pixels(timeline, place(timeline, "7", 19))
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    assert ground not in pixels(timeline, place(timeline, "7", 19))
    assert ground in pixels(timeline, place(timeline, "7", 20))
    QTest.keyClick(timeline, Qt.Key.Key_Escape)
    assert ground in pixels(timeline, place(timeline, "7", 19))
    assert ground not in pixels(timeline, place(timeline, "7", 20))


def test_the_timeline_is_mirrored(qtbot: QtBot, look: Look) -> None:
    timeline = shown(qtbot, look, day(reservation("1", 20, status="booked")), (800, 400))
    timeline.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: timeline.tables.x() > timeline.viewport().x())
    eighteen, nineteen = place(timeline, "1", 18), place(timeline, "1", 19)
    assert eighteen.left() == nineteen.right() + 1
    assert eighteen.right() == timeline.viewport().width() - 1
    taken = place(timeline, "1", 20)
    bar = QRect(taken.right() - 5, taken.top() + 12, 3, 10)
    assert pixels(timeline, bar) == {look.colour("reserved").name()}
    click(timeline, "1", 19)
    QTest.keyClick(timeline, Qt.Key.Key_Left)
    assert timeline.marked == key("1", 20)
    QTest.keyClick(timeline, Qt.Key.Key_Home)
    assert timeline.marked == key("1", 18)
    assert not timeline.grab().isNull()


def test_sixty_tables_and_a_whole_day_are_painted_in_a_moment(
    qtbot: QtBot, look: Look, record_property: Callable[[str, object], None]
) -> None:
    timeline = shown(qtbot, look, large_day(), (1142, 854))
    took: dict[str, list[float]] = {"1142 x 854": [], "60 x 24 cells": []}
    for what, size in (("1142 x 854", (1142, 854)), ("60 x 24 cells", (3100, 2720))):
        timeline.resize(*size)
        for _ in range(_PAINTINGS):
            began = thread_time()  # what other programs take of the machine is not counted
            timeline.viewport().repaint()
            took[what].append((thread_time() - began) * 1000)
    told = ", ".join(
        f"{what}: {median(ms):.1f} ms, {max(ms):.1f} at most" for what, ms in took.items()
    )
    record_property("measured", f"Timeline painted whole, {told}")
    assert median(took["60 x 24 cells"]) < _PAINTED_WITHIN_MS
