"""Actions and goals in words and signs. Signs and words carry the meaning; colours only repeat it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tui_app.domain.actions.due_groups import DueGroup, due_group
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.change import Change, ChangeKind
from tui_app.domain.records.goal import GoalKind, GoalStatus
from tui_app.domain.text_normalization import sort_key
from tui_app.text.dates import days_overdue, full_date, short_date
from tui_app.text.i18n import N_, _, format_message, ngettext, quoted
from tui_app.text.people import name_with_status
from tui_app.text.styled import StyledText, Tone, plain_text, styled
from tui_app.text.tables import align_columns

if TYPE_CHECKING:
    from tui_app.domain.actions.changes import ActionChange, EditAction

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


class ActionOrder(StrEnum):
    """What a list of actions is sorted by."""

    DUE = "due"
    TEXT = "text"
    PERSON = "person"
    GOAL = "goal"
    RESPONSIBLE = "responsible"


ACTION_ORDER_LABELS = {
    ActionOrder.DUE: N_("Due"),
    ActionOrder.TEXT: N_("Action"),
    ActionOrder.PERSON: N_("Person"),
    ActionOrder.GOAL: N_("Goal"),
    ActionOrder.RESPONSIBLE: N_("Who"),
}
_ORDER_KEYS: dict[ActionOrder, Callable[[Action], Any]] = {
    ActionOrder.TEXT: lambda action: sort_key(action.text),
    ActionOrder.PERSON: lambda action: sort_key(action.person_name),
    ActionOrder.GOAL: lambda action: (not action.goal_text, sort_key(action.goal_text)),
    ActionOrder.RESPONSIBLE: lambda action: sort_key(action.responsible_name),
}
GOAL_KIND_LABELS = {GoalKind.DEVELOPMENT: N_("development goal"), GoalKind.WORK: N_("work goal")}
GOAL_STATUS_LABELS = {
    GoalStatus.OPEN: N_("goal in progress"),
    GoalStatus.REACHED: N_("reached"),
    GoalStatus.DROPPED: N_("dropped"),
}


_STATUS_SIGNS = {
    ActionStatus.OPEN: styled("·"),
    ActionStatus.STARTED: styled("▸", Tone.ACCENT),
    ActionStatus.DONE: styled("✓", Tone.SUCCESS),
    ActionStatus.DROPPED: styled("–", Tone.MUTED),
}


def status_sign(action: Action, today: date) -> StyledText:
    """The status of an action in one character."""
    if action.is_overdue(today):
        return styled("!", Tone.ERROR, bold=True)
    return _STATUS_SIGNS[action.status]


def status_label(action: Action, today: date) -> str:
    """The status of an action in words; "overdue" if it is."""
    return _("overdue") if action.is_overdue(today) else _(ACTION_STATUS_LABELS[action.status])


def action_date(action: Action, today: date) -> StyledText:
    """An action's date in a table: how late it is, when it is due, or when it was done."""
    if action.status is ActionStatus.DONE and action.done_on:
        return styled(short_date(action.done_on, today), Tone.MUTED)
    if action.is_overdue(today):
        return styled(days_overdue(action.due, today), Tone.ERROR)
    return styled(short_date(action.due, today, ahead=action.is_open), Tone.NORMAL if action.is_open else Tone.MUTED)


def group_heading(group: DueGroup, count: int) -> StyledText:
    """The heading of a group of actions, with their number."""
    tone = Tone.ERROR if group is DueGroup.OVERDUE else Tone.NORMAL
    return styled(_(DUE_GROUP_LABELS[group]), tone, bold=True) + styled(f" {count}", Tone.MUTED)


def group_by_urgency(actions: tuple[Action, ...], today: date) -> dict[DueGroup, list[Action]]:
    """Actions by urgency, in the order of the groups; the most recently done first."""
    groups: dict[DueGroup, list[Action]] = {group: [] for group in DueGroup}
    for action in actions:
        groups[due_group(action, today)].append(action)
    groups[DueGroup.DONE].sort(key=lambda action: str(action.done_on or action.due), reverse=True)
    return {group: rows for group, rows in groups.items() if rows}


def in_order(actions: Iterable[Action], order: ActionOrder) -> list[Action]:
    """Actions sorted by what is in a column, the open ones first; by date among equal ones."""
    key = _ORDER_KEYS[order]
    return sorted(actions, key=lambda action: (not action.is_open, key(action), action.due))


def action_summary(action: Action) -> str:
    """Who does what by when, and the status."""
    status = _(ACTION_STATUS_LABELS[action.status])
    parts = [quoted(action.text), action.responsible_name, full_date(action.due), status]
    if action.goal_text:
        parts.append(format_message(_("supports “$goal”"), goal=action.goal_text))
    return " · ".join(parts)


def changes_summary(action: Action, changes: Iterable[ActionChange]) -> str:
    """What changes would make of an action."""
    return " · ".join(part for change in changes for part in _change_parts(action, change))


def _change_parts(action: Action, change: ActionChange) -> list[str]:
    from tui_app.domain.actions.changes import Acknowledge, MoveDue, SetStatus

    if isinstance(change, SetStatus):
        return [_(ACTION_STATUS_LABELS[change.status]) + (f": {change.reason}" if change.reason else "")]
    if isinstance(change, MoveDue):
        return [format_message(_("due $day"), day=full_date(change.due))]
    if isinstance(change, Acknowledge):
        return [change.word or _("seen")]
    return _edited_parts(action, change)


def _edited_parts(action: Action, change: EditAction) -> list[str]:
    parts = []
    fields = change.fields
    if "text" in fields and fields["text"] != action.text:
        parts.append(quoted(str(fields["text"])))
    if "responsible_id" in fields and fields["responsible_id"] != action.responsible_id:
        parts.append(_("a different person"))
    if "goal_id" in fields and fields["goal_id"] != action.goal_id:
        parts.append(_("no goal") if fields["goal_id"] is None else _("a different goal"))
    return parts


_STATUS_CHANGES = {
    ActionStatus.OPEN: N_("reopened it"),
    ActionStatus.STARTED: N_("started it"),
    ActionStatus.DONE: N_("marked it done"),
    ActionStatus.DROPPED: N_("dropped it"),
}


def change_text(change: Change, today: date) -> str:
    """What a change to an action did, to be read after the name of the person."""
    after = change.after
    if change.kind is ChangeKind.STATUS and "status" in after:
        return _(_STATUS_CHANGES[ActionStatus(str(after["status"]))])
    if change.kind is ChangeKind.MOVED:
        before = date.fromisoformat(str(change.before["due"]))
        now = date.fromisoformat(str(after["due"]))
        return format_message(
            _("moved it from $before to $after"),
            before=short_date(before, today),
            after=short_date(now, today),
        )
    if "text" in after and change.kind is not ChangeKind.CREATED:
        return format_message(_("edited it; before: “$text”"), text=str(change.before.get("text", "")))
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
    """How often the due date was moved; empty if never."""
    if not action.moved:
        return ""
    if action.moved == 2:
        return _("(moved twice)")
    return format_message(ngettext("(moved once)", "(moved $count times)", action.moved), count=action.moved)


def action_lines(actions: Sequence[Action], today: date, width: int | None, *, with_person: bool) -> Iterator[str]:
    """The Actions screen as lines: by urgency, each group under its heading.

    Args:
        width: of the terminal; None cuts nothing.
        with_person: show the person an action concerns instead of the goal it supports.
    """
    if not actions:
        yield _("No actions.")
        return
    groups = group_by_urgency(tuple(actions), today)
    rows = [_action_cells(action, today, with_person=with_person) for group in groups.values() for action in group]
    lines = iter(align_columns(rows, width, right=(4,)))
    for place, (group, members) in enumerate(groups.items()):
        yield ("\n" if place else "") + plain_text(group_heading(group, len(members)))
        for _action in members:
            yield next(lines)


def _action_cells(action: Action, today: date, *, with_person: bool) -> list[str]:
    moved = f" {due_moves_text(action)}" if action.moved else ""
    comments = f" ✎{action.comments}" if action.comments else ""
    return [
        plain_text(status_sign(action, today)),
        f"{action.text}{moved}{comments}",
        name_with_status(action.person_name, action.person_end, today) if with_person else action.goal_text,
        name_with_status(action.responsible_name, action.responsible_end, today),
        plain_text(action_date(action, today)),
    ]
