"""When two people change one thing: what stands there now, what one wanted, and whose is to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.content import Content

from tui_app.domain.actions import Acknowledge, ActionChange, MoveDue, Reword, SetStatus
from tui_app.domain.records import Action
from tui_app.domain.refusals import ChangedElsewhere
from tui_app.ui import words
from tui_app.ui.dates import full_day
from tui_app.ui.language import _, spoken, told
from tui_app.ui.text import lit

if TYPE_CHECKING:
    from tui_app.domain.drafts import Draft
    from tui_app.ui.app import SamtaleApp

Said = Callable[[str, Any], str]
"""Puts one field of a record or a draft into words, with its label."""


async def mine_anyway(app: SamtaleApp, clash: ChangedElsewhere, theirs: Content, mine: Content) -> bool:
    """Ask whether mine is to stand all the same."""
    from tui_app.ui.modals.ask import changed_by_another

    answer: bool | None = await app.push_screen_wait(changed_by_another(clash.by, theirs, mine))
    return bool(answer)


async def edited(
    app: SamtaleApp, use_case: Callable[..., Any], record: Any, draft: Draft, fields: Iterable[str], said: Said
) -> Any:
    """Store what somebody changed of a record; where somebody else was first, ask, and change what stands now.

    Args:
        record: as it was when the form was opened.
        fields: of both, in the order in which they are told.

    Raises:
        Refusal: it cannot be done, or was left as it is now.
    """
    fields = tuple(fields)
    mine = [name for name in fields if getattr(draft, name) != getattr(record, name)]
    version, wanted = record.version, draft
    while True:
        try:
            return await app.ask(use_case, record.id, version, wanted)
        except ChangedElsewhere as clash:
            current: Any = clash.current
            left = [name for name in mine if getattr(draft, name) != getattr(current, name)]
            others = [name for name in fields if getattr(current, name) != getattr(record, name)]
            theirs = [name for name in fields if name in others or name in left]
            if left and not await mine_anyway(app, clash, _told(current, theirs, said), _told(draft, left, said)):
                app.refresh_screens()
                raise
            version = current.version
            wanted = draft.model_copy(update={name: getattr(current, name) for name in fields if name not in mine})


def _told(holder: object, fields: Sequence[str], said: Said) -> Content:
    return lit(" · ".join(said(name, holder) for name in fields))


def action_in_words(action: Action) -> Content:
    """Who does what by when, and where it stands."""
    status = _(words.STATUS[action.status])
    parts = [f"«{action.text}»", action.responsible_name, full_day(action.due, spoken()), status]
    if action.goal_text:
        parts.append(told(_("serves «$goal»"), goal=action.goal_text))
    return lit(" · ".join(parts))


def changes_in_words(action: Action, wanted: Iterable[ActionChange]) -> Content:
    """What changes are about to do to an action."""
    return lit(" · ".join(part for change in wanted for part in _parts(action, change)))


def _parts(action: Action, change: ActionChange) -> list[str]:
    if isinstance(change, SetStatus):
        return [_(words.STATUS[change.status]) + (f": {change.reason}" if change.reason else "")]
    if isinstance(change, MoveDue):
        return [told(_("the date $day"), day=full_day(change.due, spoken()))]
    if isinstance(change, Acknowledge):
        return [change.word or _("seen")]
    return _reworded(action, change)


def _reworded(action: Action, change: Reword) -> list[str]:
    parts = []
    if change.text != action.text:
        parts.append(f"«{change.text}»")
    if change.responsible_id != action.responsible_id:
        parts.append(_("another who does it"))
    if change.goal_id != action.goal_id:
        parts.append(_("no goal") if change.goal_id is None else _("another goal"))
    return parts


def day_words(day: date | None) -> str:
    """A day in full, or a dash for none."""
    return full_day(day, spoken()) if day else "–"
