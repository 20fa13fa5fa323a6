"""Where each party that loses its table goes: what the host chose, kept while the book moves on."""

from collections.abc import Sequence

from resv_desktop.domain.house_change import Affected
from resv_desktop.domain.slot import Slot

Place = tuple[str, str]


def place_of(home: Slot) -> Place:
    """Return the ids of a slot and its table."""
    return home.slot_id, home.table_id


class HomeChoices:
    """The home of each party, or none where it is to be called; no two parties have one home.

    new are the ids of those that were not there when the host looked first, moved_on of those
    that go elsewhere than the host saw, because the book has moved on.
    """

    def __init__(self) -> None:
        self.affected: tuple[Affected, ...] = ()
        self.new: frozenset[str] = frozenset()
        self.moved_on: frozenset[str] = frozenset()
        self._is_first = True
        self._homes: dict[str, Slot | None] = {}
        self._given: dict[Place, str] = {}  # to which party each home goes
        self._chosen: set[str] = set()  # by the host, not by us

    def show(self, affected: Sequence[Affected]) -> tuple[int, int]:
        """Take over whom it hits now; a choice that can still be had stays, others are proposed.

        What the host chose goes before what is proposed. Returns how many came, and how many of
        the others go elsewhere than before.
        """
        seen = self.homes()
        known = {each.reservation.id for each in self.affected}
        before, chosen, marked = self._homes, self._chosen, self.moved_on
        came = {each.reservation.id for each in affected} - known
        self.new = frozenset() if self._is_first else self.new | came
        self._is_first = False
        self.affected = tuple(affected)
        self._forget()
        for each in affected:
            if each.reservation.id in chosen:
                self._keep(each, before[each.reservation.id])
        for each in affected:
            if each.reservation.id not in self._chosen:
                self._propose(each)
        now = self.homes()
        moved_on = {key for key in now if key in seen and now[key] != seen[key]}
        self.moved_on = marked | moved_on
        return len(came), len(moved_on)

    def home(self, reservation_id: str) -> Slot | None:
        """Return where a party goes; None: it is to be called."""
        return self._homes.get(reservation_id)

    def open_to(self, affected: Affected) -> list[Slot]:
        """Return the homes that a party can be given: those that no other one has."""
        own = (None, affected.reservation.id)
        return [home for home in affected.homes if self._given.get(place_of(home)) in own]

    def choose(self, affected: Affected, home: Slot | None) -> None:
        """Let a party go to a home, or be called."""
        self._put(affected, home)
        self._chosen.add(affected.reservation.id)
        self.moved_on -= {affected.reservation.id}

    def toggle(self, affected: Affected) -> None:
        """Let a party be called that has a home, and give one that has none its best."""
        has_home = self.home(affected.reservation.id) is not None
        self.choose(affected, None if has_home else next(iter(self.open_to(affected)), None))

    def propose_all(self) -> None:
        """Let everybody go where we propose."""
        self._forget()
        self.moved_on = frozenset()
        for each in self.affected:
            self._propose(each)

    def call_all(self) -> None:
        """Let everybody be called."""
        for each in self.affected:
            self.choose(each, None)

    def homes(self) -> dict[str, Place | None]:
        """Return where everybody goes, as the controller is told."""
        places = {k: place_of(home) if home else None for k, home in self._homes.items()}
        return {each.reservation.id: places[each.reservation.id] for each in self.affected}

    def _forget(self) -> None:
        self._homes, self._given, self._chosen = {}, {}, set()

    def _put(self, affected: Affected, home: Slot | None) -> None:
        key = affected.reservation.id
        left = self._homes.get(key)
        if left is not None:
            self._given.pop(place_of(left), None)
        self._homes[key] = home
        if home is not None:
            self._given[place_of(home)] = key

    def _keep(self, affected: Affected, home: Slot | None) -> None:
        left = {place_of(each): each for each in self.open_to(affected)}
        if home is None or place_of(home) in left:
            self.choose(affected, home and left[place_of(home)])

    def _propose(self, affected: Affected) -> None:
        """Propose the best home; where the host gave that one away, the next of the same day.

        Where the best one is of the party's own day all are, also those past midnight.
        """
        best, left = affected.home, self.open_to(affected)
        if best is not None and best not in left:
            best = next(iter(left), None)
        self._put(affected, best)
