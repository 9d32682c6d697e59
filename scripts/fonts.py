"""Makes the fonts for other scripts than Latin, Greek and Cyrillic: Debian's, without what a PDF never uses.

Run it with the folder below which the packages fonts-noto-core and fonts-droid-fallback are unpacked.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset

FONTS = Path(__file__).resolve().parent.parent / "data" / "fonts"
SCRIPTS = (
    *("Arabic", "Bengali", "Devanagari", "Ethiopic", "Gujarati", "Gurmukhi", "Kannada", "Khmer", "Lao", "Malayalam"),
    *("Myanmar", "Oriya", "Sinhala", "Syriac", "Tamil", "Telugu", "Thaana", "Thai"),
)
NEEDLESS_TABLES = ("DSIG", "STAT", "MATH", "GDEF_VAR", "vhea", "vmtx", "gasp", "meta")
HAN_AND_HANGUL = (
    (0x3000, 0x30FF),
    (0x3105, 0x312F),
    (0x3131, 0x318E),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xFF01, 0xFF5E),
)
"""Chinese, Japanese and Korean, with their punctuation."""


def main(source: Path) -> None:
    """Write each font."""
    for script in SCRIPTS:
        name = f"NotoSans{script}-Regular.ttf"
        _write(next(source.rglob(name)), FONTS / f"NotoSans{script}.ttf", ())
    droid = next(source.rglob("DroidSansFallback.ttf"))
    _write(droid, FONTS / "DroidSansFallback.ttf", HAN_AND_HANGUL)


def _write(source: Path, target: Path, ranges: tuple[tuple[int, int], ...]) -> None:
    options = subset.Options(
        hinting=False, layout_features=["*"], drop_tables=[*NEEDLESS_TABLES], name_IDs=[0, 1, 2, 13]
    )
    options.notdef_outline = True
    font = subset.load_font(str(source), options)
    letters = [code for first, last in ranges for code in range(first, last + 1)] or list(font.getBestCmap())
    pruner = subset.Subsetter(options)
    pruner.populate(unicodes=letters)
    pruner.subset(font)
    subset.save_font(font, str(target), options)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
