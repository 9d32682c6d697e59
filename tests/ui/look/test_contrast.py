"""Every text and every frame on the screen can be read in every theme (WCAG 2.1 AA), measured on what is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual.color import Color
from textual.pilot import Pilot

from tests.ui.demo import demo
from tests.ui.pictures.walk import pictures
from tests.ui.screens import press
from tui_app.storage.addresses import SqliteAddress
from tui_app.ui.theme import DEFAULT_THEME, PALETTES, THEMES, Palette, without_colours

TOLD_APART = 30
"""The least distance between the colours of a key and of what it does, in CIE L*a*b*."""
TEXT, SIGN = 4.5, 3.0
"""The least contrast of a text, and of a frame or sign."""


def luminance(colour: Color) -> float:
    """How bright a colour is, as WCAG defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """From 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_frame(letter: str) -> bool:
    """True for lines, blocks and the like, which are not read."""
    return "\u2500" <= letter <= "\u25ff"


def colours(style: Style) -> tuple[Color, Color]:
    """Text and ground, as the terminal draws them."""
    drawn = [Color.from_rich_color(one or RichColor.default()) for one in (style.color, style.bgcolor)]
    return (drawn[1], drawn[0]) if style.reverse else (drawn[0], drawn[1])


def pale(pilot: Pilot[str]) -> Iterator[str]:
    """What can hardly be read on the screen in front."""
    screen = pilot.app.screen
    regions = [child.region for child in screen.children]  # what lies behind a dialog is dimmed
    for number, strip in enumerate(screen._compositor.render_strips()):
        column = 0
        for text, style, _control in strip:
            column += cell_len(text)
            is_behind = not any(region.contains(column - 1, number) for region in regions)
            if not text.strip() or style is None or is_behind:
                continue
            text_colour, ground = colours(style)
            least = SIGN if all(is_frame(letter) for letter in text if not letter.isspace()) else TEXT
            if (found := contrast(text_colour, ground)) < least:
                yield f"line {number}: {text.strip()!r} {text_colour.hex} on {ground.hex}: {found:.2f}"


@pytest.mark.parametrize(
    "theme", [name if name == DEFAULT_THEME else pytest.param(name, marks=pytest.mark.slow) for name in THEMES]
)
async def test_everything_on_the_screens_can_be_read(
    tmp_path: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    found: list[str] = []
    async for screen, pilot in pictures(tmp_path, "en", (120, 36), theme=theme):
        assert pilot.app.theme == theme
        found += [f"{screen}, {one}" for one in pale(pilot)]
        if pilot.app.screen.is_modal:
            await press(pilot, "tab")
            found += [f"{screen} after tab, {one}" for one in pale(pilot)]
    assert not found, "\n".join(dict.fromkeys(found))


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_every_colour_can_be_read_on_every_ground(palette: Palette) -> None:
    grounds = ("background", "surface", "panel", "cursor", "cursor_elsewhere", "field")
    texts = ("foreground", "muted", "accent", "warning", "error", "success")
    pairs = [(one, ground, TEXT) for one in texts for ground in grounds]
    pairs += [(one, ground, SIGN) for one in ("frame", "focus") for ground in grounds[:3]]
    pairs += [("background", "focus", TEXT)]
    measured = {
        (one, ground): round(contrast(Color.parse(getattr(palette, one)), Color.parse(getattr(palette, ground))), 2)
        for one, ground, _least in pairs
    }
    assert {pair: measured[pair[:2]] for pair in pairs if measured[pair[:2]] < pair[2]} == {}


def in_lab(colour: Color) -> tuple[float, float, float]:
    """The colour in CIE L*a*b*, where distances are as large as they look."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0888
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("theme", THEMES)
async def test_keys_are_told_from_what_they_do(
    database: SqliteAddress, tmp_path: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    async with demo(tmp_path, "en", (120, 36)) as pilot:
        pilot.app.theme = theme
        await pilot.pause()
        footer = pilot.app.screen._compositor.render_strips()[-1]
        styles = {text.strip(): style for text, style, _control in footer if style}
        key, label = styles["F1"], styles["Help"]
        assert (key.bold, label.bold) == (True, None)
        assert math.dist(in_lab(colours(key)[0]), in_lab(colours(label)[0])) >= TOLD_APART


@pytest.mark.parametrize("theme", THEMES)
def test_without_colours_what_is_urgent_stands_out_most(theme: str) -> None:
    palette = without_colours(PALETTES[theme])
    ground = Color.parse(palette.background)
    order = [palette.error, palette.warning, palette.foreground, palette.muted]
    measured = [contrast(Color.parse(one), ground) for one in order]
    assert measured == sorted(measured, reverse=True)
    assert len(set(order)) == 4


async def test_overdue_is_brightest_and_bold_under_no_color(
    database: SqliteAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with demo(tmp_path, "en", (120, 36)) as pilot:
        await press(pilot, "2")
        cells = [cell for strip in pilot.app.screen._compositor.render_strips() for cell in strip if cell.style]
        signs = {text.strip(): style for text, style, _control in cells if style and text.strip() in ("!", "▸", "✓")}
        overdue, started = signs["!"], signs["▸"]
        assert overdue.bold
        assert contrast(*colours(overdue)) > contrast(*colours(started))
        assert all(colour.red == colour.green == colour.blue for style in signs.values() for colour in drawn(style))


def drawn(style: Style) -> list[ColorTriplet]:
    """The colours that are drawn."""
    return [one.get_truecolor() for one in (style.color, style.bgcolor) if one is not None]


def test_there_are_six_themes_and_the_focus_has_a_colour_of_its_own() -> None:
    assert list(PALETTES) == list(THEMES)
    assert len(THEMES) == 6
    for palette in PALETTES.values():
        others = (palette.accent, palette.warning, palette.error, palette.success, palette.foreground, palette.frame)
        assert palette.focus not in others
