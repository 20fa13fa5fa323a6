"""Who is about to take which table counts until its instant, each station once."""

from datetime import UTC, datetime, timedelta

from resv_desktop.domain.presence import Presence, takers_at

NOW = datetime(2026, 3, 14, 19, 8, tzinfo=UTC)


def presence(station: str, seconds: int, table: str = "3") -> Presence:
    return Presence(
        rest_id="house",
        slot_id="slot",
        table_id=table,
        station=station,
        until=NOW + timedelta(seconds=seconds),
    )


def test_each_station_is_told_once_until_its_instant() -> None:
    told = [presence("Bar", 20), presence("Bar", 12), presence("Annex", 1), presence("Door", 0)]
    told.append(presence("Door", 5, table="4"))
    assert takers_at(told, NOW) == {("slot", "3"): ("Annex", "Bar"), ("slot", "4"): ("Door",)}
    assert takers_at(told, NOW + timedelta(seconds=20)) == {}
