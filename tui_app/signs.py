"""The one table of signs: what stands for each on a terminal or a printer that lacks it."""

from __future__ import annotations

from dataclasses import dataclass, field

PLAIN_SIGNS = {
    "…": "...",
    "✓": "+",
    "✗": "x",
    "✎": "#",
    "→": "->",
    "←": "<",
    "↑": "^",
    "↓": "v",
    "↷": ">",
    "⇄": "=",
    "↻": "@",
    "≡": "=",
    "◇": "*",
    "◆": "*",
    "○": "o",
    "●": "*",
    "◐": "o",
    "▸": ">",
    "▾": "v",
    "▶": ">",
    "■": "#",
    "□": "-",
    "‹": "<",
    "›": ">",
    "⏸": "|",
    "␣": "_",
    "⏎": "<",
    "′": "'",
    "−": "-",
    "–": "-",
    "—": "-",
    "×": "x",
    "±": "~",
    "·": ".",
    "•": "*",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "█": "#",
    "▓": "#",
    "▒": ":",
    "░": ".",
    "▁": "_",
    "▂": "_",
    "▃": ".",
    "▄": "-",
    "▅": "-",
    "▆": "=",
    "▇": "#",
    "▀": "-",
    "▔": "-",
    "▌": "|",
    "▐": "|",
    "▎": "|",
    "▊": "|",
    "▏": "|",
    "▕": "|",
    "▖": "|",
    "▗": "|",
    "▘": "|",
    "▝": "|",
    "▛": "|",
    "▜": "|",
    "▙": "|",
    "▟": "|",
    "ø": "o",
    "Ø": "O",
    "æ": "ae",
    "Æ": "AE",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ß": "ss",
    "å": "a",
    "Å": "A",
}
"""A sign or letter -> ASCII; where columns count, the first letter of it."""
LINES = {
    **dict.fromkeys("─╌┄┈╴╶", "-"),
    **dict.fromkeys("━╍┅┉═╸╺", "="),
    **dict.fromkeys("│┃╎╏┆┇┊┋║╵╷╹╻", "|"),
    **dict.fromkeys("╭╮╰╯┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬", "+"),
}
"""What frames are drawn with -> ASCII."""
DOUBLE_LINES = dict(zip("━┃┏┓┗┛", "═║╔╗╚╝", strict=True))
"""Heavy lines, for which fonts of the Linux console have the same shapes as for thin ones -> lines that differ."""
CONSOLE_LINES = DOUBLE_LINES | dict(zip("╭╮╰╯", "┌┐└┘", strict=True))
"""Lines that the console draws with others, which every font has: code page 437, the kernel's own, has no round
corners."""
CONSOLE_HAS = frozenset("─│┌┐└┘├┤┬┴┼═║╔╗╚╝█▒░▸■●‹›≡–—…•−“”‘’„←↑→↓")
"""Signs outside Latin-1 that the fonts for the Linux console have which `docs/kiosk.md` names, and those that Debian
takes by itself."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a terminal can draw.

    Attributes:
        encoding: of its letters.
        is_console: the Linux console, whose font has letters and lines but few signs.
        is_plain: an old terminal that has nothing but ASCII and the letters of its encoding.
    """

    encoding: str = "utf-8"
    is_console: bool = False
    is_plain: bool = False
    _known: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def are_all(self) -> bool:
        """True if every sign can be drawn as it is."""
        return is_unicode(self.encoding) and not (self.is_console or self.is_plain)

    def drawn(self, text: str) -> str:
        """The text with signs that can be drawn, as many columns wide."""
        if text.isascii():
            return text
        return "".join(letter if letter < "\x80" else self._sign(letter) for letter in text)

    def _sign(self, letter: str) -> str:
        found = self._known.get(letter)
        if found is None:
            found = self._known[letter] = self._find(letter)
        return found

    def _find(self, letter: str) -> str:
        if self.is_console:
            letter = CONSOLE_LINES.get(letter, letter)
        if self._has(letter):
            return letter
        return as_columns(letter)

    def _has(self, letter: str) -> bool:
        try:
            letter.encode(self.encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        if letter.isalpha() or not letter.isprintable():
            return True
        if self.is_console:
            return letter in CONSOLE_HAS or letter < "\u0100"
        return not self.is_plain


def is_unicode(encoding: str | None) -> bool:
    """True if an encoding has every letter."""
    return (encoding or "").lower().replace("-", "").replace("_", "") in ("utf8", "utf16", "utf32")


def as_ascii(letter: str) -> str:
    """The letter or sign as the nearest ASCII there is; empty if there is none."""
    from unicodedata import normalize

    plain = PLAIN_SIGNS.get(letter) or LINES.get(letter) or normalize("NFKD", letter)
    return plain.encode("ascii", "ignore").decode()


def as_columns(letter: str) -> str:
    """The same, as many columns wide as the letter."""
    from unicodedata import combining, east_asian_width

    if combining(letter):
        return ""
    columns = 2 if east_asian_width(letter) in "WF" else 1
    return (as_ascii(letter) or "?")[:columns].ljust(columns, "?")
