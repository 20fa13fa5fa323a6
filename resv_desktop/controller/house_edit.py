"""Change a house: seen before, then done, all of it or nothing."""

from dataclasses import replace
from datetime import date

from resv_desktop.controller import rezoning, set_up
from resv_desktop.controller.applying import Apply, preview_changed
from resv_desktop.controller.homes import with_homes
from resv_desktop.controller.house import (
    House,
    Progress,
    Stop,
    id_taken,
    need_zone,
    no_restaurant,
    write_id,
)
from resv_desktop.controller.house_hits import (
    hits_among,
    is_only_named,
    losses,
    promised_in,
    waiting_in,
)
from resv_desktop.controller.rezoning import Rezone
from resv_desktop.controller.transition import done_before
from resv_desktop.domain.errors import Outage, Refusal
from resv_desktop.domain.hours import HOUR
from resv_desktop.domain.house_change import Affected, HouseChange, NewHomes, Preview
from resv_desktop.domain.offered import Offered
from resv_desktop.domain.restaurant import SMALLEST_TABLE, Restaurant, Table
from resv_desktop.store.book import AlreadyDone, Book
from resv_desktop.store.house_hours import TableHeld


def promised_tables(house: House, rest_id: str) -> frozenset[str]:
    """Return what no new table is called; the rules are told at Controller.promised_tables."""
    from_at = house.now() - HOUR
    return frozenset(house.store.read(lambda book: book.labels_ahead(rest_id, from_at)))


def preview(house: House, rest_id: str, change: HouseChange) -> Preview:
    """Say whom a change would hit; the rules are told at Controller.preview."""
    if change.timezone is not None:
        return rezoning.preview(house, rest_id, change)

    def look(book: Book) -> Preview:
        restaurant = book.restaurant(rest_id)
        if restaurant is None:
            raise no_restaurant(rest_id)
        now = house.now()
        promised = book.labels_ahead(rest_id, now - HOUR) if change.new_tables else ()
        after = change.on(restaurant, restaurant.business_day(now), promised)
        if restaurant == after:
            return Preview(restaurant=restaurant, after=after)
        if restaurant.timezone is None and is_only_named(restaurant, after):
            return Preview(restaurant=restaurant, after=after)
        need_zone(restaurant)
        before, then = Offered(restaurant, unread_is_open=True), Offered(after)
        times = book.times_ahead(rest_id, now - HOUR)
        lost = losses(times, before, then, now)
        hits = hits_among(promised_in(book, lost), lost, before, then, now)
        return Preview(
            restaurant=restaurant,
            after=after,
            affected=tuple(with_homes(book, Affected, hits, before, then, times, now)),
            waiting=tuple(waiting_in(book, restaurant, lost, now)),
        )

    return house.store.read(look)


def edit_restaurant(
    house: House,
    rest_id: str,
    change: HouseChange,
    *,
    preview: Preview | None,
    homes: NewHomes | None,
    progress: Progress | None,
    stop: Stop | None,
    request_id: str | None,
) -> Restaurant:
    """Apply a change; the rules are told at Controller.edit_restaurant."""
    own_id = write_id(request_id)
    with house.settling(own_id):
        try:
            restaurant = house.store.write(
                lambda book: _kind_of(change)(house, book, own_id, change, homes or {}).run(
                    rest_id, preview
                )
            )
        except (Refusal, AlreadyDone, TableHeld) as why:
            if done_before(house, own_id, "edit_restaurant", restId=rest_id) is None:
                if isinstance(why, TableHeld):
                    raise preview_changed() from None
                if isinstance(why, AlreadyDone):
                    raise id_taken() from None
                raise
            restaurant = house.restaurant(rest_id)
    if change.timezone is not None:
        house.known.forget_restaurant(rest_id)
    house.known.see(restaurant)
    if restaurant.timezone is not None:
        try:
            set_up.extend_slots(house, restaurant.id, progress=progress, stop=stop)
        except Outage as silence:
            raise Outage(
                "The change is saved, but the database fell silent before every hour was in line "
                "with it. That is done when it answers again.",
                may_be_saved=True,
            ) from silence
    return restaurant


def _kind_of(change: HouseChange) -> type[Apply]:
    """Return what applies a change; another clock moves every hour ahead."""
    return Apply if change.timezone is None else Rezone


def retire_table(
    house: House,
    rest_id: str,
    table_id: str,
    from_day: date,
    *,
    preview: Preview | None,
    homes: NewHomes | None,
    request_id: str | None,
) -> Restaurant:
    """Retire a table; the rules are told at Controller.retire_table."""
    table = Table(id=table_id, capacity=SMALLEST_TABLE)  # of one that is not there
    for known in house.restaurant(rest_id).tables:
        table = known if known.id == table_id else table
    return edit_restaurant(
        house,
        rest_id,
        HouseChange(tables=(replace(table, retired_from=from_day),)),
        preview=preview,
        homes=homes,
        progress=None,
        stop=None,
        request_id=request_id,
    )
