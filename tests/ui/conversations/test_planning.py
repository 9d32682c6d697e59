"""Planning conversations: one or a whole round, moving, cancelling, calendar files, topics."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.conftest import viewer_of
from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.domain.drafts.follow_up import PauseDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.conversation import Conversation, ConversationState
from tui_app.domain.records.person import Person, Viewer
from tui_app.files.templates import shipped_templates
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ChecklistScope
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning
from tui_app.services.follow_up import schedule
from tui_app.services.minutes import drafting, submission
from tui_app.services.people import people, person_page

FRIDAY = date(2026, 11, 27)


def planned(kari: Viewer, now: datetime, person: Person, on: date = FRIDAY, **more: object) -> int:
    form = next(one for one in templates.install_shipped(kari, now, shipped_templates()) if one.key == "yearly")
    draft = validate_draft(ConversationPlanDraft, {"template_id": form.id, "on": on, **more})
    return planning.plan(kari, now, person.id, draft).subject_id


def talks(viewer: Viewer, now: datetime) -> tuple[Conversation, ...]:
    return conversation_view.own_conversations(viewer, now)


async def test_the_first_conversation_is_planned_with_a_shipped_form_by_one_key_and_a_day(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "n")
        assert "Development conversation" in screen_text(pilot)
        await write(pilot, "friday")
        assert "Friday 27 November 2026" in screen_text(pilot)
        await press(pilot, "ctrl+s", "3")
        (talk,) = talks(kari, now)
        assert (talk.person_id, talk.on, talk.starts, talk.minutes) == (ola.id, FRIDAY, None, 85)
        text = screen_text(pilot)
        assert "Planned 1" in text
        assert "Ola Hansen" in text
        await press(pilot, "u")
        assert talks(kari, now) == ()
        assert "Press n to plan one" in screen_text(pilot)


async def test_the_language_of_the_form_can_be_chosen(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    conversation_id = planned(kari, now, ola, language="nn")
    async with running(setup_for(kari, now, tmp_path), (120, 40)) as pilot:
        await press(pilot, "3", "enter")
        await shows(pilot, "Oppgåver og resultat")
        await press(pilot, "escape", "m")
        await shows(pilot, "Language")
        assert "nynorsk" in screen_text(pilot)
        await press(pilot, *["tab"] * 4, "left", "ctrl+s")
        await shows(pilot, "Changed: Ola Hansen")
    assert conversation_view.get(kari, now, conversation_id).language == "nb"


async def test_time_place_and_form_are_asked_for_and_a_wrong_time_is_told(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Åsheim"}))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "n")
        await write(pilot, "ås")
        await press(pilot, "enter")
        await write(pilot, "27.11")
        await press(pilot, "tab")
        await write(pilot, "half past nine")
        await press(pilot, "ctrl+s")
        assert "What time? For example 9 or 13.30." in screen_text(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "9.30")
        await press(pilot, "tab")
        await write(pilot, "Kantina")
        await press(pilot, "tab", "right", "ctrl+s")
        (talk,) = talks(kari, now)
        assert talk.starts == datetime(2026, 11, 27, 9, 30, tzinfo=now.tzinfo)
        assert (talk.person_name, talk.place, talk.title["en"]) == ("Per Åsheim", "Kantina", "Follow-up conversation")
        text = screen_text(pilot)
        assert "Fri 09:30" in text
        assert "Kantina" in text


async def test_an_action_is_agreed_from_where_no_person_stands(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Åsheim"}))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        for number, screen in enumerate(("3", "5", "6"), 1):
            await press(pilot, screen, "a")
            assert "Person" in screen_text(pilot), screen
            await write(pilot, "ås")
            await press(pilot, "enter")
            assert "New action for Per Åsheim" in screen_text(pilot)
            await write(pilot, f"Ta kurs {number}")
            await press(pilot, "enter")
            await write(pilot, "fredag")
            await press(pilot, "ctrl+s")
            agreed = actions.checklist(kari, now, ChecklistScope.TEAM)
            assert [(one.person_name, one.text) for one in agreed][-1] == ("Per Åsheim", f"Ta kurs {number}")
        await press(pilot, "1", "enter", "l", "a")
        assert "New action for Ola Hansen" in screen_text(pilot)
        await press(pilot, "escape", "escape", "escape", "S", "j", "a")
        assert "New action for Ola Hansen" in screen_text(pilot)
        await press(pilot, "escape", "ctrl+p")
        await write(pilot, "new action")
        await shows(pilot, "New action for me")
        await press(pilot, "enter")
        await shows(pilot, "New action for Ola Hansen")  # the palette's entry is about whom the cursor is on, too


async def test_an_action_is_agreed_only_with_those_one_leads(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Åse Fjern", "leader_id": ola.id}))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "a")
        await write(pilot, "fjern")
        await press(pilot, "enter", "ctrl+s")
        assert "You can only agree actions with people you lead" in screen_text(pilot)


async def test_somebody_without_a_team_agrees_about_themselves_from_anywhere(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(Viewer(ola.id, ola.name), now, tmp_path)) as pilot:
        await press(pilot, "3", "a")
        assert "New action for Ola Hansen" in screen_text(pilot)


async def test_where_the_key_means_something_else_it_goes_on_to_mean_that(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "6", "down", "enter", "f1")
        assert "New stand-in" in screen_text(pilot)
        assert "New action" not in screen_text(pilot)


async def test_only_the_leaders_own_reports_can_be_chosen(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Anne Vik", "leader_id": ola.id}))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "n")
        await write(pilot, "anne")
        await press(pilot, "enter")
        await write(pilot, "friday")
        await press(pilot, "ctrl+s")
        assert "You can only plan conversations with people you lead" in screen_text(pilot)
        assert talks(kari, now) == ()


async def test_a_conversation_is_moved_and_the_collision_is_asked_about(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    talk_id = planned(kari, now, ola, at="9", place="Kantina")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "m")
        draft = {"template_id": talks(kari, now)[0].template_id, "on": date(2026, 12, 2), "at": "10"}
        planning.edit(kari, now, talk_id, 1, validate_draft(ConversationPlanDraft, draft))
        await write(pilot, "4.12")
        await press(pilot, "ctrl+s")
        text = screen_text(pilot)
        assert "Kari Nordmann changed this after you read it" in text
        assert "Wednesday 2 December 2026 10:00" in text
        assert "Friday 4 December 2026 09:00 · Kantina" in text
        await press(pilot, "right", "enter")
        (talk,) = talks(kari, now)
        assert (talk.on, talk.place, talk.sequence) == (date(2026, 12, 4), "Kantina", 2)
        assert "4 Dec 09:00" in screen_text(pilot)
        await press(pilot, "u")
        assert talks(kari, now)[0].on == date(2026, 12, 2)


async def test_a_conversation_is_cancelled_with_a_reason_and_that_is_undone(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    planned(kari, now, ola)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "x", "enter")
        assert "Why? A few words are enough." in screen_text(pilot)
        await write(pilot, "Ola er syk")
        await press(pilot, "enter")
        (talk,) = talks(kari, now)
        assert (talk.state, talk.reason) == (ConversationState.CANCELLED, "Ola er syk")
        text = screen_text(pilot)
        assert "Cancelled 1" in text
        assert "cancelled" in text
        await press(pilot, "u")
        assert talks(kari, now)[0].state is ConversationState.PLANNED
        assert "Planned 1" in screen_text(pilot)


@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 40), marks=pytest.mark.slow)])
async def test_a_round_is_seen_changed_planned_and_undone_in_one_step(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, size: tuple[int, int]
) -> None:
    for name in ("Per Berg", "Liv Moe", "Tom Vik"):
        people.add(kari, now, validate_draft(PersonDraft, {"name": name}))
    planned(kari, now, ola)
    async with running(setup_for(kari, now, tmp_path), size) as pilot:
        await press(pilot, "3", "N")
        text = screen_text(pilot)
        assert "3 conversations" in text
        assert "Ola Hansen" not in text
        await press(pilot, "tab", "tab", "ctrl+u")
        assert "4 conversations" in screen_text(pilot)
        await press(pilot, "6", "tab")
        await write(pilot, "9.30")
        await press(pilot, "tab", "tab", "space", "m")
        await write(pilot, "15.12")
        await press(pilot, "ctrl+s")
        text = screen_text(pilot)
        assert "2 conversations" in text
        assert "skipped" in text
        assert "Tue 15 Dec" in text
        await press(pilot, "ctrl+s")
        assert "2 conversations planned" in screen_text(pilot)
        assert re.search(r"7 Practice, Peer\W+supervision", screen_text(pilot))
        made = [talk for talk in talks(kari, now) if talk.person_id != ola.id]
        assert len(made) == 2
        assert date(2026, 12, 15) in [talk.on for talk in made]
        assert {talk.starts.timetz() for talk in made if talk.starts} == {now.replace(hour=9, minute=30).timetz()}
        await press(pilot, "u")
        assert [talk.person_id for talk in talks(kari, now)] == [ola.id]


async def test_a_round_that_cannot_be_is_told_beside_the_questions(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "3", "N", "ctrl+u")
        await write(pilot, "31.2")
        assert "That date does not exist." in screen_text(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "1.12.2027")
        assert "The last day is before the first." in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert talks(kari, now) == ()
        await press(pilot, "ctrl+u")
        await write(pilot, "tomorrow")
        assert "1 conversation" in screen_text(pilot)


async def test_a_round_knows_what_is_planned_already(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    planned(kari, now, per, at="9", on=date(2026, 11, 30))
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "3", "N", "tab", "tab", "tab")
        await write(pilot, "9")
        assert "1 conversation" in screen_text(pilot)
        assert "10:45" in screen_text(pilot)
        await press(pilot, "tab", "tab", "m", "tab", "ctrl+u")
        await write(pilot, "9.30")
        await press(pilot, "ctrl+s")
        assert "also Per" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert "Ola Hansen and Per Berg are at the same time" in screen_text(pilot)
        assert len(talks(kari, now)) == 1


async def test_a_public_holiday_is_pointed_out_where_somebody_chooses_one(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "3", "N", "ctrl+u")
        await write(pilot, "25.12.2026")
        await press(pilot, "tab", "ctrl+u")
        await write(pilot, "29.12.2026")
        assert "Mon 28 Dec" in screen_text(pilot)
        assert "public holidays" not in screen_text(pilot)
        await press(pilot, "tab", "tab", "tab", "tab", "m")
        await write(pilot, "1.1.2027")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Friday 1 January 2027 · public holiday. «")
        await press(pilot, "ctrl+s")
        assert "Fri 1 Jan" in screen_text(pilot)
        assert "Some of these days are public holidays." in screen_text(pilot)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("25.12.2026", "Friday 25 December 2026 · public holiday"),
        ("29.11.2026", "Sunday 29 November 2026 · weekend"),
        ("4.6.2199", "Tuesday 4 June 2199 · more than two years ahead"),
        ("1.12.2026", "Tuesday 1 December 2026 · Ola Hansen is on leave until"),
    ],
)
async def test_a_day_off_or_in_a_leave_is_asked_about_before_it_is_planned(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, typed: str, said: str
) -> None:
    leave = {"first": date(2026, 12, 1), "last": date(2026, 12, 3), "kind": "leave"}
    schedule.add_pause(kari, now, ola.id, validate_draft(PauseDraft, leave), is_team=False)
    async with running(setup_for(kari, now, tmp_path), (120, 30)) as pilot:
        await press(pilot, "n")
        await write(pilot, typed)
        await press(pilot, "ctrl+s")
        await shows(pilot, "confirms it.")
        assert said in screen_text(pilot)
        assert talks(kari, now) == ()
        await press(pilot, "ctrl+s")
        assert len(talks(kari, now)) == 1


async def test_each_of_a_round_gets_a_time_of_their_own_and_two_at_the_same_are_pointed_out(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    async with running(setup_for(kari, now, tmp_path), (120, 30)) as pilot:
        await press(pilot, "3", "N", "tab")
        await write(pilot, "30.11.2026")
        assert "also" not in screen_text(pilot)
        await press(pilot, "tab", "tab")
        await write(pilot, "9")
        text = screen_text(pilot)
        assert "09:00" in text
        assert "10:45" in text
        assert "also" not in text
        await press(pilot, "tab", "tab", "down", "m", "tab")
        await write(pilot, "9")
        await press(pilot, "ctrl+s")
        assert "also Per Berg" in screen_text(pilot)
        assert "also Ola Hansen" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert "are at the same time" in screen_text(pilot)
        assert talks(kari, now) == ()
        await press(pilot, "m", "tab", "ctrl+u")
        await write(pilot, "13")
        await press(pilot, "enter", "ctrl+s")
        assert [talk.starts.hour for talk in talks(kari, now) if talk.starts] == [9, 13]


async def test_a_topic_waits_on_the_person_page_until_it_is_ticked(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "t", "enter")
        assert "What will you talk about?" in screen_text(pilot)
        await write(pilot, "Nytt kontor")
        await press(pilot, "enter")
        assert [one.text for one in person_page.get(viewer_of(ola), now, ola.id).topics] == ["Nytt kontor"]
        assert "Nytt kontor" in screen_text(pilot)
        await press(pilot, "space")
        assert person_page.get(kari, now, ola.id).topics == ()
        await press(pilot, "u")
        assert [one.text for one in person_page.get(kari, now, ola.id).topics] == ["Nytt kontor"]
        await press(pilot, "u")
        assert person_page.get(kari, now, ola.id).topics == ()


async def test_planned_conversations_become_a_calendar_file_that_a_later_one_replaces(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    talk_id = planned(kari, now, ola, at="9", place="Kantina")
    planned(kari, now, per)
    file = tmp_path / "conversation-ola-hansen-2026-11-27.ics"
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "E", "enter")
        assert "1 conversation saved" in screen_text(pilot)
        (event,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        assert event["LOCATION"] == "Kantina"
        assert event.decoded("DTSTART") == datetime(2026, 11, 27, 9, tzinfo=now.tzinfo)
        draft = {"template_id": talks(kari, now)[0].template_id, "on": FRIDAY, "at": "10"}
        planning.edit(kari, now, talk_id, 1, validate_draft(ConversationPlanDraft, draft))
        await press(pilot, "E", "enter")
        assert "Replace the file?" in screen_text(pilot)
        await press(pilot, "right", "enter")
        (moved,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        assert (moved["UID"], moved["SEQUENCE"]) == (event["UID"], 1)
        assert moved.decoded("DTSTART") - event.decoded("DTSTART") == timedelta(hours=1)
        await press(pilot, "ctrl+e")
        assert "Skipped, no time set: Per Berg" in screen_text(pilot)
        await press(pilot, "enter")
        assert (tmp_path / "conversations.ics").exists()


async def test_a_conversation_without_a_time_of_day_is_no_appointment(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    planned(kari, now, ola)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "E")
        assert "A calendar entry needs a time." in screen_text(pilot)


async def test_a_file_that_cannot_be_written_is_told_and_the_form_stays(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    planned(kari, now, ola, at="9")
    async with running(setup_for(kari, now, tmp_path, home_folder=tmp_path / "nowhere")) as pilot:
        await press(pilot, "3", "E", "enter")
        text = screen_text(pilot)
        assert "cannot be written" in text
        assert "Save as calendar file" in text


async def test_an_employee_sees_the_conversations_but_plans_none(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    planned(kari, now, ola, at="9")
    async with running(setup_for(viewer_of(ola), now, tmp_path)) as pilot:
        await press(pilot, "3")
        text = screen_text(pilot)
        assert "Kari Nordmann" in text
        assert "m Move" not in text
        for key, label in (("n", "New"), ("N", "Round"), ("m", "Move"), ("x", "Cancel it")):
            await press(pilot, key)
            assert f"{label}: not now" in screen_text(pilot)
        pilot.app.clear_notifications()
        await pilot.pause(0.1)
        assert screen_text(pilot) == text
        await press(pilot, "4", "n")
        assert len(talks(kari, now)) == 1
        assert "None yet. Press t" in screen_text(pilot)
        await press(pilot, "t")
        await write(pilot, "Lønn")
        await press(pilot, "enter")
        assert [one.by_name for one in person_page.get(kari, now, ola.id).topics] == ["Ola Hansen"]


async def test_whose_turn_it_is_stands_in_the_list_and_on_the_team(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    me = viewer_of(ola)
    talk_id = planned(kari, now, ola)
    planning.start(kari, now, talk_id)
    async with running(setup_for(me, now, tmp_path), (120, 30)) as pilot:
        await press(pilot, "3")
        assert "Your turn 1" in screen_text(pilot)
        assert "write the minutes" in screen_text(pilot)
    drafting.save_section(me, now, talk_id, "opening", "Vi snakket.", 0)
    submission.submit(me, now, talk_id, "en")
    async with running(setup_for(kari, now, tmp_path), (100, 30)) as pilot:
        text = screen_text(pilot)
        assert "waiting for you" in text
        assert "minutes await you" in text
        await press(pilot, "3")
        assert "read and sign" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Development conversation" in screen_text(pilot)


async def test_conversations_and_the_round_are_found_by_a_few_letters(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    planned(kari, now, ola)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "ctrl+p")
        await write(pilot, "ola development")
        await pilot.pause(0.3)
        assert "Ola Hansen: Development conversation" in screen_text(pilot)
        await press(pilot, "escape", "ctrl+p")
        await write(pilot, "round")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        assert "Months since last" in screen_text(pilot)


async def test_the_list_is_narrowed_by_a_few_letters(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    planned(kari, now, ola)
    planned(kari, now, per, place="Tjernet")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "slash")
        await write(pilot, "tjern")
        text = screen_text(pilot)
        assert "Per Berg" in text
        assert "Ola Hansen" not in text
        await press(pilot, "enter", "escape")
        assert "Ola Hansen" in screen_text(pilot)
