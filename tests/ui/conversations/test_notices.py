"""Leader and employee at one database: requests, reminders and answers, and what each sees at the next start."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from tests.conftest import viewer_of
from tests.ui.screens import links_on, press, running, screen_text, setup_for, shows, write
from tui_app.domain.actions.changes import SetStatus
from tui_app.domain.activity import ActivityEvent
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import Change, ChangeKind, ChangeSubject
from tui_app.domain.records.person import Person, Viewer
from tui_app.services import activity
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.ui.shell.news import newest_that_fit
from tui_app.ui.widgets import change_rows


def agreed(by: Viewer, now: datetime, person: Person, responsible: int, days: int, text: str) -> int:
    values = {"text": text, "responsible_id": responsible, "due": now.date() + timedelta(days=days)}
    return actions.add(by, now, person.id, validate_draft(ActionDraft, values)).subject_id


async def test_what_is_done_is_answered_and_read_at_the_next_start(
    database: Any, kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    course = agreed(kari, now, ola, ola.id, 3, "Kurs i [b]sårstell[/b]")
    agreed(kari, now, ola, ola.id, 20, "Noe annet")
    for viewer in (kari, viewer_of(ola)):
        activity.since_last_visit(viewer, now)
    actions.change(viewer_of(ola), now, [ActionVersion(course, 1)], SetStatus(ActionStatus.DONE))
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await shows(pilot, "1 thing is new since you were last here")
        await press(pilot, "f8")
        await shows(pilot, "What's new")
        assert "marked it done: Kurs i [b]sårstell[/b]" in screen_text(pilot)
        assert not links_on(pilot)
        await press(pilot, "escape", "enter")
        await shows(pilot, "Not seen:")
        await press(pilot, "down", "Y")
        await shows(pilot, "Say thanks")
        await press(pilot, "ctrl+a")
        await write(pilot, "Så flott!")
        await press(pilot, "ctrl+s")
        assert "Not seen:" not in screen_text(pilot)
    async with running(setup_for(viewer_of(ola), now, tmp_path, home="me"), (80, 24)) as pilot:
        await shows(pilot, "F8 Read")
        await press(pilot, "2", "4")  # no key is taken away
        assert "F8 Read" in screen_text(pilot)
        await press(pilot, "f8")
        await shows(pilot, "What's new")
        assert "said thanks for it" in screen_text(pilot)
        await press(pilot, "enter")
        await shows(pilot, "Så flott!")
    async with running(setup_for(viewer_of(ola), now, tmp_path, home="me"), (80, 24)) as pilot:
        await pilot.pause(0.6)
        assert "What's new" not in screen_text(pilot)
        await press(pilot, "f8")
        await shows(pilot, "Nothing new. You are up to date.")


async def test_an_employee_asks_for_a_follow_up_and_reminds_of_a_promise(
    database: Any, kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    agreed(viewer_of(ola), now, ola, kari.id, -5, "Avklare rollen")
    async with running(setup_for(viewer_of(ola), now, tmp_path, home="me"), (80, 24)) as pilot:
        await shows(pilot, "Kari has promised 1 · 1 overdue")
        await press(pilot, "r")
        await shows(pilot, "Kari will see the reminder next time")
        await press(pilot, "r")
        await shows(pilot, "Monday 30 November 2026")
        await press(pilot, "b")
        await write(pilot, "Turnusen")
        await press(pilot, "ctrl+s")
        await shows(pilot, "You have asked for a follow-up: Turnusen")
        await press(pilot, "b")
        await shows(pilot, "Withdrawn")
        await press(pilot, "u")
        await shows(pilot, "You have asked for a follow-up")
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await shows(pilot, "asks for a follow-up")  # before what is overdue, which sign and day tell too
        await press(pilot, "2")
        await shows(pilot, "Reminder from Ola: Avklare")
        await press(pilot, "1", "enter")
        await shows(pilot, "Asks for a follow-up: Turnusen")
        assert "b Mark request seen" in screen_text(pilot)
        await press(pilot, "b")
        await shows(pilot, "They can see that you have seen it")
        assert "Asks for a follow-up" not in screen_text(pilot)


async def test_a_comment_is_pointed_out_until_it_is_answered(
    database: Any, kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    course = agreed(kari, now, ola, ola.id, 3, "Kurs i sårstell som er så langt at det ikke får plass")
    actions.comment(kari, now, course, "Trenger du fri den dagen?")
    async with running(setup_for(viewer_of(ola), now, tmp_path, home="me"), (80, 24)) as pilot:
        await shows(pilot, "Kari has commented:")
        await press(pilot, "2")
        await shows(pilot, "Kari has commented:")
        await press(pilot, "c")
        await write(pilot, "Ja takk")
        await press(pilot, "ctrl+s")
        assert "has commented" not in screen_text(pilot)
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "enter")
        await shows(pilot, "Ola has commented:")


async def test_who_leaves_it_open_is_told_when_they_come_back(
    database: Any, kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    course = agreed(kari, now, ola, ola.id, 3, "Kurs")
    activity.since_last_visit(kari, now)
    clock = [0.0]
    async with running(setup_for(kari, now, tmp_path, monotonic=lambda: clock[0]), (80, 24)) as pilot:
        await pilot.pause(0.6)
        actions.comment(viewer_of(ola), now, course, "Jeg er ferdig i dag")
        clock[0] += 3600
        await press(pilot, "down")
        clock[0] += 1
        await pilot.pause(0.4)
        assert "F8 Read" not in screen_text(pilot)
        clock[0] += 16 * 3600
        await press(pilot, "down")
        clock[0] += 1
        await shows(pilot, "F8 Read")
        await press(pilot, "f8")
        await shows(pilot, "What's new")
        assert "“Jeg er ferdig i dag”" in screen_text(pilot)


def test_as_many_of_the_newest_as_fit_are_told(now: datetime) -> None:
    made = Change(1, now, "Ola", ChangeKind.CREATED, ChangeSubject.ACTION, 1)
    all_of_them = [ActivityEvent(replace(made, id=number), 1, number % 3, "Ola") for number in range(50)]
    told = newest_that_fit(all_of_them, 18)
    assert [one.change.id for one in told] == list(range(36, 50))
    assert newest_that_fit(all_of_them[:3], 18) == tuple(all_of_them[:3])


def test_a_change_of_leader_is_told_as_what_it_is(now: datetime) -> None:
    kind, subject = ChangeKind.STEP, ChangeSubject.CONVERSATION
    change = Change(1, now, "Kari", kind, subject, 1, before={"leader_id": 1}, after={"leader_id": 2})
    told = change_rows.change_content(ActivityEvent(change, 1, 2, "Ola"), now.date())
    assert "handed the conversation to the new leader" in told.plain


async def test_the_timeline_is_looked_through_by_kind(
    database: Any, kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    agreed(kari, now, ola, ola.id, 3, "Kurs")
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "enter", "l")
        await shows(pilot, "November 2026")
        assert "added it: Kurs" in screen_text(pilot)
        await press(pilot, "w")
        await shows(pilot, "Nothing here. Press w to show something else.")
        await press(pilot, "w", "w")
        await shows(pilot, "added it: Kurs")
        await press(pilot, "enter")
        await shows(pilot, "History")
