"""Rows of reserving and cancelling: stations on hours of their own, and all on one hour.

Every run has hours of its own. MongoDB keeps what was deleted in its indexes for five minutes, and
who looks through an hour steps over it; no house gives its tables away and takes them back some
hundred times in that time, and the bare minimum, which looks at nothing, would be the only one
that does not pay for it.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice

from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.store.documents import RESTAURANTS
from resv_desktop.store.store import Store
from tests.bench.figures import OPERATIONS, Figure, Rounds, Seconds
from tests.bench.floors import Place
from tests.bench.stations import BARE, BY_HAND, CONTROLLER, SIDES, Stations, stations
from tests.bench.years import midnight, write_book

_TABLES = 24
_AN_EVENINGS_TABLES = 12  # that a station reserves in each of its hours
_MOST_STATIONS = 8
_HOT_PAIRS = 50  # of each station: a shorter run would mostly measure its end
_DAYS_PAST = 30
_DAYS_AHEAD = 360
_STATIONS = (1, 2, 4, 8)
_ROUNDS = 15  # what two sides differ in here is a few hundredths, less than one round swings

Hours = Iterator[list[Place]]  # the tables of one hour after the other


def _house(store: Store, days_ahead: int = _DAYS_AHEAD) -> Hours:
    """Set a house up in a book that has a past, as books have; return its free tables by hour."""
    write_book(
        store,
        days=_DAYS_PAST,
        tables=_TABLES,
        reservations_a_year=70_000,
        last_day=midnight(-1),
        is_journalled=True,
    )
    controller = Controller(store)
    made = controller.create_restaurant("Bench House", "+442079460123", timezone="Europe/London")
    own = {"_id": ObjectId(made.id)}
    store.database[RESTAURANTS].update_one(own, {"$set": {"daysAhead": days_ahead}})
    controller.add_tables(made.id, [2, 4, 6, 8] * (_TABLES // 4))
    today = made.business_day(controller.now())
    hours: dict[str, list[Place]] = {}
    for day in range(1, days_ahead):
        for s in controller.slots(made.id, today + timedelta(days=day)):
            place = Place(s.slot_id, s.table_id, made.id, s.starts_at)
            hours.setdefault(s.slot_id, []).append(place)
    return iter(hours.values())


def _shares(hours: Hours, many: int) -> list[list[Place]]:
    """Deal new hours out to stations; each goes from hour to hour, table by table."""
    each = OPERATIONS // many
    shares = []
    for _ in range(many):
        own = list(islice(hours, -(-each // _AN_EVENINGS_TABLES)))
        shares.append([hour[n] for n in range(_TABLES) for hour in own][:each])
    return shares


def own_hours(store: Store, uri: str, database: str) -> Iterator[Figure]:
    """Yield what 1, 2, 4 and 8 stations on different hours reach."""
    hours = _house(store)
    with stations(uri, database, _MOST_STATIONS) as crew:
        for many in _STATIONS:
            sides = {side: _reserve_and_cancel(crew, side, hours, many) for side in SIDES}
            rounds = Rounds(sides, _ROUNDS)
            for act in ("reserve", "cancel"):
                for floor, goal in ((BY_HAND, 0.95), (BARE, 0.7)):
                    what = f"{act}, {many} station{'s' * (many > 1)} on different hours"
                    yield _figure(f"{what}, to {floor}", rounds, floor, act, goal)


def _reserve_and_cancel(
    crew: Stations, side: str, hours: Hours, many: int
) -> Callable[[], Seconds]:
    def run() -> Seconds:
        shares = _shares(hours, many)
        reserve_s, refused = crew.work(side, "reserve", shares)
        cancel_s, _ = crew.work(side, "cancel", shares)
        assert refused == 0, f"{refused} were refused"
        return {"reserve": reserve_s, "cancel": cancel_s}

    return run


def hot_hour(store: Store, uri: str, database: str) -> Iterator[Figure]:
    """Yield what 8 stations on one hour reach, each reserving and cancelling tables of its own."""
    hours = _house(store, days_ahead=14)
    refusals = 0

    def task(side: str) -> Callable[[], Seconds]:
        def run() -> Seconds:
            nonlocal refusals
            hour = next(hours)
            shares = [
                [hour[number + _MOST_STATIONS * (n % 3)] for n in range(_HOT_PAIRS)]
                for number in range(_MOST_STATIONS)
            ]
            seconds, refused = crew.work(side, "pairs", shares)
            refusals += refused if side == CONTROLLER else 0
            return {"": seconds}

        return run

    with stations(uri, database, _MOST_STATIONS) as crew:
        rounds = Rounds({side: task(side) for side in (CONTROLLER, BARE)}, _ROUNDS)
    what = f"reserve and cancel, {_MOST_STATIONS} stations on one hot hour, to {BARE}"
    yield _figure(what, rounds, BARE, "", 1.0, operations=2 * _HOT_PAIRS * _MOST_STATIONS)
    yield Figure(
        "hosts told to try again in that hot hour", f"{refusals}", "0", refusals, at_most=0
    )


def _figure(
    what: str, rounds: Rounds, floor: str, act: str, goal: float, operations: int = OPERATIONS
) -> Figure:
    return Figure(
        what,
        f"{operations / rounds.median(CONTROLLER, act):.0f}/s",
        f"{operations / rounds.median(floor, act):.0f}/s",
        rounds.ratio(floor, CONTROLLER, act),  # of rates, so the other way round than of seconds
        at_least=goal,
    )
