"""Minutes from the invitation to a signed amendment, and who takes which step; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest

from tests.services import sample_conversations as conversations
from tests.services.minutes.minutes_steps import DAYS, HOUR, draft_of, minutes_id, sections, written
from tests.services.sample_conversations import DUE, Cast
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.minutes.signed_minutes import AgreedAction, AgreedGoal, Statement
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.goal import GoalKind
from tui_app.services.conversations import conversation_view, planning, preparation
from tui_app.services.minutes import amendments, comments, drafting, export, signing, statements, submission

S = ConversationState


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
