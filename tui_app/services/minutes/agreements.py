"""What was agreed in a conversation, as it is now, and what changed since the minutes were submitted."""

from __future__ import annotations

from msgspec.structs import replace

from tui_app.domain import access
from tui_app.domain.conversations.conversation_view import MinutesDraft
from tui_app.domain.minutes.later_changes import LaterChanges, later_changes
from tui_app.domain.minutes.signed_minutes import MinutesDocument
from tui_app.domain.records.action import Action
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import Conversation, ConversationState
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import Viewer
from tui_app.storage.actions import actions
from tui_app.storage.actions import goals as stored_goals
from tui_app.storage.database import bypassing_row_security
from tui_app.storage.history import history
from tui_app.storage.people import people


def agreed_in(viewer: Viewer, conversation: Conversation) -> tuple[tuple[Goal, ...], tuple[Action, ...]] | None:
    """Goals and actions agreed in the conversation, as they are now; None for an earlier leader of signed minutes.

    Before that, an earlier leader sees no goal but those agreed in it. Call it while reading or writing.
    """
    person = people.get(conversation.person_id)
    sees_page = person is not None and access.may_see_page(viewer, person)
    if conversation.state is ConversationState.SIGNED and not sees_page:
        return None
    goals, agreed = stored_goals.goals_agreed_in(conversation.id), actions.agreed_in(conversation.id)
    ids = {goal.id for goal in goals}
    return goals, tuple(
        one if sees_page or one.goal_id in ids else replace(one, goal_id=None, goal_text="") for one in agreed
    )


def changed_since_submission(
    viewer: Viewer, conversation: Conversation, draft: MinutesDraft | None, submitted: MinutesDocument | None
) -> LaterChanges:
    """What changed about the agreements since the minutes were submitted, as far as the leader may see it.

    Nothing while the minutes are not submitted, and for the employee, who decides nothing about them then.

    Args:
        draft: the unsigned minutes.
        submitted: their text.
    """
    is_leader = viewer.id != conversation.person_id
    if draft is None or submitted is None or draft.state is not ConversationState.SUBMITTED or not is_leader:
        return LaterChanges()
    agreed = agreed_in(viewer, conversation)
    if agreed is None:
        return LaterChanges()
    with bypassing_row_security():  # only ids are used; a leader of before may not see the page
        since = history.newest_change_id(ChangeSubject.MINUTES, draft.id)
        serves = {one.id: one.goal_id for one in actions.agreed_in(conversation.id)}
        goal_ids = [goal_id for goal_id in serves.values() if goal_id is not None]
        changed_goals = history.changed_since(ChangeSubject.GOAL, goal_ids, since)
        changed = history.changed_since(ChangeSubject.ACTION, list(serves), since)
    by_goal = {action_id for action_id, goal_id in serves.items() if goal_id in changed_goals}
    return later_changes(submitted, *agreed, changed | by_goal)
