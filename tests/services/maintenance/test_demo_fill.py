"""The demonstration team in either kind of database: what its leader sees, and its history."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tui_app.domain.actions.changes import MoveDue, SetStatus
from tui_app.domain.audit import AuditKind
from tui_app.domain.demo_team import DemoTeam
from tui_app.domain.errors import DomainError
from tui_app.domain.figures.records import SCALE_FIGURES, Figure, FigureScope
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.change import Change, ChangeKind
from tui_app.domain.records.conversation import Conversation, ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.domain.team import AttentionReason
from tui_app.files.demo.team import read_demo_team
from tui_app.files.resources import resource_path
from tui_app.services import access_log, figures, undo
from tui_app.services.accounts import accounts
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion, ChecklistScope
from tui_app.services.administration import overview, templates
from tui_app.services.conversations import conversation_view
from tui_app.services.demo import fill
from tui_app.services.maintenance import integrity
from tui_app.services.minutes import export, signing
from tui_app.services.people import people, person_page, team
from tui_app.services.practice import sessions as practice_sessions
from tui_app.storage import audit_log
from tui_app.storage import database as storage

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def shown() -> DemoTeam:
    return read_demo_team(resource_path("demo_team.toml"), TODAY, "nb")


@pytest.fixture
def kari(database: Any, shown: DemoTeam) -> Viewer:
    """The leader of the demonstration team, in a database with it."""
    return fill.fill_database(shown, NOW)


def story(kari: Viewer, action: Action) -> list[Change]:
    return list(reversed(actions.history_of(kari, NOW, action.id)))


def of_team(kari: Viewer) -> tuple[Action, ...]:
    return actions.checklist(kari, NOW, ChecklistScope.TEAM)


def one(kari: Viewer, text: str) -> Action:
    return next(action for action in of_team(kari) if action.text == text)


def test_the_leader_sees_the_team_with_its_reasons(kari: Viewer, shown: DemoTeam) -> None:
    seen = team.overview(kari, NOW, kari.id)
    assert (kari.name, kari.is_administrator) == ("Kari Nordmann", True)
    assert {row.person.name for row in seen.rows} == {person.name for person in shown.reports("kari")}
    assert {because.reason for row in seen.rows for because in row.reasons} == {*AttentionReason} - {
        AttentionReason.CONVERSATION_TODAY
    }
    assert [row.person.name for row in seen.rows if row.counts.overdue][1:] == ["Ola Hansen", "Nguyễn Thị Lan"]
    assert seen.in_time_percent is not None
    assert 60 <= seen.in_time_percent <= 90
    assert all(month.due for month in seen.trend[:-1])


def test_a_team_below_shows_figures_and_the_leader_above_is_there(kari: Viewer) -> None:
    below = [row.person for row in team.overview(kari, NOW, kari.id).rows if row.facts.reports]
    assert {person.name for person in below} == {"Łukasz Nowak", "Mette-Marit Solbakken"}
    for leader in below:
        seen = team.overview(kari, NOW, leader.id)
        assert seen.figures_only
        assert seen.counts.total
    me = people.get_for_editing(kari, NOW, kari.id)
    assert me.leader_name == "Solveig Aas"


def test_everything_on_the_pages_is_what_the_file_tells(kari: Viewer, shown: DemoTeam) -> None:
    ids = {person.name: person.id for person in people.visible_people(kari, NOW)}
    for person in (*shown.reports("kari"), *(one for one in shown.people if one.key == "kari")):
        page = person_page.get(kari, NOW, ids[person.name])
        assert page.person.title == person.title
        assert {goal.text: goal.target for goal in page.goals} == {one.text: one.target for one in person.goals}
        assert {(one.on, one.state, one.place) for one in page.conversations} == {
            (one.on, one.state, one.place) for one in person.conversations
        }
        assert [(one.text, one.added_on) for one in page.topics] == [(one.text, one.on) for one in person.topics]
        assert [(one.on, one.next_on) for one in page.follow_ups] == [
            (one.on, one.next_on) for one in reversed(person.follow_ups)
        ]
        told = {one.text: one for one in person.actions}
        for action in page.actions:
            wanted = told.pop(action.text)
            assert (action.due, action.first_due, action.moved) == (wanted.due, wanted.first_due, len(wanted.moves))
            assert (action.status, action.done_on, action.reason) == (wanted.status, wanted.done_on, wanted.reason)
            assert action.comments == len(wanted.comments)
            assert bool(action.goal_text) == (wanted.goal is not None)
        assert not told


def test_every_action_has_a_credible_history(kari: Viewer) -> None:
    for action in of_team(kari):
        happened = story(kari, action)
        moments = [change.at for change in happened]
        kinds = [change.kind for change in happened]
        assert kinds[0] is ChangeKind.CREATED
        assert happened[0].by_name == "Kari Nordmann"
        assert moments == sorted(moments)
        assert moments[-1] <= NOW
        assert kinds.count(ChangeKind.MOVED) == action.moved
        assert kinds.count(ChangeKind.COMMENT) == action.comments
        assert len(kinds) - action.comments == action.version
        last: dict[str, object] = {}
        for change in happened:
            assert {name: last.get(name, change.before[name]) for name in change.before} == dict(change.before)
            last |= change.after
        assert last["due"] == action.due.isoformat()
        assert last.get("status", "open") == action.status


def test_a_moved_action_tells_its_whole_story(kari: Viewer) -> None:
    action = one(kari, "Ta kurs i prosjektledelse")
    happened = [(change.kind, change.by_name, change.note) for change in story(kari, action)]
    assert happened == [
        (ChangeKind.CREATED, "Kari Nordmann", ""),
        (ChangeKind.MOVED, "Ola Hansen", "Kurset var fullt"),
        (ChangeKind.STATUS, "Ola Hansen", ""),
        (ChangeKind.COMMENT, "Ola Hansen", "Jeg står først på ventelisten."),
        (ChangeKind.COMMENT, "Kari Nordmann", "Bra du sto på. Jeg spør om de har en plass til."),
    ]


def talk_of(kari: Viewer, name: str, state: ConversationState) -> Conversation:
    return next(
        conversation
        for conversation in conversation_view.own_conversations(kari, NOW)
        if (conversation.person_name, conversation.state) == (name, state)
    )


def test_minutes_that_wait_can_be_read_and_signed(kari: Viewer) -> None:
    conversation = talk_of(kari, "Mette-Marit Solbakken", ConversationState.SUBMITTED)
    seen = conversation_view.get_view(kari, NOW, conversation.id)
    assert seen.draft is not None
    assert len(seen.draft.texts) == 7
    assert len(seen.agreed_actions) == 8
    assert [goal.text for goal in seen.agreed_goals] == ["Fast hjelper hos alle som ønsker det"]
    signed = signing.sign(kari, NOW, conversation.id)
    assert signed.intact
    assert signed.document.employee == "Mette-Marit Solbakken"
    assert {action.responsible for action in signed.document.actions} >= {"Kari Nordmann", "Åse Lunde"}


def test_signed_minutes_are_complete_and_have_their_steps(kari: Viewer, shown: DemoTeam) -> None:
    signed = [
        conversation
        for conversation in conversation_view.own_conversations(kari, NOW)
        if conversation.state is ConversationState.SIGNED
    ]
    assert len(signed) > 10
    for conversation in signed:
        (version,) = export.export_conversation(kari, NOW, conversation.id)
        assert version.intact
        assert version.document.held_on == conversation.on
        assert any(section.text for section in version.document.sections)
        assert version.document.submitted_at <= version.document.signed_at <= NOW


def test_shared_answers_are_there_and_drafts_are_the_writers(kari: Viewer) -> None:
    ahead = conversation_view.get_view(kari, NOW, talk_of(kari, "Ingrid Moe", ConversationState.PLANNED).id)
    assert ahead.their_preparation.shared_at is not None
    assert "proud_of" in ahead.their_preparation.answers
    writing = conversation_view.get_view(kari, NOW, talk_of(kari, "Åse Lunde", ConversationState.DRAFTING).id)
    assert (writing.has_hidden_draft, writing.draft) == (True, None)


def test_conversations_are_planned_with_the_forms_that_are_there(kari: Viewer, shown: DemoTeam) -> None:
    assert {form.key for form in templates.published(kari, NOW)} == {form.key for form in shown.forms}
    assert templates.install_shipped(kari, NOW, shown.forms) == templates.published(kari, NOW)


def test_one_goes_on_working_where_the_demonstration_stops(kari: Viewer) -> None:
    action = one(kari, "Ta kurs i prosjektledelse")
    target = [ActionVersion(action.id, action.version)]
    moved = actions.change(kari, NOW, target, MoveDue(TODAY + timedelta(days=9)))
    assert one(kari, action.text).moved == 2
    undo.undo(kari, NOW, moved.batch)
    back = one(kari, action.text)
    assert (back.due, back.moved) == (action.due, 1)
    actions.change(kari, NOW, [ActionVersion(back.id, back.version)], SetStatus(ActionStatus.DONE))
    assert one(kari, action.text).done_on == TODAY


def test_a_database_with_somebody_in_it_is_left_alone(kari: Viewer, shown: DemoTeam) -> None:
    before = of_team(kari)
    with pytest.raises(DomainError, match="not_empty"):
        fill.fill_database(shown, NOW)
    assert of_team(kari) == before


def test_it_is_stored_by_few_statements(database: Any, shown: DemoTeam) -> None:
    statements: list[object] = []
    storage.proxy.query_hooks.append(statements.append)
    fill.fill_database(shown, NOW)
    assert 0 < len(statements) <= 55


def test_early_in_the_morning_nothing_has_happened_later_than_now(database: Any) -> None:
    midnight = NOW.replace(hour=0, minute=5)
    viewer = fill.fill_database(read_demo_team(resource_path("demo_team.toml"), TODAY, "en"), midnight)
    for action in actions.checklist(viewer, midnight, ChecklistScope.TEAM):
        assert actions.history_of(viewer, midnight, action.id)[0].at <= midnight


def test_accounts_stand_ins_and_the_log_have_something_to_show(kari: Viewer) -> None:
    found = overview.overview(kari, NOW)
    assert (found.accounts.codes, found.accounts.refused, len(found.stand_ins)) == (1, 1, 2)
    assert 0 < found.accounts.without_sign_in < 4
    assert {AuditKind.OPENED, AuditKind.CODE_MADE} <= {line.entry.kind for line in access_log.all_entries(kari, NOW)}
    assert [line.by_name for line in access_log.entries_about_me(kari, NOW)] == [
        "Solveig Aas",
        "Solveig Aas",
        "Kari Nordmann",
    ]
    assert not accounts.own_state(kari, NOW).has_password
    with storage.reading(), storage.bypassing_row_security():
        assert audit_log.find_broken_entries() == []


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2027, 1, 4), date(2027, 3, 31), date(2027, 7, 2)])
def test_the_figures_show_practice_coverage_and_what_employees_answered(database: Any, day: date) -> None:
    now = datetime.combine(day, NOW.timetz())
    kari = fill.fill_database(read_demo_team(resource_path("demo_team.toml"), day, "nb"), now)
    mine = figures.overview(kari, now, FigureScope.TEAM)
    assert not mine.is_hidden
    assert {*SCALE_FIGURES.values()} <= {*mine.figures}
    whole = figures.overview(kari, now, FigureScope.ORGANISATION)
    assert not whole.is_hidden
    assert {*Figure} <= {*whole.figures}
    assert {unit.unit for unit in whole.units} == {"Rehabilitering"}
    assert practice_sessions.overview(kari, now).done == sum(
        day.year == (day - timedelta(ago)).year for ago in (30, 82)
    )


def test_its_signatures_are_in_the_log(kari: Viewer) -> None:
    found = integrity.verify()
    assert found.minutes
    assert found.is_intact
