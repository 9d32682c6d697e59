"""The flows that join two entries of one person, and remove one made by mistake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError
from tui_app.domain.people.joining import Entry, JoinPreview
from tui_app.domain.records.person import Person
from tui_app.services.people import joining, people
from tui_app.text.administration.joining import belongings_text, entry_text, preview_text
from tui_app.text.i18n import _, format_message
from tui_app.ui.content import plain
from tui_app.ui.dialogs.flow import call_and_notify, confirm, show_form

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


class JoiningFlows:
    """Each method is one flow."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx

    async def join(self, person: Person) -> None:
        """Ask for the other entry and which one stays, show what becomes of both, and join them."""
        preview = await self._ask_for_other(person)
        preview = await self._ask_who_stays(preview) if preview else None
        if preview is None:
            return
        kept, removed = preview.kept.person, preview.removed.person
        question = format_message(
            _("From now on everything is $name's, and the other entry is gone. This cannot be undone."), name=kept.name
        )
        reading = plain(preview_text(preview))
        if await confirm(self._ctx, _("Join two entries"), question, _("Join"), reading=reading):
            done = format_message(_("The two entries are one now: $name."), name=kept.name)
            await call_and_notify(self._ctx, joining.join, kept, removed, done=done)

    async def _ask_for_other(self, person: Person) -> JoinPreview | None:
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        async def submit(values: Mapping[str, object]) -> None:
            other_id = values["person_id"]
            assert isinstance(other_id, int)
            found.append(await self._ctx.call(joining.preview, person.id, other_id))

        found: list[JoinPreview] = []
        namesakes = await self._ctx.attempt(self._ctx.call(people.namesakes, person.name)) or []
        nearby = tuple(one for one in namesakes if one.id != person.id)
        field = FormField("person_id", _("Other entry"), FieldKind.PERSON, nearby=nearby, required=True)
        about = format_message(_("$entry is in here twice? Choose the other entry."), entry=entry_text(person))
        await show_form(self._ctx, _("Join two entries"), [field], submit, plain(about), submit_label=_("Go on"))
        return found[-1] if found else None

    async def _ask_who_stays(self, proposed: JoinPreview) -> JoinPreview | None:
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        async def submit(values: Mapping[str, object]) -> None:
            ids = (proposed.kept.person.id, proposed.removed.person.id)
            found.append(await self._ctx.call(joining.preview, *ids, int(str(values["kept"]))))

        found: list[JoinPreview] = []
        entries = (proposed.kept, proposed.removed)
        choices = tuple((entry.person.id, entry_text(entry.person)) for entry in entries)
        field = FormField("kept", _("Stays"), FieldKind.CHOICE, proposed.kept.person.id, choices)
        about = plain("\n".join(map(_with_belongings, entries)))
        await show_form(self._ctx, _("Which entry stays?"), [field], submit, about, submit_label=_("Go on"))
        return found[-1] if found else None

    async def remove(self, person: Person) -> None:
        """Remove a person who was added by mistake, after a question; or say what keeps them."""
        try:
            shown = await self._ctx.call(joining.check_removal, person.id)
        except DomainError as error:
            self._ctx.notify_error(error)
            return
        question = format_message(
            _("Was $entry added by mistake? Nothing is stored about them. Removing cannot be undone."),
            entry=entry_text(shown),
        )
        if await confirm(self._ctx, _("Remove person"), question, _("Remove")):
            done = format_message(_("$name has been removed."), name=shown.name)
            await call_and_notify(self._ctx, joining.remove, shown, done=done)


def _with_belongings(entry: Entry) -> str:
    return f"{entry_text(entry.person)}: {belongings_text(entry.belongings)}"
