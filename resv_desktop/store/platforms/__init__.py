"""What differs between the systems a host stand may run: one small module each."""

import sys

from resv_desktop.store.platforms.address import Address, Platform
from resv_desktop.store.platforms.linux import Linux
from resv_desktop.store.platforms.macos import MacOS
from resv_desktop.store.platforms.windows import Windows

__all__ = ["Address", "Linux", "MacOS", "Platform", "Windows", "this_platform"]


def this_platform(name: str = sys.platform) -> Platform:
    """Return the ways of the system this program runs on."""
    if name == "win32":
        return Windows()
    return MacOS() if name == "darwin" else Linux()
