"""Asks where to save a file, and writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.errors import DomainError
from tui_app.text.i18n import _, format_message
from tui_app.ui.dialogs.fields import FormField
from tui_app.ui.dialogs.flow import confirm, show_form

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def save_to_file(
    ctx: AppContext, title: str, suggested: Path, write: Callable[..., None], about: Content | None = None
) -> bool:
    """Ask for a path, write a file there, and say that it is saved; only in a flow.

    Args:
        ctx: the application's context.
        title: the title of the dialog.
        suggested: the path in the field at first.
        write: writes the file, given its path and `replace`: whether it may replace another one.
        about: shown above the field.

    Returns:
        True if the file was saved.
    """

    async def submit(values: Mapping[str, object]) -> None:
        path = Path(str(values["path"]).strip())
        await write_or_confirm(ctx, partial(write, path), path)
        ctx.notify(format_message(_("Saved: $path"), path=path))

    fields = [FormField("path", _("File"), value=str(suggested), required=True)]
    return await show_form(ctx, title, fields, submit, about)


async def write_or_confirm(ctx: AppContext, write: Callable[..., None], path: Path) -> None:
    """Write a file; if there is one at the path already, ask before replacing it.

    Args:
        ctx: the application's context.
        write: writes the file, given `replace`: whether it may replace another one.
        path: its path.

    Raises:
        DomainError: it cannot be written, or another one is there and was not to be replaced.
    """
    try:
        await ctx.run(write)
    except DomainError as error:
        if error.code != "file_exists":
            raise
        question = format_message(_("A file with this name already exists: $path"), path=path)
        if not await confirm(ctx, _("Replace the file?"), question, _("Replace"), _("Keep it")):
            raise
        await ctx.run(partial(write, replace=True))
