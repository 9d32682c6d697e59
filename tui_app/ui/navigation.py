"""The modes, and which screen opens for which request. Each is imported when it is first opened, for a fast start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from tui_app.ui import account_messages
from tui_app.ui import messages as ask


def _team() -> Screen[None]:
    from tui_app.ui.team.team_screen import TeamScreen

    return TeamScreen()


def _actions() -> Screen[None]:
    from tui_app.ui.actions.actions_screen import ActionsScreen

    return ActionsScreen()


def _conversations() -> Screen[None]:
    from tui_app.ui.conversations.conversations_screen import ConversationsScreen

    return ConversationsScreen()


def _my_page() -> Screen[None]:
    from tui_app.ui.people.person_screen import PersonScreen

    return PersonScreen(None)


def _figures() -> Screen[None]:
    from tui_app.ui.figures.figures_screen import FiguresScreen

    return FiguresScreen()


def _administration() -> Screen[None]:
    from tui_app.ui.administration.administration_screen import AdministrationScreen

    return AdministrationScreen()


def _practice() -> Screen[None]:
    from tui_app.ui.practice.practice_screen import PracticeScreen

    return PracticeScreen()


def _sign_in() -> Screen[None]:
    from tui_app.ui.sign_in.sign_in_screen import SignInScreen

    return SignInScreen()


SIGN_IN = "sign_in"
"""The mode of the sign-in screen; while it is in front, no other screen is open."""
MODES: dict[str, Callable[[], Screen[None]]] = {
    "team": _team,
    "actions": _actions,
    "conversations": _conversations,
    "me": _my_page,
    "figures": _figures,
    "admin": _administration,
    "practice": _practice,
    SIGN_IN: _sign_in,
}
"""The modes; each keeps its screens while another one is in front."""


def _person(request: ask.OpenPerson) -> Screen[Any]:
    from tui_app.ui.people.person_screen import PersonScreen

    return PersonScreen(request.person_id, request.action_id)


def _conversation(request: ask.OpenConversation) -> Screen[Any]:
    from tui_app.ui.conversations.view.screen import ConversationScreen

    return ConversationScreen(request.conversation_id)


def _staff_import(request: ask.OpenImport) -> Screen[Any]:
    from tui_app.ui.people.staff_import.import_screen import StaffImportScreen

    return StaffImportScreen()


def _retention(request: ask.OpenRetention) -> Screen[Any]:
    from tui_app.ui.administration.retention_screen import RetentionScreen

    return RetentionScreen()


def _my_data(request: ask.OpenMyData) -> Screen[Any]:
    from tui_app.ui.my_data.my_data_screen import MyDataScreen

    return MyDataScreen()


def _people(request: ask.OpenPeople) -> Screen[Any]:
    from tui_app.ui.people.people_screen import PeopleScreen

    return PeopleScreen(request.which)


def _codes(request: account_messages.OpenCodes) -> Screen[Any]:
    from tui_app.ui.people.codes.codes_screen import CodesScreen

    return CodesScreen(request.scope)


def _stand_ins(request: ask.OpenStandIns) -> Screen[Any]:
    from tui_app.ui.administration.stand_ins_screen import StandInsScreen

    return StandInsScreen()


def _forms(request: ask.OpenForms) -> Screen[Any]:
    if request.template_id:
        from tui_app.ui.forms.form_editor_screen import FormEditorScreen

        return FormEditorScreen(request.template_id)
    from tui_app.ui.forms.forms_screen import FormsScreen

    return FormsScreen()


def _audit_log(request: ask.OpenAuditLog) -> Screen[Any]:
    from tui_app.ui.administration.audit_log_screen import AuditLogScreen

    return AuditLogScreen(whole=request.whole, conversation_id=request.conversation_id)


def _schedule(request: ask.OpenSchedule) -> Screen[Any]:
    from tui_app.ui.follow_up.schedule_screen import FollowUpScheduleScreen

    return FollowUpScheduleScreen(request.person_id)


def _follow_up_session(request: ask.OpenFollowUpSession) -> Screen[Any]:
    from tui_app.ui.follow_up.session_screen import FollowUpSessionScreen

    return FollowUpSessionScreen(request.person_id)


def _timeline(request: ask.OpenTimeline) -> Screen[Any]:
    from tui_app.ui.people.timeline_screen import TimelineScreen

    return TimelineScreen(request.person)


def _practice_format(request: ask.OpenPractice) -> Screen[Any]:
    from tui_app.ui.practice.formats import FORMAT_SCREENS

    return FORMAT_SCREENS[request.format](request.conversation_id)


SCREENS: dict[type[ask.Request], Callable[[Any], Screen[Any]]] = {
    ask.OpenPerson: _person,
    ask.OpenConversation: _conversation,
    ask.OpenImport: _staff_import,
    ask.OpenRetention: _retention,
    ask.OpenMyData: _my_data,
    ask.OpenPeople: _people,
    account_messages.OpenCodes: _codes,
    ask.OpenStandIns: _stand_ins,
    ask.OpenForms: _forms,
    ask.OpenAuditLog: _audit_log,
    ask.OpenSchedule: _schedule,
    ask.OpenFollowUpSession: _follow_up_session,
    ask.OpenTimeline: _timeline,
    ask.OpenPractice: _practice_format,
}
