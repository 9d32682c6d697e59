"""What is made to be erased, and a run that erases."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.services.sample_conversations import Cast
from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import ReasonDraft, validate_draft
from tui_app.domain.maintenance.erasure_receipts import ErasureReceipt
from tui_app.domain.records.person import Viewer
from tui_app.services.actions import actions
from tui_app.services.administration import erasure, retention
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.tables import registry as tables

GONE = "Erased person"


def later(now: datetime, months: int, days: int = 0) -> datetime:
    return datetime.combine(add_months(now.date(), months), now.timetz()) + timedelta(days=days)


def run(cast: Cast, now: datetime) -> ErasureReceipt:
    return erasure.erase_due(cast.administrator, now, GONE)


def rows(table: type[tables.Table]) -> int:
    with reading(), bypassing_row_security():
        return int(table.select().count())


def agree(cast: Cast, now: datetime, text: str, responsible: Viewer | None = None, **more: object) -> int:
    values = {"text": text, "responsible_id": (responsible or cast.employee).id, "due": now.date(), **more}
    return actions.add(cast.leader, now, cast.employee.id, validate_draft(ActionDraft, values)).subject_id


def hold(cast: Cast, now: datetime, person_id: int) -> int:
    return retention.add_hold(cast.administrator, now, person_id, validate_draft(ReasonDraft, {"reason": "Klagesak"}))
