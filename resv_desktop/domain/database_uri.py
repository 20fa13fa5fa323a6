"""The address of a database (a MongoDB URI), and the secrets that may stand in it."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote

SCHEMES = ("mongodb://", "mongodb+srv://")
PASSWORD = "password"  # noqa: S105 - the name of a secret, not one
_SECRET_OPTIONS = ("tlscertificatekeyfilepassword",)
# These prove in another way who a station is: with a certificate, a ticket, the machine's role.
_WITHOUT_PASSWORD = ("MONGODB-X509", "GSSAPI", "MONGODB-AWS", "MONGODB-OIDC")
_BROKEN_CODE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NO_PORT = re.compile(r"^[^\[\]]*:(?!\d+(,|$))")
_THIS_MACHINE = re.compile(
    r"(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?|.*\.sock", re.IGNORECASE
)
# From the scheme to the last @ of the line: a password may hold an @ that nobody escaped.
_IN_TEXT = re.compile(r"(mongodb(?:\+srv)?://)[^\n]*@")
_NAMED_IN_TEXT = re.compile(
    r"((?:password|passwd|session_token)[\"']?\s*[=:]\s*)(\"[^\"]*\"|'[^']*'|[^&\s,;)}\"']+)",
    re.IGNORECASE,
)


class _Parts(NamedTuple):
    """A URI cut into pieces which, put together again, are that URI."""

    scheme: str
    user_info: str | None
    hosts: str
    rest: str


def _cut(uri: str) -> _Parts:
    scheme, mark, tail = uri.partition("://")
    end = min((tail.find(c) for c in "/?" if c in tail), default=len(tail))
    authority, rest = tail[:end], tail[end:]
    user_info, at, hosts = authority.rpartition("@")
    return _Parts(scheme + mark, user_info if at else None, hosts, rest)


def _put_together(parts: _Parts) -> str:
    name = "" if parts.user_info is None else f"{parts.user_info}@"
    return f"{parts.scheme}{name}{parts.hosts}{parts.rest}"


def _options(rest: str) -> tuple[str, list[tuple[str, str, str]]]:
    """Return what stands before the options, and each option as name, "=" and value."""
    before, mark, options = rest.partition("?")
    return before + mark, [option.partition("=") for option in options.split("&")] if mark else []


def split_secrets(uri: str) -> tuple[str, dict[str, str]]:
    """Return the URI without its secrets, and the secrets as they were written.

    An option that was a secret stays, empty, so that it is known to be needed.
    """
    parts, secrets = _cut(uri), {}
    if parts.user_info is not None:
        user, colon, password = parts.user_info.partition(":")
        if colon and password:
            secrets[PASSWORD] = password
            parts = parts._replace(user_info=user)
    before, options = _options(parts.rest)
    kept = []
    for name, equals, value in options:
        is_secret = name.lower() in _SECRET_OPTIONS and value
        if is_secret:
            secrets[name.lower()] = value
        kept.append(f"{name}{equals}" if is_secret else f"{name}{equals}{value}")
    return _put_together(parts._replace(rest=before + "&".join(kept))), secrets


def join_secrets(uri: str, secrets: Mapping[str, str]) -> str:
    """Put secrets back into a URI that lacks them."""
    parts = _cut(uri)
    if parts.user_info is not None and PASSWORD in secrets and _lacks_password(uri):
        user = parts.user_info.partition(":")[0]
        parts = parts._replace(user_info=f"{user}:{secrets[PASSWORD]}")
    before, options = _options(parts.rest)
    whole = [
        f"{name}{equals}{value or secrets.get(name.lower(), '')}" for name, equals, value in options
    ]
    return _put_together(parts._replace(rest=before + "&".join(whole)))


def lacks_secrets(uri: str) -> bool:
    """Whether the URI names somebody whose password, or a key whose password, is not in it."""
    _, options = _options(_cut(uri).rest)
    return _lacks_password(uri) or any(
        name.lower() in _SECRET_OPTIONS and not value for name, _, value in options
    )


def _lacks_password(uri: str) -> bool:
    parts = _cut(uri)
    if parts.user_info is None or parts.user_info.partition(":")[2]:
        return False
    return option(uri, "authMechanism").upper() not in _WITHOUT_PASSWORD


def option(uri: str, wanted: str) -> str:
    """Return the value of one option, as it is written; "" where it is not there."""
    _, options = _options(_cut(uri).rest)
    return next((value for name, _, value in options if name.lower() == wanted.lower()), "")


def whose(uri: str) -> str:
    """Return the name that the secrets of this URI are kept under: name@hosts."""
    return f"{user_of(uri)}@{hosts_of(uri)}"


def user_of(uri: str) -> str:
    """Return the name that the URI logs in with, as it is written; "" where there is none."""
    return (_cut(uri).user_info or "").partition(":")[0]


def is_joined(uri: str) -> bool:
    """Whether the URI came with a join code, from a machine of this program."""
    return user_of(uri).startswith("station-") and bool(option(uri, "tlsCAFile"))


def hosts_of(uri: str) -> str:
    """Return the hosts that the URI names, as they are written."""
    return _cut(uri).hosts


def is_of_this_machine(uri: str) -> bool:
    """Whether every host that the URI names is the machine that reads it: loopback or a socket."""
    return all(_THIS_MACHINE.fullmatch(unquote(host)) for host in hosts_of(uri).split(","))


def is_misspelt(uri: str) -> bool:
    """Whether name or password hold a character that must be written as its code.

    The driver's own words about such a URI may quote a piece of the password.
    """
    parts = _cut(uri)
    if parts.user_info is None:
        # An @ behind the first / or ? is that of an option, or the password holds the / or ?.
        before, _, options = parts.rest.partition("?")
        return "@" in before or (
            "@" in options
            and ("@" in options.partition("=")[0] or _NO_PORT.search(parts.hosts) is not None)
        )
    return (
        "@" in parts.user_info
        or parts.user_info.count(":") > 1
        or _BROKEN_CODE.search(parts.user_info) is not None
    )


def hide_secrets(text: str) -> str:
    """Return a text in which no address shows its name and password."""
    return _NAMED_IN_TEXT.sub(r"\1…", _IN_TEXT.sub(r"\1…@", text))
