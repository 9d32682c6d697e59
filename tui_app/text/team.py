"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.team import ActionCounts, AttentionDetail, AttentionReason, TeamOverview, TeamRow
from tui_app.domain.text_normalization import clean_line
from tui_app.text import dates
from tui_app.text.conversations.labels import CONVERSATION_STATE_LABELS
from tui_app.text.dates import days_overdue, table_date
from tui_app.text.i18n import N_, _, format_message, ngettext
from tui_app.text.tables import align_columns
from tui_app.ui.content import ACCENT, ERROR, MUTED, SUCCESS, WARNING, plain

MINUTES_STATE_LABELS = {
    ConversationState.HELD: N_("not written yet"),
    ConversationState.DRAFTING: N_("being written"),
    ConversationState.SUBMITTED: N_("waiting for you"),
    ConversationState.RETURNED: N_("being written"),
    ConversationState.SIGNED: N_("signed"),
}


def reason_text(because: AttentionDetail, *, mine: bool = True) -> str:
    """Why a person needs attention, in words; `mine` says whether the reader is the one who leads them."""
    if because.reason is AttentionReason.OVERDUE:
        many = format_message(ngettext("$count overdue", "$count overdue", because.count), count=because.count)
        return format_message(_("$many, $days d"), many=many, days=because.days)
    if because.reason is AttentionReason.ASKED:
        return _("asks for a follow-up")
    if because.reason is AttentionReason.MINUTES_WAITING:
        return _("minutes await you") if mine else _("minutes await leader")
    if because.reason is AttentionReason.FOLLOW_UP_DUE:
        return _("follow-up due")
    if because.reason is AttentionReason.NO_CONVERSATION:
        if because.days < 0:
            return _("no conversation yet")
        return format_message(_("$months months since last"), months=because.days * 12 // 365)
    return _("nothing agreed")


def reasons_text(all_reasons: tuple[AttentionDetail, ...], *, mine: bool = True) -> Content:
    """All reasons; a calm word when all is well.

    The strongest comes first, but before it that somebody asks: in a narrow column that stands nowhere else, while
    the row tells by sign and day of what is overdue.
    """
    if not all_reasons:
        return plain(_("on track"), MUTED)
    style = ERROR if all_reasons[0].reason is AttentionReason.OVERDUE else WARNING
    told_in_turn = sorted(all_reasons, key=lambda because: because.reason is not AttentionReason.ASKED)
    return plain(" · ".join(reason_text(because, mine=mine) for because in told_in_turn), style)


def minutes_state_label(state: ConversationState | None, *, mine: bool = True) -> Content:
    """Where the minutes of the latest conversation stand, for the one who leads; a dash when there was none."""
    if state is None:
        return plain("–", MUTED)
    if state is ConversationState.SUBMITTED:
        return plain(_(MINUTES_STATE_LABELS[state]) if mine else _(CONVERSATION_STATE_LABELS[state]), WARNING)
    return plain(_(MINUTES_STATE_LABELS[state]), MUTED if state is ConversationState.SIGNED else "")


def attention_sign(all_reasons: tuple[AttentionDetail, ...]) -> Content:
    """! for what cannot wait, · for what should be seen to, nothing when all is well."""
    if not all_reasons:
        return plain(" ")
    urgent = all_reasons[0].reason in (AttentionReason.OVERDUE, AttentionReason.NO_CONVERSATION)
    return plain(
        "!" if urgent else "·", f"bold {ERROR if all_reasons[0].reason is AttentionReason.OVERDUE else WARNING}"
    )


PROGRESS_BAR_WIDTH = 8


_PROGRESS_BAR_SIGNS = (("█", SUCCESS), ("▒", ACCENT), ("░", MUTED), ("!", ERROR))


def progress_bar(counts: ActionCounts, width: int = PROGRESS_BAR_WIDTH) -> Content:
    """A bar of done █ started ▒ open ░ overdue !, each group that has any at least one cell."""
    numbers = (counts.done, counts.started, counts.open, counts.overdue)
    if not counts.total:
        return plain("–".ljust(width), MUTED)
    cells = [max(1, round(width * number / counts.total)) if number else 0 for number in numbers]
    while sum(cells) > width:
        cells[cells.index(max(cells))] -= 1
    while sum(cells) < width:
        cells[numbers.index(max(numbers))] += 1
    return Content("").join(
        plain(sign * count, style) for (sign, style), count in zip(_PROGRESS_BAR_SIGNS, cells, strict=True)
    )


def action_totals(counts: ActionCounts) -> str:
    """The line below the team: how many actions, in which state."""
    parts = (
        format_message(ngettext("$count action", "$count actions", counts.total), count=counts.total),
        format_message(ngettext("$count done", "$count done", counts.done), count=counts.done),
        format_message(_("$count in progress"), count=counts.started),
        format_message(_("$count not started"), count=counts.open),
        format_message(ngettext("$count overdue", "$count overdue", counts.overdue), count=counts.overdue),
    )
    return " · ".join(parts)


def stand_in_summary(team: TeamOverview, today: date) -> str:
    """For whom the leader stands in, and who stands in for them; nothing where nobody does."""
    parts = []
    for one in team.stand_ins:
        if one.leader_id == team.leader.id:
            said = (
                _("$name covers for you until $last")
                if one.first <= today
                else _("$name covers for you $first – $last")
            )
            name = one.stand_in_name
        else:
            said = (
                _("You cover for $name until $last") if one.first <= today else _("You cover for $name $first – $last")
            )
            name = one.leader_name
        parts.append(
            format_message(said, name=name, first=table_date(one.first, today), last=table_date(one.last, today))
        )
    return " · ".join(parts)


def team_lines(team: TeamOverview, today: date, width: int | None, *, mine: bool) -> Iterator[str]:
    """The Team screen: those who need attention first and why, sums below; `mine` says whether it is one's own team."""
    title = _("My team") if mine else format_message(_("$leader's team"), leader=clean_line(team.leader.name))
    yield f"{title} ({len(team.rows)})" + ("" if not team.figures_only else " · " + _("figures only"))
    if not team.rows:
        yield _("This team is empty.")
        return
    heads = ["", _("Name"), _("Why"), _("Last held"), _("Minutes"), _("Actions"), "", _("Next")]
    yield from align_columns([heads, *(_team_cells(row, today, mine=mine) for row in team.rows)], width, right=(6, 7))
    sums = action_totals(team.counts)
    if team.in_time_percent is not None:
        sums += " · " + format_message(_("done on time $percent%"), percent=team.in_time_percent)
    yield sums


def _team_cells(row: TeamRow, today: date, *, mine: bool) -> list[str]:
    facts, due = row.facts, row.facts.next_due
    why = reasons_text(row.reasons, mine=mine).plain
    if not row.reasons and facts.away_until:
        why = format_message(_("away until $day"), day=dates.table_date(facts.away_until, today))
    return [
        attention_sign(row.reasons).plain,
        row.person.name,
        why,
        dates.table_date_or(facts.last_conversation, today, _("none")),
        minutes_state_label(facts.minutes_state, mine=mine).plain,
        progress_bar(row.counts).plain,
        f"{row.counts.done}/{row.counts.total}" if row.counts.total else "",
        days_overdue(due, today) if due and due < today else dates.table_date_or(due, today),
    ]
