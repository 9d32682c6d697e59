"""Minutes: written, submitted, returned, signed and amended; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import DUE, Cast
from tui_app.domain.actions.changes import EditAction, MoveDue, SetStatus
from tui_app.domain.conversations.conversation_view import MinutesDraft
from tui_app.domain.conversations.submission import MinutesGap
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.drafts.actions import ActionDraft, GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput, NotAllowed, NotFound
from tui_app.domain.minutes.signed_minutes import (
    AgreedAction,
    AgreedGoal,
    SignedMinutes,
    Statement,
    canonical_json,
    sha256_hex,
)
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.goal import GoalKind, GoalStatus
from tui_app.domain.records.person import Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.conversations import conversation_view, planning, preparation
from tui_app.services.minutes import amendments, comments, drafting, export, signing, statements, submission
from tui_app.services.people import goals
from tui_app.services.undo import undo
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.tables import registry as tables

HOUR = timedelta(hours=1)
DAYS = timedelta(days=1)
S = ConversationState


def draft_of(who: Viewer, now: datetime, conversation_id: int) -> MinutesDraft | None:
    return conversation_view.get_view(who, now, conversation_id).draft


def written(cast: Cast, now: datetime, conversation_id: int) -> dict[str, object]:
    draft = draft_of(cast.employee, now, conversation_id)
    assert draft is not None
    return {section: text.value for section, text in draft.texts.items()}


def sections(signed: SignedMinutes) -> dict[str, str]:
    return {section.key: section.text for section in signed.document.sections}


def stored(conversation_id: int) -> list[tuple[str, str]]:
    """Text and SHA-256 of the signed versions, as stored."""
    with reading(), bypassing_row_security():
        table = tables.Minutes
        query = table.select(table.signed, table.sha256).where(
            table.conversation == conversation_id, table.state == S.SIGNED
        )
        return list(query.order_by(table.number).tuples())


def minutes_id(conversation_id: int, number: int = 1) -> int:
    with reading(), bypassing_row_security():
        table = tables.Minutes
        found: int = (
            table.select(table.id).where(table.conversation == conversation_id, table.number == number).scalar()
        )
    return found


# From start to finish


def test_from_invitation_to_an_amendment_that_both_signed(cast: Cast, now: datetime) -> None:
    leader, employee = cast.leader, cast.employee
    conversation_id = conversations.planned(cast, now, place="Rom 4")
    preparation.save_answer(employee, now, conversation_id, "proud", "Kurset", 0)
    preparation.share(employee, now, conversation_id)
    held_at = now + 14 * DAYS
    planning.start(leader, held_at, conversation_id)
    goal = conversations.agree_goal(cast, held_at, conversation_id, leader)
    conversations.agree_action(cast, held_at, conversation_id, employee, goal_id=goal)

    first = drafting.save_section(employee, held_at, conversation_id, "work", "Vi snakket om kurset.", 0)
    seen = conversation_view.get_view(leader, held_at, conversation_id)
    assert (seen.conversation.state, seen.draft, seen.has_hidden_draft) == (S.DRAFTING, None, True)
    assert len(seen.agreed_actions) == len(seen.agreed_goals) == 1

    submission.submit(employee, held_at + HOUR, conversation_id, "nb")
    seen = conversation_view.get_view(leader, held_at, conversation_id)
    assert (seen.conversation.state, seen.has_hidden_draft) == (S.SUBMITTED, False)
    assert seen.draft is not None
    assert seen.draft.texts == {"work": first}

    conversations.return_minutes(
        leader, held_at + 2 * HOUR, conversation_id, {"work": "Også permisjonen", "": "Bra ellers", "ahead": " "}
    )
    draft = draft_of(employee, held_at, conversation_id)
    assert draft is not None
    assert draft.state is S.RETURNED
    assert [(one.section, one.by_name, one.text) for one in draft.comments] == [
        ("", "Lise Łukasz", "Bra ellers"),
        ("work", "Lise Łukasz", "Også permisjonen"),
    ]
    assert conversation_view.get_view(leader, held_at, conversation_id).draft is None

    drafting.save_section(
        employee, held_at + 3 * HOUR, conversation_id, "work", "Kurset og permisjonen.", first.version
    )
    submission.submit(employee, held_at + 4 * HOUR, conversation_id, "nb")
    signed = signing.sign(leader, held_at + 5 * HOUR, conversation_id)
    document = signed.document
    assert signed.intact
    assert (document.number, document.employee, document.leader) == (1, "Ola Hansen", "Lise Łukasz")
    assert (document.title, document.language, document.place) == ("Årssamtale", "nb", "Rom 4")
    assert document.held_on == held_at.date()
    assert [(one.key, one.title, one.text) for one in document.sections] == [
        ("work", "Arbeidet", "Kurset og permisjonen."),
        ("ahead", "Fremover", ""),
    ]
    assert document.goals == (AgreedGoal("Bli trygg", GoalKind.DEVELOPMENT),)
    assert document.actions == (AgreedAction("Ta kurs", "Ola Hansen", DUE, "Bli trygg"),)
    assert (document.submitted_at, document.signed_at) == (held_at + 4 * HOUR, held_at + 5 * HOUR)
    assert (document.amends, document.conversation) == (
        "",
        conversation_view.get_view(leader, now, conversation_id).conversation.uid,
    )
    assert conversation_view.get_view(leader, now, conversation_id).draft is None

    statements.add(employee, held_at + 6 * HOUR, conversation_id, "Jeg er uenig i slutten.")
    amendments.start(leader, held_at + 7 * HOUR, conversation_id)
    seen = conversation_view.get_view(leader, now, conversation_id)
    assert (seen.conversation.state, seen.draft, seen.has_hidden_draft) == (S.SIGNED, None, True)
    assert written(cast, now, conversation_id) == {"work": "Kurset og permisjonen."}
    drafting.save_section(employee, now, conversation_id, "ahead", "Fagbrev.", 0)
    submission.submit(employee, held_at + 8 * HOUR, conversation_id, "en")
    amended = signing.sign(leader, held_at + 9 * HOUR, conversation_id)
    versions = export.export_conversation(employee, now, conversation_id)
    assert (
        versions
        == export.export_conversation(leader, now, conversation_id)
        == conversation_view.get_view(employee, now, conversation_id).signed
    )
    assert versions[1] == amended
    assert (amended.document.number, amended.document.amends) == (2, signed.sha256)
    assert (amended.document.title, amended.statements) == ("Årssamtale (en)", ())
    assert sections(amended) == {"work": "Kurset og permisjonen.", "ahead": "Fagbrev."}
    statement = Statement("Ola Hansen", held_at + 6 * HOUR, "Jeg er uenig i slutten.")
    assert versions[0].statements == (statement,)
    assert (versions[0].document, versions[0].sha256) == (document, signed.sha256)

    assert conversations.states_of(conversations.history_of(ChangeSubject.CONVERSATION, conversation_id)) == [
        ("", "planned"),
        ("", "shared"),
        ("planned", "held"),
        ("held", "drafting"),
        ("drafting", "submitted"),
        ("submitted", "returned"),
        ("returned", "submitted"),
        ("submitted", "signed"),
    ]
    story = conversations.history_of(ChangeSubject.MINUTES, minutes_id(conversation_id, 2))
    assert conversations.states_of(story) == [("", "drafting"), ("drafting", "submitted"), ("submitted", "signed")]
    assert [(step.by_name, step.at) for step in story] == [
        ("Lise Łukasz", held_at + 7 * HOUR),
        ("Ola Hansen", held_at + 8 * HOUR),
        ("Lise Łukasz", held_at + 9 * HOUR),
    ]


def test_outsiders_have_no_part_in_any_of_it(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    done = conversations.signed(cast, now)
    for who in cast.outsiders:
        refused: list[Callable[[], object]] = [
            partial(drafting.save_section, who, now, conversation_id, "work", "Tekst", 1),
            partial(drafting.share_draft, who, now, conversation_id, shared=True),
            partial(submission.list_gaps, who, now, conversation_id),
            partial(submission.submit, who, now, conversation_id, "nb"),
            partial(comments.save_comment, who, now, conversation_id, "work", "Hm", 0),
            partial(statements.save_draft, who, now, done, "Hm", 0),
            partial(signing.return_minutes, who, now, conversation_id),
            partial(signing.sign, who, now, conversation_id),
            partial(amendments.start, who, now, done),
            partial(statements.add, who, now, done, "Hm"),
            partial(amendments.discard, who, now, done),
            partial(export.export_conversation, who, now, done),
            partial(conversations.agree_action, cast, now, conversation_id, who),
        ]
        for call in refused:
            with pytest.raises(NotAllowed):
                call()
        assert export.export_all(who, now) == ()


def test_each_takes_only_their_own_steps(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    for call in (
        lambda: drafting.save_section(cast.leader, now, conversation_id, "work", "Leders tekst", 1),
        lambda: drafting.share_draft(cast.leader, now, conversation_id, shared=True),
        lambda: submission.list_gaps(cast.leader, now, conversation_id),
        lambda: submission.submit(cast.leader, now, conversation_id, "nb"),
        lambda: comments.save_comment(cast.employee, now, conversation_id, "work", "Hm", 0),
        lambda: signing.return_minutes(cast.employee, now, conversation_id),
        lambda: signing.sign(cast.employee, now, conversation_id),
    ):
        with pytest.raises(NotAllowed):
            call()
    for call in (
        lambda: comments.save_comment(cast.leader, now, conversation_id, "work", "Hm", 0),
        lambda: signing.return_minutes(cast.leader, now, conversation_id),
        lambda: signing.sign(cast.leader, now, conversation_id),
        lambda: amendments.start(cast.employee, now, conversation_id),
        lambda: statements.add(cast.employee, now, conversation_id, "Hm"),
    ):
        with pytest.raises(DomainError, match="step_impossible"):
            call()
    assert conversations.state(cast, now, conversation_id) is S.DRAFTING


# Writing


def test_nothing_is_written_before_the_conversation_or_after_submitting(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.planned(cast, now)
    with pytest.raises(DomainError, match="step_impossible"):
        drafting.save_section(cast.employee, now, conversation_id, "work", "For tidlig", 0)
    with pytest.raises(DomainError, match="step_impossible"):
        submission.submit(cast.employee, now, conversation_id, "nb")
    planning.start(cast.leader, now, conversation_id)
    drafting.save_section(cast.employee, now, conversation_id, "work", "Nå", 0)
    submission.submit(cast.employee, now, conversation_id, "nb")
    for section, seen in (("work", 1), ("ahead", 0)):
        with pytest.raises(DomainError, match="minutes_are_closed"):
            drafting.save_section(cast.employee, now, conversation_id, section, "For sent", seen)
    signing.sign(cast.leader, now, conversation_id)
    with pytest.raises(DomainError, match="minutes_are_closed"):
        drafting.save_section(cast.employee, now, conversation_id, "work", "For sent", 1)
    assert stored(conversation_id)[0][0].count("For ") == 0


def test_a_section_that_is_not_there_is_refused(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.held(cast, now)
    for section in ("", "how", "x" * 200):
        with pytest.raises(NotFound):
            drafting.save_section(cast.employee, now, conversation_id, section, "Tekst", 0)
    assert conversations.state(cast, now, conversation_id) is S.HELD
    drafting.save_section(cast.employee, now, conversation_id, "work", "Tekst", 0)
    submission.submit(cast.employee, now, conversation_id, "nb")
    for section in ("how", "x" * 200):
        with pytest.raises(NotFound):
            comments.save_comment(cast.leader, now, conversation_id, section, "Hm", 0)
        with pytest.raises(NotFound):
            comments.save_comment(cast.leader, now, conversation_id, section, "Hm", 1)
    assert conversations.state(cast, now, conversation_id) is S.SUBMITTED


def test_long_texts_are_kept_cleaned_and_longer_ones_refused(cast: Cast, now: datetime) -> None:
    long = "Đorđe\n" * 3333 + "øy"
    conversation_id = conversations.drafted(cast, now, long)
    assert len(long) == 20_000
    assert written(cast, now, conversation_id) == {"work": long}
    drafting.save_section(cast.employee, now, conversation_id, "ahead", "a\x00\x1b[2Jb\u200b\r\nc", 0)
    assert written(cast, now, conversation_id)["ahead"] == "a[2Jb\nc"
    with pytest.raises(InvalidInput) as refused:
        drafting.save_section(cast.employee, now, conversation_id, "work", long + "y", 1)
    assert refused.value.problems == {"text": "too_long"}
    submission.submit(cast.employee, now, conversation_id, "nb")
    for section_key in ("work", ""):
        with pytest.raises(InvalidInput):
            comments.save_comment(cast.leader, now, conversation_id, section_key, long + "y", 0)
    signed = signing.sign(cast.leader, now, conversation_id)
    assert signed.intact
    assert sections(signed) == {"work": long, "ahead": "a[2Jb\nc"}
    with pytest.raises(InvalidInput):
        statements.add(cast.leader, now, conversation_id, long + "y")
    with pytest.raises(InvalidInput):
        statements.add(cast.leader, now, conversation_id, " \n ")


def test_two_terminals_of_the_employee_get_a_conflict(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.held(cast, now)
    first = drafting.save_section(cast.employee, now, conversation_id, "work", "Ett", 0)
    assert first == Versioned("Ett", 1, now)
    for seen, text in ((0, "To"), (7, "To")):
        with pytest.raises(ConflictError) as told:
            drafting.save_section(cast.employee, now + HOUR, conversation_id, "work", text, seen)
        assert (told.value.current, told.value.by) == (first, "Ola Hansen")
    assert drafting.save_section(cast.employee, now + HOUR, conversation_id, "work", "Ett", 0) == first
    second = drafting.save_section(cast.employee, now + HOUR, conversation_id, "work", "Ett og to", 1)
    assert second == Versioned("Ett og to", 2, now + HOUR)
    assert written(cast, now, conversation_id) == {"work": "Ett og to"}


def test_the_leader_sees_the_draft_only_when_it_is_shown_or_submitted(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    assert draft_of(cast.leader, now, conversation_id) is None
    drafting.share_draft(cast.employee, now, conversation_id, shared=True)
    assert draft_of(cast.leader, now, conversation_id) == draft_of(cast.employee, now, conversation_id)
    assert not conversation_view.get_view(cast.leader, now, conversation_id).has_hidden_draft
    drafting.share_draft(cast.employee, now, conversation_id, shared=False)
    assert draft_of(cast.leader, now, conversation_id) is None
    submission.submit(cast.employee, now, conversation_id, "nb")
    assert draft_of(cast.leader, now, conversation_id) is not None
    conversations.return_minutes(cast.leader, now, conversation_id, {"": "En gang til"})
    assert draft_of(cast.leader, now, conversation_id) is None


def test_sharing_is_once_in_the_history(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    before = len(conversations.history_of(ChangeSubject.CONVERSATION, conversation_id))
    for shown in (False, True, True, False, False):
        drafting.share_draft(cast.employee, now, conversation_id, shared=shown)
    steps = conversations.history_of(ChangeSubject.CONVERSATION, conversation_id)[before:]
    assert [(dict(one.before), dict(one.after)) for one in steps] == [
        ({"shows_draft": False}, {"shows_draft": True}),
        ({"shows_draft": True}, {"shows_draft": False}),
    ]


@pytest.mark.parametrize("begun_by", ["employee", "leader"])
def test_what_was_shown_of_one_draft_is_not_shown_of_the_next(cast: Cast, now: datetime, begun_by: str) -> None:
    conversation_id = conversations.drafted(cast, now)
    drafting.share_draft(cast.employee, now, conversation_id, shared=True)
    submission.submit(cast.employee, now, conversation_id, "nb")
    conversations.return_minutes(cast.leader, now, conversation_id, {"": "Mer"})
    assert draft_of(cast.leader, now, conversation_id) is not None
    submission.submit(cast.employee, now, conversation_id, "nb")
    signing.sign(cast.leader, now, conversation_id)
    amendments.start(getattr(cast, begun_by), now, conversation_id)
    assert draft_of(cast.leader, now, conversation_id) is None
    last = conversations.history_of(ChangeSubject.CONVERSATION, conversation_id)[-1]
    assert (dict(last.before), dict(last.after)) == ({"shows_draft": True}, {"shows_draft": False})
    drafting.share_draft(cast.employee, now, conversation_id, shared=True)
    assert draft_of(cast.leader, now, conversation_id) is not None


# What was agreed


def test_what_is_agreed_after_submitting_is_refused(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    conversations.agree_action(cast, now, conversation_id, cast.leader)
    submission.submit(cast.employee, now, conversation_id, "nb")
    for who in (cast.leader, cast.employee):
        with pytest.raises(DomainError, match="minutes_are_closed"):
            conversations.agree_action(cast, now, conversation_id, who)
        with pytest.raises(DomainError, match="minutes_are_closed"):
            conversations.agree_goal(cast, now, conversation_id, who)
    conversations.return_minutes(cast.leader, now, conversation_id, {"": "Mer"})
    conversations.agree_action(cast, now, conversation_id, cast.leader, "Mer")
    submission.submit(cast.employee, now, conversation_id, "nb")
    signed = signing.sign(cast.leader, now, conversation_id)
    assert [one.text for one in signed.document.actions] == ["Ta kurs", "Mer"]
    with pytest.raises(DomainError, match="minutes_are_closed"):
        conversations.agree_action(cast, now, conversation_id, cast.leader)
    amendments.start(cast.employee, now, conversation_id)
    conversations.agree_action(cast, now, conversation_id, cast.employee, "Enda mer")


def test_what_was_submitted_is_what_is_signed_whatever_changes_meanwhile(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    goal = conversations.agree_goal(cast, now, conversation_id, cast.leader)
    action = conversations.agree_action(cast, now, conversation_id, cast.leader, goal_id=goal)
    submission.submit(cast.employee, now, conversation_id, "nb")
    actions.change(cast.employee, now, [ActionVersion(action, 1)], MoveDue(DUE + 30 * DAYS))
    edited = EditAction({"text": "Slippe kurs", "responsible_id": cast.leader.id, "goal_id": None})
    actions.change(cast.employee, now, [ActionVersion(action, 2)], edited)
    actions.change(cast.employee, now, [ActionVersion(action, 3)], SetStatus(ActionStatus.DROPPED, "Ombestemt"))
    changed = validate_draft(GoalDraft, {"text": "Noe annet", "kind": GoalKind.WORK})
    goals.edit(cast.employee, now, goal, 1, changed)
    document = signing.sign(cast.leader, now, conversation_id).document
    assert document.actions == (AgreedAction("Ta kurs", "Ola Hansen", DUE, "Bli trygg"),)
    assert document.goals == (AgreedGoal("Bli trygg", GoalKind.DEVELOPMENT),)


def test_what_was_dropped_before_submitting_is_not_in_the_minutes(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    goal = conversations.agree_goal(cast, now, conversation_id, cast.leader)
    action = conversations.agree_action(cast, now, conversation_id, cast.leader)
    actions.change(cast.leader, now, [ActionVersion(action, 1)], SetStatus(ActionStatus.DROPPED, "Feil"))
    dropped = {"text": "Bli trygg", "kind": GoalKind.DEVELOPMENT, "status": GoalStatus.DROPPED}
    goals.edit(cast.leader, now, goal, 1, validate_draft(GoalDraft, dropped))
    assert submission.list_gaps(cast.employee, now, conversation_id) == ((MinutesGap.NO_ACTION, ""),)
    submission.submit(cast.employee, now, conversation_id, "nb")
    document = signing.sign(cast.leader, now, conversation_id).document
    assert (document.actions, document.goals) == ((), ())


def test_what_the_minutes_lack_is_pointed_out_and_they_may_be_submitted(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.planned(cast, now)
    with pytest.raises(DomainError, match="step_impossible"):
        submission.list_gaps(cast.employee, now, conversation_id)
    planning.start(cast.leader, now, conversation_id)
    drafting.save_section(cast.employee, now, conversation_id, "work", "", 0)
    goal = conversations.agree_goal(cast, now, conversation_id, cast.leader)
    assert submission.list_gaps(cast.employee, now, conversation_id) == (
        (MinutesGap.EMPTY, ""),
        (MinutesGap.NO_ACTION, ""),
        (MinutesGap.GOAL_WITHOUT_ACTION, "Bli trygg"),
    )
    conversations.agree_action(cast, now, conversation_id, cast.employee)
    drafting.save_section(cast.employee, now, conversation_id, "work", "Noe", 1)
    assert submission.list_gaps(cast.employee, now, conversation_id) == ((MinutesGap.GOAL_WITHOUT_ACTION, "Bli trygg"),)
    conversations.agree_action(cast, now, conversation_id, cast.employee, goal_id=goal)
    assert submission.list_gaps(cast.employee, now, conversation_id) == ()
    submission.submit(cast.employee, now, conversation_id, "nb")


def test_minutes_without_a_text_may_be_submitted(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.held(cast, now)
    conversations.agree_action(cast, now, conversation_id, cast.leader)
    assert submission.list_gaps(cast.employee, now, conversation_id) == ((MinutesGap.EMPTY, ""),)
    with pytest.raises(NotAllowed):
        submission.submit(cast.leader, now, conversation_id, "nb")
    assert conversations.state(cast, now, conversation_id) is S.HELD
    seen = conversation_view.get_view(cast.employee, now, conversation_id).submitted_versions
    submission.submit(cast.employee, now, conversation_id, "nb", seen)
    assert conversations.states_of(conversations.history_of(ChangeSubject.CONVERSATION, conversation_id))[-2:] == [
        ("held", "drafting"),
        ("drafting", "submitted"),
    ]
    document = signing.sign(cast.leader, now, conversation_id).document
    assert [section.text for section in document.sections] == ["", ""]
    assert [action.text for action in document.actions] == ["Ta kurs"]


def test_a_text_from_another_terminal_is_not_submitted_unseen_as_none(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.held(cast, now)
    seen = conversation_view.get_view(cast.employee, now, conversation_id).submitted_versions
    drafting.save_section(cast.employee, now, conversation_id, "work", "Likevel noe", 0)
    with pytest.raises(ConflictError):
        submission.submit(cast.employee, now, conversation_id, "nb", seen)


# Returning


def test_returning_needs_a_comment_on_this_submission(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    for nothing in ({}, {"work": " \n", "": ""}):
        with pytest.raises(InvalidInput) as refused:
            conversations.return_minutes(cast.leader, now, conversation_id, nothing)
        assert refused.value.problems == {"text": "missing"}
    comments.save_comment(cast.leader, now + HOUR, conversation_id, "ahead", "Her mangler noe", 0)
    conversations.return_minutes(cast.leader, now + HOUR, conversation_id, {})
    assert conversations.state(cast, now, conversation_id) is S.RETURNED
    submission.submit(cast.employee, now + 2 * HOUR, conversation_id, "nb")
    with pytest.raises(InvalidInput):
        conversations.return_minutes(cast.leader, now + 3 * HOUR, conversation_id, {})
    draft = draft_of(cast.employee, now, conversation_id)
    assert draft is not None
    assert [(one.section, one.text) for one in draft.comments] == [("ahead", "Her mangler noe")]


def test_a_comment_is_its_writers_own_until_the_minutes_are_returned(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    first = comments.save_comment(cast.leader, now, conversation_id, "work", "Hm, her mang", 0)
    second = comments.save_comment(cast.leader, now, conversation_id, "work", "Hm, her mangler noe", first.version)
    with pytest.raises(ConflictError) as told:
        comments.save_comment(cast.leader, now, conversation_id, "work", "Skrevet et annet sted", first.version)
    assert told.value.current == second
    assert conversation_view.get_view(cast.leader, now, conversation_id).my_comments == {"work": second}
    seen = conversation_view.get_view(cast.employee, now, conversation_id)
    assert (seen.my_comments, seen.comments) == ({}, ())
    signing.return_minutes(cast.leader, now, conversation_id)
    assert [one.text for one in conversation_view.get_view(cast.employee, now, conversation_id).comments] == [
        "Hm, her mangler noe"
    ]
    assert conversation_view.get_view(cast.leader, now, conversation_id).my_comments == {}


def test_a_comment_finished_after_returning_from_elsewhere_waits_for_the_next_time(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    conversations.return_minutes(cast.leader, now, conversation_id, {"": "Mer"})
    late = comments.save_comment(cast.leader, now, conversation_id, "work", "Også dette", 0)
    assert [one.text for one in conversation_view.get_view(cast.employee, now, conversation_id).comments] == ["Mer"]
    submission.submit(cast.employee, now, conversation_id, "nb")
    assert conversation_view.get_view(cast.leader, now, conversation_id).my_comments == {"work": late}
    signing.sign(cast.leader, now, conversation_id)
    amendments.start(cast.leader, now, conversation_id)
    submission.submit(cast.employee, now, conversation_id, "nb")
    assert conversation_view.get_view(cast.leader, now, conversation_id).my_comments == {}


def test_a_statement_is_its_writers_own_until_it_is_added(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    with pytest.raises(DomainError, match="step_impossible"):
        statements.save_draft(cast.employee, now, conversation_id, "Jeg ser det", 0)
    signing.sign(cast.leader, now, conversation_id)
    saved = statements.save_draft(cast.employee, now, conversation_id, "Jeg ser det", 0)
    assert conversation_view.get_view(cast.employee, now, conversation_id).my_statement == saved
    assert conversation_view.get_view(cast.leader, now, conversation_id).my_statement is None
    other = statements.save_draft(cast.leader, now, conversation_id, "Og jeg", 0)
    statements.add(cast.employee, now, conversation_id, "Jeg ser det annerledes")
    assert conversation_view.get_view(cast.employee, now, conversation_id).my_statement is None
    seen = conversation_view.get_view(cast.leader, now, conversation_id)
    assert [one.text for one in seen.signed[0].statements] == ["Jeg ser det annerledes"]
    assert seen.my_statement == other


def test_what_is_submitted_is_what_was_seen(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    action = conversations.agree_action(cast, now, conversation_id, cast.leader)
    seen = conversation_view.get_view(cast.employee, now, conversation_id).submitted_versions
    changes = (
        (
            cast.employee.name,
            lambda: drafting.save_section(cast.employee, now, conversation_id, "work", "Et annet sted", 1),
        ),
        (cast.employee.name, lambda: drafting.save_section(cast.employee, now, conversation_id, "ahead", "Mer", 0)),
        (cast.leader.name, lambda: conversations.agree_goal(cast, now, conversation_id, cast.leader)),
        (cast.leader.name, lambda: conversations.agree_action(cast, now, conversation_id, cast.leader)),
        (
            cast.leader.name,
            lambda: actions.change(cast.leader, now, [ActionVersion(action, 1)], MoveDue(DUE + 7 * DAYS)),
        ),
    )
    for by, change in changes:
        change()
        with pytest.raises(ConflictError) as refused:
            submission.submit(cast.employee, now, conversation_id, "nb", seen)
        assert refused.value.by == by
        seen = conversation_view.get_view(cast.employee, now, conversation_id).submitted_versions
    assert conversations.state(cast, now, conversation_id) is S.DRAFTING
    submission.submit(cast.employee, now, conversation_id, "nb", seen)


def test_an_amendment_is_discarded_and_another_started(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    with pytest.raises(DomainError, match="step_impossible"):
        amendments.discard(cast.employee, now, conversation_id)
    signing.sign(cast.leader, now, conversation_id)
    signed = export.export_conversation(cast.leader, now, conversation_id)
    for so_far in (S.DRAFTING, S.SUBMITTED, S.RETURNED):
        with pytest.raises(DomainError, match="step_impossible"):
            amendments.discard(cast.employee, now, conversation_id)
        amendments.start(cast.leader, now, conversation_id)
        begun = draft_of(cast.employee, now, conversation_id)
        assert begun is not None
        drafting.save_section(cast.employee, now, conversation_id, "work", "Angret", begun.texts["work"].version)
        if so_far is not S.DRAFTING:
            submission.submit(cast.employee, now, conversation_id, "nb")
            comments.save_comment(cast.leader, now, conversation_id, "", "Nei", 0)
        if so_far is S.RETURNED:
            signing.return_minutes(cast.leader, now, conversation_id)
        with pytest.raises(NotAllowed):
            amendments.discard(cast.leader, now, conversation_id)
        number = minutes_id(conversation_id, 2)
        amendments.discard(cast.employee, now, conversation_id)
        last = conversations.history_of(ChangeSubject.MINUTES, number)[-1]
        assert (last.by_name, conversations.states_of([last])) == (cast.employee.name, [(so_far, "given_up")])
        assert conversation_view.get(cast.leader, now, conversation_id).amendment is None
        assert export.export_conversation(cast.leader, now, conversation_id) == signed
    amendments.start(cast.employee, now, conversation_id)
    draft = draft_of(cast.employee, now, conversation_id)
    assert draft is not None
    assert draft.texts["work"].value == "Vi snakket om kurset."


# Signed


def test_a_statement_changes_nothing(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    before = stored(conversation_id)
    statements.add(cast.employee, now, conversation_id, "Uenig")
    statements.add(cast.leader, now + HOUR, conversation_id, "Notert")
    signed = export.export_conversation(cast.leader, now, conversation_id)[0]
    assert signed.statements == (Statement("Ola Hansen", now, "Uenig"), Statement("Lise Łukasz", now + HOUR, "Notert"))
    assert stored(conversation_id) == before
    assert signed.intact


def test_two_amendments_at_once_are_one(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    amendments.start(cast.employee, now, conversation_id)
    for who in (cast.leader, cast.employee):
        with pytest.raises(DomainError, match="step_impossible"):
            amendments.start(who, now, conversation_id)


def test_an_amendment_leaves_the_older_bytes_alone(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    before = stored(conversation_id)
    assert before == [
        (
            canonical_json(export.export_conversation(cast.leader, now, conversation_id)[0].document),
            sha256_hex(before[0][0]),
        )
    ]
    amendments.start(cast.leader, now, conversation_id)
    drafting.save_section(cast.employee, now, conversation_id, "work", "Helt annerledes", 1)
    submission.submit(cast.employee, now, conversation_id, "nb")
    assert stored(conversation_id) == before
    conversations.return_minutes(cast.leader, now, conversation_id, {"": "Nei"})
    submission.submit(cast.employee, now, conversation_id, "nb")
    signing.sign(cast.leader, now, conversation_id)
    assert stored(conversation_id)[:1] == before
    assert conversations.state(cast, now, conversation_id) is S.SIGNED


def tamper(conversation_id: int, text: str) -> None:
    with writing(), bypassing_row_security():
        tables.Minutes.update(signed=text).where(tables.Minutes.conversation == conversation_id).execute()


def test_a_changed_text_is_found(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    [(text, sha256)] = stored(conversation_id)
    tamper(conversation_id, text.replace("kurset", "lønna"))
    [found] = export.export_conversation(cast.employee, now, conversation_id)
    assert (found.intact, found.sha256) == (False, sha256)
    assert sections(found)["work"] == "Vi snakket om lønna."
    assert not conversation_view.get_view(cast.leader, now, conversation_id).signed[0].intact
    tamper(conversation_id, text)
    assert export.export_conversation(cast.employee, now, conversation_id)[0].intact


@pytest.mark.parametrize("text", ["", "ingen JSON lenger", "null", "[1]", '{"conversation": "x"}', '"', "{}"])
def test_a_ruined_text_is_still_readable(cast: Cast, now: datetime, text: str) -> None:
    conversation_id = conversations.signed(cast, now)
    tamper(conversation_id, text)
    [found] = export.export_conversation(cast.employee, now, conversation_id)
    assert not found.intact
    assert sections(found) == {"": text}
    assert export.export_all(cast.leader, now) == (found,)


def test_a_ruined_submission_is_not_signed_but_returned_and_submitted_again(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    tamper(conversation_id, "ingen JSON lenger")
    with pytest.raises(DomainError, match="minutes_corrupt"):
        signing.sign(cast.leader, now, conversation_id)
    assert conversations.state(cast, now, conversation_id) is S.SUBMITTED
    conversations.return_minutes(cast.leader, now, conversation_id, {"": "Send på nytt"})
    submission.submit(cast.employee, now, conversation_id, "nb")
    assert sections(signing.sign(cast.leader, now, conversation_id))["work"] == "Vi snakket om kurset."


def test_an_amendment_is_the_way_out_of_ruined_minutes(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.signed(cast, now)
    for number in (2, 3):
        sha256 = export.export_conversation(cast.leader, now, conversation_id)[-1].sha256
        tamper(conversation_id, "ingen JSON lenger")
        amendments.start(cast.employee, now, conversation_id)
        submission.submit(cast.employee, now, conversation_id, "nb")
        signed = signing.sign(cast.leader, now, conversation_id)
        assert (signed.document.number, signed.document.amends, signed.intact) == (number, sha256, True)
        assert sections(signed)["work"] == "Vi snakket om kurset."
    assert [one.intact for one in export.export_conversation(cast.leader, now, conversation_id)] == [False, False, True]


def test_everything_signed_is_found_by_name(cast: Cast, now: datetime) -> None:
    first, second = conversations.signed(cast, now), conversations.signed(cast, now)
    amendments.start(cast.leader, now, first)
    submission.submit(cast.employee, now, first, "nb")
    signing.sign(cast.leader, now, first)
    conversations.submitted(cast, now)
    for who in (cast.leader, cast.employee):
        found = export.export_all(who, now + timedelta(days=5000), "hansen OLA")
        assert found == (*export.export_conversation(who, now, first), *export.export_conversation(who, now, second))
    assert export.export_all(cast.leader, now, "Per") == ()


def test_what_was_submitted_again_is_not_signed_unread(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.submitted(cast, now)
    seen = conversation_view.get_view(cast.leader, now, conversation_id).draft
    assert seen is not None
    conversations.return_minutes(cast.leader, now, conversation_id, {"": "Mer om vaktene?"})
    submission.submit(cast.employee, now, conversation_id, "nb")
    with pytest.raises(ConflictError):
        signing.sign(cast.leader, now, conversation_id, seen.version)
    assert export.export_conversation(cast.leader, now, conversation_id) == ()
    signing.sign(cast.leader, now, conversation_id, seen.version + 2)


def test_what_is_part_of_submitted_minutes_is_not_undone(cast: Cast, now: datetime) -> None:
    conversation_id = conversations.drafted(cast, now)
    values = {
        "text": "Ta kurs",
        "responsible_id": cast.employee.id,
        "due": now.date(),
        "conversation_id": conversation_id,
    }
    receipt = actions.add(cast.leader, now, cast.employee.id, validate_draft(ActionDraft, values))
    submission.submit(cast.employee, now, conversation_id, "nb")
    with pytest.raises(DomainError, match="undo_too_late"):
        undo(cast.leader, now, receipt.batch)
