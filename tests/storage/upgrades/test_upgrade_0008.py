"""Migration 0008: follow-up schedules."""

from __future__ import annotations

from datetime import date

from tests.conftest import NOW
from tests.storage.conftest import KARI, OLA, ONE_FOLLOW_UP, UpgradedFrom
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpScheduleDraft, PauseDraft
from tui_app.services.follow_up import follow_ups, schedule
from tui_app.services.people import person_page


def test_old_follow_ups_remain_and_the_next_one_is_scheduled(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0005", ONE_FOLLOW_UP)
    page = person_page.get(KARI, NOW, OLA.id)
    assert [(entry.note, entry.due_on) for entry in page.follow_ups] == [("Bra", None)]
    assert page.schedule.due_on == date(2026, 12, 8)
    schedule.set_team_schedule(KARI, NOW, KARI.id, 0, validate_draft(FollowUpScheduleDraft, {"often": "2"}))
    schedule.add_pause(
        KARI, NOW, OLA.id, validate_draft(PauseDraft, {"first": NOW.date(), "last": date(2026, 11, 27)}), is_team=False
    )
    follow_ups.record(KARI, NOW, OLA.id, validate_draft(FollowUpDraft, {}))
    assert person_page.get(KARI, NOW, OLA.id).follow_ups[0].due_on == date(2026, 11, 30)
