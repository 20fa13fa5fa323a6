"""The use cases that no host asks for: the book is kept whole, and the stations in touch."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from resv_desktop.controller.house import write_id
from resv_desktop.domain.presence import LEASE_LASTS, Presence
from resv_desktop.later import later
from resv_desktop.store.layout import complete
from resv_desktop.store.signs import announce, beat, others_live, presences, withdraw

# What compares the whole book with its rules, and mends it, is loaded by who asks for that.
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path
    from typing import Self

    from resv_desktop.controller import following, set_up
    from resv_desktop.controller.house import House, Progress, Stop
    from resv_desktop.controller.rehearsing import Rehearsal
    from resv_desktop.domain import journal
    from resv_desktop.domain.health import Health
    from resv_desktop.domain.repair import Repair
    from resv_desktop.domain.reservation import Change, Fault, Position, Reservation
    from resv_desktop.store.backups.file_format import Facts
else:
    following, set_up = later("resv_desktop.controller", "following", "set_up")
    (journal,) = later("resv_desktop.domain", "journal")

_FILES_AT_A_TIME = 5  # of 2,000 lines: a few seconds of a worker that has better things to do
_BEAT_PATIENCE_S = 1.5
_LATELY, _A_DAY = timedelta(days=62), timedelta(days=1)


class Upkeep:
    """The part of the Controller that keeps the book in order; its rules are those of the whole."""

    _house: House

    def changes(
        self, rest_id: str, stop: Stop, *, resume: Position | None = None
    ) -> Iterator[Change]:
        """Yield what changes in the book of a restaurant, at any station, until stop() is true.

        stop is asked about twice a second. The first change says that the station hears again:
        kind "all" where something may have been missed, so everything is to be read anew. Raises
        Outage when the database is lost; call again then, with the same `resume` each time, and
        it goes on where it broke off: the first change is of kind "resumed", and what happened
        meanwhile follows. Whatever cannot be told one by one (a collection went, the database
        no longer knows that far back) is one change of kind "all". A change may be told twice.
        """
        return following.changes(self._house, rest_id, stop, resume=resume)

    def extend_slots(
        self, rest_id: str, *, progress: Progress | None = None, stop: Stop | None = None
    ) -> int:
        """Make sure that today and the days ahead have every hour, and every hour every table.

        progress(done, total) counts days; stop() is asked before each step of at most a 24th of
        them. Safe to stop, to repeat and to do at several stations at once. Returns the number
        of hours written. Raises InvalidRestaurant, InvalidOpeningHours, RestaurantNotFound.
        """
        return set_up.extend_slots(self._house, rest_id, progress=progress, stop=stop)

    def check(self) -> list[Fault]:
        """Compare everything in the book with its rules; return each fault by name."""
        from resv_desktop.store.check import find_faults

        return find_faults(self._house.store)

    def health(self) -> Health:
        """Return how the database of the book is, looked at only; raise Outage."""
        from resv_desktop.store.health import look_at

        return look_at(self._house.store)

    def repair(self) -> Repair:
        """Mend what is wrong and has only one right answer; name all the rest.

        Flags are set from the reservations, each hour in one transaction with its lines in the
        journal; tables that an hour lacks are added; documents that stand twice for an hour become
        one where no two parties claim a table; indexes that can be built are. A reservation is
        never deleted. May be stopped at any moment, repeated, and run beside working stations.
        Raises Outage, and WriteForbidden where this station may not write.
        """
        from resv_desktop.controller import repairing

        return repairing.repair(self._house)

    def settle(self, keep_id: str, cancel_ids: Collection[str]) -> Reservation:
        """Let one reservation keep a table that several have; the others named are cancelled.

        Returns the one that is kept. Only what has its table and hour is cancelled. What is over
        can be settled as well, since it keeps the index from being built, which is done now if
        nothing else stands in its way. May be repeated: what is settled stays so. Raises
        ReservationNotFound, SlotBusy, Outage.
        """
        from resv_desktop.controller import repairing

        return repairing.settle(self._house, keep_id, cancel_ids)

    def back_up(
        self,
        path: Path,
        *,
        passphrase: str = "",
        overwrite: bool = False,
        progress: Progress | None = None,
    ) -> Facts:
        """Save the book as it is at one instant into a file; return what the file says of itself.

        It is encrypted where there is a passphrase. Raises BackupNotMade, Outage.
        """
        from resv_desktop.store.backups.save import save_book

        return save_book(
            self._house.store, path, passphrase=passphrase, overwrite=overwrite, progress=progress
        )

    def last_daily_backup(self, folder: Path) -> datetime | None:
        """Return when the last daily backup of this book was made; None before the first."""
        from resv_desktop.store.backups.daily import last_saved

        saved = last_saved(folder, database=self._house.store.database.name)
        return saved[0] if saved else None

    def back_up_daily(self, folder: Path, stop: Stop) -> Path | None:
        """Save today's backup in a folder where there is none yet, and remove the oldest.

        None is removed where nothing was done in the two weeks before yesterday. Returns the new
        file, or None where today's is there. Raises BackupNotMade, Outage.
        """
        from resv_desktop.store.backups.daily import KEPT, save_daily

        store = self._house.store
        return save_daily(store, folder, is_right=lambda: self._worked_within(KEPT), stop=stop)

    def upkeep(self, rest_id: str) -> int:
        """Compare clocks with the server, hear of indexes built since, make the days ahead."""
        self._house.store.measure_clock()
        if self._house.store.unbuilt_indexes:
            complete(self._house.store)
        return self.extend_slots(rest_id)

    @staticmethod
    def new_rehearsal() -> str:
        """Return the name of a scratch database for `rehearse`, to be kept until it is removed."""
        from resv_desktop.store.scratch import new_name

        return new_name()

    def rehearse(self, rest_id: str, name: str) -> tuple[Self, Rehearsal]:
        """Copy tonight into a scratch database of this name, to practise with; nothing else.

        Returned with the evening is the controller that has the copy as its book. Tonight is the
        running business day, or the next one that has an hour left. Nothing that is done in it
        reaches this book, which is only read. Whoever ends it calls its `end`, on a worker, which
        drops the database. Raises CannotRehearse, RestaurantNotFound, Outage.
        """
        from resv_desktop.controller import rehearsing

        house, rehearsal = rehearsing.rehearse(self._house, rest_id, name)
        practised = type(self).__new__(type(self))  # with nothing of this machine's server
        practised._house = house
        return practised, rehearsal

    def remove_rehearsal(self, name: str) -> None:
        """Drop what a rehearsal that was broken off has left; what is gone is gone.

        Raises CannotRehearse for the name of anything else, Outage.
        """
        from resv_desktop.store.scratch import remove_scratch

        remove_scratch(self._house.store, name)

    def archive_journal(self, folder: Path, *, months: int) -> int:
        """Move what the journal holds from more than so many months ago into files of a folder.

        Lines about hours that began later stay, so that nothing that can be taken back is
        missing. Returns how many lines left the book, 0 also for one that is being moved or has
        moved on; the next call goes on where more than 10,000 wait. Other stations that do it at
        the same time do nothing. May be stopped at any instant: every line is in the book or
        whole in a file. Raises Outage, and CannotStart where the files cannot be written, or at
        a station that may not take anything out of the book.
        """
        from resv_desktop.store.archive import archive

        before = journal.months_before(self._house.now(), months)
        store, run = self._house.store, self._house.run
        return archive(store, folder, before, run, most_files=_FILES_AT_A_TIME)

    def is_at_work(self) -> bool:
        """Whether the book knows of work in the two months before yesterday. Raises Outage.

        Else all houses were closed for so long, or the database's clock is far ahead, and by it
        everything would be old: what forgets or archives unasked waits for a day of work.
        """
        return self._worked_within(_LATELY)

    def _worked_within(self, span: timedelta) -> bool:
        from resv_desktop.store.retention import has_work

        now = self._house.now()
        return self._house.store.read(
            lambda book: has_work(
                book, [house.id for house in book.restaurants()], now - span, now - _A_DAY
            )
        )

    # --- signs of life: no part of the book, and gone by themselves

    def beat(self, number: int) -> None:
        """Write this station's heartbeat and compare clocks with the server.

        It comes back through `changes` as kind "heartbeat" with this number, which shows that
        what is written is also heard. Raises Outage when the database does not answer within a
        second and a half.
        """
        store = self._house.store
        store.measure_clock(_BEAT_PATIENCE_S)
        beat(store, self._house.run, self._house.station, number, _BEAT_PATIENCE_S)

    def other_stations(self) -> list[str]:
        """Return the names of the other stations whose windows are open now. Raises Outage."""
        return others_live(self._house.store, self._house.run)

    def clock_difference(self) -> timedelta:
        """Return this machine's clock minus the database's; needs no answer from it."""
        return datetime.now(UTC) - self._house.store.now()

    def announce(self, rest_id: str, slot_id: str, table_id: str, *, lease_id: str) -> None:
        """Tell the other stations for 20 seconds that a host has this free slot's dialog open.

        lease_id comes from `new_id`; announced again with it, it lasts 20 seconds from then. It
        warns and never blocks. Raises Outage.
        """
        presence = Presence(
            rest_id=rest_id,
            slot_id=slot_id,
            table_id=table_id,
            station=self._house.station,
            until=self._house.now() + LEASE_LASTS,
        )
        announce(self._house.store, write_id(lease_id), self._house.run, presence)

    def withdraw(self, lease_id: str) -> None:
        """Tell the other stations that the dialog has been left. Raises Outage."""
        withdraw(self._house.store, write_id(lease_id))

    def presences(self, rest_id: str) -> list[Presence]:
        """Return what hosts at other stations are about to take now, each until its instant."""
        return presences(self._house.store, self._house.run, rest_id, self._house.now())
