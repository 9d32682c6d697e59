"""A clock that was ahead, and is right again: what it stored in the future is not trusted."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tests.services.accounts.signing_in import WARD, refusal, signed_up
from tests.services.hasher import HASHER, PASSWORD
from tests.services.sample_conversations import DAY, Cast, planned
from tui_app.domain.accounts.accounts import PeopleFilter
from tui_app.domain.accounts.credentials import CODE_VALID_FOR
from tui_app.domain.accounts.sign_in_delays import DELAY_SECONDS
from tui_app.domain.actions.nudges import COMMENTS_SHOWN_FOR
from tui_app.domain.audit import AuditKind
from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.dates.clock import is_from_wrong_clock
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import RoundDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.form_drafts import FORM_DRAFT_LIFETIME, FormDraftKey
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.retention import RetentionKind
from tui_app.services import access_log, activity, form_drafts, my_data
from tui_app.services.accounts import account_events, accounts, sessions
from tui_app.services.actions import acknowledgements, actions
from tui_app.services.administration import erasure, retention
from tui_app.services.conversations import conversation_view, planning, rounds
from tui_app.services.people import people, team
from tui_app.services.reminders import delivery
from tui_app.storage import reminders
from tui_app.storage.database import reading, writing
from tui_app.storage.tables import registry as tables

AHEAD = (timedelta(minutes=10), timedelta(hours=2), timedelta(days=1), timedelta(days=3), timedelta(days=400))
ahead_by = pytest.mark.parametrize("lead", AHEAD, ids=str)


@ahead_by
def test_wrong_tries_of_then_keep_nobody_waiting(kari: Viewer, ola: Person, now: datetime, lead: timedelta) -> None:
    signed_up(kari, ola, now)
    moment = now + lead
    for _ in DELAY_SECONDS * 2:
        refused = refusal(moment, HASHER, WARD, ola.name, "wrong")
        moment += timedelta(seconds=float(str(refused.values["seconds"])))
    assert sessions.sign_in(now, HASHER, WARD, ola.name, PASSWORD) is not None


@ahead_by
def test_wrong_tries_wait_again_once_the_clock_is_right(
    kari: Viewer, ola: Person, now: datetime, lead: timedelta
) -> None:
    signed_up(kari, ola, now)
    for _ in range(4):
        refusal(now + lead, HASHER, WARD, ola.name, "wrong")
    assert refusal(now, HASHER, WARD, ola.name, "wrong").code == "sign_in_refused"
    assert refusal(now, HASHER, WARD, ola.name, "wrong").code == "sign_in_wait"


@ahead_by
def test_a_code_made_then_is_not_valid_for_longer_than_codes_are(
    kari: Viewer, ola: Person, now: datetime, lead: timedelta
) -> None:
    code = accounts.issue_code(kari, now + lead, HASHER, ola.id)
    assert refusal(now, HASHER, WARD, ola.name, code).code == "code_expired"
    waiting = accounts.search(kari, now, "ola", PeopleFilter.WITHOUT_SIGN_IN)
    assert [person.id for person, _ in waiting] == [ola.id]
    again = accounts.issue_code(kari, now, HASHER, ola.id)
    assert sessions.sign_in(now + CODE_VALID_FOR - timedelta(minutes=1), HASHER, WARD, ola.name, again) is None


@ahead_by
def test_reminders_go_on(kari: Viewer, now: datetime, lead: timedelta) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg", "email": "per@example.org"}))
    for recipient in delivery.recipients(now + lead):
        delivery.claim(now + lead, recipient)
    if (now + lead).date() > now.date():
        assert [recipient.person_id for recipient in delivery.recipients(now)] == [per.id]
        for recipient in delivery.recipients(now):
            assert delivery.claim(now, recipient)
    assert not list(delivery.recipients(now))


def test_a_choice_made_then_stops_no_reminder(kari: Viewer, now: datetime) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg", "email": "per@example.org"}))
    with writing(viewer_of(per)):
        reminders.save_choice(per.id, {"rhythm": "weekly", "weekday": 0, "since": now.date() + timedelta(days=400)})
    assert [recipient.person_id for recipient in delivery.recipients(now)] == [per.id]


@ahead_by
def test_each_visit_is_logged_again(cast: Cast, now: datetime, lead: timedelta) -> None:
    conversation_id = planned(cast, now)
    conversation_view.get_view(cast.leader, now + lead, conversation_id)
    before = len(access_log.entries_about_me(cast.employee, now))
    conversation_view.get_view(cast.leader, now, conversation_id)
    opened = [entry.entry.kind for entry in access_log.entries_about_me(cast.employee, now)]
    assert len(opened) == before + 1
    assert opened[0] is AuditKind.OPENED


@ahead_by
def test_a_form_draft_runs_out(kari: Viewer, now: datetime, lead: timedelta) -> None:
    key, other = FormDraftKey("action", None), FormDraftKey("goal", None)
    form_drafts.save(kari, now + lead, key, "Title", {"text": "Typed"})
    form_drafts.save(kari, now, other, "Other", {"text": "Typed"})
    assert form_drafts.get(kari, now, key) is not None
    assert form_drafts.get(kari, now + FORM_DRAFT_LIFETIME + timedelta(minutes=2), key) is None


@ahead_by
def test_a_nudge_of_then_does_not_stop_the_next(kari: Viewer, ola: Person, now: datetime, lead: timedelta) -> None:
    draft = validate_draft(ActionDraft, {"text": "Ring", "responsible_id": ola.id, "due": now.date()})
    action_id = actions.add(kari, now - timedelta(days=3), ola.id, draft).subject_id
    late = now + timedelta(days=2)
    acknowledgements.remind_responsible(kari, late + lead, action_id)
    if (late + lead).date() > late.date():
        assert acknowledgements.remind_responsible(kari, late, action_id).batch


def test_codes_used_are_told_although_the_last_question_was_in_the_future(
    kari: Viewer, ola: Person, now: datetime
) -> None:
    signed_up(kari, ola, now)
    told = account_events.codes_used(viewer_of(ola), now, now + timedelta(days=400))
    assert [use.at for use in told] == [now]


@ahead_by
def test_a_comment_of_then_is_shown_as_long_as_any(kari: Viewer, ola: Person, now: datetime, lead: timedelta) -> None:
    draft = validate_draft(ActionDraft, {"text": "Ring", "responsible_id": ola.id, "due": now.date()})
    action_id = actions.add(kari, now, ola.id, draft).subject_id
    actions.comment(kari, now + lead, action_id, "Husk kaffe")
    actions.comment(kari, now, actions.add(kari, now, ola.id, draft).subject_id, "Noe annet")
    assert action_id in acknowledgements.own_notices(viewer_of(ola), now)
    late = now + COMMENTS_SHOWN_FOR + max(lead - timedelta(days=3), timedelta(0))
    if is_from_wrong_clock(now + lead, late + timedelta(days=1)):
        assert not acknowledgements.own_notices(viewer_of(ola), late + timedelta(days=1))


@ahead_by
def test_what_was_stored_then_is_kept_for_its_period(cast: Cast, now: datetime, lead: timedelta) -> None:
    conversation_id = planned(cast, now)
    conversation_view.get_view(cast.leader, now + lead, conversation_id)
    activity.mark_seen(cast.leader, now + lead, 1)
    kept = retention.overview(cast.administrator, now).months[RetentionKind.SIGN_INS]
    erasure.erase_due(cast.administrator, now, "Slettet")

    def visits() -> int:
        with reading():
            return int(tables.Visit.select().where(tables.Visit.person == cast.leader.id).count())

    assert visits() == 1
    over = datetime.combine(add_months(now.date(), kept), now.timetz())
    erasure.erase_due(cast.administrator, over - timedelta(days=1), "Slettet")
    assert visits() == 1
    erasure.erase_due(cast.administrator, over + timedelta(days=4), "Slettet")
    assert visits() == 0


def test_what_people_plan_ahead_is_no_wrong_clock(cast: Cast, now: datetime) -> None:
    conversation_id = planned(cast, now)
    forecasts = {one.kind: one.first for one in my_data.overview(cast.employee, now).erasure_dates}
    conversation = conversation_view.get_view(cast.employee, now, conversation_id).conversation
    months = retention.overview(cast.administrator, now).months[RetentionKind.UNSIGNED]
    assert conversation.on > now.date()
    assert forecasts[RetentionKind.UNSIGNED] == add_months(conversation.on, months)


@ahead_by
def test_a_conversation_held_then_stands_in_no_ones_way(cast: Cast, now: datetime, lead: timedelta) -> None:
    conversation_id = planned(cast, now)
    planning.start(cast.leader, now + lead, conversation_id)
    facts = next(
        row.facts for row in team.overview(cast.leader, now, cast.leader.id).rows if row.person.id == cast.employee.id
    )
    assert facts.last_conversation in (None, now.date())
    draft = validate_draft(
        RoundDraft,
        {"template_id": cast.template_id, "first": DAY, "last": DAY + timedelta(days=4), "months": 1},
    )
    proposed = [slot.person.id for slot in rounds.propose_round(cast.leader, now, draft).slots]
    assert (cast.employee.id in proposed) is ((now + lead).date() > now.date())


def test_a_code_used_in_the_future_is_told_once(kari: Viewer, ola: Person, now: datetime) -> None:
    ahead = now + timedelta(days=400)
    code = accounts.issue_code(kari, ahead, HASHER, ola.id)
    sessions.choose_password_with_code(ahead, HASHER, WARD, ola.name, code, PASSWORD)
    me = viewer_of(ola)
    assert len(account_events.codes_used(me, now, now - timedelta(hours=1))) == 1
    later = now + timedelta(hours=1)
    accounts.issue_code(kari, now + timedelta(minutes=5), HASHER, kari_report(kari, now))
    assert account_events.codes_used(me, later, now + timedelta(minutes=10)) == ()


def kari_report(kari: Viewer, now: datetime) -> int:
    """Somebody else, about whom something is logged."""
    return people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"})).id
