"""Draws every screen and dialog for the eye: SVG always, PNG where a monospaced font is installed; and the README's."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import textual.app
import textual.pilot
from PIL import Image, ImageDraw, ImageFont
from rich.cells import cell_len
from rich.style import Style
from textual.color import Color
from textual.pilot import Pilot
from textual.strip import Strip

from tests.ui.pictures.walk import Size, pictures
from tests.ui.quiet import quiet
from tui_app.ui.theme import DEFAULT_THEME, THEMES

ROOT = Path(__file__).resolve().parent.parent
FONTS = Path("/usr/share/fonts/truetype/dejavu")
README = {"team": (124, 22), "person": (124, 26), "follow up": (100, 24), "conversation": (124, 26)}
"""The screens that README shows, and how large."""


class Drawn(NamedTuple):
    """One screen."""

    name: str
    svg: str
    lines: list[Strip]


def main() -> None:
    """Draw what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "pictures")
    parser.add_argument("--languages", default="nb,nn,en")
    parser.add_argument("--sizes", default="80x24,100x30,120x36,160x45,200x50")
    parser.add_argument("--theme", default=DEFAULT_THEME, choices=THEMES)
    parser.add_argument("--only", default="", help="what the name of a screen contains")
    parser.add_argument("--readme", action="store_true", help="draw the pictures in docs/ that the README shows")
    asked = parser.parse_args()
    textual.app.wait_for_idle = textual.pilot.wait_for_idle = quiet  # type: ignore[attr-defined]
    if asked.readme:
        for name, size in README.items():
            (one,) = asyncio.run(_draw("en", size, name, is_exact=True))
            _path(ROOT / "docs", one, "svg").write_text(one.svg, encoding="utf-8")
        return
    for language in asked.languages.split(","):
        for named in asked.sizes.split(","):
            columns, rows = (int(part) for part in named.split("x"))
            folder = asked.folder / f"{language}-{named}"
            folder.mkdir(parents=True, exist_ok=True)
            for one in asyncio.run(_draw(language, (columns, rows), asked.only, theme=asked.theme)):
                _path(folder, one, "svg").write_text(one.svg, encoding="utf-8")
                if FONTS.exists():
                    _picture(one.lines, (columns, rows)).save(_path(folder, one, "png"))
            print(folder)


def _path(folder: Path, one: Drawn, ending: str) -> Path:
    return folder / f"{one.name.replace(',', '').replace(' ', '-')}.{ending}"


async def _draw(language: str, size: Size, wanted: str, *, is_exact: bool = False, **changed: Any) -> list[Drawn]:
    """What is on each screen whose name contains what is wanted, or that has exactly this name."""
    drawn = []
    with tempfile.TemporaryDirectory() as files:
        walk = pictures(Path(files), language, size, **changed)
        async for name, pilot in walk:
            if name == wanted if is_exact else wanted in name:
                if is_exact:
                    await _hide_demonstration(pilot)
                lines = pilot.app.screen._compositor.render_strips()  # noqa: SLF001
                drawn.append(Drawn(name, pilot.app.export_screenshot(title="Samtale"), lines))
                if is_exact:
                    await walk.aclose()  # type: ignore[attr-defined]
                    break
    return drawn


async def _hide_demonstration(pilot: Pilot[str]) -> None:
    """Draw the screen as a leader with a team of their own sees it."""
    pilot.app.ctx.setup.is_demo = False  # type: ignore[attr-defined]
    pilot.app.screen.query_one("TopBar").refresh()
    await pilot.pause()


def _picture(lines: list[Strip], size: Size) -> Image.Image:
    regular, bold = (ImageFont.truetype(FONTS / f"DejaVuSansMono{kind}.ttf", 14) for kind in ("", "-Bold"))
    width, height = round(regular.getlength("M")), 18
    image = Image.new("RGB", (width * size[0], height * size[1]))
    draw = ImageDraw.Draw(image)
    for row, strip in enumerate(lines):
        column = 0
        for text, style, _control in strip:
            text_colour, ground = _colours(style or Style())
            for letter in text:
                left, top, cells = column * width, row * height, cell_len(letter)
                draw.rectangle([left, top, left + cells * width - 1, top + height - 1], fill=ground)
                if letter.strip():
                    draw.text((left, top), letter, font=bold if style and style.bold else regular, fill=text_colour)
                column += cells
    return image


def _colours(style: Style) -> tuple[str, str]:
    """Of the text and the ground."""
    text = Color.from_rich_color(style.color).hex6 if style.color else "#e0e0e0"
    ground = Color.from_rich_color(style.bgcolor).hex6 if style.bgcolor else "#121212"
    return (ground, text) if style.reverse else (text, ground)


if __name__ == "__main__":
    main()
