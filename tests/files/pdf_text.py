"""Reads back text and its position from the PDF files that Samtale writes, but not from others."""

from __future__ import annotations

import io
import re
import zlib
from typing import Any, NamedTuple

from pypdf import PdfReader


class Piece(NamedTuple):
    """A piece of text, with its page (from 1), its position in points from the lower left corner, its font and size.

    `mark` says which content of the structure it is; -1 outside of it. `spoken` is the text as it is read aloud, if
    that is another.
    """

    page: int
    x: float
    y: float
    font: str
    size: float
    text: str
    mark: int = -1
    spoken: str = ""


_OBJECT = re.compile(rb"^(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL | re.MULTILINE)
_SHOWN = re.compile(
    rb"/(?P<font>F\d) (?P<size>[\d.]+) Tf"
    rb"|/\w+ <</MCID (?P<mark>\d+)(?: /ActualText <feff(?P<spoken>[0-9a-f]*)>)?>> BDC"
    rb"|(?P<end>EMC)"
    rb"|BT (?P<x>[\d.]+) (?P<y>[\d.]+) Td (?P<text>(?:[\d. -]+ (?:rg|g|Tm) +|\((?:\\.|[^\\)])*\) Tj +)+)ET",
    re.DOTALL,
)
_STRING = re.compile(rb"\(((?:\\.|[^\\)])*)\) Tj", re.DOTALL)
_MAPPED = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\n")


def pieces(content: bytes) -> list[Piece]:
    """All text of a PDF file, in the order in which it was written."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    letters = {}
    for body in objects.values():
        for name, number in re.findall(rb"/(F\d) (\d+) 0 R", body):
            unicode = _stream(objects[_reference(objects[int(number)], b"ToUnicode")])
            letters[name] = {int(code, 16): bytes.fromhex(to.decode()) for code, to in _MAPPED.findall(unicode)}
    pages = [body for body in objects.values() if re.search(rb"/Type /Page\b", body)]
    return [
        piece
        for number, page in enumerate(pages, start=1)
        for piece in _of_page(number, _stream(objects[_reference(page, b"Contents")]), letters)
    ]


def page_texts(content: bytes) -> list[str]:
    """The text of each page, one piece per line."""
    found = pieces(content)
    return ["\n".join(piece.text for piece in found if piece.page == page) for page in sorted({p.page for p in found})]


def _of_page(number: int, stream: bytes, letters: dict[bytes, dict[int, bytes]]) -> list[Piece]:
    found = []
    font, size = b"", 0.0
    mark, spoken = -1, ""
    for match in _SHOWN.finditer(stream):
        if match["font"]:
            font, size = match["font"], float(match["size"])
            continue
        if match["mark"] or match["end"]:
            mark = int(match["mark"] or -1)
            spoken = bytes.fromhex((match["spoken"] or b"").decode()).decode("utf-16-be")
            continue
        shown = b"".join(_STRING.findall(match["text"]))
        codes = re.sub(rb"\\(.)", lambda m: {b"n": b"\n", b"r": b"\r"}.get(m[1], m[1]), shown, flags=re.DOTALL)
        text = b"".join(letters[font].get(int.from_bytes(codes[at : at + 2]), b"") for at in range(0, len(codes), 2))
        place = float(match["x"]), float(match["y"])
        found.append(Piece(number, *place, font.decode(), size, text.decode("utf-16-be"), mark, spoken))
    return found


def _reference(body: bytes, name: bytes) -> int:
    match = re.search(rb"/%s (\d+) 0 R" % name, body)
    assert match
    return int(match[1])


def _stream(body: bytes) -> bytes:
    head, _, rest = body.partition(b"stream\n")
    data = rest.removesuffix(b"\nendstream")
    return zlib.decompress(data) if b"/FlateDecode" in head else data


def structure(content: bytes) -> Any:
    """The structure of a PDF file: the type of an element, and what is in it, down to the text as it is read aloud."""
    reader = PdfReader(io.BytesIO(content))
    texts: dict[tuple[int, int], str] = {}
    for piece in pieces(content):
        key = piece.page, piece.mark
        texts[key] = piece.spoken or texts.get(key, "") + piece.text
    references = [page.indirect_reference for page in reader.pages]
    pages = {reference.idnum: number for number, reference in enumerate(references, 1) if reference}
    root: Any = reader.root_object["/StructTreeRoot"]
    return _element(root["/K"][0].get_object(), pages, texts)


def _element(node: Any, pages: dict[int, int], texts: dict[tuple[int, int], str]) -> tuple[str, list[Any]]:
    parts: list[Any] = []
    for part in node.get("/K", []):
        if isinstance(part, int):
            parts.append(texts.get((pages[node.raw_get("/Pg").idnum], int(part)), ""))
        else:
            parts.append(_element(part.get_object(), pages, texts))
    return str(node["/S"]).removeprefix("/"), parts
