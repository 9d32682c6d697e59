"""The organisation's forms: copied, published, imported, deleted and saved to a file."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from msgspec.structs import replace

from tests.ui.administration.templates.forms import FORM, layout, open_forms, retype, stored
from tests.ui.screens import press, running, screen_text, settled, setup_for, shows, write
from tui_app.domain.conversations.wished_questions import with_wished_questions
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.domain.forms import editing
from tui_app.domain.forms.form import Section
from tui_app.domain.forms.template_file import write_template
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.records.template import Template, TemplateState
from tui_app.files.templates import read_template_file
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning
from tui_app.ui.forms.form_editor_screen import FormEditorScreen
from tui_app.ui.forms.outline import SectionPart
from tui_app.ui.widgets.record_list import RecordList


async def test_the_yearly_form_is_copied_changed_looked_at_and_published(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        assert "In use 5" in screen_text(pilot)
        pilot.app.screen.query_one("#form-rows").go_to("form-1")  # type: ignore[attr-defined]
        await press(pilot, "A")
        for title in ("Ny samtale", "Ny samtale", "New talk"):
            await retype(pilot, title)
            await press(pilot, "tab")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, FormEditorScreen)
        assert "New talk · version 1 · draft" in screen_text(pilot)

        await press(pilot, "down", "A")
        for title in ("Trivsel", "Trivnad", "Well-being"):
            await retype(pilot, title)
            await press(pilot, "enter")
        await press(pilot, "ctrl+s")
        assert "1 problem to fix: P" in screen_text(pilot)
        await press(pilot, "a")
        for text in ("Hva gleder deg?", "Kva gler deg?", "What makes you glad?"):
            await retype(pilot, text)
            await press(pilot, "enter")
        await press(pilot, "ctrl+s")
        assert "to fix" not in screen_text(pilot)
        form = stored(kari, now, "ny_samtale")
        assert layout(form)[1] == ("Well-being", ["What makes you glad?"])

        await press(pilot, "w")
        assert "As the employee sees it: New talk" in screen_text(pilot)
        assert "What makes you glad?" in screen_text(pilot)
        await press(pilot, "escape", "P", "right", "enter")
        assert "New talk · version 1 · in use" in screen_text(pilot)
        draft = next(one for one in templates.published(kari, now) if one.key == "ny_samtale")
        plan = validate_draft(ConversationPlanDraft, {"template_id": draft.id, "on": date(2026, 12, 7)})
        talk = planning.plan(kari, now, ola.id, plan).subject_id
        assert conversation_view.get_view(kari, now, talk).form == with_wished_questions(form)
        await press(pilot, "V", "x", "e")
        assert stored(kari, now, "ny_samtale") == form


async def test_a_form_is_made_from_nothing(kari: Viewer, now: datetime, tmp_path: Path, short: Template) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "a", "ctrl+s")
        assert "This is required." in screen_text(pilot)
        await write(pilot, "After an injury")
        await press(pilot, "tab", "tab")
        await write(pilot, "How it is now")
        await press(pilot, "ctrl+s")
        assert "How it is now" in screen_text(pilot)
        await press(pilot, "a")
        await write(pilot, "What can you do?")
        await press(pilot, "ctrl+s", "P", "right", "enter")
    form = stored(kari, now, "after_an_injury")
    assert (form.kind, form.title) == (ConversationKind.OTHER, {"en": "After an injury"})
    assert layout(form) == [("How it is now", ["What can you do?"])]
    assert "after_an_injury" in [one.key for one in templates.published(kari, now)]


async def test_publishing_what_is_in_use_already_says_so(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    draft = templates.start_draft(kari, now, short.id)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "enter", "P")
        await shows(pilot, "Nothing is changed from the version in use.")
        await press(pilot, "escape")
    changed = editing.edit_form(FORM, replace(FORM, title={"en": "Longer talk"}))
    templates.save(kari, now, draft.id, draft.version, changed)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "enter", "P")
        await shows(pilot, "New conversations will use this form")
        assert "Nothing is changed" not in screen_text(pilot)


async def test_what_keeps_a_form_from_being_published_is_listed_and_gone_to(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    draft = templates.start_draft(kari, now, short.id)
    bare = editing.add_section(FORM, Section("", {"en": "Bare"}, 10, ()))
    templates.save(kari, now, draft.id, draft.version, bare)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "P")
        assert "No questions in this section yet." in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FormEditorScreen)
        assert pilot.app.screen.query_one(RecordList).value == SectionPart("bare")
        assert {one.state for one, _ in templates.all_versions(kari, now)} == {
            TemplateState.DRAFT,
            TemplateState.PUBLISHED,
        }


async def test_a_form_without_sections_names_the_key_for_one(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "V", "down")
        for _section in FORM.sections:
            await press(pilot, "x")
            await press(pilot, *(("right", "enter") if pilot.app.screen.is_modal else ()))
        assert stored(kari, now).sections == ()
        await press(pilot, "a")
        await shows(pilot, "Add a section first: A")


async def test_a_bad_file_shows_every_mistake_and_a_good_one_becomes_a_draft(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    path = tmp_path / "form.toml"
    path.write_text(
        'key = "own"\nkind = "weekly"\ntitle.nb = "Feil"\n\n[[sections]]\nkey = "a"\nminutes = 0\ntitle.nb = "A"\n'
        '[[sections.questions]]\nkey = "q"\nkind = "essay"\n',
        encoding="utf-8",
    )
    async with running(setup_for(kari, now, tmp_path), size=(80, 24)) as pilot:
        await open_forms(pilot)
        await press(pilot, "i")
        await retype(pilot, str(tmp_path / "no.toml"))
        await press(pilot, "enter")
        assert "The file cannot be read" in screen_text(pilot)
        await retype(pilot, str(path))
        await press(pilot, "enter")
        shown = screen_text(pilot)
        assert "Nothing was imported: 4 errors in the file." in shown
        assert "Line 2 · kind" in shown
        assert "Unknown: “weekly”. Expected: yearly, follow_up" in shown
        assert "Line 7 · sections 1, minutes" in shown
        assert "a whole number from 1 to 240" in shown
        assert "sections 1, questions 1, text" in shown
        assert "Unknown: “essay”" in shown
        assert len(templates.all_versions(kari, now)) == 1
        path.write_text(write_template(replace(FORM, key="own")), encoding="utf-8")
        await press(pilot, "enter")
        assert "Short talk · version 1 · draft" in screen_text(pilot)
        await press(pilot, "escape")
        assert "Drafts 1" in screen_text(pilot)


async def test_a_draft_is_deleted_and_a_form_taken_out_of_use_only_when_that_is_meant(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    templates.start_draft(kari, now, short.id)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "home", "x", "enter")
        assert len(templates.all_versions(kari, now)) == 2
        await press(pilot, "x", "right", "enter")
        assert len(templates.all_versions(kari, now)) == 1
        await press(pilot, "x", "enter")
        assert "Retired 1" in screen_text(pilot)
        assert templates.published(kari, now) == ()
        await press(pilot, "V", "P", "right", "enter")
        assert [one.number for one in templates.published(kari, now)] == [2]


async def test_keys_pressed_faster_than_a_form_opens_open_one_form(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    draft = templates.start_draft(kari, now, short.id)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        pilot.app.push_screen(FormEditorScreen(draft.id))
        await settled(pilot)
        editor = pilot.app.screen
        for action in ("edit", "new_section", "publish"):
            await editor.run_action(action)
        await settled(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen is editor
        await press(pilot, "A")
        assert "New section" in screen_text(pilot)


async def test_a_form_goes_to_a_file_that_can_be_taken_in_again(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "E", "enter")
        await shows(pilot, "Saved:")
    assert read_template_file(tmp_path / "short-1.toml") == stored(kari, now)
