"""The fixed texts of the page of a thing, in Dutch and in English."""

from __future__ import annotations

THING_TEXTS: dict[str, dict[str, str]] = {
    "on_this_page": {"nl": "Op deze bladzijde", "en": "On this page"},
    "about_thing": {"nl": "Wat er staat", "en": "What is stated"},
    "as-actor": {"nl": "Rollen en betrekkingen", "en": "Roles and ties"},
    "as-place": {"nl": "Wie erbij betrokken zijn", "en": "Who is involved"},
    "as-behalf": {"nl": "Wie namens deze partij optreedt", "en": "Who acts on its behalf"},
    "tie_role": {"nl": "Rol", "en": "Role"},
    "tie_actor_others": {"nl": "Bij of van wat", "en": "In or of what"},
    "tie_place_others": {"nl": "Wie", "en": "Who"},
    "tie_behalf_others": {"nl": "Wie, en waarin", "en": "Who, and in what"},
    "tie_when": {"nl": "Wanneer", "en": "When"},
    "on_behalf_of": {"nl": "namens", "en": "on behalf of"},
    "according_to": {"nl": "volgens", "en": "according to"},
    "winner": {"nl": "winnaar", "en": "winner"},
    "no_time": {"nl": "Wanneer staat niet in de gelezen bronnen", "en": "When is not in the sources read"},
    "no_end": {"nl": "einde niet in de gelezen bronnen", "en": "end not in the sources read"},
    "no_times": {
        "nl": "Wanneer dit zo was, staat niet in de gelezen bronnen.",
        "en": "When this was so is not in the sources read.",
    },
    "wider_kinds": {"nl": "en in ruimere zin", "en": "and in a wider sense"},
    "on_page": {"nl": "op deze bladzijde", "en": "on this page"},
    "key": {"nl": "Zo leest u de balken", "en": "How to read the bars"},
    "key_certain": {"nl": "zeker", "en": "certain"},
    "key_possible": {"nl": "mogelijk", "en": "possible"},
    "key_open": {"nl": "begin of einde niet in de gelezen bronnen", "en": "begin or end not in the sources read"},
    "ties_incomplete": {
        "nl": "Er zijn meer betrekkingen dan hier passen. Stel een vraag in SPARQL, of haal een bestand op.",
        "en": "There are more ties than fit here. Ask in SPARQL, or fetch a file.",
    },
    "all_rows": {"nl": "Alle andere", "en": "All others"},
    "evidence_of": {"nl": "De woorden van de bron bij:", "en": "The words of the source for:"},
    "why_of": {"nl": "Waarom dit volgt:", "en": "Why this follows:"},
    "partners": {"nl": "Partners", "en": "Partners"},
    "partners_note": {
        "nl": "Partner in dezelfde samenwerking. Dat volgt uit wat er staat; ∴ leidt naar waarom.",
        "en": "Partner in the same collaboration. This follows from what is stated; ∴ leads to why.",
    },
    "said_by": {"nl": "Uitspraken van deze spreker", "en": "Statements by this speaker"},
    "said_about": {"nl": "Uitspraken hierover", "en": "Statements about it"},
    "vouched_for": {"nl": "Wat op gezag van deze spreker is opgenomen", "en": "What is given on this speaker’s word"},
    "filed_under": {"nl": "Wat hieronder valt", "en": "What is filed here"},
    "incoming": {"nl": "Wat ernaar verwijst", "en": "What refers to it"},
    "sources_of": {"nl": "Waar de naam in de bronnen staat", "en": "Where the sources name it"},
    "silent": {"nl": "Niet in de gelezen bronnen", "en": "Not in the sources read"},
    "silent_note": {
        "nl": "Dat iets hier ontbreekt, betekent niet dat het er niet is; de gelezen bronnen zeggen het niet.",
        "en": "That something is missing here does not mean that it is not so; the sources read do not say.",
    },
    "silent_roles": {"nl": "welke rol of functie deze persoon heeft", "en": "which role or post this person has"},
    "silent_part": {
        "nl": "aan welke samenwerking of gebeurtenis deze organisatie deelneemt",
        "en": "in which collaboration or event this organisation takes part",
    },
    "silent_insurer": {"nl": "welke zorgverzekeraar partner is", "en": "which health insurer is a partner"},
    "silent_municipality": {"nl": "welke gemeente partner is", "en": "which municipality is a partner"},
    "silent_theme": {"nl": "over welk thema het gaat", "en": "what its theme is"},
    "silent_place": {"nl": "waar het is of was", "en": "where it is or was"},
    "silent_begin": {"nl": "wanneer het begon", "en": "when it began"},
    "silent_end": {
        "nl": "of en wanneer het eindigde",
        "en": "whether and when it ended",
    },
    "silent_holder": {"nl": "wie deze functie vervult", "en": "who holds this post"},
    "silent_post_in": {
        "nl": "bij welke organisatie deze functie hoort",
        "en": "to which organisation this post belongs",
    },
    "silent_time": {"nl": "wanneer het was", "en": "when it was"},
    "silent_organizer": {"nl": "wie het organiseerde", "en": "who organised it"},
    "silent_members": {"nl": "wie er tot de groep behoren", "en": "who belongs to the group"},
    "silent_size": {"nl": "hoe groot de groep is", "en": "how large the group is"},
    "silent_target": {"nl": "voor welke doelgroep het is", "en": "for which target group it is"},
    "silent_publisher": {"nl": "wie het document uitgaf", "en": "who published the document"},
    "silent_date": {"nl": "wanneer het document verscheen", "en": "when the document appeared"},
    "themes_heading": {"nl": "Thema’s en andere begrippen", "en": "Themes and other concepts"},
    "themes_intro": {
        "nl": "De lijsten van begrippen waarnaar alles in deze graaf is geordend: thema’s, rollen, doelgroepen. "
        "Het getal achter een begrip zegt hoeveel zaken, uitspraken en relaties eronder vallen, die van de begrippen "
        "daaronder meegeteld; kies een begrip om ze te zien.",
        "en": "The lists of concepts by which everything in this graph is filed: themes, roles, target groups. "
        "The number behind a concept tells how many things, statements and relations are filed under it or under the "
        "concepts below it; choose a concept to see them.",
    },
    "filed_all": {
        "nl": "zaken, uitspraken en relaties vallen hieronder",
        "en": "things, statements and relations are filed here",
    },
    "filed_one": {
        "nl": "Eén zaak, uitspraak of relatie valt hieronder",
        "en": "One thing, statement or relation is filed here",
    },
    "filed_below": {
        "nl": "waarvan {own} rechtstreeks en de andere onder de begrippen daaronder",
        "en": "{own} of them directly, the others under the concepts below it",
    },
    "filed_search": {
        "nl": "Zoek in alles over dit thema, ook de passages:",
        "en": "Search all on this theme, passages included:",
    },
    "narrower": {"nl": "begrippen hieronder", "en": "concepts below it"},
    "filed_here": {"nl": "vallen hieronder", "en": "filed here"},
    "nothing_filed": {"nl": "niets in de gelezen bronnen", "en": "nothing in the sources read"},
    "take_along": {"nl": "Meenemen en aanhalen", "en": "Take along and cite"},
    "citation": {"nl": "Als bronvermelding", "en": "As a reference"},
    "copy": {"nl": "Kopieer", "en": "Copy"},
    "the_reference": {"nl": "de bronvermelding", "en": "the reference"},
    "copied": {"nl": "Gekopieerd", "en": "Copied"},
    "rests_on": {"nl": "Berust op", "en": "Based on"},
}
