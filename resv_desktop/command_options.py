"""The commands at a terminal and what each of them can be told."""

import argparse
from pathlib import Path

from resv_desktop import __version__
from resv_desktop.file_options import a_day, add_files, add_report
from resv_desktop.settings import DEFAULT_DATABASE
from resv_desktop.which_restaurant import restaurant_option

_ASKED_FOR = "typed at the terminal, or in the environment as RESV_BACKUP_PASSPHRASE"


def command_line() -> argparse.ArgumentParser:
    """Return all commands and their options, as the manual page lists them."""
    places = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    places.add_argument(
        "--home", type=_folder, metavar="DIR", help="keep data, settings, logs and cache in DIR"
    )
    places.add_argument(
        "--uri",
        type=_said,
        help="use this MongoDB (better in RESV_MONGODB_URI: arguments are seen by other users)",
    )
    places.add_argument(
        "--database", type=_said, help=f"the database's name (default {DEFAULT_DATABASE})"
    )
    of_one = [places, restaurant_option()]
    parser = argparse.ArgumentParser(
        prog="resv-desktop",
        description="The host stand of a restaurant: take, find and cancel reservations.",
        parents=[places],
    )
    parser.add_argument("--version", action="version", version=f"resv-desktop {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="command")
    backup = commands.add_parser(
        "backup", parents=[places], help="save the book as it is at one instant into a file"
    )
    backup.add_argument("--encrypt", action="store_true", help=f"with a passphrase ({_ASKED_FOR})")
    backup.add_argument("--overwrite", action="store_true", help="a file that is there already")
    backup.add_argument("file", type=Path, metavar="FILE", help="where the backup goes")
    restore = commands.add_parser(
        "restore",
        parents=[places],
        help="bring the book of a backup into a database that has none (--database)",
        epilog=f"A passphrase is asked for ({_ASKED_FOR}).",
    )
    restore.add_argument("file", type=Path, metavar="FILE", help="the backup")
    check = commands.add_parser(
        "check", parents=[places], help="compare everything in the book with its rules"
    )
    check.add_argument(
        "--repair", action="store_true", help="mend what is wrong; no reservation is ever deleted"
    )
    check.add_argument(
        "--keep",
        action="append",
        default=[],
        metavar="RESERVATION_ID",
        help="with --repair: of those who were promised one table, this one keeps it and the "
        "others are cancelled (may be given again for other tables)",
    )
    clear_pin = commands.add_parser(
        "clear-pin",
        parents=of_one,
        help="forget the manager's PIN, so that a new one can be set",
        description="Forget the manager's PIN that nobody knows any more; whoever changes the "
        "house next is asked to set one. It works on the machine that runs the database, and with "
        "the rights of the database's owner.",
    )
    clear_pin.add_argument(
        "named",
        nargs="?",
        metavar="RESTAURANT",
        help="the same as --restaurant NAME; may be left out where there is only one",
    )
    demo = commands.add_parser(
        "demo", parents=[places], help="do the whole main job on a sample evening"
    )
    demo.add_argument("--picture", type=Path, metavar="FILE", help="where the picture goes (PNG)")
    commands.add_parser(
        "doctor",
        parents=[places],
        help="print one text to send to support: machine, versions, database, disk, logs",
        description="Print one text to send to support. It changes nothing, and holds no password "
        "and no more than the last four digits of a number. It ends with 0 where nothing needs a "
        "look and with 1 where something does, which the text says first.",
    )
    erase = commands.add_parser(
        "erase",
        parents=of_one,
        help="erase what is known of one guest, whose number is asked for",
        description="Ask for a phone number, say what the book holds of that guest, and erase it "
        "once that is confirmed, from every restaurant of the book; the PIN of the one that is "
        "meant is enough for that. A receipt says what was removed and what stays. Without a "
        "terminal the answers are the lines of the input: the manager's PIN where one is set, the "
        "number, and the word that confirms. It ends with 1 where nothing was erased.",
    )
    erase.add_argument("--yes", action="store_true", help="do not ask whether it is meant")
    sheet = commands.add_parser(
        "sheet", parents=of_one, help="save the sheet of a day as a PDF, to be printed"
    )
    sheet.add_argument(
        "--day", type=a_day, metavar="YYYY-MM-DD", help="the running day if left out"
    )
    sheet.add_argument("--overwrite", action="store_true", help="a file that is there already")
    sheet.add_argument("file", type=Path, metavar="FILE.pdf", help="where the sheet goes")
    add_report(commands, of_one)
    add_files(commands, of_one)
    commands.add_parser(
        "licences", help="list what others made that is inside: version, licence, source"
    )
    prove = commands.add_parser(
        "prove", parents=[places], help="let many stations book the same hours, and verify it all"
    )
    prove.add_argument("--stations", default="8", help="how many processes (default 8)")
    prove.add_argument("--bookings", default="10000", help="asked for in all (default 10000)")
    prove.add_argument("--tables", default="24", help="of the restaurant (default 24)")
    prove.add_argument(
        "--kill-every",
        metavar="TIME",
        help="kill the database so often, such as 10s, 2m or never (default 10s; with --uri "
        "nothing is ever killed)",
    )
    prove.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _said(text: str) -> str:
    if not text.strip():
        # Another place than the one that was meant would be taken in silence.
        raise argparse.ArgumentTypeError(
            "Nothing stands here. Name the place, or leave the option out; it may be a variable "
            "that is not set."
        )
    return text


def _folder(text: str) -> Path:
    try:
        return Path(_said(text)).expanduser()
    except RuntimeError:
        # Of who is no user here the shell leaves "~name" as it is.
        raise argparse.ArgumentTypeError(
            f'It is not known where the home folder of "{Path(text).parts[0]}" is.'
        ) from None
