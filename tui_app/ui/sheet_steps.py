"""The steps that are taken on the sheet of a conversation: each from its question to the answer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.conversations import Gap, Seen, Sheet
from tui_app.domain.forms import in_language, missing
from tui_app.domain.records import ConversationState, Goal, GoalStatus, Topic
from tui_app.domain.refusals import Refusal
from tui_app.services import conversations, handing_on, minutes, pages, sheet, showing, topics
from tui_app.ui import sheet_words, words
from tui_app.ui.language import _, spoken, told
from tui_app.ui.text import lit
from tui_app.ui.widgets.sheet_page import STATEMENT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tui_app.domain.drafts import GoalDraft
    from tui_app.ui.app import SamtaleApp
    from tui_app.ui.screens.sheet_lists import SheetLists


class SheetSteps:
    """Takes steps on behalf of one sheet; each is awaited in a flow of the application."""

    def __init__(self, screen: SheetLists) -> None:
        self._screen = screen

    @property
    def _app(self) -> SamtaleApp:
        return self._screen.samtale

    @property
    def _sheet(self) -> Sheet:
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
        except Refusal as refusal:
            self._app.tell_refusal(refusal)
        self._app.refresh_screens()

    async def _agreed_to(self, title: str, question: Content, yes: str) -> bool:
        from tui_app.ui.modals.ask import Ask

        answer: bool | None = await self._app.push_screen_wait(Ask(title, question, yes, _("Not yet")))
        return bool(answer)

    async def _share(self) -> None:
        other = sheet_words.the_other(self._sheet)
        answers = {key: one.value for key, one in self._sheet.mine.answers.items()}
        open_ones = [
            lit("! ", words.AMBER) + lit(in_language(question.text, spoken()))
            for question in missing(self._sheet.form, self._sheet.role, answers)
        ]
        lines = [lit(told(_("$name sees your answers from now on, and what you add to them."), name=other))]
        if open_ones:
            lines += [lit(_("These with a * are still open:")) + lit("\n") + Content("\n").join(open_ones)]
        if not await self._agreed_to(_("Share my preparation"), Content("\n\n").join(lines), _("Share")):
            return
        await self._app.ask(sheet.share, self._id)
        self._app.tell(told(_("$name can see your answers now."), name=sheet_words.the_other(self._sheet)))

    async def _unshare(self) -> None:
        await self._app.ask(partial(sheet.share, shared=False), self._id)
        self._app.tell(_("Your answers are your own again."))

    async def _begin(self) -> None:
        other = sheet_words.the_other(self._sheet)
        question = lit(told(_("Do you sit together now, you and $name?\nThe time runs from here."), name=other))
        if await self._agreed_to(_("Begin the conversation"), question, _("Begin")):
            await self._app.ask(conversations.begin, self._id)

    async def _show(self) -> None:
        await self._app.ask(partial(minutes.show_draft, shown=True), self._id)
        self._app.tell(told(_("$name can read along now."), name=sheet_words.the_other(self._sheet)))

    async def _hide(self) -> None:
        await self._app.ask(partial(minutes.show_draft, shown=False), self._id)
        self._app.tell(_("Only you see the minutes until you submit them."))

    def _seen(self) -> Seen:
        """What stands before the employee: as it was read, and as it was saved from here since."""
        seen, saving = self._sheet.seen, self._screen.saving
        keys = (section.key for section in self._sheet.form.sections)
        texts = {key: max(seen.texts.get(key, 0), saving.version(f"m-{key}")) for key in keys}
        return replace(seen, texts={key: version for key, version in texts.items() if version})

    async def _submit(self) -> None:
        seen = self._seen()
        found = await self._app.ask(minutes.lacking, self._id)
        lines = [lit("! ", words.AMBER) + lit(_gap_words(gap, text)) for gap, text in found]
        other = sheet_words.the_other(self._sheet)
        lines.append(lit(told(_("You sign by submitting. $name reads, and signs or returns."), name=other)))
        if await self._agreed_to(_("Sign and submit"), Content("\n\n").join(lines), _("Sign and submit")):
            await self._app.ask(minutes.submit, self._id, spoken(), seen)
            self._app.tell(told(_("Submitted to $name."), name=other))

    async def _sign(self) -> None:
        draft = self._sheet.draft
        seen = draft.version if draft else 0
        question = lit(_("After this nobody can change the text; later changes are amendments that both sign."))
        if self._sheet.erases_preparation:
            question += lit("\n\n" + _("What both prepared has done its work, and is erased by this."))
        if self._comments():
            left = _("You have written comments that are not returned. Signing throws them away.")
            question = lit("! ", words.AMBER) + lit(left + "\n\n") + question
        if await self._agreed_to(_("Sign the minutes"), question, _("Sign")):
            await self._app.ask(minutes.sign, self._id, seen)
            self._app.tell(_("Signed by both."))

    async def _remark(self) -> None:
        section = self._screen.section_key
        self._screen.write_in(sheet_words.SECTION + section if section else sheet_words.WHOLE, f"c-{section}")

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
            self._app.tell(_("Write first what should be changed, here or beside another section."))
            return
        titles = {one.key: in_language(one.title, spoken()) for one in self._sheet.form.sections}
        lines = [
            lit((titles.get(key) or _("the whole")) + ": ", f"bold {words.AMBER}") + lit(text)
            for key, text in comments.items()
        ]
        name = self._sheet.conversation.person_name
        lines.append(lit(told(_("$name gets the minutes back with this."), name=name), words.FAINT))
        if await self._agreed_to(_("Return the minutes"), Content("\n\n").join(lines), _("Return")):
            await self._app.ask(minutes.give_back, self._id)
            self._app.tell(told(_("Returned to $name."), name=name))

    async def _state(self) -> None:
        text = str(self._screen.saving.standing(STATEMENT) or "").strip()
        if not text and self._sheet.my_statement is not None:
            text = str(self._sheet.my_statement.value or "").strip()
        if not text:
            self._screen.wants_statement = True
            self._screen.write_in(sheet_words.newest(self._sheet), STATEMENT)
            return
        question = lit(text) + lit("\n\n" + _("It stands beside the signed text, in your name, and both read it."))
        if await self._agreed_to(_("Add the statement"), question, _("Add")):
            await self._app.ask(minutes.state, self._id, text)
            self._screen.wants_statement = False

    async def _amend(self) -> None:
        question = lit(
            _("The employee writes a new version from the signed text, and both sign again. The old one stays.")
        )
        if await self._agreed_to(_("Write an amendment"), question, _("Begin the amendment")):
            await self._app.ask(minutes.amend, self._id)

    async def _hand_on(self) -> None:
        seen, other = self._sheet, sheet_words.first_name_of_other(self._sheet)
        new = seen.new_leader
        first = new.split(" ")[0]
        lines = [
            told(_("$new leads you now, and signs the minutes in $name's place."), new=new, name=other),
            told(_("$new then sees this conversation: the minutes once you submit or show them, the comments on them, "
                   "what you have agreed, and the answers that you have shared."), new=first),
            told(_("$name sees it no more, and what $name prepared does not go along. You cannot take it back."),
                 name=other),
        ]  # fmt: skip
        if seen.signed:
            lines.insert(2, told(_("$new also reads the minutes that are signed already."), new=first))
        if sheet_words.state_of(seen) is ConversationState.SUBMITTED:
            lines.insert(1, _("The minutes are as you submitted them; you sign them anew by this."))
        question = lit("\n\n".join(lines))
        if await self._agreed_to(told(_("Hand it to $new"), new=new), question, _("Hand it on")):
            await self._app.ask(handing_on.hand_on, self._id)
            self._app.tell(told(_("$new can go on with it now."), new=new))

    async def _give_up(self) -> None:
        question = lit(_("What is written in it is thrown away. The signed minutes stay as they are."))
        if await self._agreed_to(_("Give up the amendment"), question, _("Give it up")):
            await self._app.ask(minutes.give_up, self._id)
            self._app.tell(_("The amendment is given up."))

    async def _show_signed(self, *, shown: bool) -> None:
        name = self._sheet.later_leader
        await self._app.ask(partial(showing.show, shown=shown), self._id)
        said = _("$name can read these minutes now.") if shown else _("$name can no longer read these minutes.")
        self._app.tell(told(said, name=name))

    async def _export(self) -> None:
        from tui_app.ui.exporting import export_minutes

        number = self._screen.page.partition("-")[2]
        versions = {str(one.document.number): one for one in self._sheet.signed}
        await export_minutes(self._app, self._id, versions.get(number, self._sheet.signed[-1]))

    async def tick(self, thing: Goal | Topic) -> None:
        """A goal is reached, or is one again; a topic was talked about, or waits again."""
        try:
            if isinstance(thing, Topic):
                receipt = await self._app.ask(topics.tick, thing.id)
            else:
                receipt = await self._app.ask(pages.edit_goal, thing.id, thing.version, _turned(thing))
        except Refusal as refusal:
            self._app.tell_refusal(refusal)
            self._app.refresh_screens()
            return
        self._app.done(receipt, thing.text)

    async def open_thing(self, thing: Goal | Topic) -> None:
        """Change a goal; read a topic."""
        if isinstance(thing, Goal):
            await self._app.doing.goal(self._screen.person, thing)
        else:
            from tui_app.ui.modals.note import NoteScreen

            self._app.push_screen(NoteScreen(thing.by_name, thing.text))


def _turned(goal: Goal) -> GoalDraft:
    from tui_app.domain.drafts import GoalDraft, checked

    status = GoalStatus.REACHED if goal.status is GoalStatus.OPEN else GoalStatus.OPEN
    return checked(GoalDraft, {"text": goal.text, "kind": goal.kind, "target": goal.target, "status": status})


def _gap_words(gap: Gap, text: str) -> str:
    words_for = {
        Gap.EMPTY: _("Nothing is written in the minutes."),
        Gap.NO_ACTION: _("No action is agreed: who does what by when?"),
        Gap.GOAL_WITHOUT_ACTION: _("No action serves the goal «$text»."),
    }
    return told(words_for[gap], text=text)
