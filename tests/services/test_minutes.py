"""Minutes written, submitted, returned, signed and amended, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.services import talks
from tests.services.talks import DUE, Cast
from tui_app.domain.actions import MoveDue, Reword, SetStatus
from tui_app.domain.conversations import Gap, MinutesDraft, Written
from tui_app.domain.drafts import ActionDraft, GoalDraft, checked
from tui_app.domain.minutes import AgreedAction, AgreedGoal, SignedMinutes, Statement, canonical, digest
from tui_app.domain.records import ActionStatus, ConversationState, GoalKind, GoalStatus, Subject, Viewer
from tui_app.domain.refusals import ChangedElsewhere, Invalid, NotAllowed, NotFound, Refusal
from tui_app.services import actions, conversations, minutes, pages, remarks, sheet
from tui_app.services.actions import Target
from tui_app.services.undo import undo
from tui_app.storage import tables
from tui_app.storage.database import for_everybody, reading, writing

HOUR = timedelta(hours=1)
DAYS = timedelta(days=1)
S = ConversationState


def draft_of(who: Viewer, now: datetime, talk: int) -> MinutesDraft | None:
    return sheet.sheet(who, now, talk).draft


def written(cast: Cast, now: datetime, talk: int) -> dict[str, object]:
    draft = draft_of(cast.employee, now, talk)
    assert draft is not None
    return {section: text.value for section, text in draft.texts.items()}


def sections(signed: SignedMinutes) -> dict[str, str]:
    return {section.key: section.text for section in signed.document.sections}


def stored(talk: int) -> list[tuple[str, str]]:
    """Text and SHA-256 of the signed versions as they lie in the table."""
    with reading(), for_everybody():
        table = tables.Minutes
        query = table.select(table.signed, table.sha256).where(table.conversation == talk, table.state == S.SIGNED)
        return list(query.order_by(table.number).tuples())


def minutes_id(talk: int, number: int = 1) -> int:
    with reading(), for_everybody():
        table = tables.Minutes
        found: int = table.select(table.id).where(table.conversation == talk, table.number == number).scalar()
    return found


# The whole way


def test_from_invitation_to_an_amendment_that_both_signed(cast: Cast, now: datetime) -> None:
    leader, employee = cast.leader, cast.employee
    talk = talks.planned(cast, now, place="Rom 4")
    sheet.answer(employee, now, talk, "proud", "Kurset", 0)
    sheet.share(employee, now, talk)
    held_at = now + 14 * DAYS
    conversations.begin(leader, held_at, talk)
    goal = talks.agree_goal(cast, held_at, talk, leader)
    talks.agree_action(cast, held_at, talk, employee, goal_id=goal)

    first = minutes.write(employee, held_at, talk, "work", "Vi snakket om kurset.", 0)
    seen = sheet.sheet(leader, held_at, talk)
    assert (seen.conversation.state, seen.draft, seen.writing) == (S.DRAFTING, None, True)
    assert len(seen.agreed_actions) == len(seen.agreed_goals) == 1

    minutes.submit(employee, held_at + HOUR, talk, "nb")
    seen = sheet.sheet(leader, held_at, talk)
    assert (seen.conversation.state, seen.writing) == (S.SUBMITTED, False)
    assert seen.draft is not None
    assert seen.draft.texts == {"work": first}

    talks.give_back(leader, held_at + 2 * HOUR, talk, {"work": "Også permisjonen", "": "Bra ellers", "ahead": " "})
    draft = draft_of(employee, held_at, talk)
    assert draft is not None
    assert draft.state is S.RETURNED
    assert [(one.section, one.by_name, one.text) for one in draft.comments] == [
        ("", "Lise Łukasz", "Bra ellers"),
        ("work", "Lise Łukasz", "Også permisjonen"),
    ]
    assert sheet.sheet(leader, held_at, talk).draft is None

    minutes.write(employee, held_at + 3 * HOUR, talk, "work", "Kurset og permisjonen.", first.version)
    minutes.submit(employee, held_at + 4 * HOUR, talk, "nb")
    signed = minutes.sign(leader, held_at + 5 * HOUR, talk)
    document = signed.document
    assert signed.intact
    assert (document.number, document.employee, document.leader) == (1, "Ola Hansen", "Lise Łukasz")
    assert (document.title, document.language, document.place) == ("Årssamtale", "nb", "Rom 4")
    assert document.held_on == held_at.date()
    assert [(one.key, one.title, one.text) for one in document.sections] == [
        ("work", "Arbeidet", "Kurset og permisjonen."),
        ("ahead", "Fremover", ""),
    ]
    assert document.goals == (AgreedGoal("Bli trygg", GoalKind.DEVELOPMENT),)
    assert document.actions == (AgreedAction("Ta kurs", "Ola Hansen", DUE, "Bli trygg"),)
    assert (document.submitted_at, document.signed_at) == (held_at + 4 * HOUR, held_at + 5 * HOUR)
    assert (document.amends, document.conversation) == ("", sheet.sheet(leader, now, talk).conversation.uid)
    assert sheet.sheet(leader, now, talk).draft is None

    minutes.state(employee, held_at + 6 * HOUR, talk, "Jeg er uenig i slutten.")
    minutes.amend(leader, held_at + 7 * HOUR, talk)
    seen = sheet.sheet(leader, now, talk)
    assert (seen.conversation.state, seen.draft, seen.writing) == (S.SIGNED, None, True)
    assert written(cast, now, talk) == {"work": "Kurset og permisjonen."}
    minutes.write(employee, now, talk, "ahead", "Fagbrev.", 0)
    minutes.submit(employee, held_at + 8 * HOUR, talk, "en")
    amended = minutes.sign(leader, held_at + 9 * HOUR, talk)
    versions = minutes.exported(employee, now, talk)
    assert versions == minutes.exported(leader, now, talk) == sheet.sheet(employee, now, talk).signed
    assert versions[1] == amended
    assert (amended.document.number, amended.document.amends) == (2, signed.sha256)
    assert (amended.document.title, amended.statements) == ("Årssamtale (en)", ())
    assert sections(amended) == {"work": "Kurset og permisjonen.", "ahead": "Fagbrev."}
    statement = Statement("Ola Hansen", held_at + 6 * HOUR, "Jeg er uenig i slutten.")
    assert versions[0].statements == (statement,)
    assert (versions[0].document, versions[0].sha256) == (document, signed.sha256)

    assert talks.states_of(talks.story(Subject.CONVERSATION, talk)) == [
        ("", "planned"),
        ("", "shared"),
        ("planned", "held"),
        ("held", "drafting"),
        ("drafting", "submitted"),
        ("submitted", "returned"),
        ("returned", "submitted"),
        ("submitted", "signed"),
    ]
    story = talks.story(Subject.MINUTES, minutes_id(talk, 2))
    assert talks.states_of(story) == [("", "drafting"), ("drafting", "submitted"), ("submitted", "signed")]
    assert [(step.by_name, step.at) for step in story] == [
        ("Lise Łukasz", held_at + 7 * HOUR),
        ("Ola Hansen", held_at + 8 * HOUR),
        ("Lise Łukasz", held_at + 9 * HOUR),
    ]


def test_outsiders_have_no_part_in_any_of_it(cast: Cast, now: datetime) -> None:
    talk = talks.submitted(cast, now)
    done = talks.signed(cast, now)
    for who in cast.outsiders:
        refused: list[Callable[[], object]] = [
            lambda who=who: minutes.write(who, now, talk, "work", "Tekst", 1),
            lambda who=who: minutes.show_draft(who, now, talk, shown=True),
            lambda who=who: minutes.lacking(who, now, talk),
            lambda who=who: minutes.submit(who, now, talk, "nb"),
            lambda who=who: remarks.comment(who, now, talk, "work", "Hm", 0),
            lambda who=who: remarks.statement(who, now, done, "Hm", 0),
            lambda who=who: minutes.give_back(who, now, talk),
            lambda who=who: minutes.sign(who, now, talk),
            lambda who=who: minutes.amend(who, now, done),
            lambda who=who: minutes.state(who, now, done, "Hm"),
            lambda who=who: minutes.give_up(who, now, done),
            lambda who=who: minutes.exported(who, now, done),
            lambda who=who: talks.agree_action(cast, now, talk, who),
        ]
        for call in refused:
            with pytest.raises(NotAllowed):
                call()
        assert minutes.all_exported(who, now) == ()


def test_each_takes_only_their_own_steps(cast: Cast, now: datetime) -> None:
    talk = talks.drafted(cast, now)
    for call in (
        lambda: minutes.write(cast.leader, now, talk, "work", "Leders tekst", 1),
        lambda: minutes.show_draft(cast.leader, now, talk, shown=True),
        lambda: minutes.lacking(cast.leader, now, talk),
        lambda: minutes.submit(cast.leader, now, talk, "nb"),
        lambda: remarks.comment(cast.employee, now, talk, "work", "Hm", 0),
        lambda: minutes.give_back(cast.employee, now, talk),
        lambda: minutes.sign(cast.employee, now, talk),
    ):
        with pytest.raises(NotAllowed):
            call()
    for call in (
        lambda: remarks.comment(cast.leader, now, talk, "work", "Hm", 0),
        lambda: minutes.give_back(cast.leader, now, talk),
        lambda: minutes.sign(cast.leader, now, talk),
        lambda: minutes.amend(cast.employee, now, talk),
        lambda: minutes.state(cast.employee, now, talk, "Hm"),
    ):
        with pytest.raises(Refusal, match="step_impossible"):
            call()
    assert talks.state(cast, now, talk) is S.DRAFTING


# Writing


def test_nothing_is_written_before_the_conversation_or_after_submitting(cast: Cast, now: datetime) -> None:
    talk = talks.planned(cast, now)
    with pytest.raises(Refusal, match="step_impossible"):
        minutes.write(cast.employee, now, talk, "work", "For tidlig", 0)
    with pytest.raises(Refusal, match="step_impossible"):
        minutes.submit(cast.employee, now, talk, "nb")
    conversations.begin(cast.leader, now, talk)
    minutes.write(cast.employee, now, talk, "work", "Nå", 0)
    minutes.submit(cast.employee, now, talk, "nb")
    for section, seen in (("work", 1), ("ahead", 0)):
        with pytest.raises(Refusal, match="minutes_are_closed"):
            minutes.write(cast.employee, now, talk, section, "For sent", seen)
    minutes.sign(cast.leader, now, talk)
    with pytest.raises(Refusal, match="minutes_are_closed"):
        minutes.write(cast.employee, now, talk, "work", "For sent", 1)
    assert stored(talk)[0][0].count("For ") == 0


def test_a_section_that_is_not_there_is_refused(cast: Cast, now: datetime) -> None:
    talk = talks.held(cast, now)
    for section in ("", "how", "x" * 200):
        with pytest.raises(NotFound):
            minutes.write(cast.employee, now, talk, section, "Tekst", 0)
    assert talks.state(cast, now, talk) is S.HELD
    minutes.write(cast.employee, now, talk, "work", "Tekst", 0)
    minutes.submit(cast.employee, now, talk, "nb")
    for section in ("how", "x" * 200):
        with pytest.raises(NotFound):
            remarks.comment(cast.leader, now, talk, section, "Hm", 0)
        with pytest.raises(NotFound):
            remarks.comment(cast.leader, now, talk, section, "Hm", 1)
    assert talks.state(cast, now, talk) is S.SUBMITTED


def test_long_texts_are_kept_cleaned_and_longer_ones_refused(cast: Cast, now: datetime) -> None:
    long = "Đorđe\n" * 3333 + "øy"
    talk = talks.drafted(cast, now, long)
    assert len(long) == 20_000
    assert written(cast, now, talk) == {"work": long}
    minutes.write(cast.employee, now, talk, "ahead", "a\x00\x1b[2Jb\u200b\r\nc", 0)
    assert written(cast, now, talk)["ahead"] == "a[2Jb\nc"
    with pytest.raises(Invalid) as refused:
        minutes.write(cast.employee, now, talk, "work", long + "y", 1)
    assert refused.value.problems == {"text": "too_long"}
    minutes.submit(cast.employee, now, talk, "nb")
    for call in (
        lambda: remarks.comment(cast.leader, now, talk, "work", long + "y", 0),
        lambda: remarks.comment(cast.leader, now, talk, "", long + "y", 0),
    ):
        with pytest.raises(Invalid):
            call()
    signed = minutes.sign(cast.leader, now, talk)
    assert signed.intact
    assert sections(signed) == {"work": long, "ahead": "a[2Jb\nc"}
    with pytest.raises(Invalid):
        minutes.state(cast.leader, now, talk, long + "y")
    with pytest.raises(Invalid):
        minutes.state(cast.leader, now, talk, " \n ")


def test_two_terminals_of_the_employee_are_told_of_each_other(cast: Cast, now: datetime) -> None:
    talk = talks.held(cast, now)
    first = minutes.write(cast.employee, now, talk, "work", "Ett", 0)
    assert first == Written("Ett", 1, now)
    for seen, text in ((0, "To"), (7, "To")):
        with pytest.raises(ChangedElsewhere) as told:
            minutes.write(cast.employee, now + HOUR, talk, "work", text, seen)
        assert (told.value.current, told.value.by) == (first, "Ola Hansen")
    assert minutes.write(cast.employee, now + HOUR, talk, "work", "Ett", 0) == first
    second = minutes.write(cast.employee, now + HOUR, talk, "work", "Ett og to", 1)
    assert second == Written("Ett og to", 2, now + HOUR)
    assert written(cast, now, talk) == {"work": "Ett og to"}


def test_the_leader_sees_the_draft_only_when_it_is_shown_or_submitted(cast: Cast, now: datetime) -> None:
    talk = talks.drafted(cast, now)
    assert draft_of(cast.leader, now, talk) is None
    minutes.show_draft(cast.employee, now, talk, shown=True)
    assert draft_of(cast.leader, now, talk) == draft_of(cast.employee, now, talk)
    assert not sheet.sheet(cast.leader, now, talk).writing
    minutes.show_draft(cast.employee, now, talk, shown=False)
    assert draft_of(cast.leader, now, talk) is None
    minutes.submit(cast.employee, now, talk, "nb")
    assert draft_of(cast.leader, now, talk) is not None
    talks.give_back(cast.leader, now, talk, {"": "En gang til"})
    assert draft_of(cast.leader, now, talk) is None


def test_showing_stands_once_in_the_history(cast: Cast, now: datetime) -> None:
    talk = talks.drafted(cast, now)
    before = len(talks.story(Subject.CONVERSATION, talk))
    for shown in (False, True, True, False, False):
        minutes.show_draft(cast.employee, now, talk, shown=shown)
    steps = talks.story(Subject.CONVERSATION, talk)[before:]
    assert [(dict(one.before), dict(one.after)) for one in steps] == [
        ({"shows_draft": False}, {"shows_draft": True}),
        ({"shows_draft": True}, {"shows_draft": False}),
    ]


@pytest.mark.parametrize("begun_by", ["employee", "leader"])
def test_what_was_shown_of_one_draft_is_not_shown_of_the_next(cast: Cast, now: datetime, begun_by: str) -> None:
    talk = talks.drafted(cast, now)
    minutes.show_draft(cast.employee, now, talk, shown=True)
    minutes.submit(cast.employee, now, talk, "nb")
    talks.give_back(cast.leader, now, talk, {"": "Mer"})
    assert draft_of(cast.leader, now, talk) is not None
    minutes.submit(cast.employee, now, talk, "nb")
    minutes.sign(cast.leader, now, talk)
    minutes.amend(getattr(cast, begun_by), now, talk)
    assert draft_of(cast.leader, now, talk) is None
    last = talks.story(Subject.CONVERSATION, talk)[-1]
    assert (dict(last.before), dict(last.after)) == ({"shows_draft": True}, {"shows_draft": False})
    minutes.show_draft(cast.employee, now, talk, shown=True)
    assert draft_of(cast.leader, now, talk) is not None


# What was agreed


def test_what_is_agreed_after_submitting_is_refused(cast: Cast, now: datetime) -> None:
    talk = talks.drafted(cast, now)
    talks.agree_action(cast, now, talk, cast.leader)
    minutes.submit(cast.employee, now, talk, "nb")
    for who in (cast.leader, cast.employee):
        with pytest.raises(Refusal, match="minutes_are_closed"):
            talks.agree_action(cast, now, talk, who)
        with pytest.raises(Refusal, match="minutes_are_closed"):
            talks.agree_goal(cast, now, talk, who)
    talks.give_back(cast.leader, now, talk, {"": "Mer"})
    talks.agree_action(cast, now, talk, cast.leader, "Mer")
    minutes.submit(cast.employee, now, talk, "nb")
    signed = minutes.sign(cast.leader, now, talk)
    assert [one.text for one in signed.document.actions] == ["Ta kurs", "Mer"]
    with pytest.raises(Refusal, match="minutes_are_closed"):
        talks.agree_action(cast, now, talk, cast.leader)
    minutes.amend(cast.employee, now, talk)
    talks.agree_action(cast, now, talk, cast.employee, "Enda mer")


def test_what_was_submitted_is_what_is_signed_whatever_changes_meanwhile(cast: Cast, now: datetime) -> None:
    talk = talks.drafted(cast, now)
    goal = talks.agree_goal(cast, now, talk, cast.leader)
    action = talks.agree_action(cast, now, talk, cast.leader, goal_id=goal)
    minutes.submit(cast.employee, now, talk, "nb")
    actions.change(cast.employee, now, [Target(action, 1)], MoveDue(DUE + 30 * DAYS))
    actions.change(cast.employee, now, [Target(action, 2)], Reword("Slippe kurs", cast.leader.id, None))
    actions.change(cast.employee, now, [Target(action, 3)], SetStatus(ActionStatus.DROPPED, "Ombestemt"))
    changed = checked(GoalDraft, {"text": "Noe annet", "kind": GoalKind.WORK})
    pages.edit_goal(cast.employee, now, goal, 1, changed)
    document = minutes.sign(cast.leader, now, talk).document
    assert document.actions == (AgreedAction("Ta kurs", "Ola Hansen", DUE, "Bli trygg"),)
    assert document.goals == (AgreedGoal("Bli trygg", GoalKind.DEVELOPMENT),)


def test_what_was_dropped_before_submitting_is_not_in_the_minutes(cast: Cast, now: datetime) -> None:
    talk = talks.drafted(cast, now)
    goal = talks.agree_goal(cast, now, talk, cast.leader)
    action = talks.agree_action(cast, now, talk, cast.leader)
    actions.change(cast.leader, now, [Target(action, 1)], SetStatus(ActionStatus.DROPPED, "Feil"))
    dropped = {"text": "Bli trygg", "kind": GoalKind.DEVELOPMENT, "status": GoalStatus.DROPPED}
    pages.edit_goal(cast.leader, now, goal, 1, checked(GoalDraft, dropped))
    assert minutes.lacking(cast.employee, now, talk) == ((Gap.NO_ACTION, ""),)
    minutes.submit(cast.employee, now, talk, "nb")
    document = minutes.sign(cast.leader, now, talk).document
    assert (document.actions, document.goals) == ((), ())


def test_what_the_minutes_lack_is_pointed_out_and_they_may_be_submitted(cast: Cast, now: datetime) -> None:
    talk = talks.planned(cast, now)
    with pytest.raises(Refusal, match="step_impossible"):
        minutes.lacking(cast.employee, now, talk)
    conversations.begin(cast.leader, now, talk)
    minutes.write(cast.employee, now, talk, "work", "", 0)
    goal = talks.agree_goal(cast, now, talk, cast.leader)
    assert minutes.lacking(cast.employee, now, talk) == (
        (Gap.EMPTY, ""),
        (Gap.NO_ACTION, ""),
        (Gap.GOAL_WITHOUT_ACTION, "Bli trygg"),
    )
    talks.agree_action(cast, now, talk, cast.employee)
    minutes.write(cast.employee, now, talk, "work", "Noe", 1)
    assert minutes.lacking(cast.employee, now, talk) == ((Gap.GOAL_WITHOUT_ACTION, "Bli trygg"),)
    talks.agree_action(cast, now, talk, cast.employee, goal_id=goal)
    assert minutes.lacking(cast.employee, now, talk) == ()
    minutes.submit(cast.employee, now, talk, "nb")


def test_minutes_without_a_text_may_be_submitted(cast: Cast, now: datetime) -> None:
    talk = talks.held(cast, now)
    talks.agree_action(cast, now, talk, cast.leader)
    assert minutes.lacking(cast.employee, now, talk) == ((Gap.EMPTY, ""),)
    with pytest.raises(NotAllowed):
        minutes.submit(cast.leader, now, talk, "nb")
    assert talks.state(cast, now, talk) is S.HELD
    seen = sheet.sheet(cast.employee, now, talk).seen
    minutes.submit(cast.employee, now, talk, "nb", seen)
    assert talks.states_of(talks.story(Subject.CONVERSATION, talk))[-2:] == [
        ("held", "drafting"),
        ("drafting", "submitted"),
    ]
    document = minutes.sign(cast.leader, now, talk).document
    assert [section.text for section in document.sections] == ["", ""]
    assert [action.text for action in document.actions] == ["Ta kurs"]


def test_a_text_from_another_terminal_is_not_submitted_unseen_as_none(cast: Cast, now: datetime) -> None:
    talk = talks.held(cast, now)
    seen = sheet.sheet(cast.employee, now, talk).seen
    minutes.write(cast.employee, now, talk, "work", "Likevel noe", 0)
    with pytest.raises(ChangedElsewhere):
        minutes.submit(cast.employee, now, talk, "nb", seen)


# Returning


def test_returning_needs_a_comment_on_this_submission(cast: Cast, now: datetime) -> None:
    talk = talks.submitted(cast, now)
    for nothing in ({}, {"work": " \n", "": ""}):
        with pytest.raises(Invalid) as refused:
            talks.give_back(cast.leader, now, talk, nothing)
        assert refused.value.problems == {"text": "missing"}
    remarks.comment(cast.leader, now + HOUR, talk, "ahead", "Her mangler noe", 0)
    talks.give_back(cast.leader, now + HOUR, talk, {})
    assert talks.state(cast, now, talk) is S.RETURNED
    minutes.submit(cast.employee, now + 2 * HOUR, talk, "nb")
    with pytest.raises(Invalid):
        talks.give_back(cast.leader, now + 3 * HOUR, talk, {})
    draft = draft_of(cast.employee, now, talk)
    assert draft is not None
    assert [(one.section, one.text) for one in draft.comments] == [("ahead", "Her mangler noe")]


def test_a_comment_is_its_writers_own_until_the_minutes_are_returned(cast: Cast, now: datetime) -> None:
    talk = talks.submitted(cast, now)
    first = remarks.comment(cast.leader, now, talk, "work", "Hm, her mang", 0)
    second = remarks.comment(cast.leader, now, talk, "work", "Hm, her mangler noe", first.version)
    with pytest.raises(ChangedElsewhere) as told:
        remarks.comment(cast.leader, now, talk, "work", "Skrevet et annet sted", first.version)
    assert told.value.current == second
    assert sheet.sheet(cast.leader, now, talk).my_comments == {"work": second}
    seen = sheet.sheet(cast.employee, now, talk)
    assert (seen.my_comments, seen.comments) == ({}, ())
    minutes.give_back(cast.leader, now, talk)
    assert [one.text for one in sheet.sheet(cast.employee, now, talk).comments] == ["Hm, her mangler noe"]
    assert sheet.sheet(cast.leader, now, talk).my_comments == {}


def test_a_comment_finished_after_returning_from_elsewhere_waits_for_the_next_time(cast: Cast, now: datetime) -> None:
    talk = talks.submitted(cast, now)
    talks.give_back(cast.leader, now, talk, {"": "Mer"})
    late = remarks.comment(cast.leader, now, talk, "work", "Også dette", 0)
    assert [one.text for one in sheet.sheet(cast.employee, now, talk).comments] == ["Mer"]
    minutes.submit(cast.employee, now, talk, "nb")
    assert sheet.sheet(cast.leader, now, talk).my_comments == {"work": late}
    minutes.sign(cast.leader, now, talk)
    minutes.amend(cast.leader, now, talk)
    minutes.submit(cast.employee, now, talk, "nb")
    assert sheet.sheet(cast.leader, now, talk).my_comments == {}


def test_a_statement_is_its_writers_own_until_it_is_added(cast: Cast, now: datetime) -> None:
    talk = talks.submitted(cast, now)
    with pytest.raises(Refusal, match="step_impossible"):
        remarks.statement(cast.employee, now, talk, "Jeg ser det", 0)
    minutes.sign(cast.leader, now, talk)
    saved = remarks.statement(cast.employee, now, talk, "Jeg ser det", 0)
    assert sheet.sheet(cast.employee, now, talk).my_statement == saved
    assert sheet.sheet(cast.leader, now, talk).my_statement is None
    other = remarks.statement(cast.leader, now, talk, "Og jeg", 0)
    minutes.state(cast.employee, now, talk, "Jeg ser det annerledes")
    assert sheet.sheet(cast.employee, now, talk).my_statement is None
    seen = sheet.sheet(cast.leader, now, talk)
    assert [one.text for one in seen.signed[0].statements] == ["Jeg ser det annerledes"]
    assert seen.my_statement == other


def test_what_is_submitted_is_what_was_seen(cast: Cast, now: datetime) -> None:
    talk = talks.drafted(cast, now)
    action = talks.agree_action(cast, now, talk, cast.leader)
    seen = sheet.sheet(cast.employee, now, talk).seen
    changes = (
        (cast.employee.name, lambda: minutes.write(cast.employee, now, talk, "work", "Et annet sted", 1)),
        (cast.employee.name, lambda: minutes.write(cast.employee, now, talk, "ahead", "Mer", 0)),
        (cast.leader.name, lambda: talks.agree_goal(cast, now, talk, cast.leader)),
        (cast.leader.name, lambda: talks.agree_action(cast, now, talk, cast.leader)),
        (cast.leader.name, lambda: actions.change(cast.leader, now, [Target(action, 1)], MoveDue(DUE + 7 * DAYS))),
    )
    for by, change in changes:
        change()
        with pytest.raises(ChangedElsewhere) as refused:
            minutes.submit(cast.employee, now, talk, "nb", seen)
        assert refused.value.by == by
        seen = sheet.sheet(cast.employee, now, talk).seen
    assert talks.state(cast, now, talk) is S.DRAFTING
    minutes.submit(cast.employee, now, talk, "nb", seen)


def test_an_amendment_is_given_up_and_another_begun(cast: Cast, now: datetime) -> None:
    talk = talks.submitted(cast, now)
    with pytest.raises(Refusal, match="step_impossible"):
        minutes.give_up(cast.employee, now, talk)
    minutes.sign(cast.leader, now, talk)
    signed = minutes.exported(cast.leader, now, talk)
    for so_far in (S.DRAFTING, S.SUBMITTED, S.RETURNED):
        with pytest.raises(Refusal, match="step_impossible"):
            minutes.give_up(cast.employee, now, talk)
        minutes.amend(cast.leader, now, talk)
        minutes.write(cast.employee, now, talk, "work", "Angret", 1)
        if so_far is not S.DRAFTING:
            minutes.submit(cast.employee, now, talk, "nb")
            remarks.comment(cast.leader, now, talk, "", "Nei", 0)
        if so_far is S.RETURNED:
            minutes.give_back(cast.leader, now, talk)
        with pytest.raises(NotAllowed):
            minutes.give_up(cast.leader, now, talk)
        number = minutes_id(talk, 2)
        minutes.give_up(cast.employee, now, talk)
        last = talks.story(Subject.MINUTES, number)[-1]
        assert (last.by_name, talks.states_of([last])) == (cast.employee.name, [(so_far, "given_up")])
        assert conversations.one(cast.leader, now, talk).amendment is None
        assert minutes.exported(cast.leader, now, talk) == signed
    minutes.amend(cast.employee, now, talk)
    draft = draft_of(cast.employee, now, talk)
    assert draft is not None
    assert draft.texts["work"].value == "Vi snakket om kurset."


# Signed for ever


def test_a_statement_stands_beside_and_changes_nothing(cast: Cast, now: datetime) -> None:
    talk = talks.signed(cast, now)
    before = stored(talk)
    minutes.state(cast.employee, now, talk, "Uenig")
    minutes.state(cast.leader, now + HOUR, talk, "Notert")
    signed = minutes.exported(cast.leader, now, talk)[0]
    assert signed.statements == (Statement("Ola Hansen", now, "Uenig"), Statement("Lise Łukasz", now + HOUR, "Notert"))
    assert stored(talk) == before
    assert signed.intact


def test_two_amendments_at_once_are_one(cast: Cast, now: datetime) -> None:
    talk = talks.signed(cast, now)
    minutes.amend(cast.employee, now, talk)
    for who in (cast.leader, cast.employee):
        with pytest.raises(Refusal, match="step_impossible"):
            minutes.amend(who, now, talk)


def test_an_amendment_leaves_the_older_bytes_alone(cast: Cast, now: datetime) -> None:
    talk = talks.signed(cast, now)
    before = stored(talk)
    assert before == [(canonical(minutes.exported(cast.leader, now, talk)[0].document), digest(before[0][0]))]
    minutes.amend(cast.leader, now, talk)
    minutes.write(cast.employee, now, talk, "work", "Helt annerledes", 1)
    minutes.submit(cast.employee, now, talk, "nb")
    assert stored(talk) == before
    talks.give_back(cast.leader, now, talk, {"": "Nei"})
    minutes.submit(cast.employee, now, talk, "nb")
    minutes.sign(cast.leader, now, talk)
    assert stored(talk)[:1] == before
    assert talks.state(cast, now, talk) is S.SIGNED


def tamper(talk: int, text: str) -> None:
    with writing(), for_everybody():
        tables.Minutes.update(signed=text).where(tables.Minutes.conversation == talk).execute()


def test_a_changed_text_is_told(cast: Cast, now: datetime) -> None:
    talk = talks.signed(cast, now)
    [(text, sha256)] = stored(talk)
    tamper(talk, text.replace("kurset", "lønna"))
    [found] = minutes.exported(cast.employee, now, talk)
    assert (found.intact, found.sha256) == (False, sha256)
    assert sections(found)["work"] == "Vi snakket om lønna."
    assert not sheet.sheet(cast.leader, now, talk).signed[0].intact
    tamper(talk, text)
    assert minutes.exported(cast.employee, now, talk)[0].intact


@pytest.mark.parametrize("text", ["", "ingen JSON lenger", "null", "[1]", '{"conversation": "x"}', '"', "{}"])
def test_a_ruined_text_is_still_readable(cast: Cast, now: datetime, text: str) -> None:
    talk = talks.signed(cast, now)
    tamper(talk, text)
    [found] = minutes.exported(cast.employee, now, talk)
    assert not found.intact
    assert sections(found) == {"": text}
    assert minutes.all_exported(cast.leader, now) == (found,)


def test_a_ruined_submission_is_not_signed_but_returned_and_submitted_again(cast: Cast, now: datetime) -> None:
    talk = talks.submitted(cast, now)
    tamper(talk, "ingen JSON lenger")
    with pytest.raises(Refusal, match="minutes_broken"):
        minutes.sign(cast.leader, now, talk)
    assert talks.state(cast, now, talk) is S.SUBMITTED
    talks.give_back(cast.leader, now, talk, {"": "Send på nytt"})
    minutes.submit(cast.employee, now, talk, "nb")
    assert sections(minutes.sign(cast.leader, now, talk))["work"] == "Vi snakket om kurset."


def test_an_amendment_is_the_way_out_of_ruined_minutes(cast: Cast, now: datetime) -> None:
    talk = talks.signed(cast, now)
    for number in (2, 3):
        sha256 = minutes.exported(cast.leader, now, talk)[-1].sha256
        tamper(talk, "ingen JSON lenger")
        minutes.amend(cast.employee, now, talk)
        minutes.submit(cast.employee, now, talk, "nb")
        signed = minutes.sign(cast.leader, now, talk)
        assert (signed.document.number, signed.document.amends, signed.intact) == (number, sha256, True)
        assert sections(signed)["work"] == "Vi snakket om kurset."
    assert [one.intact for one in minutes.exported(cast.leader, now, talk)] == [False, False, True]


def test_everything_signed_is_found_by_name(cast: Cast, now: datetime) -> None:
    first, second = talks.signed(cast, now), talks.signed(cast, now)
    minutes.amend(cast.leader, now, first)
    minutes.submit(cast.employee, now, first, "nb")
    minutes.sign(cast.leader, now, first)
    talks.submitted(cast, now)
    for who in (cast.leader, cast.employee):
        found = minutes.all_exported(who, now + timedelta(days=5000), "hansen OLA")
        assert found == (*minutes.exported(who, now, first), *minutes.exported(who, now, second))
    assert minutes.all_exported(cast.leader, now, "Per") == ()


def test_what_was_submitted_anew_is_not_signed_unread(cast: Cast, now: datetime) -> None:
    talk = talks.submitted(cast, now)
    seen = sheet.sheet(cast.leader, now, talk).draft
    assert seen is not None
    talks.give_back(cast.leader, now, talk, {"": "Mer om vaktene?"})
    minutes.submit(cast.employee, now, talk, "nb")
    with pytest.raises(ChangedElsewhere):
        minutes.sign(cast.leader, now, talk, seen.version)
    assert minutes.exported(cast.leader, now, talk) == ()
    minutes.sign(cast.leader, now, talk, seen.version + 2)


def test_what_stands_in_submitted_minutes_is_not_taken_back(cast: Cast, now: datetime) -> None:
    talk = talks.drafted(cast, now)
    values = {"text": "Ta kurs", "responsible_id": cast.employee.id, "due": now.date(), "conversation_id": talk}
    receipt = actions.add(cast.leader, now, cast.employee.id, checked(ActionDraft, values))
    minutes.submit(cast.employee, now, talk, "nb")
    with pytest.raises(Refusal, match="undo_too_late"):
        undo(cast.leader, now, receipt.batch)
