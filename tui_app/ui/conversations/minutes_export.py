"""Saves signed minutes to a file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError
from tui_app.domain.minutes.printout import PrintoutLabels
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.text.conversations.minutes import minutes_file_name, minutes_labels, undrawable_notice
from tui_app.text.i18n import _, format_message
from tui_app.ui.content import plain
from tui_app.ui.dialogs.flow import confirm, show_form
from tui_app.ui.dialogs.save_file import write_or_confirm

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


async def export_minutes(ctx: AppContext, conversation_id: int, signed: SignedMinutes) -> None:
    """Ask for a file, and save one signed version in it. The file's suffix decides its format; the export is logged."""
    from tui_app.services.minutes.export import export_conversation
    from tui_app.ui.dialogs.fields import FormField

    async def submit(values: Mapping[str, object]) -> None:
        path = Path(str(values["path"]).strip())
        versions: tuple[SignedMinutes, ...] = await ctx.call(export_conversation, conversation_id)
        chosen = next(one for one in versions if one.sha256 == signed.sha256)
        labels = minutes_labels(ctx.now, chosen.document.language)
        if path.suffix.lower() == ".pdf":
            await _confirm_boxes(ctx, chosen, labels)
        write = partial(ctx.files.write_minutes, chosen, labels, path)
        await write_or_confirm(ctx, write, path)
        ctx.notify(format_message(_("Saved: $path"), path=path))

    about = plain(_(".pdf to print, .md to read and edit elsewhere, .json for other programs."))
    path = ctx.files.export_folder / minutes_file_name(signed)
    fields = [FormField("path", _("File"), value=str(path), required=True)]
    await show_form(ctx, _("Save to file"), fields, submit, about)


async def _confirm_boxes(ctx: AppContext, signed: SignedMinutes, labels: PrintoutLabels) -> None:
    """Say which characters a PDF file cannot show, before it is written.

    Raises:
        DomainError: `characters_missing`: it is not to be written.
    """
    characters: tuple[str, ...] = await ctx.run(partial(ctx.files.undrawable_in_pdf, signed, labels))
    if characters:
        question = undrawable_notice(characters)
        if not await confirm(ctx, _("Save with boxes?"), question, _("Save"), _("Choose another file")):
            raise DomainError("characters_missing")
