"""Erasing what is due, in portions: others write between them, and what one has erased stays erased and logged."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from tui_app.domain import access, retention
from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import StorageError
from tui_app.domain.figures.periods import first_counted_day
from tui_app.domain.maintenance.erasure_portions import erasure_portions, first_portion
from tui_app.domain.maintenance.erasure_receipts import ErasureReceipt, receipt_from_json, receipt_to_json
from tui_app.domain.maintenance.signatures import ERASED_CONVERSATIONS
from tui_app.domain.records.person import Viewer
from tui_app.domain.retention import StoredItem
from tui_app.services.administration.retention import (
    LAST_RECEIPT_SETTING,
    NOTICED_SETTING,
    RUNNING_SETTING,
    find_due,
    last_receipt,
)
from tui_app.services.authorize import require
from tui_app.storage import audit_log, figures, settings
from tui_app.storage.database import bypassing_row_security, lock_subject, reading, writing
from tui_app.storage.maintenance import compact, erase
from tui_app.storage.queries.batches import in_batches

_PAUSE = 0.06
"""Seconds between two transactions: a writer who waits for SQLite asks at least every 50 ms."""

BetweenPortions = Callable[[int, int], object]
"""Called after each transaction, outside of any, with the number of items that were erased and of those to erase."""


def _go_on(_erased: int, _total: int) -> None:
    """Do nothing between portions."""


def erase_due(
    viewer: Viewer, now: datetime, placeholder_name: str, between: BetweenPortions = _go_on
) -> ErasureReceipt:
    """Erase everything that is due. This cannot be undone.

    A portion is a transaction: what it erased stays erased, whatever happens then. What is put on hold or changed
    meanwhile is respected; what becomes due meanwhile may be left to the next time. Another erasure that begins takes
    over: the earlier one ends with what it has erased.

    Args:
        placeholder_name: replaces the name of an erased person that other records refer to.
        between: called between portions.

    Returns:
        The receipt, whose hash is in the log.

    Raises:
        NotAllowed: not an administrator.
        StorageError: not all could be erased. What was is in the log, at the latest when the next erasure begins.
    """
    require(access.manages_retention(viewer))
    return _erase_due(viewer, now, placeholder_name, between)


def erase_due_by_timer(now: datetime, placeholder_name: str, between: BetweenPortions = _go_on) -> ErasureReceipt:
    """`erase_due`, for the command that a timer runs; needs nobody to be signed in."""
    return _erase_due(None, now, placeholder_name, between)


def _erase_due(viewer: Viewer | None, now: datetime, placeholder_name: str, between: BetweenPortions) -> ErasureReceipt:
    with reading(viewer):
        due, noticed = find_due(now.date())
    run = _Run(viewer, now, placeholder_name)
    before = run.begin(noticed, len(due.held_items))
    try:
        for person_ids in erasure_portions(due.items):
            if not run.erase(person_ids):
                break
            between(sum(run.receipt.counts.values()), len(due.items))
            time.sleep(_PAUSE)
        _delete_unreferenced_people()
    except BaseException:
        with suppress(StorageError):  # such as a full disk; the next erasure logs it
            run.end()
        raise
    receipt = run.end()
    if (not receipt.counts and before is not None and before.is_purged) or compact.compact():
        purged = replace(receipt, is_purged=True)
        with suppress(StorageError):  # such as a full disk; it is erased all the same
            _note_purged(viewer, purged)
        return purged
    return receipt


def _delete_unreferenced_people() -> None:
    """Delete people erased earlier to whom what is erased now was the last that referred."""
    with reading(), bypassing_row_security():
        found = erase.unreferenced_people()
    for batch in in_batches(found):
        with writing(notify=False), bypassing_row_security():
            erase.lock_tables()
            erase.delete_unreferenced_people(batch)


def _note_purged(viewer: Viewer | None, purged: ErasureReceipt) -> None:
    with writing(viewer):
        lock_subject(RUNNING_SETTING)
        last = last_receipt()
        if last is not None and last.sha256 == purged.sha256:  # not of another erasure since
            settings.put(LAST_RECEIPT_SETTING, receipt_to_json(purged))


class _Concerned(Struct, frozen=True):
    """Whom a run has concerned so far: whose items it erased, and how many items of whom are held since it began."""

    people: frozenset[int] = frozenset()
    held: Mapping[int, int] = {}


class _Run:
    """One erasure: a setting has its receipt so far, until that is logged."""

    def __init__(self, viewer: Viewer | None, now: datetime, placeholder_name: str) -> None:
        self._viewer, self._now, self._placeholder_name = viewer, now, placeholder_name
        by_id, by_name = (viewer.id, viewer.name) if viewer else (None, "")
        self.receipt = ErasureReceipt(now, by_id, by_name, {}, 0, 0, is_purged=False)
        self._key = 0
        self._held_at_first = 0
        self._concerned = _Concerned()

    def begin(self, noticed: Mapping[str, date], held: int) -> ErasureReceipt | None:
        """Log the receipt of a run that was cut off, and take over from one that goes on.

        Args:
            noticed: the items of the future that were noticed by now.
            held: how many items only a hold protects.

        Returns:
            The receipt of the run before.
        """
        self.receipt, self._held_at_first = replace(self.receipt, held=held), held
        with writing(self._viewer, notify=False):
            lock_subject(RUNNING_SETTING)
            before = last_receipt()
            _save_noticed(noticed)
            earlier = settings.get(RUNNING_SETTING) or {"key": 0, "counts": {}}
            self._key = earlier["key"] + 1
            self._save(self.receipt)
            if earlier["counts"]:
                _log_receipt(receipt_from_json(earlier, ""))
        return before

    def erase(self, person_ids: Collection[int]) -> bool:
        """Erase what is due about these people by now, as much as one portion may be.

        Returns:
            False if another run has taken over; nothing is erased then.
        """
        today = self._now.date()
        with writing(self._viewer, about=person_ids), bypassing_row_security():
            lock_subject(RUNNING_SETTING)
            erase.lock_tables()
            if not self._goes_on():
                return False
            due, _noticed = find_due(today, person_ids)
            items = first_portion(due.items)
            figures.save_erased_counts(items, first_counted_day(today), today)
            conversations = erase.conversations_with_minutes(items)
            erase.erase(items, self._placeholder_name)
            concerned, receipt = self._after(items, due.held_items)
            self._save(receipt)
            audit_log.add_many(_entries(receipt, items, conversations))
        self._concerned, self.receipt = concerned, receipt
        return True

    def end(self) -> ErasureReceipt:
        """Log the receipt, unless the run that has taken over did."""
        with writing(self._viewer):
            lock_subject(RUNNING_SETTING)
            if self._goes_on():
                self.receipt = replace(self.receipt, copies=compact.list_copies())
                settings.put(RUNNING_SETTING, {"key": self._key, "counts": {}})
                _log_receipt(self.receipt)
        return self.receipt

    def _after(
        self, items: Sequence[StoredItem], held_items: Sequence[StoredItem]
    ) -> tuple[_Concerned, ErasureReceipt]:
        """What the run has erased when these items are gone too."""
        people = self._concerned.people | {item.person_id for item in items if item.person_id}
        held: dict[int, int] = dict(self._concerned.held)
        for item in held_items:  # put on hold since the run began; a later portion may find them again
            held[item.person_id] = sum(one.person_id == item.person_id for one in held_items)
        counts = dict(self.receipt.counts)
        for kind, number in retention.count_by_kind(items).items():
            counts[kind] = counts.get(kind, 0) + number
        in_order = {kind: counts[kind] for kind in retention.RetentionKind if kind in counts}
        receipt = replace(
            self.receipt, counts=in_order, people=len(people), held=self._held_at_first + sum(held.values())
        )
        return _Concerned(people, held), receipt

    def _save(self, receipt: ErasureReceipt) -> None:
        settings.put(RUNNING_SETTING, receipt_to_json(receipt) | {"key": self._key})

    def _goes_on(self) -> bool:
        return bool(settings.get(RUNNING_SETTING)["key"] == self._key)


def _save_noticed(noticed: Mapping[str, date]) -> None:
    values = {key: day.isoformat() for key, day in noticed.items()}
    if values != (settings.get(NOTICED_SETTING) or {}):
        settings.put(NOTICED_SETTING, values)


def _entries(
    receipt: ErasureReceipt, items: Sequence[StoredItem], conversations: Mapping[int, Sequence[int]]
) -> list[AuditEntry]:
    """The entries of a portion: one for each person concerned, which they can read.

    Args:
        conversations: the erased conversations that had minutes, by person: `verify` does not miss these.
    """
    by_person: dict[int, list[StoredItem]] = {}
    for item in items:
        if item.person_id:
            by_person.setdefault(item.person_id, []).append(item)
    entries: list[AuditEntry] = []
    for person_id, own_items in sorted(by_person.items()):
        details: dict[str, object] = {kind.value: number for kind, number in retention.count_by_kind(own_items).items()}
        details[ERASED_CONVERSATIONS] = list(conversations.get(person_id, ()))
        entries.append(AuditEntry(receipt.at, AuditKind.ERASED, receipt.by_id, person_id, details=details))
    return entries


def _log_receipt(receipt: ErasureReceipt) -> None:
    """Store the receipt as the last one, and log its hash."""
    whole = {kind.value: number for kind, number in receipt.counts.items()}
    settings.put(LAST_RECEIPT_SETTING, receipt_to_json(receipt))
    details = {**whole, "receipt": receipt.sha256}
    audit_log.add(AuditEntry(receipt.at, AuditKind.ERASED, receipt.by_id, details=details))
