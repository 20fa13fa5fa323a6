"""A sample evening: the whole main job done for real, told step by step, and its window."""

from datetime import UTC, date, timedelta
from pathlib import Path

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Refusal
from resv_desktop.domain.rehearsal import BIRDS, made_up_number
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.scratch_folder import scratch_folder
from resv_desktop.settings import DEFAULT_DATABASE, Folders, Settings
from resv_desktop.startup import open_controller

_NAME = "Harbour House"
_PHONE = "+442079460123"  # a range that Ofcom keeps for drama, so nobody is ever called
_ZONE = "Europe/London"
_HOURS = "12:23"
_TABLES = [2] * 6 + [4] * 10 + [6] * 5 + [8] * 3
_HOURS_NEEDED = 4


def run_demo(picture: Path | None, *, has_display: bool) -> int:
    """Do the main job in a scratch home; then show its window, or render it where none can be.

    Returns the exit code: 0, or 1 when a step did not end as it must.
    """
    settings = Settings(station="Stand 1")
    with scratch_folder("demo") as scratch:
        folders = Folders.under(scratch / "home")
        fine, day = _do_main_job(folders)
        if has_display:
            _tell("The window of that evening opens now. Close it to end the demo.")
            from resv_desktop.qt.run import run

            code = run(
                folders=folders,
                settings=settings,
                uri=None,
                database=DEFAULT_DATABASE,
                is_demo=True,
            )
            return code if fine else 1
        from resv_desktop.qt.picture import render_window

        target = picture or _own_picture()
        with open_controller(folders=folders, station=settings.station) as controller:
            render_window(controller, folders.data / "station.json", day, target)
        _tell(f"The window of that evening: {target}")
        return 0 if fine else 1


def _own_picture() -> Path:
    """Return the place of a picture that nobody asked to have elsewhere: this user's own."""
    folder = Folders.of_this_user().cache
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / "demo.png"


def _tell(words: str) -> None:
    print(words, flush=True)


def _do_main_job(folders: Folders) -> tuple[bool, date]:
    _tell("Demo: a scratch home with a MongoDB of its own; nothing of it is kept.")
    with open_controller(folders=folders, say=lambda words: _tell(f"  {words}")) as controller:
        restaurant = _set_up(controller)
        day, evening = _evening(controller, restaurant)
        _fill(controller, restaurant, evening)
        kept, refused = _reserve(controller, restaurant, day)
        gone = _cancel(controller, restaurant, day)
    _tell("6. Restart: the program and its MongoDB are stopped and started again.")
    with open_controller(folders=folders) as controller:
        found = {r.id for r in controller.reservations_on(restaurant.id, day)}
        is_kept, is_gone = kept in found, gone not in found
        _tell(f"   {len(found)} reservations are still there, the cancelled one is not.")
        faults = controller.check()
        _tell(f"7. Check: {'nothing is wrong' if not faults else faults[0].sentence}.")
    fine = is_kept and is_gone and refused and not faults
    _tell("Done: every step ended as it must." if fine else "A step did not end as it must.")
    return fine, day


def _set_up(controller: Controller) -> Restaurant:
    restaurant = controller.create_restaurant(_NAME, _PHONE, _HOURS, timezone=_ZONE)
    _tell(f"1. Set up: {_NAME}, open {_HOURS[:2]}:00 to {_HOURS[3:]}:00, {_ZONE}.")
    restaurant = controller.add_tables(restaurant.id, _TABLES)
    _tell(f"2. Tables: {len(restaurant.tables)} tables, {sum(_TABLES)} seats, 15 days of hours.")
    return restaurant


def _evening(controller: Controller, restaurant: Restaurant) -> tuple[date, list[Slot]]:
    """Return today's slots, or tomorrow's where today has too few hours left to show."""
    today = restaurant.business_day(controller.now())
    for day in (today, today + timedelta(days=1)):
        now = controller.now()
        open_slots = [s for s in controller.slots(restaurant.id, day) if s.ends_at > now]
        if len({slot.starts_at.astimezone(UTC) for slot in open_slots}) >= _HOURS_NEEDED:
            break
    return day, open_slots


def _fill(controller: Controller, restaurant: Restaurant, evening: list[Slot]) -> None:
    hours = sorted({slot.starts_at.astimezone(UTC) for slot in evening})
    wanted = [
        slot
        for index, slot in enumerate(evening)
        if slot.starts_at.astimezone(UTC) in hours[-5:] and index % 24 not in (1, 4, 8, 13, 20, 23)
    ]
    for i, slot in enumerate(wanted):
        controller.reserve(
            slot.slot_id,
            slot.table_id,
            made_up_number(i + 10),
            max(1, slot.capacity - i % 2),
            name=BIRDS[i % len(BIRDS)],
            note="Window table, please" if i % 9 == 0 else "",
        )
    _tell(f"3. The evening: {len(wanted)} reservations at {restaurant.name}.")


def _reserve(controller: Controller, restaurant: Restaurant, day: date) -> tuple[str, bool]:
    free = next(s for s in reversed(controller.slots(restaurant.id, day)) if s.is_available)
    made = controller.reserve(free.slot_id, free.table_id, "07700 900001", 2, name="Tern")
    _tell(f"4. Reserved: table {made.table_id}, {made.starts_at:%H:%M}, Tern, party of 2.")
    try:
        controller.reserve(free.slot_id, free.table_id, "07700 900002", 2, name="Stork")
    except Refusal as refusal:
        _tell(f"   A second party for it is refused: {refusal}")
        return made.id, True
    return made.id, False


def _cancel(controller: Controller, restaurant: Restaurant, day: date) -> str:
    held = controller.reservations_on(restaurant.id, day)[0]
    gone = controller.cancel(held.id, phone=held.reserved_by)
    _tell(f"5. Cancelled: table {gone.table_id}, {gone.starts_at:%H:%M}, {gone.name}.")
    return gone.id
