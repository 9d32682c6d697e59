"""Rows of a list for the records that several screens show: actions, goals and topics."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from tui_app.domain.actions.acknowledgements import awaits_acknowledgement
from tui_app.domain.records.action import Action
from tui_app.domain.records.goal import Goal, GoalStatus
from tui_app.text import actions, dates, people
from tui_app.text.actions import ACTION_ORDER_LABELS, ActionOrder, due_moves_text
from tui_app.text.i18n import _, format_message
from tui_app.ui import content
from tui_app.ui.content import from_styled, plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.headings import HeadingLine, sorted_heading
from tui_app.ui.widgets.record_list import Row

if TYPE_CHECKING:
    from tui_app.domain.actions.nudges import ActionNotice
    from tui_app.domain.records.follow_up import Topic

PERSON_ACTION_COLUMNS = (
    ColumnSpec(1),
    ColumnSpec(1),
    ColumnSpec(16, flex=5),
    ColumnSpec(10, flex=1, max_width=22, min_line_width=96),  # the goal, left out first where space is short
    ColumnSpec(10, flex=1, max_width=22, min_line_width=48),
    ColumnSpec(10, align_right=True),
)
NAMED_ACTION_COLUMNS = (
    *PERSON_ACTION_COLUMNS[:3],
    ColumnSpec(10, flex=1, max_width=22, min_line_width=60),  # the employee, and who does it if that is another
    PERSON_ACTION_COLUMNS[-1],
)
GOAL_COLUMNS = (
    ColumnSpec(1),
    ColumnSpec(16, flex=1),
    ColumnSpec(5, align_right=True),
    ColumnSpec(11, align_right=True),
)
TOPIC_COLUMNS = (ColumnSpec(1), ColumnSpec(16, flex=1), ColumnSpec(8), ColumnSpec(10, align_right=True))


def action_orders(*, with_person: bool) -> tuple[ActionOrder | None, ...]:
    """What each column of a list of actions can be sorted by; None for a column that it cannot be sorted by."""
    between = (ActionOrder.PERSON,) if with_person else (ActionOrder.GOAL, ActionOrder.RESPONSIBLE)
    return (None, None, ActionOrder.TEXT, *between, ActionOrder.DUE)


def action_headings(*, with_person: bool, order: ActionOrder | None = None) -> ColumnLine:
    """The headings of a list of actions; a sign marks the one by which it is sorted, if it can be."""
    columns = NAMED_ACTION_COLUMNS if with_person else PERSON_ACTION_COLUMNS
    cells = [
        plain("") if one is None else sorted_heading(_(ACTION_ORDER_LABELS[one]), is_sorted=one is order)
        for one in action_orders(with_person=with_person)
    ]
    return HeadingLine(cells, columns)


def action_row(
    action: Action,
    today: date,
    *,
    selected: bool = False,
    with_person: bool = False,
    viewer_id: int = 0,
    expected_id: int = 0,
    notice: ActionNotice | None = None,
) -> Row:
    """One action: if it is selected, its status, text, goal or employee, who is responsible, and the date.

    Args:
        selected: True for a dot in front.
        with_person: True to show the employee instead of the goal.
        expected_id: whose actions these are, so that only another is named as responsible; 0 for the employee.
        viewer_id: the person who looks. An action that waits for their acknowledgement is pointed out.
        notice: a reminder or a comment that nobody has reacted to.
    """
    style = content.MUTED if not action.is_open else ""
    text = plain(action.text, style)
    if action.moved:
        text += plain(" " + due_moves_text(action), content.MUTED)
    if action.comments:
        text += plain(f" ✎{action.comments}", content.MUTED)
    if notice is not None:
        label = _("$name has commented:") if notice.is_comment else _("Reminder from $name:")
        text = plain(format_message(label, name=people.first_name(notice.by_name)) + " ", content.WARNING) + text
    if action.lacks_responsible(today):
        label = format_message(_("$name has left:"), name=people.first_name(action.responsible_name))
        text = plain(label + " ", content.WARNING) + text
    if viewer_id and awaits_acknowledgement(action, viewer_id, today):
        text = plain(_("Not seen:") + " ", content.WARNING) + text
    doer = _doer(action, today, expected_id or action.person_id)
    between = (
        [plain(_employee_and_doer(action, today, expected_id, doer), content.MUTED)]
        if with_person
        else [plain(action.goal_text, content.MUTED), plain(doer, style)]
    )
    cells = (
        plain("●" if selected else " ", content.ACCENT),
        from_styled(actions.status_sign(action, today)),
        text,
        *between,
        from_styled(actions.action_date(action, today)),
    )
    return Row(action, ColumnLine(cells, NAMED_ACTION_COLUMNS if with_person else PERSON_ACTION_COLUMNS))


def _employee_and_doer(action: Action, today: date, expected_id: int, doer: str) -> str:
    """Whom the action is about, and who does it if that is another: a column for few would take room from all texts.

    Both by their first names then. Empty for the person whose actions are listed.
    """
    about, doing = action.person_name, action.responsible_name
    is_expected = action.person_id == expected_id
    if doer and not is_expected:
        about, doing = people.first_name(about), people.first_name(doing)
        if about == doing:
            about, doing = action.person_name, action.responsible_name
    shown = "" if is_expected else people.marked_name(about, action.person_end, today)
    if doer:
        shown = f"{shown} → {people.marked_name(doing, action.responsible_end, today)}"
    return shown.strip()


def _doer(action: Action, today: date, expected_id: int) -> str:
    """Who is responsible, where it is not the one whom everybody expects."""
    if action.responsible_id == expected_id:
        return ""
    return "→ " + people.marked_name(action.responsible_name, action.responsible_end, today)


def left_legend_of(listed: Iterable[Action], today: date) -> str:
    """What the sign before names in a list of actions means; empty if it is not there."""
    return people.left_legend((end for one in listed for end in (one.person_end, one.responsible_end)), today)


def goal_row(goal: Goal, today: date) -> Row:
    """One goal: its status, text, how many of its actions are done, and the target date."""
    signs = {
        GoalStatus.OPEN: ("◇", ""),
        GoalStatus.REACHED: ("✓", content.SUCCESS),
        GoalStatus.DROPPED: ("–", content.MUTED),
    }
    style = "" if goal.status is GoalStatus.OPEN else content.MUTED
    cells = (
        plain(*signs[goal.status]),
        plain(goal.text, style),
        plain(f"{goal.actions_done}/{goal.actions}" if goal.actions else ""),
        plain(dates.short_date_or(goal.target, today, ""), style),
    )
    return Row(goal, ColumnLine(cells, GOAL_COLUMNS))


def topic_row(topic: Topic, today: date) -> Row:
    """One topic: if it was discussed, its text, who added it, and when."""
    was_discussed = topic.talked_on is not None
    cells = (
        plain("✓" if was_discussed else "○", content.SUCCESS if was_discussed else content.ACCENT),
        plain(topic.text, content.MUTED if was_discussed else ""),
        plain(people.marked_name(people.first_name(topic.by_name), topic.by_end, today), content.MUTED),
        plain(dates.short_date(topic.added_on, today), content.MUTED),
    )
    return Row(topic, ColumnLine(cells, TOPIC_COLUMNS))
