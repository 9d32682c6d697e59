"""How long things are kept: the organisation's values, what falls due, erasing it for good, and holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tui_app.domain import access, retention
from tui_app.domain.audit import AuditKind, Entry
from tui_app.domain.figures import first_counted
from tui_app.domain.records import Conversation, Viewer
from tui_app.domain.refusals import NotAllowed, NotFound, Refusal
from tui_app.domain.retention import Due, Hold, Kept, Receipt, Thing
from tui_app.storage import audit, erasing, figures, holds, kept, people, settings
from tui_app.storage.database import for_everybody, reading, writing

if TYPE_CHECKING:
    from tui_app.domain.drafts import ReasonDraft

SETTING = "retention"
LAST = "retention_last"


@dataclass(frozen=True, slots=True)
class AboutPerson:
    """What is to be erased about one person: kinds and numbers, nothing of what it says."""

    person_id: int
    name: str
    counts: Mapping[Kept, int]


@dataclass(frozen=True, slots=True)
class Overview:
    """How the organisation keeps things, and what would be erased today.

    Attributes:
        months: kind -> months that it is kept.
        counts: kind -> how many things are due.
        people: whom they are about, by name.
        held: whom a hold keeps back, with what would be due.
        last: the receipt of the last time; None before the first.
    """

    months: Mapping[Kept, int]
    counts: Mapping[Kept, int]
    people: tuple[AboutPerson, ...]
    held: tuple[AboutPerson, ...]
    holds: tuple[Hold, ...]
    last: Receipt | None


def overview(viewer: Viewer, now: datetime) -> Overview:
    """Values, what is due today (nothing is erased by looking), holds, and the last receipt.

    Raises:
        NotAllowed: not an administrator.
    """
    _require(viewer)
    with reading(viewer):
        return _overview(now.date())


def dry_run(now: datetime) -> Overview:
    """The same for the command that a timer runs; nobody is signed in there."""
    with reading():
        return _overview(now.date())


def _overview(today: date) -> Overview:
    months = months_now()
    due = _due(today, months)
    return Overview(months, due.counts, _by_person(due.things), _by_person(due.held), holds.every(), last_receipt())


def months_now() -> dict[Kept, int]:
    """The organisation's values. Call it inside a scope."""
    return retention.months_of(settings.get(SETTING))


def _due(today: date, months: Mapping[Kept, int]) -> Due:
    before = {kind: retention.counted_from(kind, today, months) for kind in Kept}
    with for_everybody():
        found = kept.things(before)
    return retention.due(found, holds.held(), months, today)


def _by_person(things: Iterable[Thing]) -> tuple[AboutPerson, ...]:
    about: dict[int, list[Thing]] = {}
    for thing in things:
        about.setdefault(thing.person_id, []).append(thing)
    names = people.names(about)
    found = [AboutPerson(one, names.get(one, ""), retention.count(about[one])) for one in about if one]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.person_id)))


def last_receipt() -> Receipt | None:
    """The receipt of the last time that something was erased. Call it inside a scope."""
    stored = settings.get(LAST)
    if stored is None:
        return None
    by = people.get(stored["by"]) if stored["by"] else None
    return retention.read_receipt(stored, by.name if by else "")


def set_months(viewer: Viewer, now: datetime, months: Mapping[Kept, int]) -> None:
    """Set how long things are kept in this organisation.

    Args:
        months: kind -> months; kinds that are left out stay as they are.

    Raises:
        NotAllowed: not an administrator.
        Invalid: kind -> what is wrong with it (`domain.retention.check`).
    """
    _require(viewer)
    with writing(viewer):
        before = months_now()
        after = before | dict(months)
        retention.check(after)
        changed: dict[str, object] = {
            kind.value: [before[kind], after[kind]] for kind in Kept if after[kind] != before[kind]
        }
        if changed:
            settings.put(SETTING, {kind.value: number for kind, number in after.items()})
            audit.add(Entry(now, AuditKind.RETENTION, viewer.id, details=changed))


def carry_out(viewer: Viewer, now: datetime, nameless: str) -> Receipt:
    """Erase everything that is due, for good; it cannot be undone.

    Args:
        nameless: what a person is called from now on whom others' records refer to.

    Raises:
        NotAllowed: not an administrator.
    """
    _require(viewer)
    return _carry_out(viewer, now, nameless)


def carry_out_by_timer(now: datetime, nameless: str) -> Receipt:
    """The same for the command that a timer runs; nobody is signed in there."""
    return _carry_out(None, now, nameless)


def _carry_out(viewer: Viewer | None, now: datetime, nameless: str) -> Receipt:
    by_id, by_name = (viewer.id, viewer.name) if viewer else (None, "")
    with writing(viewer), for_everybody():
        erasing.lock()
        due = _due(now.date(), months_now())
        before = last_receipt()
        figures.keep_counts(due.things, first_counted(now.date()), now.date())
        erasing.erase(due.things, nameless)
        about = sorted({thing.person_id for thing in due.things if thing.person_id})
        receipt = Receipt(now, by_id, by_name, due.counts, len(about), len(due.held), is_settled=False)
        receipt = replace(receipt, copies=erasing.copies())
        _write_down(receipt, due.things, about)
    if (not due.things and before is not None and before.is_settled) or erasing.settle():
        receipt = replace(receipt, is_settled=True)
        with writing(viewer):
            settings.put(LAST, retention.stored(receipt))
    return receipt


def _write_down(receipt: Receipt, things: Sequence[Thing], about: Sequence[int]) -> None:
    """A line of the log for everybody concerned, which they can read, and one with the receipt's fingerprint."""
    by_person: dict[int, list[Thing]] = {one: [] for one in about}
    for thing in things:
        if thing.person_id:
            by_person[thing.person_id].append(thing)
    for person_id, theirs in by_person.items():
        counts = {kind.value: number for kind, number in retention.count(theirs).items()}
        audit.add(Entry(receipt.at, AuditKind.ERASED, receipt.by_id, person_id, details=counts))
    whole = {kind.value: number for kind, number in receipt.counts.items()}
    audit.add(Entry(receipt.at, AuditKind.ERASED, receipt.by_id, details={**whole, "receipt": receipt.sha256}))
    settings.put(LAST, retention.stored(receipt))


def erases_at_signing(conversation: Conversation) -> bool:
    """Whether its preparations go when its minutes are signed. Call it inside a scope."""
    return not months_now()[Kept.PREPARATION] and conversation.person_id not in holds.held()


def at_signing(viewer: Viewer, now: datetime, conversation: Conversation) -> bool:
    """Erase both preparations of a conversation that was signed just now, where they are kept no longer than that.

    Call it in the scope of the signing, and `finish_signing` after it.

    Returns:
        Whether something was erased.
    """
    if not erases_at_signing(conversation):
        return False
    with for_everybody():
        answers = erasing.preparations_of(conversation.id)
        if answers:
            details = {Kept.PREPARATION.value: 1}
            entry = Entry(now, AuditKind.ERASED, viewer.id, conversation.person_id, conversation.id, details=details)
            audit.add(entry)
    return answers > 0


def finish_signing() -> None:
    """Leave nothing of the preparations in the write-ahead log. Call it outside of every scope."""
    erasing.empty_log()


def hold(viewer: Viewer, now: datetime, person_id: int, draft: ReasonDraft) -> int:
    """Hold back everything about a person from being erased; they see that it is so, and why. The id.

    Raises:
        NotAllowed: not an administrator.
        NotFound: nobody there.
        Refusal: `held_already`.
    """
    _require(viewer)
    with writing(viewer):
        person = people.get(person_id)
        if person is None or person.is_nameless:
            raise NotFound()
        if person_id in holds.held():
            raise Refusal("held_already", name=person.name)
        audit.add(Entry(now, AuditKind.HELD, viewer.id, person_id, details={"stands": True}))
        return holds.add(person_id, viewer.id, draft.reason, now.date())


def end_hold(viewer: Viewer, now: datetime, hold_id: int) -> None:
    """Let a hold stand no more; what was due meanwhile is erased the next time.

    Raises:
        NotAllowed: not an administrator.
        NotFound: it is not there, or has ended.
    """
    _require(viewer)
    with writing(viewer):
        found = holds.get(hold_id)
        if found is None or not holds.end(hold_id, now.date()):
            raise NotFound()
        audit.add(Entry(now, AuditKind.HELD, viewer.id, found.person_id, details={"stands": False}))


def _require(viewer: Viewer) -> None:
    if not access.manages_retention(viewer):
        raise NotAllowed()
