"""Retention: each kind is erased on its day and not before, and what remains is consistent."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.services import sample_conversations as conversations
from tests.services.administration.erasing import GONE, agree, later, rows, run
from tests.services.hasher import HASHER, PASSWORD
from tests.services.sample_conversations import Cast
from tui_app.domain.actions.changes import EditAction, MoveDue, SetStatus
from tui_app.domain.audit import AuditKind
from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.drafts.actions import GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import TopicDraft
from tui_app.domain.drafts.follow_up import FollowUpDraft
from tui_app.domain.errors import DomainError, InvalidInput, NotFound
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.goal import GoalKind, GoalStatus
from tui_app.domain.retention import RetentionKind
from tui_app.services import access_log, undo
from tui_app.services.accounts import passwords, sessions
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.administration import erasure, retention
from tui_app.services.conversations import conversation_view, topics
from tui_app.services.follow_up import follow_ups
from tui_app.services.minutes import amendments, drafting, signing, statements, submission
from tui_app.services.people import goals, person_page
from tui_app.storage.tables import registry as tables


def change(cast: Cast, now: datetime, action: int, wanted: SetStatus | MoveDue | EditAction) -> None:
    there = actions.get(cast.leader, now, action)
    actions.change(cast.leader, now, [ActionVersion(action, there.version)], wanted)


def test_signed_minutes_go_with_all_that_belongs_to_them(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    conversations.return_minutes(cast.leader, now, conversation_id, {"work": "Mer om kurset"})
    submission.submit(cast.employee, now, conversation_id, "nb")
    signing.sign(cast.leader, now, conversation_id)
    statements.add(cast.employee, now, conversation_id, "Jeg er uenig")
    assert run(cast, later(now, 36, -1)).counts.get(RetentionKind.MINUTES) is None
    assert conversation_view.get_view(cast.leader, now, conversation_id).signed
    assert run(cast, later(now, 36)).counts[RetentionKind.MINUTES] == 1
    with pytest.raises(NotFound):
        conversation_view.get_view(cast.leader, now, conversation_id)
    for table in (tables.Conversation, tables.Minutes, tables.MinutesText, tables.MinutesComment, tables.Statement):
        assert rows(table) == 0
    assert not conversations.history_of(ChangeSubject.CONVERSATION, conversation_id)


def test_an_amendment_lets_the_minutes_stay_from_its_own_signing(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    year_later = later(now, 12)
    amendments.start(cast.employee, year_later, conversation_id)
    drafting.save_section(cast.employee, year_later, conversation_id, "ahead", "Og mer", 0)
    assert RetentionKind.MINUTES not in run(cast, later(now, 36)).counts
    submission.submit(cast.employee, year_later, conversation_id, "nb")
    signing.sign(cast.leader, later(now, 13), conversation_id)
    assert RetentionKind.MINUTES not in run(cast, later(now, 49, -1)).counts
    assert run(cast, later(now, 49)).counts[RetentionKind.MINUTES] == 1


def test_what_is_still_open_stays_and_its_history_keeps_no_erased_word(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.held(cast, now)
    goal = conversations.agree_goal(cast, now, conversation_id, cast.leader, "Bli fagansvarlig")
    action = conversations.agree_action(cast, now, conversation_id, cast.leader, "Kurs i sårstell hos legen")
    actions.comment(cast.employee, now, action, "Legen sier ja")
    drafting.save_section(cast.employee, now, conversation_id, "work", "Om kurset", 0)
    submission.submit(cast.employee, now, conversation_id, "nb")
    signing.sign(cast.leader, now, conversation_id)
    afterwards = later(now, 35)
    actions.comment(cast.employee, afterwards, action, "Nytt forsøk")
    change(cast, afterwards, action, EditAction({"text": "Kurs i sårstell"}))
    there = person_page.get(cast.leader, afterwards, cast.employee.id)
    assert [one.id for one in there.actions] == [action]
    run(cast, later(now, 36))
    page = person_page.get(cast.leader, later(now, 36), cast.employee.id)
    (left,) = page.actions
    assert (left.text, left.conversation_id, left.comments) == ("Kurs i sårstell", None, 1)
    assert [one.id for one in page.goals] == [goal]
    story = conversations.history_of(ChangeSubject.ACTION, action) + conversations.history_of(ChangeSubject.GOAL, goal)
    kept = " ".join(f"{one.before} {one.after} {one.note}" for one in story)
    assert "Nytt forsøk" in kept
    for word in ("legen", "Legen sier", "Bli fagansvarlig"):
        assert word not in kept


def test_unsigned_conversations_go_after_their_last_word(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.held(cast, now)
    planned = conversations.planned(cast, now)
    drafting.save_section(cast.employee, later(now, 3), conversation_id, "work", "Endelig", 0)
    assert RetentionKind.UNSIGNED not in run(cast, later(now, 24, 13)).counts
    assert run(cast, datetime.combine(add_months(conversations.DAY, 24), now.timetz())).counts == {
        RetentionKind.UNSIGNED: 1
    }
    with pytest.raises(NotFound):
        conversation_view.get(cast.leader, now, planned)
    assert run(cast, later(now, 27)).counts[RetentionKind.UNSIGNED] == 1


def test_closed_actions_and_goals_discussed_topics_and_follow_ups_are_erased(cast: Cast, now: datetime) -> None:
    done, dropped, open_one = (agree(cast, now, text) for text in ("Ferdig", "Droppet", "Åpen"))
    change(cast, now, done, SetStatus(ActionStatus.DONE))
    change(cast, later(now, 2), dropped, SetStatus(ActionStatus.DROPPED, "Ikke aktuelt"))
    draft = validate_draft(GoalDraft, {"text": "Bli trygg", "kind": GoalKind.WORK})
    goal = goals.add(cast.leader, now, cast.employee.id, draft).subject_id
    reached = draft.model_copy(update={"status": GoalStatus.REACHED})
    goals.edit(cast.leader, later(now, 1), goal, 1, reached)
    for text in ("Turnus", "Ferie"):
        topics.add(cast.employee, now, cast.employee.id, validate_draft(TopicDraft, {"text": text}))
    (turnus, _ferie) = person_page.get(cast.leader, now, cast.employee.id).topics
    topics.toggle_discussed(cast.leader, now, turnus.id)
    follow_ups.record(cast.leader, now, cast.employee.id, validate_draft(FollowUpDraft, {"note": "Bra"}))
    assert run(cast, later(now, 12)).counts == {RetentionKind.TOPICS: 1}
    assert run(cast, later(now, 24)).counts == {RetentionKind.AGREED: 1}
    assert run(cast, later(now, 25)).counts == {RetentionKind.AGREED: 1}
    assert run(cast, later(now, 26, -1)).counts == {}
    assert run(cast, later(now, 26)).counts == {RetentionKind.AGREED: 1}
    receipt = run(cast, later(now, 36))
    assert receipt.counts[RetentionKind.FOLLOW_UPS] == 1
    page = person_page.get(cast.leader, now, cast.employee.id)
    assert [one.id for one in page.actions] == [open_one]
    assert [one.text for one in page.topics] == ["Ferie"]
    assert not page.goals
    assert not page.follow_ups


def test_old_sessions_and_tries_go(cast: Cast, now: datetime) -> None:
    passwords.choose_password(cast.employee, now, HASHER, "", PASSWORD)
    session = sessions.sign_in(now, HASHER, "ward", cast.employee.id, PASSWORD)
    assert session is not None
    with pytest.raises(DomainError):
        sessions.sign_in(now, HASHER, "ward", cast.stranger.id, "feil")
    sessions.sign_out(now, session)
    assert run(cast, later(now, 6, -1)).counts == {}
    assert set(run(cast, later(now, 6)).counts) == {RetentionKind.SIGN_INS}
    assert (rows(tables.Session), rows(tables.SignInAttempt)) == (0, 0)


def test_values_have_limits_and_changes_are_logged(cast: Cast, now: datetime) -> None:
    kari = cast.administrator
    with pytest.raises(InvalidInput) as caught:
        retention.set_months(kari, now, {RetentionKind.MINUTES: 6, RetentionKind.PERSON: 600})
    assert caught.value.problems == {"minutes": "too_few_months", "person": "too_many_months"}
    with pytest.raises(InvalidInput) as caught:
        retention.set_months(kari, now, {RetentionKind.HISTORY: 12})
    assert caught.value.problems == {"history": "shorter_than_agreed"}
    retention.set_months(kari, now, {RetentionKind.MINUTES: 60})
    assert retention.overview(kari, now).months[RetentionKind.MINUTES] == 60
    (line,) = access_log.all_entries(kari, now, (AuditKind.RETENTION,))
    assert dict(line.entry.details) == {"minutes": [36, 60]}


def test_the_receipt_is_in_the_log_and_remembered(cast: Cast, now: datetime) -> None:
    conversations.signed(cast, now)
    at = later(now, 36)
    receipt = run(cast, at)
    last = retention.overview(cast.administrator, at).last_receipt
    assert receipt.is_purged
    assert last is not None
    assert (last.sha256, last.by_name, last.counts) == (receipt.sha256, cast.administrator.name, receipt.counts)
    whole = access_log.all_entries(cast.administrator, at, (AuditKind.ERASED,))[0].entry
    assert (whole.details["receipt"], whole.person_id) == (receipt.sha256, None)
    assert replace(receipt, people=9).sha256 != receipt.sha256
    timer = erasure.erase_due_by_timer(at + timedelta(days=1), GONE)
    assert (timer.by_id, timer.counts) == (None, {})


def test_undo_comes_too_late_after_erasing(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    action = agree(cast, now, "Ta kurs")
    there = actions.get(cast.leader, now, action)
    receipt = actions.change(cast.leader, now, [ActionVersion(action, there.version)], SetStatus(ActionStatus.DONE))
    run(cast, later(now, 36))
    with pytest.raises(DomainError, match="nothing_to_undo"):
        undo.undo(cast.leader, now, receipt.batch)
    with pytest.raises(NotFound):
        conversation_view.get(cast.leader, now, conversation_id)
