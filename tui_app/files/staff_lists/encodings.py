"""Decode the text of a staff list: its encoding is judged by the letters that come out.

Statistical detectors take short lists of Nordic names for Icelandic, Baltic or Greek ones; few encodings are in
question here, and all of them but one make nonsense of names.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

from tui_app.domain.errors import DomainError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("utf-8", "cp1252", "mac_roman", "cp850", "cp1250")
_NAMES = {
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp850": "CP850",
    "cp1250": "Windows-1250",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
}
"""How encodings are called in messages; UTF-8 is not mentioned."""
_SAMPLE_BYTES = 40_000
_NUL_SAMPLE = 4_000
_NORDIC = frozenset("æøåÆØÅäöÄÖ")
_COMMON = frozenset("éèüÉÜôóòáàíñçëïêšžŠŽłśćńżČčřěýůð")
_TYPOGRAPHY = frozenset("–—‘’“”„«»…€°·")
"""Signs that stand at the edges of words."""
_NON_ASCII_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")


def decode(content: bytes) -> tuple[str, str]:
    """The text, and the name of its encoding unless that is UTF-8.

    Bytes without a meaning in the encoding become the replacement character.

    Raises:
        DomainError: `staff_list_nul`: it is no text.
    """
    encoding = _encoding_of(content)
    text = content.decode(encoding, "replace")
    if "\0" in text:
        raise DomainError("staff_list_nul")
    return text, _NAMES.get(encoding, "")


def _encoding_of(content: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding
    start = content[:_NUL_SAMPLE]
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        half = start[offset::2]
        if half and half.count(0) * 2 > len(half) and start[1 - offset :: 2].count(0) == 0:
            return encoding
    if b"\0" in content:
        raise DomainError("staff_list_nul")
    try:
        content.decode()
    except UnicodeDecodeError:
        sample = b"\n".join(_lines_to_judge(content))
        return max(_CANDIDATES, key=lambda encoding: _plausibility(sample.decode(encoding, "replace")))
    return "utf-8"


def _lines_to_judge(content: bytes) -> Iterator[bytes]:
    size = 0
    for match in _NON_ASCII_LINE.finditer(content):
        size += len(match[0])
        yield match[0]
        if size > _SAMPLE_BYTES:
            return


def _plausibility(text: str) -> int:
    """How much a text looks like names in a European language."""
    total, before = 0, " "
    for index, character in enumerate(text):
        if not character.isascii():
            after = text[index + 1] if index + 1 < len(text) else " "
            total += _letter_value(character) if character.isalpha() else _sign_value(character, before, after)
            if character.isupper() and before.islower():
                total -= 5
            if character.islower() and before.isupper() and after.isupper():
                total -= 3
            if character.islower() and not before.isalpha():
                total -= 2 if after.isalpha() else 4
        before = character
    return total


def _letter_value(letter: str) -> int:
    if letter in _NORDIC:
        return 3
    if letter in _COMMON:
        return 1
    return 0 if "LATIN" in unicodedata.name(letter, "") else -4


def _sign_value(sign: str, before: str, after: str) -> int:
    if sign in _TYPOGRAPHY and not (before.isalpha() and after.isalpha()):
        return 0
    if sign == "\ufffd" or unicodedata.category(sign) in ("Cc", "Cn", "Co"):
        return -5
    return -4 if before.isalpha() or after.isalpha() else -1


_MOJIBAKE = re.compile("[ÃÂÅÄ][\x80-\xbf¡-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|√[∏•¶©¢ÜÖÑ]|├[©ªÑåªÿ]|â€|Ã˜")
"""What letters of UTF-8 become where they are read in another encoding: «BjÃ¸rn»."""


def repair_garbled(text: str) -> tuple[str, str, str]:
    """Repair letters that were garbled before the list was saved.

    Returns:
        The text, and an example before and after; empty if nothing was repaired.
    """
    if not _MOJIBAKE.search(text):
        return text, "", ""
    from ftfy import fix_encoding

    lines = text.splitlines(keepends=True)
    example = fixed = ""
    for index, line in enumerate(lines):
        if _MOJIBAKE.search(line) and (better := fix_encoding(line)) != line:
            if not example:
                example, fixed = _first_difference(line, better)
            lines[index] = better
    return "".join(lines), example, fixed


def _first_difference(line: str, better: str) -> tuple[str, str]:
    words = zip(re.split(r"[;,\t]", line), re.split(r"[;,\t]", better), strict=False)
    return next(((one.strip(), other.strip()) for one, other in words if one != other), (line.strip(), better.strip()))
