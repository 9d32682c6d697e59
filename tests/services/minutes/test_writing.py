"""Writing minutes and showing the draft; on both databases."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.services import sample_conversations as conversations
from tests.services.minutes.minutes_steps import HOUR, draft_of, sections, stored, written
from tests.services.sample_conversations import Cast
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput, NotFound
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.services.conversations import conversation_view, planning
from tui_app.services.minutes import amendments, comments, drafting, signing, statements, submission

S = ConversationState


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
