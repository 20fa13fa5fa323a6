"""Bad news, in whole sentences: a rule said no, or the database did not answer."""

from resv_desktop.domain.words import say


class Refusal(Exception):  # noqa: N818 - the rule said no; nothing is in error
    """A rule of the house said no, and nothing was written.

    The sentence is kept as a template with its arguments, so that the windows can say it in
    another language; hours are aware local datetimes and days are dates.
    """

    def __init__(self, template: str, **arguments: object) -> None:
        super().__init__(template)
        self.template = template
        self.arguments = arguments

    def __str__(self) -> str:
        return self.template.format(**{name: say(value) for name, value in self.arguments.items()})

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.template, self.arguments)


def _again(kind: type[Refusal], template: str, arguments: dict[str, object]) -> Refusal:
    """Rebuild a refusal that came from another process."""
    return kind(template, **arguments)


class InvalidRestaurant(Refusal):
    """Name, phone, time zone or tables do not make a restaurant."""


class AnotherRestaurant(Refusal):
    """A restaurant is there that this host had not seen when it was decided to add one."""


class InvalidOpeningHours(Refusal):
    """Opening hours are not two different whole hours such as "12:23"."""


class InvalidCapacity(Refusal):
    """A table seats 2 to 8."""


class InvalidPhone(Refusal):
    """No guest can be reached under these digits."""


class InvalidPartySize(Refusal):
    """A party is 1 to 8 guests."""


class RestaurantNotFound(Refusal):
    """There is no such restaurant."""


class SlotNotFound(Refusal):
    """There is no such hour."""


class TableNotFound(Refusal):
    """The hour has no such table."""


class SlotTaken(Refusal):
    """Another party holds this table in this hour."""


class TableTooSmall(Refusal):
    """The party has more guests than the table has seats."""


class SlotInPast(Refusal):
    """The hour has ended."""


class TooEarly(Refusal):
    """The hour is still to come: for a walk-in by more than an hour, for a no-show at all."""


class SlotBusy(Refusal):
    """Another station's unfinished write holds this hour; it is free to decide in a moment."""


class AlreadyReserved(Refusal):
    """This phone holds a table in that hour; a second one is taken only on purpose."""


class ReservationNotFound(Refusal):
    """There is no such reservation, or no longer."""


class ChangedSince(Refusal):
    """Something else happened to it since the host saw it, or since what was to be taken back."""


class CannotUndo(Refusal):
    """There is no such entry in the journal, or none that can be taken back."""


class IdTaken(Refusal):
    """Something else was done under the id of this write."""


class WriteForbidden(Refusal):
    """The database answered, and does not take the write: its rules or its rights forbid it."""


class CannotShare(Refusal):
    """This machine cannot let other stations in, or has none of its own to let them into."""


class InvalidJoinCode(Refusal):
    """What was typed is no whole, right join code."""


class CannotJoin(Refusal):
    """The first machine does not let this one in, or is not the one that the code speaks of."""


class InvalidPin(Refusal):
    """A manager's PIN is 4 to 12 digits."""


class WrongPin(Refusal):
    """That is not the manager's PIN, or it is not looked at before the wait is over."""


class PinChanged(Refusal):
    """The manager's PIN is another one than when this station last looked."""


class BackupNotMade(Refusal):
    """The book could not be saved into a file, or is not to be."""


class CannotRestore(Refusal):
    """A file is no whole backup, or the database is no place for it."""


class Outage(Exception):  # noqa: N818 - nobody erred; the database is silent
    """The database did not answer in time.

    may_be_saved is True where a write was under way whose answer never came: repeating it with
    the same id settles what happened. It is False where nothing can have been saved. why is what
    is known of the reason, in a sentence, or "".
    """

    def __init__(self, sentence: str, *, may_be_saved: bool = False, why: str = "") -> None:
        super().__init__(f"{sentence} {why}".rstrip())
        self.sentence = sentence
        self.may_be_saved = may_be_saved
        self.why = why

    def __reduce__(self) -> tuple[object, ...]:
        return _outage_again, (self.sentence, self.may_be_saved, self.why)


def may_be_saved(trouble: Exception) -> bool:
    """Whether what was asked for may be in the book although it was not said to be."""
    return isinstance(trouble, Outage) and trouble.may_be_saved


def is_unanswered(trouble: Exception) -> bool:
    """Whether a write is to be asked for again under its id: nobody refused it."""
    return isinstance(trouble, (Outage, SlotBusy))


def _outage_again(sentence: str, may_be_saved: bool, why: str) -> Outage:
    return Outage(sentence, may_be_saved=may_be_saved, why=why)


class CannotStart(Exception):  # noqa: N818 - a state of the machine, said to the host
    """The program cannot open its book; the sentence says why and what to do.

    details holds the last words of the server's log, or nothing.
    """

    def __init__(self, sentence: str, *, details: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details = details


class BookMoved(CannotStart):
    """The book that this station used is elsewhere by its own doing: uri ("" is the managed
    MongoDB, and no password is in it) and database say where.
    """

    def __init__(self, sentence: str, uri: str, database: str) -> None:
        super().__init__(sentence)
        self.uri = uri
        self.database = database
