"""What can be done from the palette, under the name that people look for, with its key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from textual.message import Message

from tui_app.domain.accounts.codes import CodeScope
from tui_app.domain.languages import INTERFACE_LANGUAGES
from tui_app.domain.practice.sessions import FORMATS
from tui_app.domain.records.person import Person
from tui_app.text.i18n import _, language_name
from tui_app.text.practice.formats import FORMAT_NAMES
from tui_app.ui import app_messages, messages
from tui_app.ui.account_messages import OpenCodes
from tui_app.ui.key_changes.changes import keymap_of, usual_keys
from tui_app.ui.theme import THEMES
from tui_app.ui.widgets.frame import MODE_TABS
from tui_app.ui.widgets.key_names import key_name

if TYPE_CHECKING:
    from textual.app import App

    from tui_app.ui.context import AppContext


class Command(Struct, frozen=True):
    """A command: its label, the request that it makes, and the key that does the same, if there is one."""

    label: str
    request: Message
    key: str = ""


def commands(ctx: AppContext, app: App[Any], *, leads: bool) -> Iterator[Command]:
    """The commands for the person who is signed in."""
    named = keymap_of(app)

    def key(name: str) -> str:
        return key_name((named.get(name) or usual_keys(name)).partition(",")[0])

    for mode, (figure, _label) in MODE_TABS.items():
        if ctx.computer.has_mode(mode):
            yield Command(_(MODE_LABELS[mode]), app_messages.GoToMode(mode), figure)
    about_id = getattr(app.screen_stack[-2] if len(app.screen_stack) > 1 else app.screen, "about_id", 0)
    me = Person(ctx.me.id, ctx.me.name)
    if leads:
        yield Command(_("New action"), messages.NewAction(None, about_id=about_id), key("add"))
    yield Command(_("New action for me"), messages.NewAction(me), "" if leads else key("add"))
    if leads or ctx.me.is_administrator:
        yield Command(_("Add a person to my team"), messages.NewTeamMember(), key("person"))
    yield Command(_("Follow up my team"), messages.FollowUpTeam(), key("follow-up-all"))
    yield Command(_("Schedule"), messages.OpenSchedule(), key("schedule"))
    yield Command(_("Plan a conversation"), messages.PlanConversation(), key("conversation"))
    yield Command(_("Plan a round"), messages.PlanRound(), key("round"))
    yield Command(_("Make a one-time code"), messages.NewCode(), key("code"))
    if leads:
        yield Command(_("Make one-time codes for my team"), OpenCodes(CodeScope.TEAM), key("codes"))
    yield Command(_("Timeline"), messages.OpenTimeline(me), key("timeline"))
    yield Command(_("Access log"), messages.OpenAuditLog(), key("access-log"))
    yield Command(_("My data"), messages.OpenMyData(), key("my-data"))
    yield Command(_("What's new"), app_messages.ShowNews(), key("news"))
    yield Command(_("Ask for a follow-up"), messages.AskForFollowUp(), key("request"))
    if ctx.computer.has_mode("practice"):
        yield from _exercises()
    if ctx.computer.administers:
        yield from _for_administrators()
    yield Command(_("Undo the last change"), app_messages.UndoLastChange(), key("undo"))
    yield Command(_("Lock"), app_messages.LockNow(), key_name("f4"))
    yield from _settings(key("settings"))
    yield Command(_("Help: keys on this screen"), app_messages.ShowHelp(), key_name("f1"))
    ends = _("Finish") if ctx.computer.takes_turns else _("Quit")
    yield Command(ends, app_messages.Quit(), key_name("ctrl+q"))


MODE_LABELS = {mode: label for mode, (_key, label) in MODE_TABS.items()} | {"admin": "Administration"}


def _exercises() -> Iterator[Command]:
    for one, facts in FORMATS.items():
        if not facts.is_shared:
            yield Command(f"{_('Practice')}: {_(FORMAT_NAMES[one])}", messages.OpenPractice(one))


def _for_administrators() -> Iterator[Command]:
    yield Command(_("People and accounts"), messages.OpenPeople())
    yield Command(_("Make one-time codes for everybody"), OpenCodes(CodeScope.ALL))
    yield Command(_("Stand-ins"), messages.OpenStandIns())
    yield Command(_("Audit log"), messages.OpenAuditLog(whole=True))
    yield Command(_("Import a staff list"), messages.OpenImport())
    yield Command(_("Forms"), messages.OpenForms())
    yield Command(_("Retention"), messages.OpenRetention())
    yield Command(_("Everyone's reminders and calendars"), messages.SetOrganisationReminders())


def _settings(key: str) -> Iterator[Command]:
    yield Command(_("Settings: language and theme"), app_messages.ShowSettings(), key)
    yield Command(_("Reminders and calendar"), messages.ChooseReminders())
    yield Command(_("Choose a password"), messages.ChoosePassword())
    yield Command(_("Choose a PIN"), messages.ChoosePin())
    for code in INTERFACE_LANGUAGES:
        yield Command(f"{_('Language')}: {language_name(code)}", app_messages.ChangeLanguage(code))
    for name, label in THEMES.items():
        yield Command(f"{_('Theme')}: {_(label)}", app_messages.ChangeTheme(name))
