"""Turns of phrase that tell how a Norwegian question looks, in the spelling of `norwegian`."""

from __future__ import annotations

import re

from tui_app.domain.practice.grammar import QuestionLabel, Rule

_YOU = "(?:du|dere)"
_WHO_WORDS = "jeg|du|han|hun|det|den|vi|dere|de|man|noen|alle|dette|denne|disse"
_WHO = f"(?:{_WHO_WORDS})"

_TELL = (
    r"(?:fortelle?|fortalt|beskriv(?:e|et)?|beskrevet|forklare?|forklart|utdyp(?:e|et|a)?|utdjup(?:e|a|"
    r"et)?|gjøre greie for|greie ut om|snakke? (?:litt|mer|litt mer) om|(?:si|sagt)(?= (?:gjerne |bare |"
    r"kort |også )*(?:litt|noe|mer|meg|om|hva|hvordan|hvorfor|et par ord|en par ord|noen ord)\b)|(?:del|"
    r"dele|delt)(?= (?:litt|noe|noen|med meg|med oss|tank\w+|erfaring\w*|hva|hvordan|opplev\w+|hvorfor)\b)|"
    r"vise? meg(?= (?:gjerne |litt )?hvordan)|sette? ord på|setje ord på|(?:ta|tatt|teke) meg (?:med )?"
    r"(?:gjennom|igjennom|til|tilbake|inn i|inn|på)|hjelpe? meg (?:til |med )?å forstå|(?:gi|gje|gitt) (?:meg )?"
    r"(?:en|noen|en par|et par|nokre) (?:\w+ )?(?:eksemp\w+|døme\w*|bilde|inntrykk)|"
    r"(?:la|lat) meg (?:få )?(?:høre|vite))"
)
_SOFTENERS = (
    r"(?: (?:ikke|kanskje|bare|gjerne|også|ha|prøve å|være så snill å|være så snill og|være snill å|kort|først|nå))*"
)
_HEAR = r"(?:få )?(?:høre|vite|forstå|bli kjent med|se nærmere på)"

REQUEST = re.compile(
    rf"^(?:(?:bare|vær så snill og|vær så snill å|kom igjen|prøv å|gjerne) )*{_TELL}\b|^(?:kan|kunne|vil|"
    rf"ville|orker|klarer|greier|gidder) (?:ikke )?{_YOU}{_SOFTENERS} {_TELL}\b|"
    rf"^(?:har {_YOU}|hadde {_YOU}|(?:kunne|ville) {_YOU} ha) (?:lyst|mulighet|"
    rf"anledning|høve) til å {_TELL}\b|^(?:kunne|kan) {_YOU} tenke (?:deg|dere) å {_TELL}\b|^(?:er|ville|"
    rf"hadde) (?:det|{_YOU}) (?:\w+ ){{1,4}}å {_TELL}\b|^(?:jeg )?(?:lurer|lurte)(?: jeg)?(?: litt)? på "
    rf"om {_YOU} (?:kan|kunne|vil|ville){_SOFTENERS} {_TELL}\b|^(?:nå )?(?:jeg |er )?(?:er |jeg )?(?:\w+ "
    rf")?(?:nysgjerrig|nyfiken|spent|interessert|opptatt|oppteken) (?:på|i|av)(?: å {_HEAR})?\b|^(?:nå "
    r")?(?:jeg )?(?:lurer|lurte|undrer)(?: jeg)?(?: litt| bare| meg)?(?: på| over)?\b|^jeg (?:vil|ville|tenkte|"
    rf"håpet|håpa|skulle|har|ønsker|ønskjer|trenger|treng|prøver|kunne)(?: \w+){{0,3}}? (?:å )?(?:{_HEAR}|hørt|"
    rf"visst|forstått)\b|^det (?:hadde|ville|er|blir)(?: \w+){{1,4}} å {_HEAR}\b|^(?:kan|får|må|tør) "
    r"jeg(?: få)?(?: lov)?(?: til)?(?: å)? (?:spørre|høre)(?: deg| dere)?\b"
)
WHETHER = re.compile(
    r"^(?:(?:meg|oss|litt|her|nå|fra) )*(?:hvorvidt\b|om (?:du|dere|vi|jeg|han|hun|de (?:er|har|kan|"
    r"vil))\b|om det (?:er|var|går|gikk|blir|ble|passer|finnes|finst|har|kan|stemmer|holder)\b)"
)
TOLD_ABOUT = re.compile(
    r"^(?:(?:meg|oss|litt|noe|mer|kort|mye|gjerne|grann|for|her|bare|åpent|ope) )*(?:om|av|fra|på)\b"
)

_THOUGHTS = (
    r"(?:tanke|tankar|erfaring|opplevels|oppleving|forventning|ønske|ønskje|ynsk|røynsl|behov|følels|kjensl|"
    r"refleksjon|id[eé]|drøm|draum|mulig|moglegheit|utfordring|bekymring|forhåpning|håp|von|inntrykk|"
    r"plan(?:er|ar)|betydning|konsekvens|følg|verknad|virkning|styrk|støtte|hjelp|endring|forandring|"
    r"måte|måtar|perspektiv|syn|verdi|lærdom|læring|glede|reaksjon|tilbakemelding|forslag|hensyn|omsyn|"
    r"fordel|ulempe|hind(?:er|r)|ambisjon|interess|side|mål|spor|assosiasjon|tegn|teikn|råd|ord|"
    r"spørsmål|uro|oppfatning|oppfatning|haldning|holdning|oppgaver gir)"
)
_ADJECTIVES = (
    r"(?:nye|ny|gode|god|store|stor|sterke|svake|andre|viktige|viktig|mulige|konkrete|egne|eigne|spesielle|største|viktigste|"
    r"viktigaste|første|særlige|personlige|faglige|faglege|uformelle|sterkeste|sterkaste|beste|små|lange|ulike|positive|slags)"
)
_PRAISE = (
    r"(?:flotte|fine|gode|fantastiske|herlige|herlege|supre|strålende|strålande|nydelige|nydelege|"
    r"geniale|kjempefine|kjempegode|hyggelige|hyggelege|glimrende|glimrande|suverene|kjekke|deilige|"
    r"trivelige|trivelege|vakre|lekre|fete|gilde|utmerkede|elendige|håpløse|håplause|forferdelige|dumme|"
    r"teite|storarta|makeløse|topp moderne|superfine|spennende|spennande)"
)
_PLEASED = (
    r"(?:glad|glade|takknemlig|takksam|takknemleg|begeistra|begeistret|imponert|stolt|letta|lettet|"
    r"heldig|skuffa|skuffet|flau|flott|fantastisk|herlig|herleg|deilig|deileg|kjekt|gøy|moro|kult|dumt|"
    r"teit|pinlig|pinleg|tåpelig|tåpeleg|barnslig|barnsleg|urimelig|urimeleg|unødvendig|unødvendig|fint|"
    r"gildt|stas|nydelig|nydeleg)"
)
_BETTER = (
    r"(?:bedre|verre|lettere|enklere|enklare|tryggere|tryggare|hyggeligere|hyggelegare|triveligere|"
    r"trivelegare|roligere|rolegare|gladere|gladare|lykkeligere|finere|finare|kjekkere|kjekkare|gildare|"
    r"morsommere|morosamare|flinkere|flinkare|mer effektiv\w*|mer fornøyd|mer nøgd|mindre stress\w*)"
)
_MEND = (
    r"(?:få tilbake|få att|få igjen|rette opp|rettet opp|retta opp|rett opp|opp igjen|gjøre (?:det "
    r")?godt igjen|hindre|unngå|slutte|stoppe|reparere|bøte på|gjenvinne|vinne tilbake|vinne att|passe "
    r"på|sørge for|syte for|sikre|ta igjen|forklare|forsvare|bygge opp)"
)
_FAULT = (
    r"(?:ødela\w*|ødelegg\w*|øydela\w*|øydelegg\w*|skuff\w*|tabbe\w*|feil\w*|rot\w*|slurv\w*|irriter\w*|"
    r"inntrykk\w*|tillit\w*|ikke bryr|glem\w*|gløym\w*|en gang til|igjen|på nytt|forsink\w*|for sent|"
    r"for seint|kommer sent|klag\w*|negativ\w*|skade\w*|skad\w*|rykte\w*|svikt\w*|sinke\w*|sinka\w*|"
    r"krang\w*|dårlig\w*|dårleg\w*|rote\w*|plage\w*|rotet)"
)
_FACT = (
    r"\w*(?:nummer|navn|namn|dato|prosent|adress|kod|pris|beløp|budsjett|frist|alder|tittel|klokk|"
    r"fødselsdag|passord|størrelse|storleik|karakter|summ|antall|antal|telefon|lønn|løn|tid|rom|e-?post|"
    r"poengsum|telefonnr|timetall|timetal|pinkode|romnummer|tall|tal|andel|stillingsbrøk|krav)(?:et|en|"
    r"a|e|ene|ane|n|t|met)"
)

_DOUBLE = (r"\b(?:best|mest|lettest|mest lyst) og (?:minst|verst|dårligst|tyngst|vanskeligst|vanskelegast)\b",)
_LEADING_ASKED = (
    rf"^hvorfor (?:\w+ {_WHO} )?ikke (?:bare|heller|like godt|i stedet|i staden)\b",
    r"^hvorfor ikke (?!(?:nå|du|deg|det|da|her|han|hun|vi|jeg|de|før|i|på|dere|meg|oss|dette|den)\b)\w+",
    r"^hvorfor gidder (?:du|dere) ikke\b",
    r"^hvor (?:vanskelig|vanskeleg|tungt|komplisert) kan (?:det|dette) (?:egentlig |da )?(?:være|vere)\b",
    r"^hvorfor må (?:du|dere) (?:alltid|bestandig|absolutt|være så|støtt)\b",
    r"^hvorfor \w+ (?:du|dere) (?:alltid|bestandig|støtt)\b",
    (
        r"^hvorfor (?:er|blir) (?:du|dere) (?:alltid |bestandig |støtt )?så (?:\w+ )?(?:negativ|sur|lat|"
        r"treg|gretten|vanskelig|vanskeleg|umulig|umogleg|barnslig|barnsleg|lite)\w*"
    ),
    r"^hva (?:om|hvis|med å|sier du til å|sier du til at)\b",
    rf"^hvor (?:mye|langt|mykje|så mye) {_BETTER}\b",
    rf"^hvor (?:\w+ )?{_PLEASED}\b(?!.*\b(?:skala|skalaen|til (?:ti|fem|seks|sju|10|5|6|100))\b)",
    (
        r"^hva (?:liker|likte|setter|synes|gleder|tenker|er|elsker|sier)\b.*\b(?:den|det|de|vår|vårt|våre|"
        rf"denne|dette|disse|min|mine|mitt) (?:\w+ )?(?:\w+ )?{_PRAISE} (?:nye |ny )?\w+"
    ),
    rf"^hvordan (?:liker|likte|opplever|trives|synes)\b.*\b(?:den|det|de|denne|dette|disse) (?:\w+ )?{_PRAISE} ",
    rf"^hvordan (?:skal|har|vil|kan|tenker|akter|planlegger) (?:du|dere)\b.*\b{_MEND}\b.*\b{_FAULT}\b",
    (
        rf"^hva (?:skal|har|vil|kan|akter|tenker) (?:du|dere)\b.*\b(?:{_MEND} .*{_FAULT}|for å ikke|med "
        r"(?:den |det |de )?(?:\w+ )?(?:holdning|haldning|oppførsel|åtferd|slurv|rot|temperament|sutring|"
        r"klaging)\w*)"
    ),
    (
        r"^når (?:skal|har|vil|tenker|kan|akter) (?:du|dere)\b.*\b(?:slutte å|slutte med|begynne å|byrje å|"
        r"lære|skjerpe|ta ansvar|ta deg sammen|ta deg saman|innse|forstå at|forstå|endelig)\b"
    ),
    r"\b(?:ta deg sammen|ta deg saman|skjerpe deg|vokse opp|bli voksen)\b",
    r"\bnår .*\bendelig\b",
    r"^hvordan kunne (?:du|dere) (?:la|glemme|gløyme|finne|si|tro|få|være så|gå|unngå|overse|oversjå)\b",
    (
        r"^hvor lenge (?:skal|har|tenker|akter) (?:du|dere|vi)\b.*\b(?:fortsette|halde fram|skylde på|holde "
        r"på|halde på|finne oss|sutre|klage)\b"
    ),
    r"^hvem (?:andre )?enn (?:du|deg)\b",
)
_WHY = (
    r"^hvorfor\b",
    r"^(?:hvilken|hva)(?: \w+)? (?:grunn|grunnar|grunner|grunnlag|årsak\w*)\b",
    (
        r"^hva (?:er|var|kan være|kunne være|tror du er|tror du var|ser du som|mener du er|"
        r"tenker du er|synes du er|blir)(?: \w+){0,3} (?:grunn|årsak|bakgrunn|forklaring|begrunnels|"
        r"grunngjeving|motiv|hensikt med at|"
        r"poeng)\w*"
    ),
    r"^hva (?:er|var)(?: \w+)? (?:tanken|tankane|ideen|poenget|meningen|hensikten|vitsen|logikken) (?:bak|med)\b",
    r"^hva (?:hindret|hindra|hindrer|stoppet|stoppa|stansa|stanset) (?:deg|dere) (?:i|fra)\b",
    r"^hva (?:(?:tror|mener) (?:du|dere) (?:at )?det )?(?:skyldes|skyldtes)\b",
    r"^hva (?:kommer|kom|kan|tror du)(?: det| dette)?(?: komme| kommer)?(?: det)? (?:av|seg av)\b",
    r"^hva kommer (?:\w+ ){1,4}av$",
    r"^hva (?:begrunner|grunngir|begrunna|begrunnet)\b",
    (
        r"^hva (?:er det (?:som )?|var det (?:som )?|tror du |kan |har )?(?:gjør|gjorde|gjort|får|fikk|fått|"
        r"ha gjort)(?: det)? (?:at|(?:deg|dere|ham|henne|oss|dem|folk|han) til)\b"
    ),
    (
        r"^hva (?:er det som |var det som )?(?:gjør|gjorde) (?:deg|dere) (?!med\b|når\b|for\b|"
        r"til\b|nå\b|da\b)\w+"
    ),
    r"^hva (?:førte|fører|leder|ledet|leda)(?: \w+)? (?:til|fram til)\b",
    (
        r"^hva (?:ligger|lå|låg|er|var)(?: det)?(?: som)?(?: ligger| lå)? bak\b(?! (?:ord|uttrykk|det du|"
        r"setning|utsagn|formulering|citatum|det ord|begrep|omgrep))"
    ),
    r"^hva ligger til grunn\b",
    r"^hvordan kommer det seg at\b",
    r"^hvordan (?:kan|kunne|har|hadde|går|gikk) (?:det|dette)(?: \w+)? (?:seg|ha seg|skje at|an|være at|ha gått til)\b",
    r"^hvordan (?:kan|kunne) (?:det|dette|noe slikt|noe sånt|slikt) (?:skje|hende)\b",
    r"^hvordan (?:forklarer|begrunner|grunngir) (?:du|dere)\b",
)
_NARROW = (
    r"\bpå en skala\b|\bskalaen\b|\bfra (?:en|1|0|null) til (?:ti|fem|seks|sju|tre|fire|10|5|6|100|hundre)\b",
    r"^hvilken (?:en )?av\b",
    (
        r"^hvilken(?: \w+)? (?:er|var|passer|blir|synes du er|mener du er) (?:\w+ ){0,2}(?:\w{2,}est|\w+ast|"
        r"mest|best|størst)\b"
    ),
)
_OPEN_WHICH = (
    r"^hvem (?:er|blir) (?:du|dere) (?:når|da|på|uten|utan|som)\b",
    rf"^hvilken (?:{_ADJECTIVES} ){{0,2}}{_THOUGHTS}\w*",
    (
        r"^hvor (?:ser (?:du|dere) (?:for )?(?:deg|dere)|vil (?:du|dere) (?:være|bli|hen|videre|vidare)|går "
        r"(?:veien|vegen)|ønsker (?:du|dere) å (?:være|gå videre)|skal vi begynne|skal vi byrje|vil du "
        r"(?:begynne|byrje|starte))\b"
    ),
)
_NARROW_WHAT = (
    r"^hvilken\b",
    rf"^hva (?:er|var|blir|ble)(?: \w+){{0,2}} {_FACT}\b",
    r"^hva (?:\w+ ){1,5}heter\b",
    r"^hva (?:heter|koster|kostet|kosta|kostar|veier|veg|tjener|tjente|tener|står det på|kalles|kalla|kallast)\b",
    (
        r"^hva (?:er|var) (?:det |den |de )?(?:siste|sist|andre|tredje|fjerde|femte|forrige|førre) (?!(?:du|"
        r"som|vi|jeg|dere|ting du|tingen du)\b)\w+"
    ),
    r"^hva (?:er|var|har|hadde)(?: \w+){0,3} (?:navn|namn|nummer|prosent|dato|klokka|klokken|timelønn|alder)\b",
    (
        r"^hva slags (?:\w+ )?\w*(?:bil|kontrakt|stilling|kurs|utdanning|maskin|utstyr|pc|telefon|vakt|"
        r"turnus|avtale|skjema|program|system|fag|bakgrunn|papir|sertifikat|lisens|bygg|rom)\w*\b"
    ),
    r"^(?:hvem|hvor|når|hvis)\b",
)

ASKED: tuple[Rule, ...] = tuple(
    (label, re.compile("|".join(f"(?:{one})" for one in patterns)))
    for label, patterns in (
        (QuestionLabel.DOUBLE, _DOUBLE),
        (QuestionLabel.LEADING, _LEADING_ASKED),
        (QuestionLabel.WHY, _WHY),
        (QuestionLabel.NARROW, _NARROW),
        (QuestionLabel.OPEN, _OPEN_WHICH),
        (QuestionLabel.NARROW, _NARROW_WHAT),
        (QuestionLabel.OPEN, ("^",)),
    )
)

_NOT = "ikke"
_SENSIBLE_WORDS = "lurt|smart|klokt|fornuftig|sunt|riktig|rett|rimelig|rimeleg|like greit|like godt"
_SENSIBLE = f"(?:{_SENSIBLE_WORDS})"
_LEADING_VERB = (
    rf"^\w+ {_NOT}\b",
    rf"^\w+ {_WHO}(?: (?:jo|da|nå|vel|egentlig|også|bare))? {_NOT}\b",
    rf"^\w+ (?:(?!(?:{_WHO_WORDS}|som|at|om|noe|å|når|hvis)\b)\w+ ){{1,3}}{_NOT}\b",
    rf"^\w+ (?:den|det|de|denne|dette|disse) \w+ {_NOT}\b",
    rf"^har {_YOU} (?:\w+ ){{0,2}}?(?:vurdert|overveid|overvege)\b",
    rf"^har {_YOU} (?:\w+ ){{0,2}}?(?:prøvd|prøvet|prøvt|forsøkt|freista|prøvde) (?:å|med|bare|om|en gang|heller|på)\b",
    (
        rf"^har {_YOU} (?:\w+ ){{0,2}}?(?:tenkt|tenkjt) (?:\w+ )?(?:på|over) (?:at|å|om|hva|hvor|hvordan|"
        r"muligheten|moglegheita)\b"
    ),
    r"^(?:er|var|kan|kunne) det (?:bare |kanskje |mest |egentlig |rett og slett )?(?:være )?(?:fordi|at du er så)\b",
    r"^har (?:det|tanken) (?:\w+ ){0,2}?(?:slått|streifet|streifa|falt|falle)\b",
    r"^(?:falt|fall) det (?:deg|dere) (?:\w+ ){0,2}?inn\b",
    r"^(?:skyldes|kommer|handler) (?:det|dette) (?:bare |kanskje |egentlig )?(?:av |om )?at (?:du|dere)\b",
    r"^(?:kan|kunne|er) (?:det|dette) (?:tenkes|tenkjast|være|hende|mulig|mogleg|vere)(?: \w+)? at\b",
    (
        rf"^(?:ville|hadde|vil) (?:det|dette) (?:\w+ ){{0,4}}?(?:{_SENSIBLE_WORDS}|best|bedre|en (?:god "
        r")?id[eé]|på tide|lettere|enklere|enklare|hjelpe|hjelpt|en fordel)\b(?: for \w+)?(?: \w+)? (?:å|om "
        r"du|hvis du|at du|dersom du)\b"
    ),
    (
        rf"^(?:er|var) (?:det|dette) (?:\w+ ){{0,2}}?(?:{_SENSIBLE_WORDS}|på tide|på høy tid|på høg tid) "
        r"(?:\w+ )?(?:å|at)\b"
    ),
    (
        r"^(?:tror|mener|synes) (?:du|dere) (?:virkelig|verkeleg|seriøst|faktisk|oppriktig|ærlig talt|helt "
        r"ærlig|for alvor)\b"
    ),
    rf"^\w+ (?:{_WHO} )?(?:vel|jo)\b",
    r"\bvel ikke\b",
    (
        r"^(?:er|var) det (?:virkelig |egentlig |verkeleg )?så (?:vanskelig|vanskeleg|farlig|farleg|ille|"
        r"urimelig|urimeleg|rart|umulig|umogleg|tungt|nøye|håpløst)\b(?! (?:at|som)\b)"
    ),
    r"^(?:kan|er|skal|var) vi (?:\w+ ){0,2}?enige\b.*\bat\b",
    r"^(?:er|var) (?:du|dere) (?:\w+ )?enige? (?:med meg )?(?:i|om) at\b",
    r"^(?:skulle|kunne|ville) (?:du|dere) (?:kanskje|heller|like godt)\b",
    r"^(?:burde|bør) (?:du|dere)\b",
    r"^er (?:du|dere) (?:\w+ )?(?:sikker|sikre|trygge?) på at .*\bikke\b",
    r"^(?:må|skal) (?:du|dere) (?:alltid|absolutt|virkelig|bestandig|støtt)\b",
    r"^(?:forstår|skjønner|skjønar|innser|innrømmer) (?:du|dere) (?:\w+ )?at\b",
    r"^(?:er|blir) (?:du|dere) (?:alltid|bestandig|støtt) så\b",
    (
        r"^tror (?:du|dere) (?:at )?det (?:hadde|ville) (?:hjulpet|hjelpt|vært (?:lurt|bedre|best|"
        r"smart))\b.*\b(?:om|hvis|dersom|å)\b"
    ),
)
VERB_FIRST: tuple[Rule, ...] = ((QuestionLabel.LEADING, re.compile("|".join(f"(?:{one})" for one in _LEADING_VERB))),)
WHOLE: tuple[Rule, ...] = (
    (
        QuestionLabel.NARROW,
        re.compile(
            r"\bpå en skala\b|\bskalaen\b|\bfra (?:en|1|0|null) til (?:ti|fem|seks|sju|tre|fire|10|5|6|100|hundre)\b"
        ),
    ),
)
