"""Signed minutes in a file: its name, and the labels of the printout."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from tui_app.domain.languages import INTERFACE_LANGUAGES, nearest_language
from tui_app.domain.minutes.printout import PrintoutLabels
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.domain.text_normalization import folded
from tui_app.text.dates import full_date
from tui_app.text.i18n import _, current_language, format_message, using_language
from tui_app.text.people import name_for_file, name_with_status


def minutes_file_name(signed: SignedMinutes, kind: str = "pdf") -> str:
    """A file name with the name of the employee and the date: "referat-ola-hansen-2026-11-23.pdf"."""
    document = signed.document
    number = f"-{document.number}" if document.number > 1 else ""
    word = folded(_("Minutes"))
    return f"{word}-{name_for_file(document.employee)}-{document.held_on.isoformat()}{number}.{kind}"


def minutes_labels(now: datetime, language: str = "") -> PrintoutLabels:
    """The labels of a printout.

    Args:
        now: the current moment, in the time zone of the times in it.
        language: the language of the minutes, which the program may not have; empty for the one in use.
    """
    chosen = nearest_language(language, INTERFACE_LANGUAGES) if language else current_language()
    with using_language(chosen):
        return _labels(now, chosen, language or chosen)


def _name_in(language: str, today: date, name: str, end: date | None) -> str:
    with using_language(language):
        return name_with_status(name, end, today)


def _labels(now: datetime, chosen: str, language: str) -> PrintoutLabels:
    """The labels in the language in use; those that are asked for later are bound to it, as another may be by then."""
    minutes, amendment = _("Minutes"), _("Amendment $number")
    day, zone, today = partial(full_date, language=chosen), now.tzinfo, now.date()

    def title(number: int) -> str:
        return minutes if number == 1 else format_message(amendment, number=number - 1)

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
        serves=_("Supports goal"),
        signatures=_("Signatures"),
        signed_by_employee=_("Signed by the employee"),
        signed_by_leader=_("Signed by the leader"),
        fingerprint=_("Fingerprint"),
        broken=_("Warning: this text is not the one that was signed."),
        statements=_("Statements"),
        nothing_written=_("Nothing written here."),
        none_agreed=_("None."),
        day=day,
        moment=lambda at: f"{day(at.astimezone(zone).date())} {at.astimezone(zone):%H:%M}",
        page=lambda number, count: f"{number} / {count}",
        language=language,
        name=partial(_name_in, chosen, today),
    )


MAX_UNDRAWABLE_LISTED = 12
"""Most characters that are listed as missing."""


def undrawable_notice(characters: Sequence[str]) -> str:
    """What a PDF file shows as boxes, and what to do about it."""
    shown = " ".join(characters[:MAX_UNDRAWABLE_LISTED]) + (" …" if len(characters) > MAX_UNDRAWABLE_LISTED else "")
    message = _("The PDF has no letters for: $characters\nIt shows boxes instead. A .md file has everything.")
    return format_message(message, characters=shown)
