"""Make the Debian package of the built folder: `python resources/package/deb.py FOLDER DIST`."""

import argparse
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from resources.package.icons import DRAWING, drawn  # noqa: E402 - found by the line above
from resv_desktop import __version__  # noqa: E402 - likewise
from resv_desktop.command_options import command_line  # noqa: E402 - likewise

NAME = "resv-desktop"
ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
PROGRAMS = {NAME, "mongod"}
SCRIPTS = ("preinst", "prerm", "postrm")


def main() -> int:
    """Build the package; print its path and size."""
    folder, dist = Path(sys.argv[1]), Path(sys.argv[2])
    os.umask(0o022)
    tree = folder.parent / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    inside = tree / "usr" / "lib" / NAME
    shutil.copytree(folder, inside, symlinks=True, copy_function=os.link)
    for path in inside.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.name in PROGRAMS else 0o644)
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    share = tree / "usr" / "share"
    _fill(share / "applications" / f"{NAME}.desktop", _text(f"{NAME}.desktop"))
    _fill(share / "metainfo" / f"{NAME}.metainfo.xml", _text(f"{NAME}.metainfo.xml"))
    _fill(share / "doc" / NAME / "copyright", _text("copyright", LICENCE=_licence()))
    _pack(share / "doc" / NAME / "changelog.gz", (ROOT / "CHANGELOG.md").read_text())
    _pack(share / "man" / "man1" / f"{NAME}.1.gz", man_page())
    _draw_icons(share / "icons" / "hicolor")
    size = sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir()) // 1024
    architecture = _told("dpkg", "--print-architecture")
    _fill(tree / "DEBIAN" / "control", _text("control", SIZE=str(size), ARCHITECTURE=architecture))
    _fill(tree / "DEBIAN" / "md5sums", "".join(_sums(tree)))
    for script in SCRIPTS:
        _fill(tree / "DEBIAN" / script, _text(script)).chmod(0o755)
    dist.mkdir(parents=True, exist_ok=True)
    package = dist / f"{NAME}_{__version__}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--build", "--root-owner-group", "-Zzstd", tree, package], check=True
    )
    print(f"{package}: {package.stat().st_size >> 20} MB, installed {size >> 10} MB")
    return 0


def man_page() -> str:
    """Return the man page; commands and options are those of the command line itself."""
    whole = command_line()
    commands = next(a for a in whole._actions if isinstance(a, argparse._SubParsersAction))
    known = [*_actions(whole)]
    listed = []
    for command in commands._choices_actions:
        own = [a for a in _actions(commands.choices[command.dest]) if a.option_strings or a.metavar]
        listed.append(f".SS {_roff(command.dest)}\n{_roff(command.help or '')}")
        listed += [_entry(a) for a in own if a.help not in {other.help for other in known}]
    return _text(f"{NAME}.1", OPTIONS="\n".join(map(_entry, known)), COMMANDS="\n".join(listed))


def _actions(one: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    return (a for a in one._actions if not isinstance(a, argparse._SubParsersAction))


def _entry(action: argparse.Action) -> str:
    names = ", ".join(action.option_strings)
    takes = action.nargs != 0
    value = (action.metavar or action.dest.upper()) if takes else ""
    head = " ".join(filter(None, (names, str(value))))
    return f".TP\n.B {_roff(head)}\n{_roff((action.help or '') % vars(action))}"


def _roff(text: str) -> str:
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", escaped, flags=re.MULTILINE)


def _text(name: str, **more: str) -> str:
    text = (HERE / name).read_text(encoding="utf-8")
    today = datetime.now(UTC).date().isoformat()
    for word, value in {"VERSION": __version__, "DATE": today, **more}.items():
        text = text.replace(f"@{word}@", value)
    return text


def _licence() -> str:
    lines = (ROOT / "LICENSE").read_text(encoding="utf-8").strip().splitlines()
    return "\n".join(f" {line or '.'}" for line in lines)


def _fill(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _pack(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def _draw_icons(place: Path) -> None:
    for size in ICON_SIZES:
        path = place / f"{size}x{size}" / "apps" / f"{NAME}.png"
        path.parent.mkdir(parents=True)
        assert drawn(size).save(str(path))
    _fill(place / "scalable" / "apps" / f"{NAME}.svg", DRAWING.read_text(encoding="utf-8"))


def _sums(tree: Path) -> Iterator[str]:
    for path in sorted(tree.rglob("*")):
        if path.is_file() and not path.is_symlink() and "DEBIAN" not in path.parts:
            with path.open("rb") as file:
                yield f"{hashlib.file_digest(file, 'md5').hexdigest()}  {path.relative_to(tree)}\n"


def _told(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
