"""The command line: without a command it opens the window, every other one needs no display."""

import argparse
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from resv_desktop import process_list
from resv_desktop.command_options import command_line
from resv_desktop.credentials import SETTINGS, put_password_away
from resv_desktop.domain.errors import CannotStart, Outage, Refusal
from resv_desktop.domain.words import typed_command
from resv_desktop.frozen import is_frozen
from resv_desktop.interrupt import INTERRUPTED, in_order, leave_in_order
from resv_desktop.logs import discreet, log_nothing, tell_bug, write_crashes_to, write_logs_to
from resv_desktop.settings import Folders, Settings, load_settings
from resv_desktop.terminal import NothingTyped, let_go, take_all_letters, tell
from resv_desktop.which_restaurant import meant

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.domain.restaurant import Restaurant

# Given before a command or after it; what is not given anywhere stays None.
_NO_PLACES = {"home": None, "uri": None, "database": None}
FINE, FAULTS, CANNOT = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code.

    0: fine; 1: `check` found faults (`restore` checks as well), `doctor` what needs a look, or
    `prove` a broken promise; 2: it could not be done, and a sentence on stderr says why.
    """
    if is_frozen():  # a station of `prove` is this program, started once more
        import multiprocessing

        multiprocessing.freeze_support()
    take_all_letters()
    try:
        code = _run(arguments)
        if sys.stdout is not None:  # as in a program without a terminal on Windows
            sys.stdout.flush()
    except BrokenPipeError:  # who reads along, as `head`, has enough
        code = INTERRUPTED
    except OSError as error:
        if error.filename is not None:  # of a stream there is none
            raise
        tell(f"What there is to say could not be written ({error.strerror})")
        code = CANNOT
    let_go()
    return code


def _run(arguments: Sequence[str] | None) -> int:
    moved = None
    if arguments is None:
        process_list.hide_password()
        moved = process_list.moved_address()
        sys.excepthook = tell_bug
    options = command_line().parse_args(arguments, argparse.Namespace(**_NO_PLACES))
    options.uri = options.uri or moved
    try:
        commands = {
            "backup": _backup,
            "check": _check,
            "clear-pin": _clear_pin,
            "demo": _demo,
            "doctor": _doctor,
            "erase": _erase,
            "export": _export,
            "import": _import,
            "licences": _licences,
            "prove": _prove,
            "report": _report,
            "restore": _restore,
            "sheet": _sheet,
        }
        return commands.get(options.command, _window)(options)
    except (CannotStart, Outage, Refusal) as trouble:
        print(trouble, file=sys.stderr)
        if isinstance(trouble, CannotStart) and trouble.details:
            print(discreet(trouble.details), file=sys.stderr)
        return CANNOT
    except NothingTyped:
        tell("\nNothing was typed, so nothing was done")
        return CANNOT
    except KeyboardInterrupt:
        return INTERRUPTED


def folders_of(options: argparse.Namespace) -> Folders:
    """Return the folders that the options ask for."""
    return Folders.under(options.home) if options.home else Folders.of_this_user()


def _command(options: argparse.Namespace) -> str:
    """Return how the program is called for the same book once more; an address is only named."""
    places = {"database": options.database, "uri": options.uri and "URI", "home": options.home}
    said = [part for name, place in places.items() if place for part in (f"--{name}", str(place))]
    return typed_command("resv-desktop", *said)


def _opened(options: argparse.Namespace) -> tuple[Folders, Settings, str | None]:
    folders = folders_of(options)
    folders.keep_private()
    folders.remove_half_written()
    # A command says by itself whatever went wrong.
    write_logs_to(folders.logs, or_terminal=options.command is None)
    given = options.uri or os.environ.get(process_list.VARIABLE)
    settings, complaint = load_settings(folders.config / SETTINGS, is_book_given=bool(given))
    settings, moved = put_password_away(settings, folders.config)
    for sentence in filter(None, (complaint, moved)):
        print(sentence, file=sys.stderr)
    return folders, settings, given or settings.uri or None


@contextmanager
def _book(options: argparse.Namespace) -> "Iterator[tuple[Controller, Settings]]":
    """Open the book that is there; what happens meanwhile is told on stderr."""
    from resv_desktop.startup import open_controller

    leave_in_order()
    folders, settings, uri = _opened(options)
    with open_controller(
        uri=uri,
        database=options.database or settings.database,
        station=settings.station,
        folders=folders,
        say=tell,
        must_exist=True,
    ) as controller:
        yield controller, settings


@contextmanager
def _house(options: argparse.Namespace) -> "Iterator[tuple[Controller, Restaurant, Settings]]":
    """Open the book for what is done with the one of its restaurants that is meant."""
    with _book(options) as (controller, settings):
        known, own_id = controller.restaurants(), settings.restaurant_id
        yield controller, meant(known, options.restaurant, own_id=own_id), settings


def _backup(options: argparse.Namespace) -> int:
    from resv_desktop.backup import save

    with _book(options) as (controller, _):
        save(controller, options.file, is_encrypted=options.encrypt, overwrite=options.overwrite)
    return FINE


def _restore(options: argparse.Namespace) -> int:
    from resv_desktop.backup import bring_back

    leave_in_order()
    folders, settings, uri = _opened(options)
    database = options.database or settings.database
    is_all_right = bring_back(
        options.file,
        uri=uri,
        database=database,
        folders=folders,
        station=settings.station,
        command=_command(options),
    )
    if database != settings.database:
        print(f'It is opened by: {_command(options)}, or "database" in the settings')
    return FINE if is_all_right else FAULTS


def _check(options: argparse.Namespace) -> int:
    from resv_desktop.repair import repair_book, tell_faults

    if options.keep and not options.repair:
        print(
            "--keep changes the book, so it is only taken together with --repair.", file=sys.stderr
        )
        return CANNOT
    with _book(options) as (controller, _):
        if options.repair:
            is_fine = repair_book(controller, options.keep, command=_command(options))
        else:
            is_fine = tell_faults(controller, command=_command(options))
    return FINE if is_fine else FAULTS


def _clear_pin(options: argparse.Namespace) -> int:
    with _book(options) as (controller, _):
        known, named = controller.restaurants(), options.restaurant
        house = meant(known, named if options.named is None else options.named)
        if named is not None and (other := meant(known, named)) != house:
            raise Refusal(
                "{one} and {other} are two restaurants. Name the one whose PIN is to be forgotten.",
                one=house.name,
                other=other.name,
            )
        name, is_any = house.name, controller.pin_state(house.id) != "unset"
        controller.clear_pin(house.id)
        if is_any:
            print(f"The PIN of {name} is forgotten. Who changes the house next sets another one.")
        else:
            print(f"{name} has no PIN. Who changes the house next sets one.")
    return FINE


def _doctor(options: argparse.Namespace) -> int:
    from functools import partial

    from resv_desktop.doctor.report import Station, report
    from resv_desktop.startup import health_of_book

    leave_in_order()
    folders = folders_of(options)
    log_nothing()
    settings, complaint = None, ""
    given = options.uri or os.environ.get(process_list.VARIABLE)
    try:
        settings, complaint = load_settings(folders.config / SETTINGS)
    except CannotStart as trouble:
        complaint = str(trouble)
    chosen = settings or Settings()
    uri, database = given or chosen.uri or None, options.database or chosen.database
    is_known = settings is not None or bool(given)
    station = Station(
        folders=folders,
        settings=settings,
        uri=uri,
        database=database,
        ask_health=partial(health_of_book, uri, database, folders) if is_known else None,
        complaint=complaint,
    )
    told = report(station)
    print(told.text)
    return FINE if told.is_fine else FAULTS


def _demo(options: argparse.Namespace) -> int:
    from resv_desktop.demo import run_demo

    has_display = not _no_display()
    if has_display:  # what loads Qt loses a Ctrl+C that is to be heard
        import resv_desktop.qt.run
    else:
        import resv_desktop.qt.picture  # noqa: F401 - it is only to be loaded by then
    leave_in_order()
    return run_demo(options.picture, has_display=has_display)


def _sheet(options: argparse.Namespace) -> int:
    from resv_desktop.inout import check_free, check_pdf

    check_pdf(options.file)
    check_free(options.file, overwrite=options.overwrite)
    from resv_desktop.qt.sheet.command import save_day  # what loads Qt loses a Ctrl+C

    with _house(options) as (controller, restaurant, settings):
        sheet = save_day(
            controller,
            restaurant,
            options.day,
            options.file,
            language=settings.language,
            clock=settings.clock,
        )
        print(f"{sheet.title}: {options.file}")
    return FINE


def _report(options: argparse.Namespace) -> int:
    from resv_desktop.inout import check_free

    check_free(options.file, overwrite=options.overwrite)
    from resv_desktop.qt.reports.command import save_report  # what loads Qt loses a Ctrl+C

    with _house(options) as (controller, restaurant, settings):
        title = save_report(
            controller,
            restaurant,
            options.span,
            options.day,
            options.file,
            language=settings.language,
            clock=settings.clock,
        )
        print(f"{title}: {options.file}")
    return FINE


def _erase(options: argparse.Namespace) -> int:
    from resv_desktop.erase import erase  # what loads Qt loses a Ctrl+C

    given = options.uri or os.environ.get(process_list.VARIABLE)
    with _house(options) as (controller, restaurant, settings):
        is_erased = erase(
            controller,
            folders_of(options),
            restaurant,
            uri=given or settings.uri,
            database=options.database or settings.database,
            is_sure=options.yes,
        )
    return FINE if is_erased else FAULTS


def _export(options: argparse.Namespace) -> int:
    from resv_desktop.inout import export

    with _house(options) as (controller, restaurant, _):
        export(
            controller,
            restaurant,
            options.file,
            first=options.first,
            last=options.last,
            delimiter=options.delimiter,
            overwrite=options.overwrite,
        )
    return FINE


def _import(options: argparse.Namespace) -> int:
    from resv_desktop.inout import bring_in

    with _house(options) as (controller, restaurant, _):
        is_whole = bring_in(
            controller,
            restaurant,
            options.file,
            columns=options.column,
            order=options.order,
            second_table=options.second_table,
            only_look=options.dry_run,
            is_agreed=options.yes,
            result=options.result,
            overwrite=options.overwrite,
        )
    return FINE if is_whole else FAULTS


def _licences(_options: argparse.Namespace) -> int:
    from resv_desktop.parts import parts
    from resv_desktop.qt.resources import resource

    for part in parts(resource()):
        facts = ", ".join(filter(None, (part.licence, part.source)))
        print(f"{part.name} {part.version}: {facts}")
    return FINE


def _prove(options: argparse.Namespace) -> int:
    from resv_desktop.prove.plan import Plan
    from resv_desktop.prove.prove import run_proof

    leave_in_order()
    plan = Plan.of(
        stations=options.stations,
        bookings=options.bookings,
        tables=options.tables,
        kill_every=options.kill_every,
        uri=options.uri,
        database=options.database,
    )
    return run_proof(plan, as_json=options.json)


def _window(options: argparse.Namespace) -> int:
    why_not = _no_display()
    if why_not:
        print(why_not, file=sys.stderr)
        return CANNOT
    # All that the window needs lives as long as it does: what Python would collect while that is
    # loaded is next to nothing, and looking for it takes a tenth of the start. The window's own
    # Collector goes on from there.
    gc.disable()
    from resv_desktop.qt.run import run, show_trouble

    try:
        with in_order():  # the file of the password may be half written
            folders, settings, uri = _opened(options)
    except CannotStart as trouble:
        # Who starts the program from a menu reads no terminal.
        return show_trouble(trouble, CANNOT)
    write_crashes_to(folders.logs)
    return run(
        folders=folders,
        settings=settings,
        uri=uri,
        database=options.database or settings.database,
    )


def _no_display() -> str:
    """Return why no window can be shown, in one sentence, or nothing."""
    from resv_desktop.display import why_no_window

    return why_no_window()
