"""Signed minutes to a file: the words of the printout, and where it goes."""

from __future__ import annotations

from datetime import tzinfo

from tui_app.domain.minutes.printout import PrintoutLabels
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.domain.text_normalization import folded
from tui_app.text.dates import full_date
from tui_app.text.i18n import _, current_language, format_message


def minutes_file_name(signed: SignedMinutes, kind: str = "pdf") -> str:
    """A file name that tells whose minutes and when: "referat-ola-hansen-2026-11-23.pdf"."""
    document = signed.document
    plain = folded(document.employee).translate({ord("å"): "a", ord("æ"): "ae", ord("ø"): "o"})
    name = "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
    number = f"-{document.number}" if document.number > 1 else ""
    word = folded(_("Minutes"))
    return f"{word}-{name}-{document.held_on.isoformat()}{number}.{kind}"


def minutes_labels(zone: tzinfo | None) -> PrintoutLabels:
    """The words of a printout in the language in use; moments in this zone."""

    def title(number: int) -> str:
        return _("Minutes") if number == 1 else format_message(_("Amendment $number"), number=number - 1)

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
        day=lambda day: full_date(day, current_language()),
        moment=lambda at: f"{full_date(at.astimezone(zone).date(), current_language())} {at.astimezone(zone):%H:%M}",
        page=lambda number, count: f"{number} / {count}",
    )
