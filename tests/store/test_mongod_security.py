"""Who has no password is refused, and the server's log keeps the guests' numbers to itself."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import pymongo
import pytest
from pymongo.errors import OperationFailure, PyMongoError

from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.mongod_binary import environment
from resv_desktop.store.mongod_log import Blotter

Client = pymongo.MongoClient[dict[str, Any]]
UNAUTHORIZED = 13
# What MongoDB answers to anybody: who it is, that it is there, and how to log in.
HARMLESS = {
    *("buildInfo", "buildinfo", "connectionStatus", "hello", "isMaster", "ismaster", "ping"),
    *("listCommands", "logout", "whatsmyuri", "whatsmysni", "saslStart", "saslContinue"),
    *(
        "authenticate",
        "getnonce",
        "endSessions",
        "refreshSessions",
        "isdbgrid",
        "features",
        "_isSelf",
    ),
}


@pytest.fixture
def stranger(mongod: ManagedServer) -> Iterator[Client]:
    """A client that found the socket and has no password."""
    bare = f"mongodb://{mongod.uri.split('@')[1].split('?')[0]}?directConnection=true"
    with closing(Client(bare, serverSelectionTimeoutMS=5000)) as client:
        yield client


@pytest.mark.parametrize(
    "command",
    [
        {"find": "reservations"},
        {"aggregate": "reservations", "pipeline": [], "cursor": {}},
        {"insert": "reservations", "documents": [{}]},
        {"update": "slots", "updates": [{"q": {}, "u": {"$set": {"x": 1}}}]},
        {"delete": "reservations", "deletes": [{"q": {}, "limit": 0}]},
        {"dropDatabase": 1},
        {"listCollections": 1},
        {"listDatabases": 1},
        {"createUser": "intruder", "pwd": "x", "roles": ["root"]},
        {"updateUser": "resv", "pwd": "x"},
        {"usersInfo": 1},
        {"shutdown": 1, "force": True},
        {"replSetStepDown": 60, "force": True},
        {"replSetGetConfig": 1},
        {"setParameter": 1, "enableLocalhostAuthBypass": True},
        {"getParameter": "*"},
        {"getCmdLineOpts": 1},
        {"getLog": "global"},
        {"serverStatus": 1},
        {"currentOp": 1},
        {"hostInfo": 1},
        {"fsync": 1},
        {"logRotate": 1},
        {"setFeatureCompatibilityVersion": "5.0"},
    ],
    ids=lambda command: next(iter(command)),
)
def test_a_stranger_may_do_nothing(stranger: Client, command: dict[str, Any]) -> None:
    for database in ("admin", "resv", "local"):
        with pytest.raises(OperationFailure) as refused:
            stranger[database].command(command)
        assert refused.value.code == UNAUTHORIZED


def test_of_all_commands_a_stranger_gets_an_answer_only_to_harmless_ones(
    stranger: Client, record_property: Callable[[str, object], None]
) -> None:
    names = list(stranger.admin.command("listCommands")["commands"])
    answered, silent = set(), 0
    for name in names:
        try:
            with pymongo.timeout(5):
                stranger.admin.command(name)
        except PyMongoError as error:
            silent += error.timeout
        else:
            answered.add(name)
    assert silent == 0
    assert answered <= HARMLESS
    assert stranger.admin.command("ping")["ok"]
    record_property(
        "measured",
        f"without a password: {len(names)} commands tried, answered {', '.join(sorted(answered))}",
    )


def test_the_password_of_another_database_is_not_handed_to_the_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RESV_MONGODB_URI", "mongodb://host:s3cret@elsewhere/")
    assert "s3cret" not in str(environment())


def test_a_command_that_fails_half_way_leaves_no_number_in_the_servers_log(
    mongod: ManagedServer, database_name: str, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    command = psutil.Process(mongod.pid).cmdline()
    log = Path(command[command.index("--logpath") + 1])
    forms = ["+447400987654", "07400 987 654", "(07400) 987-654"]
    with closing(Client(mongod.uri)) as client:
        book = client[database_name][database_name]  # the name by which its lines are found
        book.insert_one({"reservedBy": forms[0], "guests": 0})
        impossible = [{"$set": {"share": {"$divide": [1, "$guests"]}}}]
        with pytest.raises(OperationFailure, match="divide by zero"):
            book.find_one_and_update({"reservedBy": {"$in": forms}}, impossible)

    def lines() -> list[str]:
        return [line for line in log.read_text().splitlines() if database_name in line]

    eventually(lambda: any("Plan executor error" in line for line in lines()))
    eventually(lambda: not any(form in line for line in lines() for form in forms))
    (line,) = [line for line in lines() if "Plan executor error" in line]
    assert '"+xxxxxxxx7654"' in line, "a line stays what it was, and can be read"
    assert "(xxxxx) xx7-654" in line


def test_only_numbers_are_blotted_and_each_line_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    blotter = Blotter(log)
    blotter.blot()
    log.write_text('{"id":22315,"v":"6.0.5","t":"2026-03-14T19:00","n":"020 7946 0123"}\n{"n":"07')
    blotter.blot()
    with log.open("a") as file:
        file.write('400123456", "e":"{ by: \\"+442079460123\\" }"}\n')
    blotter.blot()
    after = log.read_text()
    assert after == (
        '{"id":22315,"v":"6.0.5","t":"2026-03-14T19:00","n":"xxx xxxx 0123"}\n'
        '{"n":"xxxxxxx3456", "e":"{ by: \\"+xxxxxxxx0123\\" }"}\n'
    )
    log.write_text('{"n":"07400123456"}\n')
    blotter.blot()
    assert log.read_text() == '{"n":"xxxxxxx3456"}\n', "a log that begins anew is read anew"
