"""TODO-DOC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_app.domain.form_drafts import UnsavedText
from tui_app.services import form_drafts

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp


async def show_unsaved_texts(app: SamtaleApp) -> None:
    """Show what could not be saved, one after the other, each once while somebody is signed in.

    Raises:
        DomainError: the database does not answer.
    """
    from tui_app.ui.editing.unsaved_dialog import UnsavedTextDialog

    viewer = app.viewer
    while viewer is not None and not any(isinstance(screen, UnsavedTextDialog) for screen in app.screen_stack):
        every: tuple[UnsavedText, ...] = await app.ask(form_drafts.unsaved_texts)
        if app.viewer != viewer:
            return  # they have locked or gone meanwhile: nothing of theirs is for the sign-in screen
        one = next((one for one in every if one.key.name not in app.shown_not_saved), None)
        if one is None:
            return
        app.shown_not_saved.add(one.key.name)
        if await app.push_screen_wait(UnsavedTextDialog(one)):
            await app.ask(form_drafts.discard, one.key)
