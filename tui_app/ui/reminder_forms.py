"""Choosing how one is reminded; and how everybody is, for an administrator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.reminders import Frequency, OrganisationReminders
from tui_app.services import reminders
from tui_app.services.reminders import MyReminders
from tui_app.ui.dates import weekdays
from tui_app.ui.language import LANGUAGES, _, spoken, told
from tui_app.ui.modals.form import Field, FormScreen, Kind
from tui_app.ui.reminder_words import calendar_address, rhythm_words
from tui_app.ui.text import lit

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp

Choices = tuple[tuple[object, str], ...]
Often = tuple[Frequency, int] | None
"""How often, on which weekday; None as the organisation has it."""


async def choose_reminders(app: SamtaleApp) -> None:
    """Ask somebody how they want to be reminded, and whether they want a calendar to subscribe to."""
    mine = await app.ask(reminders.mine)
    choice, general = mine.choice, mine.organisation
    usual = told(_("as usual here: $what"), what=rhythm_words(general.rhythm, general.weekday))
    often: Often = (choice.rhythm, choice.weekday) if choice.rhythm else None
    language = told(_("as usual here: $what"), what=LANGUAGES[general.language])
    fields = [
        Field("often", _("E-mail"), Kind.CHOICE, often, ((None, usual), *_often())),
        Field("language", _("Language"), Kind.CHOICE, choice.language, (("", language), *LANGUAGES.items())),
    ]
    if not general.bare:
        fields.append(Field("bare", _("Told"), Kind.CHOICE, choice.bare, _told()))
    published: Choices = ((False, _("no")), (True, _("yes, to subscribe to")))
    fields.append(Field("calendar", _("Calendar"), Kind.CHOICE, bool(choice.calendar), published))

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts import ReminderDraft, checked

        chosen = {"language": values["language"], "bare": values.get("bare", choice.bare)}
        draft = checked(ReminderDraft, _rhythm(values["often"]) | chosen | {"calendar": values["calendar"]})
        await app.ask(reminders.choose, app.parts.smith, draft)

    title = lit(_("Reminders and calendar"))
    if not await app.push_screen_wait(FormScreen(title, fields, submit, _about(mine))):
        return
    now_mine = await app.ask(reminders.mine)
    if now_mine.choice.calendar and now_mine.choice.calendar != choice.calendar:
        _tell_address(app, now_mine)
    else:
        app.tell(_("Saved."))


async def organisation_reminders(app: SamtaleApp) -> None:
    """Ask an administrator how everybody is reminded who has not chosen otherwise."""
    general: OrganisationReminders = await app.ask(reminders.organisation)
    fields = [
        Field("often", _("E-mail"), Kind.CHOICE, (general.rhythm, general.weekday), _often()),
        Field("language", _("Language"), Kind.CHOICE, general.language, tuple(LANGUAGES.items())),
        Field("bare", _("Told"), Kind.CHOICE, general.bare, _told()),
        Field("address", _("Calendars at"), value=general.address, hint="https://"),
    ]

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts import OrganisationReminderDraft, checked

        kept = {name: values[name] for name in ("language", "bare", "address")}
        await app.ask(reminders.set_organisation, checked(OrganisationReminderDraft, _rhythm(values["often"]) | kept))

    about = lit(
        _(
            "What holds for those who have not chosen for themselves. It is sent by the command samtale remind,\n"
            "and calendars are written by samtale calendars; docs/reminders.md tells how to set them up."
        ),
        "$foreground-muted",
    )
    if await app.push_screen_wait(FormScreen(lit(_("Reminders and calendars for everybody")), fields, submit, about)):
        app.tell(_("Saved."))


def _often() -> Choices:
    weekly = (((Frequency.WEEKLY, day), rhythm_words(Frequency.WEEKLY, day)) for day in range(len(weekdays(spoken()))))
    never, daily = ((one, 0) for one in (Frequency.NEVER, Frequency.DAILY))
    return ((never, rhythm_words(*never)), (daily, rhythm_words(*daily)), *weekly)


def _told() -> Choices:
    return ((False, _("what it is about")), (True, _("numbers only")))


def _rhythm(often: object) -> dict[str, object]:
    if not isinstance(often, tuple):
        return {}
    rhythm, weekday = often
    return {"rhythm": rhythm, "weekday": weekday}


def _about(mine: MyReminders) -> Content:
    """Where the letters go, and where the calendar is."""
    where = (
        told(_("Sent to $email, when there is something to say."), email=mine.person.email)
        if mine.person.email
        else _("No e-mail address is known of you, so nothing is sent. Your leader can write it in.")
    )
    lines = [where]
    if mine.choice.calendar:
        lines.append(_address_words(mine))
    return lit("\n".join(lines), "$foreground-muted")


def _address_words(mine: MyReminders) -> str:
    address = calendar_address(mine.organisation.address, mine.choice.calendar)
    if mine.organisation.address:
        return told(_("Your calendar: $address"), address=address)
    return told(_("Your calendar's file: $name. Ask an administrator where it is published."), name=address)


def _tell_address(app: SamtaleApp, mine: MyReminders) -> None:
    """The address of a new calendar, to be taken along."""
    from tui_app.ui.modals.note import NoteScreen

    lines = (
        _address_words(mine),
        _("It is there after the next round. Subscribe to it in your calendar program."),
        _("Whoever has the address can read it. Choose no and then yes again to get another one."),
    )
    app.push_screen(NoteScreen(_("Reminders and calendar"), "\n\n".join(lines)))
