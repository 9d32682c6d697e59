"""How records stand in a line of a list."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from tui_app.domain.actions import Action
from tui_app.domain.records import Conversation, ConversationState, FollowUp, Goal, GoalStatus
from tui_app.domain.team import TeamRow
from tui_app.ui import words
from tui_app.ui.language import _, ngettext, told
from tui_app.ui.text import lit
from tui_app.ui.widgets.rows import Column, Line, Row

TEAM_COLUMNS = (
    Column(1),
    Column(14, flex=3, most=30),
    Column(18, flex=4, most=60),
    Column(9, flex=1, most=11),
    Column(words.BAR_WIDTH),
    Column(5, right=True),
    Column(8, flex=1, most=11, right=True),
)
ACTION_COLUMNS = (
    Column(1),
    Column(16, flex=5),
    Column(10, flex=1, most=22, from_width=48),
    Column(8, right=True),
)
PERSON_ACTION_COLUMNS = (
    Column(1),
    Column(1),
    Column(16, flex=5),
    Column(10, flex=1, most=22, from_width=70),
    Column(10, flex=1, most=22, from_width=48),
    Column(9, right=True),
)
PANEL_COLUMNS = (Column(1), Column(10, flex=1), Column(6), Column(8, right=True))
GOAL_COLUMNS = (Column(1), Column(16, flex=1), Column(5, right=True), Column(9, right=True))
TALK_COLUMNS = (Column(10), Column(12, flex=1), Column(10, from_width=44), Column(9, right=True))


def team_row(row: TeamRow, today: date) -> Row:
    """One report on the Team screen."""
    facts = row.facts
    name = lit(row.person.name, "bold" if row.reasons else "")
    if facts.reports:
        name += lit(f" ▾{facts.reports}", words.FAINT)
    total = f"{row.counts.done}/{row.counts.total}" if row.counts.total else ""
    cells = (
        words.attention_sign(row.reasons),
        name,
        words.reasons(row.reasons),
        lit(words.day_or(facts.last_conversation, today, _("none"))),
        words.bar(row.counts),
        lit(total),
        _next(row, today),
    )
    return Row(f"person-{row.person.id}", Line(cells, TEAM_COLUMNS))


def _next(row: TeamRow, today: date) -> Content:
    due = row.facts.next_due
    if due is None:
        return lit("–", words.FAINT)
    if due < today:
        return lit(words.overdue_days(due, today), words.RED)
    return lit(words.day(due, today))


def panel_line(action: Action, today: date) -> Line:
    """One action in the Team screen's side panel."""
    cells = (
        words.sign(action, today),
        lit(action.text),
        lit(words.first_name(action.responsible_name), words.FAINT),
        words.when(action, today),
    )
    return Line(cells, PANEL_COLUMNS)


def action_row(action: Action, today: date, *, marked: bool = False, with_person: bool = False) -> Row:
    """One action in a checklist: whether it is marked, where it stands, what, about whom, who, when."""
    style = words.FAINT if not action.is_open else ""
    text = lit(action.text, style)
    if action.moved:
        text += lit(" " + moved(action), words.FAINT)
    if action.comments:
        text += lit(f" ✎{action.comments}", words.FAINT)
    cells = (
        lit("●" if marked else " ", words.BLUE),
        words.sign(action, today),
        text,
        lit(action.person_name if with_person else action.goal_text, words.FAINT),
        lit(action.responsible_name, style),
        words.when(action, today),
    )
    return Row(f"action-{action.id}", Line(cells, PERSON_ACTION_COLUMNS))


def moved(action: Action) -> str:
    """How often the due date was moved, in words; nothing when never."""
    if not action.moved:
        return ""
    return told(ngettext("(moved once)", "(moved $count times)", action.moved), count=action.moved)


def goal_row(goal: Goal, today: date) -> Row:
    """One goal: where it stands, what, how many of its actions are done, by when."""
    open_ = goal.status is GoalStatus.OPEN
    signs = {
        GoalStatus.OPEN: ("◇", ""),
        GoalStatus.REACHED: ("✓", words.GREEN),
        GoalStatus.DROPPED: ("–", words.FAINT),
    }
    cells = (
        lit(*signs[goal.status]),
        lit(goal.text, "" if open_ else words.FAINT),
        lit(f"{goal.actions_done}/{goal.actions}" if goal.actions else ""),
        lit(words.day_or(goal.target, today, ""), "" if open_ else words.FAINT),
    )
    return Row(f"goal-{goal.id}", Line(cells, GOAL_COLUMNS))


def conversation_row(conversation: Conversation, today: date) -> Row:
    """One conversation: when, what kind or what the note begins with, planned or held."""
    kind = lit(_(words.CONVERSATION_KINDS[conversation.kind]))
    if conversation.note:
        kind += lit("  " + conversation.note.split("\n")[0], words.FAINT)
    planned = conversation.state is ConversationState.PLANNED
    style = words.BLUE if planned else words.FAINT
    cells = (
        lit(words.day(conversation.on, today)),
        kind,
        lit(words.first_name(conversation.leader_name), words.FAINT),
        lit(_(words.CONVERSATION_STATES[conversation.state]), style),
    )
    return Row(f"conversation-{conversation.id}", Line(cells, TALK_COLUMNS))


def follow_up_row(entry: FollowUp, today: date) -> Row:
    """One entry of the follow-up log: when, the note, who, when the next is due."""
    next_on = told(_("next $day"), day=words.day(entry.next_on, today)) if entry.next_on else ""
    cells = (
        lit(words.day(entry.on, today)),
        lit(entry.note.split("\n")[0] or _("looked through the actions"), "" if entry.note else words.FAINT),
        lit(words.first_name(entry.by_name), words.FAINT),
        lit(next_on),
    )
    columns = (TALK_COLUMNS[0], TALK_COLUMNS[1], TALK_COLUMNS[2], Column(14, right=True, from_width=40))
    return Row(f"followup-{entry.id}", Line(cells, columns))
