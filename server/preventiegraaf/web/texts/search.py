"""The fixed texts of search, in Dutch and in English."""

from __future__ import annotations

SEARCH_TEXTS: dict[str, dict[str, str]] = {
    "search_results": {"nl": "Zoeken", "en": "Search"},
    "search_intro": {
        "nl": "Zoek een persoon, organisatie, samenwerking, plaats of thema, of woorden uit een document. Andere "
        "vormen van een woord, samenstellingen en kleine tikfouten worden ook gevonden.",
        "en": "Search for a person, organisation, collaboration, place or theme, or for words of a document. Other "
        "forms of a word, compounds and small typing errors are found too.",
    },
    "search_one": {"nl": "1 resultaat", "en": "1 hit"},
    "search_many": {"nl": "{} resultaten", "en": "{} hits"},
    "search_for": {"nl": "voor", "en": "for"},
    "search_all": {"nl": "Alles wat te vinden is", "en": "All that can be found"},
    "search_partial": {
        "nl": "Geen enkel resultaat heeft al deze woorden. Hieronder staat wat er een deel van heeft.",
        "en": "No result has all these words. Below is what has some of them.",
    },
    "search_corrected": {"nl": "komt niet voor; gezocht is op", "en": "does not occur; searched for"},
    "search_unknown": {"nl": "komt in geen gelezen bron voor.", "en": "does not occur in the sources read."},
    "search_alike": {"nl": "Wel:", "en": "What does:"},
    "search_strange": {
        "nl": "Deze keuze kent de graaf niet; er is daarom niets mee te vinden:",
        "en": "The graph does not know this choice, so nothing can be found by it:",
    },
    "search_none": {
        "nl": "Dit staat niet in de gelezen bronnen.",
        "en": "This is not in the sources read.",
    },
    "search_none_more": {
        "nl": "Doorzocht zijn de namen, andere namen, omschrijvingen en aangehaalde passages van {} zaken uit {} "
        "documenten. Dat er niets gevonden is, betekent niet dat het niet bestaat.",
        "en": "Searched were the names, other names, descriptions and quoted passages of {} things from {} documents. "
        "That nothing was found does not mean that it does not exist.",
    },
    "search_none_filters": {
        "nl": "Zonder deze keuzes is er wel iets te vinden.",
        "en": "Without these choices there is something to be found.",
    },
    "search_try": {
        "nl": "Probeer minder of andere woorden, of begin bij de vragen of de documenten.",
        "en": "Try fewer or other words, or begin with the questions or the documents.",
    },
    "search_filters": {"nl": "Verfijnen", "en": "Refine"},
    "search_chosen": {"nl": "Gekozen", "en": "Chosen"},
    "search_drop": {"nl": "laat los", "en": "drop"},
    "search_clear": {"nl": "Alle keuzes loslaten", "en": "Drop all choices"},
    "search_more_values": {"nl": "Meer", "en": "More"},
    "search_also": {"nl": "ook genoemd", "en": "also called"},
    "search_linked": {"nl": "verbonden met", "en": "linked with"},
    "search_said_by": {"nl": "volgens", "en": "according to"},
    "search_in": {"nl": "in", "en": "in"},
    "search_perhaps": {"nl": "misschien in dat jaar", "en": "perhaps in that year"},
    "search_perhaps_count": {"nl": "waarvan {} zeker", "en": "of which {} for certain"},
    "search_as_data": {"nl": "Deze resultaten als JSON", "en": "These hits as JSON"},
    "search_count_read_out": {
        "nl": "voorstellen; kies met de pijltoetsen",
        "en": "suggestions; choose with the arrow keys",
    },
    "facet_kind": {"nl": "Soort", "en": "Kind"},
    "facet_theme": {"nl": "Thema", "en": "Theme"},
    "facet_region": {"nl": "Plaats of streek", "en": "Place or region"},
    "facet_document": {"nl": "Document", "en": "Document"},
    "facet_role": {"nl": "Rol", "en": "Role"},
    "facet_year": {"nl": "Jaar", "en": "Year"},
    "kind_collaboration": {"nl": "samenwerking", "en": "collaboration"},
    "kind_concept": {"nl": "begrip", "en": "concept"},
    "kind_document": {"nl": "document", "en": "document"},
    "kind_event": {"nl": "gebeurtenis", "en": "event"},
    "kind_figure": {"nl": "cijfer", "en": "figure"},
    "kind_goal": {"nl": "doel", "en": "goal"},
    "kind_group": {"nl": "groep", "en": "group"},
    "kind_initiative": {"nl": "initiatief of programma", "en": "initiative or programme"},
    "kind_organisation": {"nl": "organisatie", "en": "organisation"},
    "kind_passage": {"nl": "passage", "en": "passage"},
    "kind_person": {"nl": "persoon", "en": "person"},
    "kind_place": {"nl": "plaats", "en": "place"},
    "kind_post": {"nl": "functie", "en": "post"},
    "kind_provision": {"nl": "bepaling", "en": "provision"},
    "kind_question": {"nl": "vraag met antwoord", "en": "question with answer"},
    "kind_regulation": {"nl": "regeling of stuk", "en": "scheme or paper"},
    "kind_statement": {"nl": "uitspraak", "en": "statement"},
    "kind_term": {"nl": "term van de ontologie", "en": "term of the ontology"},
}
