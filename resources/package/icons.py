"""The program's icon in the forms that the systems ask for, drawn from its one SVG."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parents[1] / "icons" / "app.svg"
WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
MACOS_KINDS = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def drawn(size: int) -> QImage:
    """Return the icon as a square picture."""
    picture = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    picture.fill(0)
    with QPainter(picture) as painter:
        QSvgRenderer(str(DRAWING)).render(painter)
    return picture


def write_ico(file: Path) -> Path:
    """Write all sizes into one .ico for Windows, each of them a PNG."""
    pictures = [_png(size) for size in WINDOWS_SIZES]
    place = 6 + 16 * len(pictures)
    entries = b""
    for size, picture in zip(WINDOWS_SIZES, pictures, strict=True):
        # A byte holds the size; 0 is 256.
        entries += struct.pack("<4B2H2I", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(struct.pack("<3H", 0, 1, len(pictures)) + entries + b"".join(pictures))
    return file


def write_icns(file: Path) -> Path:
    """Write all sizes into one .icns for macOS, each of them a PNG."""
    whole = b""
    for kind, size in MACOS_KINDS.items():
        picture = _png(size)
        whole += kind + struct.pack(">I", len(picture) + 8) + picture
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"icns" + struct.pack(">I", len(whole) + 8) + whole)
    return file


def _png(size: int) -> bytes:
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"png")).write(drawn(size))
    return bytes(written.data())
