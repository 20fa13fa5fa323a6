"""What stations, a web site, the house and the day may do next to a book and to its model."""

from collections import Counter
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

from bson import ObjectId
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from resv_desktop.controller import Controller
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.reservation import STATUSES
from resv_desktop.domain.restaurant import Table
from tests.controller.book_model import (
    CLOSES,
    DAYS_AHEAD,
    HOUR,
    OPENS,
    Command,
    Edit,
    GiveBack,
    Held,
    Model,
    Move,
    Place,
    Reserve,
    SetStatus,
    Undo,
)
from tests.controller.book_stations import GUESTS, NATIONAL, Stations
from tests.controller.conftest import Clock, Raw

MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
FIRST_SIZES, MOST_TABLES, STATIONS = [2, 4, 8], 6, 3

station = st.integers(0, STATIONS - 1)
pick = st.integers(0, 1000)
guest = st.integers(0, len(GUESTS) - 1)
table = st.sampled_from([*"1122233334", "7"])
party = st.sampled_from([1, 2, 2, 2, 2, 3, 4, 5, 6, 0, 9])
rarely = st.sampled_from([False, False, False, True])
FIRST_HOUR = datetime(2026, 3, 10, 19, tzinfo=UTC)
# The hours that all fight for; the first of them ends while the day goes on.
HOURS = [FIRST_HOUR, *(datetime(2026, 3, 11, at, tzinfo=UTC) for at in (18, 20))]
hour = st.sampled_from(HOURS)
LAST_PLACE = (datetime(2026, 3, 17, 20, tzinfo=UTC), "3")


class BookMachine(RuleBasedStateMachine):
    """Does to the book and to its model the same, and demands the same of both.

    What comes next never depends on who won a race, or hypothesis could not follow.
    """

    def __init__(self, stations: list[Controller], raw: Raw, clock: Clock, told: Counter[str]):
        super().__init__()
        self._stations, self._raw = Stations(stations, raw), raw
        self._clock, self._told = clock, told
        self._model = Model()
        self._asked: list[Command] = []
        self._steps = 0

    @initialize()
    def open_the_house(self) -> None:
        for name in ("restaurants", "slots", "reservations", "journal"):
            self._raw[name].delete_many({})
        self._clock.now = MORNING
        first = self._stations[0]
        made = first.create_restaurant(
            "House", "+442079460123", f"{OPENS}:{CLOSES}", timezone="Europe/London"
        )
        self._raw.restaurants.update_one({}, {"$set": {"daysAhead": DAYS_AHEAD}})
        self._rest_id = made.id
        first.add_tables(made.id, FIRST_SIZES)
        self._model.add_tables(FIRST_SIZES, MORNING)

    # --- what hosts do

    @rule(at=station, hour=hour, table=table, guest=guest, party=party, second=rarely)
    def reserve(
        self, at: int, hour: datetime, table: str, guest: int, party: int, second: bool
    ) -> None:
        self._do((at, _new_reserve((hour, table), guest, party, second)))

    @rule(at=station, hour=hour, guest=guest)
    def reserve_for_more_than_a_table_seats(self, at: int, hour: datetime, guest: int) -> None:
        self._do((at, _new_reserve((hour, "1"), guest, FIRST_SIZES[0] + 1, True)))

    @rule(at=station, hour=hour, table=table)
    def reserve_for_nobody(self, at: int, hour: datetime, table: str) -> None:
        self._do((at, _new_reserve((hour, table), None, 2, False)))

    @rule(at=station, which=pick)
    def cancel(self, at: int, which: int) -> None:
        self._do((at, self._new_cancel(which, None)))

    @rule(at=station, which=pick, act=st.sampled_from(["no_show", "release"]))
    def give_back(self, at: int, which: int, act: str) -> None:
        self._do((at, replace(self._new_cancel(which, None), act=act)))

    @rule(at=station, table=table, guest=guest, is_due=st.booleans())
    def never_comes(self, at: int, table: str, guest: int, is_due: bool) -> None:
        hour = self._next_hour()
        wanted = _new_reserve((hour, table), guest, 2, True)
        self._do((at, wanted))
        if is_due:
            self._clock.now = max(self._clock.now, hour)
        self._do((at, GiveBack(Controller.new_id(), wanted.own_id, None, "no_show")))

    @rule(at=station, table=table, party=party, is_near=st.booleans())
    def walk_in(self, at: int, table: str, party: int, is_near: bool) -> None:
        hour = self._next_hour()
        if is_near:
            self._clock.now = max(self._clock.now, hour - timedelta(minutes=30))
        self._do((at, _new_walk_in((hour, table), party)))

    @rule(at=station, which=pick, status=st.sampled_from(STATUSES))
    def set_status(self, at: int, which: int, status: str) -> None:
        own_id = self._new_cancel(which, None).reservation_id
        self._do((at, SetStatus(Controller.new_id(), own_id, status)))

    @rule(at=station, which=pick, hour=hour, table=table)
    def move(self, at: int, which: int, hour: datetime, table: str) -> None:
        self._do((at, self._new_move(which, (hour, table))))

    @rule(
        at=station,
        which=pick,
        party=st.sampled_from([None, 1, 2, 5]),
        note=st.sampled_from([None, "", "by the window"]),
        allergy=st.sampled_from([None, True, False]),
    )
    def edit(
        self, at: int, which: int, party: int | None, note: str | None, allergy: bool | None
    ) -> None:
        own_id = self._new_cancel(which, None).reservation_id
        self._do((at, Edit(Controller.new_id(), own_id, party, note, allergy)))

    @rule(at=station, back=st.integers(1, 4))
    def undo(self, at: int, back: int) -> None:
        self._do((at, self._new_undo(back)))

    @rule(at=station, which=pick)
    def undo_what_something_came_after(self, at: int, which: int) -> None:
        own_id = self._new_cancel(which, None).reservation_id
        first = SetStatus(Controller.new_id(), own_id, "arrived")
        self._do((at, first))
        self._do((at, SetStatus(Controller.new_id(), own_id, "seated")))
        self._do((at, Undo(Controller.new_id(), first.own_id)))

    @rule(at=station, which=pick, guest=guest)
    def cancel_by_phone(self, at: int, which: int, guest: int) -> None:
        self._do((at, self._new_cancel(which, guest)))

    @precondition(lambda self: self._asked)
    @rule(at=station, which=pick)
    def ask_again_with_the_same_id(self, at: int, which: int) -> None:
        self._do((at, self._asked[which % len(self._asked)]))

    @rule(hour=hour, tables=st.tuples(table, table), guests=st.tuples(guest, guest), second=rarely)
    def two_reserve_at_once(
        self, hour: datetime, tables: tuple[str, str], guests: tuple[int, int], second: bool
    ) -> None:
        one, other = (_new_reserve((hour, tables[n]), guests[n], 2, second) for n in (0, 1))
        self._do((0, one), (1, other))

    @rule(guest=guest, second=rarely)
    def one_guest_wants_two_tables_at_once(self, guest: int, second: bool) -> None:
        one, other = (_new_reserve((LAST_PLACE[0], n), guest, 2, second) for n in "12")
        self._do((1, one), (2, other))

    @rule(hour=hour, table=table, guest=guest, which=pick)
    def one_reserves_and_one_cancels_at_once(
        self, hour: datetime, table: str, guest: int, which: int
    ) -> None:
        gone = self._new_cancel(which, None)
        held = self._model.held.get(gone.reservation_id)
        wanted = _new_reserve(held.place if held else (hour, table), guest, 2, True)
        self._do((1, gone), (2, wanted))

    @rule(which=pick, is_same_id=st.booleans())
    def two_cancel_at_once(self, which: int, is_same_id: bool) -> None:
        one, other = self._new_cancel(which, None), self._new_cancel(which, None)
        self._do((0, one), (2, one if is_same_id else other))

    @rule(hour=hour, table=table, which=st.tuples(pick, pick), guest=guest)
    def two_move_and_one_reserves_at_once(
        self, hour: datetime, table: str, which: tuple[int, int], guest: int
    ) -> None:
        moves = [self._new_move(n, (hour, table)) for n in which]
        wanted = _new_reserve((hour, table), guest, 2, True)
        self._do((0, moves[0]), (1, moves[1]), (2, wanted))

    @rule(which=pick, hour=hour, table=table, back=st.integers(1, 3))
    def one_moves_one_cancels_and_one_undoes_at_once(
        self, which: int, hour: datetime, table: str, back: int
    ) -> None:
        move = self._new_move(which, (hour, table))
        gone = GiveBack(Controller.new_id(), move.reservation_id, None)
        self._do((0, move), (1, gone), (2, self._new_undo(back)))

    @rule(at=station, back=st.integers(1, 3), guest=guest)
    def one_undoes_and_one_takes_the_table_at_once(self, at: int, back: int, guest: int) -> None:
        undo = self._new_undo(back)
        line = self._model.journal.get(undo.undone)
        place = line.before.place if line and line.before else LAST_PLACE
        self._do((at, undo), ((at + 1) % STATIONS, _new_reserve(place, guest, 2, True)))

    # --- what the house and the day do

    @precondition(lambda self: len(self._model.sizes) < MOST_TABLES)
    @rule(at=station, size=st.sampled_from([2, 6]))
    def add_a_table(self, at: int, size: int) -> None:
        self._stations[at].add_tables(self._rest_id, [size])
        self._model.add_tables([size], self._clock.now)

    @precondition(lambda self: not self._model.retired)
    @rule(at=station)
    def retire_a_table(self, at: int) -> None:
        day, table = HOURS[1].date(), Table(id="2", capacity=FIRST_SIZES[1])
        change = HouseChange(tables=(replace(table, retired_from=day),))
        preview = self._stations[at].preview(self._rest_id, change)
        self._stations[at].edit_restaurant(self._rest_id, change, preview=preview)
        self._model.retire(table.id, day, self._clock.now)
        self._model.add_tables([], self._clock.now)  # days that have come since are made as well
        wanted = self._model.needs_attention(self._clock.now)
        assert {each.reservation.id for each in preview.affected} == wanted

    @rule(at=station)
    def extend(self, at: int) -> None:
        self._stations[at].extend_slots(self._rest_id)
        self._model.add_tables([], self._clock.now)

    @rule(minutes=st.sampled_from([5, 20, 180, 540]))
    def time_goes_by(self, minutes: int) -> None:
        self._clock.now += timedelta(minutes=minutes)

    @rule(at=station, table=table, guest=guest)
    def reserve_too_late(self, at: int, table: str, guest: int) -> None:
        self._clock.now = max(self._clock.now, FIRST_HOUR + HOUR)
        self._do((at, _new_reserve((FIRST_HOUR, table), guest, 2, True)))

    # --- what a web site does, without a transaction and without a journal

    @rule(hour=hour, table=table, guest=guest, as_text=st.booleans(), sets_flag=st.booleans())
    def a_web_site_reserves(
        self, hour: datetime, table: str, guest: int, as_text: bool, sets_flag: bool
    ) -> None:
        place = (hour, table)
        if not self._model.is_free.get(place) or self._model.holder(place):
            return
        if place in self._model.leaving:
            return  # it knows of no such thing, and would take it
        slot_id, own_id = self._stations.slot_id(hour), ObjectId()
        if sets_flag:
            self._set_flag(place, is_free=False)
        self._raw.reservations.insert_one(
            {
                "_id": own_id,
                "time": hour,
                "tableId": table,
                "reservedBy": NATIONAL[guest],
                "slotId": str(slot_id) if as_text else slot_id,
                "__v": 0,
            }
        )
        self._model.held[str(own_id)] = Held(
            place, guest, NATIONAL[guest], None, None, has_restaurant=False
        )

    @rule(which=pick, sets_flag=st.booleans())
    def a_web_site_cancels(self, which: int, sets_flag: bool) -> None:
        own_id = self._new_cancel(which, None).reservation_id
        if own_id not in self._model.held:
            return
        self._raw.reservations.delete_one({"_id": ObjectId(own_id)})
        gone = self._model.held.pop(own_id)
        if sets_flag:
            self._set_flag(gone.place, is_free=True)

    # --- what must be true after each step

    @invariant()
    def the_book_is_the_model(self) -> None:
        sizes = self._model.sizes
        assert self._stations.flags() == {
            place: (is_free, sizes[int(place[1]) - 1])
            for place, is_free in self._model.is_free.items()
        }
        assert self._stations.held() == self._model.held_as_stored()
        assert self._stations.lines() == {
            own_id: (line.act, line.reservation_id) for own_id, line in self._model.journal.items()
        }

    @invariant()
    def a_station_is_shown_the_same(self) -> None:
        self._steps += 1
        reader = self._stations[self._steps % STATIONS]
        day = MORNING.date() + timedelta(days=self._steps % 2)
        shown = {
            (slot.starts_at.astimezone(UTC), slot.table_id): slot.is_available
            for slot in reader.slots(self._rest_id, day)
        }
        flags = self._model.is_free.items()
        assert shown == {
            place: free
            for place, free in flags
            if place[0].date() == day and not self._model.is_gone(place)
        }
        held = self._model.held
        listed = [r.id for r in reader.reservations_on(self._rest_id, day)]
        assert sorted(listed) == sorted(i for i, h in held.items() if h.place[0].date() == day)
        who = self._steps % len(GUESTS)
        calls = {each.reservation.id for each in reader.attention(self._rest_id)}
        assert calls == self._model.needs_attention(self._clock.now)
        found = [r.id for r in reader.reservations_for(NATIONAL[who], rest_id=self._rest_id)]
        assert sorted(found) == sorted(i for i, h in held.items() if h.guest == who)

    def teardown(self) -> None:
        wrong = [
            place
            for place, is_free in self._model.is_free.items()
            if is_free != (self._model.holder(place) is None)
        ]
        self._stations.close()
        if self._steps:
            faults = Counter(fault.kind for fault in self._stations[0].check())
            now = self._clock.now
            gone = [p for p in self._model.leaving if self._model.is_gone(p) and p[0] + HOUR > now]
            assert faults == +Counter(flag=len(wrong), not_offered=len(gone))

    # --- how it is done

    def _do(self, *wanted: tuple[int, Command]) -> None:
        """Let stations ask, all at once; answers and lines must be the model's, in one order."""
        now = self._clock.now
        self._asked += [command for _, command in wanted if command not in self._asked]
        own_ids = [command.own_id for _, command in wanted]
        answers = self._stations.ask_at_once(wanted)
        self._told.update(answers)
        predicted = []
        for order in permutations(range(len(wanted))):
            model = deepcopy(self._model)
            told = {n: model.answer(wanted[n][1], now) for n in order}
            is_right = all(model.is_right(answers[n], told[n], wanted[n][1]) for n in told)
            if is_right and self._stations.is_written(model, own_ids):
                self._model = model
                return
            predicted.append(told)
        raise AssertionError(f"{wanted} were told {answers}; right would be {predicted}")

    def _next_hour(self) -> datetime:
        return next((hour for hour in HOURS if hour + HOUR > self._clock.now), LAST_PLACE[0])

    def _new_move(self, which: int, place: Place) -> Move:
        return Move(Controller.new_id(), self._new_cancel(which, None).reservation_id, place)

    def _new_undo(self, back: int) -> Undo:
        """Take back one of the latest writes, or one that never was."""
        own_id = Controller.new_id()
        return Undo(own_id, [own_id, *self._model.journal][-back:][0])

    def _new_cancel(self, which: int, guest: int | None) -> GiveBack:
        if not self._model.held:
            self._do((0, _new_reserve(LAST_PLACE, 0, 2, True)))
        known = list(self._model.held)
        if which % 4 == 0 or not known:  # also what was refused, or is gone by now
            known += [command.own_id for command in self._asked if isinstance(command, Reserve)]
        reservation_id = known[which % len(known)] if known else Controller.new_id()
        return GiveBack(Controller.new_id(), reservation_id, guest)

    def _set_flag(self, place: Place, *, is_free: bool) -> None:
        self._raw.slots.update_one(
            {"time": place[0], "tables.tableId": place[1]},
            {"$set": {"tables.$.isAvailable": is_free}},
        )
        self._model.is_free[place] = is_free


def _new_reserve(place: Place, guest: int | None, party: int, second: bool) -> Reserve:
    return Reserve(
        own_id=Controller.new_id(),
        place=place,
        guest=guest,
        stored="" if guest is None else GUESTS[guest],
        party=party,
        second_table=second,
    )


def _new_walk_in(place: Place, party: int) -> Reserve:
    return replace(_new_reserve(place, None, party, False), is_walk_in=True)
