"""Compare what the stations were told with what the database says: every promise, one by one."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from resv_desktop.domain.reservation import Fault
from resv_desktop.prove.record import BUG, DONE, UNCLEAR, Story
from resv_desktop.store.evidence import Event, Evidence, Held, Line

_NOT_THERE = "ReservationNotFound"


@dataclass(frozen=True, slots=True)
class Violation:
    """A promise that was broken; kind is a short name, words tell where."""

    kind: str
    words: str


def violations(
    stories: Sequence[Story], evidence: Evidence, faults: Sequence[Fault]
) -> list[Violation]:
    """Return every promise that was broken; faults are those of `check`."""
    found = [
        *_of_one_table(evidence.events),
        *_of_answers(stories, evidence),
        *_of_the_journal(stories, evidence),
    ]
    return found + [Violation(f"check: {fault.kind}", fault.sentence) for fault in faults]


def _of_one_table(events: Sequence[Event]) -> Iterator[Violation]:
    """No table had two live reservations in one hour at any time, and no guest two tables."""
    live: dict[str, Held] = {}
    tables: Counter[tuple[str, str]] = Counter()
    guests: Counter[tuple[str, str]] = Counter()
    for event in events:
        if event.held is not None:
            held = event.held
            left = live.get(event.reservation_id)
            if left is not None:  # moved
                tables[left.slot_id, left.table_id] -= 1
                guests[left.slot_id, left.phone] -= 1
            live[event.reservation_id] = held
            table, guest = (held.slot_id, held.table_id), (held.slot_id, held.phone)
            tables[table] += 1
            guests[guest] += 1
            if tables[table] > 1:
                yield Violation("double", f"{_name(held)} was given to two parties.")
            if guests[guest] > 1:
                yield Violation("guest", f"{_name(held)} went to a guest who had one there.")
        else:
            gone = live.pop(event.reservation_id, None)
            if gone is None:
                yield Violation("order", f"Reservation {event.reservation_id} went, but never came")
            else:
                tables[gone.slot_id, gone.table_id] -= 1
                guests[gone.slot_id, gone.phone] -= 1


def _of_answers(stories: Sequence[Story], evidence: Evidence) -> Iterator[Violation]:
    """Acknowledged is there or acknowledged as cancelled; refused is not there; no double acts.

    A reservation is where it was acknowledged to be, at first or by one of its moves.
    """
    live = {held.reservation_id: held for held in evidence.held}
    ever = {event.held for event in evidence.events if event.held}
    made = {held.reservation_id for held in ever}
    places: dict[str, set[Held]] = defaultdict(set)
    for story in stories:
        if story.write.act != "cancel" and story.outcome == DONE:
            places[story.write.reservation_id].add(_wanted(story))
    cancelled = Counter(
        story.write.reservation_id
        for story in stories
        if story.write.act == "cancel" and story.outcome == DONE
    )
    for story in stories:
        own_id = story.write.reservation_id
        if story.outcome == BUG:
            yield Violation("bug", f"{_told(story)} ended in {story.answers[-1].words}.")
        elif story.outcome == UNCLEAR:
            yield Violation("unclear", f"It was never settled how {_told(story)} ended.")
        elif story.write.act == "cancel":
            yield from _of_a_cancel(story, own_id in live, own_id in cancelled)
        elif story.write.act == "move":
            was_there = _wanted(story) in ever
            yield from _of_a_move(story, own_id in live, was_there, own_id in cancelled)
        else:
            was_made = own_id in made
            yield from _of_a_reserve(story, live.get(own_id), was_made, own_id in cancelled)
    for held in live.values():
        known = places[held.reservation_id]
        if known and held not in known:
            yield Violation("changed", f"{_name(held)} has a party that was never brought there.")
    for reservation_id, times in cancelled.items():
        if times > 1:
            yield Violation("cancel", f"Reservation {reservation_id} was cancelled {times} times.")


def _of_a_cancel(story: Story, is_live: bool, is_cancelled: bool) -> Iterator[Violation]:
    if story.outcome == DONE and is_live:
        yield Violation("cancel", f"{_told(story)} was acknowledged, but it is still reserved.")
    if story.outcome == _NOT_THERE and (is_live or not is_cancelled):
        yield Violation("cancel", f"{_told(story)} was told it is gone, but nobody cancelled it.")


def _of_a_move(
    story: Story, is_live: bool, was_there: bool, is_cancelled: bool
) -> Iterator[Violation]:
    if story.outcome == DONE and not was_there:
        yield Violation("lost", f"{_told(story)} was acknowledged, but it never came there.")
    if story.outcome == _NOT_THERE and (is_live or not is_cancelled):
        yield Violation("lie", f"{_told(story)} was told it is gone, but nobody cancelled it.")


def _of_a_reserve(
    story: Story, held: Held | None, was_there: bool, is_cancelled: bool
) -> Iterator[Violation]:
    if not _was_done(story):
        if was_there or held:
            yield Violation("lie", f"{_told(story)} was refused ({story.outcome}), but was made.")
    elif held is None:
        if not is_cancelled:
            yield Violation("lost", f"{_told(story)} was acknowledged and is gone.")
    elif story.outcome == _NOT_THERE:
        yield Violation("lie", f"{_told(story)} was told it is gone, but it is there.")


def _was_done(story: Story) -> bool:
    """Whether a write was acknowledged; "gone" also says that a reservation had been made."""
    is_gone = story.write.act == "reserve" and story.outcome == _NOT_THERE
    return story.outcome == DONE or (is_gone and story.was_unclear)


def _wanted(story: Story) -> Held:
    write = story.write
    return Held(
        reservation_id=write.reservation_id,
        slot_id=write.slot_id,
        table_id=write.table_id,
        phone=write.phone,
    )


def _told(story: Story) -> str:
    return f"{story.write.act} {story.write.id} at {story.write.station}"


def _of_the_journal(stories: Sequence[Story], evidence: Evidence) -> Iterator[Violation]:
    """Each write that was acknowledged has its line, no other has one, and the lines add up."""
    by_id = {story.write.id: story for story in stories}
    left: dict[str, Counter[Held]] = defaultdict(Counter)
    for line in evidence.lines:
        balance = left[line.held.reservation_id]
        balance.update([line.after] if line.after else [])
        balance.subtract([line.before] if line.before else [])
        story = by_id.get(line.write_id)
        if story is None:
            yield Violation("journal", f"Nobody asked for {line.act} {line.write_id}.")
            continue
        if not _tells(line, story):
            yield Violation("journal", f"The line of {_told(story)} tells another story.")
    lines = {line.write_id for line in evidence.lines}
    for story in stories:
        has_line = story.write.id in lines
        if _was_done(story) and not has_line:
            yield Violation("journal", f"{_told(story)} was acknowledged without a line.")
        if has_line and not _was_done(story) and story.outcome not in (UNCLEAR, BUG):
            yield Violation("journal", f"{_told(story)} was refused, but has a line.")
    live = {held.reservation_id: held for held in evidence.held}
    for reservation_id in live.keys() | left.keys():
        # Each write began where another one had ended, and where the last one ended it is.
        held = live.get(reservation_id)
        if left[reservation_id] != Counter([held] if held else []):
            yield Violation("journal", f"Journal and book disagree on {reservation_id}.")


def _tells(line: Line, story: Story) -> bool:
    """Tell whether a line is that of a write; a cancel may find its reservation moved."""
    wanted = _wanted(story)
    if line.act == "cancel":
        wanted = replace(wanted, slot_id=line.held.slot_id, table_id=line.held.table_id)
    return (line.act, line.held) == (story.write.act, wanted)


def _name(held: Held) -> str:
    return f"Table {held.table_id} in hour {held.slot_id}"
