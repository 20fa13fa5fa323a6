"""What becomes of a row of a file, in the host's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

from resv_desktop.exchange.dry_run import Outcome, State
from resv_desktop.qt import words
from resv_desktop.qt.look import Role

translate = QCoreApplication.translate

SIGNS: Mapping[State, tuple[str, Role]] = {
    "would": ("ring", "free"),
    "there": ("check", "muted"),
    "refused": ("triangle", "error"),
    "reserved": ("check-circle", "success"),
    "open": ("triangle", "warn"),
    "left": ("clock", "muted"),
}


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One row of a file and what becomes of it; its words are made when it is looked at."""

    outcome: Outcome
    cells: tuple[str, ...]

    @property
    def title(self) -> str:
        """Who wants to come when; of a row that cannot be read, what stands in it."""
        wish = self.outcome.wish
        if wish is None:
            return ", ".join(words.apart(cell) for cell in self.cells if cell)
        says = (
            translate("Import", "{day}, {hour}, {name}, party of {party}")
            if wish.name
            else translate("Import", "{day}, {hour}, party of {party}")
        )
        return says.format(
            day=words.day(wish.starts_at.date()),
            hour=words.hour(wish.starts_at),
            name=words.apart(wish.name),
            party=wish.party_size,
        )

    @property
    def sentence(self) -> str:
        """What becomes of it, and why."""
        outcome = self.outcome
        why = words.said(outcome.why) if outcome.why is not None else ""
        if outcome.state in ("there", "refused"):
            return why
        return " ".join(filter(None, (_SAYS[outcome.state]().format(**self._table()), why)))

    @property
    def spoken(self) -> str:
        """The whole row, for those who hear it."""
        says = translate("Import", "Row {row}: {title}. {sentence}")
        return says.format(row=self.outcome.row, title=self.title, sentence=self.sentence)

    def _table(self) -> dict[str, str]:
        return {"table": words.apart(words.table(self.outcome.table_id))}


_SAYS = {
    "would": lambda: translate("Import", "Would be reserved at table {table}."),
    "reserved": lambda: translate("Import", "Reserved at table {table}."),
    "open": lambda: translate(
        "Import", "It is not known whether this was saved. Press Go on to find out."
    ),
    "left": lambda: translate("Import", "Not tried."),
}


def field_words() -> dict[str, str]:
    """Return how each field of a row is called."""
    return {
        "starts_at": translate("Import", "Day and hour"),
        "date": translate("Import", "Day"),
        "time": translate("Import", "Hour"),
        "party_size": translate("Import", "Party size"),
        "phone": translate("Import", "Phone"),
        "name": translate("Import", "Name"),
        "table": translate("Import", "Table"),
        "note": translate("Import", "Note"),
        "allergy": translate("Import", "Allergy"),
        "status": translate("Import", "Status"),
        "id": translate("Import", "Id of this program"),
    }


def state_words(state: State) -> str:
    """Return one word for a state, for the list that is saved."""
    return {
        "would": translate("Import", "would be reserved"),
        "there": translate("Import", "in the book already"),
        "refused": translate("Import", "refused"),
        "reserved": translate("Import", "reserved"),
        "open": translate("Import", "not known"),
        "left": translate("Import", "not tried"),
    }[state]


def missing_words(fields: Sequence[str]) -> str:
    """Say which fields no column of the file is known for."""
    says = translate("Import", "Say which column holds: {fields}.")
    names = field_words()
    return says.format(fields=words.listed([names[field] for field in fields]))


def looked_words(counts: Mapping[State, int]) -> tuple[Literal["quiet", "warn"], str]:
    """Say what a dry run came to, and how it is said."""
    if not counts["would"]:
        says = translate("Import", "There is nothing in this file that could be reserved.")
        return "warn", says
    says = translate(
        "Import",
        "Rows that would be reserved: {would}. In the book already: {there}. Refused: {refused}.",
    )
    numbers = {state: counts[state] for state in ("would", "there", "refused")}
    return "quiet", says.format(**numbers)
