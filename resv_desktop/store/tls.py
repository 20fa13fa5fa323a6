"""Why a secure connection to the database does not come about, in whole sentences."""

import contextlib
import ssl
from pathlib import Path
from urllib.parse import unquote_plus

from resv_desktop.domain.database_uri import option
from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence

_FILES = ("tlsCAFile", "tlsCertificateKeyFile")
_KEY_PASSWORD = "tlsCertificateKeyFilePassword"  # noqa: S105 - the name of an option
_NOT_YET_VALID, _EXPIRED = 9, 10  # X509_V_ERR_CERT_NOT_YET_VALID and _HAS_EXPIRED
_MOST_STEPS = 10  # a handshake has fewer flights

_WRONG_NAME = (
    "The certificate of the database is made out to another name than the one in the address. Use "
    "the name that it is made out to, or have it made anew."
)
_SERVER_EXPIRED = (
    "The certificate of the database has expired. Whoever looks after the database has to renew it."
)
_NOT_YET = (
    "The certificate of the database is not valid yet. Look whether the clock of this computer is "
    "right."
)
_OTHER_CLOCK = (
    "The clock of this machine and that of the first one differ too much for a secure connection. "
    "Look at the time and the date of both, the year as well, and set the one that is wrong."
)
_UNKNOWN_AUTHORITY = (
    "The database cannot prove who it is: this station does not know the authority that made its "
    "certificate. Name the file of that authority in the address, as tlsCAFile."
)
_NO_TLS = (
    "The database does not speak TLS at this address. Look at the port, or take tls=true out of "
    "the address if the connection need not be secure."
)
_ONLY_TLS = (
    "The database hangs up before a word is said, as one does that speaks only TLS. Add tls=true "
    "to the address."
)
_NO_CERTIFICATE = (
    "The database hangs up, as one does that asks each station for a certificate of its own. Name "
    "the file of this station's certificate in the address, as tlsCertificateKeyFile."
)

_NOT_ACCEPTED = (
    "The database hangs up on this station and does not accept its certificate in {path}. Ask "
    "whoever looks after the database for one that it knows."
)


def check_files(uri: str) -> None:
    """Raise CannotStart for a file of certificates that cannot be used; ask nobody anything."""
    for name in _FILES:
        path = unquote_plus(option(uri, name))
        if not path:
            continue
        try:
            text = Path(path).read_text(encoding="ascii", errors="replace")
        except OSError as error:
            raise CannotStart(
                Sentence(
                    "The file {path}, which the address names as {option}, cannot be read "
                    "({why}). Correct the address, or put the file there.",
                    path=path,
                    option=name,
                    why=error.strerror,
                )
            ) from None
        if "ENCRYPTED" in text and name != "tlsCAFile" and not option(uri, _KEY_PASSWORD):
            # OpenSSL would ask for it on the terminal, and wait.
            raise CannotStart(
                Sentence(
                    "The key in {path} is locked by a password, which the address lacks. Add it as "
                    "{option}.",
                    path=path,
                    option=_KEY_PASSWORD,
                )
            )


def unusable_certificate(uri: str) -> str:
    """Return what to say where the driver cannot load the certificate of this station, or ""."""
    path = unquote_plus(option(uri, "tlsCertificateKeyFile"))
    if not path:
        return ""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_cert_chain(path, password=unquote_plus(option(uri, _KEY_PASSWORD)))
    except (OSError, ValueError):
        return Sentence(
            "The certificate of this station in {path} cannot be used. The file must hold the "
            "certificate and its key, and {option} must fit where the key is locked.",
            path=path,
            option=_KEY_PASSWORD,
        )
    return ""


def is_by_certificate(uri: str) -> bool:
    """Whether the certificate of this station is its name and password."""
    return option(uri, "authMechanism").upper() == "MONGODB-X509"


def why_not_trusted(errors: list[str], uri: str) -> str:
    """Return what is wrong with a certificate, judged by the servers' last errors, or ""."""
    path = unquote_plus(option(uri, "tlsCertificateKeyFile"))
    if not all("CERTIFICATE_VERIFY_FAILED" in error for error in errors):
        if path and _has_expired(path, unquote_plus(option(uri, _KEY_PASSWORD))):
            return Sentence(
                "The certificate of this station in {path} has expired. Ask whoever looks after "
                "the database for a new one.",
                path=path,
            )
        return ""
    said = errors[0].lower()
    if "mismatch" in said or "is not valid for" in said:
        return Sentence(_WRONG_NAME)
    if "has expired" in said:
        return Sentence(_SERVER_EXPIRED)
    return Sentence(_NOT_YET if "not yet valid" in said else _UNKNOWN_AUTHORITY)


def why_by_clock(error: ssl.SSLCertVerificationError) -> str:
    """Return what to say where nothing but a clock speaks against the first machine, or "".

    It makes its certificate anew at each start, so that none ever ends by itself.
    """
    is_by_clock = error.verify_code in (_NOT_YET_VALID, _EXPIRED)
    return Sentence(_OTHER_CLOCK) if is_by_clock else ""


def why_hung_up(errors: list[str], uri: str) -> str:
    """Return why servers end each connection at its very start, if they do, or ""."""
    has_tls = is_secure(uri)
    if has_tls and all("SSL handshake failed" in error for error in errors):
        return Sentence(_NO_TLS)
    if not all("connection closed" in error or "reset by peer" in error for error in errors):
        return ""
    if not has_tls:
        return Sentence(_ONLY_TLS)
    path = unquote_plus(option(uri, "tlsCertificateKeyFile"))
    return Sentence(_NOT_ACCEPTED, path=path) if path else Sentence(_NO_CERTIFICATE)


def is_secure(uri: str) -> bool:
    """Whether the address asks for TLS."""
    said = option(uri, "tls") or option(uri, "ssl")
    if said:
        return said.lower() == "true"
    return uri.startswith("mongodb+srv://") or any(option(uri, name) for name in _FILES)


def _has_expired(path: str, password: str) -> bool:
    """Whether a certificate has expired, found out by showing it to ourselves."""
    try:
        ours = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        ours.check_hostname = False
        ours.verify_mode = ssl.CERT_NONE  # only the other side looks
        theirs.verify_mode = ssl.CERT_REQUIRED
        theirs.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # it vouches for itself
        theirs.load_verify_locations(path)
        for context in (ours, theirs):
            context.load_cert_chain(path, password=password)
        there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
        sides = ours.wrap_bio(back, there), theirs.wrap_bio(there, back, server_side=True)
        for _ in range(_MOST_STEPS):
            for side in sides:
                with contextlib.suppress(ssl.SSLWantReadError):
                    side.do_handshake()
    except ssl.SSLCertVerificationError as error:
        return error.verify_code == _EXPIRED
    except (OSError, ValueError):
        pass
    return False
