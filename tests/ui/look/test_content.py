"""Texts of the package `text` in the colours of the theme."""

from __future__ import annotations

from textual.content import Content

from tui_app.text.styled import Tone, plain_text, styled
from tui_app.ui import content


def test_every_tone_has_its_style() -> None:
    assert [content.tone_style(tone) for tone in Tone] == [
        "",
        content.MUTED,
        content.ACCENT,
        content.SUCCESS,
        content.WARNING,
        content.ERROR,
    ]
    assert content.tone_style(Tone.ERROR, "bold", "reverse") == f"bold reverse {content.ERROR}"


def test_styled_text_keeps_its_characters_and_is_no_markup() -> None:
    text = styled("[b]!", Tone.ERROR, bold=True) + styled(" [/b]")
    shown = content.from_styled(text)
    assert shown.plain == plain_text(text) == "[b]! [/b]"
    assert shown.is_same(Content.styled("[b]!", f"bold {content.ERROR}") + Content(" [/b]"))
