"""A station whose machine has the wrong time, in a process of its own.

Usage: python wrong_clock.py URI DATABASE RESTAURANT SECONDS; tells as JSON what it did when. All
that Python tells of the time is shifted before anything of the program is imported.
"""

import datetime
import json
import sys
import time

URI, DATABASE, RESTAURANT, SHIFT = *sys.argv[1:4], float(sys.argv[4])
_right_time, _right_datetime = time.time, datetime.datetime


class AnyDatetime(type):
    """What the driver reads are datetimes as well."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, _right_datetime)


class WrongDatetime(datetime.datetime, metaclass=AnyDatetime):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> "WrongDatetime":
        return cls.fromtimestamp(_right_time() + SHIFT, tz)

    @classmethod
    def utcnow(cls) -> "WrongDatetime":
        raise AssertionError("nobody asks for a naive time")


time.time = lambda: _right_time() + SHIFT
datetime.datetime = WrongDatetime  # type: ignore[misc] # that is the point


def main() -> None:
    from resv_desktop.controller import Controller
    from resv_desktop.domain.errors import Refusal
    from resv_desktop.store.store import Store

    store = Store(URI, DATABASE)
    store.connect()
    controller = Controller(store, station="Wrong")
    restaurant = controller.restaurant(RESTAURANT)
    today = restaurant.business_day(controller.now())
    told = []
    for slot in controller.slots(RESTAURANT, today):
        try:
            made = controller.reserve(slot.slot_id, slot.table_id, "+447400123456", 2)
        except Refusal as refusal:
            told.append([slot.slot_id, type(refusal).__name__])
        else:
            controller.cancel(made.id)
            told.append([slot.slot_id, "reserved"])
    facts = {
        "own": datetime.datetime.now(datetime.UTC).timestamp(),
        "right": _right_time(),
        "now": controller.now().timestamp(),
        "difference": controller.clock_difference().total_seconds(),
        "today": today.isoformat(),
        "told": told,
        "extended": controller.extend_slots(RESTAURANT),
    }
    store.close()
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
