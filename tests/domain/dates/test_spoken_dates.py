"""Days as people say them in each language: counted in a month, with a name, around another day, by week."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.dates.typed_dates import TODAY, each, on, reading

BOKMAL = [
    (
        "første mandag i mars|den første mandagen i mars|mandag 1. mars|første mars|innen 1. mars|til 1. mars",
        "27-03-01",
    ),
    ("siste fredag i mars|fredag uke 12|uke 12|uke tolv|i løpet av uke 12|langfredag|uke 12, fredag", "27-03-26"),
    ("andre tirsdag i januar|2. tirsdag i januar", "27-01-12"),
    ("siste fredag i måneden|før helga|før helgen|innen helga|i løpet av uka", "26-11-27"),
    ("første mandag i neste måned|om 14 dager|i løpet av 14 dager|innen to uker|to uker fra nå", "26-12-07"),
    ("før 1. mars", "27-02-28"),
    ("etter 1. mars", "27-03-02"),
    ("før fredag", "26-11-26"),
    ("i løpet av januar|innen utgangen av januar|siste dag i januar|før 1. februar", "27-01-31"),
    ("helga|i helgen|til helga", "26-11-29"),
    ("neste helg", "26-12-06"),
    ("etter helga|over helga|mandag i neste uke|starten av neste uke|tidlig neste uke|mandag morgen", "26-11-30"),
    ("midt i neste uke", "26-12-02"),
    ("neste uke|fredag i neste uke|i løpet av neste uke", "26-12-04"),
    ("nyttårsaften|før årsskiftet|årsskiftet", "26-12-31"),
    ("2. juledag|andre juledag|2. juledagen", "26-12-26"),
    ("julaften", "26-12-24"),
    ("første søndag i advent|1. advent", "26-11-29"),
    ("påskeaften", "27-03-27"),
    ("over påske|etter påske|etter 2. påskedag", "27-03-30"),
    ("i morgen tidlig|i morgen formiddag|i morgen kveld", "26-11-24"),
    ("i kveld|i ettermiddag", "26-11-23"),
    ("den første|den første i måneden|1. i neste måned", "26-12-01"),
    ("før 2. kvartal|1. kvartal", "27-03-31"),
    ("halvannet år", "28-05-23"),
    ("uka før jul|uken før jul|siste uke før jul|siste fredag før jul|fredag før jul|fredagen før jul", "26-12-18"),
    ("to uker før jul", "26-12-09"),
    ("dagen før julaften|før jul", "26-12-23"),
    ("neste ukes mandag|mandag neste uke|neste uke mandag|uka som starter 30. november, mandag", "26-11-30"),
    ("neste ukes fredag|denne fredagen i neste uke", "26-12-04"),
    ("fredagen|denne fredagen|nå på fredag|førstkommende fredag", "26-11-27"),
    ("første uka i januar|1. uke i januar|uka etter nyttår", "27-01-08"),
    ("siste uke i januar", "27-01-29"),
    ("første uke i neste måned", "26-12-11"),
    ("uka etter påske|uka før uke 14", "27-04-02"),
    ("mandagen etter påske|første mandag etter påske", "27-04-05"),
    ("første mandag etter nyttår", "27-01-04"),
    ("i slutten av mars|neste kvartal|i neste kvartal|slutten av 1. kvartal", "27-03-31"),
    ("før mai", "27-04-30"),
    ("mandag den 7.|7. neste måned|mandag 7.", "26-12-07"),
    ("andre halvdel av mai", "27-05-31"),
    ("i løpet av 2027|slutten av 2027", "27-12-31"),
    ("årsslutt|før året er omme", "26-12-31"),
    ("15. mars neste år", "27-03-15"),
    ("uke 2 neste år", "27-01-15"),
]
NYNORSK = [
    ("fyrste måndag i mars|måndag 1. mars|fyrste mars|innan 1. mars", "27-03-01"),
    ("siste fredagen i mars|fredag veke 12|veke 12|i løpet av veke 12", "27-03-26"),
    ("andre tysdag i januar|andre tysdagen i januar", "27-01-12"),
    ("før helga|innan helga|i løpet av veka|siste fredag i månaden", "26-11-27"),
    ("om 14 dagar|innan to veker|to veker frå no|fyrste måndag i neste månad", "26-12-07"),
    ("før 1. mars|før fyrste mars", "27-02-28"),
    ("i løpet av januar|innan utgangen av januar|siste dagen i januar", "27-01-31"),
    ("måndag i neste veke|byrjinga av neste veke|tidleg neste veke|etter helga", "26-11-30"),
    ("neste veke|fredag i neste veke|slutten av neste veke", "26-12-04"),
    ("nyttårsaftan|før årsskiftet", "26-12-31"),
    ("2. juledag|andre juledag", "26-12-26"),
    ("julaftan", "26-12-24"),
    ("i morgon tidleg|i morgon kveld", "26-11-24"),
    ("halvtanna år", "28-05-23"),
    ("veka før jul|fredag før jul", "26-12-18"),
    ("neste vekes måndag|måndag neste veke", "26-11-30"),
    ("fyrste veka i januar|veka etter nyttår", "27-01-08"),
    ("veka etter påske", "27-04-02"),
    ("måndagen etter påske", "27-04-05"),
    ("dagen før julaftan", "26-12-23"),
]
ENGLISH = [
    ("the first Monday in March|1st Monday of March|first of March|the first of March|by 1 March", "27-03-01"),
    (
        "last Friday in March|the last Friday of March|week 12|wk 12|wk. 12|week twelve|during week 12|Good Friday",
        "27-03-26",
    ),
    ("second Tuesday of January|Tuesday 12 January", "27-01-12"),
    ("before the weekend|by the weekend|last Friday of the month|EOW|this week", "26-11-27"),
    ("in 14 days|within two weeks|two weeks from now|two weeks from today", "26-12-07"),
    ("before March 1|before 1 March", "27-02-28"),
    ("before Friday", "26-11-26"),
    ("during January|within January|by the end of January|last day of January", "27-01-31"),
    ("the weekend|at the weekend|this weekend", "26-11-29"),
    ("next weekend", "26-12-06"),
    ("after the weekend|Monday next week|start of next week|early next week|Monday morning", "26-11-30"),
    ("next week|Friday of next week|next week, Friday|Friday week|a week on Friday", "26-12-04"),
    ("two weeks on Friday|2 weeks on Friday", "26-12-11"),
    ("Tuesday of week 12|week 12 Tuesday|Tue wk 12", "27-03-23"),
    ("New Year's Eve|new years eve|EOY", "26-12-31"),
    ("Boxing Day", "26-12-26"),
    ("Boxing Day 2027", "27-12-26"),
    ("Christmas Eve", "26-12-24"),
    ("tomorrow morning|tomorrow in the afternoon", "26-11-24"),
    ("tonight|this afternoon", "26-11-23"),
    ("the first|first of the month|1st of next month", "26-12-01"),
    ("before Q2|before the second quarter", "27-03-31"),
    ("a year and a half", "28-05-23"),
    ("the week before Christmas|the Friday before Christmas|last Friday before Christmas", "26-12-18"),
    ("two weeks before Christmas", "26-12-09"),
    ("the day before Christmas Eve", "26-12-23"),
    ("next week's Monday|Monday next week|a week today", "26-11-30"),
    ("this coming Friday|this Friday", "26-11-27"),
    ("first week of January|the first week in January", "27-01-08"),
    ("last week of January", "27-01-29"),
    ("the week after Easter", "27-04-02"),
    ("Monday after Easter", "27-04-05"),
    ("first Monday after New Year", "27-01-04"),
    ("next quarter|in the next quarter|end of Q1", "27-03-31"),
    ("start of Q2", "27-04-01"),
    ("before May", "27-04-30"),
    ("Monday the 7th|a fortnight today", "26-12-07"),
    ("second half of May", "27-05-31"),
    ("end of 2027", "27-12-31"),
    ("year end|by year end", "26-12-31"),
    ("15 March next year", "27-03-15"),
    ("the week of 7 December|week commencing 7 December|w/c 7 Dec", "26-12-11"),
]


@pytest.mark.parametrize(("ways", "expected"), [*BOKMAL, *NYNORSK, *ENGLISH])
def test_as_people_say_it(ways: str, expected: str) -> None:
    day = date.fromisoformat(f"20{expected}")
    assert {way: reading(way, TODAY) for way in each(ways)} == dict.fromkeys(each(ways), day)


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("helga", "2026-11-29", "2026-11-29"),
        ("før helga", "2026-11-28", "2026-12-04"),
        ("før helga", "2026-11-27", "2026-11-27"),
        ("etter helga", "2026-11-29", "2026-11-30"),
        ("siste fredag i måneden", "2026-11-28", "2026-12-25"),
        ("2. juledag", "2026-12-26", "2026-12-26"),
        ("2. juledag", "2026-12-27", "2027-12-26"),
        ("før neste kvartal", "2026-12-31", "2026-12-31"),
    ],
)
def test_at_the_edge_the_day_is_not_in_the_past(text: str, today: str, expected: str) -> None:
    assert reading(text, date.fromisoformat(today)) == date.fromisoformat(expected)


def test_a_month_without_a_fifth_monday_is_passed_over() -> None:
    assert on("femte søndag i februar") == date(2032, 2, 29)
    assert reading("femte søndag i februar 2027", TODAY) == "date_does_not_exist"


@pytest.mark.parametrize(
    "text",
    each("for Friday|a week for Easter|for 3 dager|før om 3 dager|over the weekend|siste i mars"),
)
def test_what_may_mean_two_things_is_not_guessed(text: str) -> None:
    assert reading(text, TODAY) == "date_not_understood"
