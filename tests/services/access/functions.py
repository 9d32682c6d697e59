"""Every function of the services, and those that are called by nobody who is signed in."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

from tui_app import services


def every_function() -> dict[str, bool]:
    """Every function of the services, and whether it takes a viewer."""
    found = {}
    for module in pkgutil.walk_packages(services.__path__, "tui_app.services."):
        if module.name.startswith("tui_app.services.demo"):
            continue
        room = importlib.import_module(module.name)
        for name, function in inspect.getmembers(room, inspect.isfunction):
            first = next(iter(inspect.signature(function).parameters), "")
            if function.__module__ == room.__name__ and not name.startswith("_"):
                found[f"{module.name.removeprefix('tui_app.services.')}.{name}"] = first == "viewer"
    return found


HELPERS = {
    "practice.figures.values_of_periods",
    "actions.actions.for_reader",
    "authorize.require_account_administrator",
    "change_stamp.change_stamp",
    "conversations.planning.store_plan",
    "follow_up.team_session.advance",
    "minutes.agreements.agreed_in",
    "minutes.agreements.changed_since_submission",
    "minutes.comments.save_remark",
    "minutes.steps.change_conversation",
    "minutes.steps.get_own_draft",
    "minutes.steps.start_minutes",
    "minutes.steps.step_conversation",
    "minutes.steps.step_minutes",
    "people.people.record_new_leaders",
    "conversations.leader_handover.move_planned_conversations",
    "administration.retention.erase_preparations_at_signing",
    "authorize.get_page_person",
    "authorize.get_workable_action",
    "authorize.get_own_conversation",
    "authorize.require_open_minutes",
    "people.open_items.of_leavers",
    "access_log.record",
    "access_log.record_opening",
}
"""Called by services inside a scope, never by a screen."""
BEFORE_SIGN_IN = {
    "accounts.first_start.passwords_in_use",
    "accounts.first_start.is_empty",
    "accounts.first_start.identify",
    "accounts.first_start.create_first_person",
    "accounts.signed_in.call_as",
    "accounts.sessions.choose_password_with_code",
    "accounts.sessions.suggest_people",
    "accounts.sessions.sign_in",
    "accounts.sessions.sign_out",
    "accounts.sessions.unlock",
    "accounts.signed_in.get_viewer",
}
"""Called before anybody is signed in; the tests of accounts and people check what they return."""
COMMAND_LINE_ONLY = {
    "maintenance.moving.give_codes_to_administrators",
    "maintenance.moving.way_to_sign_in",
    "accounts.administrators.appoint_at_prompt",
    "accounts.administrators.nobody_administers",
    "maintenance.backup.create",
    "maintenance.backup.backup_name",
    "maintenance.backup.restore",
    "maintenance.doctor.diagnose",
    "administration.time_zone.set_initial_time_zone",
    "reminders.delivery.claim",
    "reminders.delivery.record_nothing_to_send",
    "reminders.delivery.recipients",
    "reminders.delivery.record_rejection",
    "reminders.delivery.record_result",
    "reminders.delivery.subscribers",
    "reminders.delivery.undelivered",
    "administration.erasure.erase_due_by_timer",
    "administration.retention.overview_for_timer",
    "maintenance.integrity.contents",
    "access_log.record_maintenance",
    "maintenance.rekey.replace_sign_in_key",
    "maintenance.integrity.verify",
}
"""For the person who operates the database, or their timer; no screen calls them."""
WITHOUT_VIEWER = {
    "accounts.administrators.has_way_in",
    "people.people.stand_in_entries",
    "administration.organisation.conversation_minutes",
    "accounts.administrators.keeping_an_administrator",
    "accounts.credentials.count_attempt",
    "accounts.credentials.find_by_identifier",
    "accounts.credentials.verify_attempt",
    "authorize.get_person",
    "authorize.require",
    "authorize.require_named_reader",
    "change_stamp.change_or_conflict",
    "change_stamp.conflict",
    "administration.public_holidays.save_learned",
    "administration.public_holidays.load",
    "actions.acknowledgements.notices_for",
    "administration.time_zone.time_zone_name",
    "practice.sessions.sessions_per_year",
    "authorize.find_new_leader",
    "administration.retention.erases_at_signing",
    "administration.retention.purge_after_signing",
    "administration.retention.last_receipt",
    "administration.retention.current_months",
    "administration.retention.count_from_first_noticed",
    "administration.retention.find_due",
    "people.open_items.of_people_leaving",
    "people.open_items.leaders_leaving",
    "follow_up.due_dates.with_due_dates",
    "follow_up.due_dates.schedules_of",
    "follow_up.due_dates.pauses_by_person",
    "follow_up.due_dates.pauses_on",
    "accounts.credentials.check_password_rules",
    "accounts.credentials.require_unchanged",
    "accounts.credentials.check_sign_in_key",
    "conversations.conversation_form.check_sections",
    "validation.checked_note",
    "conversations.conversation_form.form_of",
    "conversations.conversation_form.preparation_form_of",
    "conversations.conversation_view.may_see_draft",
}
"""For the whole organisation, or for records whose access has been checked."""
