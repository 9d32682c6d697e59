"""Screens follow other people's changes, the day, the language and the size; hostile text stays text."""

from __future__ import annotations

import dataclasses
from concurrent.futures import Future
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.ui.screens import links_on, press, running, screen_text, setup_for, shows
from tests.ui.whole.days import agree
from tui_app import connection, environment, wiring
from tui_app.domain.drafts.actions import GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft, TopicDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.files.keys import write_key
from tui_app.files.paths import AppPaths
from tui_app.files.settings import Settings
from tui_app.services.actions import actions
from tui_app.services.administration import templates
from tui_app.services.conversations import planning, topics
from tui_app.services.people import goals, people
from tui_app.storage.addresses import SqliteAddress
from tui_app.text.i18n import set_language

HOSTILE = "[@click=app.quit]x[/] \x1b]0;x\x07 [/nope]"


async def test_somebody_elses_change_shows_without_a_key(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui_app.storage.changes.monitor import ChangeMonitor

    monkeypatch.setattr("tui_app.ui.app.REFRESH_SECONDS", 0.1)
    async with running(setup_for(kari, now, tmp_path, change_source=ChangeMonitor(database))) as pilot:
        agree(Viewer(ola.id, ola.name), now, ola, "Ta kurs", date(2026, 11, 11))
        await shows(pilot, "1 overdue, 12 d")


async def test_what_is_read_while_the_program_starts_is_shown_and_what_is_changed_meanwhile_too(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, database: Any
) -> None:
    place = AppPaths(tmp_path / "config", tmp_path / "data")
    if isinstance(database, SqliteAddress):
        write_key(place.key, database.key)
    requested = str(database.path) if isinstance(database, SqliteAddress) else database.url
    target = connection.DatabaseTarget(place, Settings(language="en"), requested)
    target = replace(target, settings=replace(target.settings, me={target.name: kari.id}))
    setup = wiring.build_app(target)
    ((question, answer),) = setup.prefetched.items()
    told = replace(answer.result(), rows=())
    ahead: Future[Any] = Future()
    ahead.set_result(told)
    setup.prefetched[question] = ahead
    async with running(setup) as pilot:
        assert "Ola Hansen" not in screen_text(pilot)
        agree(Viewer(ola.id, ola.name), now, ola, "Ta kurs", environment.now().date() - timedelta(days=12))
        await shows(pilot, "1 overdue, ")


async def test_a_screen_is_read_once_when_it_is_opened(
    kari: Viewer, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []
    checklist = actions.checklist

    def counted(*given: Any) -> Any:
        read.append(given)
        return checklist(*given)

    monkeypatch.setattr(actions, "checklist", counted)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "2")
        assert len(read) == 1
        await press(pilot, "1", "2")
        assert len(read) == 2


@pytest.mark.parametrize("size", [(80, 24), pytest.param((140, 40), marks=pytest.mark.slow)])
async def test_hostile_text_is_text_on_every_screen(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, size: tuple[int, int]
) -> None:
    note = "🙂 e\u0301 \u05d0\u05d1 " + "x" * 19_000
    names = {"name": HOSTILE, "title": HOSTILE, "unit": HOSTILE}
    person = people.add(kari, now, validate_draft(PersonDraft, names))
    goal = goals.add(kari, now, person.id, validate_draft(GoalDraft, {"text": HOSTILE, "kind": GoalKind.WORK}))
    action_id = agree(kari, now, person, HOSTILE + " 🙂 e\u0301 \u05d0", date(2026, 11, 11), goal_id=goal.subject_id)
    actions.comment(kari, now, action_id, note)
    setup = setup_for(Viewer(kari.id, HOSTILE, True), now, tmp_path)
    form = templates.install_shipped(kari, now, setup.files.shipped_forms())[0]
    talk = {"template_id": form.id, "on": now.date(), "at": "9", "place": HOSTILE, "note": note}
    planning.plan(kari, now, person.id, validate_draft(ConversationPlanDraft, talk))
    topics.add(kari, now, person.id, validate_draft(TopicDraft, {"text": HOSTILE}))
    async with running(setup, size) as pilot:
        for keys in (
            (), ("f1",), ("escape", "enter"), ("enter",), ("escape", "e"), ("escape", "m"), ("escape", "x"),
            ("escape", "c"), ("escape", "f"), ("escape", "tab", "enter"), ("escape", "end", "enter"),
            ("escape", "2", "w"), ("w",), ("ctrl+p", "x"), ("escape", "3"), ("m",), ("escape", "x"), ("escape", "i"),
            ("escape", "n"), ("escape", "r"), ("tab", "tab", "ctrl+u"), ("escape", "1", "space"), ("e",),
        ):  # fmt: skip
            await press(pilot, *keys)
            assert not links_on(pilot)
            assert "\x1b" not in screen_text(pilot)
        assert "[@click=app.quit]x[/]" in screen_text(pilot)


async def test_the_language_changes_at_once(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "f2", "right", "escape")
        text = screen_text(pilot)
        assert "Mitt team" in text or "My team" in text
        assert ("Mitt team" in text) != ("My team" in text)


async def test_a_screen_of_another_mode_knows_the_new_day_and_the_new_language(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_app.ui.app.REFRESH_SECONDS", 0.05)
    agree(kari, now, ola, "Ta kurs", now.date(), responsible_id=kari.id)
    clock = [now]
    setup = dataclasses.replace(setup_for(kari, now, tmp_path), now=lambda: clock[0])
    async with running(setup) as pilot:
        await press(pilot, "2")
        assert "today" in screen_text(pilot)
        assert "Overdue" not in screen_text(pilot)
        await press(pilot, "1")
        clock[0] += timedelta(days=1)
        await shows(pilot, "Tue 24 Nov")
        await press(pilot, "2")
        assert "Overdue" in screen_text(pilot)
        assert "today" not in screen_text(pilot)
        assert "Tue 24 Nov" in screen_text(pilot)
        await press(pilot, "1", "f2", "right", "escape", "2")
        await shows(pilot, "Over frist")
        assert "Actions" not in screen_text(pilot)


@pytest.mark.parametrize(("language", "day"), [("nb", "man 23. nov"), ("en", "Mon 23 Nov")])
async def test_who_is_signed_in_and_the_day_stand_on_top_at_80_columns(
    kari: Viewer, now: datetime, tmp_path: Path, language: str, day: str
) -> None:
    set_language(language)
    async with running(setup_for(kari, now, tmp_path), size=(80, 24)) as pilot:
        top = screen_text(pilot).splitlines()[0]
        assert top.rstrip().endswith(day)
        assert "Kari" in top
        assert "…" not in top
        assert "6 Admin" in top


async def test_resizing_at_any_moment_breaks_nothing(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    agree(kari, now, ola, "Ta kurs", date(2026, 11, 11))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        for keys in ((), ("enter",), ("enter",), ("escape", "a"), ("escape", "2"), ("f1",)):
            await press(pilot, *keys)
            for width, height in ((20, 5), (200, 60), (1, 1), (80, 24)):
                await pilot.resize_terminal(width, height)
        await shows(pilot, "Keys")
