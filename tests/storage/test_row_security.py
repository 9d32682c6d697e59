"""PostgreSQL repeats who sees what people wrote: with every condition of ours left out, a stranger reads nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.services import talks
from tests.services.locks import SMITH
from tests.services.talks import Cast, cast_of
from tui_app.domain.actions import SetStatus
from tui_app.domain.drafts import (
    ActionDraft,
    FollowUpDraft,
    GoalDraft,
    PersonDraft,
    ReminderDraft,
    RequestDraft,
    TopicDraft,
    checked,
)
from tui_app.domain.records import ActionStatus, Subject, Viewer
from tui_app.domain.refusals import NotFound
from tui_app.domain.unfinished import FormKey
from tui_app.services import (
    actions,
    minutes,
    mutual,
    pages,
    people,
    remarks,
    reminders,
    sheet,
    showing,
    topics,
    unfinished,
)
from tui_app.services.actions import Target
from tui_app.storage import tables
from tui_app.storage.database import PostgresAddress, for_everybody, proxy, reading, writing

GUARDED = (
    tables.Preparation,
    tables.Answer,
    tables.Minutes,
    tables.MinutesText,
    tables.MinutesComment,
    tables.Statement,
    tables.Remark,
    tables.Topic,
    tables.Walk,
    tables.ReminderChoice,
    tables.FollowUpRequest,
    tables.Goal,
    tables.Action,
    tables.FollowUp,
    tables.History,
    tables.Unfinished,
)


@pytest.fixture
def cast(database: Any, kari: Viewer, now: datetime) -> Cast:
    """Everybody, on PostgreSQL only."""
    if not isinstance(database, PostgresAddress):
        pytest.skip("about PostgreSQL")
    return cast_of(kari, now)


def rows(viewer: Viewer | None, table: Any) -> int:
    """How many rows of a table somebody reads with no condition of ours at all; steps of forms hold no words."""
    query = table.select().where(table.subject != Subject.TEMPLATE) if table is tables.History else table.select()
    with reading(viewer):
        return int(query.count())


def written(cast: Cast, now: datetime) -> int:
    """A conversation with something in every table; its id."""
    talk = talks.planned(cast, now)
    sheet.answer(cast.employee, now, talk, "proud", "Ikke delt", 0)
    sheet.answer(cast.leader, now, talk, "seen", "Delt", 0)
    sheet.share(cast.leader, now, talk)
    reminders.choose(cast.employee, now, SMITH, checked(ReminderDraft, {"calendar": True}))
    mutual.ask_for_follow_up(cast.employee, now, checked(RequestDraft, {"text": "Det haster"}))
    topics.add(cast.employee, now, cast.employee.id, checked(TopicDraft, {"text": "Turnus"}))
    minutes_of(cast, now, talk)
    goal = checked(GoalDraft, {"text": "Lede et prosjekt", "kind": "development"})
    pages.add_goal(cast.leader, now, cast.employee.id, goal)
    pages.follow_up(cast.leader, now, cast.employee.id, checked(FollowUpDraft, {"note": "Gikk fint"}))
    action = agreed(cast, now, cast.employee.id)
    actions.comment(cast.employee, now, action, "Sliter med dette")
    unfinished.keep(cast.leader, now, FormKey("action-comment:1", cast.employee.id), "Kommentar", {"text": "Kanskje"})
    return talk


def agreed(cast: Cast, now: datetime, responsible_id: int) -> int:
    """An action about the employee; its id."""
    wanted = {"text": "Kurs", "responsible_id": responsible_id, "due": now.date()}
    return actions.add(cast.leader, now, cast.employee.id, checked(ActionDraft, wanted)).subject_id


def minutes_of(cast: Cast, now: datetime, talk: int) -> None:
    """Minutes that were returned once, with a comment under way."""
    from tui_app.services import conversations

    conversations.begin(cast.leader, now, talk)
    minutes.write(cast.employee, now, talk, "work", "I fortrolighet", 0)
    minutes.submit(cast.employee, now, talk, "nb")
    talks.give_back(cast.leader, now, talk, {"work": "Mer om kurset"})
    minutes.submit(cast.employee, now, talk, "nb")
    remarks.comment(cast.leader, now, talk, "work", "Ikke sendt", 0)


def test_strangers_and_administrators_read_nothing_of_it(cast: Cast, now: datetime) -> None:
    written(cast, now)
    for viewer in (cast.stranger, cast.administrator, None):
        assert {table.__name__: rows(viewer, table) for table in GUARDED} == {table.__name__: 0 for table in GUARDED}


def test_each_side_reads_its_own_and_what_is_shared(cast: Cast, now: datetime) -> None:
    written(cast, now)
    assert (rows(cast.employee, tables.Answer), rows(cast.leader, tables.Answer)) == (2, 1)
    assert (rows(cast.employee, tables.Remark), rows(cast.leader, tables.Remark)) == (0, 1)
    assert rows(cast.employee, tables.MinutesText) == rows(cast.leader, tables.MinutesText) == 1
    assert rows(cast.leader, tables.Topic) == 1
    assert (rows(cast.employee, tables.Unfinished), rows(cast.leader, tables.Unfinished)) == (0, 1)


def test_who_is_responsible_reads_that_action_and_its_history_alone(cast: Cast, now: datetime) -> None:
    written(cast, now)
    promise = agreed(cast, now, cast.stranger.id)
    with reading(cast.stranger):
        assert [row.id for row in tables.Action.select()] == [promise]
        assert {row.subject_id for row in tables.History.select()} == {promise}
    assert rows(cast.stranger, tables.Goal) == rows(cast.stranger, tables.FollowUp) == 0
    actions.change(cast.stranger, now, [Target(promise, 1)], SetStatus(ActionStatus.DONE))
    assert rows(cast.leader, tables.Action) == rows(cast.employee, tables.Action) == 2
    assert rows(cast.leader, tables.Goal) == rows(cast.employee, tables.Goal) == 1


def test_an_earlier_leader_reads_no_page_any_more(cast: Cast, now: datetime) -> None:
    written(cast, now)
    nina = people.add(cast.administrator, now, checked(PersonDraft, {"name": "Nina Vik"}))
    ola = people.get(cast.administrator, now, cast.employee.id)
    draft = checked(PersonDraft, {"name": ola.name, "leader_id": nina.id})
    people.edit(cast.administrator, now, ola.id, ola.version, draft)
    guarded = (tables.Goal, tables.Action, tables.FollowUp)
    assert [rows(cast.leader, table) for table in guarded] == [0, 0, 0]
    with reading(cast.leader):
        assert {row.subject for row in tables.History.select()} <= {Subject.CONVERSATION, Subject.MINUTES}
    assert [rows(Viewer(nina.id, nina.name), table) for table in guarded] == [1, 1, 1]


def test_a_draft_is_the_employees_until_it_is_shown(cast: Cast, now: datetime) -> None:
    talk = talks.drafted(cast, now)
    assert rows(cast.leader, tables.MinutesText) == 0
    minutes.show_draft(cast.employee, now, talk, shown=True)
    assert rows(cast.leader, tables.MinutesText) == 1


def test_a_later_leader_reads_signed_minutes_only_if_they_are_shown(cast: Cast, now: datetime) -> None:
    talk = talks.signed(cast, now)
    nina = people.add(cast.administrator, now, checked(PersonDraft, {"name": "Nina Vik"}))
    ola = people.get(cast.administrator, now, cast.employee.id)
    draft = checked(PersonDraft, {"name": ola.name, "leader_id": nina.id})
    people.edit(cast.administrator, now, ola.id, ola.version, draft)
    viewer = Viewer(nina.id, nina.name)
    assert rows(viewer, tables.Minutes) == 0
    showing.show(cast.employee, now, talk, shown=True)
    assert rows(viewer, tables.Minutes) == 1


def test_work_for_everybody_that_is_broken_off_leaves_nothing_open(cast: Cast, now: datetime) -> None:
    written(cast, now)
    with reading(cast.stranger):
        with pytest.raises(NotFound), for_everybody():
            raise NotFound()
        assert tables.Answer.select().count() == 0


def test_nobody_changes_what_is_not_theirs(cast: Cast, now: datetime) -> None:
    written(cast, now)
    with writing(cast.stranger):
        assert tables.MinutesText.update(text="Endret").execute() == 0
        assert tables.Answer.delete().execute() == 0
    with reading(), for_everybody():
        assert [row.text for row in tables.MinutesText.select()] == ["I fortrolighet"]


def test_every_table_with_such_texts_is_guarded_from_its_owner_too(cast: Cast) -> None:
    with reading():
        found = proxy.execute_sql(
            "select relname from pg_class where relrowsecurity and relforcerowsecurity order by relname"
        ).fetchall()
    assert [name for (name,) in found] == sorted(table._meta.table_name for table in GUARDED)
