"""Letting somebody lead a team while its leader is away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.records.person import StandIn
from tui_app.services.administration import stand_ins
from tui_app.text.i18n import _, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.dialogs.flow import confirm, show_form

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


class StandInFlows:
    """Starts and ends stand-ins; each method is awaited in a flow."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx

    async def _call_and_notify(self, use_case: Callable[..., object], *args: object, done: str) -> None:
        try:
            await self._ctx.call(use_case, *args)
        except DomainError as refusal:
            self._ctx.notify_error(refusal)
        else:
            self._ctx.notify(done)
        self._ctx.refresh()

    async def new_stand_in(self) -> None:
        """Let somebody lead a team while its leader is away."""
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        async def submit(values: Mapping[str, object]) -> None:
            if missing := {name: "missing" for name, value in values.items() if value is None}:
                raise InvalidInput(missing)
            await self._ctx.call(
                stand_ins.add,
                *(values[name] for name in ("leader_id", "stand_in_id", "first", "last")),
            )
            self._ctx.refresh()

        hint = _("Friday, 15.3, +14, week 12")
        fields = [
            FormField("leader_id", _("Away"), FieldKind.PERSON, required=True),
            FormField("stand_in_id", _("Stand-in"), FieldKind.PERSON, required=True),
            FormField("first", _("From"), FieldKind.DATE, self._ctx.today, hint=hint, required=True),
            FormField("last", _("Last day"), FieldKind.DATE, hint=hint, required=True),
        ]
        about = _(
            "On these days the stand-in leads the team: same page, same actions. Conversations stay "
            "with the two who held them."
        )
        key = form_draft_key("stand-in-new")
        await show_form(self._ctx, _("New stand-in"), fields, submit, plain(about, content.MUTED), draft_key=key)

    async def end_stand_in(self, one: StandIn) -> None:
        """Let somebody stand in no longer, when that is meant."""
        question = format_message(
            _("$name no longer covers for $leader."), name=one.stand_in_name, leader=one.leader_name
        )
        if await confirm(self._ctx, _("End now"), question, _("End now")):
            await self._call_and_notify(stand_ins.end, one.id, done=_("Ended."))
