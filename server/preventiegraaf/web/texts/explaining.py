"""The fixed texts of the pages on explanation and reasoning, in Dutch and in English."""

from __future__ import annotations

EXPLAINING_TEXTS: dict[str, dict[str, str]] = {
    "why_title": {"nl": "Waarom geldt:", "en": "Why does this hold:"},
    "why_heading": {"nl": "Waarom geldt dit?", "en": "Why does this hold?"},
    "why_lead": {
        "nl": "Noem een feit in drie delen, zoals ‘Jan Binnenmars’, ‘is betrokken bij’, ‘Vitaal Twente’. U krijgt te "
        "zien uit welke feiten het volgt, volgens welke regels, en in welke woorden van welk document die feiten "
        "staan.",
        "en": "Name a fact in three parts, such as ‘Jan Binnenmars’, ‘is involved in’, ‘Vitaal Twente’. You are shown "
        "from which facts it follows, by which rules, and in which words of which document those facts stand.",
    },
    "why_more": {"nl": "Wat er zoal wordt afgeleid, staat bij", "en": "What is inferred is told at"},
    "why_subject": {"nl": "Wie of wat", "en": "Who or what"},
    "why_predicate": {"nl": "Eigenschap", "en": "Property"},
    "why_object": {"nl": "Wie, wat of welke waarde", "en": "Who, what or which value"},
    "why_subject_example": {"nl": "Jan Binnenmars", "en": "Jan Binnenmars"},
    "why_predicate_example": {"nl": "is betrokken bij", "en": "is involved in"},
    "why_object_example": {"nl": "Vitaal Twente", "en": "Vitaal Twente"},
    "why_sources": {"nl": "Alleen uit deze documenten (mag leeg)", "en": "From these documents only (may be empty)"},
    "why_help": {
        "nl": "Een naam zoals die op de pagina’s staat, een IRI, een korte IRI zoals person:jan-binnenmars, of een "
        "tekst tussen aanhalingstekens; voor ‘is een’ een a.",
        "en": "A name as it stands on the pages, an IRI, a short IRI such as person:jan-binnenmars, or a text between "
        "quotation marks; for ‘is a’ an a.",
    },
    "why_sources_help": {
        "nl": "Documenten met hun korte naam, met komma’s ertussen.",
        "en": "Documents by their short names, joined by commas.",
    },
    "why_lacking": {"nl": "Nog niet ingevuld:", "en": "Not filled in yet:"},
    "why_ask": {"nl": "Leg uit", "en": "Explain"},
    "why_another": {"nl": "Een ander feit", "en": "Another fact"},
    "not_held": {"nl": "Dit staat er niet, en het volgt niet", "en": "This is not stated, and does not follow"},
    "not_held_lead": {
        "nl": "dat staat in geen van de gelezen bronnen en volgt er ook niet uit. Dat betekent niet dat het niet zo "
        "is.",
        "en": "that is in none of the sources read, nor does it follow from them. That does not mean that it is not "
        "so.",
    },
    "not_held_by_these": {
        "nl": "Dit volgt niet uit de documenten die u koos",
        "en": "This does not follow from the documents that you chose",
    },
    "not_held_by_these_lead": {
        "nl": "dat staat niet in deze documenten en volgt er ook niet uit.",
        "en": "that is not in these documents, nor does it follow from them.",
    },
    "held_elsewhere": {
        "nl": "Volgens alle gelezen documenten samen geldt het wel.",
        "en": "By all the documents read together it does hold.",
    },
    "strangers": {"nl": "De graaf zegt helemaal niets over", "en": "The graph says nothing at all of"},
    "not_held_sources": {"nl": "Alleen deze documenten deden mee:", "en": "Only these documents took part:"},
    "near_held": {"nl": "Wat wel geldt", "en": "What does hold"},
    "because": {"nl": "want:", "en": "because:"},
    "told_above": {"nl": "(zie hierboven)", "en": "(see above)"},
    "proof_rests_on": {"nl": "Dit berust op", "en": "This rests on"},
    "and_on": {"nl": "samen met", "en": "together with"},
    "or_on": {"nl": "of alleen al op", "en": "or equally on"},
    "and_more_sets": {"nl": "Andere combinaties van documenten:", "en": "Other combinations of documents:"},
    "rests_on_given": {
        "nl": "De ontologie en het register zijn hiervoor genoeg; er is geen document voor nodig.",
        "en": "The ontology and the register are enough for this; no document is needed for it.",
    },
    "sets_cut": {
        "nl": "Er kunnen meer combinaties van documenten zijn waarop dit berust; het zoeken is afgebroken.",
        "en": "There may be more combinations of documents on which this rests; the search was cut.",
    },
    "derivation": {"nl": "Afleiding", "en": "Derivation"},
    "other_derivation": {"nl": "Ook zo: afleiding", "en": "Also thus: derivation"},
    "derivations_cut": {
        "nl": "Er zijn meer afleidingen dan hier staan.",
        "en": "There are more derivations than are given here.",
    },
    "why_whole": {"nl": "Waarom?", "en": "Why?"},
    "reasoning_title": {"nl": "Wat er wordt afgeleid, en waarom", "en": "What is inferred, and why"},
    "reasoning_lead": {
        "nl": "Een deel van wat u hier vindt, staat in geen document: het volgt uit wat er wel staat, volgens vaste "
        "regels. Hieronder leest u welke soorten gevolgtrekkingen er worden gemaakt, elk met een voorbeeld uit de "
        "graaf.",
        "en": "Part of what you find here stands in no document: it follows from what does, by fixed rules. Below you "
        "read which kinds of conclusions are drawn, each with an example from the graph.",
    },
    "reasoning_promise": {
        "nl": "Van elk afgeleid feit kunt u nagaan op welke woorden van welk document het uiteindelijk berust:",
        "en": "For every inferred fact you can see on which words of which document it rests in the end:",
    },
    "no_example": {
        "nl": "Hiervan staat in de graaf nu geen voorbeeld.",
        "en": "The graph has no example of this now.",
    },
    "reasoning_not": {"nl": "Wat niet wordt afgeleid", "en": "What is not inferred"},
    "reasoning_not_text": {
        "nl": "Er wordt niets geraden. Een groep die een document alleen als groep noemt, krijgt geen leden; een "
        "uitspraak van een spreker wordt geen feit; uit zwijgen wordt niets besloten. En de regels gaan over wat "
        "woorden betekenen, niet over hoe waarschijnlijk iets is.",
        "en": "Nothing is guessed. A group that a document names only as a group gets no members; what a speaker "
        "claims becomes no fact; nothing is concluded from silence. And the rules are about what words mean, not "
        "about how likely something is.",
    },
    "reasoning_contradictions": {"nl": "Als bronnen elkaar tegenspreken", "en": "Where sources contradict each other"},
    "reasoning_contradictions_text": {
        "nl": "Sommige regels verbieden: niets is zowel een persoon als een organisatie. Wordt zo’n regel overtreden, "
        "dan stopt de bouw van de graaf, met de regel, de feiten en de woorden waarop die berusten. Er wordt niets "
        "weggemiddeld.",
        "en": "Some rules forbid: nothing is both a person and an organisation. Where such a rule is broken the build "
        "of the graph stops, with the rule, the facts and the words on which these rest. Nothing is averaged away.",
    },
    "reasoning_rules": {"nl": "Alle regels", "en": "All rules"},
    "reasoning_rules_text": {
        "nl": "Voor wie het precies wil weten: de regels zijn die van W3C voor",
        "en": "For those who want to know exactly: the rules are those of W3C for",
    },
    "reasoning_counts": {
        "nl": "Een feit dat uit meer dan één regel volgt, telt bij elk van die regels; samen is dat dus meer dan het "
        "aantal afgeleide feiten.",
        "en": "A fact that follows by more than one rule counts for each of them; together that is more than the "
        "number of inferred facts.",
    },
    "rule": {"nl": "Regel", "en": "Rule"},
    "conclusions": {"nl": "Gevolgtrekkingen", "en": "Conclusions"},
    "forbids": {"nl": "(verbiedt)", "en": "(forbids)"},
    "reasoner_note": {"nl": "Afgeleid door", "en": "Inferred by"},
}
