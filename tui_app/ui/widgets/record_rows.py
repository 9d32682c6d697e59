"""How records stand in a line of a list."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tui_app.domain.actions.acknowledgements import awaits_acknowledgement
from tui_app.domain.records.action import Action
from tui_app.domain.records.goal import Goal, GoalStatus
from tui_app.text import actions, dates, people
from tui_app.text.actions import due_moves_text
from tui_app.text.i18n import _, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.record_list import Row

if TYPE_CHECKING:
    from tui_app.domain.actions.nudges import ActionNotice
    from tui_app.domain.records.follow_up import Topic

ACTION_COLUMNS = (
    ColumnSpec(1),
    ColumnSpec(16, flex=5),
    ColumnSpec(10, flex=1, most=22, from_width=48),
    ColumnSpec(8, right=True),
)
PERSON_ACTION_COLUMNS = (
    ColumnSpec(1),
    ColumnSpec(1),
    ColumnSpec(16, flex=5),
    ColumnSpec(10, flex=1, most=22, from_width=96),  # the goal: where space is short, the action's own words go first
    ColumnSpec(10, flex=1, most=22, from_width=48),
    ColumnSpec(10, right=True),
)
NAMED_ACTION_COLUMNS = (
    *PERSON_ACTION_COLUMNS[:3],
    ColumnSpec(10, flex=1, most=22, from_width=70),  # whose page it stands on
    *PERSON_ACTION_COLUMNS[4:],
)
GOAL_COLUMNS = (ColumnSpec(1), ColumnSpec(16, flex=1), ColumnSpec(5, right=True), ColumnSpec(11, right=True))
TOPIC_COLUMNS = (ColumnSpec(1), ColumnSpec(16, flex=1), ColumnSpec(8), ColumnSpec(10, right=True))


def action_row(
    action: Action,
    today: date,
    *,
    marked: bool = False,
    with_person: bool = False,
    me_id: int = 0,
    call: ActionNotice | None = None,
) -> Row:
    """One action in a checklist: whether it is marked, where it stands, what, about whom, who, when.

    Args:
        me_id: who looks; what is done and waits for a word of theirs is pointed out.
        call: who reminds of it, or has commented on it without an answer.
    """
    style = content.MUTED if not action.is_open else ""
    text = plain(action.text, style)
    if action.moved:
        text += plain(" " + due_moves_text(action), content.MUTED)
    if action.comments:
        text += plain(f" ✎{action.comments}", content.MUTED)
    if call is not None:
        said = _("$name has commented:") if call.is_comment else _("Reminder from $name:")
        text = plain(format_message(said, name=people.first_name(call.by_name)) + " ", content.WARNING) + text
    if me_id and awaits_acknowledgement(action, me_id, today):
        text = plain(_("Seen?") + " ", content.WARNING) + text
    cells = (
        plain("●" if marked else " ", content.ACCENT),
        actions.status_sign(action, today),
        text,
        plain(action.person_name if with_person else action.goal_text, content.MUTED),
        plain(action.responsible_name, style),
        actions.action_date(action, today),
    )
    return Row(f"action-{action.id}", ColumnLine(cells, NAMED_ACTION_COLUMNS if with_person else PERSON_ACTION_COLUMNS))


def goal_row(goal: Goal, today: date) -> Row:
    """One goal: where it stands, what, how many of its actions are done, by when."""
    open_ = goal.status is GoalStatus.OPEN
    signs = {
        GoalStatus.OPEN: ("◇", ""),
        GoalStatus.REACHED: ("✓", content.SUCCESS),
        GoalStatus.DROPPED: ("–", content.MUTED),
    }
    cells = (
        plain(*signs[goal.status]),
        plain(goal.text, "" if open_ else content.MUTED),
        plain(f"{goal.actions_done}/{goal.actions}" if goal.actions else ""),
        plain(dates.table_date_or(goal.target, today, ""), "" if open_ else content.MUTED),
    )
    return Row(f"goal-{goal.id}", ColumnLine(cells, GOAL_COLUMNS))


def topic_row(topic: Topic, today: date) -> Row:
    """Something to talk about: whether it was, what, who put it there, since when."""
    talked = topic.talked_on is not None
    cells = (
        plain("✓" if talked else "○", content.SUCCESS if talked else content.ACCENT),
        plain(topic.text, content.MUTED if talked else ""),
        plain(people.first_name(topic.by_name), content.MUTED),
        plain(dates.table_date(topic.added_on, today), content.MUTED),
    )
    return Row(f"topic-{topic.id}", ColumnLine(cells, TOPIC_COLUMNS))
