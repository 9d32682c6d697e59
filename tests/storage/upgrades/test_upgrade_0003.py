"""Migration 0003: unsent comments are saved while they are written."""

from __future__ import annotations

from datetime import date

from tests.conftest import NOW
from tests.services.sample_conversations import FORM
from tests.storage.conftest import KARI, KARI_AND_OLA, OLA, UpgradedFrom
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning
from tui_app.services.minutes import comments, drafting, submission

ROWS = f"""{KARI_AND_OLA}
insert into conversation (person_id, leader_id, kind, state, "on", note, uid, minutes, place, sequence, reason,
    shows_draft, version)
values (2, 1, 'yearly', 'held', '2026-10-12', 'Gikk fint', 'a', 0, '', 0, '', false, 1),
       (2, 1, 'follow_up', 'planned', '2026-12-12', '', 'b', 0, '', 0, '', false, 2)
"""


def test_old_conversations_continue_and_unsent_comments_are_saved(upgraded_from: UpgradedFrom) -> None:
    upgraded_from("0002", ROWS)
    assert [one.note for one in conversation_view.own_conversations(KARI, NOW)] == ["Gikk fint", ""]
    [form] = templates.install_shipped(KARI, NOW, [FORM])
    plan = validate_draft(ConversationPlanDraft, {"template_id": form.id, "on": date(2026, 12, 14), "at": "9"})
    planning.edit(KARI, NOW, 2, 2, plan)
    planning.start(KARI, NOW, 2)
    drafting.save_section(OLA, NOW, 2, "work", "Bra", 0)
    submission.submit(OLA, NOW, 2, "nb")
    saved = comments.save_comment(KARI, NOW, 2, "work", "Mer", 0)
    assert conversation_view.get_view(KARI, NOW, 2).my_comments == {"work": saved}
