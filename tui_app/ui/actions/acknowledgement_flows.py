"""What each does so that the other sees somebody cares: asking for a follow-up, reminding, seen, a word of thanks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tui_app.domain.actions.changes import Acknowledge
from tui_app.domain.errors import DomainError
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.records.action import Action
from tui_app.domain.records.person import Person
from tui_app.services.actions import acknowledgements
from tui_app.services.follow_up import requests
from tui_app.text import people
from tui_app.text.i18n import _, format_message
from tui_app.ui.content import plain

if TYPE_CHECKING:
    from tui_app.domain.follow_up.requests import FollowUpRequest
    from tui_app.services.change_stamp import Receipt
    from tui_app.ui.app import SamtaleApp


class AcknowledgementFlows:
    """Runs one thing from question to answer; each method is awaited in a flow of the application."""

    def __init__(self, app: SamtaleApp) -> None:
        self._app = app

    async def acknowledge(self, chosen: Sequence[Action]) -> bool:
        """Seen: what somebody has done is known. Whether it was done."""
        return await self._app.doing.change_and_say(chosen, Acknowledge(), _("Seen"))

    async def thank(self, chosen: Sequence[Action]) -> bool:
        """A word of thanks, which they read when they are here next; whether it was given."""
        from tui_app.ui.dialogs.fields import FormField
        from tui_app.ui.dialogs.form import FormDialog

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.actions import ThanksDraft
            from tui_app.domain.drafts.base import validate_draft

            draft = validate_draft(ThanksDraft, values)
            receipt = await self._app.doing.change(chosen, Acknowledge(draft.word))
            self._app.done(receipt, _("Thanks sent"))

        fields = [FormField("word", _("Message"), value=_("Well done!"), required=True)]
        about = plain(", ".join(one.text for one in chosen), "bold")
        numbers = sorted(one.id for one in chosen)
        key = form_draft_key("action-thank", *numbers, about=chosen[0].person_id, words=chosen[0].text)
        screen = FormDialog(plain(_("Say thanks")), fields, submit, about, unfinished=key)
        answer: bool | None = await self._app.push_screen_wait(screen)
        return bool(answer)

    async def nudge(self, action: Action) -> None:
        """Remind whoever is responsible of what is overdue."""
        async with self._app.changing:
            try:
                receipt = await self._app.ask(acknowledgements.remind_responsible, action.id)
            except DomainError as refusal:
                self._app.tell_refusal(refusal)
                return
            name = people.first_name(action.responsible_name)
            self._app.done(receipt, format_message(_("$name will see the reminder next time"), name=name))

    async def acknowledge_all(self, person: Person) -> None:
        """Seen: all that one person has done and that waits for a word."""
        async with self._app.changing:
            try:
                receipt = await self._app.ask(acknowledgements.acknowledge_all, person.id)
            except DomainError as refusal:
                self._app.tell_refusal(refusal)
                self._app.refresh_screens()
                return
            self._app.done(
                receipt, format_message(_("Seen: $count done by $name"), count=receipt.count, name=person.name)
            )

    async def take_back(self, request: FollowUpRequest) -> None:
        """No follow-up is needed any more."""
        await self._close(requests.withdraw, request, _("Withdrawn"))

    async def answer_request(self, request: FollowUpRequest) -> None:
        """Let somebody know that one has seen what they ask for."""
        await self._close(requests.acknowledge, request, _("They can see that you have seen it"))

    async def _close(self, use_case: Callable[..., Receipt], request: FollowUpRequest, said: str) -> None:
        async with self._app.changing:
            try:
                receipt = await self._app.ask(use_case, request.id)
            except DomainError as refusal:
                self._app.tell_refusal(refusal)
                self._app.refresh_screens()
                return
            self._app.done(receipt, said)

    async def ask_for_follow_up(self) -> None:
        """Ask one's leader to be followed up, with a word on why if one likes."""
        from tui_app.ui.dialogs.fields import FormField
        from tui_app.ui.dialogs.form import FormDialog

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.base import validate_draft
            from tui_app.domain.drafts.follow_up import FollowUpRequestDraft

            receipt = await self._app.ask(requests.send, validate_draft(FollowUpRequestDraft, values))
            self._app.done(receipt, _("Your leader sees your request"))

        fields = [FormField("text", _("Why"), hint=_("optional"))]
        about = plain(_("Your leader's Team screen shows it until you have been followed up."))
        screen = FormDialog(
            plain(_("Ask for a follow-up")), fields, submit, about, unfinished=form_draft_key("ask-follow-up")
        )
        await self._app.push_screen_wait(screen)
