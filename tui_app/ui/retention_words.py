"""What is kept how long, what is due and what was erased, in words; also the receipt as it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from tui_app.domain.retention import Kept, Receipt
from tui_app.ui.dates import full_day
from tui_app.ui.language import N_, _, ngettext, spoken, told

KINDS = {
    Kept.PREPARATION: N_("Preparations"),
    Kept.MINUTES: N_("Signed minutes"),
    Kept.UNSIGNED: N_("Unsigned conversations"),
    Kept.AGREED: N_("Closed actions and goals"),
    Kept.TOPICS: N_("Topics talked about"),
    Kept.FOLLOW_UPS: N_("Follow-ups"),
    Kept.HISTORY: N_("Changes and comments"),
    Kept.SIGN_INS: N_("Sessions and wrong tries"),
    Kept.PERSON: N_("Everything about a person"),
}
FROM = {
    Kept.PREPARATION: N_("after signing"),
    Kept.MINUTES: N_("after the last signing"),
    Kept.UNSIGNED: N_("after their day or the last word in them"),
    Kept.AGREED: N_("after they were closed"),
    Kept.TOPICS: N_("after they were talked about"),
    Kept.FOLLOW_UPS: N_("after their day"),
    Kept.HISTORY: N_("after they were made"),
    Kept.SIGN_INS: N_("after they ended"),
    Kept.PERSON: N_("after the last working day"),
}


def erased_name() -> str:
    """What somebody who is erased is called, where others' records still refer to them."""
    return _("Erased person")


def months_words(months: int) -> str:
    """How long: "36 months"."""
    return told(ngettext("$count month", "$count months", months), count=months)


def kept_words(kind: Kept, months: int) -> str:
    """How long a kind is kept, and from when."""
    if not months:
        return _("erased at signing")
    return f"{months_words(months)} {_(FROM[kind])}"


def counts_words(counts: Mapping[Kept, int]) -> str:
    """Kinds with their numbers in one line."""
    return " · ".join(f"{_(KINDS[kind])}: {number}" for kind, number in counts.items())


def due_words(counts: Mapping[Kept, int]) -> str:
    """How many things are due."""
    number = sum(counts.values())
    return told(ngettext("$count thing is due", "$count things are due", number), count=number)


def moment_words(at: datetime, now: datetime) -> str:
    """A moment in full, in the zone of `now`."""
    here = at.astimezone(now.tzinfo)
    return f"{full_day(here.date(), spoken())} {here:%H:%M}"


def by_words(receipt: Receipt) -> str:
    """Who erased."""
    return (receipt.by_name or _("an earlier administrator")) if receipt.by_id else _("the timer")


def left_words(receipt: Receipt) -> Iterator[str]:
    """Where something of it still is, and what to do about it; nothing when it is nowhere."""
    if not receipt.is_settled:
        yield _("The database is in use, so traces may be left in its file. Erase once more when it is quiet.")
    if receipt.copies:
        names = ", ".join(receipt.copies)
        yield told(_("Older copies still hold it. Delete them: $names"), names=names)


def receipt_lines(receipt: Receipt, now: datetime) -> Iterator[str]:
    """A receipt, line by line, as it is shown and printed."""
    yield told(_("Erased $when by $who"), when=moment_words(receipt.at, now), who=by_words(receipt))
    yield ""
    for kind, number in receipt.counts.items():
        yield f"{number:>7}  {_(KINDS[kind])}"
    if not receipt.counts:
        yield _("Nothing was due.")
    yield ""
    yield told(ngettext("About $count person.", "About $count people.", receipt.people), count=receipt.people)
    if receipt.held:
        yield told(_("Held back: $count."), count=receipt.held)
    yield from left_words(receipt)
    yield told(_("Fingerprint: $digits"), digits=receipt.sha256)


def receipt_text(receipt: Receipt, now: datetime) -> str:
    """The receipt as a file: its fingerprint is that of the last line, and stands in the log."""
    lines = [_("Samtale: receipt"), "", *receipt_lines(receipt, now), "", receipt.canonical]
    return "\n".join(lines) + "\n"


def receipt_name(receipt: Receipt) -> str:
    """A name for the receipt's file."""
    return f"{_('receipt-file')}-{receipt.at:%Y-%m-%d-%H%M}.txt"


def from_to(first: date, last: date) -> str:
    """One day, or the first and the last of several."""
    begins = full_day(first, spoken())
    return begins if first == last else told(_("$first to $last"), first=begins, last=full_day(last, spoken()))
