"""Flows about accounts: one-time codes, opening and closing an account, and who is an administrator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.accounts.accounts import AccountState
from tui_app.domain.accounts.credentials import CODE_VALID_FOR, is_code_valid
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.person import Person
from tui_app.services.accounts import accounts
from tui_app.services.people import people
from tui_app.text.i18n import _, format_message
from tui_app.ui.dialogs.flow import call_and_notify, confirm, show_form

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


class AccountFlows:
    """Each method is one flow."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx

    async def _change(self, use_case: Callable[..., object], person: Person, done: str) -> None:
        """Change an account, and tell the administrator that it was done or why it cannot be done."""
        message = format_message(done, name=person.name)
        await call_and_notify(self._ctx, use_case, person.id, done=message)

    async def new_code(self, person: Person | None) -> None:
        """Make a one-time code and show it once.

        Args:
            person: who gets the code; None to ask.
        """
        if person is None:
            await self._new_code_for_chosen()
        else:
            await self._new_code(person)

    async def _new_code(self, person: Person) -> None:
        from tui_app.ui.people.one_time_code import OneTimeCodeDialog

        try:
            state = await self._ctx.call(accounts.state_of, person.id)
            if not await self._confirm_new_code(person, state):
                return
            code = await self._ctx.call(accounts.issue_code, self._ctx.hasher, person.id)
        except DomainError as error:
            self._ctx.notify_error(error)
            return
        await self._ctx.ask(OneTimeCodeDialog(person.name, code, self._ctx.now + CODE_VALID_FOR))
        self._ctx.refresh()

    async def _confirm_new_code(self, person: Person, state: AccountState) -> bool:
        """Ask before making a code for somebody who already has a password or an unused code."""
        has_code = is_code_valid(state.code_until, self._ctx.now)
        if not (state.has_password or has_code):
            return True
        if has_code:
            question = _("$name has an unused code. It stops working when you make a new one.")
        else:
            question = _(
                "$name already has a password. A new code lets them choose another; until then the old one works."
            )
        title, yes = _("New one-time code"), _("Make new code")
        return await confirm(self._ctx, title, format_message(question, name=person.name), yes, is_asked_for=True)

    async def _new_code_for_chosen(self) -> None:
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        known = await self._ctx.attempt(self._ctx.call(people.visible_people))
        if known is None:
            return
        chosen: list[Person] = []

        async def submit(values: Mapping[str, object]) -> None:
            if values["person_id"] is None:
                raise InvalidInput({"person_id": "unknown_person"})
            chosen.append(await self._ctx.call(people.get_for_editing, values["person_id"]))

        nearby = tuple(one for one in known if access.may_create_code(self._ctx.me, one))
        fields = [FormField("person_id", _("For"), FieldKind.PERSON, nearby=nearby, required=True)]
        if await show_form(self._ctx, _("One-time code"), fields, submit, submit_label=_("Make code")):
            await self._new_code(chosen[0])

    async def open_account(self, person: Person) -> None:
        """Open an account, after a question."""
        question = format_message(_("$name can sign in again, with the same password or a new code."), name=person.name)
        if await confirm(self._ctx, _("Open account"), question, _("Open account"), is_asked_for=True):
            await self._change(partial(accounts.set_open, is_open=True), person, _("$name's account is open."))

    async def close_account(self, person: Person) -> None:
        """Close an account, after a question."""
        title = _("Close the account")
        question = _("$name cannot sign in until you reopen the account. Open sessions end now; their work is saved.")
        if await confirm(self._ctx, title, format_message(question, name=person.name), title, is_asked_for=True):
            await self._change(partial(accounts.set_open, is_open=False), person, _("$name's account is closed."))

    async def end_sessions(self, person: Person) -> None:
        """End all sessions of a person, after a question."""
        question = _("All of $name's sessions end now, on every terminal. Anything written is saved.")
        question = format_message(question, name=person.name)
        if await confirm(self._ctx, _("End sessions"), question, _("End all"), is_asked_for=True):
            await self._change(accounts.end_sessions, person, _("$name has no open sessions now."))

    async def change_administrator(self, person: Person) -> None:
        """Make a person an administrator or remove that role, after a question."""
        if person.is_administrator:
            title, yes = _("Remove administrator"), _("Remove rights")
            question = _("$name no longer manages people, accounts and forms.")
            done = _("$name is no longer an administrator.")
        else:
            title, yes = _("Administrator"), _("Make administrator")
            question = _("$name manages people, accounts, forms and the log, and never sees what others discuss.")
            done = _("$name is an administrator.")
        if await confirm(self._ctx, title, format_message(question, name=person.name), yes, is_asked_for=True):
            use_case = partial(accounts.set_administrator, administers=not person.is_administrator)
            await self._change(use_case, person, done)
