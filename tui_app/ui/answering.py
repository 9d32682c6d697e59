"""What each does so that the other sees somebody cares: asking for a follow-up, reminding, seen, a word of thanks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tui_app.domain.actions import Acknowledge
from tui_app.domain.mutual import may_be_reminded
from tui_app.domain.records import Action, ActionStatus, Person, Viewer
from tui_app.domain.refusals import Refusal
from tui_app.domain.unfinished import form_key
from tui_app.services import mutual
from tui_app.ui import words
from tui_app.ui.language import _, told
from tui_app.ui.text import lit

if TYPE_CHECKING:
    from datetime import date

    from tui_app.domain.mutual import Request
    from tui_app.services.marks import Receipt
    from tui_app.ui.app import SamtaleApp

KEYS = ("acknowledge", "thank", "nudge")
"""What can be done about actions of somebody else's, where it fits."""


def fits(key: str, chosen: Sequence[Action], viewer: Viewer, today: date) -> bool:
    """Whether a key of `KEYS` does something about these actions."""
    if key == "nudge":
        return len(chosen) == 1 and may_be_reminded(chosen[0], viewer.id, today)
    done = [one for one in chosen if one.status is ActionStatus.DONE and one.responsible_id != viewer.id]
    if not done or len(done) < len(chosen):
        return False
    return key == "thank" or any(one.acknowledged_on is None for one in done)


class Answering:
    """Runs one thing from question to answer; each method is awaited in a flow of the application."""

    def __init__(self, app: SamtaleApp) -> None:
        self._app = app

    async def acknowledge(self, chosen: Sequence[Action]) -> bool:
        """Seen: what somebody has done is known. Whether it was done."""
        return await self._app.doing.change_and_say(chosen, Acknowledge(), _("Seen"))

    async def thank(self, chosen: Sequence[Action]) -> bool:
        """A word of thanks, which they read when they are here next; whether it was given."""
        from tui_app.ui.modals.form import Field, FormScreen

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts import ThanksDraft, checked

            draft = checked(ThanksDraft, values)
            receipt = await self._app.doing.change(chosen, Acknowledge(draft.word))
            self._app.done(receipt, _("Thanked"))

        fields = [Field("word", _("A word"), value=_("Well done!"), required=True)]
        about = lit(", ".join(one.text for one in chosen), "bold")
        numbers = sorted(one.id for one in chosen)
        key = form_key("action-thank", *numbers, about=chosen[0].person_id, words=chosen[0].text)
        screen = FormScreen(lit(_("Thank for it")), fields, submit, about, unfinished=key)
        answer: bool | None = await self._app.push_screen_wait(screen)
        return bool(answer)

    async def nudge(self, action: Action) -> None:
        """Remind whoever is responsible of what is overdue."""
        async with self._app.changing:
            try:
                receipt = await self._app.ask(mutual.nudge, action.id)
            except Refusal as refusal:
                self._app.tell_refusal(refusal)
                return
            name = words.first_name(action.responsible_name)
            self._app.done(receipt, told(_("$name sees the reminder next time"), name=name))

    async def acknowledge_all(self, person: Person) -> None:
        """Seen: all that one person has done and that waits for a word."""
        async with self._app.changing:
            try:
                receipt = await self._app.ask(mutual.acknowledge_all, person.id)
            except Refusal as refusal:
                self._app.tell_refusal(refusal)
                self._app.refresh_screens()
                return
            self._app.done(receipt, told(_("Seen: $count done by $name"), count=receipt.count, name=person.name))

    async def take_back(self, request: Request) -> None:
        """No follow-up is needed any more."""
        await self._close(mutual.take_back, request, _("Taken back"))

    async def answer_request(self, request: Request) -> None:
        """Let somebody know that one has seen what they ask for."""
        await self._close(mutual.answer_request, request, _("They are told that you have seen it"))

    async def _close(self, use_case: Callable[..., Receipt], request: Request, said: str) -> None:
        async with self._app.changing:
            try:
                receipt = await self._app.ask(use_case, request.id)
            except Refusal as refusal:
                self._app.tell_refusal(refusal)
                self._app.refresh_screens()
                return
            self._app.done(receipt, said)

    async def ask_for_follow_up(self) -> None:
        """Ask one's leader to be followed up, with a word on why if one likes."""
        from tui_app.ui.modals.form import Field, FormScreen

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts import RequestDraft, checked

            receipt = await self._app.ask(mutual.ask_for_follow_up, checked(RequestDraft, values))
            self._app.done(receipt, _("Your leader sees that you ask"))

        fields = [Field("text", _("Why"), hint=_("if you like"))]
        about = lit(_("It stands on your leader's Team screen until you have been followed up."))
        screen = FormScreen(lit(_("Ask for a follow-up")), fields, submit, about, unfinished=form_key("ask-follow-up"))
        await self._app.push_screen_wait(screen)
