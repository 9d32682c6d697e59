"""The two questions that most flows ask: a form, and a yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.text.i18n import _
from tui_app.ui.content import plain

if TYPE_CHECKING:
    from tui_app.domain.form_drafts import FormDraftKey
    from tui_app.ui.context import AppContext
    from tui_app.ui.dialogs.draft_form import LoadFields
    from tui_app.ui.dialogs.fields import FormField
    from tui_app.ui.dialogs.form import SubmitForm


async def show_form(
    ctx: AppContext,
    title: str,
    fields: Sequence[FormField],
    submit: SubmitForm,
    about: Content | None = None,
    *,
    load_fields: LoadFields | None = None,
    draft_key: FormDraftKey | None = None,
) -> bool:
    """Show a form and wait for it; only in a flow.

    Args:
        submit: takes what was typed; a refusal is shown in the form, which stays open.
        about: shown above the fields.
        load_fields: fields that are added below the others once they are read.
        draft_key: under which what is half typed is kept; without it nothing is.

    Returns:
        Whether it was submitted; False when it was left.
    """
    from tui_app.ui.dialogs.form import FormDialog

    return bool(await ctx.ask(FormDialog(plain(title), fields, submit, about, load_fields, draft_key)))


async def confirm(ctx: AppContext, title: str, question: Content | str, yes: str, no: str = "") -> bool:
    """Ask before something is done; only in a flow.

    Args:
        no: the safe answer; "Leave as is" where it is not given.
    """
    from tui_app.ui.dialogs.confirm import ConfirmDialog

    shown = plain(question) if isinstance(question, str) else question
    return bool(await ctx.ask(ConfirmDialog(title, shown, yes, no or _("Leave as is"))))
