"""The fixed texts of the home page, in Dutch and in English."""

from __future__ import annotations

HOME_TEXTS: dict[str, dict[str, str]] = {
    "tagline": {
        "nl": "Wie werkt met wie samen om mensen gezond te houden",
        "en": "Who works with whom to keep people healthy",
    },
    "home_lead": {
        "nl": "Gemeenten, zorgverzekeraars en anderen werken samen aan preventie. Wie wat doet, met wie en sinds "
        "wanneer, staat verspreid over webpagina’s. Hier vindt u het bij elkaar, en bij elk feit staan de woorden van "
        "de bron.",
        "en": "Municipalities, health insurers and others work together on prevention. Who does what, with whom and "
        "since when is scattered over web pages. Here it is brought together, and every fact comes with the words of "
        "its source.",
    },
    "home_examples": {"nl": "Bijvoorbeeld:", "en": "For example:"},
    "home_how": {"nl": "Elk feit is na te gaan", "en": "Every fact can be checked"},
    "home_evidence": {
        "nl": "Dit teken opent de woorden waarop een feit berust, met het document.",
        "en": "This mark opens the words on which a fact rests, with the document.",
    },
    "home_why": {
        "nl": "Dit teken staat bij wat is afgeleid, en legt uit waaruit het volgt.",
        "en": "This mark stands with what is inferred, and explains from what it follows.",
    },
    "home_silence": {
        "nl": "Staat iets hier niet? Dan staat het niet in de gelezen bronnen. Het kan dan nog steeds zo zijn.",
        "en": "Is something not here? Then it is not in the sources read. It may still be so.",
    },
    "home_source": {"nl": "Bron:", "en": "Source:"},
    "home_ask": {"nl": "Vragen om mee te beginnen", "en": "Questions to begin with"},
    "home_more_questions": {"nl": "Alle {} vragen", "en": "All {} questions"},
    "home_counts": {"nl": "Wat erin zit", "en": "What it holds"},
    "home_themes": {"nl": "Thema’s", "en": "Themes"},
    "home_themes_note": {
        "nl": "Het getal zegt hoeveel zaken, uitspraken en relaties onder het thema vallen.",
        "en": "The number tells how many things, statements and relations are filed under the theme.",
    },
    "home_all_themes": {"nl": "Alle begrippen", "en": "All concepts"},
    "home_documents": {"nl": "Gelezen documenten", "en": "Documents read"},
    "home_documents_note": {
        "nl": "De nieuwste eerst; daarna de documenten waarin geen datum staat.",
        "en": "The newest first; after them the documents that give no date.",
    },
    "home_published": {"nl": "Verschenen", "en": "Published"},
    "home_no_day": {"nl": "Noemt zelf geen datum", "en": "Gives no date itself"},
    "home_facts": {"nl": "gegevens (triples)", "en": "data (triples)"},
    "home_cite": {
        "nl": "Noem de momentopname: de graaf groeit, en zo kan een lezer nagaan wat er stond. Elke pagina heeft een "
        "eigen verwijzing.",
        "en": "Name the snapshot: the graph grows, and thus a reader can check what it said. Every page has a "
        "reference of its own.",
    },
    "home_data": {
        "nl": "Verder werken met de gegevens? Alles is op te halen als Turtle, CSV, Excel en meer, of te bevragen in "
        "SPARQL.",
        "en": "Going on with the data? All of it can be had as Turtle, CSV, Excel and more, or queried in SPARQL.",
    },
    "home_kind_person": {"nl": "personen", "en": "persons"},
    "home_kind_organisation": {"nl": "organisaties", "en": "organisations"},
    "home_kind_collaboration": {"nl": "samenwerkingen", "en": "collaborations"},
    "home_kind_event": {"nl": "gebeurtenissen", "en": "events"},
    "home_kind_statement": {"nl": "uitspraken", "en": "statements"},
    "home_kind_passage": {"nl": "passages als bewijs", "en": "passages as evidence"},
    "asserted": {"nl": "feiten (triples) uit de bestanden", "en": "facts (triples) from the files"},
    "inferred": {"nl": "afgeleide feiten (triples)", "en": "inferred facts (triples)"},
}
