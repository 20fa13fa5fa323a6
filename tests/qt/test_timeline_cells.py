"""What a cell of the timeline leaves out where there is no room: never who, nor an allergy."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.timeline import Timeline
from resv_desktop.qt.timeline_painter import CellPainter
from resv_desktop.qt.words import apart
from tests.qt.days import day, reservation
from tests.qt.timelines import shown


def written(timeline: Timeline, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str]]:
    """Paint all of it; return what of the words of the cells is seen, and the marks beside them."""
    texts: list[str] = []
    marks: list[str] = []
    words, mark = CellPainter._words, CellPainter._paint_mark

    def see_words(self: CellPainter, left: int, top: int, text: str, *more: Any) -> None:
        (start, end), use, _ = more
        texts.append(self._measures.fit(text, use, end - start)[0])
        words(self, left, top, text, *more)

    def see_mark(self: CellPainter, left: int, top: int, name: str, *more: Any) -> int:
        marks.append(name)
        return mark(self, left, top, name, *more)

    monkeypatch.setattr(CellPainter, "_words", see_words)
    monkeypatch.setattr(CellPainter, "_paint_mark", see_mark)
    timeline.grab()
    return texts, marks


@pytest.mark.parametrize("is_rtl", [False, True])
@pytest.mark.parametrize(
    ("name", "note", "allergy", "marks", "has_party"),
    [
        ("Li", "No nuts", True, {"note", "allergy"}, True),
        ("Goshawk", "No nuts", False, {"note"}, True),
        ("Maximiliane Brandt", "No nuts", True, {"allergy"}, True),
        ("Maximiliane Brandt", "No nuts", False, {"note"}, True),
        ("Maximiliane Brandt", "", True, {"allergy"}, True),
        ("Maximiliane Brandt", "", False, set(), True),
    ],
)
def test_a_name_leaves_room_for_the_party_and_an_allergy_always_stands(
    qtbot: QtBot,
    look: Look,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    note: str,
    allergy: bool,
    marks: set[str],
    has_party: bool,
    is_rtl: bool,
) -> None:
    held = reservation("7", 20, name, party_size=2, note=note, allergy=allergy)
    timeline = shown(qtbot, look, day(held))
    if is_rtl:
        timeline.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert timeline.hours.defaultSectionSize() < 130
    texts, signs = written(timeline, monkeypatch)
    (seen,) = set(texts) - {"2"}
    assert set(signs) == marks
    assert ("2" in texts) is has_party
    assert seen == name or len(seen) >= len("Maxi…")


@pytest.mark.parametrize("has_more", [False, True])
@pytest.mark.parametrize("is_rtl", [False, True])
def test_a_party_without_a_name_is_told_from_others_by_the_last_four_digits(
    qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch, is_rtl: bool, has_more: bool
) -> None:
    phones = {"7": "+905322345682", "10": "+905322345690"}
    facts = {"note": "No nuts", "allergy": has_more, "party_size": 12 if has_more else 2}
    held = [reservation(t, 20, "", reserved_by=phone, **facts) for t, phone in phones.items()]
    timeline = shown(qtbot, look, day(*held))
    if is_rtl:
        timeline.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    texts, _ = written(timeline, monkeypatch)
    assert set(texts) - {"2", "12"} == {apart("…5682"), apart("…5690")}
