"""Reservations as a CSV file: one row each, whose instant no clock change can blur."""

from collections.abc import Iterable

from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.words import hour_label
from resv_desktop.exchange.cells import BOM, COMMA, written
from resv_desktop.exchange.days import BusinessDays

# README lists them; whoever reads such files relies on names and order.
COLUMNS = (
    "id",
    "business_day",
    "date",
    "time",
    "starts_at",
    "zone",
    "table",
    "party_size",
    "name",
    "phone",
    "note",
    "allergy",
    "status",
    "station",
    "made_at",
)
YES = "yes"


def csv_of(
    restaurant: Restaurant, reservations: Iterable[Reservation], delimiter: str = COMMA
) -> bytes:
    """Return the file: UTF-8 with its mark, every cell plain text for a spreadsheet."""
    days = BusinessDays(restaurant)
    rows = [COLUMNS, *(_row(restaurant, days, each) for each in reservations)]
    return (BOM + written(rows, delimiter)).encode()


def _row(restaurant: Restaurant, days: BusinessDays, held: Reservation) -> tuple[str, ...]:
    zone = restaurant.zone
    local = held.starts_at.astimezone(zone)
    made = held.created_at.astimezone(zone).isoformat(timespec="seconds") if held.created_at else ""
    return (
        held.id,
        days.of(local).isoformat(),
        local.date().isoformat(),
        hour_label(local),
        local.isoformat(timespec="minutes"),
        zone.key,
        held.table_id,
        "" if held.party_size is None else str(held.party_size),
        held.name,
        held.reserved_by,
        held.note,
        YES if held.allergy else "",
        held.status,
        held.station,
        made,
    )
