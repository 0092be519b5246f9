"""As much grammar as a sentence made from labels needs: which labels are verbs, and which names are plural."""

from __future__ import annotations

import re

_VERBS: dict[str, dict[str, str]] = {
    "nl": {
        **{"is": "zijn", "heeft": "hebben", "wordt": "worden", "was": "waren", "werd": "werden", "won": "wonnen"},
        **{"neemt": "nemen", "vervult": "vervullen", "betrekt": "betrekken", "gaat": "gaan", "ligt": "liggen"},
        **{"organiseert": "organiseren", "brengt": "brengen", "geeft": "geven", "bevat": "bevatten", "kent": "kennen"},
        **{"woont": "wonen", "werkt": "werken", "leidt": "leiden", "hoort": "horen", "draagt": "dragen"},
        **{"noemt": "noemen", "steunt": "steunen", "financiert": "financieren", "maakt": "maken", "krijgt": "krijgen"},
        **{"kreeg": "kregen", "houdt": "houden", "doet": "doen", "valt": "vallen", "verwijst": "verwijzen"},
        **{"volgt": "volgen", "voldoet": "voldoen", "komt": "komen", "meet": "meten"},
    },
    "en": {
        **{"is": "are", "has": "have", "was": "were", "won": "won", "holds": "hold", "participates": "participate"},
        **{"involves": "involve", "chairs": "chair", "organises": "organise", "organizes": "organize"},
        **{"promotes": "promote", "gives": "give", "contains": "contain", "knows": "know", "lives": "live"},
        **{"works": "work", "leads": "lead", "belongs": "belong", "carries": "carry", "names": "name"},
        **{"supports": "support", "funds": "fund", "makes": "make", "gets": "get", "keeps": "keep", "does": "do"},
        **{"falls": "fall", "refers": "refer", "follows": "follow", "takes": "take", "meets": "meet", "comes": "come"},
        **{"measures": "measure", "had": "had"},
    },
}
"""The verbs with which labels begin, such as `is lid van`, each with its plural."""
_PREPOSITIONS: dict[str, frozenset[str]] = {
    "nl": frozenset(
        [
            *(
                "aan",
                "als",
                "bij",
                "die",
                "door",
                "in",
                "met",
                "naar",
                "namens",
                "om",
                "onder",
                "op",
                "over",
                "sinds",
                "tot",
            ),
            *("uit", "van", "volgens", "voor", "waarin"),
        ]
    ),
    "en": frozenset(
        [
            *("about", "as", "at", "behind", "by", "for", "from", "in", "into", "of", "on", "over", "since", "that"),
            *("through", "to", "under", "who", "with"),
        ]
    ),
}
_NOUNS: dict[str, frozenset[str]] = {
    "nl": frozenset({"bepaling", "cijfer", "deelname", "doel", "functie", "partnerschap"}),
    "en": frozenset({"figure", "goal", "participation", "partnership", "post", "provision"}),
}
"""The nouns with which labels begin that end in a preposition, such as `deelname aan`."""
_A = {"nl": "is een {}", "en": "is a {}"}
_HAS = {"nl": "heeft als {}", "en": "has as {}"}
_COMES = {"nl": "komt {}", "en": "comes {}"}
_FROM = ("uit", "from")
_PLURAL = {"nl": re.compile(r"(?:en|s)$"), "en": re.compile(r"(?:s|people)$")}
_ASIDE = re.compile(r"(.*\S)( \([^()]+\))")
_SINGULAR = ("het", "jury", "een", "a")


def predicate_of(label: str, language: str) -> str:
    """The label of a property after a subject: a verb as it is, `aangeduid als` with *is*, a noun with *has*.

    A label that holds a comma is closed by one.
    """
    words = label.split() or [""]
    closed = f"{label}," if ", " in label else label
    if words[0] in _VERBS[language]:
        return closed
    if words[0] in _FROM and len(words) > 1:
        return _COMES[language].format(closed)
    if words[-1] not in _PREPOSITIONS[language] and words[0] not in _PREPOSITIONS[language]:
        return _HAS[language].format(closed)
    return _A[language].format(closed) if words[0] in _NOUNS[language] else f"is {closed}"


def parted(label: str) -> tuple[str, str]:
    """A label, and what it says at its end between brackets, which belongs at the end of a sentence."""
    match = _ASIDE.fullmatch(label)
    return (match[1], match[2]) if match else (label, "")


def in_number(text: str, plural: bool, language: str) -> str:
    """A text that begins with a verb in the singular, in the number that is asked for."""
    verb, space, rest = text.partition(" ")
    return f"{_VERBS[language].get(verb, verb)}{space}{rest}" if plural else text


def is_plural(name: str, language: str) -> bool:
    """Whether a name in small letters, that of a group, is plural: told by the last word before a preposition."""
    words = name.split()
    end = next((place for place, word in enumerate(words) if word in _PREPOSITIONS[language]), len(words))
    if not end or words[0] in _SINGULAR or not (name[0].islower() or name[0].isdigit()):
        return False
    return bool(_PLURAL[language].search(words[end - 1]))
