"""The code that one machine shows and another types to join it: where, whom to trust, a secret."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from ipaddress import IPv4Address

from resv_desktop.domain.errors import InvalidJoinCode

MOST_ADDRESSES = 3
AUTHORITY_BYTES = 13  # 104 bits of SHA-256: nobody finds a second authority that has the same
SECRET_BYTES = 8  # guessed over the network only, for ten minutes at most
_VERSION = 1
_HEAD_BYTES, _ADDRESS_BYTES, _PORT_BYTES, _CHECK_BYTES = 1, 4, 2, 2
_FIXED_BYTES = _HEAD_BYTES + _PORT_BYTES + AUTHORITY_BYTES + SECRET_BYTES + _CHECK_BYTES
_GROUP = 4
# No I, L, O and U, so that what is read out or typed by hand cannot be mistaken (Crockford).
_OURS, _RFC = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_WRITE = str.maketrans(_RFC, _OURS)
_READ = str.maketrans(_OURS, _RFC)
_MISTAKEN = str.maketrans("OIL", "011")
_BETWEEN = str.maketrans("", "", " -\t\r\n")

_NO_CODE = (
    "This is no join code. It is shown at the first machine, in the menu under Stations, and is "
    "made of groups of four letters and digits."
)
_NOT_WHOLE = "The code is not complete: it has {count} letters and digits, and {whole} are needed."
_MISTAKE = "The code has a mistake in it. Compare it with the one at the first machine."
_NEWER = "The first machine has a newer version of the program. Install that one here as well."


def authority_mark(certificate: bytes) -> bytes:
    """Return what a code says of an authority, given its certificate (DER)."""
    return hashlib.sha256(certificate).digest()[:AUTHORITY_BYTES]


def password_of(secret: bytes) -> str:
    """Return the secret of a code as the database takes it."""
    return base64.b32encode(secret).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class JoinCode:
    """Where the first machine is reached, by which authority it proves itself, and the secret."""

    addresses: tuple[str, ...]
    port: int
    authority: bytes
    secret: bytes

    def text(self) -> str:
        """Return the code as it is shown and typed, in groups of four with a check in it."""
        where = b"".join(IPv4Address(address).packed for address in self.addresses)
        head = bytes([_VERSION << 4 | len(self.addresses)])
        body = head + where + self.port.to_bytes(_PORT_BYTES, "big") + self.authority + self.secret
        whole = body + _check(body)
        signs = base64.b32encode(whole).decode().rstrip("=").translate(_WRITE)
        return "-".join(signs[i : i + _GROUP] for i in range(0, len(signs), _GROUP))


def parse_join_code(text: str) -> JoinCode:
    """Read a code as it was typed or scanned; raise InvalidJoinCode."""
    signs = text.upper().translate(_BETWEEN).translate(_MISTAKEN)
    if len(signs) < _HEAD_BYTES * 2 or set(signs) - set(_OURS):
        raise InvalidJoinCode(_NO_CODE)
    head = _bytes_of(signs[:2])[0]
    version, count = head >> 4, head & 0xF
    if version > _VERSION and _is_whole(signs):
        raise InvalidJoinCode(_NEWER)
    if version != _VERSION or not 1 <= count <= MOST_ADDRESSES:
        raise InvalidJoinCode(_NO_CODE)
    size = _FIXED_BYTES + count * _ADDRESS_BYTES
    needed = -(-size * 8 // 5)
    if len(signs) != needed:
        raise InvalidJoinCode(_NOT_WHOLE, count=len(signs), whole=needed)
    whole = _bytes_of(signs)
    body, check = whole[:-_CHECK_BYTES], whole[-_CHECK_BYTES:]
    if _check(body) != check:
        raise InvalidJoinCode(_MISTAKE)
    places = body[_HEAD_BYTES : _HEAD_BYTES + count * _ADDRESS_BYTES]
    rest = body[_HEAD_BYTES + len(places) :]
    return JoinCode(
        addresses=tuple(
            str(IPv4Address(places[i : i + _ADDRESS_BYTES]))
            for i in range(0, len(places), _ADDRESS_BYTES)
        ),
        port=int.from_bytes(rest[:_PORT_BYTES], "big"),
        authority=rest[_PORT_BYTES : _PORT_BYTES + AUTHORITY_BYTES],
        secret=rest[_PORT_BYTES + AUTHORITY_BYTES :],
    )


def _is_whole(signs: str) -> bool:
    try:
        whole = _bytes_of(signs)
    except ValueError:
        return False
    return _check(whole[:-_CHECK_BYTES]) == whole[-_CHECK_BYTES:]


def _bytes_of(signs: str) -> bytes:
    letters = signs.translate(_READ)
    return base64.b32decode(letters + "=" * (-len(letters) % 8))


def _check(body: bytes) -> bytes:
    return binascii.crc_hqx(body, 0).to_bytes(_CHECK_BYTES, "big")
