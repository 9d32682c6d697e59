"""The dialog that asks where to save a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError
from tui_app.text.i18n import _, format_message
from tui_app.ui.content import plain

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def write_or_confirm(ctx: AppContext, write: Callable[..., None], path: Path) -> None:
    """Write a file; one that is there already is replaced only when somebody says so.

    Args:
        write: takes `replace`, whether the file that is there may be given up.

    Raises:
        DomainError: it cannot be written, or is there and stays.
    """
    from tui_app.ui.dialogs.confirm import ConfirmDialog

    try:
        await ctx.run(write)
    except DomainError as refusal:
        if refusal.code != "file_exists":
            raise
        question = plain(format_message(_("A file with this name already exists: $path"), path=path))
        answer: bool | None = await ctx.ask(ConfirmDialog(_("Replace the file?"), question, _("Replace"), _("Keep it")))
        if not answer:
            raise
        await ctx.run(partial(write, replace=True))
