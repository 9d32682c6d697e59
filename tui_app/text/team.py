"""The Team screen in words: why people need attention, their minutes, their actions, and stand-ins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.person import StandIn
from tui_app.domain.team import ActionCounts, AttentionDetail, AttentionReason, TeamOverview, TeamRow
from tui_app.domain.text_normalization import clean_line
from tui_app.text.conversations.labels import CONVERSATION_STATE_LABELS
from tui_app.text.dates import days_overdue, short_date, short_date_or
from tui_app.text.i18n import N_, _, format_message, ngettext
from tui_app.text.people import first_name, name_with_status
from tui_app.text.styled import Span, StyledText, Tone, plain_text, styled
from tui_app.text.tables import align_columns

MINUTES_STATE_LABELS = {
    ConversationState.HELD: N_("not written yet"),
    ConversationState.DRAFTING: N_("being written"),
    ConversationState.SUBMITTED: N_("waiting for you"),
    ConversationState.RETURNED: N_("being written"),
    ConversationState.SIGNED: N_("signed"),
}


def reason_text(detail: AttentionDetail, *, mine: bool = True) -> str:
    """Why a person needs attention.

    Args:
        mine: the reader is the person's leader.
    """
    if detail.reason is AttentionReason.CONVERSATION_TODAY:
        return _("conversation today")
    if detail.reason is AttentionReason.OVERDUE:
        many = format_message(ngettext("$count overdue", "$count overdue", detail.count), count=detail.count)
        return format_message(_("$many, $days d"), many=many, days=detail.days)
    if detail.reason is AttentionReason.FOLLOW_UP_REQUESTED:
        return _("asks for a follow-up")
    if detail.reason is AttentionReason.MINUTES_WAITING:
        return _("minutes await you") if mine else _("minutes await leader")
    if detail.reason is AttentionReason.FOLLOW_UP_DUE:
        return _("follow-up due")
    if detail.reason is AttentionReason.NO_CONVERSATION:
        if detail.days < 0:
            return _("no conversation yet")
        return format_message(_("$months months since last"), months=months_since(detail))
    return _("nothing agreed")


def months_since(detail: AttentionDetail) -> int:
    """Whole months since the last conversation."""
    return detail.days * 12 // 365


def reasons_text(reasons: tuple[AttentionDetail, ...], *, mine: bool = True) -> StyledText:
    """All reasons, or that the person is on track.

    The strongest comes first, but before it what is awaited today, and a request for a follow-up: a narrow column may
    show nothing else, while the sign and the date of the row say what is overdue.
    """
    if not reasons:
        return styled(_("on track"), Tone.MUTED)
    first = (AttentionReason.CONVERSATION_TODAY, AttentionReason.FOLLOW_UP_REQUESTED)
    shown = sorted(reasons, key=lambda detail: detail.reason not in first)
    return styled(" · ".join(reason_text(detail, mine=mine) for detail in shown), _tone(reasons))


def _tone(reasons: tuple[AttentionDetail, ...]) -> Tone:
    is_overdue = any(detail.reason is AttentionReason.OVERDUE for detail in reasons)
    return Tone.ERROR if is_overdue else Tone.WARNING


def borrowed_text(row: TeamRow, viewer_id: int) -> str:
    """For which leader the viewer leads this person today; empty if the person is their own, or the team is not."""
    if not viewer_id or row.person.leader_id in (None, viewer_id):
        return ""
    return format_message(_("(for $name)"), name=first_name(row.person.leader_name))


def away_text(until: date, today: date) -> str:
    """That a person is away, and until when."""
    return format_message(_("away until $day"), day=short_date(until, today))


def minutes_state_label(state: ConversationState | None, *, mine: bool = True) -> StyledText:
    """The state of the minutes of the latest conversation; a dash if there was none.

    Args:
        mine: the reader is the person's leader.
    """
    if state is None:
        return styled("–", Tone.MUTED)
    if state is ConversationState.SUBMITTED:
        return styled(_(MINUTES_STATE_LABELS[state] if mine else CONVERSATION_STATE_LABELS[state]), Tone.WARNING)
    return styled(_(MINUTES_STATE_LABELS[state]), Tone.MUTED if state is ConversationState.SIGNED else Tone.NORMAL)


def attention_sign(reasons: tuple[AttentionDetail, ...]) -> StyledText:
    """! for what cannot wait, · for what needs attention, a space if the person is on track."""
    if not reasons:
        return styled(" ")
    is_urgent = not {AttentionReason.OVERDUE, AttentionReason.NO_CONVERSATION}.isdisjoint(
        detail.reason for detail in reasons[:2]
    )
    return styled("!" if is_urgent else "·", _tone(reasons), bold=True)


PROGRESS_BAR_WIDTH = 8
_PROGRESS_BAR_SIGNS = (("█", Tone.SUCCESS), ("▒", Tone.ACCENT), ("░", Tone.MUTED), ("!", Tone.ERROR))


def progress_bar(counts: ActionCounts, width: int = PROGRESS_BAR_WIDTH) -> StyledText:
    """A bar of done █ started ▒ open ░ overdue !; every group that is not empty has at least one cell."""
    numbers = (counts.done, counts.started, counts.open, counts.overdue)
    if not counts.total:
        return styled("–".ljust(width), Tone.MUTED)
    cells = [max(1, round(width * number / counts.total)) if number else 0 for number in numbers]
    while sum(cells) > width:
        cells[cells.index(max(cells))] -= 1
    while sum(cells) < width:
        cells[numbers.index(max(numbers))] += 1
    return tuple(Span(sign * count, tone) for (sign, tone), count in zip(_PROGRESS_BAR_SIGNS, cells, strict=True))


def action_totals(counts: ActionCounts) -> str:
    """The line below the team: the number of actions in each status."""
    parts = (
        format_message(ngettext("$count action", "$count actions", counts.total), count=counts.total),
        format_message(ngettext("$count done", "$count done", counts.done), count=counts.done),
        format_message(_("$count in progress"), count=counts.started),
        format_message(_("$count not started"), count=counts.open),
        format_message(ngettext("$count overdue", "$count overdue", counts.overdue), count=counts.overdue),
    )
    return " · ".join(parts)


def stand_in_summary(team: TeamOverview, today: date) -> str:
    """Who covers for the leader, and for whom the leader covers; empty if nobody does."""
    return " · ".join(_stand_in_text(one, today, is_leader=one.leader_id == team.leader.id) for one in team.stand_ins)


def _stand_in_text(stand_in: StandIn, today: date, *, is_leader: bool) -> str:
    has_begun = stand_in.first <= today
    if is_leader:
        message = _("$name covers for you until $last") if has_begun else _("$name covers for you $first – $last")
    else:
        message = _("You cover for $name until $last") if has_begun else _("You cover for $name $first – $last")
    return format_message(
        message,
        name=name_with_status(stand_in.stand_in_name, stand_in.stand_in_end, today)
        if is_leader
        else name_with_status(stand_in.leader_name, stand_in.leader_end, today),
        first=short_date(stand_in.first, today),
        last=short_date(stand_in.last, today),
    )


def team_lines(team: TeamOverview, today: date, width: int | None, *, mine: bool) -> Iterator[str]:
    """The Team screen as lines: those who need attention first, and why; totals below.

    Args:
        width: of the terminal; None cuts nothing.
        mine: it is the reader's own team.
    """
    title = _("My team") if mine else format_message(_("$leader's team"), leader=clean_line(team.leader.name))
    yield f"{title} ({len(team.rows)})" + ("" if not team.figures_only else " · " + _("figures only"))
    if not team.rows:
        yield _("This team is empty.")
        return
    heads = ["", _("Name"), _("Why"), _("Last conversation"), _("Minutes"), _("Actions"), "", _("Next due")]
    viewer_id = team.leader.id if mine else 0
    cells = [_team_cells(row, today, mine=mine, viewer_id=viewer_id) for row in team.rows]
    yield from align_columns([heads, *cells], width, right=(6, 7))
    totals = action_totals(team.counts)
    if team.in_time_percent is not None:
        totals += " · " + format_message(_("done on time $percent%"), percent=team.in_time_percent)
    yield totals


def _team_cells(row: TeamRow, today: date, *, mine: bool, viewer_id: int) -> list[str]:
    facts, due = row.facts, row.facts.next_due
    why = plain_text(reasons_text(row.reasons, mine=mine))
    if not row.reasons and facts.away_until:
        why = away_text(facts.away_until, today)
    return [
        plain_text(attention_sign(row.reasons)),
        " ".join(filter(None, (row.person.name, borrowed_text(row, viewer_id)))),
        why,
        short_date_or(facts.last_conversation, today, _("none")),
        plain_text(minutes_state_label(facts.minutes_state, mine=mine)),
        plain_text(progress_bar(row.counts)),
        f"{row.counts.done}/{row.counts.total}" if row.counts.total else "",
        days_overdue(due, today) if due and due < today else short_date_or(due, today),
    ]
