"""Changes the goals and topics of a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.domain.records.follow_up import Topic
from tui_app.domain.records.goal import Goal, GoalStatus
from tui_app.services.conversations import topics
from tui_app.services.people import goals
from tui_app.ui.messages import EditGoal

if TYPE_CHECKING:
    from tui_app.domain.drafts.actions import GoalDraft
    from tui_app.domain.records.person import Person
    from tui_app.ui.context import AppContext


async def tick_record(ctx: AppContext, record: Goal | Topic) -> None:
    """Mark a goal as reached or a topic as discussed, or take that back."""
    if isinstance(record, Topic):
        change = ctx.call(topics.toggle_discussed, record.id)
    else:
        change = ctx.call(goals.edit, record.id, record.version, _toggled_goal(record))
    if receipt := await ctx.attempt(change):
        ctx.commit(receipt, record.text)


async def open_record(ctx: AppContext, person: Person, record: Goal | Topic) -> None:
    """Edit a goal of a person, or show a topic."""
    if isinstance(record, Goal):
        await ctx.perform(EditGoal(person, record))
    else:
        from tui_app.ui.dialogs.text import TextDialog

        ctx.show(TextDialog(record.by_name, record.text))


def _toggled_goal(goal: Goal) -> GoalDraft:
    from tui_app.domain.drafts.actions import GoalDraft
    from tui_app.domain.drafts.base import validate_draft

    status = GoalStatus.REACHED if goal.status is GoalStatus.OPEN else GoalStatus.OPEN
    return validate_draft(GoalDraft, {"text": goal.text, "kind": goal.kind, "target": goal.target, "status": status})
