"""Rows of the Retention screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tui_app.domain.retention import RetentionHold, RetentionKind
from tui_app.services.administration.retention import PersonCounts, RetentionOverview
from tui_app.text.administration.retention import (
    RETENTION_KIND_LABELS,
    erasure_counts_text,
    remaining_traces,
    retention_period_text,
)
from tui_app.text.dates import short_date
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.text.people import name_with_status
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.record_list import Row, heading_row, sentence_row

_PERIOD_COLUMNS = (ColumnSpec(27), ColumnSpec(30, flex=1), ColumnSpec(9, align_right=True))
_DUE_COLUMNS = (ColumnSpec(24), ColumnSpec(30, flex=1))
_HOLD_COLUMNS = (ColumnSpec(1), ColumnSpec(24), ColumnSpec(20, flex=1), ColumnSpec(16, align_right=True))


def retention_rows(overview: RetentionOverview, today: date, how_to_hold: str) -> Iterator[Row]:
    """Remaining traces, then the periods (`RetentionKind`), who has due items (`PersonCounts`), and the holds.

    Args:
        how_to_hold: shown where there is no hold.
    """
    for line in remaining_traces(overview.last_receipt) if overview.last_receipt else ():
        yield heading_row(plain("! ", content.WARNING) + plain(line))
    yield heading_row(plain(_("Retention periods"), "bold"))
    for kind in RetentionKind:
        yield _period_row(kind, overview.months[kind], overview.counts.get(kind, 0))
    yield heading_row(plain(""))
    yield heading_row(plain(_("Due for erasure"), "bold") + plain(f" {len(overview.people)}", content.MUTED))
    yield from (_due_row(one) for one in overview.people)
    if not overview.people:
        yield heading_row(plain(_("Nothing is due for erasure."), content.MUTED))
    yield heading_row(plain(""))
    yield heading_row(plain(_("Erasure holds"), "bold"))
    held_back = {one.person_id: one for one in overview.held_back}
    for hold in overview.holds:
        yield _hold_row(hold, held_back.get(hold.person_id), today)
    if not overview.holds:
        yield sentence_row(plain(how_to_hold, content.MUTED))


def _period_row(kind: RetentionKind, months: int, due_count: int) -> Row:
    due = format_message(ngettext("$count due", "$count due", due_count), count=due_count) if due_count else ""
    cells = (
        plain(_(RETENTION_KIND_LABELS[kind])),
        plain(retention_period_text(kind, months), content.MUTED),
        plain(due, content.WARNING),
    )
    return Row(kind, ColumnLine(cells, _PERIOD_COLUMNS))


def _due_row(one: PersonCounts) -> Row:
    cells = (plain(one.name), plain(erasure_counts_text(one.counts), content.MUTED))
    return Row(one, ColumnLine(cells, _DUE_COLUMNS), identity=(PersonCounts, one.person_id))


def _hold_row(hold: RetentionHold, held_back: PersonCounts | None, today: date) -> Row:
    """One hold.

    Args:
        held_back: what would be erased about the person without a hold.
    """
    is_active = hold.ended_on is None
    style = "" if is_active else content.MUTED
    reason = plain(hold.reason, style)
    if is_active and held_back is not None:
        text = format_message(_("on hold: $what"), what=erasure_counts_text(held_back.counts))
        reason += plain("  " + text, content.MUTED)
    if hold.ended_on is None:
        when = format_message(_("since $day"), day=short_date(hold.since, today))
    else:
        when = format_message(_("ended $day"), day=short_date(hold.ended_on, today))
    sign = plain("■", content.WARNING) if is_active else plain("–", content.MUTED)
    cells = (
        sign,
        plain(name_with_status(hold.person_name, hold.person_end, today), style),
        reason,
        plain(when, content.MUTED),
    )
    return Row(hold, ColumnLine(cells, _HOLD_COLUMNS))
