"""Retention in words: how long data is kept, what is due for erasure, and the receipt of an erasure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from tui_app.domain.maintenance.erasure_receipts import ErasureReceipt
from tui_app.domain.retention import RetentionKind
from tui_app.text.dates import full_timestamp
from tui_app.text.i18n import N_, _, format_message, ngettext

RETENTION_KIND_LABELS = {
    RetentionKind.PREPARATION: N_("Preparations"),
    RetentionKind.MINUTES: N_("Signed minutes"),
    RetentionKind.UNSIGNED: N_("Unsigned conversations"),
    RetentionKind.AGREED: N_("Closed actions and goals"),
    RetentionKind.TOPICS: N_("Discussed topics"),
    RetentionKind.FOLLOW_UPS: N_("Follow-ups"),
    RetentionKind.HISTORY: N_("Changes and comments"),
    RetentionKind.SIGN_INS: N_("Sessions and failed sign-ins"),
    RetentionKind.PRACTICE: N_("Practice"),
    RetentionKind.PERSON: N_("Everything about a person"),
}
RETENTION_START_LABELS = {
    RetentionKind.PREPARATION: N_("after signing"),
    RetentionKind.MINUTES: N_("after the last signing"),
    RetentionKind.UNSIGNED: N_("after their date or last entry"),
    RetentionKind.AGREED: N_("after they were closed"),
    RetentionKind.TOPICS: N_("after they were discussed"),
    RetentionKind.FOLLOW_UPS: N_("after their date"),
    RetentionKind.HISTORY: N_("after they were made"),
    RetentionKind.SIGN_INS: N_("after they end"),
    RetentionKind.PRACTICE: N_("after its day"),
    RetentionKind.PERSON: N_("after the last working day"),
}


def erased_person_name() -> str:
    """The name of an erased person in the records of others."""
    return _("Erased person")


def months_text(months: int) -> str:
    """A retention period: "36 months"."""
    return format_message(ngettext("$count month", "$count months", months), count=months)


def retention_period_text(kind: RetentionKind, months: int) -> str:
    """How long a kind of data is kept, and from when."""
    if not months:
        return _("erased at signing")
    return f"{months_text(months)} {_(RETENTION_START_LABELS[kind])}"


def erasure_counts_text(counts: Mapping[RetentionKind, int]) -> str:
    """The number of items of each kind, in one line."""
    return " · ".join(f"{_(RETENTION_KIND_LABELS[kind])}: {number}" for kind, number in counts.items())


def due_for_erasure_text(counts: Mapping[RetentionKind, int]) -> str:
    """How many items are due for erasure."""
    number = sum(counts.values())
    if not number:
        return _("Nothing is due for erasure.")
    return format_message(ngettext("$count item due for erasure", "$count items due for erasure", number), count=number)


def erased_by(receipt: ErasureReceipt) -> str:
    """Who erased: a name, or that the erasure was scheduled."""
    return (receipt.by_name or _("a former administrator")) if receipt.by_id else _("a scheduled run")


def remaining_traces(receipt: ErasureReceipt) -> Iterator[str]:
    """Where erased data may still exist, and what to do about it."""
    if not receipt.is_purged:
        yield _("Traces may remain in the database file: it is in use, or the disk is full. Erase again later.")
    if receipt.copies:
        names = ", ".join(receipt.copies)
        yield format_message(_("Older backups still contain it. Delete them: $names"), names=names)


def receipt_lines(receipt: ErasureReceipt, now: datetime) -> Iterator[str]:
    """A receipt as lines, for the screen and the prompt."""
    yield format_message(_("Erased $when by $who"), when=full_timestamp(receipt.at, now), who=erased_by(receipt))
    yield ""
    for kind, number in receipt.counts.items():
        yield f"{number:>7}  {_(RETENTION_KIND_LABELS[kind])}"
    if not receipt.counts:
        yield _("There was nothing to erase.")
    yield ""
    yield format_message(ngettext("About $count person.", "About $count people.", receipt.people), count=receipt.people)
    if receipt.held:
        yield format_message(_("On hold: $count."), count=receipt.held)
    yield from remaining_traces(receipt)
    yield format_message(_("Fingerprint: $digits"), digits=receipt.sha256)


def receipt_file_text(receipt: ErasureReceipt, now: datetime) -> str:
    """The receipt as a file. The fingerprint in it is that of the last line; the log has it too."""
    lines = [_("Samtale: receipt"), "", *receipt_lines(receipt, now), "", receipt.canonical]
    return "\n".join(lines) + "\n"


def receipt_file_name(receipt: ErasureReceipt) -> str:
    """A name for the file of a receipt."""
    return f"{_('receipt')}-{receipt.at:%Y-%m-%d-%H%M}.txt"
