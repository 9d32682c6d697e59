"""How long data is kept: the organisation's periods, erasing what is due, and holds that exempt people from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from tui_app.domain import access, retention
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import DomainError, NotFound
from tui_app.domain.maintenance.erasure_receipts import ErasureReceipt, receipt_from_json
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.person import Viewer
from tui_app.domain.retention import (
    DueForErasure,
    PeriodLimits,
    RetentionHold,
    RetentionKind,
    StoredItem,
)
from tui_app.services.authorize import get_person, require
from tui_app.storage import audit_log, settings
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.maintenance import compact, erase
from tui_app.storage.people import administration, people
from tui_app.storage.retention import holds, inventory

if TYPE_CHECKING:
    from tui_app.domain.drafts.base import ReasonDraft

RETENTION_SETTING = "retention"
"""Name of the setting with the organisation's periods: kind -> months."""
LAST_RECEIPT_SETTING = "retention_last"
"""Name of the setting with the receipt of the last erasure."""
RUNNING_SETTING = "retention_running"
"""Name of the setting with what an erasure has erased so far, until its receipt is logged."""
NOTICED_SETTING = "retention_noticed"
"""Name of the setting that says when items were first noticed that a wrong clock has dated in the future."""


class PersonCounts(Struct, frozen=True):
    """How many items are due about one person, by kind; no content."""

    person_id: int
    name: str
    counts: Mapping[RetentionKind, int]


class RetentionOverview(Struct, frozen=True):
    """The organisation's periods, and what would be erased today.

    Attributes:
        months: kind -> months that it is kept.
        counts: kind -> how many items are due.
        people: the people these items are about, by name.
        held_back: people on hold, with the items that would be due.
        last_receipt: receipt of the last erasure; None before the first.
    """

    months: Mapping[RetentionKind, int]
    counts: Mapping[RetentionKind, int]
    people: tuple[PersonCounts, ...]
    held_back: tuple[PersonCounts, ...]
    holds: tuple[RetentionHold, ...]
    last_receipt: ErasureReceipt | None


def overview(viewer: Viewer, now: datetime) -> RetentionOverview:
    """The periods, what is due today, the holds and the last receipt. Nothing is erased.

    Raises:
        NotAllowed: not an administrator.
    """
    require(access.manages_retention(viewer))
    with reading(viewer):
        return _overview(now.date())


def overview_for_timer(now: datetime) -> RetentionOverview:
    """The overview, for the command that a timer runs; needs nobody to be signed in."""
    with reading():
        return _overview(now.date())


def _overview(today: date) -> RetentionOverview:
    due, _noticed = find_due(today)
    return RetentionOverview(
        current_months(),
        due.counts,
        _by_person(due.items),
        _by_person(due.held_items),
        holds.all_holds(),
        last_receipt(),
    )


def current_months() -> dict[RetentionKind, int]:
    """The organisation's periods. Call it inside a scope."""
    return retention.effective_months(settings.get(RETENTION_SETTING))


def find_due(today: date, person_ids: Collection[int] | None = None) -> tuple[DueForErasure, dict[str, date]]:
    """What is due, and the items of the future that were noticed by now. Call it inside a scope.

    Args:
        person_ids: only items about these people, 0 for items about nobody who is known; None for everything.
    """
    months = current_months()
    after = retention.latest_stored_day(today)
    limits = {kind: PeriodLimits(retention.oldest_kept_day(kind, today, months), after) for kind in RetentionKind}
    with bypassing_row_security():
        found, noticed = count_from_first_noticed(inventory.find_all(limits, person_ids), today)
        if not administration.administrators(today):  # whoever may be made an administrator again is not erased
            kept = administration.administrator_end_dates()
            found = [one for one in found if one.kind is not RetentionKind.PERSON or one.person_id not in kept]
    return retention.find_due(found, holds.people_on_hold(), months, today), noticed


def count_from_first_noticed(items: Iterable[StoredItem], today: date) -> tuple[list[StoredItem], dict[str, date]]:
    """The items, those of the future counted from when they were noticed, and that. Call it inside a scope."""
    stored = settings.get(NOTICED_SETTING) or {}
    noticed = {key: date.fromisoformat(str(day)) for key, day in stored.items()}
    return retention.count_from_first_noticed(items, noticed, today)


def _by_person(items: Iterable[StoredItem]) -> tuple[PersonCounts, ...]:
    items_by_person: dict[int, list[StoredItem]] = {}
    for item in items:
        items_by_person.setdefault(item.person_id, []).append(item)
    names = people.names_by_id(items_by_person)
    counts = [
        PersonCounts(person_id, names.get(person_id, ""), retention.count_by_kind(items_by_person[person_id]))
        for person_id in items_by_person
        if person_id
    ]
    return tuple(sorted(counts, key=lambda person: (person.name.casefold(), person.person_id)))


def last_receipt() -> ErasureReceipt | None:
    """The receipt of the last erasure, also of one that goes on or was cut off. Call it inside a scope."""
    running = settings.get(RUNNING_SETTING)
    stored = running if running and running["counts"] else settings.get(LAST_RECEIPT_SETTING)
    if stored is None:
        return None
    by = people.get(stored["by"]) if stored["by"] else None
    return receipt_from_json(stored, by.name if by else "")


def set_months(viewer: Viewer, now: datetime, months: Mapping[RetentionKind, int]) -> None:
    """Set how long data is kept.

    Args:
        months: kind -> months; kinds that are left out do not change.

    Raises:
        NotAllowed: not an administrator.
        InvalidInput: kind -> what is wrong with it (`domain.retention.validate_months`).
    """
    require(access.manages_retention(viewer))
    with writing(viewer):
        before = current_months()
        after = before | dict(months)
        retention.validate_months(after)
        changed: dict[str, object] = {
            kind.value: [before[kind], after[kind]] for kind in RetentionKind if after[kind] != before[kind]
        }
        if changed:
            settings.put(RETENTION_SETTING, {kind.value: number for kind, number in after.items()})
            audit_log.add(AuditEntry(now, AuditKind.RETENTION, viewer.id, details=changed))


def erases_at_signing(conversation: Conversation) -> bool:
    """True if the preparations of a conversation are erased when its minutes are signed. Call it inside a scope."""
    return not current_months()[RetentionKind.PREPARATION] and conversation.person_id not in holds.people_on_hold()


def erase_preparations_at_signing(viewer: Viewer, now: datetime, conversation: Conversation) -> bool:
    """Erase both preparations of a conversation that has just been signed, if they are not kept longer than that.

    Call it in the scope of the signing, and `purge_after_signing` afterwards.

    Returns:
        True if anything was erased.
    """
    if not erases_at_signing(conversation):
        return False
    with bypassing_row_security():
        answers = erase.erase_preparations(conversation.id)
        if answers:
            details = {RetentionKind.PREPARATION.value: 1}
            entry = AuditEntry(
                now, AuditKind.ERASED, viewer.id, conversation.person_id, conversation.id, details=details
            )
            audit_log.add(entry)
    return answers > 0


def purge_after_signing() -> None:
    """Remove the erased preparations from the write-ahead log. Call it outside any scope."""
    compact.truncate_wal()


def add_hold(viewer: Viewer, now: datetime, person_id: int, draft: ReasonDraft) -> int:
    """Exempt everything about a person from erasure. They can see the hold and its reason.

    Returns:
        The id of the hold.

    Raises:
        NotAllowed: not an administrator.
        NotFound: no such person, or they are erased.
        DomainError: `hold_exists`.
    """
    require(access.manages_retention(viewer))
    with writing(viewer):
        person = get_person(person_id)
        if person.is_erased:
            raise NotFound()
        if person_id in holds.people_on_hold():
            raise DomainError("hold_exists", name=person.name)
        audit_log.add(AuditEntry(now, AuditKind.HELD, viewer.id, person_id, details={"stands": True}))
        return holds.add(person_id, viewer.id, draft.reason, now.date())


def end_hold(viewer: Viewer, now: datetime, hold_id: int) -> None:
    """End a hold; what has become due since is erased the next time.

    Raises:
        NotAllowed: not an administrator.
        NotFound: no such hold, or it has ended.
    """
    require(access.manages_retention(viewer))
    with writing(viewer):
        found = holds.get(hold_id)
        if found is None or not holds.end(hold_id, now.date()):
            raise NotFound()
        audit_log.add(AuditEntry(now, AuditKind.HELD, viewer.id, found.person_id, details={"stands": False}))
