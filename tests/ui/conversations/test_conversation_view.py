"""One conversation, from both sides: prepare, share, hold, write minutes, return, sign, amend."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from tests.services.sample_conversations import set_bookmark
from tests.ui.screens import links_on, press, running, say_yes, screen_text, settled, setup_for, shows, write
from tui_app.domain.actions.changes import MoveDue
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import ReasonDraft, validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft, TopicDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.forms.form import Form, Option, Question, QuestionKind, Respondent, Scale, Section
from tui_app.domain.records.conversation import ConversationKind
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning, preparation, topics
from tui_app.services.conversations import conversation_view as sheet
from tui_app.services.minutes import amendments, comments, drafting, export, signing, statements, submission
from tui_app.services.people import goals, people, person_page
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.tables import registry as tables
from tui_app.text.conversations.minutes import minutes_file_name
from tui_app.text.i18n import set_language
from tui_app.ui.messages import OpenConversation

HOSTILE = "[@click=app.quit]x[/] \x1b]0;x\x07 [/nope]"
FORM = Form(
    "yearly",
    ConversationKind.YEARLY,
    {"en": "Development conversation"},
    (
        Section(
            "work",
            {"en": "Work"},
            20,
            (
                Question("proud", {"en": "What are you proud of?"}, required=True),
                Question("praise", {"en": "What do you value?"}, who=Respondent.LEADER),
            ),
        ),
        Section(
            "kinds",
            {"en": "Kinds"},
            10,
            (
                Question(
                    "well", {"en": "How well?"}, QuestionKind.SCALE, scale=Scale(1, 5, {"en": "bad"}, {"en": "good"})
                ),
                Question("yes", {"en": "Is it so?"}, QuestionKind.YES_NO),
                Question(
                    "one",
                    {"en": "Which one?"},
                    QuestionKind.ONE_OF,
                    options=(Option("a", {"en": "Apple"}), Option("b", {"en": "Bread"})),
                ),
                Question(
                    "some",
                    {"en": "Which of these?"},
                    QuestionKind.SEVERAL_OF,
                    options=(Option("a", {"en": "Apple"}), Option("b", {"en": "Bread"})),
                ),
                Question("day", {"en": "Which day?"}, QuestionKind.DATE),
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
def talk(kari: Viewer, ola: Person, now: datetime) -> int:
    """A planned conversation between Kari and Ola."""
    (template,) = templates.install_shipped(kari, now, [FORM])
    draft = validate_draft(
        ConversationPlanDraft, {"template_id": template.id, "on": date(2026, 11, 26), "at": "9", "place": "Room 2"}
    )
    return planning.plan(kari, now, ola.id, draft).subject_id


@pytest.fixture
def employee(ola: Person) -> Viewer:
    return Viewer(ola.id, ola.name)


@pytest.fixture
def held(kari: Viewer, talk: int, now: datetime) -> int:
    """The conversation has begun."""
    planning.start(kari, now, talk)
    return talk


@asynccontextmanager
async def sheet_of(
    viewer: Viewer, talk: int, now: datetime, folder: Path, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Pilot[str]]:
    """The sheet as one of them has it before them."""
    async with running(setup_for(viewer, now, folder), size) as pilot:
        pilot.app.ctx.open(OpenConversation(talk))  # type: ignore[attr-defined]
        await settled(pilot)
        await settled(pilot)
        yield pilot


async def go(pilot: Pilot[str], words: str) -> None:
    """Put the cursor on a page or a step of the list to the left and open it."""
    await shows(pilot, words)
    pages_list = pilot.app.screen.query_one("#sheet-pages")
    pages_list.focus()
    await press(pilot, "home")
    for _ in range(20):
        option = pages_list.highlighted_option  # type: ignore[attr-defined]
        if option is not None and words in option.prompt.content(40).plain:
            await press(pilot, "enter")
            await settled(pilot)
            return
        await press(pilot, "down")
    raise AssertionError(f"no page or step {words!r}:\n{screen_text(pilot)}")


async def test_what_one_prepares_is_private_until_it_is_shared(
    kari: Viewer, employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    async with sheet_of(employee, talk, now, tmp_path) as pilot:
        await shows(pilot, "Prepare.")
        await go(pilot, "Work")
        assert "What do you value?" not in screen_text(pilot)
        await write(pilot, "the new ward")
        await press(pilot, "escape")
        await shows(pilot, "saved")
    async with sheet_of(kari, talk, now, tmp_path) as pilot:
        await go(pilot, "Work")
        await shows(pilot, "What do you value?")
        assert "the new ward" not in screen_text(pilot)
        preparation.share(employee, now, talk)
        pilot.app.refresh_screens()  # type: ignore[attr-defined]
        await settled(pilot)
        await shows(pilot, "Ola: the new ward")


async def test_somebody_elses_change_may_come_while_the_sheet_is_being_made(
    employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(employee, now, tmp_path)) as pilot:
        app: Any = pilot.app
        app.ctx.open(OpenConversation(talk))
        for _ in range(100):
            app.refresh_screens()
            await asyncio.sleep(0)
        await shows(pilot, "Prepare.")


async def test_every_kind_of_question_is_answered_with_the_keyboard(
    kari: Viewer, employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    async with sheet_of(employee, talk, now, tmp_path) as pilot:
        await go(pilot, "Kinds")
        await press(pilot, "4", "tab", "right", "tab", "right", "right", "tab", "down", "space", "tab")
        await write(pilot, "friday")
        await press(pilot, "escape")
    answers = {key: one.value for key, one in sheet.get_view(employee, now, talk).my_preparation.answers.items()}
    assert answers == {"well": 4, "yes": True, "one": "b", "some": ["b"], "day": "2026-11-27"}


async def test_a_text_that_is_too_long_is_told_and_stays_in_its_field(
    employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    async with sheet_of(employee, talk, now, tmp_path) as pilot:
        await go(pilot, "Work")
        await write(pilot, "the new ward")
        field: Any = pilot.app.focused
        pilot.app.post_message(Paste("ord " * 5000))
        await shows(pilot, "This is too long.")
        assert len(field.text) == 20_012
        field.text = "Shorter."
        await press(pilot, "escape")
    assert sheet.get_view(employee, now, talk).my_preparation.answers["proud"].value == "Shorter."


async def test_the_employee_writes_the_leader_returns_and_signs(
    kari: Viewer, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    async with sheet_of(employee, held, now, tmp_path) as pilot:
        await shows(pilot, "Your turn: write the")
        await go(pilot, "Work")
        await write(pilot, "We talked about nights")
        await press(pilot, "ctrl+n")
        await write(pilot, "New roster")
        await press(pilot, "enter")
        await write(pilot, "+14")
        await press(pilot, "ctrl+s")
        await go(pilot, "Sign and submit")
        assert "No action agreed" not in screen_text(pilot)
        await say_yes(pilot)
        await shows(pilot, "Submitted")
    async with sheet_of(kari, held, now, tmp_path) as pilot:
        await go(pilot, "Work")
        await shows(pilot, "We talked about nights")
        await go(pilot, "Comment on a section")
        await write(pilot, "And the weekends?")
        await go(pilot, "Return")
        await shows(pilot, "Work: And the weekends?")
        assert sheet.get_view(employee, now, held).comments == ()
        await say_yes(pilot)
        await shows(pilot, "Ola writes the minutes")
    async with sheet_of(employee, held, now, tmp_path) as pilot:
        await shows(pilot, "returned")
        await go(pilot, "Work")
        await shows(pilot, "Kari Nordmann comments, 12:00: And the weekends?")
        await write(pilot, " and weekends")
        await go(pilot, "Sign and submit")
        await say_yes(pilot)
    async with sheet_of(kari, held, now, tmp_path) as pilot:
        await go(pilot, "Sign")
        await say_yes(pilot)
        await shows(pilot, "Fingerprint")
        text = screen_text(pilot)
        assert "Signed by both" in text
        assert "We talked about nights and weekends" in text
        assert "New roster" in text
        (signed,) = export.export_conversation(kari, now, held)
        assert signed.sha256[:12] in text


async def test_minutes_without_an_action_are_pointed_out_and_may_be_submitted(
    kari: Viewer, ola: Person, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    goal = {"text": "Lead the ward", "kind": GoalKind.WORK, "conversation_id": held}
    goals.add(kari, now, ola.id, validate_draft(GoalDraft, goal))
    drafting.save_section(employee, now, held, "work", "Words", 0)
    async with sheet_of(employee, held, now, tmp_path) as pilot:
        await press(pilot, "ctrl+s")
        await shows(pilot, "No action agreed")
        await shows(pilot, "No action supports the goal «Lead the ward»")
        await press(pilot, "escape")
        await shows(pilot, "Your turn")
        await press(pilot, "ctrl+s")
        await say_yes(pilot)
        await shows(pilot, "Submitted")


async def test_a_text_saved_elsewhere_is_not_overwritten(
    employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    async with sheet_of(employee, held, now, tmp_path) as pilot:
        await go(pilot, "Work")
        drafting.save_section(employee, now, held, "work", "from the other terminal", 0)
        await press(pilot, "h", "tab")  # quicker than the saving by itself
        await shows(pilot, "Edited in two places")
        text = screen_text(pilot)
        assert "from the other terminal" in text
        await press(pilot, "enter")
        await settled(pilot)
    draft = sheet.get_view(employee, now, held).draft
    assert draft is not None
    assert draft.texts["work"].value == "from the other terminal\n\nh"


async def test_what_another_terminal_saves_appears_in_a_field_where_nothing_is_unsaved(
    employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    drafting.save_section(employee, now, held, "work", "first", 0)
    async with sheet_of(employee, held, now, tmp_path) as pilot:
        await go(pilot, "Work")
        drafting.save_section(employee, now, held, "work", "second", 1)
        pilot.app.refresh_screens()  # type: ignore[attr-defined]
        await settled(pilot)
        await shows(pilot, "second")
        await write(pilot, " third")
        await press(pilot, "escape")
    draft = sheet.get_view(employee, now, held).draft
    assert draft is not None
    assert draft.texts["work"].value == "second third"


async def test_a_page_that_one_comes_back_to_shows_what_was_written_there(
    employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    async with sheet_of(employee, held, now, tmp_path) as pilot:
        await go(pilot, "Work")
        await write(pilot, "We talked")
        await press(pilot, "ctrl+down", "ctrl+up")
        await shows(pilot, "We talked")


async def test_last_times_agreements_get_their_status_with_one_key(
    kari: Viewer, ola: Person, employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    goal = {"text": "Lead the ward", "kind": GoalKind.WORK}
    goals.add(kari, now, ola.id, validate_draft(GoalDraft, goal))
    action = {"text": "Take a course", "responsible_id": ola.id, "due": date(2026, 12, 1)}
    actions.add(kari, now, ola.id, validate_draft(ActionDraft, action))
    topics.add(employee, now, ola.id, validate_draft(TopicDraft, {"text": "Holidays"}))
    async with sheet_of(kari, talk, now, tmp_path) as pilot:
        await go(pilot, "Since last time")
        await press(pilot, "space", "down", "space", "down", "space")
        assert "Lead the ward" in screen_text(pilot)
    page = person_page.get(kari, now, ola.id)
    assert [one.status for one in page.goals] == ["reached"]
    assert [one.status for one in page.actions] == ["done"]
    assert page.topics == ()


async def test_an_open_question_is_one_key_away(kari: Viewer, talk: int, now: datetime, tmp_path: Path) -> None:
    async with sheet_of(kari, talk, now, tmp_path) as pilot:
        await press(pilot, "ctrl+b")
        first = screen_text(pilot)
        assert "»" in first
        await press(pilot, "ctrl+b")
        await shows(pilot, "»")
        assert screen_text(pilot) != first


@pytest.fixture
def signed(kari: Viewer, employee: Viewer, held: int, now: datetime) -> int:
    """The minutes are signed."""
    drafting.save_section(employee, now, held, "work", "We talked", 0)
    submission.submit(employee, now, held, "en")
    signing.sign(kari, now, held)
    return held


async def test_a_statement_stands_beside_and_an_amendment_shows_what_it_changed(
    kari: Viewer, employee: Viewer, signed: int, now: datetime, tmp_path: Path
) -> None:
    async with sheet_of(kari, signed, now, tmp_path) as pilot:
        await go(pilot, "Write a statement")
        await write(pilot, "I see it otherwise")
        await go(pilot, "Add the statement")
        await shows(pilot, "It is shown beside the signed text")
        await say_yes(pilot)
        await settled(pilot)
        await shows(pilot, "Statement by Kari Nordmann")
        await go(pilot, "Write an amendment")
        await say_yes(pilot)
    async with sheet_of(employee, signed, now, tmp_path) as pilot:
        await go(pilot, "Work")
        await write(pilot, " and agreed")
        await go(pilot, "Sign and submit")
        await say_yes(pilot)
    signing.sign(kari, now, signed)
    async with sheet_of(employee, signed, now, tmp_path) as pilot:
        await go(pilot, "What was changed")
        await shows(pilot, "− We talked")
        await shows(pilot, "+ We talked and agreed")
        await go(pilot, "Signed minutes")
        await shows(pilot, "I see it otherwise")


async def test_a_file_that_is_there_already_is_replaced_only_when_somebody_says_so(
    kari: Viewer, signed: int, now: datetime, tmp_path: Path
) -> None:
    file = tmp_path / minutes_file_name(export.export_conversation(kari, now, signed)[0], "md")
    file.write_text("mine")
    async with sheet_of(kari, signed, now, tmp_path) as pilot:
        await go(pilot, "Save to file")
        await press(pilot, "end", "backspace", "backspace", "backspace", "m", "d", "enter")
        await shows(pilot, "Replace the file?")
        await press(pilot, "enter")
        assert file.read_text() == "mine"
        await press(pilot, "ctrl+s", "tab", "enter")
        assert "We talked" in file.read_text()


async def test_what_a_pdf_cannot_show_is_said_before_it_is_saved(
    kari: Viewer, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    drafting.save_section(employee, now, held, "work", "We talked 🦊 王", 0)
    submission.submit(employee, now, held, "en")
    signing.sign(kari, now, held)
    async with sheet_of(kari, held, now, tmp_path) as pilot:
        await go(pilot, "Save to file")
        await press(pilot, "enter")
        await shows(pilot, "The PDF has no letters for: 🦊")
        await press(pilot, "escape")
        await shows(pilot, "A .md file shows every letter.")
        file = tmp_path / minutes_file_name(export.export_conversation(kari, now, held)[0])
        assert not file.exists()
        await press(pilot, "ctrl+s")
        await shows(pilot, "Save with boxes?")
        await say_yes(pilot)
        await shows(pilot, "Saved:")
        assert file.read_bytes().startswith(b"%PDF")


async def test_a_signed_text_that_was_changed_outside_says_so(
    kari: Viewer, signed: int, now: datetime, tmp_path: Path
) -> None:
    with writing(), bypassing_row_security():
        row = tables.Minutes.get(tables.Minutes.conversation == signed)
        tables.Minutes.update(signed=row.signed.replace("We talked", "We fought")).execute()
    async with sheet_of(kari, signed, now, tmp_path) as pilot:
        await shows(pilot, "this text is not the one that was signed")


async def test_hostile_words_stay_words_on_every_page(
    kari: Viewer, ola: Person, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    preparation.save_answer(employee, now, held, "proud", HOSTILE, 0)
    preparation.share(employee, now, held)
    drafting.save_section(employee, now, held, "work", HOSTILE, 0)
    topics.add(employee, now, ola.id, validate_draft(TopicDraft, {"text": HOSTILE}))
    values = {"text": HOSTILE, "responsible_id": ola.id, "due": date(2026, 12, 1), "conversation_id": held}
    actions.add(kari, now, ola.id, validate_draft(ActionDraft, values))
    submission.submit(employee, now, held, "en")
    comments.save_comment(kari, now, held, "work", HOSTILE, 0)
    signing.return_minutes(kari, now, held)
    submission.submit(employee, now, held, "en")
    comments.save_comment(kari, now, held, "work", HOSTILE, 0)
    for viewer in (kari, employee):
        async with sheet_of(viewer, held, now, tmp_path) as pilot:
            for page in ("Full minutes", "Since last time", "Work"):
                await go(pilot, page)
                await shows(pilot, "[@click=app.quit]x[/]")
                assert links_on(pilot) == []
    signing.sign(kari, now, held)
    statements.add(kari, now, held, HOSTILE)
    async with sheet_of(kari, held, now, tmp_path) as pilot:
        await shows(pilot, "[@click=app.quit]x[/]")
        assert links_on(pilot) == []


async def test_it_is_all_there_in_a_small_terminal(
    kari: Viewer, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    async with sheet_of(employee, held, now, tmp_path, (80, 24)) as pilot:
        await go(pilot, "Work")
        text = screen_text(pilot)
        assert "Minutes" in text
        assert "What are you proud of?" in text
        assert "0 of 30 min" in text
        assert "F1 Help" in text


async def test_a_statement_half_written_is_not_thrown_away_by_one_key(
    kari: Viewer, signed: int, now: datetime, tmp_path: Path
) -> None:
    async with sheet_of(kari, signed, now, tmp_path) as pilot:
        await go(pilot, "Write a statement")
        await write(pilot, "I see it")
        await press(pilot, "escape", "escape")
        await settled(pilot)
    assert export.export_conversation(kari, now, signed)[0].statements == ()
    async with sheet_of(kari, signed, now, tmp_path) as pilot:
        await shows(pilot, "I see it")
        await go(pilot, "Add the statement")
        await say_yes(pilot)
        await shows(pilot, "Statement by Kari Nordmann")
        assert "Only you see this" not in screen_text(pilot)


async def test_returning_without_a_comment_goes_to_where_one_is_written(
    kari: Viewer, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    drafting.save_section(employee, now, held, "work", "We talked", 0)
    submission.submit(employee, now, held, "en")
    async with sheet_of(kari, held, now, tmp_path, (80, 24)) as pilot:
        await go(pilot, "Return")
        await shows(pilot, "First write what should be changed")
        await write(pilot, "All of it")
        await go(pilot, "Sign")
        await shows(pilot, "comments that are not returned")
        await press(pilot, "escape")
        await go(pilot, "Return")
        await shows(pilot, "overall: All of it")
        await say_yes(pilot)
        await shows(pilot, "Ola writes the minutes")
    assert [one.text for one in sheet.get_view(employee, now, held).comments] == ["All of it"]


@pytest.mark.parametrize("shown", [False, True])
async def test_what_the_leader_agrees_while_the_minutes_are_returned_stands_on_a_page(
    kari: Viewer, employee: Viewer, held: int, now: datetime, tmp_path: Path, shown: bool
) -> None:
    drafting.save_section(employee, now, held, "work", "We talked", 0)
    drafting.share_draft(employee, now, held, shared=shown)
    submission.submit(employee, now, held, "en")
    async with sheet_of(kari, held, now, tmp_path, (80, 24)) as pilot:
        await shows(pilot, "Full minutes")
        assert "Goals and actions" not in screen_text(pilot)
        await go(pilot, "Return")
        await write(pilot, "What about the roster?")
        await go(pilot, "Return")
        await say_yes(pilot)
        await press(pilot, "ctrl+n")
        await write(pilot, "New roster")
        await press(pilot, "enter")
        await write(pilot, "+14")
        await press(pilot, "ctrl+s")
        await go(pilot, "Goals and actions")
        await shows(pilot, "New roster")


async def test_minutes_without_a_text_are_submitted_after_a_warning(
    employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    async with sheet_of(employee, held, now, tmp_path, (80, 24)) as pilot:
        await go(pilot, "Sign and submit")
        await shows(pilot, "The minutes are empty.")
        await say_yes(pilot)
        await shows(pilot, "Submitted. Kari is reading")


def led_by_nina(kari: Viewer, ola: Person, now: datetime) -> Person:
    """Nina leads Ola from now on."""
    nina = people.add(kari, now, validate_draft(PersonDraft, {"name": "Nina Berg"}))
    changed = validate_draft(PersonDraft, {"name": ola.name, "leader_id": nina.id})
    people.edit(kari, now, ola.id, people.get_for_editing(kari, now, ola.id).version, changed)
    return nina


async def test_what_was_shared_with_the_former_leader_is_shared_with_the_new_one_with_one_key(
    kari: Viewer, ola: Person, employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    preparation.save_answer(employee, now, talk, "proud", "Fine", 0)
    preparation.share(employee, now, talk)
    nina = led_by_nina(kari, ola, now)
    async with sheet_of(employee, talk, now, tmp_path, (80, 24)) as pilot:
        await shows(pilot, "You had shared with Kari.")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Nina Berg sees your answers")
        await say_yes(pilot)
        await shows(pilot, "You have shared your")
        await press(pilot, "escape")
    assert sheet.get_view(Viewer(nina.id, nina.name), now, talk).their_preparation.answers["proud"].value == "Fine"


async def test_an_unsigned_conversation_is_handed_to_the_new_leader_by_the_employee(
    kari: Viewer, ola: Person, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    drafting.save_section(employee, now, held, "work", "We talked", 0)
    submission.submit(employee, now, held, "en")
    nina = led_by_nina(kari, ola, now)
    async with sheet_of(employee, held, now, tmp_path, (80, 24)) as pilot:
        await shows(pilot, "Nina leads you now")
        await go(pilot, "Hand over to new leader")
        await shows(pilot, "the answers you")
        await shows(pilot, "this signs them again")
        await say_yes(pilot)
        await shows(pilot, "Submitted. Nina is reading")
    async with sheet_of(Viewer(nina.id, nina.name), held, now, tmp_path) as pilot:
        await shows(pilot, "We talked")
        await press(pilot, "ctrl+s")
        await say_yes(pilot)
        await shows(pilot, "Signed by Nina Berg")


async def test_an_amendment_is_handed_to_the_new_leader_by_the_employee(
    kari: Viewer, ola: Person, employee: Viewer, signed: int, now: datetime, tmp_path: Path
) -> None:
    nina = led_by_nina(kari, ola, now)
    async with sheet_of(employee, signed, now, tmp_path, (80, 24)) as pilot:
        await shows(pilot, "Signed by both.")
        assert "Hand over to new leader" not in screen_text(pilot)
        await go(pilot, "Write an amendment")
        await say_yes(pilot)
        await shows(pilot, "Nina leads you now")
        await press(pilot, "ctrl+s")
        await say_yes(pilot)
        await go(pilot, "Hand over to new leader")
        await shows(pilot, "this signs them again")
        await shows(pilot, "the minutes already signed")
        await shows(pilot, "cannot be undone.")
        await say_yes(pilot)
        await shows(pilot, "Submitted. Nina is reading")
    async with sheet_of(Viewer(nina.id, nina.name), signed, now, tmp_path) as pilot:
        await press(pilot, "ctrl+s")
        await say_yes(pilot)
        await shows(pilot, "Amendment 1")


async def test_what_another_terminal_wrote_unseen_is_not_submitted(
    employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    async with sheet_of(employee, held, now, tmp_path) as pilot:
        await go(pilot, "Work")
        await write(pilot, "We talked")
        await press(pilot, "ctrl+down")
        pilot.app.refresh_screens()  # type: ignore[attr-defined]
        await shows(pilot, "Show the draft")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Submitting also signs")
        drafting.save_section(employee, now, held, "kinds", "from elsewhere", 0)
        await say_yes(pilot)
        await shows(pilot, "just changed this")
        await press(pilot, "ctrl+s")
        await say_yes(pilot)
        await shows(pilot, "Submitted. Kari is reading")


async def test_an_amendment_is_given_up_after_a_question(
    employee: Viewer, signed: int, now: datetime, tmp_path: Path
) -> None:
    amendments.start(employee, now, signed)
    async with sheet_of(employee, signed, now, tmp_path, (80, 24)) as pilot:
        await go(pilot, "Work")
        await write(pilot, " nonsense")
        await go(pilot, "Discard the amendment")
        await shows(pilot, "is discarded")
        await say_yes(pilot)
        await shows(pilot, "Signed by both.")
        await go(pilot, "Write an amendment")
        await say_yes(pilot)
        await go(pilot, "Work")
        await shows(pilot, "We talked")
        assert "nonsense" not in screen_text(pilot)


async def test_nothing_is_shared_before_one_has_said_so(
    employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    async with sheet_of(employee, talk, now, tmp_path) as pilot:
        await press(pilot, "ctrl+s")
        await shows(pilot, "Required (*) and not answered:")
        await press(pilot, "escape")
        assert sheet.get_view(employee, now, talk).my_preparation.shared_at is None
        await press(pilot, "ctrl+s")
        await say_yes(pilot)
        await shows(pilot, "You have shared your")


async def test_the_leader_reads_what_was_submitted_whatever_happens_to_the_actions_since(
    kari: Viewer, ola: Person, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    values = {"text": "Take a course", "responsible_id": ola.id, "due": date(2026, 12, 1), "conversation_id": held}
    receipt = actions.add(kari, now, ola.id, validate_draft(ActionDraft, values))
    drafting.save_section(employee, now, held, "work", "We talked", 0)
    submission.submit(employee, now, held, "en")
    target = actions_of(kari, now, receipt.subject_id)
    actions.change(kari, now, [target], MoveDue(date(2027, 6, 1)))
    async with sheet_of(kari, held, now, tmp_path) as pilot:
        await go(pilot, "Full minutes")
        await shows(pilot, "1 December 2026")


async def test_what_was_submitted_opens_whole_though_one_left_among_the_questions(
    kari: Viewer, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    set_bookmark(kari, held, "well")
    drafting.save_section(employee, now, held, "work", "We talked", 0)
    submission.submit(employee, now, held, "en")
    async with sheet_of(kari, held, now, tmp_path) as pilot:
        assert pilot.app.screen.query_one("#sheet-page").border_title == "Full minutes"
        assert "We talked" in screen_text(pilot)


async def test_the_help_lists_no_key_that_rests(kari: Viewer, signed: int, now: datetime, tmp_path: Path) -> None:
    async with sheet_of(kari, signed, now, tmp_path) as pilot:
        await press(pilot, "f1")
        await shows(pilot, "Everywhere")
        listed = screen_text(pilot).partition("Everywhere")[0]
        assert "Ctrl+S" in listed
        assert "Open question" not in listed
        assert "New action" not in listed


def actions_of(viewer: Viewer, now: datetime, action_id: int) -> ActionVersion:
    """The action as a target at its present version."""
    action = actions.get(viewer, now, action_id)
    return ActionVersion(action.id, action.version)


async def test_an_amendment_says_whose_turn_it_is(
    kari: Viewer, employee: Viewer, signed: int, now: datetime, tmp_path: Path
) -> None:
    amendments.start(kari, now, signed)
    async with running(setup_for(employee, now, tmp_path), (120, 30)) as pilot:
        await press(pilot, "3")
        await shows(pilot, "Your turn")
        await shows(pilot, "finish the minutes")
    submission.submit(employee, now, signed, "en")
    async with running(setup_for(kari, now, tmp_path), (120, 30)) as pilot:
        await shows(pilot, "minutes await you")


async def test_what_is_written_while_the_other_cancels_is_shown_to_its_writer(
    kari: Viewer, employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    async with sheet_of(employee, talk, now, tmp_path) as pilot:
        await press(pilot, "ctrl+down")
        await write(pilot, "Stolt av laget")
        await pilot.app.screen.flush()  # type: ignore[attr-defined]
        conversation = conversation_view.get(kari, now, talk)
        planning.cancel(kari, now, talk, conversation.version, validate_draft(ReasonDraft, {"reason": "Syk"}))
        pilot.app.post_message(Paste(" og vakten"))
        await shows(pilot, "This could not be saved")
        assert "What are you proud of?" in screen_text(pilot)
        assert "can no longer be edited" in screen_text(pilot)
        assert "Stolt av laget og vakten" in screen_text(pilot)
        await press(pilot, "tab", "enter")
        assert pilot.app.clipboard == "Stolt av laget og vakten"
        await press(pilot, "escape", "escape", "escape")
        await settled(pilot)
        assert len(pilot.app.screen_stack) == 1, "one can leave"
    async with running(setup_for(employee, now, tmp_path)) as pilot:
        await shows(pilot, "Stolt av laget og vakten")
        await press(pilot, "tab", "right", "enter")
    async with running(setup_for(employee, now, tmp_path)) as pilot:
        await pilot.pause(0.6)
        await settled(pilot)
        assert "Stolt av laget" not in screen_text(pilot)


async def test_what_is_written_in_minutes_that_are_submitted_elsewhere_is_put_aside(
    kari: Viewer, employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    planning.start(kari, now, talk)
    drafting.save_section(employee, now, talk, "work", "Vi snakket", 0)
    async with sheet_of(employee, talk, now, tmp_path) as pilot:
        await shows(pilot, "Vi snakket")
        submission.submit(employee, now, talk, "en")
        pilot.app.set_focus(pilot.app.screen.query_one("#m-work"))
        pilot.app.post_message(Paste(" om mer"))
        await shows(pilot, "This could not be saved")
        assert "Minutes" in screen_text(pilot)
        assert "om mer" in screen_text(pilot)


async def test_a_text_that_is_too_long_is_said_and_can_be_shortened(
    kari: Viewer, employee: Viewer, talk: int, now: datetime, tmp_path: Path
) -> None:
    async with sheet_of(employee, talk, now, tmp_path) as pilot:
        await press(pilot, "ctrl+down")
        pilot.app.post_message(Paste("Stolt. " * 3_000))
        await shows(pilot, "This is too long.")
        await press(pilot, "escape", "escape")
        await shows(pilot, "This could not be saved")
        assert sheet.get_view(employee, now, talk).my_preparation.answers == {}
        await press(pilot, "tab", "tab", "enter")
        pilot.app.ctx.open(OpenConversation(talk))  # type: ignore[attr-defined]
        await shows(pilot, "Share my preparation")
        await press(pilot, "ctrl+down")
        await write(pilot, "Kort")
        await press(pilot, "escape", "escape")
        await settled(pilot)
        assert sheet.get_view(employee, now, talk).my_preparation.answers["proud"].value == "Kort"


async def test_what_was_answered_a_moment_ago_is_not_asked_for_when_sharing(
    employee: Viewer, talk: int, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_app.ui.editing.autosave.SAVE_DELAY_SECONDS", 60)
    async with sheet_of(employee, talk, now, tmp_path) as pilot:
        await go(pilot, "Work")
        await write(pilot, "The new ward")
        await press(pilot, "ctrl+s")
        await shows(pilot, "sees your answers from now on")
        assert "not answered" not in screen_text(pilot)
