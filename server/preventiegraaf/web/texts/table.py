"""The fixed texts of the pages, in Dutch and in English."""

from __future__ import annotations

from preventiegraaf.web.texts.ask import ASK_TEXTS
from preventiegraaf.web.texts.data import DATA_TEXTS
from preventiegraaf.web.texts.description import DESCRIPTION_TEXTS
from preventiegraaf.web.texts.document import DOCUMENT_TEXTS
from preventiegraaf.web.texts.explaining import EXPLAINING_TEXTS
from preventiegraaf.web.texts.home import HOME_TEXTS
from preventiegraaf.web.texts.network import NETWORK_TEXTS
from preventiegraaf.web.texts.search import SEARCH_TEXTS
from preventiegraaf.web.texts.thing import THING_TEXTS

TEXTS: dict[str, dict[str, str]] = {
    **ASK_TEXTS,
    **DESCRIPTION_TEXTS,
    **DATA_TEXTS,
    **NETWORK_TEXTS,
    **DOCUMENT_TEXTS,
    **HOME_TEXTS,
    **SEARCH_TEXTS,
    **THING_TEXTS,
    **EXPLAINING_TEXTS,
    "all_questions": {"nl": "Alle vragen", "en": "All questions"},
    "documents": {"nl": "Documenten", "en": "Documents"},
    "document": {"nl": "Document", "en": "Document"},
    "about": {"nl": "Waarover", "en": "About"},
    "triples": {"nl": "Triples", "en": "Triples"},
    "downloads": {"nl": "Downloads", "en": "Downloads"},
    "all_downloads": {"nl": "Alle downloads", "en": "All downloads"},
    "downloads_intro": {
        "nl": "De hele graaf, elk deel ervan en tabellen voor wie liever met een rekenblad werkt. Wat is vastgelegd en "
        "wat daaruit is afgeleid, kunt u samen en apart ophalen.",
        "en": "The whole graph, each part of it, and tables for those who prefer a spreadsheet. What is asserted and "
        "what is inferred from it can be had together and apart.",
    },
    "downloads_counts": {
        "nl": "In trig en nq staat een triple in elke graaf die haar noemt; van het geheel tellen die bestanden er "
        "daarom iets meer.",
        "en": "In trig and nq a triple stands in each graph that states it; of the whole, these files therefore count "
        "a few more.",
    },
    "downloads_check": {
        "nl": "Elk bestand is er ook gecomprimeerd met gzip en Zstandard. Om na te gaan of een bestand heel is "
        "aangekomen:",
        "en": "Each file is also there compressed with gzip and Zstandard. To check that a file has arrived whole:",
    },
    "compressed": {"nl": "Gecomprimeerd", "en": "Compressed"},
    "file": {"nl": "Bestand", "en": "File"},
    "size": {"nl": "Grootte", "en": "Size"},
    "home": {"nl": "Beginpagina", "en": "Home page"},
    "sparql": {"nl": "Zelf vragen in SPARQL", "en": "Ask in SPARQL"},
    "sparql_intro": {
        "nl": "Schrijf een vraag in SPARQL. De prefixen van de graaf (pg:, org:, schema: en andere) hoeft u niet op te "
        "geven. Programma’s gebruiken hetzelfde adres, met GET of POST.",
        "en": "Write a question in SPARQL. The prefixes of the graph (pg:, org:, schema: and others) need no "
        "declaration. Programs use the same address, by GET or POST.",
    },
    "query": {"nl": "Vraag in SPARQL", "en": "Query in SPARQL"},
    "with_inference": {"nl": "met afgeleide feiten", "en": "with inferred facts"},
    "without_inference": {"nl": "zonder afgeleide feiten", "en": "without inferred facts"},
    "run": {"nl": "Stel de vraag", "en": "Ask"},
    "answer": {"nl": "Antwoord", "en": "Answer"},
    "rows": {"nl": "rijen", "en": "rows"},
    "no_rows_by_these": {
        "nl": "Geen resultaten: dit staat niet in de documenten die u koos, en volgt er niet uit.",
        "en": "No results: this is not in the documents that you chose, and does not follow from them.",
    },
    "no_by_these": {
        "nl": "Nee: dit staat niet in de documenten die u koos, en volgt er niet uit.",
        "en": "No: this is not in the documents that you chose, and does not follow from them.",
    },
    "no_rows": {
        "nl": "Geen resultaten: dit staat niet in de gelezen bronnen.",
        "en": "No results: this is not in the sources read.",
    },
    "truncated": {
        "nl": "Dit antwoord is afgekapt: er is meer. Stel een engere vraag, of haal het antwoord als bestand op.",
        "en": "This answer was cut: there is more. Ask a narrower question, or fetch the answer as a file.",
    },
    "yes": {"nl": "Ja, dat staat in de bronnen.", "en": "Yes, the sources say so."},
    "no": {
        "nl": "Nee: dit staat niet in de gelezen bronnen.",
        "en": "No: this is not in the sources read.",
    },
    "as": {"nl": "Antwoord als", "en": "Answer as"},
    "only_sources": {
        "nl": "Dit antwoord berust alleen op wat deze documenten zeggen, en op wat daaruit volgt:",
        "en": "This answer rests only on what these documents say, and on what follows from it:",
    },
    "all_sources": {"nl": "Vraag het aan alle documenten", "en": "Ask all documents"},
    "parameters": {"nl": "Keuzes", "en": "Choices"},
    "error": {"nl": "Dat ging niet", "en": "That did not work"},
    "error_detail": {"nl": "De melding zelf, in het Engels", "en": "The message itself"},
    "error_expected": {"nl": "Daar had kunnen staan:", "en": "There could have been:"},
    "error_meant": {"nl": "Misschien zoekt u", "en": "Perhaps you are looking for"},
    "error_again": {"nl": "Begin hier opnieuw", "en": "Begin again here"},
    "error_search": {"nl": "Zoek", "en": "Search for"},
    "licence": {
        "nl": "Gegevens en ontologie: CC BY 4.0. De passages zijn aanhalingen; de teksten zijn van hun uitgevers.",
        "en": "Data and ontology: CC BY 4.0. The passages are quotations; the texts belong to their publishers.",
    },
    "nav": {"nl": "Hoofdmenu", "en": "Main menu"},
    "nav_search": {"nl": "Zoeken", "en": "Search"},
    "nav_ask": {"nl": "Vragen", "en": "Questions"},
    "nav_network": {"nl": "Netwerk", "en": "Network"},
    "nav_themes": {"nl": "Thema’s", "en": "Themes"},
    "nav_ontology": {"nl": "Ontologie", "en": "Ontology"},
    "nav_data": {"nl": "Data", "en": "Data"},
    "nav_sparql": {"nl": "SPARQL", "en": "SPARQL"},
    "search_label": {"nl": "Zoek een naam, plaats of woord", "en": "Search for a name, place or word"},
    "search_hint": {"nl": "Naam, plaats of woord", "en": "Name, place or word"},
    "search_button": {"nl": "Zoek", "en": "Search"},
    "cite": {"nl": "Zo haalt u aan", "en": "How to cite"},
    "skip": {"nl": "Naar de inhoud", "en": "Skip to content"},
    "snapshot": {"nl": "Momentopname", "en": "Snapshot"},
}
