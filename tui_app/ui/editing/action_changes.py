"""Changes actions, and asks what to do if somebody else has changed them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_app.domain.actions.changes import ActionChange, resolve_change
from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.records.action import Action
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.text.actions import action_summary, changes_summary
from tui_app.text.i18n import format_message, ngettext, quoted
from tui_app.ui.content import plain
from tui_app.ui.editing.conflicts import confirm_overwrite

if TYPE_CHECKING:
    from tui_app.services.change_stamp import Receipt
    from tui_app.ui.context import AppContext

MAX_TEXT_LENGTH = 40
"""Most characters of an action's text in a message."""


async def change_actions(ctx: AppContext, chosen: Sequence[Action], *changes: ActionChange) -> Receipt:
    """Change actions. If somebody else has changed one of them in another way, ask.

    If the person leaves one of several actions as it is now, the others are changed.

    Raises:
        ConflictError: the person left all of them as they are now.
        DomainError: they cannot be changed for another reason.
    """
    targets = [_newest_version(ctx, action) for action in chosen]
    while True:
        try:
            receipt: Receipt = await ctx.call(actions.change, targets, *changes)
        except ConflictError as conflict:
            current = conflict.current
            assert isinstance(current, Action)
            others = [one for one in targets if one.action_id != current.id]
            if await _overwrites(ctx, conflict, current, changes):
                targets = [ActionVersion(current.id, current.version), *others]
                continue
            ctx.refresh()
            if not others:
                raise
            targets = others
        else:
            _note_replaced(ctx, targets, receipt, len(changes))
            return receipt


async def change_and_notify(ctx: AppContext, chosen: Sequence[Action], wanted: ActionChange, done: str) -> bool:
    """Change actions, and tell the person what was done or why it cannot be done.

    Args:
        done: what was done, in a word.

    Returns:
        True if it was done.
    """
    async with ctx.change_lock:
        try:
            receipt = await change_actions(ctx, chosen, wanted)
        except ConflictError:
            return False  # the person left them as they are now
        except DomainError as error:
            ctx.notify_error(error)
            ctx.refresh()
            return False
        ctx.commit(receipt, done_message(done, chosen, receipt))
        return True


def done_message(done: str, chosen: Sequence[Action], receipt: Receipt) -> str:
    """The message about what was done with which action, or with how many."""
    if len(chosen) == 1:
        text = chosen[0].text
        return f"{done}: {quoted(text[:MAX_TEXT_LENGTH] + ('…' if len(text) > MAX_TEXT_LENGTH else ''))}"
    message = ngettext("$said: $count action", "$said: $count actions", receipt.count)
    return format_message(message, said=done, count=receipt.count)


async def _overwrites(
    ctx: AppContext, conflict: ConflictError, current: Action, changes: Sequence[ActionChange]
) -> bool:
    """True if nothing is left to change, or the person wants the change all the same."""
    if all(resolve_change(current, change, ctx.today) is None for change in changes):
        return True
    return await confirm_overwrite(
        ctx, conflict, plain(action_summary(current)), plain(changes_summary(current, changes))
    )


def _note_replaced(ctx: AppContext, targets: Sequence[ActionVersion], receipt: Receipt, changes: int) -> None:
    if receipt.count in (len(targets), changes * len(targets)):
        steps = receipt.count // len(targets)
        ctx.replaced_versions.update((one.action_id, one.version + n) for one in targets for n in range(steps))


def _newest_version(ctx: AppContext, action: Action) -> ActionVersion:
    """The version after changes from this computer: a fast key may still name an older one."""
    version = action.version
    while (action.id, version) in ctx.replaced_versions:
        version += 1
    return ActionVersion(action.id, version)
