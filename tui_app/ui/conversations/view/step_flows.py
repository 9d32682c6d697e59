"""The steps that are taken on the sheet of a conversation: each from its question to the answer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.conversations import steps
from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.submission import SubmittedVersions
from tui_app.domain.errors import DomainError
from tui_app.domain.forms.answers import unanswered_questions
from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.follow_up import Topic
from tui_app.domain.records.goal import Goal, GoalStatus
from tui_app.services.conversations import leader_handover, planning, preparation, topics
from tui_app.services.minutes import amendments, drafting, sharing, signing, statements, submission
from tui_app.services.people import goals
from tui_app.text.conversations import view
from tui_app.text.i18n import _, current_language, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.conversations.view.minutes_step_flows import _gap_text
from tui_app.ui.conversations.view.section_page import STATEMENT_FIELD

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tui_app.domain.drafts.actions import GoalDraft
    from tui_app.ui.app import SamtaleApp
    from tui_app.ui.conversations.view.agreement_lists import AgreementLists


class StepFlows:
    """Takes steps on behalf of one sheet; each is awaited in a flow of the application."""

    def __init__(self, screen: AgreementLists) -> None:
        self._screen = screen

    @property
    def _app(self) -> SamtaleApp:
        return self._screen.samtale

    @property
    def _sheet(self) -> ConversationView:
        assert self._screen.shown is not None
        return self._screen.shown

    @property
    def _id(self) -> int:
        return self._sheet.conversation.id

    async def take(self, step: str) -> None:
        """Take one of the steps of `sheet_words.STEP_LABELS`; everything written is saved before."""
        await self._screen.flush()
        if self._screen.is_unsaved:
            self._screen.saving.say_unsaved()
            return
        takes: dict[str, Callable[[], Awaitable[None]]] = {
            "share": self._share,
            "unshare": self._unshare,
            "begin": self._begin,
            "show": self._show,
            "hide": self._hide,
            "submit": self._submit,
            "sign": self._sign,
            "remark": self._remark,
            "return": self._return,
            "hand_on": self._hand_on,
            "give_up": self._give_up,
            "export": self._export,
            "show_signed": partial(self._show_signed, shown=True),
            "hide_signed": partial(self._show_signed, shown=False),
            "state": self._state,
            "amend": self._amend,
        }
        try:
            await takes[step]()
        except DomainError as refusal:
            self._app.tell_refusal(refusal)
        self._app.refresh_screens()

    async def _agreed_to(self, title: str, question: Content, yes: str) -> bool:
        from tui_app.ui.dialogs.confirm import ConfirmDialog

        answer: bool | None = await self._app.push_screen_wait(ConfirmDialog(title, question, yes, _("Not yet")))
        return bool(answer)

    async def _share(self) -> None:
        other = view.other_party_name(self._sheet)
        answers = {key: one.value for key, one in self._sheet.mine.answers.items()}
        open_ones = [
            plain("! ", content.WARNING) + plain(in_language(question.text, current_language()))
            for question in unanswered_questions(self._sheet.form, self._sheet.role, answers)
        ]
        lines = [
            plain(format_message(_("$name sees your answers from now on, including later additions."), name=other))
        ]
        if open_ones:
            lines += [plain(_("Required (*) and not answered:")) + plain("\n") + Content("\n").join(open_ones)]
        if not await self._agreed_to(_("Share my preparation"), Content("\n\n").join(lines), _("Share")):
            return
        await self._app.ask(preparation.share, self._id)
        self._app.tell(format_message(_("$name can see your answers now."), name=view.other_party_name(self._sheet)))

    async def _unshare(self) -> None:
        await self._app.ask(partial(preparation.share, shared=False), self._id)
        self._app.tell(_("Your answers are private again."))

    async def _begin(self) -> None:
        other = view.other_party_name(self._sheet)
        question = plain(format_message(_("Are you and $name together now?\nThe time starts here."), name=other))
        if await self._agreed_to(_("Start the conversation"), question, _("Start now")):
            await self._app.ask(planning.start, self._id)

    async def _show(self) -> None:
        await self._app.ask(partial(drafting.share_draft, shown=True), self._id)
        self._app.tell(format_message(_("$name can now read along."), name=view.other_party_name(self._sheet)))

    async def _hide(self) -> None:
        await self._app.ask(partial(drafting.share_draft, shown=False), self._id)
        self._app.tell(_("Only you see the minutes until you submit them."))

    def _seen(self) -> SubmittedVersions:
        """What stands before the employee: as it was read, and as it was saved from here since."""
        seen, saving = self._sheet.seen, self._screen.saving
        keys = (section.key for section in self._sheet.form.sections)
        texts = {key: max(seen.texts.get(key, 0), saving.version(f"m-{key}")) for key in keys}
        return replace(seen, texts={key: version for key, version in texts.items() if version})

    async def _submit(self) -> None:
        seen = self._seen()
        found = await self._app.ask(submission.list_gaps, self._id)
        lines = [plain("! ", content.WARNING) + plain(_gap_text(gap, text)) for gap, text in found]
        other = view.other_party_name(self._sheet)
        lines.append(
            plain(
                format_message(
                    _("Submitting also signs. $name then reads the minutes, and signs or returns them."), name=other
                )
            )
        )
        if await self._agreed_to(_("Sign and submit"), Content("\n\n").join(lines), _("Sign and submit")):
            await self._app.ask(submission.submit, self._id, current_language(), seen)
            self._app.tell(format_message(_("Submitted to $name."), name=other))

    async def _sign(self) -> None:
        draft = self._sheet.draft
        seen = draft.version if draft else 0
        question = plain(_("After this, the text cannot be changed; later changes are amendments that both sign."))
        if self._sheet.erases_preparation:
            question += plain("\n\n" + _("Signing erases what you both prepared; it is no longer needed."))
        if self._comments():
            left = _("You have comments that are not returned. Signing discards them.")
            question = plain("! ", content.WARNING) + plain(left + "\n\n") + question
        if await self._agreed_to(_("Sign the minutes"), question, _("Sign")):
            await self._app.ask(signing.sign, self._id, seen)
            self._app.tell(_("Signed by both."))

    async def _remark(self) -> None:
        section = self._screen.section_key
        self._screen.write_in(view.SECTION_PREFIX + section if section else view.WHOLE_MINUTES, f"c-{section}")

    def _comments(self) -> dict[str, str]:
        """Section -> what is written about it and not returned yet, the whole first."""
        shown, saving = self._sheet.my_comments, self._screen.saving
        found = {}
        for key in ("", *(section.key for section in self._sheet.form.sections)):
            here = saving.standing(f"c-{key}")
            text = str((shown[key].value if here is None and key in shown else here) or "").strip()
            if text:
                found[key] = text
        return found

    async def _return(self) -> None:
        comments = self._comments()
        if not comments:
            await self._remark()
            self._app.tell(_("First write what should be changed, here or beside another section."))
            return
        titles = {one.key: in_language(one.title, current_language()) for one in self._sheet.form.sections}
        lines = [
            plain((titles.get(key) or _("overall")) + ": ", f"bold {content.WARNING}") + plain(text)
            for key, text in comments.items()
        ]
        name = self._sheet.conversation.person_name
        lines.append(plain(format_message(_("This returns the minutes to $name."), name=name), content.MUTED))
        if await self._agreed_to(_("Return the minutes"), Content("\n\n").join(lines), _("Return")):
            await self._app.ask(signing.return_minutes, self._id)
            self._app.tell(format_message(_("Returned to $name."), name=name))

    async def _state(self) -> None:
        text = str(self._screen.saving.standing(STATEMENT_FIELD) or "").strip()
        if not text and self._sheet.my_statement is not None:
            text = str(self._sheet.my_statement.value or "").strip()
        if not text:
            self._screen.wants_statement = True
            self._screen.write_in(view.newest_version_key(self._sheet), STATEMENT_FIELD)
            return
        question = plain(text) + plain(
            "\n\n" + _("It is shown beside the signed text, in your name, and both can read it.")
        )
        if await self._agreed_to(_("Add the statement"), question, _("Add")):
            await self._app.ask(statements.add, self._id, text)
            self._screen.wants_statement = False

    async def _amend(self) -> None:
        question = plain(
            _("The employee writes a new version based on the signed text, and both sign again. The old one is kept.")
        )
        if await self._agreed_to(_("Write an amendment"), question, _("Start the amendment")):
            await self._app.ask(amendments.start, self._id)

    async def _hand_on(self) -> None:
        seen, other = self._sheet, view.other_party_first_name(self._sheet)
        new = seen.new_leader
        first = new.split(" ")[0]
        lines = [
            format_message(_("$new leads you now, and signs the minutes in place of $name."), new=new, name=other),
            format_message(
                _(
                    "$new will see this conversation: the minutes once you submit or show them, the comments "
                    "on them, what you agreed, and the answers you shared."
                ),
                new=first,
            ),
            format_message(
                _("$name no longer sees it, and $name's preparation is not passed on. This cannot be undone."),
                name=other,
            ),
        ]
        if seen.signed:
            lines.insert(2, format_message(_("$new also sees the minutes already signed."), new=first))
        if steps.current_state(seen) is ConversationState.SUBMITTED:
            lines.insert(1, _("The minutes are as you submitted them; this signs them again."))
        question = plain("\n\n".join(lines))
        if await self._agreed_to(format_message(_("Hand it to $new"), new=new), question, _("Hand it over")):
            await self._app.ask(leader_handover.hand_over, self._id)
            self._app.tell(format_message(_("$new can continue with it now."), new=new))

    async def _give_up(self) -> None:
        question = plain(_("What you wrote in the amendment is discarded. The signed minutes stay as they are."))
        if await self._agreed_to(_("Discard the amendment"), question, _("Discard")):
            await self._app.ask(amendments.discard, self._id)
            self._app.tell(_("The amendment is discarded."))

    async def _show_signed(self, *, shown: bool) -> None:
        name = self._sheet.later_leader
        await self._app.ask(partial(sharing.set_shared, shown=shown), self._id)
        said = _("$name can read these minutes now.") if shown else _("$name can no longer read these minutes.")
        self._app.tell(format_message(said, name=name))

    async def _export(self) -> None:
        from tui_app.ui.conversations.minutes_export import export_minutes

        number = self._screen.page.partition("-")[2]
        versions = {str(one.document.number): one for one in self._sheet.signed}
        await export_minutes(self._app, self._id, versions.get(number, self._sheet.signed[-1]))

    async def tick(self, thing: Goal | Topic) -> None:
        """A goal is reached, or is one again; a topic was talked about, or waits again."""
        try:
            if isinstance(thing, Topic):
                receipt = await self._app.ask(topics.toggle_discussed, thing.id)
            else:
                receipt = await self._app.ask(goals.edit, thing.id, thing.version, _toggled_goal(thing))
        except DomainError as refusal:
            self._app.tell_refusal(refusal)
            self._app.refresh_screens()
            return
        self._app.done(receipt, thing.text)

    async def open_thing(self, thing: Goal | Topic) -> None:
        """Change a goal; read a topic."""
        if isinstance(thing, Goal):
            await self._app.doing.goal(self._screen.person, thing)
        else:
            from tui_app.ui.dialogs.text import TextDialog

            self._app.push_screen(TextDialog(thing.by_name, thing.text))


def _toggled_goal(goal: Goal) -> GoalDraft:
    from tui_app.domain.drafts.actions import GoalDraft
    from tui_app.domain.drafts.base import validate_draft

    status = GoalStatus.REACHED if goal.status is GoalStatus.OPEN else GoalStatus.OPEN
    return validate_draft(GoalDraft, {"text": goal.text, "kind": goal.kind, "target": goal.target, "status": status})
