"""The status of each area of administration, in one line."""

from __future__ import annotations

from datetime import date, datetime

from textual.content import Content

from tui_app.domain.records.person import StandIn
from tui_app.services.administration.overview import AdministrationOverview
from tui_app.text.dates import short_date
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.text.people import name_with_status
from tui_app.text.reminders.mail import frequency_text
from tui_app.ui import content
from tui_app.ui.content import plain

EXPIRY_WARNING_DAYS = 2
"""A one-time code that expires within this many days is shown as a warning."""


def people_status(overview: AdministrationOverview, now: datetime) -> Content:
    """How many people there are, and which accounts need attention."""
    accounts, today = overview.accounts, now.date()
    people = format_message(ngettext("$count person", "$count people", accounts.people), count=accounts.people)
    line = plain(people)
    if count := accounts.without_sign_in:
        line += plain(" · " + format_message(_("$count without sign-in"), count=count), content.WARNING)
    if accounts.code_until is not None:
        until = accounts.code_until.astimezone(now.tzinfo).date()
        message = ngettext("$count code until $day", "$count codes, the first until $day", accounts.codes)
        codes = format_message(message, count=accounts.codes, day=short_date(until, today))
        expires_soon = (until - today).days <= EXPIRY_WARNING_DAYS
        line += plain(" · " + codes, content.WARNING if expires_soon else content.MUTED)
    if (count := accounts.without_leader) > 1:  # the top leader has none
        line += plain(" · " + format_message(_("$count without a leader"), count=count), content.WARNING)
    return line


def stand_in_status(overview: AdministrationOverview, today: date) -> Content:
    """The first stand-in of today, and how many others there are."""
    current = [one for one in overview.stand_ins if one.first <= today]
    later = [one for one in overview.stand_ins if one.first > today]
    parts = [_stand_in_text(one, today) for one in current[:1]]
    if len(current) > 1:
        parts.append(format_message(_("$count more today"), count=len(current) - 1))
    if later:
        parts.append(format_message(_("$count from $day"), count=len(later), day=short_date(later[0].first, today)))
    return plain(" · ".join(parts)) if parts else plain(_("No stand-ins now."), content.MUTED)


def _stand_in_text(stand_in: StandIn, today: date) -> str:
    return format_message(
        _("$name for $leader until $last"),
        name=name_with_status(stand_in.stand_in_name, stand_in.stand_in_end, today),
        leader=name_with_status(stand_in.leader_name, stand_in.leader_end, today),
        last=short_date(stand_in.last, today),
    )


def form_status(overview: AdministrationOverview) -> Content:
    """How many forms are in use, and how many are drafts."""
    line = plain(format_message(_("$count in use"), count=overview.forms))
    if count := overview.drafts:
        drafts = format_message(ngettext("$count draft", "$count drafts", count), count=count)
        line += plain(" · " + drafts, content.WARNING)
    return line


def retention_status(overview: AdministrationOverview, now: datetime) -> Content:
    """The last erasure, and how many holds there are."""
    if overview.last_erasure is None:
        line = plain(_("Nothing erased yet."), content.MUTED)
    else:
        day = overview.last_erasure.at.astimezone(now.tzinfo).date()
        line = plain(format_message(_("Last erased $day"), day=short_date(day, now.date())))
    if count := overview.holds:
        holds = format_message(ngettext("$count erasure hold", "$count erasure holds", count), count=count)
        line += plain(" · " + holds, content.WARNING)
    return line


def organisation_status(overview: AdministrationOverview) -> Content:
    """The country and the time zone."""
    organisation = overview.organisation
    zone = organisation.zone or _("each computer's own time zone")
    return plain(" · ".join((organisation.country, zone)), content.MUTED)


def reminder_status(overview: AdministrationOverview) -> Content:
    """How often reminders are sent unless people choose otherwise, and how many were not delivered."""
    if count := overview.undelivered:
        message = ngettext("$count e-mail was not delivered", "$count e-mails were not delivered", count)
        return plain(format_message(message, count=count), content.WARNING)
    frequency = frequency_text(overview.reminders.rhythm, overview.reminders.weekday)
    return plain(format_message(_("E-mail $often, unless they choose otherwise"), often=frequency), content.MUTED)


def audit_log_status(overview: AdministrationOverview) -> Content:
    """How many sign-ins were refused lately; if none, what the log contains."""
    count = overview.accounts.refused
    if not count:
        return plain(_("Who did what, but not what anyone wrote."), content.MUTED)
    message = ngettext("$count refused sign-in this week", "$count refused sign-ins this week", count)
    return plain(format_message(message, count=count))
