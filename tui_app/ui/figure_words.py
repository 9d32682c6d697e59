"""Figures in words: their names, what each one counts, and numbers as one reads them."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.figure_sheet import FigureSheet, SheetRow
from tui_app.domain.figures import SHARES, Figure, Figures, Period, Scope, Value
from tui_app.ui.dates import full_day
from tui_app.ui.language import N_, _, ngettext, spoken, told

LABELS = {
    Figure.HELD: N_("Conversations held"),
    Figure.SIGNED: N_("Minutes signed"),
    Figure.AGREED: N_("Actions agreed"),
    Figure.IN_TIME: N_("Done in time"),
    Figure.LATE: N_("Done late"),
    Figure.DROPPED: N_("Dropped"),
    Figure.OVERDUE: N_("Overdue at the end"),
    Figure.IN_TIME_SHARE: N_("Share in time"),
    Figure.DAYS_LATE: N_("Days late, median"),
    Figure.MOVED: N_("Dates moved"),
    Figure.ON_RHYTHM: N_("Followed up on rhythm"),
}
DEFINITIONS = {
    Figure.HELD: N_("Conversations of the period that were held."),
    Figure.SIGNED: N_("Of these conversations, those with minutes that both have signed by now."),
    Figure.AGREED: N_("Actions that were agreed in the period."),
    Figure.IN_TIME: N_("Of the actions due in the period: done on the due date or before."),
    Figure.LATE: N_("Of the actions due in the period: done after the due date."),
    Figure.DROPPED: N_("Of the actions due in the period: dropped."),
    Figure.OVERDUE: N_("Due by the end of the period, and not done by then. Dropped ones are left out."),
    Figure.IN_TIME_SHARE: N_("Of the actions due in the period and before today, dropped ones left out: done in time."),
    Figure.DAYS_LATE: N_("Of those done late: half of them were later than this."),
    Figure.MOVED: N_("How often the dates of the actions due in the period were moved."),
    Figure.ON_RHYTHM: N_("Of the follow-ups held in the period that were due on a day: at most a week after it."),
}
SCOPES = {
    Scope.TEAM: N_("My team"),
    Scope.LINE: N_("Everybody below me"),
    Scope.ORGANISATION: N_("The whole organisation"),
}
_NARROW_SPACE = "\u202f"


def number(value: Value, *, is_share: bool) -> str:
    """A figure as one reads it in the language in use; a dash where there is nothing to count."""
    if value is None:
        return "–"
    if is_share:
        return told(_("$percent %"), percent=round(100 * value))
    whole, part = divmod(round(10 * value), 10)
    grouped = f"{whole:,}".replace(",", _NARROW_SPACE if spoken() == "nb" else ",")
    return f"{grouped}{decimal()}{part}" if part else grouped


def decimal() -> str:
    """The mark between the whole and the part of a number."""
    return "," if spoken() == "nb" else "."


def heading(period: Period) -> str:
    """A quarter or a year at the head of a column."""
    if period.is_year:
        return str(period.first.year)
    return told(_("Q$quarter $year"), quarter=period.quarter, year=f"{period.first.year % 100:02}")


def people(figures: Figures) -> str:
    """Of how many people they tell."""
    return told(ngettext("$count person", "$count people", figures.people), count=figures.people)


def hidden() -> str:
    """Why there are no numbers."""
    return _(
        "Beside the figures that you see already, these would tell of fewer than five people, so they are not shown.\n"
        "What concerns your own team is on 1, Team."
    )


def left_out() -> str:
    """Why some columns are empty."""
    return _("Periods that would tell of fewer than five people are left out.")


def none_yet() -> str:
    """From when there will be some."""
    return _(
        "Nothing is agreed yet, so there is nothing to count.\n"
        "The first figures come with the first conversation or action, and the quarter's are whole at its end."
    )


def sheet(figures: Figures, now: datetime) -> FigureSheet:
    """The table for a file."""
    columns = (*figures.quarters, figures.year)
    rows = []
    for figure in Figure:
        values = [column.values.get(figure) for column in columns]
        is_share = figure in SHARES
        shown = [number(value, is_share=is_share) for value in values]
        rows.append(SheetRow(_(LABELS[figure]), _(DEFINITIONS[figure]), values, shown, is_share))
    return FigureSheet(
        title=_("Figures: is what we agree on followed up?"),
        about=" · ".join((_(SCOPES[figures.scope]), people(figures), full_day(now.date(), spoken()))),
        figure=_("Figure"),
        definition=_("What it counts"),
        headings=[heading(column.period) for column in columns],
        rows=rows,
        notes=[
            _("The due date is the one agreed last. The running quarter and year are counted until today."),
            _("People count in their team of today, or the last they had; what is erased, in the organisation only."),
            *([left_out()] if figures.leaves_out else []),
        ],
        made_at=now,
        decimal=decimal(),
    )


def file_name(now: datetime, kind: str = "pdf") -> str:
    """A name for the file: "tall-2026-11-23.pdf"."""
    word = _("figures")
    return f"{word}-{now.date().isoformat()}.{kind}"
