"""The parts of a form: moved, removed, previewed, and changed by two at once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from tests.ui.administration.templates.forms import FORM, layout, open_forms, retype, stored
from tests.ui.screens import links_on, press, running, screen_text, settled, setup_for, write
from tui_app.domain.forms import editing
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.records.template import Template
from tui_app.services.administration import templates
from tui_app.ui.forms.form_editor_screen import FormEditorScreen
from tui_app.ui.forms.forms_screen import FormsScreen

HOSTILE = "[@click=app.quit]x[/] \x1b]0;x\x07 [/nope]"


async def test_parts_are_moved_removed_and_brought_back(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    async with running(setup_for(kari, now, tmp_path), size=(80, 24)) as pilot:
        await open_forms(pilot)
        await press(pilot, "V", "down", "down", "J")
        assert layout(stored(kari, now)) == [
            ("Now", []),
            ("Ahead", ["How is it?", "What do you wish?", "What do you see?"]),
        ]
        await press(pilot, "alt+down", "x")
        assert layout(stored(kari, now))[1] == ("Ahead", ["What do you wish?", "What do you see?"])
        assert "Removed: “How is it?”" in screen_text(pilot)
        await press(pilot, "u")
        assert layout(stored(kari, now))[1] == ("Ahead", ["What do you wish?", "How is it?", "What do you see?"])
        await press(pilot, "u", "u")
        assert stored(kari, now) == FORM
        await press(pilot, "u")
        assert "Nothing to undo." in screen_text(pilot)
        await press(pilot, "home", "down", "K", "J")
        assert [one.key for one in stored(kari, now).sections] == ["ahead", "now"]
        await press(pilot, "x")
        assert [one.key for one in stored(kari, now).sections] == ["ahead"]


async def test_each_side_is_shown_its_own_questions_and_nothing_can_be_typed(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "enter", "w", "w")
        assert "As the leader sees it" in screen_text(pilot)
        assert "How is it?" in screen_text(pilot)
        await press(pilot, "right")
        assert "What do you see?" in screen_text(pilot)
        assert "What do you wish?" not in screen_text(pilot)
        await press(pilot, "w")
        assert "What do you wish?" in screen_text(pilot)
        assert "What do you see?" not in screen_text(pilot)
        await press(pilot, "tab", "a", "b", "escape")
        assert isinstance(pilot.app.screen, FormEditorScreen)


async def test_how_a_question_looks_stands_beside_it_and_stops_nobody(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "V", "down", "down")
        assert "looks" not in screen_text(pilot)
        await press(pilot, "enter")
        await retype(pilot, "Are you happy here?")
        await press(pilot, "ctrl+s")
        assert "looks closed" in screen_text(pilot)
        assert "to fix" not in screen_text(pilot)
        assert layout(stored(kari, now))[0] == ("Now", ["Are you happy here?"])


async def test_minutes_and_headings_of_a_section_are_changed(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "V", "down", "enter")
        await retype(pilot, "Today")
        await press(pilot, "tab")
        await retype(pilot, "many")
        await press(pilot, "ctrl+s")
        assert "Enter a whole number." in screen_text(pilot)
        await retype(pilot, "25")
        await press(pilot, "ctrl+s")
        section = stored(kari, now).sections[0]
        assert (section.title, section.minutes, section.questions) == ({"en": "Today"}, 25, FORM.sections[0].questions)
        await press(pilot, "e", "ctrl+u", "ctrl+k", "ctrl+s")
        assert "This is required." in screen_text(pilot)


async def test_what_two_change_at_once_is_brought_together_and_only_the_same_part_is_asked_about(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    draft = templates.start_draft(kari, now, short.id)

    def theirs(text: str) -> None:
        template, form = templates.get(kari, now, draft.id)
        changed = editing.edit_question(form, replace(form.questions[0], text={"en": text}))
        templates.save(kari, now, template.id, template.version, changed)

    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "home", "enter", "end")
        theirs("How are you?")
        await press(pilot, "K")
        assert layout(stored(kari, now))[1] == ("Ahead", ["What do you see?", "What do you wish?"])
        assert stored(kari, now).questions[0].text["en"] == "How are you?"
        await press(pilot, "home", "down", "down", "e")
        await retype(pilot, "My words?")
        theirs("Their words?")
        await press(pilot, "ctrl+s")
        assert "changed the same part" in screen_text(pilot)
        await press(pilot, "enter")
        assert stored(kari, now).questions[0].text["en"] == "Their words?"
        assert "Their words?" in screen_text(pilot)
        await press(pilot, "e")
        await retype(pilot, "My words?")
        theirs("Their other words?")
        await press(pilot, "ctrl+s", "right", "enter")
        assert stored(kari, now).questions[0].text["en"] == "My words?"


async def test_words_from_a_file_stay_text(kari: Viewer, now: datetime, tmp_path: Path, short: Template) -> None:
    draft = templates.start_draft(kari, now, short.id)
    hostile = editing.edit_question(FORM, replace(FORM.questions[0], text={"en": HOSTILE}, hint={"en": HOSTILE}))
    hostile = replace(hostile, title={"en": HOSTILE})
    templates.save(kari, now, draft.id, draft.version, hostile)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "home")
        for keys in (["enter", "down", "down"], ["v"], ["escape", "x"], ["u", "P"]):
            await press(pilot, *keys)
            assert links_on(pilot) == []
            assert "\x07" not in screen_text(pilot)


async def test_who_is_no_administrator_does_not_reach_the_forms(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, short: Template
) -> None:
    me = Viewer(ola.id, ola.name)
    async with running(setup_for(me, now, tmp_path)) as pilot:
        first = pilot.app.screen
        await press(pilot, "ctrl+p")
        await write(pilot, "forms")
        await pilot.pause(0.3)
        assert "Short talk" not in screen_text(pilot)
        await press(pilot, "escape")
        draft = templates.start_draft(kari, now, short.id)
        for screen in (FormsScreen(), FormEditorScreen(draft.id)):
            pilot.app.push_screen(screen)
            await settled(pilot)
            assert pilot.app.screen is first
            assert "You cannot see or change this." in screen_text(pilot)
