"""The words of the commands for whoever keeps the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from tui_app.domain.health import Standing
from tui_app.domain.upkeep import Contents, Damage, Verified
from tui_app.ui.language import N_, _, ngettext, told


@dataclass(frozen=True, slots=True)
class Said:
    """One line about what was looked at."""

    standing: Standing
    words: str


INDENT = 11
"""Columns before the words: a sign, and one word for it."""
SIGNS = {
    Standing.FINE: ("✓", N_("fine")),
    Standing.WARNING: ("!", N_("warning")),
    Standing.WRONG: ("✗", N_("wrong")),
}

DAMAGES = {
    "damaged": N_("The file is damaged: $where"),
    "page_changed": N_("Damaged on the disk, or changed by somebody without the key: $where"),
    "points_nowhere": N_("A row points to one that is gone: $where"),
    "log_unguarded": N_("The log can be changed, its guard is gone: $where"),
    "index_invalid": N_("An index cannot be relied on: $where. Run: REINDEX"),
    "rule_unchecked": N_("A rule of the schema is out of use: $where"),
    "open_to_all": N_("What was written in confidence is not guarded by row-level security: $where"),
    "unreadable": N_("This could not be read to its end: $where"),
}


def line(said: Said, width: int | None = None) -> str:
    """A line as it is printed: sign, word, and what it is about.

    Args:
        width: columns to fit it into; what is to be run stays in one piece. None where nothing is to be broken.
    """
    sign, word = SIGNS[said.standing]
    first, *more = said.words.splitlines()
    if width is not None:
        first, *rest = wrap(first, max(20, width - INDENT), break_long_words=False, break_on_hyphens=False)
        more = [*rest, *more]
    return "\n".join((f"{sign} {_(word):<8} {first}", *(f"{'':{INDENT}}{one}" for one in more)))


def words_for_damage(damage: Damage) -> str:
    """What does not hold of the database itself."""
    return told(_(DAMAGES[damage.code]), where=damage.where)


def words_for_verified(found: Verified) -> Iterator[Said]:
    """What was looked at and what of it does not hold, by number."""
    yield _about_log(found)
    if found.earlier_stands is not None:
        yield (
            Said(Standing.FINE, _("The earlier line is still in the log."))
            if found.earlier_stands
            else Said(Standing.WRONG, _("The earlier line is gone: the log was cut off or written anew."))
        )
    yield _about_minutes(found)
    if found.damage:
        yield from (Said(Standing.WRONG, words_for_damage(one)) for one in found.damage)
    else:
        yield Said(Standing.FINE, told(_("Database: $count tables, whole"), count=found.tables))


def _about_log(found: Verified) -> Said:
    if found.broken:
        numbers = ", ".join(map(str, found.broken))
        return Said(Standing.WRONG, told(_("Log: it was tampered with at line $numbers"), numbers=numbers))
    words = ngettext("Log: $count line, whole chain", "Log: $count lines, whole chain", found.lines)
    return Said(Standing.FINE, told(words, count=found.lines))


def _about_minutes(found: Verified) -> Said:
    if found.wrong_minutes:
        numbers = ", ".join(map(str, found.wrong_minutes))
        return Said(Standing.WRONG, told(_("Minutes: these are not what was signed: $numbers"), numbers=numbers))
    return Said(Standing.FINE, told(_("Signed minutes: $count, all as they were signed"), count=found.minutes))


def words_for_head(found: Verified) -> str:
    """The last line of the log, and why to keep it."""
    if found.head is None:
        return ""
    return told(
        _(
            "The last line of the log is $head\n"
            "Keep it outside this computer. Whether it still stands is shown by: samtale verify --since $head"
        ),
        head=found.head,
    )


def words_for_contents(contents: Contents) -> str:
    """What somebody knows a copy by."""
    people = told(ngettext("$count person", "$count people", contents.people), count=contents.people)
    if contents.written_at is None:
        return told(_("$people, nothing in the log yet"), people=people)
    return told(
        _("$people; the last line of the log is of $moment: $head"),
        people=people,
        moment=f"{contents.written_at.astimezone():%Y-%m-%d %H:%M}",
        head=contents.head,
    )
