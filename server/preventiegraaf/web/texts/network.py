"""The fixed texts of the page of the network."""

from __future__ import annotations

NETWORK_TEXTS: dict[str, dict[str, str]] = {
    "network": {"nl": "Netwerk", "en": "Network"},
    "network_intro": {
        "nl": "Wie is met wie of wat verbonden volgens de gelezen documenten? Elke lijn is een band die een bron "
        "noemt. Staat er geen lijn, dan noemen de bronnen er geen; dat betekent niet dat die band er niet is.",
        "en": "Who is tied to whom or what, according to the documents read? Each line is a tie that a source names. "
        "Where there is no line the sources name none; that does not mean that there is no such tie.",
    },
    "network_as_json": {"nl": "Deze banden als JSON", "en": "These ties as JSON"},
    "network_picture": {
        "nl": "Tekening van het netwerk; de tabel hieronder zegt hetzelfde.",
        "en": "Drawing of the network; the table below says the same.",
    },
    "no_picture": {
        "nl": "De tekening is er niet, want de bibliotheek daarvoor is bij het installeren van deze server niet "
        "opgehaald. De tabel zegt hetzelfde.",
        "en": "There is no drawing, for the library for it was not fetched when this server was installed. The table "
        "says the same.",
    },
    "knot_person": {"nl": "personen", "en": "persons"},
    "knot_organisation": {"nl": "organisaties", "en": "organisations"},
    "knot_collaboration": {"nl": "samenwerkingen", "en": "collaborations"},
    "knot_group": {"nl": "groepen", "en": "groups"},
    "knot_initiative": {"nl": "initiatieven", "en": "initiatives"},
    "knot_event": {"nl": "gebeurtenissen", "en": "events"},
    "knot_post": {"nl": "functies", "en": "posts"},
    "kinds_shown": {"nl": "Wat u wilt zien", "en": "What you want to see"},
    "all_documents": {"nl": "alle documenten", "en": "all documents"},
    "all_themes": {"nl": "alle thema’s", "en": "all themes"},
    "all_years": {"nl": "alle jaren", "en": "all years"},
    "theme": {"nl": "Thema", "en": "Theme"},
    "year": {"nl": "Jaar", "en": "Year"},
    "slide": {"nl": "Schuif door de jaren:", "en": "Slide through the years:"},
    "only_certain": {
        "nl": "alleen wat in dat jaar zeker zo was",
        "en": "only what certainly held in that year",
    },
    "certainty_help": {
        "nl": "Van veel banden zeggen de bronnen niet precies wanneer ze er waren. Bij een gekozen jaar staat wat "
        "toen zeker zo was met een volle lijn, en wat toen mogelijk zo was met een streepjeslijn.",
        "en": "Of many ties the sources do not say exactly when they held. With a year chosen, what certainly held "
        "then has a solid line, and what possibly held then a dashed one.",
    },
    "show": {"nl": "Laat zien", "en": "Show"},
    "ties": {"nl": "Banden", "en": "Ties"},
    "who": {"nl": "Wie", "en": "Who"},
    "role": {"nl": "Rol", "en": "Role"},
    "in_what": {"nl": "In of bij", "en": "In or at"},
    "when": {"nl": "Wanneer", "en": "When"},
    "possibly": {"nl": "mogelijk", "en": "possibly"},
    "time_unknown": {"nl": "tijd niet genoemd", "en": "time not given"},
    "takes_part": {"nl": "betrokken", "en": "involved"},
    "whole_network": {"nl": "Het hele netwerk", "en": "The whole network"},
    "open_page": {"nl": "Open de pagina", "en": "Open the page"},
    "expand": {"nl": "Alleen deze banden", "en": "These ties only"},
    "ties_of": {"nl": "{count} banden", "en": "{count} ties"},
    "network_cut": {
        "nl": "De graaf heeft meer relaties dan hier worden gelezen: het netwerk berust op {most} ervan. Wat hier "
        "ontbreekt, kan dus toch in de graaf staan; de pagina van een zaak heeft al haar banden.",
        "en": "The graph has more relations than are read here: the network rests on {most} of them. What is not "
        "here may thus still be in the graph; the page of a thing has all its ties.",
    },
    "ties_cut": {
        "nl": "De tabel houdt hier op; kies een engere blik, of haal alles op als JSON.",
        "en": "The table stops here; choose a narrower view, or fetch everything as JSON.",
    },
    "no_ties_here": {
        "nl": "Geen banden: met deze keuzes noemen de gelezen bronnen er geen.",
        "en": "No ties: with these choices the sources read name none.",
    },
}
