"""Flows for reminders and calendars: a person's own settings, and the organisation's defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.reminders import OrganisationReminderSettings, ReminderFrequency, UndeliveredReminder
from tui_app.services.reminders import choices
from tui_app.services.reminders.choices import MyReminders
from tui_app.text.conversations.calendars import calendar_address
from tui_app.text.dates import weekday_names
from tui_app.text.i18n import INTERFACE_LANGUAGE_NAMES, _, format_message
from tui_app.text.reminder_mail import frequency_text, undelivered_line
from tui_app.ui.content import MUTED, WARNING, plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.flow import show_form

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext

ChoiceOptions = tuple[tuple[object, str], ...]
"""Values of a choice, each with its label."""
FrequencyChoice = tuple[ReminderFrequency, int] | None
"""How often and on which weekday; None for the organisation's default."""


async def edit_my_reminders(ctx: AppContext) -> None:
    """Edit how the viewer is reminded, and if they want a calendar to subscribe to."""
    current = await ctx.attempt(ctx.call(choices.own_choice))
    if current is None:
        return
    choice = current.choice

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.settings import ReminderDraft

        chosen = {
            **_frequency_values(values["often"]),
            "language": values["language"],
            "bare": values.get("bare", choice.bare),
            "calendar": values["calendar"],
        }
        await ctx.call(choices.choose, ctx.hasher, validate_draft(ReminderDraft, chosen))

    title = _("Reminders and calendar")
    if not await show_form(ctx, title, _my_reminder_fields(current), submit, _delivery_summary(current)):
        return
    saved = await ctx.attempt(ctx.call(choices.own_choice))
    if saved is not None and saved.choice.calendar and saved.choice.calendar != choice.calendar:
        _show_calendar_address(ctx, saved)
    else:
        ctx.notify(_("Saved."))


def _my_reminder_fields(current: MyReminders) -> list[FormField]:
    choice, defaults = current.choice, current.organisation
    default_frequency = frequency_text(defaults.rhythm, defaults.weekday)
    frequencies = ((None, _default_label(default_frequency)), *_frequency_options())
    frequency: FrequencyChoice = (choice.rhythm, choice.weekday) if choice.rhythm else None
    default_language = INTERFACE_LANGUAGE_NAMES[defaults.language]
    languages = (("", _default_label(default_language)), *INTERFACE_LANGUAGE_NAMES.items())
    fields = [
        FormField("often", _("E-mail"), FieldKind.CHOICE, frequency, frequencies),
        FormField("language", _("Language"), FieldKind.CHOICE, choice.language, languages),
    ]
    if not defaults.bare:
        fields.append(FormField("bare", _("Includes"), FieldKind.CHOICE, choice.bare, _detail_options()))
    calendar: ChoiceOptions = ((False, _("no")), (True, _("yes, by subscription")))
    return [*fields, FormField("calendar", _("Calendar"), FieldKind.CHOICE, bool(choice.calendar), calendar)]


def _default_label(value: str) -> str:
    return format_message(_("default: $what"), what=value)


async def edit_organisation_reminders(ctx: AppContext) -> None:
    """Edit how people are reminded who have not chosen for themselves."""
    defaults: OrganisationReminderSettings | None = await ctx.attempt(ctx.call(choices.organisation_defaults))
    undelivered: tuple[UndeliveredReminder, ...] | None = await ctx.attempt(ctx.call(choices.undelivered))
    if defaults is None or undelivered is None:
        return

    async def submit(values: Mapping[str, object]) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.settings import OrganisationReminderDraft

        chosen = {name: values[name] for name in ("language", "bare", "address")}
        draft = validate_draft(OrganisationReminderDraft, _frequency_values(values["often"]) | chosen)
        await ctx.call(choices.set_organisation_defaults, draft)

    frequency, languages = (defaults.rhythm, defaults.weekday), tuple(INTERFACE_LANGUAGE_NAMES.items())
    fields = [
        FormField("often", _("E-mail"), FieldKind.CHOICE, frequency, _frequency_options()),
        FormField("language", _("Language"), FieldKind.CHOICE, defaults.language, languages),
        FormField("bare", _("Includes"), FieldKind.CHOICE, defaults.bare, _detail_options()),
        FormField("address", _("Calendar URL"), value=defaults.address, hint="https://"),
    ]
    about = _(
        "The default for those who have not chosen for themselves. The command samtale remind "
        "sends reminders, and samtale calendars writes the calendars; docs/reminders.md explains how to set them up."
    )
    detail = _undelivered_text(undelivered) or plain(about, MUTED)
    if await show_form(ctx, _("Everyone's reminders and calendars"), fields, submit, detail):
        ctx.notify(_("Saved."))


MAX_UNDELIVERED_LISTED = 3
"""Most reminders that were not delivered whose recipients are listed; the rest are counted."""


def _undelivered_text(undelivered: Sequence[UndeliveredReminder]) -> Content:
    """Whose reminders the mail server did not take, with its words."""
    lines = [undelivered_line(one) for one in undelivered[:MAX_UNDELIVERED_LISTED]]
    if more := len(undelivered) - len(lines):
        lines.append(format_message(_("and $count more; samtale remind lists them all"), count=more))
    return plain("\n".join(lines), WARNING)


def _frequency_options() -> ChoiceOptions:
    weekly = ((ReminderFrequency.WEEKLY, day) for day in range(len(weekday_names())))
    options = ((ReminderFrequency.NEVER, 0), (ReminderFrequency.DAILY, 0), *weekly)
    return tuple((option, frequency_text(*option)) for option in options)


def _frequency_values(frequency: object) -> dict[str, object]:
    """The fields of a draft for a chosen frequency; none for the default."""
    if not isinstance(frequency, tuple):
        return {}
    rhythm, weekday = frequency
    return {"rhythm": rhythm, "weekday": weekday}


def _detail_options() -> ChoiceOptions:
    return ((False, _("details")), (True, _("counts only")))


def _delivery_summary(current: MyReminders) -> Content:
    """Where e-mail is sent, and where the calendar is."""
    if current.person.email:
        email = format_message(_("Sent to $email when there is something to report."), email=current.person.email)
    else:
        email = _("We have no e-mail address for you, so nothing is sent. Your leader can add it.")
    lines = [email, _calendar_address_text(current)] if current.choice.calendar else [email]
    return plain("\n".join(lines), MUTED)


def _calendar_address_text(current: MyReminders) -> str:
    address = calendar_address(current.organisation.address, current.choice.calendar)
    if current.organisation.address:
        return format_message(_("Your calendar: $address"), address=address)
    return format_message(_("Your calendar file: $name. Ask an administrator where it is published."), name=address)


def _show_calendar_address(ctx: AppContext, current: MyReminders) -> None:
    """Show the address of a new calendar, to be copied."""
    from tui_app.ui.dialogs.text import TextDialog

    lines = (
        _calendar_address_text(current),
        _("It appears after the next update. Subscribe to it in your calendar program."),
        _("Anyone with the address can read it. To get a new address, choose no and then yes again."),
    )
    ctx.show(TextDialog(_("Reminders and calendar"), "\n\n".join(lines)))
