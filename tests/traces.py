"""Everything a home folder says, unpacked: what a search for a guest has to look through."""

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from resv_desktop.store.backups.read_file import BackupFile


def texts_of(path: Path) -> bytes:
    """Return what a file says, whatever it is packed into."""
    data = path.read_bytes()
    if data.startswith(b"\x1f\x8b"):
        return gzip.decompress(data)
    if path.suffix == ".pdf":
        return data + b"\n".join(_lines_of_pdf(data))
    if path.suffix == ".resvbackup":
        with BackupFile(path) as backup:
            backup.verify()
            return b"".join(b"".join(documents) for _, documents in backup.pieces())
    return data


def _lines_of_pdf(pdf: bytes) -> Iterator[bytes]:
    """Yield each line of text, read with every font that Qt put into the file."""
    streams = []
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            streams.append(zlib.decompress(packed))
        except zlib.error:
            streams.append(packed)
    fonts = [
        ["", *(chr(int(sign, 16)) for sign in re.findall(rb"<(\w+)>", signs))]
        for stream in streams
        for signs in re.findall(rb"<0001> <\w+> \[(.*?)\]", stream)
    ]
    for stream in streams:
        for line in re.findall(rb"\nBT\n(.*?)\nET", stream, re.DOTALL):
            glyphs = [int(glyph, 16) for glyph in re.findall(rb"<(\w{4})> Tj", line)]
            for font in fonts:
                yield "".join(font[g] if g < len(font) else "?" for g in glyphs).encode()
