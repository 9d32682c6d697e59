"""A leader's ordinary day, key by key, and what the screen shows."""

from __future__ import annotations

import gc
import inspect
import re
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.services.sample_conversations import Cast, cast_of, drafted, submitted
from tests.ui.screens import links_on, press, running, screen_text, setup_for, shows, write
from tui_app import connection, environment, wiring
from tui_app.domain.actions.changes import MoveDue
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft, TopicDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Person, Viewer
from tui_app.files.keys import write_key
from tui_app.files.paths import AppPaths
from tui_app.files.settings import Settings
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion, ChecklistScope
from tui_app.services.administration import templates
from tui_app.services.conversations import planning, topics
from tui_app.services.people import goals, people, person_page
from tui_app.storage.addresses import SqliteAddress
from tui_app.text.i18n import set_language

HOSTILE = "[@click=app.quit]x[/] \x1b]0;x\x07 [/nope]"


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    """Leader, employee, stranger and administrator, and a published form."""
    return cast_of(kari, now)


def agree(viewer: Viewer, now: datetime, person: Person, text: str, due: date, **more: object) -> int:
    values = {"text": text, "responsible_id": person.id, "due": due} | more
    return actions.add(viewer, now, person.id, validate_draft(ActionDraft, values)).subject_id


def open_texts(viewer: Viewer, now: datetime) -> list[str]:
    return [action.text for action in actions.checklist(viewer, now, ChecklistScope.TEAM) if action.is_open]


async def test_a_leader_ticks_the_most_urgent_action_with_two_keys_and_undoes_it(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    agree(kari, now, ola, "Ta kurs", date(2026, 11, 11))
    agree(kari, now, ola, "Møte mentor", date(2026, 11, 27))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        assert "1 overdue, 12 d" in screen_text(pilot)
        await press(pilot, "enter", "space")
        assert open_texts(kari, now) == ["Møte mentor"]
        assert "Done: «Ta kurs»" in screen_text(pilot)
        await press(pilot, "u")
        assert open_texts(kari, now) == ["Ta kurs", "Møte mentor"]
        await press(pilot, "escape")
        assert "1 overdue, 12 d" in screen_text(pilot)


async def test_a_new_action_is_its_words_and_three_keys(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "a")
        await write(pilot, "Ta kurs")
        await press(pilot, "enter")
        await write(pilot, "fredag")
        assert "Friday 27 November 2026" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        (action,) = actions.checklist(kari, now, ChecklistScope.TEAM)
        assert (action.text, action.responsible_id, action.due) == ("Ta kurs", ola.id, date(2026, 11, 27))


async def test_a_past_date_is_asked_about_once(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "a")
        await write(pilot, "Ta kurs")
        await press(pilot, "enter")
        await write(pilot, "20.11.2026")
        await press(pilot, "ctrl+s")
        assert "That day is in the past" in screen_text(pilot)
        assert open_texts(kari, now) == []
        await press(pilot, "ctrl+s")
        assert open_texts(kari, now) == ["Ta kurs"]


async def test_another_person_is_found_by_a_few_letters(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Åsheim"}))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "a")
        await write(pilot, "Ta kurs")
        await press(pilot, "tab")
        await write(pilot, "+14")
        await press(pilot, "tab", "ctrl+u")
        await write(pilot, "ås")
        assert "Per Åsheim" in screen_text(pilot)
        await press(pilot, "enter")
        (action,) = actions.checklist(kari, now, ChecklistScope.TEAM)
        assert action.responsible_id == per.id


async def test_who_only_is_to_do_an_action_has_no_keys_for_changing_what_was_agreed(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    agree(kari, now, ola, "Ta kurs", date(2026, 11, 27), responsible_id=per.id)
    me = Viewer(per.id, per.name)
    async with running(setup_for(me, now, tmp_path)) as pilot:
        await press(pilot, "2")
        for place in ("the list", "its details"):
            assert "Start" in screen_text(pilot), place
            assert not {"Move date", "Edit", "Drop"} & set(re.split(r"\s{2,}| . ", screen_text(pilot))), place
            await press(pilot, "m", "e", "x")
            assert "History" in screen_text(pilot) or "Mine" in screen_text(pilot), place
            await press(pilot, "enter")
        agree(kari, now, per, "Lese boka", date(2026, 11, 28))
        await press(pilot, "escape", "f5", "j")
        assert "Move date" in screen_text(pilot)
        await press(pilot, "m")
        assert "New due date" in screen_text(pilot)


async def test_the_team_is_sorted_by_where_the_minutes_stand(cast: Cast, now: datetime, tmp_path: Path) -> None:
    """What waits for the leader goes first, what is signed and nothing at all last."""
    drafted(cast, now)
    waiting = replace(cast, employee=cast.stranger)
    submitted(waiting, now)
    third = people.add(
        cast.administrator, now, validate_draft(PersonDraft, {"name": "Anne Ny", "leader_id": cast.leader.id})
    )
    async with running(setup_for(cast.leader, now, tmp_path)) as pilot:
        for _column in range(6):
            await press(pilot, "less_than_sign")
            if "Minutes ▾" in screen_text(pilot):
                break
        assert "Minutes ▾" in screen_text(pilot)
        text = screen_text(pilot)
        places = [text.index(one.name) for one in (waiting.employee, cast.employee, third)]
        assert places == sorted(places)


async def test_without_a_team_and_without_actions_one_reads_of_no_team(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(Viewer(ola.id, ola.name), now, tmp_path)) as pilot:
        await press(pilot, "2")
        assert "You have no actions. Press a to add one." in screen_text(pilot)
        await press(pilot, "w")
        assert "Your team is empty." in screen_text(pilot)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "2")
        assert "You have no actions. Press w to see your team's, or a to add one." in screen_text(pilot)


async def test_who_leads_nobody_is_shown_no_way_to_add_people(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(Viewer(ola.id, ola.name), now, tmp_path)) as pilot:
        await press(pilot, "1")
        assert "An administrator decides who leads whom." in screen_text(pilot)
        assert "New person" not in screen_text(pilot)
        await press(pilot, "p")
        assert "New person: not now" in screen_text(pilot)
        assert not pilot.app.screen.is_modal
        await press(pilot, "ctrl+p")
        await write(pilot, "add a person")
        await pilot.pause(0.3)
        assert "Add a person to my team" not in screen_text(pilot)


async def test_two_people_change_one_action_and_the_second_chooses(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    action_id = agree(kari, now, ola, "Ta kurs", date(2026, 11, 27))
    me = Viewer(ola.id, ola.name)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter")
        actions.change(me, now, [ActionVersion(action_id, 1)], MoveDue(date(2026, 12, 4)))
        await press(pilot, "space")
        text = screen_text(pilot)
        assert "Ola Hansen changed this after you read it" in text
        assert "4 December 2026" in text
        await press(pilot, "enter")
        assert open_texts(kari, now) == ["Ta kurs"]
        actions.change(me, now, [ActionVersion(action_id, 2)], MoveDue(date(2026, 12, 11)))
        await press(pilot, "space", "right", "enter")
        assert open_texts(kari, now) == []


async def test_several_actions_are_moved_together(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    for text in ("En", "To", "Tre"):
        agree(kari, now, ola, text, date(2026, 11, 27))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "2", "w", "v", "v", "m")
        await write(pilot, "+14")
        await press(pilot, "ctrl+s")
        dues = [action.due for action in actions.checklist(kari, now, ChecklistScope.TEAM)]
        assert dues == [date(2026, 11, 27), date(2026, 12, 7), date(2026, 12, 7)]
        await press(pilot, "u")
        assert {action.due for action in actions.checklist(kari, now, ChecklistScope.TEAM)} == {date(2026, 11, 27)}


async def test_what_is_selected_stays_so_until_it_is_changed(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    one, *_others = [agree(kari, now, ola, text, date(2026, 11, 27)) for text in ("En", "To", "Tre")]
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "2", "w", "v", "v", "m", "escape")
        assert "2 selected" in screen_text(pilot)
        actions.change(Viewer(ola.id, ola.name), now, [ActionVersion(one, 1)], MoveDue(date(2026, 12, 4)))
        await press(pilot, "space")
        assert "changed this after you read it" in screen_text(pilot)
        await press(pilot, "enter")
        assert open_texts(kari, now) == ["Tre", "En"], "one is left as it is, the other is done"
        assert "selected" not in screen_text(pilot)


async def test_filter_and_overdue_only_narrow_the_team(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    agree(kari, now, ola, "Ta kurs", date(2026, 11, 11))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "o")
        assert "Per Berg" not in screen_text(pilot)
        await press(pilot, "escape", "slash")
        await write(pilot, "ber")
        assert "Ola Hansen" not in screen_text(pilot)
        await press(pilot, "enter", "enter")
        assert "Nothing has been agreed yet." in screen_text(pilot)


async def test_a_leader_of_leaders_steps_down_to_figures_and_back(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    below = people.add(kari, now, validate_draft(PersonDraft, {"name": "Anne Vik", "leader_id": ola.id}))
    agree(Viewer(ola.id, ola.name), now, below, "Hemmelig", date(2026, 11, 11))
    async with running(setup_for(kari, now, tmp_path), (140, 40)) as pilot:
        await press(pilot, "T")
        text = screen_text(pilot)
        assert "figures only" in text
        assert "Anne Vik" in text
        assert "Hemmelig" not in text
        await press(pilot, "enter")
        assert "Hemmelig" not in screen_text(pilot)
        await press(pilot, "escape")
        assert "My team" in screen_text(pilot)


async def test_history_is_one_key_away(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    action_id = agree(kari, now, ola, "Ta kurs", date(2026, 11, 27))
    actions.change(kari, now, [ActionVersion(action_id, 1)], MoveDue(date(2026, 12, 4), "Kurset er fullt"))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "enter")
        text = screen_text(pilot)
        assert "moved it from Fri to 4 Dec" in text
        assert "Kurset er fullt" in text
        await press(pilot, "escape")
        assert "Goals and conversations" in screen_text(pilot)


async def test_goals_conversations_and_follow_ups_are_made_on_the_persons_page(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "g")
        await write(pilot, "Lede et prosjekt")
        await press(pilot, "ctrl+s")
        await press(pilot, "n")
        await write(pilot, "i dag")
        await press(pilot, "ctrl+s", "f", "ctrl+s")
        page = person_page.get(kari, now, ola.id)
        assert [goal.text for goal in page.goals] == ["Lede et prosjekt"]
        assert [talk.on for talk in page.conversations] == [now.date()]
        assert [entry.on for entry in page.follow_ups] == [now.date()]
        assert page.schedule.due_on == now.date() + timedelta(weeks=4)


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


async def test_an_empty_team_says_what_to_do(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        assert "Press p to add a person" in screen_text(pilot)
        keys = screen_text(pilot).splitlines()[-1]
        assert "i Import list" in keys
        assert "Sort" not in keys
        await press(pilot, "p")
        await write(pilot, "Aisha Khan")
        await press(pilot, "enter")
        assert "Aisha Khan" in screen_text(pilot)


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
    setup = replace(setup_for(kari, now, tmp_path), now=lambda: clock[0])
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


@pytest.mark.parametrize("width", [80, 110, 160])
@pytest.mark.parametrize(
    ("language", "calm", "sums"),
    [
        ("nb", "16 er flere enn én leder kan følge godt opp. Kan noen hjelpe?", "1 tiltak · 0 ferdig"),
        ("en", "16 is too many for one leader to follow up. Can anyone help?", "1 action · 0 done"),
    ],
)
async def test_a_large_team_is_told_so_without_losing_its_sums(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, width: int, language: str, calm: str, sums: str
) -> None:
    set_language(language)
    agree(kari, now, ola, "Ta kurs", date(2026, 11, 27))
    for number in range(14):
        people.add(kari, now, validate_draft(PersonDraft, {"name": f"Person {number}"}))
    async with running(setup_for(kari, now, tmp_path), size=(width, 24)) as pilot:
        assert calm[3:] not in screen_text(pilot)
        people.add(kari, now, validate_draft(PersonDraft, {"name": "Den sekstende"}))
        await press(pilot, "f5")
        assert calm in screen_text(pilot)
        assert sums in screen_text(pilot)


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


STAFF = """Ansattnr;Etternavn, Fornavn;Stilling;Nærmeste leder;Begynte
1;Nordmann, Kari;Leder;;01.02.2015
2;Hansen, Ola;Sykepleier;Kari Nordmann;15.3.2020
3;Åsheim, Sindre;Sykepleier;Kari Nordmann;31.2.2020
"""


async def test_a_staff_list_is_looked_through_before_it_is_imported_and_taken_back_after(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "ansatte.csv").write_text(STAFF, encoding="cp1252")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "i")
        await shows(pilot, "ansatte.csv")
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "2 new · 1 changed" in text
        assert "Row 4:" in text
        await press(pilot, "ctrl+s")
        assert "▾ To look at · 1" in screen_text(pilot)
        assert "▸ New people · 2" in screen_text(pilot)
        await press(pilot, "down", "x")
        assert "▸ New people · 1" in screen_text(pilot)
        await press(pilot, "end", "enter", "down", "x")
        assert "▸ New people · 2" in screen_text(pilot)
        assert people.visible_people(kari, now) == [people.get_for_editing(Viewer(kari.id, "", True), now, kari.id)]
        await press(pilot, "ctrl+s")
        assert "Done: 2 new, 1 changed" in screen_text(pilot)
        assert {person.name for person in people.visible_people(kari, now)} == {
            "Kari Nordmann",
            "Ola Hansen",
            "Sindre Åsheim",
        }
        await press(pilot, "i", "u", "right", "enter")
        assert "2 people removed, 1 person as before" in screen_text(pilot)
        assert len(people.visible_people(kari, now)) == 1


async def test_a_row_is_corrected_and_a_question_answered_in_the_review(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "liste.csv").write_text("Navn;E-post;Startdato\nOla Li;feil;03/04/2019\nKari Nordmann;;05/06/2018\n")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "i")
        await shows(pilot, "liste.csv")
        await press(pilot, "enter", "ctrl+s")
        assert "Wednesday 3 April 2019" in screen_text(pilot)
        assert "No column says who leads" in screen_text(pilot)
        await press(pilot, "home", "enter")
        assert "Which day is this?" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert "3 April 2019" not in screen_text(pilot)
        await press(pilot, "home", "enter")
        assert "Everybody becomes yours" in screen_text(pilot)
        await press(pilot, "right", "enter")
        assert "Kari Nordmann leads 1" not in screen_text(pilot)
        await press(pilot, "home", "down", "e")
        assert "not an e-mail address" in screen_text(pilot)
        await press(pilot, "tab", "end", "ctrl+u")
        await write(pilot, "ola@x.no")
        await press(pilot, "ctrl+s", "ctrl+s")
        found = {person.name: person for person in people.visible_people(kari, now)}
        assert found["Ola Li"].email == "ola@x.no"
        assert found["Ola Li"].start_date == date(2019, 4, 3)
        assert found["Ola Li"].leader_id == kari.id


async def test_a_second_person_of_one_name_is_asked_about(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "p")
        await write(pilot, "ola hansen")
        await press(pilot, "ctrl+s")
        assert "There is already a ola hansen" in screen_text(pilot)
        await press(pilot, "enter")
        assert len(people.find(kari, now, "ola hansen")) == 1
        await press(pilot, "ctrl+s", "right", "enter")
        assert len(people.find(kari, now, "ola hansen")) == 2


async def test_a_column_that_is_not_recognised_is_mapped_by_hand(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text("Hvem;Rolle\nOla Hansen;Sykepleier\n")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "i", "enter")
        assert "No column contains names" in screen_text(pilot)
        await press(pilot, "right")
        assert "1 new" in screen_text(pilot)
        await press(pilot, "ctrl+s", "ctrl+s")
        await shows(pilot, "Which of these is you?")
        await press(pilot, "escape", "ctrl+s")
        await shows(pilot, "Which of these is you?")
        await shows(pilot, "I am not in it")  # nobody has a name like it
        await press(pilot, "ctrl+s")
        await shows(pilot, "You would lead 1 person")
        await press(pilot, "enter")
        await shows(pilot, "Done: 1 new")
        assert people.find(kari, now, "Ola Hansen")
        assert [person.name for person in people.visible_people(kari, now)] == ["Kari Nordmann"]


async def test_what_had_no_time_to_begin_before_the_end_warns_of_nothing(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        begun: list[int] = []

        async def late() -> None:
            begun.append(1)

        coroutine = late()
        pilot.app.ctx.spawn(coroutine)  # type: ignore[attr-defined]
        pilot.app.workers.cancel_all()
    gc.collect()
    assert not begun
    assert inspect.getcoroutinestate(coroutine) == inspect.CORO_CLOSED


async def test_a_crash_leaves_a_reference_and_nothing_that_anybody_wrote(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    secret = "Hemmelig notat"

    def broken(*_: object) -> None:
        raise ZeroDivisionError(secret)

    with pytest.raises(Exception, match=secret):
        async with running(setup_for(kari, now, tmp_path)) as pilot:
            app = pilot.app
            app.ctx.spawn(app.ctx.call(broken))  # type: ignore[attr-defined]
            await pilot.pause(0.2)
    assert "1234abcd" in app.crash_message  # type: ignore[attr-defined]
    log = tmp_path / "crashes.log"
    assert log.stat().st_mode & 0o777 == 0o600
    assert "1234abcd" in log.read_text()
    assert secret not in log.read_text() + app.crash_message  # type: ignore[attr-defined]


async def test_a_staff_list_that_lets_somebody_go_tells_what_is_open(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    draft = validate_draft(ActionDraft, {"text": "Ta kurs", "responsible_id": ola.id, "due": now.date()})
    actions.add(kari, now, ola.id, draft)
    (tmp_path / "liste.csv").write_text("Navn;Sluttdato\nKari Nordmann;\nOla Hansen;2026-12-24\n")
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "i")
        await shows(pilot, "liste.csv")
        await press(pilot, "enter", "ctrl+s", "ctrl+s")
        await shows(pilot, "Still open for those who leave")
        assert "1 open action on their own page" in screen_text(pilot)
        await press(pilot, "escape")
        await shows(pilot, "My team")
    assert {person.name: person.end_date for person in people.visible_people(kari, now)} == {
        "Kari Nordmann": None,
        "Ola Hansen": date(2026, 12, 24),
    }
