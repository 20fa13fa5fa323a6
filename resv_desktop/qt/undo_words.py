"""How it is said what was taken back, or done again."""

from typing import Literal

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.reservation import Undone

translate = QCoreApplication.translate
# From when on the key takes back what was done here.
Since = Literal["start", "rehearsal", "house"]


def nothing(since: Since) -> str:
    """Say that nothing is to be taken back here, and where else; the key for that comes behind."""
    if since == "house":
        return translate(
            "Undo",
            "The last act here was a change of the house, which no key undoes: change it once more "
            "(menu, House). A day that opens again keeps its parties and who waits. What was "
            "done before the change can be undone in the history",
        )
    if since == "rehearsal":
        return translate(
            "Undo",
            "Nothing has been done here since the rehearsal. What was done before it can be undone "
            "in the history",
        )
    return translate(
        "Undo",
        "There is nothing to undo here. What was done before the program was started, or at "
        "another station, can be undone in the history",
    )


def taken_back(act: str, undone: Undone) -> str:
    """Name what is taken back, in a sentence with a place for {facts}; act is as in the journal."""
    if undone.moved == 1:
        return translate("Undo", "Undone, and 1 party is at its table again: {facts}.")
    if undone.moved:
        several = translate(
            "Undo", "Undone, and {count} parties are at their tables again: {facts}."
        )
        return several.replace("{count}", str(undone.moved))
    says = {
        "reserve": translate("Undo", "The reservation is undone: {facts}."),
        "walk_in": translate("Undo", "The seating is undone: {facts}."),
        "booked": translate("Undo", "The change of the state is undone: {facts}."),
        "arrived": translate("Undo", "The arrival is undone: {facts}."),
        "seated": translate("Undo", "The seating is undone: {facts}."),
        "done": translate("Undo", '"Done" is undone: {facts}.'),
        "move": translate("Undo", "The move is undone: {facts}."),
        "edit": translate("Undo", "The change is undone: {facts}."),
        "call": translate("Undo", "The note of the call is undone: {facts}."),
        "cancel": translate("Undo", "The cancelling is undone: {facts}."),
        "no_show": translate("Undo", "The no-show is undone: {facts}."),
        "release": translate("Undo", "The early leaving is undone: {facts}."),
        "wait": translate("Undo", "The entry on the waitlist is undone: {facts}."),
        "unwait": translate("Undo", "They are on the waitlist again: {facts}."),
        "pass_over": translate("Undo", "The passing over is undone: {facts}."),
    }
    if act == "status" and undone.before is not None:
        act = undone.before.status
    return says.get(act, translate("Undo", "What was undone is done again: {facts}."))


def done_again(act: str, undone: Undone) -> str:
    """Name what is done again after it was taken back, likewise."""
    if undone.moved == 1:
        return translate("Undo", "Done again, and 1 party moved again: {facts}.")
    if undone.moved:
        several = translate("Undo", "Done again, and {count} parties moved again: {facts}.")
        return several.replace("{count}", str(undone.moved))
    says = {
        "reserve": translate("Undo", "Reserved again: {facts}."),
        "walk_in": translate("Undo", "Seated again: {facts}."),
        "booked": translate("Undo", "The state is changed again: {facts}."),
        "arrived": translate("Undo", "Arrived again: {facts}."),
        "seated": translate("Undo", "Seated again: {facts}."),
        "done": translate("Undo", "Done again: {facts}."),
        "move": translate("Undo", "Moved again: {facts}."),
        "edit": translate("Undo", "Changed again: {facts}."),
        "call": translate("Undo", "The note of the call is there again: {facts}."),
        "cancel": translate("Undo", "Cancelled again: {facts}."),
        "no_show": translate("Undo", "A no-show again, the table is free: {facts}."),
        "release": translate("Undo", "Left early again, the table is free: {facts}."),
        "wait": translate("Undo", "On the waitlist again: {facts}."),
        "unwait": translate("Undo", "Taken off the waitlist again: {facts}."),
        "pass_over": translate("Undo", "Passed over again: {facts}."),
    }
    if act == "status" and undone.after is not None:
        act = undone.after.status
    return says.get(act, translate("Undo", "Undone again: {facts}."))
