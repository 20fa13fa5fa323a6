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
_VERSION = 2
_OLD_VERSION = 1  # groups of four, one check of the whole at its end
_HEAD_BYTES, _ADDRESS_BYTES, _PORT_BYTES, _OLD_CHECK_BYTES = 1, 4, 2, 2
_FIXED_BYTES = _HEAD_BYTES + _PORT_BYTES + AUTHORITY_BYTES + SECRET_BYTES
_HEAD_SIGNS = 2
_GROUP, _OLD_GROUP = 6, 4
# No I, L, O and U, so that what is read out or typed by hand cannot be mistaken (Crockford).
_OURS, _RFC = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_WRITE = str.maketrans(_RFC, _OURS)
_READ = str.maketrans(_OURS, _RFC)
_MISTAKEN = str.maketrans("OIL", "011")
# Dashes as another program may make them, and the marks around a text that is read from the left.
_BETWEEN = str.maketrans("", "", " -\t\r\n\u00a0\u2010\u2011\u2013\u2014\u2066\u2069")

_NO_CODE = (
    "This is no join code. It is shown at the first machine, in the menu under Stations, and is "
    "made of groups of six letters and digits."
)
_NOT_WHOLE = "The code is not complete: it has {count} letters and digits, and {whole} are needed."
_GROUP_MISTAKE = (
    "Group {number} of the code, “{group}”, has a mistake in it. Compare it with the one at the "
    "first machine."
)
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
        """Return the code as it is shown and typed, in groups of six.

        The last sign of each group is its check, which finds one wrong sign, two that changed
        places, and a group in the wrong place.
        """
        where = b"".join(IPv4Address(address).packed for address in self.addresses)
        head = bytes([_VERSION << 4 | len(self.addresses)])
        body = head + where + self.port.to_bytes(_PORT_BYTES, "big") + self.authority + self.secret
        signs = base64.b32encode(body).decode().rstrip("=").translate(_WRITE)
        return "-".join(
            group + _check(number, group) for number, group in enumerate(_cut(signs, _GROUP - 1), 1)
        )


def grouped(typed: str) -> str:
    """Return what has been typed so far of a code in its groups, with a dash between two."""
    signs = typed.upper().translate(_BETWEEN)
    size = _OLD_GROUP if _is_old(signs.translate(_MISTAKEN)) else _GROUP
    return "-".join(_cut(signs, size))


def parse_join_code(text: str) -> JoinCode:
    """Read a code as it was typed or scanned; raise InvalidJoinCode.

    Its arguments name the first group that is wrong: number, from 1 on, and group.
    """
    typed = text.upper().translate(_BETWEEN)
    signs = typed.translate(_MISTAKEN)
    if _is_old(signs):
        return _parse_old(signs)
    whole = _signs_of(1)
    groups = _cut(signs, _GROUP)
    for number, group in enumerate(groups, 1):
        if len(group) == _GROUP and not _is_right(number, group):
            if len(signs) < whole // 2:
                break  # a name, a number: something else was typed
            raise _wrong_group(number, typed)
    else:
        if len(signs) >= _GROUP:
            return _parse(typed, signs, groups)
    raise InvalidJoinCode(_NO_CODE)


def _parse(typed: str, signs: str, groups: list[str]) -> JoinCode:
    """Read a code of which every whole group is right."""
    version, count = _head(signs)
    if version > _VERSION:
        raise InvalidJoinCode(_NEWER)
    if version != _VERSION or not 1 <= count <= MOST_ADDRESSES:
        raise InvalidJoinCode(_NO_CODE)
    needed = _signs_of(count)
    if len(signs) != needed:
        raise InvalidJoinCode(_NOT_WHOLE, count=len(signs), whole=needed)
    if not _is_right(len(groups), groups[-1]):
        raise _wrong_group(len(groups), typed)
    return _read(_bytes_of("".join(group[:-1] for group in groups)), count)


def _is_old(signs: str) -> bool:
    """Whether a code is, or would be, one of a first machine with the version before."""
    if len(signs) < _HEAD_SIGNS or set(signs) - set(_OURS):
        return False
    version, count = _head(signs)
    is_short = len(signs) <= _signs_of_old(count) and 1 <= count <= MOST_ADDRESSES
    return version == _OLD_VERSION and is_short


def _parse_old(signs: str) -> JoinCode:
    count = _head(signs)[1]
    needed = _signs_of_old(count)
    if len(signs) != needed:
        raise InvalidJoinCode(_NOT_WHOLE, count=len(signs), whole=needed)
    whole = _bytes_of(signs)
    body, check = whole[:-_OLD_CHECK_BYTES], whole[-_OLD_CHECK_BYTES:]
    if binascii.crc_hqx(body, 0).to_bytes(_OLD_CHECK_BYTES, "big") != check:
        raise InvalidJoinCode(_MISTAKE)
    return _read(body, count)


def _read(body: bytes, count: int) -> JoinCode:
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


def _wrong_group(number: int, typed: str) -> InvalidJoinCode:
    group = _cut(typed, _GROUP)[number - 1]
    return InvalidJoinCode(_GROUP_MISTAKE, number=number, group=group)


def _check(number: int, group: str) -> str:
    """Return the check of a group: a sum in the field of 32 elements, in which every place counts
    differently, and so does the group's own number.
    """
    total = number
    for sign in group:
        total = _times_two(total) ^ _OURS.index(sign)
    return _OURS[_times_two(total)]


def _is_right(number: int, group: str) -> bool:
    if set(group) - set(_OURS):
        return False
    return _check(number, group[:-1]) == group[-1]


def _times_two(value: int) -> int:
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled  # x^5 + x^2 + 1 is primitive


def _signs_of(count: int) -> int:
    """Return how long a code is that names so many addresses."""
    signs = _ceiling((_FIXED_BYTES + count * _ADDRESS_BYTES) * 8, 5)
    return signs + _ceiling(signs, _GROUP - 1)


def _signs_of_old(count: int) -> int:
    return _ceiling((_FIXED_BYTES + count * _ADDRESS_BYTES + _OLD_CHECK_BYTES) * 8, 5)


def _ceiling(whole: int, part: int) -> int:
    return -(-whole // part)


def _head(signs: str) -> tuple[int, int]:
    """Return the version and how many addresses the code names."""
    head = _bytes_of(signs[:_HEAD_SIGNS])[0]
    return head >> 4, head & 0xF


def _cut(signs: str, size: int) -> list[str]:
    return [signs[i : i + size] for i in range(0, len(signs), size)]


def _bytes_of(signs: str) -> bytes:
    """Return the whole bytes in these signs; bits that are left over are zero in a code of ours."""
    letters = signs.translate(_READ)
    return base64.b32decode(letters + "=" * (-len(letters) % 8))
