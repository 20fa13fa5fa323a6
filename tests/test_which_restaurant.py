"""Which restaurant a command at the terminal is about, where the book has several."""

import io
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pymongo
import pytest
from bson import ObjectId

from resv_desktop.cli import main
from resv_desktop.domain.errors import RestaurantNotFound
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.which_restaurant import meant

# A sheet or report makes an application without widgets where there is none, which Qt keeps.
pytestmark = pytest.mark.usefixtures("qapp")


def house(own_id: str, name: str) -> Restaurant:
    return Restaurant(
        id=own_id, name=name, phone="", opening_hours="18:23", timezone="UTC", tables=()
    )


HARBOUR, CAFE = house("a1", "Harbour House"), house("b2", "Caf\u00e9 Nord")
TWIN, OTHER_TWIN = house("c3", "Twin"), house("d4", "TWIN")
ALL = [CAFE, HARBOUR, TWIN, OTHER_TWIN]


@pytest.mark.parametrize("named", ["Harbour House", "harbour  HOUSE ", "a1"])
def test_one_is_named_by_its_name_in_whatever_case_or_by_its_id(named: str) -> None:
    assert meant(ALL, named, own_id="b2") is HARBOUR


def test_a_name_is_known_however_its_accents_are_put_together() -> None:
    assert meant(ALL, "cafe\u0301 nord") is CAFE


def test_where_none_is_named_it_is_the_one_of_the_station_or_the_only_one() -> None:
    assert meant(ALL, None, own_id="c3") is TWIN
    assert meant([HARBOUR], None, own_id="gone") is HARBOUR


def test_the_only_one_is_not_taken_for_another_that_is_named() -> None:
    with pytest.raises(RestaurantNotFound) as refused:
        meant([HARBOUR], "Harbour", own_id="a1")
    assert str(refused.value) == (
        'No restaurant of the book is called "Harbour". There are:\n  a1  Harbour House'
    )


def test_of_two_that_have_one_name_the_ids_of_these_are_told() -> None:
    with pytest.raises(RestaurantNotFound) as refused:
        meant(ALL, "twin", own_id="c3")
    assert str(refused.value) == (
        'Several restaurants are called "twin". Say the id of one with --restaurant:'
        "\n  c3  Twin\n  d4  TWIN"
    )
    assert meant(ALL, "d4", own_id="c3") is OTHER_TWIN
    assert meant(ALL, "Twin", own_id="a1") is TWIN  # exactly so, and no other one


def test_a_book_without_a_restaurant_says_so() -> None:
    with pytest.raises(RestaurantNotFound, match="no restaurant in the book yet"):
        meant([], "Twin")


class Books:
    """Two restaurants in one book, and the commands about one of them."""

    def __init__(self, server: ManagedServer, database: str, tmp_path: Path) -> None:
        self.home = tmp_path / "home"
        self._places = ["--home", str(self.home), "--uri", server.uri, "--database", database]
        self._out = tmp_path
        self._file = tmp_path / "in.csv"
        with open_controller(uri=server.uri, database=database) as controller:
            quay = controller.create_restaurant("Quay", "+442079460124", "18:02")
            self.ids = {"Quay": quay.id}
            mill = controller.create_restaurant("Mill", "+442079460123", "18:02")
            self.ids["Mill"] = mill.id
            for one in (quay, mill):
                controller.add_tables(one.id, [2, 4])
            controller.set_pin(quay.id, "4711")
            day = mill.business_day(controller.now()) + timedelta(days=1)
        self._file.write_text(f"date,time,guests,phone\n{day:%Y-%m-%d},19:00,2,07400 123456\n")

    def __call__(self, command: str, *options: str) -> int:
        files = {
            "sheet": [str(self._out / "day.pdf"), "--overwrite"],
            "report": [str(self._out / "report.pdf"), "--overwrite"],
            "export": [str(self._out / "out.csv"), "--overwrite"],
            "import": [str(self._file), "--yes"],
            "erase": [],
            "clear-pin": [],
        }
        return main([*self._places, command, *options, *files[command]])


@pytest.fixture
def books(mongod: ManagedServer, database_name: str, tmp_path: Path) -> Books:
    return Books(mongod, database_name, tmp_path)


def test_every_command_about_one_of_several_takes_the_one_that_is_named(
    books: Books, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("sheet", "report", "export", "clear-pin"):
        for name in ("Quay", "Mill"):
            assert books(command, "--restaurant", name.lower()) == 0
            told = capsys.readouterr().out
            assert [one in told for one in ("Quay", "Mill")] == [name == "Quay", name == "Mill"]


def test_every_command_lists_the_restaurants_where_none_is_named_and_none_was_open_here(
    books: Books, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = "".join(f"\n  {books.ids[name]}  {name}" for name in ("Mill", "Quay"))
    for command in ("sheet", "report", "export", "import", "erase", "clear-pin"):
        assert books(command) == 2
        says = f"which restaurant is meant. Say its name or its id with --restaurant:{listed}\n"
        assert says in capsys.readouterr().err, command


def test_no_pin_is_forgotten_where_two_restaurants_are_named(
    books: Books, capsys: pytest.CaptureFixture[str]
) -> None:
    assert books("clear-pin", "Quay", "--restaurant", "Mill") == 2
    says = "Quay and Mill are two restaurants. Name the one whose PIN is to be forgotten.\n"
    assert capsys.readouterr().err.endswith(says)
    assert books("clear-pin", "Quay", "--restaurant", books.ids["Quay"]) == 0
    assert capsys.readouterr().out.startswith("The PIN of Quay is forgotten.")


def test_the_restaurant_of_the_station_is_meant_where_none_is_named(
    books: Books, capsys: pytest.CaptureFixture[str]
) -> None:
    (books.home / "config").mkdir(parents=True, exist_ok=True)
    settings = books.home / "config" / "settings.json"
    settings.write_text(f'{{"restaurant_id": "{books.ids["Quay"]}"}}')
    assert books("export") == 0
    assert capsys.readouterr().out.startswith("Quay, ")
    assert books("export", "--restaurant", "Mill") == 0
    assert capsys.readouterr().out.startswith("Mill, ")


def test_the_pin_of_the_restaurant_that_is_named_is_asked_for(
    books: Books, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("07400 123456\n"))
    assert books("erase", "--restaurant", "Mill") == 1
    monkeypatch.setattr(sys, "stdin", io.StringIO("07400 123456\n"))
    assert books("erase", "--restaurant", "Quay") == 2
    assert "PIN" in capsys.readouterr().err


def test_a_guest_goes_from_every_restaurant_by_the_pin_of_one_and_that_is_said_before(
    books: Books,
    mongod: ManagedServer,
    database_name: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=2)
    with pymongo.MongoClient[dict[str, Any]](mongod.uri) as client:
        visits = client[database_name].reservations
        for name, own_id in books.ids.items():
            visit = {"time": long_ago, "tableId": "1", "slotId": ObjectId(), "name": name}
            visits.insert_one(visit | {"restId": ObjectId(own_id), "reservedBy": "+447400123456"})
        for answers, code, left in (("", 2, 2), ("erase\n", 0, 0)):
            monkeypatch.setattr(sys, "stdin", io.StringIO(f"4711\n07400 123456\n{answers}"))
            assert books("erase", "--restaurant", "Quay") == code
            assert visits.count_documents({"name": {"$gt": ""}}) == left
            says = "erased goes from every restaurant of the book"
            assert (says in capsys.readouterr().err) == (code != 0)


def test_rows_come_into_the_restaurant_that_is_named(
    books: Books, capsys: pytest.CaptureFixture[str]
) -> None:
    assert books("import", "--restaurant", "Mill") == 0
    for name, count in (("Quay", "0 reservations"), ("Mill", "1 reservation")):
        capsys.readouterr()
        assert books("export", "--restaurant", name) == 0
        assert f": {count} in " in capsys.readouterr().out
