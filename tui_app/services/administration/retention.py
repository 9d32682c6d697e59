"""How long things are kept: the organisation's values, what falls due, erasing it for good, and holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tui_app.domain import access, retention
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import DomainError, NotAllowed, NotFound
from tui_app.domain.figures.periods import first_counted_day
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.person import Viewer
from tui_app.domain.retention import DueForErasure, ErasureReceipt, RetentionHold, RetentionKind, StoredItem
from tui_app.storage import audit_log, figures, settings
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.maintenance import compact, erase
from tui_app.storage.people import people
from tui_app.storage.retention import holds, inventory

if TYPE_CHECKING:
    from tui_app.domain.drafts.base import ReasonDraft

RETENTION_SETTING = "retention"
LAST_RECEIPT_SETTING = "retention_last"


@dataclass(frozen=True, slots=True)
class PersonCounts:
    """What is to be erased about one person: kinds and numbers, nothing of what it says."""

    person_id: int
    name: str
    counts: Mapping[RetentionKind, int]


@dataclass(frozen=True, slots=True)
class RetentionOverview:
    """How the organisation keeps things, and what would be erased today.

    Attributes:
        months: kind -> months that it is kept.
        counts: kind -> how many things are due.
        people: whom they are about, by name.
        held: whom a hold keeps back, with what would be due.
        last: the receipt of the last time; None before the first.
    """

    months: Mapping[RetentionKind, int]
    counts: Mapping[RetentionKind, int]
    people: tuple[PersonCounts, ...]
    held: tuple[PersonCounts, ...]
    holds: tuple[RetentionHold, ...]
    last: ErasureReceipt | None


def overview(viewer: Viewer, now: datetime) -> RetentionOverview:
    """Values, what is due today (nothing is erased by looking), holds, and the last receipt.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    with reading(viewer):
        return _overview(now.date())


def overview_for_timer(now: datetime) -> RetentionOverview:
    """The same for the command that a timer runs; nobody is signed in there."""
    with reading():
        return _overview(now.date())


def _overview(today: date) -> RetentionOverview:
    months = current_months()
    due = _due(today, months)
    return RetentionOverview(
        months, due.counts, _by_person(due.items), _by_person(due.held_items), holds.all_holds(), last_receipt()
    )


def current_months() -> dict[RetentionKind, int]:
    """The organisation's values. Call it inside a scope."""
    return retention.effective_months(settings.get(RETENTION_SETTING))


def _due(today: date, months: Mapping[RetentionKind, int]) -> DueForErasure:
    before = {kind: retention.oldest_kept_day(kind, today, months) for kind in RetentionKind}
    with bypassing_row_security():
        found = inventory.find_all(before)
    return retention.find_due(found, holds.people_on_hold(), months, today)


def _by_person(things: Iterable[StoredItem]) -> tuple[PersonCounts, ...]:
    about: dict[int, list[StoredItem]] = {}
    for thing in things:
        about.setdefault(thing.person_id, []).append(thing)
    names = people.names_by_id(about)
    found = [PersonCounts(one, names.get(one, ""), retention.count_by_kind(about[one])) for one in about if one]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.person_id)))


def last_receipt() -> ErasureReceipt | None:
    """The receipt of the last time that something was erased. Call it inside a scope."""
    stored = settings.get(LAST_RECEIPT_SETTING)
    if stored is None:
        return None
    by = people.get(stored["by"]) if stored["by"] else None
    return retention.receipt_from_json(stored, by.name if by else "")


def set_months(viewer: Viewer, now: datetime, months: Mapping[RetentionKind, int]) -> None:
    """Set how long things are kept in this organisation.

    Args:
        months: kind -> months; kinds that are left out stay as they are.

    Raises:
        NotAllowed: not an administrator.
        InvalidInput: kind -> what is wrong with it (`domain.retention.validate_months`).
    """
    _require_administrator(viewer)
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


def erase_due(viewer: Viewer, now: datetime, nameless: str) -> ErasureReceipt:
    """Erase everything that is due, for good; it cannot be undone.

    Args:
        nameless: what a person is called from now on whom others' records refer to.

    Raises:
        NotAllowed: not an administrator.
    """
    _require_administrator(viewer)
    return _erase_due(viewer, now, nameless)


def erase_due_by_timer(now: datetime, nameless: str) -> ErasureReceipt:
    """The same for the command that a timer runs; nobody is signed in there."""
    return _erase_due(None, now, nameless)


def _erase_due(viewer: Viewer | None, now: datetime, nameless: str) -> ErasureReceipt:
    by_id, by_name = (viewer.id, viewer.name) if viewer else (None, "")
    with writing(viewer), bypassing_row_security():
        erase.lock_tables()
        due = _due(now.date(), current_months())
        before = last_receipt()
        figures.save_erased_counts(due.items, first_counted_day(now.date()), now.date())
        erase.erase(due.items, nameless)
        about = sorted({thing.person_id for thing in due.items if thing.person_id})
        receipt = ErasureReceipt(now, by_id, by_name, due.counts, len(about), len(due.held_items), is_purged=False)
        receipt = replace(receipt, copies=compact.list_copies())
        _record(receipt, due.items, about)
    if (not due.items and before is not None and before.is_purged) or compact.compact():
        receipt = replace(receipt, is_purged=True)
        with writing(viewer):
            settings.put(LAST_RECEIPT_SETTING, retention.receipt_to_json(receipt))
    return receipt


def _record(receipt: ErasureReceipt, things: Sequence[StoredItem], about: Sequence[int]) -> None:
    """A line of the log for everybody concerned, which they can read, and one with the receipt's fingerprint."""
    by_person: dict[int, list[StoredItem]] = {one: [] for one in about}
    for thing in things:
        if thing.person_id:
            by_person[thing.person_id].append(thing)
    for person_id, theirs in by_person.items():
        counts = {kind.value: number for kind, number in retention.count_by_kind(theirs).items()}
        audit_log.add(AuditEntry(receipt.at, AuditKind.ERASED, receipt.by_id, person_id, details=counts))
    whole = {kind.value: number for kind, number in receipt.counts.items()}
    audit_log.add(AuditEntry(receipt.at, AuditKind.ERASED, receipt.by_id, details={**whole, "receipt": receipt.sha256}))
    settings.put(LAST_RECEIPT_SETTING, retention.receipt_to_json(receipt))


def erases_at_signing(conversation: Conversation) -> bool:
    """Whether its preparations go when its minutes are signed. Call it inside a scope."""
    return not current_months()[RetentionKind.PREPARATION] and conversation.person_id not in holds.people_on_hold()


def erase_preparations_at_signing(viewer: Viewer, now: datetime, conversation: Conversation) -> bool:
    """Erase both preparations of a conversation that was signed just now, where they are kept no longer than that.

    Call it in the scope of the signing, and `purge_after_signing` after it.

    Returns:
        Whether something was erased.
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
    """Leave nothing of the preparations in the write-ahead log. Call it outside of every scope."""
    compact.truncate_wal()


def add_hold(viewer: Viewer, now: datetime, person_id: int, draft: ReasonDraft) -> int:
    """Hold back everything about a person from being erased; they see that it is so, and why. The id.

    Raises:
        NotAllowed: not an administrator.
        NotFound: nobody there.
        DomainError: `held_already`.
    """
    _require_administrator(viewer)
    with writing(viewer):
        person = people.get(person_id)
        if person is None or person.is_erased:
            raise NotFound()
        if person_id in holds.people_on_hold():
            raise DomainError("held_already", name=person.name)
        audit_log.add(AuditEntry(now, AuditKind.HELD, viewer.id, person_id, details={"stands": True}))
        return holds.add(person_id, viewer.id, draft.reason, now.date())


def end_hold(viewer: Viewer, now: datetime, hold_id: int) -> None:
    """Let a hold stand no more; what was due meanwhile is erased the next time.

    Raises:
        NotAllowed: not an administrator.
        NotFound: it is not there, or has ended.
    """
    _require_administrator(viewer)
    with writing(viewer):
        found = holds.get(hold_id)
        if found is None or not holds.end(hold_id, now.date()):
            raise NotFound()
        audit_log.add(AuditEntry(now, AuditKind.HELD, viewer.id, found.person_id, details={"stands": False}))


def _require_administrator(viewer: Viewer) -> None:
    if not access.manages_retention(viewer):
        raise NotAllowed()
