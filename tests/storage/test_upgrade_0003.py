"""A database from before comments were saved while they are written is upgraded, and what it held is there."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.services.conversations import FORM
from tests.storage.conftest import upgraded
from tests.storage.test_upgrade_0002 import KARI, OLA, OLD
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning
from tui_app.services.conversations import conversation_view as sheet
from tui_app.services.minutes import comments, drafting, submission
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import Address, PostgresAddress


def test_old_conversations_go_on_and_comments_are_kept_while_they_are_written(address: Address, tmp_path: Path) -> None:
    before = tmp_path / "migrations"
    before.mkdir()
    for name in ("0001_first", "0002_conversations"):
        shutil.copy(schema.MIGRATIONS / f"{name}.py", before)
    with pytest.MonkeyPatch.context() as then:
        then.setattr(schema, "MIGRATIONS", before)
        db = upgraded(address)
        with db.connection_context(), db.atomic():
            for statement in OLD.split(";"):
                uid = "uid, minutes, place, sequence, reason, shows_draft, version)"
                with_all = statement.replace("note, version)\n", f"note, {uid}\n")
                if "into conversation" in statement:
                    number = "a" if "Gikk fint" in statement else "b"
                    head, _, version = with_all.rpartition(", ")
                    with_all = f"{head}, '{number}', 0, '', 0, '', false, {version}"
                db.execute_sql(with_all)
    if isinstance(address, PostgresAddress):
        db.close_all()
    db = upgraded(address)
    storage.bind_database(db)
    assert [talk.note for talk in conversation_view.own_conversations(KARI, NOW)] == ["Gikk fint", ""]
    [form] = templates.install_shipped(KARI, NOW, [FORM])
    plan = validate_draft(ConversationPlanDraft, {"template_id": form.id, "on": date(2026, 12, 14), "at": "9"})
    planning.edit(KARI, NOW, 2, 2, plan)
    planning.start(KARI, NOW, 2)
    drafting.save_section(OLA, NOW, 2, "work", "Bra", 0)
    submission.submit(OLA, NOW, 2, "nb")
    saved = comments.save_comment(KARI, NOW, 2, "work", "Mer", 0)
    assert sheet.get_view(KARI, NOW, 2).my_comments == {"work": saved}
    if isinstance(address, PostgresAddress):
        db.close_all()
