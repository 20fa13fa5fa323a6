"""Tests of the list of all clocks and of the guess among them."""

import pytest

from resv_desktop.domain.restaurant import known_zone
from resv_desktop.domain.zones import every_zone, guess_zone


def test_every_zone_is_known_and_named_once() -> None:
    zones = [place.zone for place in every_zone()]
    assert len(zones) == len(set(zones)) > 590
    assert {"Europe/London", "America/New_York", "UTC", "Asia/Calcutta"} <= set(zones)
    for zone in zones:
        known_zone(zone)


def test_a_place_is_written_as_people_write_it() -> None:
    cities = {place.zone: place.city for place in every_zone()}
    assert cities["America/New_York"] == "New York"
    assert cities["America/Argentina/Buenos_Aires"] == "Buenos Aires"
    assert cities["Etc/GMT+5"] == "Etc/GMT+5"


@pytest.mark.parametrize(
    ("region", "machine_zone", "guess"),
    [
        ("GB", "Etc/UTC", "Europe/London"),
        ("US", "America/Chicago", "America/Chicago"),
        ("US", "Europe/London", "America/New_York"),
        (None, "Europe/Paris", "Europe/Paris"),
        ("ZZ", "Europe/Paris", "Europe/Paris"),
        (None, None, None),
    ],
)
def test_the_guess_is_the_machines_zone_if_it_is_in_the_country_of_the_phone(
    region: str | None, machine_zone: str | None, guess: str | None
) -> None:
    assert guess_zone(region, machine_zone) == guess
