"""Records in words and signs: status, reasons, kinds. Sign and word carry the meaning; colour only repeats it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from textual.content import Content

from tui_app.domain.actions.changes import Acknowledge, ActionChange, EditAction, MoveDue, SetStatus
from tui_app.domain.actions.due_groups import DueGroup, due_group
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.change import Change, ChangeKind
from tui_app.domain.records.goal import GoalKind, GoalStatus
from tui_app.text import actions as words
from tui_app.text.dates import days_overdue, full_date, short_date, table_date
from tui_app.text.i18n import N_, _, current_language, format_message, ngettext
from tui_app.text.tables import align_columns
from tui_app.ui.content import ACCENT, ERROR, MUTED, SUCCESS, plain

ACTION_STATUS_LABELS = {
    ActionStatus.OPEN: N_("not started"),
    ActionStatus.STARTED: N_("in progress"),
    ActionStatus.DONE: N_("done"),
    ActionStatus.DROPPED: N_("dropped"),
}
DUE_GROUP_LABELS = {
    DueGroup.OVERDUE: N_("Overdue"),
    DueGroup.THIS_WEEK: N_("This week"),
    DueGroup.LATER: N_("Later"),
    DueGroup.DONE: N_("Done"),
}
GOAL_KIND_LABELS = {GoalKind.DEVELOPMENT: N_("development goal"), GoalKind.WORK: N_("work goal")}
GOAL_STATUS_LABELS = {
    GoalStatus.OPEN: N_("goal in progress"),
    GoalStatus.REACHED: N_("reached"),
    GoalStatus.DROPPED: N_("dropped"),
}


_STATUS_SIGNS = {
    ActionStatus.OPEN: ("·", ""),
    ActionStatus.STARTED: ("▸", ACCENT),
    ActionStatus.DONE: ("✓", SUCCESS),
    ActionStatus.DROPPED: ("–", MUTED),
}


def status_sign(action: Action, today: date) -> Content:
    """One character for where an action stands."""
    if action.is_overdue(today):
        return plain("!", f"bold {ERROR}")
    character, style = _STATUS_SIGNS[action.status]
    return plain(character, style)


def status_label(action: Action, today: date) -> str:
    """Where an action stands, in a word; overdue ones say so."""
    return _("overdue") if action.is_overdue(today) else _(ACTION_STATUS_LABELS[action.status])


def action_date(action: Action, today: date) -> Content:
    """An action's day in a table: how late it is, when it is due, or when it was done."""
    if action.status is ActionStatus.DONE and action.done_on:
        return plain(table_date(action.done_on, today), MUTED)
    if action.is_overdue(today):
        return plain(days_overdue(action.due, today), ERROR)
    return plain(table_date(action.due, today, ahead=action.is_open), "" if action.is_open else MUTED)


def group_heading(group: DueGroup, count: int) -> Content:
    """Heading of a group of actions, with how many there are."""
    style = f"bold {ERROR}" if group is DueGroup.OVERDUE else "bold"
    return plain(_(DUE_GROUP_LABELS[group]), style) + plain(f" {count}", MUTED)


def group_by_urgency(actions: tuple[Action, ...], today: date) -> dict[DueGroup, list[Action]]:
    """Actions by urgency, in the order of the groups; done ones the newest first."""
    groups: dict[DueGroup, list[Action]] = {group: [] for group in DueGroup}
    for action in actions:
        groups[due_group(action, today)].append(action)
    groups[DueGroup.DONE].sort(key=lambda action: str(action.done_on or action.due), reverse=True)
    return {group: rows for group, rows in groups.items() if rows}


def action_summary(action: Action) -> Content:
    """Who does what by when, and where it stands."""
    status = _(words.ACTION_STATUS_LABELS[action.status])
    parts = [f"«{action.text}»", action.responsible_name, full_date(action.due, current_language()), status]
    if action.goal_text:
        parts.append(format_message(_("supports «$goal»"), goal=action.goal_text))
    return plain(" · ".join(parts))


def changes_summary(action: Action, wanted: Iterable[ActionChange]) -> Content:
    """What changes are about to do to an action."""
    return plain(" · ".join(part for change in wanted for part in _change_parts(action, change)))


def _change_parts(action: Action, change: ActionChange) -> list[str]:
    if isinstance(change, SetStatus):
        return [_(words.ACTION_STATUS_LABELS[change.status]) + (f": {change.reason}" if change.reason else "")]
    if isinstance(change, MoveDue):
        return [format_message(_("due $day"), day=full_date(change.due, current_language()))]
    if isinstance(change, Acknowledge):
        return [change.word or _("seen")]
    return _edited_parts(action, change)


def _edited_parts(action: Action, change: EditAction) -> list[str]:
    parts = []
    if change.text != action.text:
        parts.append(f"«{change.text}»")
    if change.responsible_id != action.responsible_id:
        parts.append(_("a different person"))
    if change.goal_id != action.goal_id:
        parts.append(_("no goal") if change.goal_id is None else _("a different goal"))
    return parts


_STATUS_CHANGES = {
    ActionStatus.OPEN: N_("reopened it"),
    ActionStatus.STARTED: N_("started it"),
    ActionStatus.DONE: N_("marked it done"),
    ActionStatus.DROPPED: N_("dropped it"),
}


def change_text(change: Change, today: date) -> str:
    """One row of the history in words."""
    after = change.after
    if change.kind is ChangeKind.STATUS and "status" in after:
        return _(_STATUS_CHANGES[ActionStatus(str(after["status"]))])
    if change.kind is ChangeKind.MOVED:
        before = date.fromisoformat(str(change.before["due"]))
        now = date.fromisoformat(str(after["due"]))
        language = current_language()
        return format_message(
            _("moved it from $before to $after"),
            before=short_date(before, today, language),
            after=short_date(now, today, language),
        )
    if "text" in after and change.kind is not ChangeKind.CREATED:
        return format_message(_("edited it; before: «$text»"), text=str(change.before.get("text", "")))
    return _(
        {
            ChangeKind.CREATED: N_("added it"),
            ChangeKind.RESPONSIBLE: N_("changed who is responsible"),
            ChangeKind.GOAL: N_("changed the goal it supports"),
            ChangeKind.COMMENT: N_("wrote"),
            ChangeKind.ON_TRACK: N_("said it is on track"),
            ChangeKind.NUDGED: N_("sent a reminder"),
            ChangeKind.SEEN: N_("has seen that it is done"),
            ChangeKind.THANKED: N_("said thanks for it"),
            ChangeKind.UNDONE: N_("undid the last change"),
        }.get(change.kind, N_("edited it"))
    )


def due_moves_text(action: Action) -> str:
    """How often the due date was moved, in words; nothing when never."""
    if not action.moved:
        return ""
    return format_message(ngettext("(moved once)", "(moved $count times)", action.moved), count=action.moved)


def action_lines(actions: Sequence[Action], today: date, width: int | None, *, with_person: bool) -> Iterator[str]:
    """The Actions screen: by urgency, each group with its heading; `with_person` names whom an action concerns."""
    if not actions:
        yield _("No actions.")
        return
    groups = words.group_by_urgency(tuple(actions), today)
    rows = [_action_cells(action, today, with_person=with_person) for group in groups.values() for action in group]
    lines = iter(align_columns(rows, width, right=(4,)))
    for place, (group, members) in enumerate(groups.items()):
        yield ("\n" if place else "") + words.group_heading(group, len(members)).plain
        for _action in members:
            yield next(lines)


def _action_cells(action: Action, today: date, *, with_person: bool) -> list[str]:
    moved = ""
    if action.moved:
        moved = " " + format_message(ngettext("(moved once)", "(moved $count times)", action.moved), count=action.moved)
    comments = f" ✎{action.comments}" if action.comments else ""
    return [
        words.status_sign(action, today).plain,
        f"{action.text}{moved}{comments}",
        action.person_name if with_person else action.goal_text,
        action.responsible_name,
        words.action_date(action, today).plain,
    ]
