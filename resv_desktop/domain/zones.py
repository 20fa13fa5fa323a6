"""Where the clocks are: every time zone by the place that gives it its name."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from resv_desktop.domain.restaurant import zones_of

_NO_PLACE = "Factory"  # tzdata's name for "nobody has said yet"


@dataclass(frozen=True, slots=True)
class ZonePlace:
    """A zone (IANA name) and its country (ISO 3166); names of old and zones at sea have none.

    rank counts the zones of a country from 0, the most populous first.
    """

    zone: str
    region: str | None
    rank: int = 0

    @property
    def city(self) -> str:
        """The place as people write it: "New York"; the whole name where it is no place."""
        if self.region is None:
            return self.zone
        return self.zone.rpartition("/")[2].replace("_", " ")


@cache
def every_zone() -> tuple[ZonePlace, ...]:
    """Return every zone there is: first those of countries by name, then all other names."""
    table = (files("tzdata.zoneinfo") / "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    seen: Counter[str] = Counter()
    placed: dict[str, ZonePlace] = {}
    for region, _, zone, *_ in rows:
        placed[zone] = ZonePlace(zone, region, seen[region])
        seen[region] += 1
    names = (files("tzdata") / "zones").read_text(encoding="utf-8").split()
    others = [
        ZonePlace(name, None, len(rows)) for name in names if name not in {*placed, _NO_PLACE}
    ]
    return (
        *sorted(placed.values(), key=lambda place: (place.city, place.zone)),
        *sorted(others, key=lambda place: place.zone),
    )


def guess_zone(region: str | None, machine_zone: str | None) -> str | None:
    """Return the likeliest zone of a house whose phone belongs to a country (ISO 3166).

    This machine's zone if it is one of that country, else the country's most populous; without
    a country that of the machine.
    """
    names = zones_of(region) if region else []
    if not names or machine_zone in names:
        return machine_zone
    return names[0]
