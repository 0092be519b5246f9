"""The fixed texts of the pages on which readers ask: gallery, questions, SPARQL."""

from __future__ import annotations

ASK_TEXTS: dict[str, dict[str, str]] = {
    "gallery_intro": {
        "nl": "Elke vraag hieronder is eerder gesteld en nagekeken. Kies er een; bij veel vragen kunt u zelf "
        "invullen om wie of wat het gaat.",
        "en": "Each question below has been asked and checked before. Choose one; in many you can fill in who or "
        "what it is about.",
    },
    "subject_people": {"nl": "Mensen en hun functies", "en": "People and their posts"},
    "subject_collaborations": {"nl": "Samenwerkingen en partijen", "en": "Collaborations and parties"},
    "subject_themes": {"nl": "Thema’s, doelgroepen en streken", "en": "Themes, target groups and regions"},
    "subject_schemes": {"nl": "Regelingen en subsidies", "en": "Schemes and subsidies"},
    "subject_events": {"nl": "Gebeurtenissen en prijzen", "en": "Events and awards"},
    "subject_statements": {"nl": "Uitspraken en cijfers", "en": "Statements and figures"},
    "subject_sources": {"nl": "Bronnen en bewijs", "en": "Sources and evidence"},
    "subject_other": {"nl": "Overige vragen", "en": "Other questions"},
    "fill_in": {"nl": "zelf invullen:", "en": "fill in yourself:"},
    "fill_in_name": {
        "nl": "Typ een naam zoals die op de pagina’s staat, en kies hem uit de lijst. De IRI van een zaak mag ook.",
        "en": "Type a name as it stands on the pages, and choose it from the list. The IRI of a thing will do too.",
    },
    "strange_parameter": {
        "nl": "In het adres staat iets wat deze vraag niet kent; daarmee is niets gedaan:",
        "en": "The address has something that this question does not know; nothing was done with it:",
    },
    "is_a": {"nl": "is een", "en": "is a"},
    "save_named": {"nl": "Met namen en Nederlandse kopjes:", "en": "With names and headings in words:"},
    "choose_other": {"nl": "Vraag het over een ander", "en": "Ask it about another"},
    "with_answer": {"nl": "De bronnen zeggen hier iets over", "en": "The sources say something about these"},
    "without_answer": {"nl": "Hierover zeggen de bronnen niets", "en": "The sources say nothing about these"},
    "yes_word": {"nl": "ja", "en": "yes"},
    "no_word": {"nl": "nee", "en": "no"},
    "result": {"nl": "resultaat", "en": "result"},
    "results": {"nl": "resultaten", "en": "results"},
    "of_what_follows": {
        "nl": "uit wat de bronnen zeggen en wat daaruit volgt",
        "en": "from what the sources say and what follows from it",
    },
    "of_what_is_said": {
        "nl": "uit wat de bronnen zelf zeggen, zonder wat daaruit volgt",
        "en": "from what the sources themselves say, without what follows from it",
    },
    "show_without": {
        "nl": "Laat alleen zien wat de bronnen zelf zeggen",
        "en": "Show only what the sources themselves say",
    },
    "show_with": {"nl": "Laat ook zien wat daaruit volgt", "en": "Show what follows from it too"},
    "take_answer": {"nl": "Meenemen en delen", "en": "Take along and share"},
    "save_as": {"nl": "Als gegevens, met IRI’s:", "en": "As data, with IRIs:"},
    "share_link": {"nl": "Adres van deze vraag en dit antwoord", "en": "Address of this question and answer"},
    "code_for": {"nl": "Code voor", "en": "Code for"},
    "for_programs": {"nl": "Voor programma’s", "en": "For programs"},
    "sparql_of": {"nl": "De vraag in SPARQL", "en": "The question in SPARQL"},
    "edit_sparql": {"nl": "Pas de vraag aan in SPARQL", "en": "Change the question in SPARQL"},
    "related": {"nl": "Verwante vragen", "en": "Related questions"},
    "sort_by": {"nl": "sorteer op deze kolom", "en": "sort by this column"},
    "sparql_examples": {"nl": "Voorbeelden", "en": "Examples"},
    "examples_intro": {
        "nl": "Kies een vraag om haar SPARQL hierboven te zetten.",
        "en": "Choose a question to put its SPARQL above.",
    },
    "prefixes": {"nl": "Prefixen", "en": "Prefixes"},
    "sources_choice": {"nl": "Alleen volgens deze documenten", "en": "Only according to these documents"},
    "sources_help": {
        "nl": "Niets aangekruist betekent: alle documenten.",
        "en": "Nothing ticked means: all documents.",
    },
    "no_editor": {
        "nl": "De editor met kleuren en aanvulling is bij het installeren van deze server niet opgehaald; dit gewone "
        "veld doet hetzelfde werk.",
        "en": "The editor with colours and completion was not fetched when this server was installed; this plain "
        "field does the same work.",
    },
    "editor_keys": {
        "nl": "Ctrl+Enter stelt de vraag, Ctrl+Spatie vult aan, Tab gaat verder op de pagina.",
        "en": "Ctrl+Enter asks, Ctrl+Space completes, Tab goes on to the rest of the page.",
    },
    "views": {"nl": "Weergave", "en": "View"},
    "view_table": {"nl": "Tabel", "en": "Table"},
    "view_network": {"nl": "Netwerk", "en": "Network"},
    "view_timeline": {"nl": "Tijdlijn", "en": "Timeline"},
    "view_raw": {"nl": "Ruw", "en": "Raw"},
    "asking": {"nl": "De vraag wordt beantwoord …", "en": "The question is being answered …"},
    "stop": {"nl": "Stop", "en": "Stop"},
    "stopped": {"nl": "De vraag is gestopt.", "en": "The question was stopped."},
    "rows_shown": {
        "nl": "Rij {first} tot en met {last} van {count}",
        "en": "Rows {first} to {last} of {count}",
    },
    "rows_in": {"nl": "{count} rijen in {seconds} s", "en": "{count} rows in {seconds} s"},
    "no_dates": {
        "nl": "In dit antwoord staan geen data of jaren om op een tijdlijn te zetten.",
        "en": "This answer has no dates or years to put on a timeline.",
    },
    "no_ties": {
        "nl": "In dit antwoord staan geen zaken die met elkaar verbonden zijn.",
        "en": "This answer has no things that are tied to each other.",
    },
    "only_first": {
        "nl": "Hier staan de eerste {count} rijen; de tabel heeft ze alle.",
        "en": "Here are the first {count} rows; the table has all.",
    },
    "save_picture": {"nl": "Bewaar het plaatje als", "en": "Save the picture as"},
    "inference": {"nl": "Afleiding", "en": "Inference"},
    "asked_about": {"nl": "Gevraagd over:", "en": "Asked about:"},
    "read_on": {
        "nl": "Daar staan de woorden van de bronnen, en waarom iets volgt.",
        "en": "There are the words of the sources, and why something follows.",
    },
    "not_named": {"nl": "niet genoemd", "en": "not given"},
    "why_empty": {"nl": "Waarom is er geen antwoord?", "en": "Why is there no answer?"},
    "meaning": {"nl": "Wat de termen betekenen:", "en": "What the terms mean:"},
    "did_you_mean": {"nl": "Bedoelde u", "en": "Did you mean"},
    "not_reached": {
        "nl": "De server is niet te bereiken. Probeer het opnieuw.",
        "en": "The server cannot be reached. Try again.",
    },
}
