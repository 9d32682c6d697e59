"""Flows for an employee's request to be followed up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui_app.domain.form_drafts import form_draft_key
from tui_app.services.follow_up import requests
from tui_app.text.i18n import _
from tui_app.ui.content import plain
from tui_app.ui.dialogs.fields import FormField
from tui_app.ui.dialogs.flow import show_form

if TYPE_CHECKING:
    from tui_app.domain.follow_up.requests import FollowUpRequest
    from tui_app.services.change_stamp import Receipt
    from tui_app.ui.context import AppContext


async def ask_for_follow_up(ctx: AppContext) -> None:
    """Ask the viewer's leader for a follow-up, with an optional reason."""

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.follow_up import FollowUpRequestDraft

        receipt = await ctx.call(requests.send, validate_draft(FollowUpRequestDraft, values))
        ctx.commit(receipt, _("Your leader sees your request"))

    fields = [FormField("text", _("Why"), hint=_("optional"))]
    about = plain(_("Your leader's Team screen shows it until you have been followed up."))
    key = form_draft_key("ask-follow-up")
    await show_form(ctx, _("Ask for a follow-up"), fields, submit, about, submit_label=_("Send"), draft_key=key)


async def withdraw_request(ctx: AppContext, request: FollowUpRequest) -> None:
    """Withdraw the viewer's request."""
    await _close(ctx, requests.withdraw, request, _("Withdrawn"))


async def answer_request(ctx: AppContext, request: FollowUpRequest) -> None:
    """Tell the employee that their request was seen."""
    await _close(ctx, requests.acknowledge, request, _("They can see that you have seen it"))


async def _close(ctx: AppContext, use_case: Callable[..., Receipt], request: FollowUpRequest, done: str) -> None:
    if (receipt := await ctx.change(use_case, request.id)) is not None:
        ctx.commit(receipt, done)
