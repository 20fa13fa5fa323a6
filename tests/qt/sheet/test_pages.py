"""Where everything stands on the pages: all of it on the paper, nothing over anything else."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from resv_desktop.qt.look import Look
from resv_desktop.qt.sheet.page_writer import DOTS, Page, Words
from resv_desktop.qt.sheet.pages import lay_out
from resv_desktop.qt.sheet.sheet import translate
from tests.qt.conftest import Speak
from tests.qt.days import TABLES, day, house, reservation, waiting
from tests.qt.sheet.sheets import HEBREW, great_day, sheet, texts

A4, LETTER = QSizeF(210, 297), QSizeF(215.9, 279.4)
MM = DOTS / 25.4
SEEN = 96  # dots to the inch of the pictures


@pytest.fixture(autouse=True)
def _in_the_dark(dark_look: Look) -> None:
    """Every page is laid out and painted while the screens are dark."""
    del dark_look


def place(words: Words) -> QRectF:
    return words.layout.boundingRect().translated(words.at)


def picture(page: Page, paper: QSizeF) -> QImage:
    """Paint a page on white."""
    size = paper * SEEN / 25.4
    image = QImage(size.toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SEEN / DOTS, SEEN / DOTS)
    page.paint(painter)
    painter.end()
    return image


def ink(image: QImage, part: QRectF) -> int:
    """Return how many dots of a part are dark."""
    shrunk = QRectF(part.topLeft() * SEEN / DOTS, part.size() * SEEN / DOTS).toAlignedRect()
    return sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(shrunk.left(), shrunk.right())
        for y in range(shrunk.top(), shrunk.bottom())
    )


@pytest.mark.parametrize("is_rtl", [False, True])
@pytest.mark.parametrize("paper", [A4, LETTER])
def test_nothing_leaves_the_paper_and_nothing_lies_over_anything_else(
    paper: QSizeF, is_rtl: bool
) -> None:
    giant = day(
        reservation("7", 19, "W" * 500, note="W" * 500),
        reservation("10", 19, "שלום " * 100, note="w w " * 125),
        *(reservation("1", hour, f"Guest {hour}") for hour in (18, 20, 21, 22)),
    )
    for made in (sheet(), sheet(giant, is_live=False), sheet(day(hours=()))):
        for page in lay_out(made, paper, is_rtl=is_rtl):
            inside = QRectF(9 * MM, 9 * MM, (paper.width() - 18) * MM, (paper.height() - 18) * MM)
            places = [place(words) for words in page.words]
            assert all(inside.contains(each) for each in places)
            for n, one in enumerate(places):
                for other in places[n + 1 :]:
                    shared = one.intersected(other)
                    assert shared.width() < MM or shared.height() < MM


def test_every_page_says_house_day_age_and_its_number() -> None:
    pages = lay_out(sheet(great_day(), is_live=False), A4)
    for number, page in enumerate(pages, 1):
        said = page.texts()
        for words in ("Harbour House", "Saturday 14 March 2026", "As of 19:08", "Name", "Status"):
            assert words in said
        assert any(text.startswith("Not live since 19:08.") for text in said)
        assert f"Page {number} of {len(pages)}" in said


def test_an_hour_that_goes_on_over_the_page_says_so() -> None:
    pages = lay_out(sheet(great_day()), A4)
    assert "00:00" in pages[0].texts()
    assert "00:00, continued" in pages[1].texts()
    for page in pages:
        heads = page.texts().index("Status") + 1
        assert page.texts()[heads][2:3] == ":"  # no row stands without its hour above it


def test_an_hour_that_nobody_has_reserved_does_not_stand_alone_at_the_foot_of_a_page() -> None:
    made = sheet(day(*(reservation(table, 18, f"Guest {table}") for table in TABLES)))
    titles = {hour.title for hour in made.hours}
    feet = 0
    for height in range(150, 297):
        for page in lay_out(made, QSizeF(210, height)):
            last = page.texts()[:-2]  # above who made it, and the number of the page
            assert not titles & set(last[-2:])
            feet += bool(titles & set(last[-4:]))
    assert feet  # some hour did end a page with its free tables


def test_sixty_tables_and_twenty_four_hours_are_all_on_it(
    record_property: Callable[[str, object], None],
) -> None:
    known = great_day()
    begun = perf_counter()
    pages = lay_out(sheet(known), A4)
    took = perf_counter() - begun
    said = texts(pages)
    assert sorted(text for text in said if text.startswith("Guest ")) == sorted(
        held.name for held in known.reservations
    )
    record_property(
        "measured",
        f"day sheet: {len(known.reservations)} reservations on {len(pages)} pages in "
        f"{took * 1000:.0f} ms",
    )


def test_it_is_black_on_white_while_the_screen_is_dark_and_hebrew_is_painted() -> None:
    (page, *_) = lay_out(sheet(), A4)
    image = picture(page, A4)
    assert image.pixelColor(3, 3) == QColor("white")
    for words in page.words:
        assert ink(image, place(words)) > 3, words.text
    (name,) = [words for words in page.words if words.text == HEBREW]
    line = name.layout.lineAt(0)
    assert line.cursorToX(0)[0] > line.cursorToX(line.textLength())[0]  # type: ignore[index]  # (x, cursor)


@pytest.mark.parametrize(
    ("code", "note"), [("he", "two high chairs and " * 20), ("en", "שני כיסאות תינוק " * 20)]
)
def test_a_note_that_is_cut_has_its_dots_where_it_goes_on(
    speak: Speak, code: str, note: str
) -> None:
    speak(code)
    held = reservation("7", 19, note=note)
    pages = lay_out(sheet(day(held)), A4, is_rtl=code == "he")
    (cut,) = [w for page in pages for w in page.words if w.text.startswith(note[:10])]
    line = cut.layout.lineAt(2)
    first = line.textStart()
    begin, dots = (
        line.cursorToX(at)[0]  # type: ignore[index]  # (x, cursor)
        for at in (first, cut.text.index("…"))
    )
    assert (dots > begin) is (code == "he")


@pytest.mark.parametrize("code", ["en", "he", "de", "fr"])
def test_the_head_of_a_column_is_one_line_in_every_language(speak: Speak, code: str) -> None:
    speak(code)
    (page, *_) = lay_out(sheet(), A4, is_rtl=code == "he")
    heads = {translate("Sheet", head) for head in ("Table", "Party", "Phone", "Status")}
    shown = [words for words in page.words if words.text in heads]
    assert len(shown) == len(heads)
    assert [words.layout.lineCount() for words in shown] == [1] * len(heads)


def test_of_the_notes_only_the_word_allergy_is_bold() -> None:
    held = (
        reservation("7", 19, note="nuts", allergy=True),
        reservation("10", 19, note="by the window"),
    )
    said = {words.text: words for page in lay_out(sheet(day(*held)), A4) for words in page.words}
    for text, bold in (("Allergy: nuts", "Allergy"), ("by the window", "")):
        layout = said[text].layout
        assert layout.font().weight() == QFont.Weight.Normal
        formats = layout.formats()
        assert [text[f.start : f.start + f.length] for f in formats] == ([bold] if bold else [])
        assert all(f.format.fontWeight() == QFont.Weight.DemiBold for f in formats)


@pytest.mark.parametrize("is_rtl", [False, True])
@pytest.mark.parametrize("note", ["W" * 500, "nuts and more " * 36, "שלום " * 100, "ab " * 160])
def test_a_long_note_takes_three_lines_and_says_that_it_goes_on(note: str, is_rtl: bool) -> None:
    for allergy in (False, True):
        held = reservation("7", 19, "Heron", note=note, allergy=allergy)
        (page,) = lay_out(sheet(day(held)), A4, is_rtl=is_rtl)
        (cut,) = [words for words in page.words if "…" in words.text]
        assert cut.layout.lineCount() == 3
        shown = cut.text.removeprefix("Allergy: ").rstrip("…\u200f")
        assert len(shown) >= 20
        assert note.startswith(shown)


def test_who_waits_stands_under_the_tables_of_the_hour_with_a_bar() -> None:
    full = day(*(reservation(table, 20, f"Guest {table}") for table in TABLES))
    (bare, *_), (page, *_) = (
        lay_out(sheet(replace(full, waiting=who)), A4) for who in ((), (waiting(20),))
    )
    at = {words.text: place(words) for words in page.words}
    title = at["Waitlist: 1 party waits for a table"]
    assert at["Guest 23"].bottom() < title.top() < at["Heron"].top() < at["21:00"].top()
    assert (at["since 18:40"].top(), at["2222"].top()) == (at["Heron"].top(),) * 2
    bars = [box for box, thickness in page.boxes if thickness > MM and not box.width()]
    assert len(bars) == 2
    assert min(box.top() for box in bars) < title.top()
    assert max(box.bottom() for box in bars) > at["Heron"].bottom()
    assert not [box for box, thickness in bare.boxes if thickness > MM]


def test_an_hour_whose_waitlist_goes_on_over_the_page_says_so() -> None:
    many = replace(day(), waiting=tuple(waiting(20, f"Heron {n}", id=f"{n:02}") for n in range(60)))
    pages = lay_out(sheet(many), A4)
    said = texts(pages)
    assert [text for text in said if text.startswith("Heron")] == [f"Heron {n}" for n in range(60)]
    assert "20:00, continued" in said


def test_a_long_name_takes_more_lines_and_is_not_cut() -> None:
    long = "Maximiliane von Hohenstein-Oberndorf zu Unterwasserburg"
    (name,) = [words for page in lay_out(sheet(), A4) for words in page.words if words.text == long]
    lines = [name.layout.lineAt(n) for n in range(name.layout.lineCount())]
    assert len(lines) > 1
    assert sum(line.textLength() for line in lines) == len(long)


def test_in_a_house_that_reads_from_the_right_the_table_stands_at_the_right() -> None:
    def middle(is_rtl: bool, text: str) -> float:
        (page, *_) = lay_out(sheet(), A4, is_rtl=is_rtl)
        return next(place(words).center().x() for words in page.words if words.text == text)

    assert middle(False, "Table") < middle(False, "Status")
    assert middle(True, "Table") > middle(True, "Status")


@pytest.mark.parametrize("is_rtl", [False, True])
def test_numbers_begin_where_the_head_of_their_column_does(is_rtl: bool) -> None:
    (page, *_) = lay_out(sheet(), A4, is_rtl=is_rtl)

    def edge(text: str) -> float:
        words = next(words for words in page.words if words.text == text)
        line = words.layout.lineAt(0).naturalTextRect().translated(words.at)
        return line.right() if is_rtl else line.left()

    for head, number in (("Table", "10"), ("Party", "4"), ("Phone", "3456")):
        assert edge(number) == pytest.approx(edge(head), abs=MM / 2)


def test_a_label_that_is_longer_than_a_page_takes_a_few_lines() -> None:
    endless = "7" * 5_000
    on = day(reservation(endless, 19), restaurant=house({"1": 2, endless: 4}))
    pages = lay_out(sheet(on), A4)
    lowest = max(place(words).bottom() for page in pages for words in page.words)
    assert lowest <= A4.height() * MM
    assert len(pages) <= 2
