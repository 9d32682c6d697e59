"""Which flow runs for which request. Each is imported when it is first needed, for a fast start."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from tui_app.ui import messages as ask

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext, Flow

Flowing = Coroutine[Any, Any, object]


def _open_action(ctx: AppContext, request: ask.OpenAction) -> Flowing:
    from tui_app.ui.actions.action_details import open_details

    return open_details(ctx, request.action)


def _change_actions(ctx: AppContext, request: ask.ChangeActions) -> Flowing:
    from tui_app.ui.actions.flows import change_by_key

    return change_by_key(ctx, request.verb, request.actions)


def _new_action(ctx: AppContext, request: ask.NewAction) -> Flowing:
    from tui_app.ui.actions.edit_flows import new_action

    return new_action(ctx, request.person, request.conversation_id, request.about_id)


def _edit_goal(ctx: AppContext, request: ask.EditGoal) -> Flowing:
    from tui_app.ui.actions.goal_flows import edit_goal

    return edit_goal(ctx, request.person, request.goal, request.conversation_id)


def _acknowledge_all(ctx: AppContext, request: ask.AcknowledgeAll) -> Flowing:
    from tui_app.ui.actions.acknowledgement_flows import acknowledge_all

    return acknowledge_all(ctx, request.person)


def _ask_for_follow_up(ctx: AppContext, request: ask.AskForFollowUp) -> Flowing:
    from tui_app.ui.follow_up.request_flows import ask_for_follow_up

    return ask_for_follow_up(ctx)


def _withdraw_request(ctx: AppContext, request: ask.WithdrawFollowUpRequest) -> Flowing:
    from tui_app.ui.follow_up.request_flows import withdraw_request

    return withdraw_request(ctx, request.request)


def _answer_request(ctx: AppContext, request: ask.AnswerFollowUpRequest) -> Flowing:
    from tui_app.ui.follow_up.request_flows import answer_request

    return answer_request(ctx, request.request)


def _new_team_member(ctx: AppContext, request: ask.NewTeamMember) -> Flowing:
    from tui_app.ui.people.team_flows import new_team_member

    return new_team_member(ctx)


def _edit_team_member(ctx: AppContext, request: ask.EditTeamMember) -> Flowing:
    from tui_app.ui.people.team_flows import edit_team_member

    return edit_team_member(ctx, request.person)


def _new_code(ctx: AppContext, request: ask.NewCode) -> Flowing:
    from tui_app.ui.people.account_flows import AccountFlows

    return AccountFlows(ctx).new_code(request.person)


def _read_conversation(ctx: AppContext, request: ask.ReadConversation) -> Flowing:
    from tui_app.ui.conversations.reading_flows import read_conversation

    return read_conversation(ctx, request.conversation)


def _plan_conversation(ctx: AppContext, request: ask.PlanConversation) -> Flowing:
    from tui_app.ui.conversations.planning_flows import PlanningFlows

    return PlanningFlows(ctx).plan(request.person)


def _plan_round(ctx: AppContext, request: ask.PlanRound) -> Flowing:
    from tui_app.ui.conversations.round_flows import open_round

    return open_round(ctx)


def _look_back(ctx: AppContext, request: ask.LookBackOn) -> Flowing:
    from tui_app.ui.practice.look_back import look_back_on

    return look_back_on(ctx, request.conversation_id)


def _new_topic(ctx: AppContext, request: ask.NewTopic) -> Flowing:
    from tui_app.ui.conversations.topic_flows import add_topic

    return add_topic(ctx, request.person)


def _tick_topic(ctx: AppContext, request: ask.TickTopic) -> Flowing:
    from tui_app.ui.conversations.topic_flows import mark_discussed

    return mark_discussed(ctx, request.topic)


def _follow_up_team(ctx: AppContext, request: ask.FollowUpTeam) -> Flowing:
    from tui_app.ui.follow_up.team_session import start_team_session

    return start_team_session(ctx)


def _choose_password(ctx: AppContext, request: ask.ChoosePassword) -> Flowing:
    from tui_app.ui.sign_in.credentials import choose_password

    return choose_password(ctx)


def _choose_pin(ctx: AppContext, request: ask.ChoosePin) -> Flowing:
    from tui_app.ui.sign_in.credentials import choose_pin

    return choose_pin(ctx)


def _set_computer_use(ctx: AppContext, request: ask.SetComputerUse) -> Flowing:
    from tui_app.ui.sign_in.credentials import set_computer_use

    return set_computer_use(ctx, several=request.several)


def _ask_computer_use(ctx: AppContext, request: ask.AskComputerUse) -> Flowing:
    from tui_app.ui.sign_in.credentials import ask_computer_use

    return ask_computer_use(ctx)


def _review_used_codes(ctx: AppContext, request: ask.ReviewUsedCodes) -> Flowing:
    from tui_app.ui.sign_in.code_alerts import review_codes_after_sign_in, review_codes_on_own_computer

    return review_codes_on_own_computer(ctx) if request.on_own_computer else review_codes_after_sign_in(ctx)


def _choose_reminders(ctx: AppContext, request: ask.ChooseReminders) -> Flowing:
    from tui_app.ui.administration.reminder_settings import edit_my_reminders

    return edit_my_reminders(ctx)


def _organisation_reminders(ctx: AppContext, request: ask.SetOrganisationReminders) -> Flowing:
    from tui_app.ui.administration.reminder_settings import edit_organisation_reminders

    return edit_organisation_reminders(ctx)


def _answer_whether_heard(ctx: AppContext, request: ask.AnswerWhetherHeard) -> Flowing:
    from tui_app.ui.practice.listening_flows import answer_whether_heard

    return answer_whether_heard(ctx, request.question)


FLOWS: dict[type[ask.Request], Flow] = {
    ask.OpenAction: _open_action,
    ask.ChangeActions: _change_actions,
    ask.NewAction: _new_action,
    ask.EditGoal: _edit_goal,
    ask.AcknowledgeAll: _acknowledge_all,
    ask.AskForFollowUp: _ask_for_follow_up,
    ask.WithdrawFollowUpRequest: _withdraw_request,
    ask.AnswerFollowUpRequest: _answer_request,
    ask.NewTeamMember: _new_team_member,
    ask.EditTeamMember: _edit_team_member,
    ask.NewCode: _new_code,
    ask.ReadConversation: _read_conversation,
    ask.PlanConversation: _plan_conversation,
    ask.PlanRound: _plan_round,
    ask.LookBackOn: _look_back,
    ask.NewTopic: _new_topic,
    ask.TickTopic: _tick_topic,
    ask.FollowUpTeam: _follow_up_team,
    ask.ChoosePassword: _choose_password,
    ask.ChoosePin: _choose_pin,
    ask.SetComputerUse: _set_computer_use,
    ask.AskComputerUse: _ask_computer_use,
    ask.ReviewUsedCodes: _review_used_codes,
    ask.ChooseReminders: _choose_reminders,
    ask.SetOrganisationReminders: _organisation_reminders,
    ask.AnswerWhetherHeard: _answer_whether_heard,
}
