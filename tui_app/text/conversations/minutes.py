"""Signed minutes in a file: its name, and the labels of the printout."""

from __future__ import annotations

from datetime import tzinfo

from tui_app.domain.minutes.printout import PrintoutLabels
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.domain.text_normalization import folded
from tui_app.text.conversations.labels import amendment_title
from tui_app.text.dates import full_date
from tui_app.text.i18n import _
from tui_app.text.people import name_for_file


def minutes_file_name(signed: SignedMinutes, kind: str = "pdf") -> str:
    """A file name with the name of the employee and the date: "referat-ola-hansen-2026-11-23.pdf"."""
    document = signed.document
    number = f"-{document.number}" if document.number > 1 else ""
    word = folded(_("Minutes"))
    return f"{word}-{name_for_file(document.employee)}-{document.held_on.isoformat()}{number}.{kind}"


def minutes_labels(zone: tzinfo | None) -> PrintoutLabels:
    """The labels of a printout in the language in use.

    Args:
        zone: of the times in it.
    """

    def title(number: int) -> str:
        return _("Minutes") if number == 1 else amendment_title(number)

    return PrintoutLabels(
        title=title,
        employee=_("Employee"),
        leader=_("Leader"),
        held=_("Held"),
        place=_("Place"),
        amends=_("Amends the version with fingerprint"),
        goals=_("Goals"),
        development_goal=_("Development goal"),
        work_goal=_("Work goal"),
        target=_("by"),
        actions=_("Actions"),
        who=_("Who"),
        what=_("What"),
        by_when=_("Due"),
        serves=_("Supports the goal"),
        signatures=_("Signatures"),
        signed_by_employee=_("Signed by the employee"),
        signed_by_leader=_("Signed by the leader"),
        fingerprint=_("Fingerprint"),
        broken=_("Warning: this text is not the one that was signed."),
        statements=_("Statements"),
        nothing_written=_("Nothing written here."),
        none_agreed=_("None."),
        day=full_date,
        moment=lambda at: f"{full_date(at.astimezone(zone).date())} {at.astimezone(zone):%H:%M}",
        page=lambda number, count: f"{number} / {count}",
    )
