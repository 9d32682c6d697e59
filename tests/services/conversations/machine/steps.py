"""The steps of minutes: submitted, commented on, returned, signed, amended and stated about."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.services.conversations.machine.model import BEHIND, REFUSED, SECTION, TEXT, WHO, WRITABLE, Draft, S
from tests.services.conversations.machine.writing import WritingRules
from tui_app.domain.minutes.signed_minutes import canonical_json, sha256_hex
from tui_app.domain.records.change import ChangeKind
from tui_app.services.conversations import conversation_view
from tui_app.services.minutes import amendments, comments, signing, statements, submission


class StepRules(WritingRules):
    """Minutes go from one of the two to the other."""

    @rule(who=WHO)
    def submit(self, who: str) -> None:
        begins, draft = self.state is S.HELD, self.draft
        writable = draft.state in WRITABLE if draft else begins
        result = self.outcome(
            who,
            lambda me: submission.submit(me, self.now, self.conversation_id, "nb"),
            (who == "leader", "not_allowed"),
            (not writable, "step_impossible"),
        )
        if result is not REFUSED:
            if begins:
                self.step(who, S.DRAFTING)
            draft = self.draft = draft or Draft(self.newest_minutes(), 1)
            texts = {section.key: draft.texts.get(section.key, ("", 0))[0] for section in self.form.sections}
            draft.submitted = (texts, sorted(self.agreed.values()), sorted(self.goals.values()))
            self.minutes_step(who, S.SUBMITTED)

    @rule(who=WHO, section=st.one_of(SECTION, st.just("")), text=TEXT, behind=BEHIND)
    def comment(self, who: str, section: str, text: str, behind: int) -> None:
        waits = self.draft is not None and self.draft.state in (S.SUBMITTED, S.RETURNED)
        stands, version = self.comments.get(section, ("", 0))
        seen = max(version - behind, 0)
        saved = self.outcome(
            who,
            lambda me: comments.save_comment(me, self.now, self.conversation_id, section, text, seen),
            (self.lacks(section), "not_found"),
            (who == "employee", "not_allowed"),
            (not waits, "step_impossible"),
            (seen != version and stands != text, "changed_elsewhere"),
        )
        self.check_saved(saved, text, stands, version, conflict=seen != version)
        if saved is not REFUSED:
            self.comments[section] = (text, saved.version)

    @rule(who=WHO)
    def give_back(self, who: str) -> None:
        waits = self.draft is not None and self.draft.state is S.SUBMITTED
        commented = any(text for text, _ in self.comments.values())
        result = self.outcome(
            who,
            lambda me: signing.return_minutes(me, self.now, self.conversation_id),
            (waits and not commented, "invalid"),
            (who == "employee", "not_allowed"),
            (not waits, "step_impossible"),
        )
        if result is not REFUSED:
            self.comments = {}
            self.minutes_step(who, S.RETURNED)

    @rule(who=WHO)
    def sign(self, who: str) -> None:
        draft = self.draft
        waits = draft is not None and draft.state is S.SUBMITTED
        signed = self.outcome(
            who,
            lambda me: signing.sign(me, self.now, self.conversation_id),
            (who == "employee", "not_allowed"),
            (not waits, "step_impossible"),
        )
        if signed is not REFUSED:
            assert draft is not None
            self.minutes_step(who, S.SIGNED)
            self.signed_ids.append(draft.id)
            self.comments = {}
            for side in self.sides.values():  # the preparations are erased at signing
                side.answers, side.shared = {}, False
            document = signed.document
            texts = {section.key: section.text for section in document.sections}
            agreed = sorted(action.text for action in document.actions)
            assert (texts, agreed, sorted(goal.text for goal in document.goals)) == draft.submitted
            amends = self.signed[-1][1] if self.signed else ""
            assert (document.number, document.conversation, document.amends) == (draft.number, self.uid, amends)
            text = canonical_json(document)
            assert signed.sha256 == sha256_hex(text)
            self.signed.append((text, signed.sha256))
            self.draft = None

    @rule(who=WHO)
    def amend(self, who: str) -> None:
        possible = bool(self.signed) and self.draft is None
        result = self.outcome(
            who, lambda me: amendments.start(me, self.now, self.conversation_id), (not possible, "step_impossible")
        )
        if result is not REFUSED:
            if self.shows:  # that was about the draft before
                self.shows = False
                self.wrote(ChangeKind.STEP, who, "", "")
            self.draft = Draft(self.newest_minutes(), len(self.signed) + 1)
            self.minutes_stories[self.draft.id].append((self.viewer(who).name, self.now, "", S.DRAFTING))
            seen = conversation_view.get_view(self.cast.employee, self.now, self.conversation_id).draft
            assert seen is not None
            self.draft.texts = {section: (str(one.value), one.version) for section, one in seen.texts.items()}
            signed = (
                conversation_view.get_view(self.cast.employee, self.now, self.conversation_id)
                .signed[-1]
                .document.sections
            )
            assert all(self.draft.texts.get(one.key, ("", 0))[0] == one.text for one in signed)

    @rule(who=WHO)
    def give_up(self, who: str) -> None:
        draft = self.draft
        result = self.outcome(
            who,
            lambda me: amendments.discard(me, self.now, self.conversation_id),
            (who == "leader", "not_allowed"),
            (draft is None or draft.number == 1, "step_impossible"),
        )
        if result is not REFUSED:
            assert draft is not None
            self.minutes_stories[draft.id].append((self.viewer(who).name, self.now, draft.state, "given_up"))
            self.draft, self.comments = None, {}

    @rule(who=WHO, text=TEXT)
    def state_something(self, who: str, text: str) -> None:
        result = self.outcome(
            who,
            lambda me: statements.add(me, self.now, self.conversation_id, text),
            (not text, "invalid"),
            (not self.signed, "step_impossible"),
        )
        if result is not REFUSED:
            self.statements += 1
            self.unsaid.pop(who, None)
            self.minutes_stories[self.signed_ids[-1]].append((self.viewer(who).name, self.now, "", "statement"))

    @rule(who=WHO, text=TEXT)
    def write_a_statement(self, who: str, text: str) -> None:
        version = self.unsaid.get(who, ("", 0))[1]
        saved = self.outcome(
            who,
            lambda me: statements.save_draft(me, self.now, self.conversation_id, text, version),
            (not self.signed, "step_impossible"),
        )
        if saved is not REFUSED:
            self.unsaid[who] = (text, saved.version)
