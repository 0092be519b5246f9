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
        **{"volgt": "volgen", "voldoet": "voldoen", "komt": "komen"},
    },
    "en": {
        **{"is": "are", "has": "have", "was": "were", "won": "won", "holds": "hold", "participates": "participate"},
        **{"involves": "involve", "chairs": "chair", "organises": "organise", "organizes": "organize"},
        **{"promotes": "promote", "gives": "give", "contains": "contain", "knows": "know", "lives": "live"},
        **{"works": "work", "leads": "lead", "belongs": "belong", "carries": "carry", "names": "name"},
        **{"supports": "support", "funds": "fund", "makes": "make", "gets": "get", "keeps": "keep", "does": "do"},
        **{"falls": "fall", "refers": "refer", "follows": "follow", "takes": "take", "meets": "meet", "comes": "come"},
    },
}
"""The verbs with which labels begin, such as `is lid van`, each with its plural."""
_PREPOSITIONS: dict[str, frozenset[str]] = {
    "nl": frozenset(
        [
            *("aan", "bij", "die", "door", "in", "met", "naar", "namens", "om", "onder", "op", "over", "sinds", "tot"),
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
_HAS = {"nl": "heeft als {}", "en": "has as {}"}
_COMES = {"nl": "komt {}", "en": "comes {}"}
_FROM = ("uit", "from")
_PLURAL = {"nl": re.compile(r"(?:en|s)$"), "en": re.compile(r"(?:s|people)$")}
_SINGULAR = ("het", "jury", "een", "a")


def predicate_of(label: str, language: str) -> str:
    """The label of a property after a subject: a verb as it is, `deelname aan` with *is*, a noun with *has*."""
    words = label.split() or [""]
    if words[0] in _VERBS[language]:
        return label
    if words[0] in _FROM and len(words) > 1:
        return _COMES[language].format(label)
    return f"is {label}" if words[-1] in _PREPOSITIONS[language] else _HAS[language].format(label)


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
