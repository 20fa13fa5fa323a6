"""A file that is not whole, not the one that was saved, or not for these eyes is refused."""

import os
import struct
import sys
import unicodedata
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

import pytest
from bson import encode
from hypothesis import given
from hypothesis import strategies as st

from resv_desktop.domain.errors import CannotRestore
from resv_desktop.store.backups.file_format import LARGEST_PIECE, Facts
from resv_desktop.store.backups.read_file import BackupFile
from resv_desktop.store.backups.seal import Seal, composed, new_facts
from resv_desktop.store.backups.write_file import write_file
from resv_desktop.store.documents import SCHEMA_VERSION

PASSPHRASE = "a table by the window"
PIECES = [
    ("restaurants", encode({"_id": 1, "name": "Harbour House"})),
    ("slots", encode({"_id": 2}) + encode({"_id": 3, "tables": [{"tableId": "4"}]})),
    ("slots", encode({"_id": 4})),
]


def facts(**changes: object) -> Facts:
    usual: dict[str, object] = {
        "program": "0.1.0",
        "layout": SCHEMA_VERSION,
        "revision": 2,
        "database": "resv",
        "at": datetime(2026, 3, 14, 19, tzinfo=UTC),
        "counts": {"restaurants": 1, "slots": 3},
        "sealed": None,
    }
    return Facts(**(usual | changes))  # type: ignore[arg-type]  # the test's changes


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("backups")


@pytest.fixture(scope="module")
def plain(folder: Path) -> bytes:
    path = folder / "plain"
    write_file(path, facts(), PIECES, seal=None, overwrite=True)
    return path.read_bytes()


@pytest.fixture(scope="module")
def sealed(folder: Path) -> bytes:
    path, how = folder / "sealed", new_facts()
    seal = Seal(PASSPHRASE, how)
    write_file(path, facts(sealed=how), PIECES, seal=seal, overwrite=True)
    return path.read_bytes()


def read(folder: Path, data: bytes, passphrase: str = PASSPHRASE) -> list[tuple[str, bytes]]:
    """Read a file to its end, as a restore does; raise what it raises."""
    path = folder / "read"
    path.write_bytes(data)
    with BackupFile(path) as file:
        if file.is_sealed:
            file.unseal(passphrase)
        file.verify()
        return [(name, b"".join(documents)) for name, documents in file.pieces()]


def summed(data: bytes) -> bytes:
    """Return a file with the checksum that fits, as who alters it on purpose would."""
    return data + sha256(data).digest()


def split(data: bytes) -> tuple[bytes, list[bytes]]:
    """Return the first two lines of a file, and each piece with its length."""
    start = data.index(b"\n", data.index(b"\n") + 1) + 1
    pieces, at = [], start
    while at < len(data) - 32:
        end = at + 4 + int.from_bytes(data[at : at + 4], "big")
        pieces.append(data[at:end])
        at = end
    return data[:start], pieces


def test_what_was_saved_is_read(folder: Path, plain: bytes, sealed: bytes) -> None:
    assert read(folder, plain) == PIECES
    assert read(folder, sealed) == PIECES
    assert b"Harbour" not in sealed


def test_a_flipped_byte_anywhere_is_refused(folder: Path, plain: bytes, sealed: bytes) -> None:
    for data in (plain, sealed):
        for at in range(len(data)):
            altered = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
            with pytest.raises(CannotRestore):
                read(folder, altered)


def test_a_file_that_was_cut_off_or_added_to_is_refused(folder: Path, plain: bytes) -> None:
    for length in range(len(plain)):
        with pytest.raises(CannotRestore):
            read(folder, plain[:length])
    for more in (b"\0", plain):
        with pytest.raises(CannotRestore, match="damaged"):
            read(folder, plain + more)


@pytest.fixture(scope="module")
def seal(sealed: bytes) -> Seal:
    lines = split(sealed)[0]
    how = Facts.read(lines.splitlines()[1]).sealed
    assert how is not None
    return Seal(PASSPHRASE, how).bound_to(lines)


@given(data=st.data())
def test_what_was_altered_on_purpose_is_refused_where_there_is_a_passphrase(
    folder: Path, sealed: bytes, seal: Seal, data: st.DataObject
) -> None:
    path = folder / "altered"
    body = sealed[:-32]
    at = data.draw(st.integers(len(split(sealed)[0]), len(body) - 1))
    altered = body[:at] + bytes([body[at] ^ data.draw(st.integers(1, 255))]) + body[at + 1 :]
    path.write_bytes(summed(altered))
    with BackupFile(path) as file:
        file._seal = seal  # drawing the key from the passphrase takes half a second
        with pytest.raises(CannotRestore):
            file.verify()


@pytest.mark.parametrize(
    "change",
    [
        lambda lines, pieces: lines + b"".join([pieces[1], pieces[0], *pieces[2:]]),
        lambda lines, pieces: lines + b"".join([*pieces[:2], pieces[3]]),
        lambda lines, pieces: lines + b"".join(pieces[:3]),
        lambda lines, pieces: lines + b"".join([*pieces[:3], pieces[2], pieces[3]]),
        lambda lines, pieces: lines.replace(b'"resv"', b'"resw"') + b"".join(pieces),
    ],
    ids=["swapped", "left out", "cut off", "repeated", "another book's name"],
)
def test_sealed_pieces_stay_in_their_file_and_place(
    folder: Path, sealed: bytes, change: Callable[[bytes, list[bytes]], bytes]
) -> None:
    with pytest.raises(CannotRestore):
        read(folder, summed(change(*split(sealed))))


@pytest.mark.parametrize("composes", ["NFC", "NFD", None])
def test_a_passphrase_is_the_same_from_every_keyboard(
    folder: Path, composes: Literal["NFC", "NFD"] | None
) -> None:
    """None: a file of an older version, sealed with the letters that a keyboard took apart."""
    apart, how = unicodedata.normalize("NFD", "Tisch für Zoë"), new_facts()
    seal = Seal(composed(unicodedata.normalize(composes, apart)) if composes else apart, how)
    write_file(folder / "letters", facts(sealed=how), PIECES, seal=seal, overwrite=True)
    data = (folder / "letters").read_bytes()
    assert read(folder, data, apart)
    if composes:
        assert read(folder, data, unicodedata.normalize("NFC", apart))
    with pytest.raises(CannotRestore, match="passphrase is not the one"):
        read(folder, data, apart + "\udce9")  # a byte that is no letter


def test_another_passphrase_is_told_as_one(folder: Path, sealed: bytes) -> None:
    with pytest.raises(CannotRestore, match="passphrase is not the one"):
        read(folder, sealed, "a table by the door")


@pytest.mark.parametrize(
    ("counts", "pieces"),
    [
        ({"restaurants": 1, "slots": 4}, PIECES),
        ({"restaurants": 1, "slots": 3, "journal": 1}, PIECES),
        ({"restaurants": 1, "slots": 3}, [*PIECES[:2], ("slots", PIECES[2][1][:-1])]),
        ({"restaurants": 1, "slots": 3}, [*PIECES, ("slots", b"")]),
    ],
    ids=["one too few", "a whole collection", "half a document", "an empty piece"],
)
def test_a_file_that_does_not_hold_what_it_says_is_refused(
    folder: Path, counts: dict[str, int], pieces: list[tuple[str, bytes]]
) -> None:
    path = folder / "counts"
    write_file(path, facts(counts=counts), pieces, seal=None, overwrite=True)
    if pieces[-1][1] == b"":
        assert len(read(folder, path.read_bytes())) == 4  # nothing in it, and nothing wrong
        return
    with pytest.raises(CannotRestore, match="damaged"):
        read(folder, path.read_bytes())


def test_a_piece_that_would_fill_the_memory_is_refused(folder: Path, plain: bytes) -> None:
    lines, pieces = split(plain)
    bomb = zlib.compress(bytes(LARGEST_PIECE + 1), 9)
    for piece in (struct.pack(">I", len(bomb)) + bomb, struct.pack(">I", 2**32 - 1)):
        with pytest.raises(CannotRestore, match="damaged"):
            read(folder, summed(lines + piece + pieces[-1]))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (b"resv-desktop backup 2\nwhatever\n", "newer version"),
        (b"resv-desktop backup x\n{}\n", "damaged"),
        (b"resv-desktop backup 1\n{}\n", "damaged"),
        (b"resv-desktop backup 1\n[]\n", "damaged"),
        (b"resv-desktop backup 1\n" + facts(layout=SCHEMA_VERSION + 1).line(), "newer version"),
        (b"resv-desktop backup 1\n" + facts(counts={"guests": 1}).line(), "newer version"),
        (b"resv-desktop backup 1\n" + facts(counts={"slots": -1}).line(), "damaged"),
        (b"resv-desktop backup 1\n" + facts(sealed={"kind": "rot13"}).line(), "does not know"),
        (b"resv-desktop backup 1\n" + facts(sealed=new_facts() | {"salt": 1}).line(), "damaged"),
        (b"PK\x03\x04", "no backup"),
    ],
)
def test_what_this_version_does_not_know_is_said(folder: Path, lines: bytes, told: str) -> None:
    with pytest.raises(CannotRestore, match=told):
        read(folder, summed(lines + bytes(4)))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(CannotRestore, match="cannot be read"):
            BackupFile(path)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no path there")
def test_a_pipe_is_said_to_be_none_that_can_be_read_twice(plain: bytes) -> None:
    reads, writes = os.pipe()
    os.write(writes, plain[:100])
    os.close(writes)
    try:
        with pytest.raises(CannotRestore, match=r"cannot be read .*a pipe"):
            BackupFile(Path(f"/dev/fd/{reads}"))
    finally:
        os.close(reads)


def test_a_file_that_changes_after_it_was_verified_is_told(folder: Path, plain: bytes) -> None:
    path = folder / "changing"
    path.write_bytes(plain)
    with BackupFile(path) as file:
        file.verify()
        lines, pieces = split(plain)
        piece = zlib.compress(bytes([0]) + PIECES[0][1].replace(b"Harbour", b"Harbor_"), 1)
        changed = lines + struct.pack(">I", len(piece)) + piece + b"".join(pieces[1:])
        path.write_bytes(changed + plain[-32:])
        with pytest.raises(CannotRestore, match="damaged"):
            list(file.pieces())
