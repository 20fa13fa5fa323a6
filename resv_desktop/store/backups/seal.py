"""What keeps a backup from other eyes: a passphrase, and each piece sealed in its place.

The key is drawn from the passphrase by scrypt, anew for each file; a piece is sealed by
ChaCha20-Poly1305 under its number and whether it is the last, together with the file's first two
lines. So no piece can be read, altered, left out, added or put elsewhere without the passphrase.
"""

import hashlib
import os
import unicodedata
from typing import Any, Final, Protocol, Self

from resv_desktop.domain.errors import CannotRestore

SALT_BYTES: Final = 16
_KEY_BYTES: Final = 32
_NUMBER_BYTES: Final = 11
# 128 MB and half a second for who tries a passphrase (OWASP, Password Storage Cheat Sheet, 2024).
_COST: Final = {"n": 2**17, "r": 8, "p": 1}
_KIND: Final = "scrypt, ChaCha20-Poly1305"


class Sealing(Protocol):
    """Seals pieces and opens them again, each by its number."""

    def close(self, piece: bytes, number: int, *, is_last: bool) -> bytes: ...

    def open(self, piece: bytes, number: int, *, is_last: bool) -> bytes: ...


class NoSeal:
    """Leaves every piece as it is."""

    def close(self, piece: bytes, number: int, *, is_last: bool) -> bytes:  # noqa: ARG002 - as the other
        return piece

    def open(self, piece: bytes, number: int, *, is_last: bool) -> bytes:  # noqa: ARG002 - as the other
        return piece


class Seal:
    """Seals the pieces of one file with one passphrase."""

    def __init__(self, passphrase: str, facts: dict[str, Any]) -> None:
        """facts are those of `new_facts`. Raises CannotRestore where they make no sense."""
        # Loaded by who asks for it: most backups are not sealed.
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
        from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

        if facts.get("kind") != _KIND or {name: facts.get(name) for name in _COST} != _COST:
            raise CannotRestore(
                "This backup is encrypted in a way that this version does not know. Install the "
                "version that made it, or a newer one."
            )
        salt = bytes.fromhex(facts["salt"])
        key = Scrypt(salt=salt, length=_KEY_BYTES, **_COST).derive(
            passphrase.encode("utf-8", "surrogateescape")
        )
        self._cipher = ChaCha20Poly1305(key)
        self._lines = b""

    def bound_to(self, lines: bytes) -> Self:
        """Seal nothing that is taken to another file: lines are the first two of this one."""
        self._lines = hashlib.sha256(lines).digest()
        return self

    def close(self, piece: bytes, number: int, *, is_last: bool) -> bytes:
        return self._cipher.encrypt(_nonce(number, is_last), piece, self._lines)

    def open(self, piece: bytes, number: int, *, is_last: bool) -> bytes:
        """Return what was sealed; raise ValueError where it was not sealed so, or not here."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(_nonce(number, is_last), piece, self._lines)
        except InvalidTag:
            raise ValueError from None


def composed(passphrase: str) -> str:
    """Return the same passphrase from every keyboard: an "é" is two signs for some of them."""
    return unicodedata.normalize("NFC", passphrase)


def new_facts() -> dict[str, Any]:
    """Return what a new file says of its seal."""
    return {"kind": _KIND, **_COST, "salt": os.urandom(SALT_BYTES).hex()}


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(_NUMBER_BYTES, "big") + bytes([is_last])
