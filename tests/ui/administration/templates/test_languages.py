"""The languages of a form's texts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from tests.ui.administration.templates.forms import FORM, open_forms, stored
from tests.ui.screens import press, running, screen_text, setup_for, shows
from tui_app.domain.forms import editing
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.template import Template
from tui_app.services.administration import templates


async def test_a_new_language_is_pointed_out_where_it_is_missing(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "V", "e", "tab", "tab", "right", "ctrl+s")
        assert stored(kari, now).title == {"en": "Short talk", "nb": "Short talk"}
        assert len([line for line in screen_text(pilot).splitlines() if line.startswith("┃ !")]) == 6
        await press(pilot, "down")
        assert "Not in bokmål yet: “Now”" in screen_text(pilot)
        await press(pilot, "P")
        assert "Most texts are missing in bokmål" in screen_text(pilot)
        await press(pilot, "escape", "home", "e", "tab", "tab", "tab", "left", "ctrl+s")
        assert stored(kari, now) == FORM


async def test_texts_in_a_language_are_not_deleted_without_a_question(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    draft = templates.start_draft(kari, now, short.id)
    question = replace(FORM.questions[0], text={"en": "How is it?", "nb": "Hvordan går det?"})
    both = editing.edit_question(replace(FORM, title={"en": "Short talk", "nb": "Kort samtale"}), question)
    templates.save(kari, now, draft.id, draft.version, both)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "enter", "home", "e", *["tab"] * 3, "left", "ctrl+s")
        await shows(pilot, "This takes out all 2 texts in")
        await press(pilot, "enter")
        await shows(pilot, "Nothing is saved yet.")
        assert stored(kari, now) == both
        await press(pilot, "ctrl+s")
        await shows(pilot, "This takes out all 2 texts in")
        await press(pilot, "tab", "enter")
        assert stored(kari, now).title == {"en": "Short talk"}
        await press(pilot, "u")
        assert stored(kari, now) == both


async def test_texts_of_a_language_come_back_with_it_until_the_form_is_published(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    draft = templates.start_draft(kari, now, short.id)
    question = replace(FORM.questions[0], text={"en": "How is it?", "nb": "Hvordan går det?"})
    both = editing.edit_question(replace(FORM, title={"en": "Short talk", "nb": "Kort samtale"}), question)
    saved = templates.save(kari, now, draft.id, draft.version, both)
    templates.save(kari, now, draft.id, saved.version, editing.keep_languages(both, {"en"}))
    async with running(setup_for(kari, now, tmp_path)) as pilot:  # another start, when u can do nothing any more
        await open_forms(pilot)
        await press(pilot, "enter", "home", "e", "tab", "tab", "right", "ctrl+s")
        assert stored(kari, now) == both
        assert "Hvordan går det?" not in screen_text(pilot)
        await press(pilot, "home", "e")
        assert "Kort samtale" in screen_text(pilot)
