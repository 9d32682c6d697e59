"""What names a time, but no day: the answer asks which day, with examples; and what names more than one day."""

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
_SEASON = (
    r"(?:var|varen|sommer|sommar|sommeren|sommaren|host|haust|hosten|hausten|vinter|vinteren|"
    r"spring|summer|autumn|winter)"
)
_TIMES = re.compile(
    r"(?:20|21)[0-9]{2}"
    r"|(?:tidlig|tidleg|early|starten av|byrjinga av|begynnelsen av|start of|beginning of|midten av|midt i|middle of|"
    r"mid)"
    r"[ -](?:(?:i|in|pa|the|neste|next) )*(?:(?:20|21)[0-9]{2}|ar|year|nyaret|new year)"
    rf"|(?:(?:the|next|this|last|neste|denne|forst pa|sist pa|tidlig pa|tidleg pa|sent pa|seint pa|utpa) )+{_SEASON}"
    rf"|(?:i lopet av |during )(?:the )?{_SEASON}"
    r"|(?:tidlig |tidleg |utpa |early in )+(?:the )?(?:nyaret|new year|dagen|day)"
    r"|(?:sein|sen|tidlig|tidleg|host|var|haust|for|hoy)(?:sommeren|sommaren|parten)"
    r"|(?:senere|seinare|later) (?:i |in )?(?:dag|uka|uken|veka|today|this week|this month|this year|maneden|"
    r"manaden|ar)"
    r"|(?:den |the )?(?:kommende|komande|coming) (?:uke|uken|uka|veke|veka|week|maned|maneden|manad|manaden|month)"
    r"|(?:a |en |ei |ein )?(?:halvannen|halvanna|halvtanna) (?:uke|veke|maned|manad)|a (?:week|month) and a half"
    r"|(?:uke|uka|uken|veke|veka|weeks?|uker|veker) [0-9]{1,2} ?(?:-|/|og|eller|til|and|or|to) ?[0-9]{1,2}"
    r"|(?:fellesferien|fellesferie|skolestart|skulestart|half term|back to school|st[.]? hans)"
    r"|(?:uke|uka|uken|ukene|veke|veka|vekene|weeks?) (?:i|in|of|for|etter|before|after) .+"
    r"|manedsskiftet .+|manadsskiftet .+|n(?:ae|æ)r (?:fremtid|framtid)|in the near future|near future"
)


def is_vague(text: str) -> bool:
    """True for text, in small letters without accents, that names a time but no day."""
    bare = _BEFORE.sub("", text)
    return bool({text, bare, _YEAR.sub("", bare)} & _WORDS or _TIMES.fullmatch(bare) or _TIMES.fullmatch(text))


_REPEATED = re.compile(
    r"(?:en gang |ein gong |once )?(?:(?:annen|andre)?hver|hvert|annethvert|(?:annan?)?kvart?|every|each)\b.*"
    r"|(?:daglig|dagleg|ukentlig|ukentleg|vekentleg|manedlig|manadleg|arlig|arleg|kvartalsvis)"
    r"|(?:daily|weekly|fortnightly|monthly|quarterly|yearly|annually)"
    r"|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)days"
)


def is_repeated(text: str) -> bool:
    """True for text, in small letters without accents, that names a day again and again: "hver fredag"."""
    return _REPEATED.fullmatch(text) is not None
