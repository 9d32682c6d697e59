"""The questions of a form, made and changed at the keyboard."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.ui.administration.templates.forms import FORM, open_forms, retype, stored
from tests.ui.screens import press, running, screen_text, settled, setup_for, write
from tui_app.domain.forms import editing
from tui_app.domain.forms.form import Option, Question, QuestionKind, Respondent, Scale
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.template import Template
from tui_app.services.administration import templates
from tui_app.ui.forms.form_editor_screen import FormEditorScreen


async def test_a_question_of_each_kind_is_made_at_the_keyboard(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "V", "down", "down", "a")
        assert "Lowest step" not in screen_text(pilot)
        await write(pilot, "Which?")
        await press(pilot, "tab", "right", "right", "tab")
        await write(pilot, "Bread")
        await press(pilot, "enter", "enter")
        await write(pilot, "Apple")
        await press(pilot, "tab", "right", "tab", "right", "ctrl+s")
        assert stored(kari, now).questions[1] == Question(
            "which",
            {"en": "Which?"},
            QuestionKind.SEVERAL_OF,
            Respondent.EMPLOYEE,
            required=True,
            options=(Option("bread", {"en": "Bread"}), Option("apple", {"en": "Apple"})),
        )
        await press(pilot, "e")
        assert "Options" in screen_text(pilot)
        await press(pilot, "tab", "right")
        assert "Options" not in screen_text(pilot)
        await press(pilot, "tab")
        await retype(pilot, "5")
        await press(pilot, "ctrl+s")
        assert "The highest step must be above the lowest." in screen_text(pilot)
        await retype(pilot, "9")
        await press(pilot, "tab")
        await write(pilot, "much")
        await press(pilot, "ctrl+s")
        changed = stored(kari, now).questions[1]
        assert (changed.options, changed.scale) == ((), Scale(5, 9, {}, {"en": "much"}))
        assert "to fix" in screen_text(pilot)


async def test_a_question_that_is_half_typed_is_there_again_with_the_fields_of_its_kind(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "V", "down", "down", "a")
        await write(pilot, "Which?")
        await press(pilot, "tab", "right", "right", "tab")
        await write(pilot, "Bread")
        await pilot.app.screen.flush()  # type: ignore[attr-defined]
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "enter", "down", "down", "a")
        for words in ("Which?", "‹ multiple choice ›", "Bread"):
            assert words in screen_text(pilot)


async def test_options_keep_their_keys_when_their_lines_change(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    draft = templates.start_draft(kari, now, short.id)
    options = tuple(Option(key, {"en": text}) for key, text in (("a", "Apple"), ("b", "Bread"), ("c", "Cheese")))
    chosen = Question("", {"en": "Which?"}, QuestionKind.ONE_OF, options=options)
    templates.save(kari, now, draft.id, draft.version, editing.add_question(FORM, "now", chosen))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        pilot.app.push_screen(FormEditorScreen(draft.id))
        await settled(pilot)
        await press(pilot, "down", "down", "down", "e", "tab", "tab")
        await write(pilot, "New")
        await press(pilot, "enter", "ctrl+s")
        assert [(one.key, one.text["en"]) for one in stored(kari, now).questions[1].options] == [
            ("new", "New"),
            ("a", "Apple"),
            ("b", "Bread"),
            ("c", "Cheese"),
        ]
        await press(pilot, "e", "tab", "tab", "delete", "ctrl+s")
        assert [(one.key, one.text["en"]) for one in stored(kari, now).questions[1].options][:2] == [
            ("new", "ew"),
            ("a", "Apple"),
        ]
