"""The grammar of Norwegian questions: bokmål, nynorsk and dialects, all of them written here as in bokmål."""

from __future__ import annotations

import re

from tui_app.domain.practice.grammar import Grammar, word_set
from tui_app.domain.practice.norwegian_rules import ASKED, REQUEST, TOLD_ABOUT, VERB_FIRST, WHETHER, WHOLE

_SPELLINGS = """
hva: kva ka kå ke kæ
hvordan: korleis kordan korsen korsn koss kossen kossn kosn kosj korles korless koles kolles koleis håssen
åssen: hossen hosse åsse
hvorfor: kvifor kvi kefor kifor korfor koffor koffer koffår kaffor kaffår kaffer kafor kafør kafer kvafor kvaffor
hvorfor: åffor åffer åfår hoffer hoffor hvifor
hvem: kven kem kæm kim åkke hvæm kvem
hvor: kor kvar kår åhen
når: nårtid katti
hvilken: hvilket hvilke kaslags
jeg: eg æ æg jæ je
dere: dokker dokke dykk dåkk dåkker okkon
vi: me væ
de: dei dem dæm
hun: ho hu
han: n
det: d dæ
er: e
var: va
skal: ska
kan: kain kainn kann
ikke: ikkje ikkj itj ittj itte inte ikk ikkjo ittno
noe: noko nokka nåkka noka nåe
noen: nokon nokre nokken nåen
en: ein ei eit et én éin éi ett eitt éitt
nå: no
da: då
så: so
hvis: viss vess
fra: frå
mer: meir
bare: berre bærre bære
være: vere vera
vært: vore vori
ble: vart blei blev
gjør: gjer jør
gjøre: gjere gjera
si: sei seie seia
sier: seier
fortell: fortel
fortelle: fortelje fortelja
beskriv: skildr skildre skildra beskrive
høre: høyre høyra
hørt: høyrt
vite: vita
vet: veit
tror: trur
mener: meiner
tenker: tenkjer
tenke: tenkje tenkja
synes: synest syns syntes tykte tykkjer tykkjest tykjer
bilde: bilete
kommer: kjem
heter: heiter het heitte
ligger: ligg
gir: gjev
får: fær
fikk: fekk
setter: set
liker: likar
enig: einig samd
enige: einige samde
skyldes: skuldast
hvorvidt: kvorvidt
slags: slag
gang: gong
lurer: undrast undres
lettere: lettare
bedre: betre
grei: greie
greit: greitt
endelig: endeleg
egentlig: eigentleg
spørre: spørje spørja spør
hjelpe: hjelpa hjelp
forstå: skjønne skjøna skjønna
også: òg au
ellers: elles
"""
"""A word in bokmål: the same word in nynorsk and in dialects."""


def _meanings() -> dict[str, str]:
    """Other spelling -> the word in bokmål."""
    rows = (line.partition(": ") for line in _SPELLINGS.strip().splitlines())
    return {spelling: word for word, _, spellings in rows for spelling in spellings.split()}


_VERBS = word_set(
    """
    er var blir ble har hadde kan kunne vil ville skal skulle må måtte bør burde får fikk gjør gjorde går gikk gjekk
    kommer kom tar tek tok gir gav ga ser sier sa står stod sto ligger låg lå sitter sit satt sat vet visste tror trodde
    trudde tenker tenkte mener mente meinte synes føler følte kjenner kjente opplever opplevde trenger treng trengte
    ønsker ønskjer ønsket ønska liker likte trives trivst trivdes trivdest heter holder held holdt heldt bruker brukar
    brukte jobber jobbar jobbet jobba skjer skjedde hender fins finnes finst fantes fanst virker verkar fungerer passer
    passar passet passa stemmer husker hugsar merker merkar savner saknar lærer lærte lar lot velger vel valgte valde
    begynner byrjar sluttet slutta rakk greier klarer klarar klarte orker orkar tør torde våger pleier plar pleide
    snakker
    snakkar betyr tyder gjelder gjeld hjelper hjelpte handler skyldes motiverer tapper tappar driver driv drev setter
    hindrer gleder gledde bekymrer stopper stoppar overrasker overraska kreves krever krev leder leier bidrar bidreg
    skyldtes finner finn fant fann hører høyrer lager legger legg venter ventar møter spør vurderer forventer
    ventet venta
    plager plagar uroer uroar skiller skil ville tåler toler heldt bryr orka ber bad søv sover sov drøymer drømmer
    """
)
_SUBJECTS = word_set(
    "jeg du han hun det den vi dere de man en noen noe alle ingen folk dette denne disse begge hver alt"
)
_ARTICLES = word_set(
    "den det de en denne dette disse alle noen min mi mitt mine din di ditt dine vår vårt våre deres "
    "hans hennes sin begge mange flere fleire ingen andre folk ungene elevene brukerne"
)
_CONDITIONS = word_set(
    "hvis dersom om fordi siden sidan ettersom etter før mens selv sjølv selvom gitt sett uten utan "
    "som at slik sånn enda med for når da så"
)
_ADVERBS = word_set(
    "fram frem helt heilt inntil opp ned inn ut bort nå da så her der kanskje sikkert vel jo bare "
    "egentlig altså selvfølgelig sjølvsagt likevel dessuten ellers omtrent cirka ca sånn helst "
    "spesielt særlig særleg først ikke også akkurat nøyaktig kun hittil ennå enda fortsatt framleis "
    "forresten mest aller vanligvis vanlegvis igjen att ofte alltid aldri neppe nok gjerne rundt grovt"
)
_PREPOSITIONS = word_set(
    "i på til fra av med for om ved hos over under mellom mot etter før uten utan innen rundt gjennom "
    "siden sidan som hjå blant ifølge"
)
_FILLER_WORDS = (
    "altså|eh|øh|øhm|ehm|hm+|mm|du|vet du|vet du hva|ja|jo|nei|nå|ok|okei|greit|hei|hallo|takk|bra|"
    "fint|flott|så bra|fortell meg|si meg|si meg en ting|fortell|fortell litt|fortell mer|fortell litt "
    "mer|si litt mer|hør|hør her|unnskyld|beklager|forresten|liksom|på en måte|egentlig|for å si det "
    "sånn|skal vi se|hva skal jeg si|hvordan skal jeg si det|tja|sånn|jeg mener|"
    "mener jeg|tenker jeg|lurer jeg|etter din mening|men|og|så|kan jeg "
    "spørre deg om noe|kan jeg spørre om noe|kan jeg spørre om en ting|har du tid en liten stund|hva "
    "med deg|hva med dere|helt ærlig|ærlig talt|la oss se|først|til slutt|til sist|da|god dag|god "
    "morgen|eller noe sånt|eller noe slikt|vær så snill|liker du å si|på en prikk|sånn omtrent|sånn "
    "cirka|sånn ca|omtrent|kort sagt|bare|skjønner du|ikke sant|litt nysgjerrig|vent litt|jøss|oi|ok "
    "da|javel|akkurat|nettopp"
)
_TAG = (
    r"(?:ikke sant|sant|eller hva|eller|hva|vel|ikke|ikke det|eller ikke|ok|okei|greit|riktig|rett|"
    r"(?:er|har|gjør|kan|vil|skal|må|bør|var|hadde|gjorde|kunne|ville|skulle|får|ble|blir|går|tror|"
    r"synes|gikk|kommer|burde|trenger|treng|trives|trivst|vet|stemmer)(?: ikke)? (?:jeg|du|det|den|vi|"
    r"dere|de|han|hun)(?: (?:ikke|vel|da|nå|det|jo|enig|heller))*|er ikke det riktig|er du ikke enig|"
    r"enig|synes du ikke(?: det| også)?|er du med på det|synes du|tror du|mener du|tenker du|tenker jeg|"
    r"antar jeg|går jeg ut fra|regner jeg med|reknar jeg med|håper jeg|vonar jeg)"
)

NORWEGIAN = Grammar(
    question_words=word_set("hva hvordan hvorfor hvem hvor når hvilken åssen"),
    times=word_set("når"),
    relatives=word_set("hvor når"),
    subjects=_SUBJECTS,
    articles=_ARTICLES,
    verbs=_VERBS,
    supports=frozenset(),
    copulas=word_set("er var blir ble"),
    verb_endings=("er", "ar", "yr", "st", "te", "de", "et", "dde"),
    subject_endings=tuple(word_set("en et a ene ane")),
    what="hva",
    which="hvilken",
    after_what=word_set(
        "annet anna mer mindre ellers konkret spesielt særlig særleg nøyaktig egentlig først mest best "
        "helst akkurat ekstra nytt slags deg meg oss dere seg henne ham annet"
    ),
    past_endings=("r", "e", "a", "et", "st"),
    joins=word_set("og men samt pluss"),
    alternatives=word_set("eller"),
    conditions=_CONDITIONS,
    adverbs=_ADVERBS,
    prepositions=_PREPOSITIONS,
    openers=word_set("og men så ja jo nei altså eh øh ehm hm ok okei forresten hei bare egentlig liksom vel for"),
    contractions=_meanings(),
    spellings=(
        (re.compile(r"\bhva for (?:en|noe|noen|slags)\b|\bhva for(?= \w+(?:er|ar|ir)\b)"), "hvilken"),
        (
            re.compile(
                r"^åssen (?=(?:jeg|du|han|hun|det|den|vi|dere|de|er|har|var|går|gikk|kan|vil|skal|synes|tror|tenker|"
                r"opplever|fungerer|ser|blir|ble|gjør|hadde|kunne|ville|skulle|får|føler|trives|liker)\b)"
            ),
            "hvordan ",
        ),
        (re.compile(r"^åssen\b"), "hvilken"),
    ),
    filler=re.compile(rf"(?:(?:{_FILLER_WORDS})(?: |$))+"),
    setup=re.compile(
        r"^(?:tenk deg|forestill deg|førestill deg|se for deg|ser du for deg(?! å\b)|si at|la oss si|lat oss si|"
        r"anta|gitt|sett at|tenk om|hypotetisk)\b"
    ),
    suggestion=re.compile(
        r"^(?:tenk om|hva om|hvis|om) (?:du|dere|vi)\b.*\b(?:heller|bare|prøvde|prøver|forsøkte|begynte|"
        r"byrja|sluttet|slutta|lot|spurte|spurde)\b"
    ),
    inverted_condition=re.compile(
        r"^(?:hadde|kunne|skulle|fikk|var|måtte|ville|får|blir|kom) (?:du|det|vi|jeg|dere|noen)\b"
    ),
    if_so=re.compile(
        r"^(?:(?:i så fall|i så tilfelle|i tilfelle|hvis ja|hvis ikke|hvis nei|eventuelt|da|deretter|så|"
        r"dessuten|også|videre|vidare|ellers|kanskje|ikke minst|til slutt|i tillegg|samtidig|omvendt|"
        r"motsatt|deretter|omvendt)(?: |$))+"
    ),
    tag=re.compile(_TAG),
    follow_up=re.compile(
        r"(?:og|og så|og så da|og da|så|så da|hva så|og hva så|og hva mer|hva mer|hva ellers|og ellers|ellers|"
        r"hva annet|hva anna|og hva ellers|hvordan da|hvordan det|hva da|og hva da|på hvilken måte|sånn som|som|som "
        r"for eksempel|for eksempel|til dømes|som til dømes|mer|og videre|hva med deg|hva med dere|og du|"
        r"fortell|fortell mer|fortell litt mer|fortell meg mer|si mer|si litt mer|og hva skjedde|hva "
        r"skjedde|og etter det|hva mener du)"
    ),
    request=REQUEST,
    whether=WHETHER,
    told_about=TOLD_ABOUT,
    comparison=re.compile(
        r"^(?:alle(?: (?:de )?andre)?|de andre|ingen andre|ingen av de andre|resten av|kolleg\w+ dine|andre|"
        r"hele resten)\b.*\b(?:klarer|klarar|får|greier|følger|følgjer|rekker|rekk|skjønner|skjønar|forstår|"
        r"leverer|problem\w*|uten|utan|tidsnok|i tide|husker|hugsar|kan|stiller|holder|held|fornøyde?|"
        r"nøgde?|enige|ferdige?|levert|positive|sagt ja)\b"
    ),
    contrast=re.compile(r"\b(?:mellom|forskjell\w*|skilnad\w*)\b"),
    asked=ASKED,
    whole=WHOLE,
    verb_first=VERB_FIRST,
)
