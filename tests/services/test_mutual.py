"""Leader and employee see that somebody cares: asking, reminding, answering, and what happened since the last visit."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.conftest import viewer_of
from tests.services import talks
from tests.services.talks import Cast
from tests.services.test_showing import new_leader
from tui_app.domain.actions import Acknowledge, SetStatus
from tui_app.domain.drafts import ActionDraft, FollowUpDraft, PersonDraft, PlanDraft, RequestDraft, checked
from tui_app.domain.mutual import NUDGE_EVERY
from tui_app.domain.records import ActionStatus, ChangeKind, Person, Subject, Viewer
from tui_app.domain.refusals import NotAllowed, NotFound, Refusal
from tui_app.domain.retention import PERIODS, Kept, Thing, What
from tui_app.domain.rounds import months_before
from tui_app.domain.team import Reason
from tui_app.services import actions, conversations, mutual, news, pages, people, retention, team
from tui_app.services.actions import Target
from tui_app.services.undo import undo
from tui_app.storage import erasing
from tui_app.storage.database import for_everybody, writing


@pytest.fixture
def employee(ola: Person) -> Viewer:
    """Ola, signed in."""
    return viewer_of(ola)


def agreed(by: Viewer, now: datetime, person: Person, responsible: int, due: date, text: str = "Kurs") -> int:
    draft = checked(ActionDraft, {"text": text, "responsible_id": responsible, "due": due})
    return actions.add(by, now, person.id, draft).subject_id


def change(by: Viewer, now: datetime, action_id: int, wanted: SetStatus | Acknowledge) -> str:
    one = actions.one(by, now, action_id)
    return actions.change(by, now, [Target(one.id, one.version)], wanted).batch


def reasons(kari: Viewer, now: datetime) -> list[Reason]:
    (row,) = team.overview(kari, now, kari.id).rows
    return [one.reason for one in row.reasons]


def test_a_follow_up_that_is_asked_for_stands_on_the_team_until_it_is_held(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    mutual.ask_for_follow_up(employee, now, checked(RequestDraft, {"text": "Turnusen"}))
    assert reasons(kari, now)[0] is Reason.ASKED
    page = pages.page(kari, now, ola.id)
    assert page.request is not None
    assert page.request.text == "Turnusen"
    with pytest.raises(Refusal, match="asked_already"):
        mutual.ask_for_follow_up(employee, now, checked(RequestDraft, {}))
    pages.follow_up(employee, now, ola.id, checked(FollowUpDraft, {}))  # one's own look answers nothing
    assert pages.page(employee, now, ola.id).request is not None
    held = pages.follow_up(kari, now, ola.id, checked(FollowUpDraft, {"note": "Bra"}))
    assert Reason.ASKED not in reasons(kari, now)
    undo(kari, now, held.batch)
    assert Reason.ASKED in reasons(kari, now)


def test_a_request_can_be_taken_back_and_needs_somebody_to_ask(kari: Viewer, employee: Viewer, now: datetime) -> None:
    asked = mutual.ask_for_follow_up(employee, now, checked(RequestDraft, {}))
    undo(employee, now, asked.batch)
    assert Reason.ASKED not in reasons(kari, now)
    with pytest.raises(Refusal, match="nobody_leads"):
        mutual.ask_for_follow_up(kari, now, checked(RequestDraft, {}))


def test_an_overdue_promise_is_reminded_of_once_a_week(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    promise = agreed(employee, now, ola, kari.id, now.date() - timedelta(days=3))
    with pytest.raises(Refusal, match="not_overdue"):
        mutual.nudge(kari, now, promise)  # nobody reminds themselves
    mutual.nudge(employee, now, promise)
    with pytest.raises(Refusal, match="reminded_lately") as lately:
        mutual.nudge(employee, now + timedelta(days=6), promise)
    assert lately.value.values["day"] == now.date() + NUDGE_EVERY
    again = mutual.nudge(employee, now + NUDGE_EVERY, promise)
    undo(employee, now + NUDGE_EVERY, again.batch)
    mutual.nudge(employee, now + NUDGE_EVERY, promise)
    later = agreed(employee, now, ola, kari.id, now.date() + timedelta(days=3))
    with pytest.raises(Refusal, match="not_overdue"):
        mutual.nudge(employee, now, later)


def test_what_is_done_waits_for_a_word_of_the_other(kari: Viewer, ola: Person, employee: Viewer, now: datetime) -> None:
    course = agreed(kari, now, ola, ola.id, now.date())
    change(employee, now, course, SetStatus(ActionStatus.DONE))
    assert [one.id for one in team.overview(kari, now, kari.id).unanswered[ola.id]] == [course]
    with pytest.raises(NotAllowed):
        change(employee, now, course, Acknowledge())
    batch = change(kari, now, course, Acknowledge("Så bra!"))
    assert team.overview(kari, now, kari.id).unanswered == {}
    assert actions.story(employee, now, course)[0].note == "Så bra!"
    undo(kari, now, batch)
    assert mutual.acknowledge_all(kari, now, ola.id).count == 1
    assert mutual.acknowledge_all(kari, now, ola.id).count == 0
    change(employee, now, course, SetStatus(ActionStatus.OPEN))
    change(employee, now, course, SetStatus(ActionStatus.DONE))
    assert len(team.overview(kari, now, kari.id).unanswered[ola.id]) == 1  # done anew, answered anew
    with pytest.raises(Refusal, match="not_done_yet"):
        change(kari, now, agreed(kari, now, ola, ola.id, now.date()), Acknowledge())


def test_the_employee_answers_what_the_leader_has_done(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    promise = agreed(employee, now, ola, kari.id, now.date())
    change(kari, now, promise, SetStatus(ActionStatus.DONE))
    assert team.overview(kari, now, kari.id).unanswered == {}
    change(employee, now, promise, Acknowledge())
    assert actions.one(kari, now, promise).acknowledged_on == now.date()


def told(viewer: Viewer, now: datetime) -> list[tuple[str, ChangeKind]]:
    return [(one.text, one.change.kind) for one in news.since_last(viewer, now).happenings]


def test_each_is_told_what_the_other_did_since_the_last_visit(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    agreed(kari, now, ola, ola.id, now.date(), "Før første besøk")
    assert told(employee, now) == []  # the first visit looks back on nothing
    course = agreed(kari, now, ola, ola.id, now.date())
    actions.comment(kari, now, course, "Sees vi på onsdag?")
    found = news.since_last(employee, now)
    assert told(employee, now) == [("Kurs", ChangeKind.CREATED), ("Kurs", ChangeKind.COMMENT)]
    assert told(employee, now) == told(employee, now)  # until it has been seen
    change(employee, now, course, SetStatus(ActionStatus.DONE))
    news.mark_seen(employee, now, found.upto)
    assert told(employee, now) == []  # one's own doing is no news
    news.mark_seen(kari, now, 0)
    assert ("Kurs", ChangeKind.STATUS) in told(kari, now)
    undo(kari, now, change(kari, now, course, Acknowledge("Fint")))
    assert told(employee, now) == []  # what was taken back was not done


def test_what_is_erased_hides_nothing_that_comes_after_it(cast: Cast, now: datetime) -> None:
    news.since_last(cast.employee, now)
    talk = talks.planned(cast, now)
    read = news.since_last(cast.employee, now).upto
    news.mark_seen(cast.employee, now, read)
    with writing(), for_everybody():
        erasing.erase([Thing(Kept.UNSIGNED, What.CONVERSATION, talk, cast.employee.id, now.date())], "Erased")
    news.mark_seen(cast.employee, now, read)  # from a list that was open meanwhile
    actions.add(cast.leader, now, cast.employee.id, draft_for(cast.employee, now, "Mentor"))
    assert told(cast.employee, now) == [("Mentor", ChangeKind.CREATED)]


def draft_for(viewer: Viewer, now: datetime, text: str) -> ActionDraft:
    return checked(ActionDraft, {"text": text, "responsible_id": viewer.id, "due": now.date()})


def test_whoever_is_responsible_is_told_of_an_action_on_anothers_page(cast: Cast, now: datetime) -> None:
    news.since_last(cast.stranger, now)
    draft = checked(ActionDraft, {"text": "Låne bort bilen", "responsible_id": cast.stranger.id, "due": now.date()})
    actions.add(cast.leader, now, cast.employee.id, draft)
    actions.add(cast.leader, now, cast.employee.id, checked(ActionDraft, draft.model_dump() | {
        "text": "Ikke hans", "responsible_id": cast.employee.id}))  # fmt: skip
    assert [text for text, _kind in told(cast.stranger, now)] == ["Låne bort bilen"]


def test_steps_of_a_conversation_are_told_to_its_two(cast: Cast, now: datetime) -> None:
    for viewer in (cast.leader, cast.employee, *cast.outsiders):
        news.since_last(viewer, now)
    talks.submitted(cast, now)
    states = [one.change.after.get("state") for one in news.since_last(cast.leader, now).happenings]
    assert states[-1] == "submitted"
    for outsider in cast.outsiders:
        assert news.since_last(outsider, now).happenings == ()


def test_the_timeline_tells_what_happened_newest_first_and_by_kind(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    course = agreed(kari, now, ola, ola.id, now.date())
    change(employee, now, course, SetStatus(ActionStatus.DONE))
    pages.follow_up(kari, now, ola.id, checked(FollowUpDraft, {"note": "Bra"}))
    undo(kari, now, actions.comment(kari, now, course, "Feil sted").batch)
    kinds = [(one.change.subject, one.change.kind) for one in news.timeline(employee, now, ola.id)]
    assert kinds == [
        (Subject.FOLLOW_UP, ChangeKind.CREATED),
        (Subject.ACTION, ChangeKind.STATUS),
        (Subject.ACTION, ChangeKind.CREATED),
    ]
    only = news.timeline(kari, now, ola.id, [Subject.FOLLOW_UP])
    assert [one.change.subject for one in only] == [Subject.FOLLOW_UP]
    newest = news.timeline(kari, now, ola.id)[0].change.id
    assert [one.change.id < newest for one in news.timeline(kari, now, ola.id, (), newest)] == [True, True]


def test_of_a_conversation_with_an_earlier_leader_the_timeline_tells_only_that_it_was(
    cast: Cast, now: datetime
) -> None:
    draft = {"template_id": cast.template_id, "on": now.date(), "note": "Om helsen", "place": "Hjemme"}
    talk = conversations.plan(cast.leader, now, cast.employee.id, checked(PlanDraft, draft)).subject_id
    conversations.begin(cast.leader, now, talk)
    nina = new_leader(cast, now)
    told_to = {}
    for viewer in (cast.employee, nina):
        _held, one = news.timeline(viewer, now, cast.employee.id, [Subject.CONVERSATION])
        told_to[viewer.id] = str(one.change)
    assert "Om helsen" in told_to[cast.employee.id]
    assert "Om helsen" not in told_to[nina.id]
    assert "Hjemme" not in told_to[nina.id]


def test_from_above_one_is_not_told_who_asks_for_a_follow_up(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    per = people.add(kari, now, checked(PersonDraft, {"name": "Per Berg", "leader_id": ola.id}))
    mutual.ask_for_follow_up(viewer_of(per), now, checked(RequestDraft, {"text": "Turnusen"}))
    (seen,) = team.overview(employee, now, ola.id).rows
    (from_above,) = team.overview(kari, now, ola.id).rows
    assert (seen.facts.asked_on, from_above.facts.asked_on) == (now.date(), None)


def test_when_one_last_looked_goes_after_a_time(cast: Cast, now: datetime) -> None:
    news.since_last(cast.employee, now)
    assert retention.carry_out(cast.administrator, now, "Erased person").counts == {}
    months = PERIODS[Kept.SIGN_INS].start
    later = datetime.combine(months_before(now.date(), -months), now.timetz())
    assert retention.carry_out(cast.administrator, later, "Erased person").counts[Kept.SIGN_INS] == 1


def test_a_request_is_answered_with_one_key_or_not_needed_any_more(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    asked = mutual.ask_for_follow_up(employee, now, checked(RequestDraft, {})).subject_id
    with pytest.raises(NotAllowed):
        mutual.answer_request(employee, now, asked)
    with pytest.raises(NotAllowed):
        mutual.take_back(kari, now, asked)
    news.since_last(employee, now)
    answered = mutual.answer_request(kari, now, asked)
    assert [one.change.kind for one in news.since_last(employee, now).happenings] == [ChangeKind.SEEN]
    assert Reason.ASKED not in reasons(kari, now)
    with pytest.raises(NotFound):
        mutual.answer_request(kari, now, asked)
    undo(kari, now, answered.batch)
    back = mutual.take_back(employee, now, asked)
    assert Reason.ASKED not in reasons(kari, now)
    undo(employee, now, back.batch)
    assert Reason.ASKED in reasons(kari, now)


def test_whoever_is_responsible_sees_who_reminds_them(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    promise = agreed(employee, now, ola, kari.id, now.date() - timedelta(days=3))
    reminded = mutual.nudge(employee, now, promise)
    (nudge,) = mutual.calls(kari, now).values()
    assert (nudge.action_id, nudge.by_name, nudge.on) == (promise, "Ola Hansen", now.date())
    assert pages.page(employee, now, ola.id).calls == {promise: nudge}
    assert mutual.calls(employee, now) == {}
    undo(employee, now, reminded.batch)
    assert mutual.calls(kari, now) == {}
    mutual.nudge(employee, now, promise)
    change(kari, now, promise, SetStatus(ActionStatus.DONE))
    assert mutual.calls(kari, now) == {}


def test_a_comment_waits_on_both_sides_until_it_is_answered(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    course = agreed(kari, now, ola, ola.id, now.date() + timedelta(days=30))

    def waits_for(reader: Viewer, later: int = 0) -> list[str]:
        at = now + timedelta(days=later)
        return [one.by_name for one in pages.page(reader, at, ola.id).calls.values()]

    actions.comment(kari, now, course, "Går det bra?")
    assert (waits_for(kari), waits_for(employee)) == ([], ["Kari Nordmann"])
    assert mutual.calls(employee, now)[course].is_comment
    assert (waits_for(employee, later=14), waits_for(employee, later=15)) == (["Kari Nordmann"], [])
    answered = actions.comment(employee, now, course, "Ja, snart ferdig")
    assert (waits_for(kari), waits_for(employee)) == (["Ola Hansen"], [])
    on_track = actions.on_track(kari, now, course)
    assert waits_for(kari) == []
    undo(kari, now, on_track.batch)
    assert waits_for(kari) == ["Ola Hansen"]
    undo(employee, now, answered.batch)
    assert (waits_for(kari), waits_for(employee)) == ([], ["Kari Nordmann"])
    change(kari, now, course, SetStatus(ActionStatus.DONE))
    assert waits_for(employee) == []


def test_whoever_ticks_for_the_other_owes_no_word_about_it(
    kari: Viewer, ola: Person, employee: Viewer, now: datetime
) -> None:
    course = agreed(kari, now, ola, ola.id, now.date())
    ticked = change(kari, now, course, SetStatus(ActionStatus.DONE))
    assert team.overview(kari, now, kari.id).unanswered == {}
    change(kari, now, course, Acknowledge("Så bra!"))  # but may well say one
    change(employee, now, course, SetStatus(ActionStatus.OPEN))
    change(employee, now, course, SetStatus(ActionStatus.DONE))
    assert len(team.overview(kari, now, kari.id).unanswered[ola.id]) == 1
    with pytest.raises(Refusal, match="undo_too_late"):
        undo(kari, now, ticked)
