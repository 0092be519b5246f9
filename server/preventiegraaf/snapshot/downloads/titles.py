"""What the parts of the graph are called, in Dutch and in English."""

from __future__ import annotations

from preventiegraaf.corpus import Kind, SourceFile

Titles = dict[str, str]

PARTS: dict[str, Titles] = {
    "whole": {"nl": "Alles: vastgelegd en afgeleid", "en": "Everything: asserted and inferred"},
    "asserted": {"nl": "Alleen wat is vastgelegd", "en": "Only what is asserted"},
    "inferred": {"nl": "Alleen wat is afgeleid", "en": "Only what is inferred"},
    "ontology": {"nl": "De ontologie, met begrippen en vormen", "en": "The ontology, with concepts and shapes"},
    "tables": {"nl": "Tabellen", "en": "Tables"},
}
_MODULES: dict[str, Titles] = {
    "alignments": {"nl": "Ontologie: aansluiting op andere", "en": "Ontology: links to others"},
    "axioms": {"nl": "Ontologie: axioma’s", "en": "Ontology: axioms"},
    "concepts": {"nl": "Ontologie: begrippenlijsten", "en": "Ontology: concept schemes"},
    "evidence": {"nl": "Ontologie: bewijs en bron", "en": "Ontology: evidence and source"},
    "preventiegraaf": {"nl": "Ontologie: klassen en eigenschappen", "en": "Ontology: classes and properties"},
    "queries": {"nl": "Voorbeeldvragen en prefixen", "en": "Example questions and prefixes"},
    "register": {"nl": "Register van gedeelde zaken", "en": "Register of shared things"},
    "shapes": {"nl": "Vormen (SHACL)", "en": "Shapes (SHACL)"},
}
_KINDS: dict[Kind, Titles] = {
    Kind.ONTOLOGY: {"nl": "Ontologie", "en": "Ontology"},
    Kind.REGISTER: {"nl": "Register", "en": "Register"},
    Kind.DOCUMENT: {"nl": "Document", "en": "Document"},
    Kind.QUESTIONS: {"nl": "Vragen", "en": "Questions"},
}


def title_of_module(file: SourceFile) -> Titles:
    """What a file of the graph is called: a name of its own, else its kind and its slug."""
    if file.slug in _MODULES:
        return _MODULES[file.slug]
    return {language: f"{kind}: {file.slug}" for language, kind in _KINDS[file.kind].items()}
