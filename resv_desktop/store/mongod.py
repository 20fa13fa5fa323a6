"""The MongoDB server that the program brings along, from its first start to its clean end."""

import atexit
import contextlib
import logging
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Self

import psutil
from pymongo.errors import PyMongoError

from resv_desktop.disk_space import MINIMUM_FREE_BYTES
from resv_desktop.domain.errors import CannotStart, Outage
from resv_desktop.domain.words import Sentence
from resv_desktop.store import mongod_binary, mongod_log, mongod_others, mongod_setup
from resv_desktop.store.lan_port import LanPort
from resv_desktop.store.mongod_folder import DataFolder, Running
from resv_desktop.store.mongod_setup import Ended, SetUp
from resv_desktop.store.platforms import Address, Platform, this_platform
from resv_desktop.store.server_files import ServerFiles

logger = logging.getLogger(__name__)

STARTS_IN_A_ROW = 3  # starts that never reached PRIMARY, before the server is given up
PAUSE_S = 0.3  # between failed starts: a server that is just ending may still hold the data
WATCH_S = 0.1  # how soon the end of another program's server is noticed
OTHERS_S = 240.0  # patience with another program that holds the folder and is still starting


def _nobody_listens(*_: str) -> None:
    """Say nothing."""


class ManagedServer:
    """The MongoDB server that the program brings: started, watched, restarted and stopped by it.

    One thread of its own starts the server, waits for its end and starts it again; it lives as
    long as the program, since the kernel ties the server to the thread that started it. Several
    programs may share one home: one owns the server, the others use it and take over when it ends.
    """

    def __init__(
        self,
        data: Path,
        logs: Path,
        runtime: Path,
        *,
        say: Callable[[str], None] = _nobody_listens,
        binary: Path | None = None,
        minimum_free_bytes: int = MINIMUM_FREE_BYTES,
        on_restarted: Callable[[], None] = _nobody_listens,
        on_given_up: Callable[[str], None] = _nobody_listens,
        platform: Platform | None = None,
    ) -> None:
        """Touch nothing yet. on_restarted and on_given_up are called on the server's own thread."""
        self._runtime = runtime
        self._files = ServerFiles(logs)
        self._folder = DataFolder(data.expanduser().absolute())
        self._say = say
        self._binary = binary
        self._minimum_free_bytes = minimum_free_bytes
        self._platform = platform or this_platform()
        self.lan_port = LanPort(self._folder.path)
        self.on_restarted = on_restarted
        self.on_given_up = on_given_up
        self.trouble: str | None = None
        self._address: Address | None = None
        self._uri: str | None = None
        self._pid: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._ownership: IO[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._answered = threading.Event()
        self._is_wanted_anew = threading.Event()
        self._failure: CannotStart | None = None
        self._gate = threading.Lock()

    @property
    def uri(self) -> str:
        """Return the URI with the credentials inside; not for logs."""
        if self._uri is None:
            raise RuntimeError("the managed server has not been started")
        return self._uri

    @property
    def pid(self) -> int | None:
        """Return the process of the server in use, None while there is none."""
        return self._pid

    @property
    def folder(self) -> DataFolder:
        """Where the server keeps what is its own."""
        return self._folder

    @property
    def owns(self) -> bool:
        """Whether this program started the server, and so ends it."""
        return self._ownership is not None

    def is_low_on_space(self) -> bool:
        """Whether the next start would be refused for want of space; ask now and then."""
        return self._folder.free_bytes() < self._minimum_free_bytes

    def start(self) -> str:
        """Return the URI once reservations can be written. Blocks; raises CannotStart."""
        with self._gate:
            if self._thread is not None and self.trouble is not None:
                self._thread.join()  # given up, and about to end
            if self._thread is None or not self._thread.is_alive():
                self._stopping.clear()
                self._answered.clear()
                self._failure = self.trouble = None
                self._thread = threading.Thread(
                    target=self._supervise, name="mongod supervisor", daemon=True
                )
                self._thread.start()
                atexit.register(self.stop)
        self._answered.wait()
        if self._failure is not None:
            failure = self._failure
            self.stop()
            raise CannotStart(failure.sentence, details=failure.details)
        return self.uri

    def start_again(self) -> None:
        """End the server, so that its owner starts it anew as the files in its folder say now.

        Returns before it is back. Raises Outage where there is none that could be ended.
        """
        running = self._folder.running()
        if running is None:
            raise Outage("The database does not answer.")
        with SetUp(Address(running.host, ()), self._folder.key()) as reached:
            self._is_wanted_anew.set()
            reached.shut_down()

    def stop(self) -> None:
        """End the server if this program owns it, and wait for that; harmless when repeated."""
        with self._gate:
            thread, self._thread = self._thread, None
        self._stopping.set()
        if thread is None:
            return
        thread.join()
        atexit.unregister(self.stop)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _supervise(self) -> None:
        """Keep a server running until the program ends or the server is given up."""
        failed = 0
        try:
            while not self._stopping.is_set():
                try:
                    self._bring_up()
                except _TryAgain as again:
                    failed += 1
                    logger.warning("start %s of the database failed: %s", failed, again.why)
                    # Once may be an address of this machine that went while the server started.
                    is_again = failed > 1 or again.is_permanent
                    is_worth_another = is_again and self.lan_port.give_up()
                    is_hopeless = failed >= STARTS_IN_A_ROW or again.is_permanent
                    if is_hopeless and not is_worth_another:
                        raise again.why from again
                    self._stopping.wait(PAUSE_S)
                    continue
                failed = 0
                if not self._stopping.is_set():
                    self._tell_it_is_up()
                    self._watch()
        except CannotStart as why:
            self._give_up(why)
        except OSError as error:
            self._give_up(self._folder.not_writable(error))
        except Exception as bug:
            logger.exception("the supervisor of the database failed")
            self._give_up(
                CannotStart(Sentence("The database could not be started: {why}", why=bug))
            )
        finally:
            self._end()
            if not self._answered.is_set():
                self._give_up(CannotStart("The database was stopped while it was starting."))

    def _tell_it_is_up(self) -> None:
        if self._answered.is_set():
            logger.info("the database is back")
            self.on_restarted()
        self._answered.set()

    def _give_up(self, why: CannotStart) -> None:
        self.trouble = why.sentence
        logger.error("the database is given up: %s\n%s", why, why.details)
        if self._answered.is_set():
            self.on_given_up(self.trouble)
        else:
            self._failure = why
            self._answered.set()

    def _bring_up(self) -> None:
        """Return once a server can be used: our own, or that of another program of this home."""
        self._folder.prepare()
        patience = time.monotonic() + OTHERS_S
        while not self._stopping.is_set():
            if self._ownership is None:
                self._ownership = self._folder.take(self._platform)
            if self._ownership is not None:
                mongod_others.clear_the_way(self._folder, self._platform, self._say)
                self._start_own()
                return
            if self._use_anothers():
                return
            if time.monotonic() > patience:
                raise mongod_others.silent(self._folder)
            self._stopping.wait(WATCH_S)

    def _use_anothers(self) -> bool:
        found = mongod_others.find(self._folder)
        if found is None:
            return False
        self._say(Sentence("Using the database that is already open"))
        self._uri, self._pid = found
        return True

    def _start_own(self) -> None:
        """Start the server and lead it to where it can be used. Raises CannotStart, _TryAgain."""
        folder = self._folder
        mongod_binary.check_processor()
        folder.check_space(self._minimum_free_bytes)
        data_major = folder.major()
        binary = mongod_binary.choose(data_major, self._platform.binary_name, self._binary)
        key, credentials = folder.key(), folder.credentials()
        if self._address is None:
            self._address = self._platform.address(folder.path, self._runtime)
        is_newer = data_major is not None and data_major < binary.major
        if is_newer and data_major is not None:
            self._say(Sentence("Making a backup copy before the database is upgraded"))
            folder.back_up(data_major)
        self._say(self._what_happens(is_newer=is_newer))
        log_start = self._files.make()
        process = self._spawn(binary.path, self._address)
        try:
            with SetUp(self._address, key) as set_up:
                set_up.reach_primary(self._is_going_on, self._platform.can_connect)
                if is_newer:
                    set_up.raise_compatibility(binary.major)
                set_up.ensure_user(credentials)
                folder.write_major(set_up.compatibility())
        except Ended:
            if self._stopping.is_set():
                return
            self._failed_start(process, log_start)
        except (TimeoutError, PyMongoError) as error:
            self._end_process()
            words = mongod_log.last_words(self._files.log, log_start)
            raise _TryAgain(
                CannotStart("The database started but could not be used.", details=words)
            ) from error
        folder.write_running(Running(process.pid, self._address.host))
        self._uri = mongod_setup.for_stations(
            self._address.uri(credentials.user, credentials.password)
        )
        self._pid = process.pid

    def _is_going_on(self) -> bool:
        alive = self._process is not None and self._process.poll() is None
        return alive and not self._stopping.is_set()

    def _what_happens(self, *, is_newer: bool) -> str:
        if is_newer:
            return Sentence("Upgrading the database")
        if not self._folder.has_data():
            return Sentence("Preparing the database for the first time")
        if self._answered.is_set():
            return Sentence("Starting the database again")
        return Sentence("Starting the database")

    def _spawn(self, binary: Path, address: Address) -> subprocess.Popen[bytes]:
        command = mongod_binary.command_line(
            binary,
            db=self._folder.db,
            keyfile=self._folder.keyfile,
            log=self._files.log,
            replica_set=mongod_setup.REPLICA_SET,
            listen=self.lan_port.arguments(address),
        )
        try:
            with self._files.output.open("wb") as output:
                self._process = self._platform.spawn(command, mongod_binary.environment(), output)
        except OSError as error:
            raise CannotStart(
                Sentence(
                    "The MongoDB server {program} could not be started ({why}).",
                    program=binary,
                    why=error.strerror,
                )
            ) from error
        return self._process

    def _failed_start(self, process: subprocess.Popen[bytes], log_start: int) -> None:
        code = process.wait()
        words = self._files.last_words(log_start)
        folder = self._folder
        why = mongod_log.sentence(code, words, db=folder.db, keyfile=folder.keyfile)
        raise _TryAgain(why, is_permanent=mongod_log.is_hopeless(code, words))

    def _watch(self) -> None:
        """Return when the server in use has ended, or the program wants to end."""
        if self._process is not None:
            while not self._stopping.is_set():
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(WATCH_S)
                    break
                self._files.blot()
                self._files.keep_short(self._rotate_log)
                if self.lan_port.has_moved():
                    logger.info(
                        "this machine is reached elsewhere by now: the database starts anew"
                    )
                    self._end_process()
                    return
        else:
            while not self._stopping.is_set() and mongod_others.is_up(self._folder, self._pid):
                self._stopping.wait(WATCH_S)
        if not self._stopping.is_set():
            self._pid = None
            if self._is_wanted_anew.is_set():
                self._is_wanted_anew.clear()
                logger.info("the database starts anew, as was wanted")
            else:
                logger.warning("the database ended unexpectedly")

    def _rotate_log(self) -> None:
        assert self._address is not None
        with SetUp(self._address, self._folder.key()) as set_up:
            set_up.rotate_log()

    def _end(self) -> None:
        """Leave nothing behind that is ours."""
        if self._ownership is None and self._answered.is_set() and self.trouble is None:
            # The owner may have been killed where nothing ties its server to it.
            with contextlib.suppress(CannotStart):
                self._ownership = self._folder.take(self._platform)
                if self._ownership is not None:
                    mongod_others.clear_the_way(self._folder, self._platform, self._say)
        self._end_process()
        self._pid = None
        if self._ownership is not None:
            self._ownership.close()
            self._ownership = None

    def _end_process(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            with contextlib.suppress(psutil.NoSuchProcess):
                server = psutil.Process(process.pid)
                mongod_others.end(server, self._folder, self._platform, self._address)
        process.wait()
        self._files.blot()


class _TryAgain(Exception):  # noqa: N818 - a start that may go better next time
    def __init__(self, why: CannotStart, *, is_permanent: bool = False) -> None:
        super().__init__(str(why))
        self.why = why
        self.is_permanent = is_permanent
