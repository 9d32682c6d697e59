"""One-time codes for many in words: for slips of paper, for a list, and for the prompt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tui_app.domain.accounts.codes import CodeHandout, CodeSlip, IssuedCode, IssuedCodes
from tui_app.domain.records.person import Person
from tui_app.text.dates import full_date
from tui_app.text.i18n import _, format_message, language_entry, ngettext
from tui_app.text.tables import align_columns


def no_sign_in_text(count: int) -> str:
    """That people of a team have no way to sign in yet."""
    message = ngettext("$count person has no way to sign in yet", "$count people have no way to sign in yet", count)
    return format_message(message, count=count)


def valid_until_text(until: datetime, *, is_one: bool = False) -> str:
    """How long codes last, the same for all that were made together; or how long the one does that stands above."""
    when = format_message(_("$day at $time"), day=full_date(until.date()), time=f"{until:%H:%M}")
    message = _("It works once, until $when.") if is_one else _("Each code works once, until $when.")
    return format_message(message, when=when)


def told_apart_by(person: Person) -> str:
    """What tells a person from somebody with the same name, on one line."""
    details = (person.employee_number, person.email, person.title, person.unit)
    return " · ".join(detail for detail in details if detail)


def code_handout(issued: IssuedCodes, now: datetime, *, one_each: bool) -> CodeHandout:
    """The codes on paper: a page for each person, or a list."""
    if one_each:
        keep = _("The code is only for you: show it to nobody. If it is lost or too old, ask your leader for another.")
    else:
        keep = _("Give each person only their own code, and destroy this list afterwards.")
    return CodeHandout(
        title=_("One-time code for Samtale") if one_each else _("One-time codes for Samtale"),
        slips=[CodeSlip(one.person.name, told_apart_by(one.person), one.code) for one in issued.codes],
        until=valid_until_text(issued.until, is_one=one_each),
        steps=(
            _("Start Samtale: type samtale in a terminal and press Enter. On a shared terminal it is open already."),
            _("Type your name until you are found, and press Enter."),
            _("Type the code instead of a password. Small letters will do, and the dashes can be left out."),
            _("Choose a password of your own. You sign in with that from now on."),
        ),
        keep=keep,
        headings=(_("Who"), _("One-time code")),
        made_at=now,
        language=language_entry().code,
        one_each=one_each,
    )


def code_lines(codes: Sequence[IssuedCode], width: int | None) -> list[str]:
    """The codes as lines for the prompt: who, and the code."""
    return align_columns([(one.code, one.person.name, told_apart_by(one.person)) for one in codes], width)
