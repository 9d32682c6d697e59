"""Choosing how one is reminded; and how everybody is, for an administrator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.reminders import OrganisationReminderSettings, ReminderFrequency
from tui_app.services.reminders import choices
from tui_app.services.reminders.choices import MyReminders
from tui_app.text.calendars import calendar_address
from tui_app.text.dates import weekday_names
from tui_app.text.i18n import INTERFACE_LANGUAGE_NAMES, _, format_message
from tui_app.text.reminder_mail import frequency_text
from tui_app.ui.content import plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.form import FormDialog

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext

ChoiceOptions = tuple[tuple[object, str], ...]
FrequencyChoice = tuple[ReminderFrequency, int] | None
"""How often, on which weekday; None as the organisation has it."""


async def edit_my_reminders(ctx: AppContext) -> None:
    """Ask somebody how they want to be reminded, and whether they want a calendar to subscribe to."""
    mine = await ctx.call(choices.own_choice)
    choice, general = mine.choice, mine.organisation
    usual = format_message(_("default: $what"), what=frequency_text(general.rhythm, general.weekday))
    often: FrequencyChoice = (choice.rhythm, choice.weekday) if choice.rhythm else None
    language = format_message(_("default: $what"), what=INTERFACE_LANGUAGE_NAMES[general.language])
    fields = [
        FormField("often", _("E-mail"), FieldKind.CHOICE, often, ((None, usual), *_frequency_options())),
        FormField(
            "language",
            _("Language"),
            FieldKind.CHOICE,
            choice.language,
            (("", language), *INTERFACE_LANGUAGE_NAMES.items()),
        ),
    ]
    if not general.bare:
        fields.append(FormField("bare", _("Includes"), FieldKind.CHOICE, choice.bare, _detail_options()))
    published: ChoiceOptions = ((False, _("no")), (True, _("yes, by subscription")))
    fields.append(FormField("calendar", _("Calendar"), FieldKind.CHOICE, bool(choice.calendar), published))

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.settings import ReminderDraft

        chosen = {"language": values["language"], "bare": values.get("bare", choice.bare)}
        draft = validate_draft(
            ReminderDraft, _frequency_values(values["often"]) | chosen | {"calendar": values["calendar"]}
        )
        await ctx.call(choices.choose, ctx.hasher, draft)

    title = plain(_("Reminders and calendar"))
    if not await ctx.ask(FormDialog(title, fields, submit, _delivery_summary(mine))):
        return
    now_mine = await ctx.call(choices.own_choice)
    if now_mine.choice.calendar and now_mine.choice.calendar != choice.calendar:
        _show_calendar_address(ctx, now_mine)
    else:
        ctx.notify(_("Saved."))


async def edit_organisation_reminders(ctx: AppContext) -> None:
    """Ask an administrator how everybody is reminded who has not chosen otherwise."""
    general: OrganisationReminderSettings = await ctx.call(choices.organisation_defaults)
    fields = [
        FormField("often", _("E-mail"), FieldKind.CHOICE, (general.rhythm, general.weekday), _frequency_options()),
        FormField(
            "language", _("Language"), FieldKind.CHOICE, general.language, tuple(INTERFACE_LANGUAGE_NAMES.items())
        ),
        FormField("bare", _("Includes"), FieldKind.CHOICE, general.bare, _detail_options()),
        FormField("address", _("Calendar URL"), value=general.address, hint="https://"),
    ]

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.settings import OrganisationReminderDraft

        kept = {name: values[name] for name in ("language", "bare", "address")}
        await ctx.call(
            choices.set_organisation_defaults,
            validate_draft(OrganisationReminderDraft, _frequency_values(values["often"]) | kept),
        )

    about = plain(
        _(
            "The default for those who have not chosen for themselves. The command samtale remind "
            "sends reminders,\n"
            "and samtale calendars writes the calendars; docs/reminders.md explains how to set them up."
        ),
        "$foreground-muted",
    )
    if await ctx.ask(FormDialog(plain(_("Everyone's reminders and calendars")), fields, submit, about)):
        ctx.notify(_("Saved."))


def _frequency_options() -> ChoiceOptions:
    weekly = (
        ((ReminderFrequency.WEEKLY, day), frequency_text(ReminderFrequency.WEEKLY, day))
        for day in range(len(weekday_names()))
    )
    never, daily = ((one, 0) for one in (ReminderFrequency.NEVER, ReminderFrequency.DAILY))
    return ((never, frequency_text(*never)), (daily, frequency_text(*daily)), *weekly)


def _detail_options() -> ChoiceOptions:
    return ((False, _("details")), (True, _("counts only")))


def _frequency_values(often: object) -> dict[str, object]:
    if not isinstance(often, tuple):
        return {}
    rhythm, weekday = often
    return {"rhythm": rhythm, "weekday": weekday}


def _delivery_summary(mine: MyReminders) -> Content:
    """Where the letters go, and where the calendar is."""
    where = (
        format_message(_("Sent to $email when there is something to report."), email=mine.person.email)
        if mine.person.email
        else _("We have no e-mail address for you, so nothing is sent. Your leader can add it.")
    )
    lines = [where]
    if mine.choice.calendar:
        lines.append(_calendar_address_text(mine))
    return plain("\n".join(lines), "$foreground-muted")


def _calendar_address_text(mine: MyReminders) -> str:
    address = calendar_address(mine.organisation.address, mine.choice.calendar)
    if mine.organisation.address:
        return format_message(_("Your calendar: $address"), address=address)
    return format_message(_("Your calendar file: $name. Ask an administrator where it is published."), name=address)


def _show_calendar_address(ctx: AppContext, mine: MyReminders) -> None:
    """The address of a new calendar, to be taken along."""
    from tui_app.ui.dialogs.text import TextDialog

    lines = (
        _calendar_address_text(mine),
        _("It appears after the next update. Subscribe to it in your calendar program."),
        _("Anyone with the address can read it. To get a new address, choose no and then yes again."),
    )
    ctx.show(TextDialog(_("Reminders and calendar"), "\n\n".join(lines)))
