"""Small PDFs made by hand: lines of text at chosen places, and the faults that files have."""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842  # A4, points
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass(frozen=True)
class Say:
    """A line of text, its left edge and its baseline counted from the top of the page."""

    text: str
    x: float = 60
    y: float = 80
    size: float = 11
    bold: bool = False
    turns: int = 0
    """Quarter turns of the page, clockwise, that set the line upright."""


def column(lines: Sequence[str], x: float = 60, y: float = 120, size: float = 11, leading: float = 13) -> list[Say]:
    return [Say(text, x, y + index * leading, size) for index, text in enumerate(lines)]


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (extra, len(data), data)


def file_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Objects numbered from 1; the first is the catalogue."""
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return b"%sxref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        body, count, table, count, trailer, len(body),
    )  # fmt: skip


def content_of(lines: Sequence[Say]) -> bytes:
    shown = [
        b"BT /%s %.2f Tf %s Tm (%s) Tj ET"
        % (b"F2" if line.bold else b"F1", line.size, _matrix(line), _escaped(line.text))
        for line in lines
    ]
    return b"\n".join(shown)


def _matrix(line: Say) -> bytes:
    return {
        0: b"1 0 0 1 %.2f %.2f" % (line.x, HEIGHT - line.y),
        1: b"0 1 -1 0 %.2f %.2f" % (line.y, line.x),
        2: b"-1 0 0 -1 %.2f %.2f" % (WIDTH - line.x, line.y),
        3: b"0 -1 1 0 %.2f %.2f" % (WIDTH - line.y, HEIGHT - line.x),
    }[line.turns]


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def pdf(pages: Sequence[Sequence[Say]], info: dict[str, str] | None = None, rotate: int = 0, raw: bytes = b"") -> bytes:
    """A PDF of these pages; `raw` is drawn on each of them too."""
    return file_of(_objects(pages, rotate, raw, info), b"/Info 4 0 R" if info else b"")


def _objects(
    pages: Sequence[Sequence[Say]], rotate: int = 0, raw: bytes = b"", info: dict[str, str] | None = None
) -> list[bytes]:
    kids = b" ".join(b"%d 0 R" % (7 + 2 * index) for index in range(len(pages)))
    facts = b"".join(b"/%s<%s>" % (key.encode(), _utf16(value)) for key, value in (info or {}).items())
    found = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<<%s>>" % facts,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
        stream(
            b"\xff\x80" * 8, b"/Type/XObject/Subtype/Image/Width 4/Height 4/BitsPerComponent 8/ColorSpace/DeviceGray"
        ),
    ]
    for index, lines in enumerate(pages):
        found.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Rotate %d/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R/F2 5 0 R>>/XObject<</Im 6 0 R>>>>>>" % (WIDTH, HEIGHT, rotate, 8 + 2 * index)
        )
        found.append(stream(zlib.compress(content_of(lines) + b"\n" + raw), b"/Filter/FlateDecode"))
    return found


def _utf16(value: str) -> bytes:
    return (b"\xfe\xff" + value.encode("utf-16-be")).hex().encode()


IMAGE = b"q 500 0 0 700 40 60 cm /Im Do Q"


def locked_pdf(password: bytes = b"secret") -> bytes:
    """Encrypted for a reader's password (40 bits, the oldest scheme: every reader knows it)."""
    padded = (password + _PADDING)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + (0xFFFFFFFC).to_bytes(4, "little") + b"0123456789abcdef").digest()[:5]
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<%s><%s>]" % (
        owner.hex().encode(), _rc4(key, _PADDING).hex().encode(), *([b"0123456789abcdef".hex().encode()] * 2),
    )  # fmt: skip
    return file_of(_objects([[Say("Nobody reads this without the word.")]]), lock)


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def calling_forms(depth: int = 12, calls: int = 10) -> bytes:
    """Forms that each draw the next one ten times: 10¹² drawings in 3 kB."""
    forms = []
    for index in range(depth):
        last = index == depth - 1
        inside = b"" if last else b"/XObject<</X %d 0 R>>" % (5 + index)
        forms.append(
            stream(
                b"" if last else b"/X Do " * calls,
                b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<<%s>>" % inside,
            )
        )
    return file_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 17 0 R/Resources<</XObject<</X 4 0 R>>>>>>",
            *forms,
            b"null",
            stream(b"/X Do"),
        ]
    )


def deflated_blanks(megabytes: int = 1_600) -> bytes:
    """Twice deflated blanks: a few kilobytes that unfold to gigabytes."""
    packer = zlib.compressobj(1)
    blanks = b" " * 1_000_000
    once = b"".join(packer.compress(blanks) for _ in range(megabytes)) + packer.flush()
    return file_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            stream(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]"),
        ]
    )


def same_page_again(count: int) -> bytes:
    """One page, listed `count` times."""
    objects = _objects([[Say("The same page again.")]])
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"7 0 R " * count, count)
    return file_of(objects)
