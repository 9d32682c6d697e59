"""Row-level security on PostgreSQL: a stranger can read nothing even without the conditions of our queries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.services import sample_conversations as conversations
from tests.services.hasher import HASHER
from tests.services.sample_conversations import Cast, cast_of
from tui_app.domain.actions.changes import EditAction, SetStatus
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpRequestDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.drafts.settings import ReminderDraft
from tui_app.domain.errors import NotFound
from tui_app.domain.form_drafts import FormDraftKey
from tui_app.domain.practice.listening import ITEMS, ListeningQuestion, half_year_of
from tui_app.domain.practice.sessions import LookBack
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.practice import ListeningOccasion, PracticeFormat
from tui_app.domain.staff_import.prepare import ListReview
from tui_app.domain.staff_list.columns import suggest_columns
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow
from tui_app.services import form_drafts
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.conversations import planning, preparation, topics
from tui_app.services.follow_up import follow_ups, requests
from tui_app.services.minutes import comments, drafting, sharing, submission
from tui_app.services.people import goals, people, staff_import
from tui_app.services.practice import invitations, listening
from tui_app.services.practice import sessions as practice_sessions
from tui_app.services.reminders import choices
from tui_app.storage.addresses import PostgresAddress
from tui_app.storage.database import bypassing_row_security, proxy, reading, writing
from tui_app.storage.practice import listening as stored_listening
from tui_app.storage.tables import registry as tables

GUARDED = (
    tables.Preparation,
    tables.Answer,
    tables.Minutes,
    tables.MinutesText,
    tables.MinutesComment,
    tables.Statement,
    tables.RemarkDraft,
    tables.Topic,
    tables.FollowUpSession,
    tables.ReminderChoice,
    tables.FollowUpRequest,
    tables.Goal,
    tables.Action,
    tables.FollowUp,
    tables.History,
    tables.FormDraft,
    tables.PracticeInvitation,
    tables.PracticeSession,
    tables.WarmUp,
    tables.LookBack,
    tables.ListeningAsked,
    tables.ListeningCount,
)
FOR_ADMINISTRATORS = (tables.StaffImport, tables.StaffImportChange)
"""Tables that only whoever administers reads."""


@pytest.fixture
def cast(database: Any, kari: Viewer, now: datetime) -> Cast:
    """The people of the tests; on PostgreSQL only."""
    if not isinstance(database, PostgresAddress):
        pytest.skip("PostgreSQL only")
    return cast_of(kari, now)


def visible_rows(viewer: Viewer | None, table: Any) -> int:
    """How many rows of a table a viewer can read; without the history of forms, which everybody may read."""
    query = table.select().where(table.subject != ChangeSubject.TEMPLATE) if table is tables.History else table.select()
    with reading(viewer):
        return int(query.count())


def fill_tables(cast: Cast, now: datetime) -> int:
    """Store something in every guarded table, and return the id of the conversation."""
    conversation_id = conversations.planned(cast, now)
    preparation.save_answer(cast.employee, now, conversation_id, "proud", "Ikke delt", 0)
    preparation.save_answer(cast.leader, now, conversation_id, "seen", "Delt", 0)
    preparation.share(cast.leader, now, conversation_id)
    choices.choose(cast.employee, now, HASHER, validate_draft(ReminderDraft, {"calendar": True}))
    requests.send(cast.employee, now, validate_draft(FollowUpRequestDraft, {"text": "Det haster"}))
    topics.add(cast.employee, now, cast.employee.id, validate_draft(TopicDraft, {"text": "Turnus"}))
    write_minutes(cast, now, conversation_id)
    goal = validate_draft(GoalDraft, {"text": "Lede et prosjekt", "kind": "development"})
    goals.add(cast.leader, now, cast.employee.id, goal)
    follow_ups.record(cast.leader, now, cast.employee.id, validate_draft(FollowUpDraft, {"note": "Gikk fint"}))
    action = add_action(cast, now, cast.employee.id)
    actions.comment(cast.employee, now, action, "Sliter med dette")
    form_drafts.save(
        cast.leader, now, FormDraftKey("action-comment:1", cast.employee.id), "Kommentar", {"text": "Kanskje"}
    )
    practice_sessions.record(cast.leader, now, PracticeFormat.SORT, 2)
    practice_sessions.save_warm_up(cast.leader, now, conversation_id, ["Hva er viktigst?"], "Vent.")
    practice_sessions.save_look_back(cast.leader, now, conversation_id, LookBack("Stillheten"))
    invitations.invite(cast.leader, now, cast.employee.id, PracticeFormat.SHARE)
    question = ListeningQuestion(
        cast.leader.id, cast.leader.name, ListeningOccasion.CONVERSATION, half_year_of(now.date())
    )
    with writing(cast.employee):
        stored_listening.mark_asked(cast.employee.id, question)
    listening.answer(cast.employee, now, question, dict.fromkeys(ITEMS[question.occasion], 4))
    return conversation_id


def add_action(cast: Cast, now: datetime, responsible_id: int) -> int:
    """Add an action about the employee, and return its id."""
    values = {"text": "Kurs", "responsible_id": responsible_id, "due": now.date()}
    return actions.add(cast.leader, now, cast.employee.id, validate_draft(ActionDraft, values)).subject_id


def write_minutes(cast: Cast, now: datetime, conversation_id: int) -> None:
    """Write minutes that are returned once, with a comment that is not sent yet."""
    planning.start(cast.leader, now, conversation_id)
    drafting.save_section(cast.employee, now, conversation_id, "work", "I fortrolighet", 0)
    submission.submit(cast.employee, now, conversation_id, "nb")
    conversations.return_minutes(cast.leader, now, conversation_id, {"work": "Mer om kurset"})
    submission.submit(cast.employee, now, conversation_id, "nb")
    comments.save_comment(cast.leader, now, conversation_id, "work", "Ikke sendt", 0)


def test_strangers_and_administrators_read_nothing(cast: Cast, now: datetime) -> None:
    fill_tables(cast, now)
    for viewer in (cast.stranger, cast.administrator, None):
        assert {table.__name__: visible_rows(viewer, table) for table in GUARDED} == {
            table.__name__: 0 for table in GUARDED
        }


def test_each_party_reads_its_own_texts_and_shared_ones(cast: Cast, now: datetime) -> None:
    fill_tables(cast, now)
    assert (visible_rows(cast.employee, tables.Answer), visible_rows(cast.leader, tables.Answer)) == (2, 1)
    assert (visible_rows(cast.employee, tables.RemarkDraft), visible_rows(cast.leader, tables.RemarkDraft)) == (0, 1)
    assert visible_rows(cast.employee, tables.MinutesText) == visible_rows(cast.leader, tables.MinutesText) == 1
    assert visible_rows(cast.leader, tables.Topic) == 1
    invited = tables.PracticeInvitation
    assert visible_rows(cast.leader, invited) == visible_rows(cast.employee, invited) == 1
    assert (visible_rows(cast.employee, tables.FormDraft), visible_rows(cast.leader, tables.FormDraft)) == (0, 1)


def test_a_responsible_person_reads_only_that_action_and_its_history(cast: Cast, now: datetime) -> None:
    fill_tables(cast, now)
    promise = add_action(cast, now, cast.stranger.id)
    with reading(cast.stranger):
        assert [row.id for row in tables.Action.select()] == [promise]
        assert {row.subject_id for row in tables.History.select()} == {promise}
    assert visible_rows(cast.stranger, tables.Goal) == visible_rows(cast.stranger, tables.FollowUp) == 0
    actions.change(cast.stranger, now, [ActionVersion(promise, 1)], SetStatus(ActionStatus.DONE))
    assert visible_rows(cast.leader, tables.Action) == visible_rows(cast.employee, tables.Action) == 2
    assert visible_rows(cast.leader, tables.Goal) == visible_rows(cast.employee, tables.Goal) == 1


def test_a_former_leader_no_longer_reads_the_page(cast: Cast, now: datetime) -> None:
    fill_tables(cast, now)
    nina = people.add(cast.administrator, now, validate_draft(PersonDraft, {"name": "Nina Vik"}))
    ola = people.get_for_editing(cast.administrator, now, cast.employee.id)
    draft = validate_draft(PersonDraft, {"name": ola.name, "leader_id": nina.id})
    people.edit(cast.administrator, now, ola.id, ola.version, draft)
    guarded = (tables.Goal, tables.Action, tables.FollowUp)
    assert [visible_rows(cast.leader, table) for table in guarded] == [0, 0, 0]
    with reading(cast.leader):
        assert {row.subject for row in tables.History.select()} <= {ChangeSubject.CONVERSATION, ChangeSubject.MINUTES}
    assert [visible_rows(Viewer(nina.id, nina.name), table) for table in guarded] == [1, 1, 1]


def test_only_the_employee_reads_a_draft_until_it_is_shared(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    assert visible_rows(cast.leader, tables.MinutesText) == 0
    drafting.share_draft(cast.employee, now, conversation_id, shared=True)
    assert visible_rows(cast.leader, tables.MinutesText) == 1


def test_a_later_leader_reads_signed_minutes_only_if_they_are_shared(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    nina = people.add(cast.administrator, now, validate_draft(PersonDraft, {"name": "Nina Vik"}))
    ola = people.get_for_editing(cast.administrator, now, cast.employee.id)
    draft = validate_draft(PersonDraft, {"name": ola.name, "leader_id": nina.id})
    people.edit(cast.administrator, now, ola.id, ola.version, draft)
    viewer = Viewer(nina.id, nina.name)
    assert visible_rows(viewer, tables.Minutes) == 0
    sharing.set_shared(cast.employee, now, conversation_id, shared=True)
    assert visible_rows(viewer, tables.Minutes) == 1


def test_a_failed_bypass_restores_row_security(cast: Cast, now: datetime) -> None:
    fill_tables(cast, now)
    with reading(cast.stranger):
        with pytest.raises(NotFound), bypassing_row_security():
            raise NotFound()
        assert tables.Answer.select().count() == 0


def test_nobody_changes_the_texts_of_others(cast: Cast, now: datetime) -> None:
    fill_tables(cast, now)
    with writing(cast.stranger):
        assert tables.MinutesText.update(text="Endret").execute() == 0
        assert tables.Answer.delete().execute() == 0
    with reading(), bypassing_row_security():
        assert [row.text for row in tables.MinutesText.select()] == ["I fortrolighet"]


@pytest.mark.parametrize("end", [KeyboardInterrupt, ValueError])
def test_whatever_ends_work_on_all_rows_they_are_not_left_open(
    cast: Cast, now: datetime, end: type[BaseException]
) -> None:
    fill_tables(cast, now)
    with reading(cast.stranger):
        with pytest.raises(end), bypassing_row_security():
            assert tables.MinutesText.select().count() == 1
            raise end
        assert tables.MinutesText.select().count() == 0


def test_only_administrators_read_what_an_import_did(cast: Cast, now: datetime) -> None:
    table = StaffTable(("Navn",), (StaffTableRow(2, ("Siv Li",)),))
    staff_import.import_staff(cast.administrator, now, ListReview(table, suggest_columns(table)), skip_bad=False)
    for one in FOR_ADMINISTRATORS:
        assert [visible_rows(viewer, one) for viewer in (cast.administrator, cast.employee, None)] == [1, 0, 0]


def test_every_guarded_table_is_guarded_from_its_owner_too(cast: Cast) -> None:
    with reading():
        rows = proxy.execute_sql(
            "select relname from pg_class where relrowsecurity and relforcerowsecurity order by relname"
        ).fetchall()
    assert [name for (name,) in rows] == sorted(table._meta.table_name for table in (*GUARDED, *FOR_ADMINISTRATORS))


def test_who_took_over_an_action_reads_none_of_its_history_before(cast: Cast, now: datetime) -> None:
    draft = validate_draft(ActionDraft, {"text": "Kurs", "responsible_id": cast.employee.id, "due": conversations.DUE})
    action_id = actions.add(cast.leader, now, cast.employee.id, draft).subject_id
    actions.comment(cast.leader, now, action_id, "Før")
    take_over = EditAction({"responsible_id": cast.stranger.id})
    actions.change(cast.leader, now, [ActionVersion(action_id, 1)], take_over)
    assert visible_rows(cast.stranger, tables.History) == 1
    actions.comment(cast.leader, now, action_id, "Etter")
    assert visible_rows(cast.stranger, tables.History) == 2
