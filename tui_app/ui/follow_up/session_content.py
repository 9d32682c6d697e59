"""A walk in words: one action large, what came of each, what happened in all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from textual.content import Content

from tui_app.domain.dates.arithmetic import days_between
from tui_app.domain.follow_up.requests import FollowUpRequest
from tui_app.domain.follow_up.session import FollowUpOutcome
from tui_app.domain.records.action import Action
from tui_app.domain.records.change import Change, ChangeKind
from tui_app.services.follow_up.follow_up_session import FollowUpSession
from tui_app.text import actions, dates, follow_up
from tui_app.text.actions import change_text, due_moves_text
from tui_app.text.dates import full_date, short_date, timestamp
from tui_app.text.follow_up import OUTCOME_SIGNS, days_until_text, named_actions
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.text.styled import Tone
from tui_app.ui import content
from tui_app.ui.content import concat, from_styled, labelled, plain, tone_style

MAX_HISTORY_LINES = 40
"""Lines of history below an action, the newest first; those that do not fit are read with the arrows."""


def progress_dots(walk: FollowUpSession, outcomes: dict[int, FollowUpOutcome], place: int) -> Content:
    """One sign for each action: what came of it, or that it is still ahead."""
    found: list[Content | str] = []
    for number, action in enumerate(walk.actions):
        outcome = outcomes.get(action.id)
        sign, tone, _label = OUTCOME_SIGNS[outcome] if outcome else ("○", Tone.MUTED, "")
        found.append(plain(sign, tone_style(tone, "reverse") if number == place else tone_style(tone)))
    return concat(*found)


def request_line(request: FollowUpRequest, today: date, *, mine: bool) -> Content:
    """A follow-up that is asked for: since when, and why."""
    said = follow_up.request_text(request, mine=mine)
    return plain(f"{dates.short_date(request.asked_on, today)}  {said}", content.WARNING)


def action_content(
    action: Action, story: Sequence[Change], outcome: FollowUpOutcome | None, today: date, now: datetime
) -> Content:
    """All that one needs to decide: what, who, by when, for which goal, what was said and done last."""
    lines = [plain(action.text, "bold"), plain("")]
    lines.append(labelled(_("Who"), plain(action.responsible_name, "bold")))
    lines.append(labelled(_("Due"), _due_date(action, today)))
    if action.moved:
        first = format_message(_("first $day"), day=short_date(action.first_due, today))
        lines.append(labelled("", plain(f"{due_moves_text(action)} {first}", content.MUTED)))
    lines.append(
        labelled(
            _("Status"),
            from_styled(actions.status_sign(action, today)) + plain(" " + actions.status_label(action, today)),
        )
    )
    if action.goal_text:
        lines.append(labelled(_("Supports goal"), plain(action.goal_text)))
    if action.reason:
        lines.append(labelled(_("Why"), plain(action.reason)))
    if outcome is not None and outcome is not FollowUpOutcome.SKIPPED:
        sign, tone, label = OUTCOME_SIGNS[outcome]
        lines.append(labelled(_("Today"), plain(f"{sign} {_(label)}", tone_style(tone, "bold"))))
    standing = [change for change in story if not change.undone and change.kind is not ChangeKind.UNDONE]
    comment = next((change for change in standing if change.kind is ChangeKind.COMMENT), None)
    if comment is not None:
        head = f"{comment.by_name}, {timestamp(comment.at, now)}"
        lines += [plain(""), plain(f"✎ {head}", content.MUTED), plain(comment.note)]
    told_ = [change for change in standing if change is not comment][:MAX_HISTORY_LINES]
    lines += [plain(""), *(_change_line(change, today, now) for change in told_)]
    return Content("\n").join(lines)


def _change_line(change: Change, today: date, now: datetime) -> Content:
    line = f"{timestamp(change.at, now)}  {change.by_name} {change_text(change, today)}"
    if change.note:
        line += ": " + change.note.split("\n")[0][:80]
    return plain(line, content.MUTED)


def _due_date(action: Action, today: date) -> Content:
    due = plain(full_date(action.due))
    if action.is_open:
        due += plain(
            " · " + days_until_text(days_between(today, action.due)), content.ERROR if action.is_overdue(today) else ""
        )
    return due


def summary_content(walk: FollowUpSession, outcomes: dict[int, FollowUpOutcome]) -> Content:
    """What happened, a line for each kind of outcome that there was."""
    if not walk.actions:
        return plain(_("Nothing is open. A few words about how things are going may be enough."))
    lines = []
    for outcome, (sign, tone, label) in OUTCOME_SIGNS.items():
        texts = [action.text for action in walk.actions if outcomes.get(action.id) is outcome]
        if texts:
            lines.append(
                plain(f"{sign} {len(texts)} {_(label)}", tone_style(tone, "bold")) + plain(f"  {named_actions(texts)}")
            )
    ahead = sum(1 for action in walk.actions if action.is_open and action.id not in outcomes)
    if ahead:
        said = format_message(ngettext("$count not reviewed", "$count not reviewed", ahead), count=ahead)
        lines.append(plain(f"○ {said}", content.MUTED))
    return Content("\n").join(line.truncate(200, ellipsis=True) for line in lines)
