"""Migration 0009: requests for follow-ups, acknowledgements and visits."""

from __future__ import annotations

from tests.conftest import NOW
from tests.storage.conftest import KARI, OLA, ONE_FOLLOW_UP, UpgradedFrom
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpRequestDraft
from tui_app.services import activity
from tui_app.services.follow_up import requests
from tui_app.services.people import person_page


def test_old_changes_are_not_news_and_a_follow_up_can_be_requested(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0008", ONE_FOLLOW_UP)
    assert activity.since_last_visit(OLA, NOW).events == ()
    requests.send(OLA, NOW, validate_draft(FollowUpRequestDraft, {"text": "Nå"}))
    assert person_page.get(KARI, NOW, OLA.id).request is not None
