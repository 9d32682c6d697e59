"""Who needs attention on the Team screen, and why."""

from __future__ import annotations

from datetime import date

from tui_app.domain.records.person import Person
from tui_app.domain.team import ActionCounts, AttentionDetail, AttentionReason, TeamFacts, attention_reasons


def test_a_follow_up_and_a_conversation_are_due_by_the_schedule() -> None:
    person = Person(1, "Ola Hansen")
    today = date(2026, 11, 23)
    facts = TeamFacts(
        person,
        ActionCounts(open=1),
        last_conversation=date(2026, 5, 23),
        next_follow_up=date(2026, 11, 20),
        conversation_months=6,
    )
    assert attention_reasons(facts, today) == (AttentionDetail(AttentionReason.FOLLOW_UP_DUE, days=3),)
    assert [one.reason for one in attention_reasons(facts, date(2026, 11, 24))] == [
        AttentionReason.FOLLOW_UP_DUE,
        AttentionReason.NO_CONVERSATION,
    ]
