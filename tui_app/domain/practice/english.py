"""The grammar of English questions."""

from __future__ import annotations

import re

from tui_app.domain.practice.english_rules import ASKED, VERB_FIRST, WHOLE
from tui_app.domain.practice.grammar import Grammar, one_of, word_set

_AUXILIARIES = (
    "do does did is are was were am have has had can could will would shall should may might must ought need dare"
)
_NEGATED = {
    f"{verb}{spelling}": f"{stem} not"
    for stem, verb in [(one, f"{one}n") for one in _AUXILIARIES.split()]
    + [("can", "can"), ("will", "wo"), ("will", "won")]
    for spelling in ("'t", "t")
    if f"{verb}{spelling}" not in ("want", "wot", "cant", "amnt")
}
_CONTRACTIONS = _NEGATED | {
    "cannot": "can not",
    "cant": "can not",
    "won't": "will not",
    "ain't": "is not",
    "let's": "let us",
    "whats": "what is",
    "hows": "how is",
    "whos": "who is",
    "wheres": "where is",
    "im": "i am",
    "ive": "i have",
    "youre": "you are",
    "youve": "you have",
    "'s": "is",
    "'re": "are",
    "'ve": "have",
    "'d": "would",
    "'ll": "will",
    "'m": "am",
    "whether": "whether",
    "ya": "you",
    "u": "you",
    "gonna": "going to",
    "d'you": "do you",
    "d'ya": "do you",
}
_FILLER_WORDS = (
    "so|well|um+|uh+|er+|erm|hm+|mm|oh|ah|now|okay|ok|right|yes|yeah|no|hey|hi|hello|look|listen|you "
    "know|you see|i mean|you know what|like|actually|basically|honestly|frankly|to be honest|tell me|"
    "tell me this|tell me something|tell me more|say more|what about you|how about you|go on|thanks|"
    "thank you|great|good|fine|sorry|excuse me|just out of interest|out of interest|out of curiosity|"
    "out of interest|by the way|anyway|if i may ask|if i may|if you do not mind|if you do not mind me "
    "asking|can i ask you something|may i ask you something|can i ask something|could i ask you "
    "something|then|and|but|please|roughly|approximately|sort of|kind of|in your view|in your opinion|"
    "if you like|let us see|let me see|what can i say|"
    "how (?:can|shall|should|do) i (?:put|say|phrase) (?:it|this|that)|"
    "first|first of all|finally|lastly|one more thing|last one|last "
    "question|quick question|though|for me|good morning|alright|all right|there|just|and i mean "
    "properly|mind you"
)
_PRONOUN = "(?:i|you|he|she|it|we|they|there|that|this|one)"
_TAG = (
    rf"(?:{one_of(_AUXILIARIES)}(?: not)? {_PRONOUN}(?: not| now| then)?|right|yes|yeah|correct|okay|ok|"
    r"no|eh|huh|hey|agreed|surely|true|innit|or|or not|i (?:suppose|assume|guess|take it|presume|expect|"
    r"trust|hope|imagine|think|gather|reckon|believe)|(?:would|do) (?:not )?you (?:not )?(?:say|agree|"
    r"think)|would you say|do you (?:think|suppose|reckon)|am i right|is that right|is that fair|fair "
    r"enough|if i am right|i am sure|no doubt)"
)

_TELL = (
    r"(?:tell(?:ing)? (?:me|us)|describ(?:e|ing)|explain(?:ing)?|elaborat(?:e|ing)|expand(?:ing)?|"
    r"shar(?:e|ing)(?= (?:how|what|why|your|a|some|more|with|any|one|something)\b)|say(?:ing)? (?:a "
    r")?(?:bit |little |few )?(?:more|something|words|about)|(?:walk|talk|take|run)(?:ing)? (?:me|us) "
    r"(?:through|back to)|help(?:ing)? (?:me|us) (?:to )?(?:understand|see)|giv(?:e|ing) (?:me|us) (?:an?|some|a "
    r"few|one|your) (?:\w+ )?(?:examples?|ideas?|sense|feel|picture|view|thoughts|flavour)|show(?:ing)? "
    r"me(?= how\b)|paint(?:ing)? (?:me |us )?a picture|put(?:ting)? (?:it |that )?into words|let me (?:know|"
    r"hear)|fill(?:ing)? me in|talk(?:ing)? (?:to me )?(?:a (?:bit|little) )?(?:more )?about|"
    r"unpack(?:ing)?|open(?:ing)? up about)"
)
_ASK = (
    r"(?: (?:please|maybe|perhaps|possibly|just|kindly|also|like to|be|willing|able|happy|open|up for|"
    r"to|mind|care|want|so kind as))*"
)
_HEAR = r"(?:hear|know|understand|learn|explore|find out|get a sense of)"

_REQUEST = re.compile(
    rf"^(?:(?:please|do|just|could|kindly) )*{_TELL}\b|^(?:can|could|would|will) you{_ASK} {_TELL}\b|"
    rf"^(?:do|did) you (?:want|feel able|mind|wish|care|feel like)(?: to)? {_TELL}\b|"
    rf"^(?:would you )?mind {_TELL}\b|^are you (?:willing|able|happy|open|comfortable|up for)(?: to)? {_TELL}\b|"
    rf"^i (?:wonder|wondered|am wondering|was wondering) (?:if|whether) you (?:could|would|might|can){_ASK} {_TELL}\b|"
    rf"^i (?:am|would be|was|feel) (?:\w+ )?(?:curious|interested|keen|eager|intrigued)"
    rf"(?: (?:about|in|to {_HEAR}|by|as to))?\b|"
    rf"^i (?:just |only )?(?:would|do|want|wanted|need|hope|have been wanting|am trying)(?: \w+){{0,3}}? "
    rf"(?:to )?{_HEAR}(?: more)?\b|"
    rf"^i (?:wonder|wondered|am wondering|was wondering)\b|^it would (?:be|help)(?: \w+){{0,3}} to {_HEAR}\b|"
    r"^(?:can|may|could|might) i (?:just |perhaps )?(?:ask|hear)(?: you)?\b|^let us (?:hear|explore)\b"
)
_WHETHER = re.compile(r"^(?:(?:me|us|please|a|bit|more) )*(?:if|whether)\b")
_TOLD_ABOUT = re.compile(
    r"^(?:(?:me|us|a|bit|little|more|something|few|words|please|just|honestly) )*(?:about|of|on)\b"
)

ENGLISH = Grammar(
    question_words=word_set("what how why who whose whom where when which"),
    times=word_set("when"),
    relatives=word_set("who whose whom where when which"),
    subjects=word_set(
        "i you he she it we they there that this these those one anyone anybody everyone everybody someone "
        "somebody nobody people things anything everything something nothing all both any some"
    ),
    articles=word_set("the a an my your his her our their its these those this that any some each every all"),
    verbs=word_set(
        f"{_AUXILIARIES} want wanted mind fancy got ever any anything anyone anybody care ready remember "
        "feel feeling happy"
    ),
    supports=word_set("do does did"),
    copulas=frozenset(),
    verb_endings=(),
    subject_endings=(),
    what="",
    which="",
    after_what=frozenset(),
    past_endings=(),
    joins=word_set("and but plus also"),
    alternatives=word_set("or"),
    conditions=word_set(
        "if when whenever since because although though even while whilst as before after given suppose "
        "supposing imagine assuming provided unless until once now considering with without despite"
    ),
    adverbs=word_set(
        "roughly about approximately exactly then so just now maybe perhaps surely actually really only "
        "also here there overall generally specifically mostly typically usually not well precisely more "
        "again"
    ),
    prepositions=word_set(
        "in on at to from of for with by about over under between into through until since during than as "
        "per within among"
    ),
    openers=word_set(
        "and but so well okay ok um uh er erm hmm oh hey hi right yes no then look like just actually now plus"
    ),
    contractions=_CONTRACTIONS,
    spellings=(),
    filler=re.compile(rf"(?:(?:{_FILLER_WORDS})(?: |$))+"),
    setup=re.compile(
        r"^(?:imagine|suppose|supposing|let us (?:say|imagine|assume)|say (?:that|it|we|you)|picture|think "
        r"(?:back|ahead|of|about)|look(?:ing)? (?:back|ahead)|fast forward|assume)\b"
    ),
    suggestion=re.compile(
        r"^(?:suppose|supposing|what if|say|if) (?:you|we)\b.*\b(?:tried|try|just|stopped|started|began|asked|simply)\b"
    ),
    inverted_condition=re.compile(r"^(?:had|were|should) (?:you|it|we|i|there|things|someone|somebody)\b|^any\w*\b"),
    if_so=re.compile(
        r"^(?:(?:if so|if not|if yes|if no|in that case|then|also|so|likewise|equally|similarly|finally|"
        r"maybe|perhaps|on the other hand|conversely|after that)(?: |$))+"
    ),
    tag=re.compile(_TAG),
    follow_up=re.compile(
        r"(?:and|and then|then|then what|and then what|so|and so|so what|what else|and what else|what more|"
        r"what about you|how about you|and you|tell me more|say more|say a bit more|what next|and what "
        r"happened|how so|how do you mean|what do you mean|meaning|such as|like what|for example|for "
        r"instance|in what way|how is that|and how was that|and after that|go on|because|what then)"
    ),
    request=_REQUEST,
    whether=_WHETHER,
    told_about=_TOLD_ABOUT,
    comparison=re.compile(
        r"^(?:every(?:one|body)|all the others|all your colleagues|the others?|other people|others|no "
        r"?(?:one|body)|none of the others|the rest of|your colleagues|most people|any(?:one|"
        r"body))\b.*\b(?:manages?|managed|follows?|does|do|gets? it|can|meets?|reach(?:es)?|without|fine|copes?|coped|"
        r"understands?|handles?|delivers?|on time|finds? it|makes? it|agrees?|happy|satisfied|done|finished|"
        r"positive|said yes|keeps? up|no trouble|no problem|on board)\b"
    ),
    contrast=re.compile(r"\b(?:between|difference)\b"),
    asked=ASKED,
    whole=WHOLE,
    verb_first=VERB_FIRST,
)
