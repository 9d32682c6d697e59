"""The steps that most flows consist of: a form, a question with two answers, and a call of a use case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.errors import DomainError
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
    submit_label: str = "",
    load_fields: LoadFields | None = None,
    draft_key: FormDraftKey | None = None,
) -> bool:
    """Show a form and wait for its result; only in a flow.

    Args:
        submit: takes the values; if it raises DomainError, the form shows it and stays open.
        about: shown above the fields.
        submit_label: names what the form does, on its button and its key; by default that it saves.
        load_fields: reads fields that are added below the others.
        draft_key: key under which half-typed values are saved; None saves nothing.

    Returns:
        True if it was submitted, False if it was cancelled.
    """
    from tui_app.ui.dialogs.form import FormDialog

    return bool(await ctx.ask(FormDialog(plain(title), fields, submit, about, load_fields, draft_key, submit_label)))


async def call_and_notify(ctx: AppContext, use_case: Callable[..., object], *args: object, done: str) -> None:
    """Call a use case that cannot be undone, say that it is done or why it cannot be, and read the screens again.

    Args:
        done: what to say when it is done.
    """
    try:
        await ctx.call(use_case, *args)
    except DomainError as error:
        ctx.notify_error(error)
    else:
        ctx.notify(done)
    ctx.refresh()


async def confirm(
    ctx: AppContext,
    title: str,
    question: Content | str,
    yes: str,
    no: str = "",
    reading: Content | None = None,
    *,
    is_asked_for: bool = False,
) -> bool:
    """Ask for confirmation; only in a flow.

    Args:
        no: the safe answer; by default "Leave as is".
        reading: what to read before one answers.
        is_asked_for: Enter says yes: somebody pressed a key for just this, and it can be undone.

    Returns:
        True if the answer was yes.
    """
    from tui_app.ui.dialogs.confirm import ConfirmDialog

    shown = plain(question) if isinstance(question, str) else question
    dialog = ConfirmDialog(title, shown, yes, no or _("Leave as is"), reading, is_asked_for=is_asked_for)
    return bool(await ctx.ask(dialog))
