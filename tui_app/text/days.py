"""Remarks about a day in words, and a day together with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui_app.domain.dates.day_remarks import DayRemark, DayRemarkKind
from tui_app.domain.follow_up.schedule import PauseKind
from tui_app.text.dates import full_date
from tui_app.text.i18n import N_, _, format_message

_REMARKS = {
    DayRemarkKind.PAST: N_("in the past"),
    DayRemarkKind.FAR_AHEAD: N_("more than two years ahead"),
    DayRemarkKind.HAS_LEFT: N_("$name has left by then"),
    DayRemarkKind.TEAM_AWAY: N_("pause for the whole team until $until"),
    DayRemarkKind.HOLIDAY: N_("public holiday"),
    DayRemarkKind.WEEKEND: N_("weekend"),
}
_AWAY = {
    PauseKind.HOLIDAY: N_("$name is on holiday until $until"),
    PauseKind.LEAVE: N_("$name is on leave until $until"),
    PauseKind.AWAY: N_("$name is away until $until"),
}


def remark_text(remark: DayRemark) -> str:
    """One remark: "public holiday", "Ola Hansen is on leave until Sunday 3 January 2027"."""
    message = _AWAY[remark.pause_kind] if remark.kind is DayRemarkKind.AWAY else _REMARKS[remark.kind]
    return format_message(_(message), name=remark.name, until=full_date(remark.until) if remark.until else "")


def day_with_remarks(day: date, remarks: Sequence[DayRemark]) -> str:
    """A day in full, and what there is to say about it: "Friday 25 December 2026 · public holiday"."""
    return " · ".join([full_date(day), *map(remark_text, remarks)])


def confirm_day_text(day: date, remarks: Sequence[DayRemark], button: str) -> str:
    """Ask to press the same button again, as there is something to say about the day."""
    if [remark.kind for remark in remarks] == [DayRemarkKind.PAST]:
        return format_message(_("That day is in the past. “$button” once more confirms it."), button=button)
    asked = _("$day. “$button” once more confirms it.")
    return format_message(asked, day=day_with_remarks(day, remarks), button=button)
