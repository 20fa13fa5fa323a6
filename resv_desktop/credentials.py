"""Where the password of a MongoDB of one's own is kept: never in the settings."""

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from resv_desktop.domain.database_uri import join_secrets, lacks_secrets, split_secrets, whose
from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence
from resv_desktop.settings import APP, Settings, read_json, save_settings, write_private

logger = logging.getLogger(__name__)

FILE = "password.json"
SETTINGS = "settings.json"
_LEAST_PRIORITY = 1  # keyring's own mark of a backend that it recommends


def put_password_away(settings: Settings, config: Path) -> tuple[Settings, str]:
    """Move the password of the settings to a safe place; return them without it, and a sentence.

    The place is the system's keyring, else a file in the config folder that only this user can
    read. Settings without a password come back as they are, with no sentence.
    """
    if not split_secrets(settings.uri)[1]:
        return settings, ""
    try:
        uri, place = put_away(settings.uri, config)
        bare = replace(settings, uri=uri)
        save_settings(config / SETTINGS, bare)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return settings, (
            f"The password in {config / SETTINGS} stays there in clear, because nothing can be "
            f"written in that folder ({reason})."
        )
    logger.info("the password was moved out of the settings")
    return bare, f"The password of the database was moved from the settings into {place}."


def put_away(uri: str, config: Path) -> tuple[str, str]:
    """Keep the secrets of an address in a safe place; return it without them, and the place.

    Without secrets there is nothing to keep, and the place is "". Raises OSError.
    """
    bare, secrets = split_secrets(uri)
    if not secrets:
        return bare, ""
    if _keep_in_keyring(bare, secrets):
        _forget_in_file(config / FILE, bare)
        return bare, "the keyring of this system"
    _keep_in_file(config / FILE, bare, secrets)
    return bare, f"the file {config / FILE}, which only you can read: no keyring was found"


def complete(uri: str, config: Path) -> str:
    """Put the password that is kept for this address back into it.

    Raises CannotStart where one is needed and none is kept.
    """
    if not lacks_secrets(uri):
        return uri
    found = _read_file(config / FILE).get(whose(uri)) or _read_keyring(uri)
    whole = join_secrets(uri, found)
    if lacks_secrets(whole):
        raise CannotStart(
            Sentence(
                "The password for the database ({name}) is not kept on this computer, or no "
                'longer. Write it into the "uri" in {path} once more, as '
                "mongodb://name:password@host; it is moved to a safe place at the next start.",
                name=whose(uri),
                path=config / SETTINGS,
            )
        )
    return whole


def _keep_in_file(path: Path, uri: str, secrets: Mapping[str, str]) -> None:
    write_private(path, json.dumps({**_read_file(path), whose(uri): secrets}, indent=2))


def _forget_in_file(path: Path, uri: str) -> None:
    """Take out what was kept while there was no keyring, and would be read before it."""
    kept = _read_file(path)
    if kept.pop(whose(uri), None) is not None:
        write_private(path, json.dumps(kept, indent=2))


def _read_file(path: Path) -> dict[str, dict[str, str]]:
    try:
        raw = read_json(path)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        logger.warning("the file of passwords makes no sense: %s", type(error).__name__)
        return {}
    return {name: _texts(kept) for name, kept in raw.items()} if isinstance(raw, dict) else {}


def _texts(raw: object) -> dict[str, str]:
    if not isinstance(raw, dict):
        return {}
    return {str(name): value for name, value in raw.items() if isinstance(value, str)}


def _keep_in_keyring(uri: str, secrets: Mapping[str, str]) -> bool:
    """Keep secrets in the system's keyring; False where there is none that works."""
    import keyring  # 0.3 s together with its backend, which only this and _read_keyring may cost

    text = json.dumps(secrets)
    try:
        if keyring.get_keyring().priority < _LEAST_PRIORITY:
            return False
        keyring.set_password(APP, whose(uri), text)
        return keyring.get_password(APP, whose(uri)) == text
    except Exception as error:  # noqa: BLE001 - a backend may raise anything, and the file takes its place
        logger.warning("the keyring does not work: %s", type(error).__name__)
        return False


def _read_keyring(uri: str) -> dict[str, str]:
    import keyring

    try:
        return _texts(json.loads(keyring.get_password(APP, whose(uri)) or "{}"))
    except Exception as error:  # noqa: BLE001 - as above: then the password is told to be missing
        logger.warning("the keyring does not work: %s", type(error).__name__)
        return {}
