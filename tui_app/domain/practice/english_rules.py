"""Turns of phrase that tell how an English question looks; contractions are written in full."""

from __future__ import annotations

import re

from tui_app.domain.practice.grammar import QuestionLabel, Rule

_AUX_WORDS = "do|does|did|is|are|was|were|am|have|has|had|can|could|will|would|shall|should|may|might|must"
_AUX = f"(?:{_AUX_WORDS})"
_WHO_WORDS = "i|you|he|she|it|we|they|there|that|this|these|those|one|people|everyone|everybody|anyone|someone|things"
_WHO = f"(?:{_WHO_WORDS})"
_THE_WORDS = "the|a|an|my|your|his|her|our|their|its|all"
_THE = f"(?:{_THE_WORDS})"

_PRAISE = (
    r"(?:wonderful|great|lovely|fantastic|excellent|brilliant|amazing|superb|marvellous|marvelous|"
    r"terrific|fabulous|awesome|beautiful|splendid|nice|fine|good|gorgeous|outstanding|exciting|"
    r"delightful|impressive|awful|terrible|dreadful|ridiculous|useless|horrible|generous)"
)
_PLEASED = (
    r"(?:glad|grateful|thankful|thrilled|delighted|relieved|excited|lucky|proud|impressed|disappointed|"
    r"sorry|ashamed|embarrassed|great|fantastic|wonderful|lovely|amazing|brilliant|awful|stupid|silly|"
    r"ridiculous|childish|annoying|nice|fortunate|pleased|unfair|unreasonable|unprofessional|rude|"
    r"selfish|lazy)"
)
_BETTER = (
    r"(?:better|worse|easier|happier|nicer|calmer|smoother|lighter|safer|more (?:\w+ive|fun|pleasant|"
    r"efficient|relaxed|settled|comfortable))"
)
_MEND = (
    r"(?:repair|repairing|fix|fixing|put right|putting right|put it right|make up for|making up for|"
    r"make amends|making amends|stop|stopping|avoid|avoiding|prevent|preventing|undo|undoing|apologise|"
    r"apologising|apologize|win back|winning back|regain|regaining|rebuild|rebuilding|make sure|making "
    r"sure|restore|restoring|ensure|ensuring|sort out|sorting out|explain|explaining|justify|keep from)"
)
_FAULT = (
    r"(?:impression|mistakes?|mess\w*|damage\w*|trust|harm\w*|spoil\w*|ruin\w*|let\w* (?:\w+ )?down|do "
    r"not care|upset\w*|annoy\w*|again|once more|another time|late|lateness|careless\w*|fail\w*|errors?|"
    r"attitude|behaviou?r|forget\w*|wast\w+|trouble|complain\w*|complaints?|letting|sloppy|reputation|"
    r"rude\w*|wreck\w*|blunder\w*|disappoint\w*|confus\w+|disrupt\w*|lost|poor|bad)"
)
_FACT = (
    r"(?:name|names|number|date|time|address|email|title|percentage|deadline|salary|age|price|cost|"
    r"budget|code|password|birthday|size|score|grade|amount|total|extension|phone|rate|postcode|"
    r"headcount|hours|target|limit|username|surname|weight|height|distance|caseload|fee|wage|pay|balance|"
    r"figure|notice period|start date|closing date|staff number|quota|ratio|hourly)"
)
_FACT_FIRST = (
    r"(?:extent|degree|percentage|proportion|share|fraction|time|date|day|days|year|month|week|hour|"
    r"hours|number|size|grade|level|score|age|colour|color|name|title|address|room|shift|shifts|floor|"
    r"salary|amount|price|rate|deadline|class|department|position|model|version|course|courses|team|"
    r"unit|ward|school|job title|speed|distance|temperature|language|languages|software|system|bus|"
    r"train|car|route|team|dose|role|qualifications?|exam|subject|subjects|platform)"
)
_MEASURED = (
    r"(?:many|much|often|long|far|big|small|old|soon|late|early|well|badly|good|bad|important|happy|"
    r"satisfied|confident|sure|certain|likely|clear|clearly|comfortable|safe|easy|easily|hard|difficult|"
    r"tired|stressed|busy|fast|quick|quickly|slowly|high|low|large|strong|strongly|frequently|regularly|"
    r"close|closely|serious|ready|prepared|familiar|motivated|engaged|heavy|useful|helpful|realistic|"
    r"urgent|open|fair|interested|tall|deep|deeply|wide|experienced|recently|committed|worried|keen|"
    r"willing|content|valued|included|supported|involved|new|accurate|accurately|few|little|severe|"
    r"tough|free|full|short|up to date|secure|satisfying|demanding|large|satisfactory|effective|"
    r"efficient|reliable|welcome|at home)"
)

_LEADING_ASKED = (
    r"^why (?:do|does|would|could|should|did) (?:not )?(?:you|we|they|he|she) (?:not )?(?:just|simply|instead)\b",
    (
        r"^why (?:do|would|could|should|can) not (?:you|we) (?:just |simply |instead )?(?:try|start|stop|"
        r"ask|take|let|be|use|give|talk|book|write|come and|go and|simply|just|consider|look at|leave)\b"
    ),
    r"^why can not you\b",
    (
        r"^why not (?!(?:now|you|me|him|her|them|then|this|that|here|today|earlier|sooner|before|us|it|"
        r"though|tell me)\b)\w+"
    ),
    (
        r"^why (?:are you (?:(?:always|being) so|so (?:\w+ )?(?:negative|difficult|lazy|slow|grumpy|stubborn|"
        r"impossible|childish|moody|defensive|careless|rude|sensitive|unhelpful|disorganised|disorganized|"
        r"unreliable|sloppy|little|bad))|must you|do you (?:always )?(?:have to|insist))\b"
    ),
    r"^why (?:do|are|did|must) you (?:always|constantly|forever)\b",
    r"^what (?:if|do you say to|do you say we)\b",
    r"^how (?:hard|difficult|complicated|tricky) can (?:it|that|this) (?:really |possibly |actually )?be\b",
    r"^(?:what|how) about (?:(?:just|simply|maybe|perhaps|not) )*(?:\w+ing\b(?! for)|we\b|you (?=\w)|if|you just)\b",
    rf"^how (?:much|far) {_BETTER}\b",
    rf"^how (?:very |really |absolutely )?{_PLEASED}\b(?!.*\b(?:scale|to (?:ten|five|six|10|5|6))\b)",
    (
        r"^(?:what|how) (?:do|did|have|is|are) you (?:most )?(?:like|liked|enjoy|enjoyed|love|loved|"
        r"appreciate|appreciated|think|find|feel|make|say)\b.*\b(?:our|my|this|the|these|that|all the|all "
        rf"our) (?:\w+ )?(?:\w+ )?{_PRAISE} (?:new )?\w+"
    ),
    (
        r"^what (?:is|was) (?:the )?(?:best|nicest|favourite|your favourite)\b.*\b(?:our|my|this|these) "
        rf"(?:\w+ )?{_PRAISE} "
    ),
    rf"^(?:how|what) (?:are|will|do|can|would|could|should) you\b.*\b{_MEND}\b.*\b{_FAULT}\b",
    (
        r"^what (?:are|will) you (?:going to |plan to )?(?:do|doing) about (?:your|the way you|that|this) "
        r"(?:\w+ )?(?:attitude|behaviou?r|temper|lateness|mess|moods?|habits?|sloppiness|tone)\b"
    ),
    (
        r"^when (?:are|will|do|can) you (?:finally|ever|at last|(?:going to|plan to|intend to|planning to|"
        r"expect to)? ?(?:finally|start \w+ing|stop|grow|learn|realise|realize|get your act|pull yourself|"
        r"take (?:some|more) responsibility|take \w+ seriously))"
    ),
    r"\b(?:finally|at last) (?:\w+ )?(?:going to|get|start|do|be)\b",
    (
        r"^how (?:could|can|dare) you (?:let|forget|miss|allow|ignore|think|say|do (?:that|this|such)|be so|"
        r"possibly|not|expect|just|even)\b"
    ),
    r"^what were you thinking$",
    (
        r"^how (?:much )?longer (?:do|are|will|must) (?:you|we)\b.*\b(?:going to|keep|intend|put up|plan to|"
        r"wait for you)\b"
    ),
    r"^how long are you going to (?:keep|go on|carry on|continue)\b",
)
_WHY = (
    r"^why\b",
    r"^how come\b",
    (
        r"^what (?:is|was|are|were|might be|could be|would be|do you think is|do you see as)(?: \w+){0,3} "
        r"(?:reasons?|cause|causes|rationale|explanation|justification|motive|reasoning|(?:thinking|idea|"
        r"thought|logic|point|story|intention) (?:behind|of|in)|background|grounds|purpose|excuse|root)\b"
    ),
    r"^what (?:reasons?|grounds|cause)\b",
    (
        r"^what (?:is it that |was it that |do you think |has |had )?(?:makes|made|making|is making|caused|causes|led|"
        r"leads|prompted|prompts|possessed|triggered|gives rise to)\b (?:(?!a\b|the\b|(?:it|that|this) "
        r"(?:\w+er|more|good|possible|work|hard|worth)\b|for (?:a|the)\b)\w+)"
    ),
    (
        r"^what (?:drove|brought|stopped|prevented|kept|pushed|convinced|persuaded|motivated|held|inspired|"
        r"tempted) (?:you|them|him|her|us|people|it|that|this|the|your)\b"
    ),
    (
        r"^what (?:is|was|lies|lay|sits|do you think is|would you say is) (?:\w+ )?behind\b(?! (?:the "
        r"words?|citatum|the phrase|that word))"
    ),
    (
        r"^how (?:is it|was it|can it be|could it be|is it possible)(?: possible)? (?:that|the \w+|your \w+|"
        r"you|we|they|nobody|no one|i|he|she|there|everyone|none)\b(?! (?:working|going|like))"
    ),
    (
        r"^how (?:could|can|did) (?:it|that|this|something like (?:that|this)|such a thing) (?:happen|be "
        r"allowed|come about|come to this|come to pass|occur)\b"
    ),
    r"^how do you (?:explain|account for|justify)\b",
    r"^what (?:do you think )?(?:explains|explained|accounts for|accounted for|caused|causes|triggered|led to)\b",
    (
        r"^what (?:got|gets|had|has got) (?:you|them|him|her|us|people) (?:to|so|thinking|into|started|"
        r"worried|upset|angry)\b"
    ),
    r"^what for\b",
)
_NARROW = (
    (
        r"\bon a scale\b|\bscale (?:of|from)\b|\bfrom (?:one|zero|1|0) to (?:ten|five|six|10|5|6)\b|\bout "
        r"of (?:ten|five|10|5)\b"
    ),
    r"^how (?:would|do|did) you (?:rate|score|grade|rank)\b",
    r"^how do you (?:spell|pronounce)\b",
    rf"^how {_MEASURED}\b",
)
_OPEN_ASKED = (
    r"^who are you (?:when|as|at|without)\b",
    r"^which (?:\w+ )?(?:thoughts|feelings|ways|experiences|hopes|expectations|wishes|challenges|opportunities)\b",
    (
        r"^where (?:do you (?:see|picture|imagine) (?:yourself|this|things|us)|would you like to (?:be|go "
        r"from|see|start|begin)|do you want to (?:be|go from|start|begin)|do we go|should we (?:start|"
        r"begin)|shall we (?:start|begin))\b"
    ),
)
_NARROW_WHAT = (
    (
        rf"^how (?!(?:{_AUX_WORDS}|{_WHO_WORDS}|{_THE_WORDS}|else|best|exactly|really|actually|then|on|in|"
        r"ever|precisely|specifically|honestly|about|to|your|come|might|not|people|and)\b)\w+(?: \w+)?? "
        rf"{_AUX} (?:{_WHO_WORDS}|{_THE_WORDS})\b"
    ),
    rf"^what {_FACT_FIRST}\b",
    (
        rf"^what (?:is|was|are|were)(?: \w+){{0,4}}? {_FACT}(?= (?:of|for|in|at|on|to|you|now|again|this|per|"
        r"when|by|with|before|there|that|the|we|left|like)\b|$)"
    ),
    r"^what (?:\w+ ){1,5}name (?:was|is)\b",
    r"^what (?:was|is|were) (?:the|your) (?:last|second|third|fourth|previous|latest) (?!thing (?:you|that)\b)\w+",
    r"^what (?:does|do|did|will|would)(?: \w+){1,3} (?:cost|weigh|earn|pay)\b",
    r"^what (?:do you earn|are you paid|is (?:it|he|she|that|this) called|do (?:you|we|they) call)\b",
    r"^what (?:is|was|are|were) (?:\w+ ){1,4}called\b",
    (
        r"^what (?:kind|sort|type) of (?:\w+ )?(?:contract|car|phone|computer|licence|shift|shifts|degree|"
        r"certificate|form|machine|laptop|course|post|position|vehicle)\b"
    ),
    r"^(?:who|whose|whom|where|when|which)\b",
)

ASKED: tuple[Rule, ...] = tuple(
    (label, re.compile("|".join(f"(?:{one})" for one in patterns)))
    for label, patterns in (
        (QuestionLabel.DOUBLE, (r"\b(?:best|most|easiest) and (?:the )?(?:least|worst|hardest)\b",)),
        (QuestionLabel.LEADING, _LEADING_ASKED),
        (QuestionLabel.WHY, _WHY),
        (QuestionLabel.NARROW, _NARROW),
        (QuestionLabel.OPEN, _OPEN_ASKED),
        (QuestionLabel.NARROW, _NARROW_WHAT),
        (QuestionLabel.OPEN, ("^",)),
    )
)

_OFTEN = r"(?:(?:ever|even|maybe|perhaps|at least|already|actually|really|not|just|seriously) )*"
_SENSIBLE_WORDS = r"wise|wiser|sensible|smarter|smart|an idea|a good idea|a better idea|reasonable|fair to say|worth"
_SENSIBLE = f"(?:{_SENSIBLE_WORDS})"
_LEADING_VERB = (
    r"^\w+ not\b",
    rf"^\w+ {_WHO} not\b",
    r"^\w+ (?:the|your|this|that|my|our)(?: \w+){1,2} not\b",
    rf"^have (?:you|we) {_OFTEN}(?:considered|contemplated|thought that)\b",
    (
        rf"^have (?:you|we) {_OFTEN}(?:thought (?:of|about|that|maybe|perhaps)|tried|attempted) (?:\w+ing\b|"
        r"just|to|maybe|simply|asking|that|whether|if|about|how|what|why|who|where)"
    ),
    r"^(?:has|had|did|does) (?:it|the thought) (?:\w+ ){0,2}?(?:occur|occurred|dawn|dawned|cross|crossed|struck)\b",
    rf"^did you {_OFTEN}(?:consider|think (?:of|about|to)|try (?:\w+ing|to))\b",
    (
        r"^(?:is|was|could|might|can) (?:it|this|that) (?:just |maybe |perhaps |only |simply |not |all |"
        r"really |be )*because\b"
    ),
    (
        r"^(?:could|might|can|is|may) (?:it|this) (?:just |not |also )?(?:be|possible|possibly be|not "
        r"be)(?: possible| just| perhaps| maybe)* that\b"
    ),
    r"^is there (?:any |a |not )?(?:chance|possibility|risk) that (?:you|it is you)\b",
    (
        rf"^(?:would|might) (?:it|that|things) (?:\w+ ){{0,3}}?(?:{_SENSIBLE_WORDS}|better|best|easier|help|"
        r"make sense)\b(?: for you| for everyone)? (?:to|if you|that you|just)\b"
    ),
    rf"^is (?:it|that) (?:\w+ )?{_SENSIBLE}\b",
    r"^(?:is|was) (?:it|this) (?:about |high |really |now )?(?:the )?time (?:that |for )?(?:you|to)\b",
    (
        r"^(?:do|did|can) you (?:really|honestly|seriously|actually|truly|genuinely) (?:think|believe|"
        r"expect|feel|imagine|need|want|mean)\b"
    ),
    r"^(?:can|could|shall|are|do) we (?:all |just |both )?(?:agree|agreed|say)\b",
    r"^(?:would|do) you (?:\w+ )?agree (?:that|it|we|you|with me)\b",
    r"^(?:should|must|ought) you\b",
    (
        r"^(?:do|can|did) you (?:\w+ )?(?:realise|realize|appreciate|accept|admit|see|understand) (?:that|"
        r"how much|how (?:hard|difficult|annoying|frustrating))\b"
    ),
    r"^(?:do|must|are) you (?:have to )?(?:always|constantly)\b",
    (
        r"^(?:could|would|can|will) you (?:maybe |perhaps |possibly |just |please |at least )*(?:try|stop|"
        r"start) (?:to|being|and|\w+ing)\b"
    ),
    r"\bsurely\b",
    r"^are you (?:\w+ )?(?:sure|certain) .*\bnot\b",
    (
        r"^(?:is|was) (?:it|that) (?:really |honestly )?(?:so|that|too) (?:hard|difficult|bad|unreasonable|"
        r"terrible|much to ask|complicated|awful)\b"
    ),
    (
        r"^(?:do|would) you think (?:that )?it (?:would|might) (?:be (?:better|wise|best|sensible|easier)|"
        r"help) (?:to|if you)\b"
    ),
)
VERB_FIRST: tuple[Rule, ...] = ((QuestionLabel.LEADING, re.compile("|".join(f"(?:{one})" for one in _LEADING_VERB))),)
WHOLE: tuple[Rule, ...] = (
    (QuestionLabel.NARROW, re.compile(r"\bon a scale\b|\bscale (?:of|from)\b|\bout of (?:ten|five|10|5)\b")),
)
