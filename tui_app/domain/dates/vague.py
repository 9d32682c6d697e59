"""What names a time, but no day: the answer asks which day, with examples."""

from __future__ import annotations

import re

from tui_app.domain.dates.vocabulary import MONTHS, simplify

_WORDS = frozenset(
    simplify(word)
    for words in (
        *MONTHS,
        "snart|fort|snarest|straks|omgående|nå|no|soon|asap|senere|seinare|later|now|etter hvert|etter kvart",
        "så snart som mulig|så fort som mulig|så snart som råd|så snart som mogleg|snarest mulig|as soon as possible",
        "ved anledning|ved høve|når det passer|når det passar|when possible|fortløpende|fortløpande|løpende|ongoing",
        "vår|våren|høst|høsten|hausten|vinter|vinteren|sommeren|sommaren|spring|autumn|fall|winter|summer",
        "jul|jula|julen|romjula|romjulen|påske|påska|påsken|pinse|pinsa|pinsen|nyttår|nyåret|easter|christmas|new year",
        "det nye året|the new year|sommer|sommar|høst|haust|ferien|ferie|sommerferien|sommarferien|høstferien",
        "haustferien|vinterferien|påskeferien|juleferien|the holidays|holidays|påskeuka|the summer|sankthans|jonsok",
        "noen dager|noen uker|nokre veker|nokre dagar|noen måneder|nokre månader|a few days|a few weeks|a few months",
    )
    for word in words.split("|")
)
_BEFORE = re.compile(
    r"^(?:(?:i|in|om|til|pa|for|before|etter|after|over|innen|innan|during|i lopet av|ved|the|by|rundt|en gang i) )+"
)
_YEAR = re.compile(r" (?:19|20|21)[0-9]{2}$")
_WEEK_OF_MONTH = re.compile(
    r"(?:den )?(?:forste|fyrste|siste|andre|tredje|first|last|second|third) "
    r"(?:uke|uka|uken|veke|veka|week) (?:i|in|of) .+"
)


def is_vague(text: str) -> bool:
    """True for text, in small letters without accents, that names a time but no day."""
    bare = _BEFORE.sub("", text)
    return bool({text, bare, _YEAR.sub("", bare)} & _WORDS or _WEEK_OF_MONTH.fullmatch(bare))
