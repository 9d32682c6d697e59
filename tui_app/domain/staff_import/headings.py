"""Find out from the headings of a staff list what its columns contain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from tui_app.domain.text_normalization import folded


class StaffField(StrEnum):
    """What a column contains. `LEADER` is a number, an e-mail address or a name, depending on the cell."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMPLOYEE_NUMBER = "employee_number"
    EMAIL = "email"
    TITLE = "title"
    UNIT = "unit"
    START_DATE = "start_date"
    END_DATE = "end_date"
    STATUS = "status"
    LEADER = "leader"
    LEADER_NUMBER = "leader_number"
    LEADER_EMAIL = "leader_email"
    LEADER_NAME = "leader_name"
    IGNORE = "ignore"


NAME_FIELDS = frozenset({StaffField.NAME, StaffField.FIRST_NAME, StaffField.LAST_NAME})
"""Columns with the person's name; a list without any of them cannot be imported."""

LEADER_FIELDS = frozenset(
    {StaffField.LEADER, StaffField.LEADER_NUMBER, StaffField.LEADER_EMAIL, StaffField.LEADER_NAME}
)
"""Columns that name the person's leader."""

_LEADER_WORDS = (
    "leder nærmesteleder naermesteleder personalleder personalansvarlig lederen sjef overordnet "
    "linjeleder nærmesteoverordnede overordna leiar leiaren nærasteleiar rapporterertil "
    "manager leader supervisor linemanager directmanager reportsto reportingto boss"
)
_NUMBER_WORDS = "nr nummer number no id ansattnr ansattnummer ansattid employeenumber employeeid employeeno"
_EMAIL_WORDS = "epost epostadresse mail email emailaddress mailadresse"


def _leader_headings(parts: str) -> str:
    """Headings such as «Leders navn», «Navn leder» and «Navn på leder», for each word."""
    pairs = [(word, part) for word in _LEADER_WORDS.split() for part in parts.split()]
    after = [f"{word}{s}{part}" for word, part in pairs for s in ("", "s", "ens")]
    before = [f"{part}{of}{word}" for word, part in pairs for of in ("", "til", "på", "for", "of")]
    return " ".join(after + before)


_HEADINGS: Mapping[StaffField, str] = {
    StaffField.NAME: "navn name fulltnavn fulltnamn namn fullname ansatt ansattnavn employee employeename medarbeider "
    "medarbeidernavn person personnavn visningsnavn displayname etternavnfornavn fornavnetternavn lastnamefirstname "
    "navnpåansatt navnansatt tilsatt tilsett",
    StaffField.FIRST_NAME: "fornavn førenamn firstname givenname forename fornavnmellomnavn fornavnogmellomnavn",
    StaffField.LAST_NAME: "etternavn etternamn lastname surname familyname",
    StaffField.EMPLOYEE_NUMBER: "ansattnr ansattnummer ansattid ansnr ansattnumber medarbeidernr medarbeidernummer "
    "medarbeiderid arbeidstakernr arbeidstakernummer tilsattnr tilsettnr personalnr personalnummer personnelnumber "
    "personnelno employeenumber employeeno employeenr employeeid empno empid staffnumber staffid staffno ressursnr "
    "ressursnummer persno lønnsnr lønnsnummer lønnr nr nummer number id",
    StaffField.EMAIL: "epost epostadresse mail email emailaddress mailadresse jobbepost epostjobb epostarbeid "
    "workemail arbeidsepost upn userprincipalname",
    StaffField.TITLE: "tittel stilling stillingstittel stillingsbetegnelse stillingsnavn title jobtitle position "
    "yrke rolle role jobb stillingskodetekst",
    StaffField.UNIT: "enhet eining avdeling avd avdelingsnavn enhetsnavn organisasjonsenhet orgenhet seksjon team "
    "gruppe unit department dept departmentname division orgunit arbeidssted tjenestested businessunit",
    StaffField.START_DATE: "startdato start startdate ansattdato ansattfra ansettelsesdato ansettelsedato "
    "tiltredelse tiltredelsesdato tiltrådt tiltrådtdato begynte begyntdato fradato hiredate hired "
    "dateofhire employmentdate employedfrom joined joindate tilsettingsdato tilsettdato tiltreding",
    StaffField.END_DATE: "sluttdato slutt slutta sluttet sluttetdato ansatttil fratredelse fratredelsesdato fratrådt "
    "fratrådtdato tildato sistedag sistearbeidsdag enddate terminationdate terminated leavingdate leavedate lastday "
    "lastworkingday employedto",
    StaffField.STATUS: "status ansattstatus ansettelsesstatus arbeidsforholdstatus aktiv active employmentstatus "
    "employeestatus",
    StaffField.LEADER_NUMBER: _leader_headings(_NUMBER_WORDS),
    StaffField.LEADER_EMAIL: _leader_headings(_EMAIL_WORDS),
    StaffField.LEADER_NAME: _leader_headings("navn name namn"),
    StaffField.LEADER: _LEADER_WORDS,
}

_FALLBACK_UNIT_HEADINGS = frozenset(
    {"kostnadssted", "kostnadsted", "kostnadsstad", "kostsenter", "koststed", "costcenter", "costcentre"}
)
"""Headings of a column that gives the unit if no other column does."""


def _heading_key(heading: str) -> str:
    """The heading without case, spaces and punctuation; # means number ("Employee #")."""
    return "".join(character for character in folded(heading).replace("#", "no") if character.isalnum())


_FIELD_BY_HEADING: dict[str, StaffField] = {}
for _field, _words in _HEADINGS.items():
    for _word in _words.split():
        _FIELD_BY_HEADING.setdefault(_heading_key(_word), _field)


_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def _field_of(heading: str) -> StaffField:
    return _FIELD_BY_HEADING.get(_heading_key(heading)) or _FIELD_BY_HEADING.get(
        _heading_key(_BRACKETED.sub("", heading)), StaffField.IGNORE
    )


def recognise_columns(headings: Sequence[str]) -> tuple[StaffField, ...]:
    """What each column contains, by common Norwegian and English headings.

    Case, spaces and punctuation do not matter, and text in brackets may be ignored: «Startdato (dd.mm.åååå)». Each
    meaning is given to one column, the leftmost; the others are `IGNORE`.
    """
    used: set[StaffField] = set()
    found = []
    for heading in headings:
        field = _field_of(heading)
        found.append(StaffField.IGNORE if field in used else field)
        used.add(field)
    if StaffField.UNIT not in used:
        index = next(
            (position for position, heading in enumerate(headings) if _heading_key(heading) in _FALLBACK_UNIT_HEADINGS),
            None,
        )
        if index is not None:
            found[index] = StaffField.UNIT
    return tuple(found)
