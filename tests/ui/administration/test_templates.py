"""The organisation's forms: copied, edited, previewed from both sides, published, imported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.ui.screens import links_on, press, running, screen_text, settled, setup_for, shows, write
from tui_app.domain.conversations.wished_questions import with_wished_questions
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.domain.forms import editing
from tui_app.domain.forms.form import Form, Option, Question, QuestionKind, Respondent, Scale, Section
from tui_app.domain.forms.template_file import write_template
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.records.template import Template, TemplateState
from tui_app.files.templates import read_template_file
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning
from tui_app.text.i18n import set_language
from tui_app.ui.forms.form_editor_screen import FormEditorScreen
from tui_app.ui.forms.forms_screen import FormsScreen
from tui_app.ui.forms.outline import SectionPart
from tui_app.ui.widgets.record_list import RecordList

HOSTILE = "[@click=app.quit]x[/] \x1b]0;x\x07 [/nope]"
FORM = Form(
    "short",
    ConversationKind.OTHER,
    {"en": "Short talk"},
    (
        Section("now", {"en": "Now"}, 10, (Question("how", {"en": "How is it?"}, required=True),)),
        Section(
            "ahead",
            {"en": "Ahead"},
            5,
            (
                Question("wish", {"en": "What do you wish?"}, who=Respondent.EMPLOYEE),
                Question("see", {"en": "What do you see?"}, who=Respondent.LEADER),
            ),
        ),
    ),
)


@pytest.fixture(autouse=True)
def english() -> Any:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def database(sqlite_address: Any) -> Any:
    """Screens are tried on SQLite; the services below them on both."""
    from tui_app.storage import database as storage
    from tui_app.storage import schema

    storage.bind_database(schema.open_database(sqlite_address))
    return sqlite_address


@pytest.fixture
def short(kari: Viewer, now: datetime) -> Template:
    """A small form in use, the only one."""
    return templates.install_shipped(kari, now, [FORM])[0]


def stored(viewer: Viewer, now: datetime, key: str = "short") -> Form:
    """The newest version of a form."""
    return next(form for template, form in templates.all_versions(viewer, now) if template.key == key)


def layout(form: Form) -> list[tuple[str, list[str]]]:
    """Sections and questions in order, in English."""
    return [(one.title["en"], [question.text["en"] for question in one.questions]) for one in form.sections]


async def open_forms(pilot: Pilot[str]) -> None:
    """The list, through the palette as people reach it."""
    await press(pilot, "ctrl+p")
    await write(pilot, "forms")
    await pilot.pause(0.3)
    await press(pilot, "enter")
    await settled(pilot)
    assert isinstance(pilot.app.screen, FormsScreen)


async def retype(pilot: Pilot[str], text: str) -> None:
    """Something else in the field that has the focus; put there at once, since key by key takes its time."""
    field = pilot.app.focused
    assert isinstance(field, Input)
    field.value = text
    await settled(pilot)


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
        assert "Removed: «How is it?»" in screen_text(pilot)
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


async def test_a_new_language_is_pointed_out_where_it_is_missing(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "V", "e", "tab", "tab", "right", "ctrl+s")
        assert stored(kari, now).title == {"en": "Short talk", "nb": "Short talk"}
        assert len([line for line in screen_text(pilot).splitlines() if line.startswith("┃ !")]) == 6
        await press(pilot, "down")
        assert "Not in bokmål yet: «Now»" in screen_text(pilot)
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
        assert "Unknown: «weekly». Expected: yearly, follow_up" in shown
        assert "Line 7 · sections 1, minutes" in shown
        assert "a whole number from 1 to 240" in shown
        assert "sections 1, questions 1, text" in shown
        assert "Unknown: «essay»" in shown
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


async def test_a_form_goes_to_a_file_that_can_be_taken_in_again(
    kari: Viewer, now: datetime, tmp_path: Path, short: Template
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await open_forms(pilot)
        await press(pilot, "E", "enter")
        await shows(pilot, "Saved:")
    assert read_template_file(tmp_path / "short-1.toml") == stored(kari, now)
