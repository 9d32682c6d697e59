"""Signed minutes to a file: the words of the printout, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app.domain.minutes import SignedMinutes
from tui_app.domain.printout import MinutesWords
from tui_app.domain.refusals import Refusal
from tui_app.domain.texts import folded
from tui_app.ui.dates import full_day
from tui_app.ui.language import _, spoken, told
from tui_app.ui.text import lit

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp


def proposed_name(signed: SignedMinutes, kind: str = "pdf") -> str:
    """A file name that tells whose minutes and when: "referat-ola-hansen-2026-11-23.pdf"."""
    document = signed.document
    plain = folded(document.employee).translate({ord("å"): "a", ord("æ"): "ae", ord("ø"): "o"})
    name = "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
    number = f"-{document.number}" if document.number > 1 else ""
    word = folded(_("Minutes"))
    return f"{word}-{name}-{document.held_on.isoformat()}{number}.{kind}"


def minutes_words(zone: tzinfo | None) -> MinutesWords:
    """The words of a printout in the language in use; moments in this zone."""

    def title(number: int) -> str:
        return _("Minutes") if number == 1 else told(_("Amendment $number"), number=number - 1)

    return MinutesWords(
        title=title,
        employee=_("Employee"),
        leader=_("Leader"),
        held=_("Held"),
        place=_("Place"),
        amends=_("Amends the version with fingerprint"),
        goals=_("Goals"),
        development_goal=_("Development goal"),
        work_goal=_("Work goal"),
        target=_("by"),
        actions=_("Actions"),
        who=_("Who"),
        what=_("What"),
        by_when=_("By when"),
        serves=_("Goal it serves"),
        signatures=_("Signatures"),
        signed_by_employee=_("Signed by the employee"),
        signed_by_leader=_("Signed by the leader"),
        fingerprint=_("Fingerprint"),
        broken=_("Careful: this text is not the one that was signed."),
        statements=_("Statements"),
        nothing_written=_("Nothing is written here."),
        none_agreed=_("None."),
        day=lambda day: full_day(day, spoken()),
        moment=lambda at: f"{full_day(at.astimezone(zone).date(), spoken())} {at.astimezone(zone):%H:%M}",
        page=lambda number, count: f"{number} / {count}",
    )


async def write_or_ask(app: SamtaleApp, write: Callable[..., None], path: Path) -> None:
    """Write a file; one that is there already is replaced only when somebody says so.

    Args:
        write: takes `replace`, whether the file that is there may be given up.

    Raises:
        Refusal: it cannot be written, or is there and stays.
    """
    from tui_app.ui.modals.ask import Ask

    try:
        await app.parts.gate(write)
    except Refusal as refusal:
        if refusal.code != "file_exists":
            raise
        question = lit(told(_("There is a file of this name already: $path"), path=path))
        answer: bool | None = await app.push_screen_wait(
            Ask(_("Replace the file?"), question, _("Replace"), _("Keep it"))
        )
        if not answer:
            raise
        await app.parts.gate(partial(write, replace=True))


async def export_minutes(app: SamtaleApp, conversation_id: int, signed: SignedMinutes) -> None:
    """Ask where to, and write the file; its ending tells the kind. That it was taken out is in the log."""
    from tui_app.services.minutes import exported
    from tui_app.ui.modals.form import Field, FormScreen

    async def submit(values: Mapping[str, object]) -> None:
        path = Path(str(values["path"]).strip())
        versions: tuple[SignedMinutes, ...] = await app.ask(exported, conversation_id)
        taken = next(one for one in versions if one.sha256 == signed.sha256)
        write = partial(app.parts.write_minutes, taken, minutes_words(app.moment.tzinfo), path)
        await write_or_ask(app, write, path)
        app.tell(told(_("Saved: $path"), path=path))

    about = lit(_(".pdf to print, .md to read and edit elsewhere, .json for other programs."))
    fields = [Field("path", _("File"), value=str(app.parts.documents / proposed_name(signed)), required=True)]
    await app.push_screen_wait(FormScreen(lit(_("Save as a file")), fields, submit, about))
