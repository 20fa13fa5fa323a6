"""What the machine knows about its place is a guess, never a must."""

from resv_desktop.qt.machine import Machine, country_name


def test_the_machine_tells_a_zone_or_nothing() -> None:
    here = Machine.here()
    assert here.zone is None or here.zone.isascii()
    assert here.region is None or len(here.region) in (2, 3)


def test_countries_have_names() -> None:
    assert country_name("GB") == "United Kingdom"
    assert country_name(None) == country_name("ZZ") == ""
