"""A password is in the keyring or in a private file, and never in the settings."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest
from keyring.backends import fail

from resv_desktop.cli import main
from resv_desktop.credentials import complete, put_password_away
from resv_desktop.domain.errors import CannotStart
from resv_desktop.settings import Settings, load_settings, save_settings
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer

URI = "mongodb://host:s3cret@h1,h2/?replicaSet=rs0"
BARE = "mongodb://host@h1,h2/?replicaSet=rs0"


class FileKeyring(keyring.backend.KeyringBackend):
    """A keyring as a desktop has one, which keeps what it is given in one file."""

    priority = 5

    def __init__(self, file: Path, trouble: Exception | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own
        self.file = file
        self.trouble = trouble

    def _all(self) -> dict[str, str]:
        if self.trouble is not None:
            raise self.trouble
        return dict(json.loads(self.file.read_text())) if self.file.exists() else {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.file.write_text(json.dumps({**self._all(), f"{service} {username}": password}))

    def get_password(self, service: str, username: str) -> str | None:
        return self._all().get(f"{service} {username}")


@pytest.fixture(autouse=True)
def _no_keyring() -> Iterator[None]:
    """Stand on a machine without a desktop session, wherever the tests run."""
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def book(mongod: ManagedServer, database_name: str) -> str:
    """The settings of a station whose book is on a MongoDB of its own, as a hand writes them."""
    with open_controller(uri=mongod.uri, database=database_name):
        return json.dumps({"uri": mongod.uri, "database": database_name})


def _files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_without_a_keyring_the_password_goes_into_a_file_of_this_user_only(
    tmp_path: Path,
) -> None:
    save_settings(tmp_path / "settings.json", Settings(station="Bar", uri=URI))
    settings, said = put_password_away(Settings(station="Bar", uri=URI), tmp_path)
    assert settings == Settings(station="Bar", uri=BARE)
    assert said == (
        "The password of the database was moved from the settings into the file "
        f"{tmp_path}/password.json, which only you can read: no keyring was found."
    )
    assert load_settings(tmp_path / "settings.json") == (settings, "")
    assert "s3cret" not in _files(tmp_path)["settings.json"]
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert put_password_away(settings, tmp_path) == (settings, ""), "it is said once"
    assert complete(BARE, tmp_path) == URI


def test_with_a_keyring_the_password_is_in_no_file_of_ours(tmp_path: Path) -> None:
    config = tmp_path / "config"
    keyring.set_keyring(FileKeyring(tmp_path / "ring"))
    settings, said = put_password_away(Settings(uri=URI), config)
    assert settings.uri == BARE
    assert said.endswith("from the settings into the keyring of this system.")
    assert list(_files(config)) == ["settings.json"]
    assert "s3cret" not in str(_files(config))
    assert "s3cret" in (tmp_path / "ring").read_text()
    assert complete(BARE, config) == URI


@pytest.mark.parametrize(
    "trouble", [keyring.errors.KeyringLocked("locked"), OSError("no bus"), RuntimeError("odd")]
)
def test_a_keyring_that_does_not_work_costs_nobody_the_password(
    tmp_path: Path, trouble: Exception
) -> None:
    keyring.set_keyring(FileKeyring(tmp_path / "ring", trouble))
    settings, said = put_password_away(Settings(uri=URI), tmp_path)
    assert "password.json" in said
    assert complete(settings.uri, tmp_path) == URI
    (tmp_path / "password.json").unlink()
    with pytest.raises(CannotStart, match="not kept on this computer"):
        complete(settings.uri, tmp_path)


def test_a_keyring_that_forgets_at_once_is_not_relied_upon(tmp_path: Path) -> None:
    class Sieve(FileKeyring):
        def set_password(self, service: str, username: str, password: str) -> None:
            pass

    keyring.set_keyring(Sieve(tmp_path / "ring"))
    settings, _ = put_password_away(Settings(uri=URI), tmp_path)
    assert complete(settings.uri, tmp_path) == URI


def test_each_database_has_a_password_of_its_own(tmp_path: Path) -> None:
    other = "mongodb://host:0ther@h3/"
    for uri in (URI, other, URI.replace("s3cret", "new")):
        put_password_away(Settings(uri=uri), tmp_path)
    assert complete(BARE, tmp_path) == URI.replace("s3cret", "new")
    assert complete("mongodb://host@h3/", tmp_path) == other
    assert complete("mongodb://host@h1,h2/?tls=true", tmp_path).startswith("mongodb://host:new@")


def test_a_password_that_is_changed_once_there_is_a_keyring_is_the_one_that_is_used(
    tmp_path: Path,
) -> None:
    config, other = tmp_path / "config", "mongodb://host:0ther@h3/"
    for uri in (URI, other):
        put_password_away(Settings(uri=uri), config)
    keyring.set_keyring(FileKeyring(tmp_path / "ring"))
    changed = URI.replace("s3cret", "new")
    put_password_away(Settings(uri=changed), config)
    assert complete(BARE, config) == changed
    assert "s3cret" not in str(_files(config)), "what is worth nothing any more stays in clear"
    assert complete("mongodb://host@h3/", config) == other


@pytest.mark.parametrize("rubbish", ["{", "[]", '{"host@h1,h2": "x"}', '{"host@h1,h2": {}}'])
def test_a_password_that_is_lost_is_asked_for_in_a_sentence(tmp_path: Path, rubbish: str) -> None:
    (tmp_path / "password.json").write_text(rubbish)
    with pytest.raises(CannotStart) as refused:
        complete(BARE, tmp_path)
    assert "(host@h1,h2) is not kept on this computer" in str(refused.value)
    assert 'Write it into the "uri" in' in str(refused.value)


def test_settings_that_cannot_be_written_keep_their_password_and_say_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings, said = put_password_away(Settings(uri=URI), tmp_path / "file")
    assert settings.uri == URI
    assert "stays there in clear" in said


def test_without_a_password_the_keyring_is_not_even_imported(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "import resv_desktop.cli\n"
        "from resv_desktop.credentials import complete, put_password_away\n"
        "from resv_desktop.settings import Settings\n"
        "put_password_away(Settings(uri='mongodb://h/'), Path(sys.argv[1]))\n"
        "complete('mongodb://u:p@h/', Path(sys.argv[1]))\n"
        "sys.exit('keyring' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, timeout=60)


def test_the_keyring_that_a_system_has_is_found_by_the_program_itself(
    mongod: ManagedServer, book: str, home: Path
) -> None:
    settings = home / "config" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(book)
    environment = {
        **os.environ,
        "PYTHON_KEYRING_BACKEND": "desktop.Ring",
        "PYTHONPATH": os.pathsep.join((str(home), str(Path(__file__).resolve().parents[1]))),
    }
    (home / "desktop.py").write_text(
        "from pathlib import Path\n"
        "from tests.test_credentials import FileKeyring\n"
        "class Ring(FileKeyring):\n"
        "    def __init__(self):\n"
        f"        super().__init__(Path({str(home / 'ring')!r}))\n"
    )
    command = [sys.executable, "-m", "resv_desktop", "--home", str(home), "check"]
    told = [
        subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True, timeout=60
        ).stderr
        for _ in range(2)
    ]
    assert "into the keyring of this system." in told[0]
    assert "keyring" not in told[1]
    password = mongod.uri.split(":")[2].split("@")[0]
    assert password in (home / "ring").read_text()
    for folder in ("config", "logs"):
        assert password not in str(_files(home / folder))


def test_a_start_moves_the_password_out_of_the_settings_and_still_connects(
    mongod: ManagedServer, book: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = home / "config" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(book)
    settings.chmod(0o644)
    password = mongod.uri.split(":")[2].split("@")[0]
    assert main(["--home", str(home), "check"]) == 0
    assert "was moved from the settings into the file" in capsys.readouterr().err
    assert password not in settings.read_text()
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    left = settings.with_name(".password.json.0a1_b2c3")  # by a program that was killed
    left.write_text(password)
    os.utime(left, (0, 0))
    assert main(["--home", str(home), "check"]) == 0
    assert not left.exists()
    assert capsys.readouterr().err.count("moved") == 0
    (home / "config" / "password.json").unlink()
    assert main(["--home", str(home), "check"]) == 2
    assert "not kept on this computer" in capsys.readouterr().err
    for file in (home / "logs").iterdir():
        assert password not in file.read_text()
