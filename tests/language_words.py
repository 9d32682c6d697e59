"""Words that only one language has, to find a text in the wrong one."""

from __future__ import annotations

import re

_BOKMAL = """
    allerede bare dere deres ennå engangskode engangskoden enheten filen forberede forberedelse
    forberedelsen forberedelsene forberedt fornavn fortsatt fra flere følger gjør gjøre hun hva
    hvem hver hverandre hvert hvilke hvilken hvilket hvis hvor hvordan hvorfor høyst høy høyest ikke
    innen innlogginger innstillinger jeg klokken kommer kjør kjøring lagret leder lederen ledere leders
    lederens lørdag mandag mappen maskinen medarbeider medarbeideren medarbeidere mer
    måned måneden måneder morgen mye navn navnet navnene noe noen oppfølginger organisasjonen
    påminnelse påminnelsen påminnelser referater samtaler sammen selv siden sikkerhetskopi
    sikkerhetskopier skriver snakker spørre sluttet sted stedet svarene tirsdag tiltakene uke uken
    uker uttalelse uttalelsen uttalelser utover vet videre virksomheten virker være vært åpen åpent åpne åpner åpnet
"""
_NYNORSK = """
    berre dei desse dykk då eg eingongskode eingongskoden eit eitt ein enno fleire framleis fråsegn fråsegna
    fråsegner frå førebu førebuing førebuinga førebuingar førenamn gjer gjere heile ikkje innloggingar
    innstillingar kjem kommentarar kor korkje korleis kva kvar kvarandre kvart kven kvifor køyr køyring lagra laurdag
    leiar leiaren leiarar meir medan medarbeidar medarbeidaren medarbeidarar morgon månad månaden månader måndag namn
    namnet nokon noko nokre opna opnar oppfølgingar påminning påminninga påminningar samtalar saman seinare sidan
    sjølv spørje stad svara tiltaka tysdag tryggingskopi utan vart veit veke veka veker vere verksemda verkar vidare
    vore òg
"""
_ENGLISH = """
    actions and are been cancel close conversation conversations employee every found from has have how leader
    matches minutes month not nothing of password save search settings that the their they this today tomorrow was
    week were what when where who why with you your
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ONLY_IN = {"nb": _set(_BOKMAL) - _set(_NYNORSK), "nn": _set(_NYNORSK) - _set(_BOKMAL), "en": _set(_ENGLISH)}
"""Language code -> words that no text in another language has."""

_COMMAND = re.compile(r"samtale [a-z]+|\b[\w./-]+\.(md|key|toml|csv|db)\b|«[^»]*»|“[^”]*”|--[a-z-]+|\$\w+")
"""What stands in every language as it is: commands, names of files, and what people typed."""
_WORD = re.compile(r"(?<![\w│┃╭╰╮╯])[^\W\d_]+(?![\w…│┃╭╰╮╯])")
"""A word; one that the screen or the frame of a dialog over it has cut is none."""


def foreign_words(text: str, language: str) -> set[str]:
    """The words of the text that only another language has."""
    words = {word.lower() for word in _WORD.findall(_COMMAND.sub(" ", text))}
    return words & frozenset().union(*(only for code, only in ONLY_IN.items() if code != language))
