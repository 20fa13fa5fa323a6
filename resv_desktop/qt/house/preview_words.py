"""How it is said how many a change of the house hits, and what becomes of them."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def summary(parties: int, called: int) -> str:
    """Say how many lose their table, and how many of them have no new one."""
    if parties == 1:
        return (
            translate("Preview", "1 party, to be called. Nothing is changed yet.")
            if called
            else translate("Preview", "1 party, which has a new table. Nothing is changed yet.")
        )
    if called == 0:
        says = translate("Preview", "{n} parties, all with a new table. Nothing is changed yet.")
    else:
        says = translate("Preview", "{n} parties, {called} to be called. Nothing is changed yet.")
    return says.format(n=parties, called=called)


def of_those_who_wait(parties: int) -> str:
    """Say that parties wait for hours that close, or ""."""
    if parties == 0:
        return ""
    if parties == 1:
        return translate("Preview", "1 party on the waitlist waits for an hour that closes.")
    says = translate("Preview", "{n} parties on the waitlist wait for hours that close.")
    return says.format(n=parties)


def what_is_new(came: int, moved_on: int) -> str:
    """Say how many are marked as new, and for how many else is proposed now, or ""."""
    says = []
    if came == 1:
        says.append(translate("Preview", "1 party is new and marked."))
    elif came:
        says.append(translate("Preview", "{n} parties are new and marked.").format(n=came))
    if moved_on == 1:
        says.append(
            translate("Preview", "For 1 party something else is proposed now; it is marked.")
        )
    elif moved_on:
        also = translate(
            "Preview", "For {n} parties something else is proposed now; they are marked."
        )
        says.append(also.format(n=moved_on))
    return " ".join(says)


def saved(calls: int) -> str:
    """Say how many have to hear of what was saved."""
    if calls == 1:
        return translate("Preview", "1 party has to hear of it.")
    return translate("Preview", "{n} parties have to hear of it.").format(n=calls)


def need_attention(parties: int) -> str:
    """Say how many reservations nothing covers, in short: "3 need attention"."""
    if parties == 1:
        return translate("Preview", "1 needs attention")
    return translate("Preview", "{n} need attention").format(n=parties)
