"""One conversation, with events by anybody in any order: what succeeds, what is refused and what is seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, run_state_machine_as_test

from tests.services import sample_conversations as conversations
from tests.services.conversations.machine.model import WHO, WRITABLE, S
from tests.services.conversations.machine.steps import StepRules
from tests.services.sample_conversations import Cast
from tui_app.domain.conversations.wished_questions import with_wished_questions
from tui_app.domain.errors import DomainError, NotAllowed
from tui_app.domain.minutes.signed_minutes import canonical_json
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import Role
from tui_app.services.conversations import conversation_view
from tui_app.services.minutes import export
from tui_app.services.undo import undo
from tui_app.storage.addresses import PostgresAddress
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.tables import registry as tables


class Conversations(StepRules):
    """One conversation, with everything that can be done to it, and what holds afterwards."""

    @initialize(
        preparing=st.sets(st.sampled_from(["leader", "employee"])), agreeing=st.booleans(), steps=st.integers(0, 6)
    )
    def already_on_its_way(self, preparing: set[str], agreeing: bool, steps: int) -> None:
        """Start in a later state, so that every state is met early and often, with content."""
        for who in sorted(preparing):
            self.answer(who, "how", f"Svaret til {who}", 0)
        if agreeing:
            self.agree("leader")
        for _ in range(steps):
            self.the_right_one_goes_on()

    @rule(meddling=st.booleans())
    def it_goes_on(self, meddling: bool) -> None:
        if meddling and self.agreed:
            self.reword_what_was_agreed("leader")
        self.the_right_one_goes_on()

    def the_right_one_goes_on(self) -> None:
        """The next step on the way, by the person whose turn it is."""
        state = self.draft.state if self.draft else self.state
        if state is S.PLANNED:
            self.begin("leader")
        elif state is S.HELD:
            self.write("employee", "work", "Ett", 0)
        elif state in WRITABLE:
            self.submit("employee")
        elif state is S.SUBMITTED:
            self.sign("leader")
        elif state is S.SIGNED:
            self.amend("employee")

    @precondition(lambda self: self.batches)
    @rule(who=WHO, data=st.data())
    def undo_something(self, who: str, data: st.DataObject) -> None:
        batch = data.draw(st.sampled_from(self.batches))
        later = [one for one in self.standing[batch.subject] if one]
        prepared = batch.is_of_form and self.is_prepared()
        agreed_by_it = batch.subject[0] in ("action", "goal") and self.standing[batch.subject][:1] == [batch.name]
        stands_in_minutes = agreed_by_it and not self.is_writable()
        too_late = not batch.undone and (later[-1] != batch.name or prepared or stands_in_minutes)
        self.now += timedelta(minutes=1)
        codes = {"nothing_to_undo"} if batch.undone or who != batch.by else {"undo_too_late"} if too_late else set()
        if codes:
            with pytest.raises(DomainError) as refused:
                undo(self.viewer(who), self.now, batch.name)
            assert refused.value.code in codes
            return
        undo(self.viewer(who), self.now, batch.name)
        self.changed = batch.undone = True
        self.standing[batch.subject].remove(batch.name)
        if batch.subject == self.conversation and batch is not self.batches[0]:
            self.wrote(ChangeKind.UNDONE, who, "", "")
        batch.undoes()

    @rule(who=WHO)
    def undo_a_step(self, who: str) -> None:
        with reading(), bypassing_row_security():
            table = tables.History
            mine = (table.person == self.cast.employee.id) & (table.kind == ChangeKind.STEP)
            batches = [row[0] for row in table.select(table.batch).where(mine).tuples()]
        for batch in batches:
            with pytest.raises(DomainError, match="nothing_to_undo"):
                undo(self.viewer(who), self.now, batch)

    @invariant()
    def everything_holds(self) -> None:
        """Checked after every success; what a refused call had changed would show at the next check, or at the end."""
        if self.changed:
            self.each_side_sees_what_is_theirs()
            self.outsiders_see_nothing()
            self.signed_bytes_never_change()
            self.every_change_stands_once_in_the_history()
            self.changed = False

    def teardown(self) -> None:
        """The last check."""
        self.changed = True
        self.everything_holds()
        for who in self.cast.outsiders:
            assert conversation_view.own_conversations(who, self.now) == ()
            assert export.export_all(who, self.now) == ()

    def each_side_sees_what_is_theirs(self) -> None:
        for who, other in (("leader", "employee"), ("employee", "leader")):
            seen = conversation_view.get_view(self.viewer(who), self.now, self.conversation_id)
            assert seen.role is Role(who)
            assert (seen.conversation.state, seen.conversation.uid) == (self.state, self.uid)
            assert (seen.conversation.place, seen.conversation.shows_draft) == (self.place, self.shows)
            assert seen.form == with_wished_questions(self.form)
            assert self.written(seen.my_preparation.answers) == self.sides[who].answers
            shared = self.sides[other].shared
            assert self.written(seen.their_preparation.answers) == (self.sides[other].answers if shared else {})
            assert (seen.their_preparation.shared_at is not None) == shared
            assert {one.id: one.text for one in seen.agreed_actions} == self.agreed
            assert {one.id: one.text for one in seen.agreed_goals} == self.goals
            self.check_draft(who, seen)
            assert [(canonical_json(one.document), one.sha256) for one in seen.signed] == self.signed
            assert all(one.intact for one in seen.signed)
            assert sum(len(one.statements) for one in seen.signed) == self.statements
            mine = self.comments if who == "leader" and self.draft else {}
            assert self.written(seen.my_comments) == mine
            unsaid = seen.my_statement
            assert ((unsaid.value, unsaid.version) if unsaid else None) == self.unsaid.get(who)

    def check_draft(self, who: str, seen: Any) -> None:
        """The employee sees the draft of the minutes; the leader does once it is shared or submitted."""
        visible = self.draft is not None and (who == "employee" or self.shows or self.draft.state is S.SUBMITTED)
        assert (seen.draft is not None) == visible
        assert seen.has_hidden_draft == (self.draft is not None and not visible)
        if visible and self.draft is not None:
            assert (seen.draft.id, seen.draft.number, seen.draft.state) == (
                self.draft.id,
                self.draft.number,
                self.draft.state,
            )
            assert self.written(seen.draft.texts) == self.draft.texts

    def outsiders_see_nothing(self) -> None:
        for who in self.cast.outsiders:
            for look in (conversation_view.get_view, conversation_view.get, export.export_conversation):
                with pytest.raises(NotAllowed):
                    look(who, self.now, self.conversation_id)

    def signed_bytes_never_change(self) -> None:
        with reading(), bypassing_row_security():
            table = tables.Minutes
            query = table.select(table.signed, table.sha256).where(
                table.conversation == self.conversation_id, table.state == S.SIGNED
            )
            assert list(query.order_by(table.number).tuples()) == self.signed

    def every_change_stands_once_in_the_history(self) -> None:
        assert [
            (one.kind, one.by_name, one.at, one.before.get("state", ""), one.after.get("state", ""))
            for one in conversations.history_of(ChangeSubject.CONVERSATION, self.conversation_id)
        ] == self.story
        for number, story in self.minutes_stories.items():
            assert [
                (one.by_name, one.at, one.before.get("state", ""), one.after.get("state", ""))
                for one in conversations.history_of(ChangeSubject.MINUTES, number)
            ] == story


@pytest.fixture
def connected(cast: Cast) -> Iterator[Cast]:
    """Everybody, with one connection for the whole test; the scopes of the services nest in it."""
    with reading():
        yield cast


@pytest.mark.brief
def test_a_conversation_in_any_order(connected: Cast, database: Any) -> None:
    examples, steps = (3, 25) if isinstance(database, PostgresAddress) else (5, 30)
    _try(connected, examples, steps)


@pytest.mark.slow
def test_a_conversation_in_any_order_for_long(connected: Cast, database: Any) -> None:
    examples, steps = (10, 40) if isinstance(database, PostgresAddress) else (28, 50)
    _try(connected, examples, steps)


def _try(connected: Cast, examples: int, steps: int) -> None:
    machine = type("Machine", (Conversations,), {"everybody": connected})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            report_multiple_bugs=False,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
