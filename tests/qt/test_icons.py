"""Every sign is there, sharp, and in the colour that was asked for."""

import pytest
from PySide6.QtGui import QColor, QImage

from resv_desktop.qt.icons import Icons
from resv_desktop.qt.look import Look
from resv_desktop.qt.resources import resource

NAMES = tuple(sorted(path.stem for path in resource("icons").glob("*.svg") if path.stem != "app"))


def inks(image: QImage) -> set[int]:
    """Return the colours of all points that are fully covered."""
    points = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {colour.rgb() for colour in points if colour.alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_every_sign_is_drawn_in_the_colour_asked_for(look: Look, name: str) -> None:
    image = look.pixmap(name, "accent", 24, 2.0).toImage()
    assert inks(image) == {look.colour("accent").rgb()}


@pytest.mark.parametrize("name", NAMES)
def test_no_sign_touches_the_edge_of_its_grid(look: Look, name: str) -> None:
    image = look.pixmap(name, "text", 24, 1.0).toImage()
    last = image.width() - 1
    edge = [(i, 0) for i in range(24)] + [(i, last) for i in range(24)]
    edge += [(y, x) for x, y in edge]
    assert all(image.pixelColor(x, y).alpha() < 16 for x, y in edge)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0, 3.0])
def test_a_sign_has_as_many_points_as_the_screen(look: Look, ratio: float) -> None:
    picture = look.pixmap("ring", "free", 16, ratio)
    assert picture.width() == round(16 * ratio)
    assert picture.devicePixelRatio() == ratio


def test_another_theme_gives_other_colours(look: Look) -> None:
    by_day = look.pixmap("ring", "free", 24, 2.0).toImage()
    look.set_theme("dark")
    by_night = look.pixmap("ring", "free", 24, 2.0).toImage()
    assert inks(by_day).isdisjoint(inks(by_night))
    assert inks(by_night) == {look.colour("free").rgb()}


@pytest.mark.usefixtures("qapp")
def test_a_picture_is_drawn_once() -> None:
    icons = Icons()
    first = icons.pixmap("ring", QColor("black"), 16, 1.0)
    assert icons.pixmap("ring", QColor("black"), 16, 1.0).cacheKey() == first.cacheKey()
    assert icons.pixmap("ring", QColor("white"), 16, 1.0).cacheKey() != first.cacheKey()


def test_a_sign_that_is_not_there_is_not_passed_over(look: Look) -> None:
    with pytest.raises(FileNotFoundError):
        look.pixmap("nothing", "text")


def test_the_fonts_come_with_their_licence() -> None:
    for font in ("Inter", "NotoSansHebrew"):
        licence = resource("fonts", f"{font}-LICENSE.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE" in licence.upper()


def test_the_programs_own_sign_keeps_its_colours(look: Look) -> None:
    assert len(inks(look.pixmap("app", "accent", 64, 1.0).toImage())) > 1
