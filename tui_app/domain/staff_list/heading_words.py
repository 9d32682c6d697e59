"""The words with which staff lists head their columns, in Norwegian, English, Swedish and Danish."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


class StaffField(StrEnum):
    """What a column contains. `LEADER` is a number, an e-mail address or a name, depending on the cell."""

    NAME = "name"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    LAST_NAME = "last_name"
    EMPLOYEE_NUMBER = "employee_number"
    EMAIL = "email"
    TITLE = "title"
    UNIT = "unit"
    START_DATE = "start_date"
    END_DATE = "end_date"
    STATUS = "status"
    PERCENTAGE = "percentage"
    LEADER = "leader"
    LEADER_NUMBER = "leader_number"
    LEADER_EMAIL = "leader_email"
    LEADER_NAME = "leader_name"
    LEADER_FIRST_NAME = "leader_first_name"
    LEADER_LAST_NAME = "leader_last_name"
    IGNORE = "ignore"


NAME_FIELDS = frozenset({StaffField.NAME, StaffField.FIRST_NAME, StaffField.LAST_NAME})
"""Columns with the person's name; a list without any of them cannot be imported."""

LEADER_FIELDS = frozenset(
    {
        StaffField.LEADER,
        StaffField.LEADER_NUMBER,
        StaffField.LEADER_EMAIL,
        StaffField.LEADER_NAME,
        StaffField.LEADER_FIRST_NAME,
        StaffField.LEADER_LAST_NAME,
    }
)
"""Columns that name the person's leader."""

DATE_FIELDS = frozenset({StaffField.START_DATE, StaffField.END_DATE})
"""Columns with dates."""

HEADINGS: Mapping[StaffField, str] = {
    StaffField.NAME: "navn name fulltnavn fulltnamn helenavn namn fullname ansatt ansattnavn employee employeename "
    "medarbeider medarbeidernavn medarbetare medarbejder person personnavn visningsnavn visningsnamn displayname "
    "etternavnfornavn fornavnetternavn lastnamefirstname firstnamelastname legalname preferredname worker workername "
    "staffname navnpåansatt navnansatt nameofemployee tilsatt tilsett anställd ansattesnavn payrollname ename "
    "arbeidstaker arbeidstakernavn ressursnavn forogetternavn etternavnogfornavn",
    StaffField.FIRST_NAME: "fornavn førenamn förnamn firstname first givenname given forename fornavnmellomnavn "
    "fornavnogmellomnavn firstmiddlename firstandmiddlename fname fornavne legalfirstname legalnamefirstname "
    "preferredfirstname preferrednamefirstname",
    StaffField.MIDDLE_NAME: "mellomnavn mellomnamn middle middlename middleinitial middlenames mname legalmiddlename "
    "mellannamn mellemnavn mi",
    StaffField.LAST_NAME: "etternavn etternamn efternamn efternavn lastname last surname familyname lname slektsnavn "
    "legallastname legalnamelastname preferredlastname preferrednamelastname",
    StaffField.EMPLOYEE_NUMBER: "ansattnr ansattnummer ansattid ansnr ansattnumber medarbeidernr medarbeidernummer "
    "medarbeiderid arbeidstakernr arbeidstakernummer arbeidstakerid tilsattnr tilsettnr tilsattnummer tilsettnummer "
    "personalnr personalnummer personalid personnelnumber personnelno personnelnr personid anställningsnr "
    "anställningsnummer anstnr medarbejdernr medarbejdernummer employeenumber employeeno employeenr employeeid "
    "employeecode employeenum emplno emplid empno empnr empnumber empnum empid empcode eeid eeno eenumber staffnumber "
    "staffid staffno workerid workernumber badgeid badgenumber badgeno associateid payrollnumber payrollid payrollno "
    "ressursnr ressursnummer ressursid ressurs persno persnr businessentityid lønnsnr lønnsnummer lønnr nr nummer "
    "number no id",
    StaffField.EMAIL: "epost epostadresse epostadr mail email emailaddress emailadresse emailid mailadresse "
    "mailaddress jobbepost epostjobb epostarbeid workemail arbeidsepost upn userprincipalname primarysmtpaddress",
    StaffField.TITLE: "tittel stilling stillingstittel stillingsbetegnelse stillingsnavn stillingsbenevnelse title "
    "jobtitle position positiontitle jobposition jobname job yrke yrkestittel rolle role jobb befattning "
    "stillingskodetekst stillingstekst stillingtekst designation occupation stillingsbetegnelsenavn titel jobtitles "
    "jobtitledescription businesstitle jobprofile",
    StaffField.UNIT: "enhet eining avdeling avd avdelingsnavn enhetsnavn organisasjonsenhet orgenhet seksjon team "
    "gruppe unit subunit orgunitname department dept deptname departmentname division orgunit organisationalunit "
    "organizationalunit orgenhetsnavn organisasjonsenhetsnavn orgenhetstekst orgenhettekst departmentid "
    "departmentdescription "
    "homedepartment homedepartmentdescription supervisoryorganization supervisoryorganisation arbeidssted "
    "tjenestested businessunit avdelning enhed afdeling tjenestestednavn",
    StaffField.START_DATE: "startdato start startdate startdatum ansattdato ansattfra ansattsiden ansettelsesdato "
    "ansettelsedato ansattden ansatden tilsettden anställdfrom hiredt startdt "
    "tilsettingsdato ansettelsesstart ansettelsefra ansettelsefradato ansettelsestartdato tiltredelse "
    "tiltredelsesdato tiltrådt tiltrådtdato begynte begyntdato begynt startet oppstart oppstartsdato fradato fra "
    "fraogmed fom hiredate hired dateofhire datehired hireddate doh employmentdate employmentstart employmentstartdate "
    "employmentfrom employedfrom employedsince joined joindate joiningdate datejoined datejoining dateofjoining doj "
    "dateofemployment tilsattdato tiltreding originalhiredate lasthiredate anställningsdatum ansættelsesdato from "
    "entry dateofentry datofra entrydate "
    "anställdfrån tilsettfrå tilsattfra tilsettdato arbeidsforholdfra arbeidsforholdstart "
    "firstday firstworkingday førstedag førstearbeidsdag",
    StaffField.END_DATE: "sluttdato slutt slutta sluttet sluttetdato slutdato slutdatum ansatttil fratredelse "
    "fratredelsesdato fratrådt fratrådtdato fratrådtden "
    "sluttetden anställdtom termdt enddt tildato til tilogmed tom ansettelsetil ansettelsetildato "
    "ansettelsesluttdato ansettelsesslutt sistarbeidsdag "
    "sistedag sistearbeidsdag sisteansettelsesdag avsluttet avsluttetdato "
    "avgangsdato opphørsdato enddate end exitdate dateofexit exit terminationdate dateoftermination termdate "
    "terminated leavingdate leavedate dateofleaving leavingday lastday lastworkingday lastworkday lastdayofwork "
    "lastdayworked lastdateworked separationdate resignationdate dateleft leftdate employedto employedto "
    "employedthrough employmentend employmentenddate employmentto to fratredelsedato arbeidsforholdtil "
    "arbeidsforholdslutt termineringsdato datotil anställdtill tilsetttil tilsatttil fratrædelsesdato "
    "lastworkingdate relievingdate lastdayofemployment leaving dateofleave",
    StaffField.STATUS: "left status ansattstatus ansettelsesstatus arbeidsforholdstatus aktiv active isactive eraktiv "
    "employmentstatus employeestatus empstatus staffstatus workerstatus arbeidsstatus statusansatt positionstatus "
    "lifecyclestatus currentflag",
    StaffField.PERCENTAGE: "stillingsprosent stillingsprosentandel stillingspst stillingsandel stillingsstørrelse "
    "stillingsbrøk still "
    "% stilling% %stilling stillings% stillingi% ansettelse% prosentstilling stillingiprosent "
    "stillingsgrad prosent pst andel ansettelsesprosent tjenesteprosent årsverk fte "
    "ftepercent percent "
    "percentage employmentpercentage employmentpercent positionpercentage workpercentage sysselsättningsgrad "
    "beskæftigelsesgrad brøk",
}

WEAK_HEADINGS: Mapping[StaffField, str] = {
    StaffField.EMPLOYEE_NUMBER: "nr nummer number no id personid ressurs persnr",
    StaffField.EMAIL: "upn userprincipalname",
    StaffField.FIRST_NAME: "preferredfirstname preferrednamefirstname",
    StaffField.LAST_NAME: "preferredlastname preferrednamelastname",
    StaffField.NAME: "ansatt employee person medarbeider medarbetare medarbejder worker tilsatt tilsett anställd",
    StaffField.UNIT: "virksomhet tjeneste tjenesteområde tenesteområde område sektor etat arbeidsstad division "
    "kostnadssted kostnadsted kostnadsstad kostsenter koststed costcenter costcentre",
    StaffField.START_DATE: "fra from fom start entry",
    StaffField.END_DATE: "til to tom end slutt leaving",
    StaffField.TITLE: "job jobb rolle role jobprofile",
}
"""Headings that count only where no other column has the meaning."""

LEADER_WORDS = _words(
    "leder nærmesteleder nærleder personalleder personalansvarlig avdelingsleder lederen sjef overordnet linjeleder "
    "nærmesteoverordnede overordna leiar leiaren nærasteleiar rapporterertil teamleder teamleiar chef närmastechef "
    "manager leader supervisor linemanager directmanager reportsto reportingto boss teamleader teamlead mgr "
    "reportingmanager supervisorname parentid chief enhetsleder seksjonsleder virksomhetsleder gruppeleder "
    "einingsleiar avdelingsleiar seksjonsleiar"
)
"""Words for the leader; what stands beside them says which detail of the leader the column has."""

LEADER_PARTS: Mapping[str, StaffField] = {
    **dict.fromkeys(
        _words(
            "nr nummer number no id num code ansattnr ansattnummer ansattid employeenumber employeeid employeeno empid "
            "posnr posisjonsnr stillingsnr stillingsid positionid positionnumber "
            "eeid empno emplid emplno empnr ressursnr associateid workerid persno persnr personnelnumber badgeid"
        ),
        StaffField.LEADER_NUMBER,
    ),
    **dict.fromkeys(
        _words("epost epostadresse mail email emailaddress emailadresse mailadresse upn userprincipalname"),
        StaffField.LEADER_EMAIL,
    ),
    **dict.fromkeys(_words("navn name namn fulltnavn fullname displayname visningsnavn"), StaffField.LEADER_NAME),
    **dict.fromkeys(_words("fornavn firstname first førenamn givenname given forename"), StaffField.LEADER_FIRST_NAME),
    **dict.fromkeys(_words("etternavn lastname last surname etternamn familyname family"), StaffField.LEADER_LAST_NAME),
}

LEADER_FILLERS = _words(
    "nærmeste nærmaste närmaste direct line linje reporting til på for of s the ens sin ansattes employee "
    "ansvarlig ansv hr primary current immediate personal to report reports rapporterer worker workers"
)
"""Words beside a word for the leader that change nothing."""

FILLERS = _words(
    "ad work jobb arbeid arbeids employee emp ansatt ansattes ansettelse employment arbeidsforhold primary primær main "
    "hoved current nåværende gjeldende the of staff worker medarbeider person persons personopplysninger company hr "
    "azure office organisasjon organisation organization"
)
"""Words in headings that change nothing beside a word that is known."""

LOGIN_HEADINGS = _words(
    "brukernavn brukarnamn username userid loginname login logonname samaccountname bruker user konto account "
    "accountname windowsbruker adbruker"
)
"""Headings of what people sign in with: an e-mail address in some lists, in others not."""

PRIVATE_WORDS = _words("privat private personal home alternate secondary alternativ personlig hjem")
"""Words that say that an address is not of the work."""

SURNAME_FIRST_HEADINGS = _words(
    "etternavnfornavn etternavnogfornavn etternamnførenamn etternamnogførenamn efternamnförnamn efternavnfornavn "
    "lastnamefirstname lastfirst surnamefirstname surnameforename surnamegivenname"
)
"""Headings that say that the surname comes first."""

CODE_TEXTS: Mapping[str, StaffField] = {
    "ressurs": StaffField.NAME,
    "stilling": StaffField.TITLE,
    "orgenhet": StaffField.UNIT,
    "avdeling": StaffField.UNIT,
    "enhet": StaffField.UNIT,
    "leder": StaffField.LEADER_NAME,
}
"""What stands in a column «Leder (T)»: the text beside a column of codes with the same heading, as Unit4 writes it."""
