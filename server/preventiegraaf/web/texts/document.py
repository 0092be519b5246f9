"""The fixed texts of the page of a document, in Dutch and in English."""

from __future__ import annotations

DOCUMENT_TEXTS: dict[str, dict[str, str]] = {
    "about_document": {"nl": "Over het document", "en": "About the document"},
    "document_facts": {"nl": "feiten, relaties en uitspraken", "en": "facts, relations and statements"},
    "document_passages": {"nl": "passages die ze dragen", "en": "passages that support them"},
    "document_left_out": {"nl": "stukken weggelaten, met reden", "en": "parts left out, with the reason"},
    "sentences_accounted": {"nl": "zinnen verantwoord", "en": "sentences accounted for"},
    "characters_accounted": {"nl": "van de tekens verantwoord", "en": "of the characters accounted for"},
    "text_and_facts": {"nl": "De tekst, met wat eruit is overgenomen", "en": "The text, with what was taken from it"},
    "facts_in_order": {
        "nl": "Wat eruit is overgenomen, in de volgorde van de tekst",
        "en": "What was taken from it, in the order of the text",
    },
    "reading_how": {
        "nl": "De tekst van de uitgever, met bij elke alinea wat eruit is overgenomen. Een gemarkeerde passage leidt "
        "naar haar feiten, het teken “ bij een feit naar zijn woorden.",
        "en": "The publisher’s text, with what was taken from each paragraph. A marked passage leads to its facts, the "
        "sign “ at a fact to its words.",
    },
    "text_absent": {
        "nl": "De tekst zelf is van de uitgever en staat niet op deze server; u ziet de korte passages waarop elk feit "
        "berust.",
        "en": "The text itself belongs to its publisher and is not on this server; you see the short passages on which "
        "each fact rests.",
    },
    "text_differs": {
        "nl": "De beheerder heeft teksten, maar geen daarvan heeft het controlegetal (SHA-256) dat de graaf voor dit "
        "document geeft. Een andere versie wordt niet getoond: de plaatsen zouden niet kloppen.",
        "en": "The operator has texts, but none of them has the digest (SHA-256) that the graph gives for this "
        "document. Another version is not shown: the places would be wrong.",
    },
    "language_nl": {"nl": "Nederlands", "en": "Dutch"},
    "language_en": {"nl": "Engels", "en": "English"},
    "part": {"nl": "Deel", "en": "Part"},
    "left_out": {"nl": "weggelaten", "en": "left out"},
    "left_out_heading": {"nl": "Weggelaten, en waarom", "en": "Left out, and why"},
    "left_out_intro": {
        "nl": "Hieruit is bewust niets overgenomen:",
        "en": "From this nothing was taken, deliberately:",
    },
    "left_out_words": {"nl": "Woorden", "en": "Words"},
    "left_out_why": {"nl": "Waarom", "en": "Why"},
    "nothing_left_out": {
        "nl": "Van dit document is niets als weggelaten genoteerd.",
        "en": "Nothing of this document is recorded as left out.",
    },
    "coverage_told": {"nl": "Van de zinnen:", "en": "Of the sentences:"},
    "coverage_evidence": {"nl": "als bewijs gebruikt", "en": "used as evidence"},
    "coverage_left_out": {"nl": "weggelaten", "en": "left out"},
    "coverage_unaccounted": {"nl": "nog niet verantwoord", "en": "not yet accounted for"},
}
