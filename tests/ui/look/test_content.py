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


def test_two_long_titles_are_told_apart_by_their_ends() -> None:
    name = "Anne-Kristin Margrethe Bergesen-Halvorsen von der Lippe"
    titles = [content.dialog_title(f"One-time code for {name} {last}") for last in ("senior", "junior")]
    assert [title.plain[-7:] for title in titles] == [" senior", " junior"]
    assert all(title.cell_length <= content.DIALOG_TITLE_WIDTH for title in titles)
    assert content.dialog_title("New [action]").plain == "New [action]"
