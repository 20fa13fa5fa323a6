"""What a report says, on the screen, on its one page of paper, and to a spreadsheet."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from resv_desktop.domain.report import (
    Count,
    Facts,
    OfferedHour,
    Party,
    Refused,
    report_of,
    total_of,
)
from resv_desktop.domain.restaurant import Closure
from resv_desktop.qt.language import languages
from resv_desktop.qt.look import Look
from resv_desktop.qt.reports.chart import (
    Chart,
    Ink,
    Pane,
    Series,
    in_lines,
    numbered,
    paint_chart,
    scale_of,
)
from resv_desktop.qt.reports.period import Period
from resv_desktop.qt.reports.report_csv import hours_as_csv, part_as_csv
from resv_desktop.qt.reports.report_page import ReportPage, ReportSheet, page_of
from resv_desktop.qt.reports.report_words import Told, tell
from resv_desktop.qt.sheet.page_writer import DOTS
from tests.qt.conftest import Speak
from tests.qt.reports.evenings import EVENING, NOW, report, restaurant

pytestmark = pytest.mark.usefixtures("look")
A4, LETTER = QSizeF(210, 297), QSizeF(215.9, 279.4)
OCTOBER = date(2026, 10, 25)


def told(period: Period, hours: str = "12:23", now: datetime = NOW) -> Told:
    return tell(report(period, hours, now), period, "Stand 1")


def test_each_chart_has_its_table_with_the_same_numbers() -> None:
    for span in ("evening", "week", "month"):
        made = told(Period(span, EVENING))
        for part in made.parts:
            names = [row[0] for row in part.table.rows]
            heights = part.chart.panes[0].heights()
            assert len(part.chart.labels) == len(heights)
            numbers = [int(row[1]) for row in part.table.rows[: len(heights)]]
            assert numbers == heights
            assert "Total" in names


def test_a_week_begins_where_the_hosts_do_and_a_month_on_its_first(speak: Speak) -> None:
    assert Period("week", EVENING).first == date(2026, 3, 9)
    speak("he")
    assert Period("week", EVENING).first == date(2026, 3, 8)
    month = Period("month", date(2026, 12, 31))
    assert (month.first, month.last) == (date(2026, 12, 1), date(2026, 12, 31))
    assert month.later().first == date(2027, 1, 1)
    assert month.later().earlier() == replace(month, on=date(2026, 12, 31))
    week = Period("week", EVENING)
    assert week.later().first == week.last + timedelta(days=1)


def test_the_repeated_hour_stands_twice_and_says_which_it_is() -> None:
    evening = told(Period("evening", OCTOBER), "00:24")
    hours = [row[0] for row in evening.parts[0].table.rows]
    assert hours[:4] == ["00:00", "01:00 (1st)", "01:00 (2nd)", "02:00"]
    month = told(Period("month", OCTOBER), "00:24")
    hours = [row[0] for row in month.parts[0].table.rows]
    assert hours[:4] == ["00:00", "01:00", "01:00 (2nd)", "02:00"]


def test_what_nobody_can_know_is_no_nought() -> None:
    period = Period("week", EVENING)
    house = restaurant()
    facts = Facts(
        hours=tuple(
            OfferedHour(slot_id=str(on), starts_at=house.slots_on(on)[0], tables=frozenset("1"))
            for on in (period.first, period.last)
        ),
        history_from=house.begins_at(period.first + timedelta(days=2)),
        refused_from=period.first + timedelta(days=3),
    )
    made = tell(report_of(house, period.first, period.last, facts, NOW), period, "Stand 1")
    days = made.parts[1].table.rows
    assert days[0][5:7] == ("–", "–")
    assert days[2][5:8] == ("0", "0", "–")
    assert days[3][7] == "0"
    assert made.parts[0].table.rows[-1][5:8] == days[-1][5:8] == ("–", "–", "0")
    figures = {figure.name: figure.value for figure in made.figures}
    assert (figures["No-shows"], figures["Cancelled"], figures["Refused"]) == ("–", "–", "0")
    assert any("up to Tuesday 10 March 2026 has left the book" in note for note in made.notes)
    assert any("since Thursday 12 March 2026" in note for note in made.notes)
    never = replace(facts, refused_from=None)
    made = tell(report_of(house, period.first, period.last, never, NOW), period, "Stand 1")
    assert {figure.name: figure.value for figure in made.figures}["Refused"] == "–"
    assert {row[7] for part in made.parts[:2] for row in part.table.rows} == {"–"}
    assert "No refused party has been written down yet." in made.notes


def test_seven_hundred_covers_and_an_empty_evening_are_told() -> None:
    house, period = restaurant(), Period("evening", EVENING)
    at = house.slots_on(EVENING)[7]
    parties = tuple(
        Party(slot_id="s", table_id=str(n), party_size=7, made_at=None, is_walk_in=False)
        for n in range(100)
    )
    hour = OfferedHour(slot_id="s", starts_at=at, tables=frozenset(map(str, range(100))))
    full = report_of(house, EVENING, EVENING, Facts(hours=(hour,), parties=parties), NOW)
    made = tell(full, period, "Stand 1")
    assert [figure.value for figure in made.figures][:2] == ["700", "100 %"]
    assert scale_of(700) == 1000
    nothing = report_of(house, EVENING, EVENING, Facts(), NOW)
    assert tell(nothing, period, "").empty == "The book has nothing for this period."
    ahead = report_of(house, EVENING, EVENING, Facts(), NOW - timedelta(days=100))
    assert tell(ahead, period, "").empty == "This period cannot be reserved yet."
    closure = Closure(from_on=EVENING, to_on=EVENING, hours=None, reason="")
    closed = report_of(replace(house, closures=(closure,)), EVENING, EVENING, Facts(), NOW)
    assert tell(closed, period, "").empty == "Closed in this period, and nobody asked for a table."
    open_day = Facts(hours=(hour,))
    quiet = tell(report_of(house, EVENING, EVENING, open_day, NOW), period, "")
    assert quiet.empty == ""
    assert quiet.figures[0].value == "0"
    assert quiet.figures[1].value == "0 %"


@pytest.mark.parametrize("code", [language.code for language in languages()])
def test_all_of_a_report_stands_on_one_page_of_any_paper(speak: Speak, code: str) -> None:
    speak(code)
    cases = (("month", "00:24", OCTOBER), ("week", "12:23", EVENING), ("evening", "18:02", EVENING))
    for span, hours, on in cases:
        made = told(Period(span, on), hours)  # type: ignore[arg-type]  # they are spans
        for paper in (A4, LETTER):
            page = page_of(ReportSheet(told=made), paper, is_rtl=code == "he")
            check_page(page, paper * DOTS / 25.4)
            says = page.texts()
            for part in made.parts:
                assert all(cell in says for row in part.table.rows for cell in row)
            assert {figure.value for figure in made.figures} <= set(says)


def check_page(page: ReportPage, paper: QSizeF) -> None:
    """Demand that nothing lies on anything else or leaves the paper."""
    places = [
        words.layout.boundingRect().translated(words.at) for words in page.words if words.text
    ] + [place for place, *_ in page.charts]
    whole = QRectF(QPointF(), paper)
    assert all(whole.contains(place) for place in places)
    slack = DOTS / 72  # a point: lines of type touch
    for n, place in enumerate(places):
        inner = place.adjusted(slack, slack, -slack, -slack)
        for other in places[n + 1 :]:
            assert not inner.intersects(other.adjusted(slack, slack, -slack, -slack))


def test_black_ink_alone_tells_what_a_bar_is(look: Look) -> None:
    def dark(fill: str, *, is_rtl: bool = False) -> float:
        image = QImage(300, 200, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        black = QColor(Qt.GlobalColor.black)
        ink = Ink(look.font("secondary"), black, black, black, black, black, black)
        series = Series("what", (10,), fill)  # type: ignore[arg-type]  # they are fills
        chart = Chart(("",), (Pane("what", (series,), top=10),))
        painter = QPainter(image)
        paint_chart(painter, QRectF(0, 0, 300, 200), chart, ink, is_rtl=is_rtl)
        painter.end()
        middle = [(x, y) for x in range(140, 190) for y in range(90, 150)]
        if is_rtl:
            middle = [(299 - x, y) for x, y in middle]
        grey = [image.pixelColor(x, y).lightness() for x, y in middle]
        return 1 - sum(grey) / len(grey) / 255

    for is_rtl in (False, True):
        solid, hatched, hollow = (
            dark(fill, is_rtl=is_rtl) for fill in ("solid", "hatched", "hollow")
        )
        assert solid > 0.6
        assert 0.05 < hatched < 0.5
        assert hollow < hatched / 2


def test_a_spreadsheet_gets_plain_numbers_and_never_a_formula(speak: Speak) -> None:
    period = Period("week", EVENING)
    made = report(period)
    asked = Refused(day=EVENING, at=None, party_size=6, asked_at=NOW)
    day = next(day for day in made.days if day.on == EVENING)
    one = Count(refused=1, refused_covers=asked.party_size)
    more = replace(day, count=total_of([day.count, one]))
    days = tuple(more if d is day else d for d in made.days)
    data = hours_as_csv(replace(made, days=days))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0][:3] == ["Day", "Hour", "Covers"]
    assert rows[1][:2] == ["2026-03-09", "12:00"]
    assert sum(int(row[2]) for row in rows[1:]) == made.total.covers
    assert sum(int(row[10]) for row in rows[1:]) == made.total.refused + 1
    assert [row for row in rows[1:] if row[1] == ""] == [
        ["2026-03-14", "", *["0"] * 8, "1", "6", "0", "0", "0"]
    ]
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]
    speak("de")
    assert b"Tag;" in hours_as_csv(made)


def test_hours_without_history_are_empty_in_a_spreadsheet() -> None:
    made = report(Period("evening", EVENING))
    gone = replace(made.days[0], has_history=False, hours=made.days[0].hours[4:5])
    old = replace(made, days=(gone,), refused_from=None)
    assert gone.hours[0].count.no_shows == 0
    text = hours_as_csv(old).decode("utf-8-sig")
    (row,) = list(csv.reader(io.StringIO(text, newline="")))[1:2]
    assert row[6] == ""
    assert row[10:12] == ["", ""]


def test_lead_times_go_into_a_spreadsheet_as_they_are_shown() -> None:
    made = told(Period("evening", EVENING))
    text = part_as_csv(made.parts[-1]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["Made before the visit", "Reservations"]
    assert rows[1][0] == "That day"


def test_every_step_is_named_below_its_bar_in_lines_where_it_must() -> None:
    metrics = QFontMetricsF(QFont())
    room = metrics.horizontalAdvance("28 days or more") * 0.8
    labels = ("That day", "1 day", "28 days or more")
    shown = in_lines(labels, room, metrics)
    assert [" ".join(lines) for lines in shown] == list(labels)
    assert shown[1] == ("1 day",)
    assert len(shown[2]) == 2
    assert all(metrics.horizontalAdvance(part) < room for lines in shown for part in lines)
    assert in_lines(["12:00", "13:00"], 5, metrics) == [("12:00",), ("13:00",)]


def test_numbers_stand_on_bars_where_they_touch_no_other_number_and_no_higher_bar() -> None:
    metrics = QFontMetricsF(QFont())
    narrow = metrics.horizontalAdvance("368") * 0.6
    assert numbered([0, 0, 368, 0, 0], narrow, metrics) == {2}
    assert numbered([100, 368, 0, 120, 0, 0], narrow, metrics) == {1, 3}
    assert numbered([100, 368, 120], narrow * 3, metrics) == {0, 1, 2}
    assert numbered([101, 102, 103, 104], narrow, metrics) == {3}


def test_a_scale_ends_above_its_highest_bar() -> None:
    assert [scale_of(n) for n in (0, 3, 5, 21, 99, 700, 1001)] == [2, 4, 10, 40, 100, 1000, 2000]
    assert scale_of(1, 100) == 100
    assert Count().occupancy is None
