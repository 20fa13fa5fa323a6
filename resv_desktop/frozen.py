"""The program as a folder of its own, without a Python around it: what is different there."""

import os
import sys

_WITHOUT_LETTERS, _WITH_LETTERS = ("C", "POSIX"), "C.UTF-8"


def is_frozen() -> bool:
    """Whether this is the installed program, and not a Python that runs its source."""
    return bool(getattr(sys, "frozen", False))


def give_libraries_back() -> None:
    """Let everything that is started from here find the system's libraries, not the program's own.

    The program itself was started with its own folder as LD_LIBRARY_PATH, which the system read
    once. MongoDB, the PDF viewer or a browser would load from there what does not fit them. The
    program itself, started once more as a station of `prove`, finds its folder again.
    """
    if not is_frozen():
        return
    original = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
    os.environ.pop("LD_LIBRARY_PATH", None)
    if original:
        os.environ["LD_LIBRARY_PATH"] = original
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # see "Run-time Information" of PyInstaller


def speak_utf8() -> None:
    """Write UTF-8 where no language is set, as a Python that runs the source does (PEP 538).

    Qt would do so as well, but not without four lines about it.
    """
    if not is_frozen() or not sys.platform.startswith("linux"):
        return
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        said = os.environ.get(name, "")
        if said:
            if said in _WITHOUT_LETTERS:
                os.environ[name] = _WITH_LETTERS
            return
    os.environ["LC_CTYPE"] = _WITH_LETTERS
