"""Migration 0011: reminders."""

from __future__ import annotations

from tests.conftest import NOW
from tests.services.hasher import HASHER
from tests.storage.conftest import KARI, OLA, ONE_FOLLOW_UP, UpgradedFrom
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.settings import ReminderDraft
from tui_app.domain.reminders import ReminderFrequency
from tui_app.services.reminders import choices


def test_the_organisations_settings_apply_until_a_person_chooses(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0010", ONE_FOLLOW_UP)
    assert choices.own_choice(OLA, NOW).choice.rhythm is None
    choices.choose(OLA, NOW, HASHER, validate_draft(ReminderDraft, {"rhythm": "daily"}))
    assert choices.own_choice(OLA, NOW).choice.rhythm is ReminderFrequency.DAILY
    assert choices.own_choice(KARI, NOW).choice.rhythm is None
