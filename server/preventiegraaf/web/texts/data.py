"""The fixed texts of the pages about the data as a whole: downloads, quality, changes; in Dutch and in English."""

from __future__ import annotations

DATA_TEXTS: dict[str, dict[str, str]] = {
    "data_heading": {"nl": "Data", "en": "Data"},
    "quality": {"nl": "Kwaliteit", "en": "Quality"},
    "quality_report": {"nl": "Kwaliteitsrapport", "en": "Quality report"},
    "quality_short": {
        "nl": "Wat de controles vonden, en hoeveel van elk document is verantwoord:",
        "en": "What the checks found, and how much of each document is accounted for:",
    },
    "quality_intro": {
        "nl": "Elke momentopname kan worden gecontroleerd: op schrijfwijze, op de regels van de ontologie, op de "
        "woorden achter elk feit en op tegenspraak. Een graaf die zichzelf tegenspreekt, wordt niet gebouwd en "
        "staat hier dus nooit.",
        "en": "Each snapshot can be checked: on style, on the rules of the ontology, on the words behind each fact, "
        "and on contradiction. A graph that contradicts itself is not built, so it is never here.",
    },
    "quality_clean": {"nl": "Alle controles zijn geslaagd.", "en": "All checks have passed."},
    "quality_found": {"nl": "De controles vonden problemen:", "en": "The checks found problems:"},
    "quality_none": {
        "nl": "Voor deze momentopname is nog geen rapport. De beheerder maakt het met preventiegraaf check --write.",
        "en": "There is no report for this snapshot yet. The operator makes it with preventiegraaf check --write.",
    },
    "quality_day": {"nl": "Gecontroleerd op", "en": "Checked on"},
    "quality_texts": {
        "nl": "Elke passage is vergeleken met de tekst van het document.",
        "en": "Each passage was compared with the text of its document.",
    },
    "quality_no_texts": {
        "nl": "De teksten waren er niet bij, dus de passages zijn niet met de tekst vergeleken.",
        "en": "The texts were not at hand, so the passages were not compared with them.",
    },
    "quality_checks": {"nl": "De controles", "en": "The checks"},
    "quality_check": {"nl": "Controle", "en": "Check"},
    "quality_problems": {"nl": "Problemen", "en": "Problems"},
    "quality_messages": {
        "nl": "Bij elk probleem staat wat er had moeten gelden. De melding daarnaast is voor wie de bestanden bewerkt.",
        "en": "With each problem stands what should have held. The message beside it is for those who edit the files; "
        "those of shapes and of queries for faults are in Dutch.",
    },
    "quality_rule": {"nl": "Wat had moeten gelden", "en": "What should have held"},
    "quality_place": {"nl": "Plaats", "en": "Place"},
    "quality_problem": {"nl": "Wat er mis is, en hoe het te verhelpen is", "en": "What is wrong, and how to mend it"},
    "quality_documents": {"nl": "Per document", "en": "By document"},
    "facts_short": {"nl": "Feiten", "en": "Facts"},
    "passages_short": {"nl": "Passages", "en": "Passages"},
    "left_out_short": {"nl": "Weggelaten", "en": "Left out"},
    "sentences_short": {"nl": "Zinnen verantwoord", "en": "Sentences accounted for"},
    "characters_short": {"nl": "Tekens verantwoord", "en": "Characters accounted for"},
    "unknown": {"nl": "niet bekend", "en": "not known"},
    "more_documents": {"nl": "documenten meer; alle staan in de JSON", "en": "more documents; the JSON has all"},
    "check_it": {
        "nl": "Zelf controleren: haal het programma en de gegevens op en draai preventiegraaf check.",
        "en": "Check it yourself: fetch the program and the data, and run preventiegraaf check.",
    },
    "check_syntax": {"nl": "elk bestand is te lezen (Turtle, SPARQL)", "en": "every file can be read (Turtle, SPARQL)"},
    "check_style": {"nl": "de bestanden volgen de afgesproken schrijfwijze", "en": "the files follow the agreed style"},
    "check_terms": {"nl": "elk begrip dat wordt gebruikt, bestaat", "en": "every term that is used exists"},
    "check_ontology": {
        "nl": "elk begrip heeft naam en omschrijving in twee talen",
        "en": "every term has a name and a definition in two languages",
    },
    "check_profile": {"nl": "de axioma’s blijven binnen OWL 2 RL", "en": "the axioms stay within OWL 2 RL"},
    "check_shapes": {
        "nl": "elk gegeven heeft wat het moet hebben (SHACL)",
        "en": "each record has what it must have (SHACL)",
    },
    "check_passages": {
        "nl": "elke passage staat letterlijk in de tekst",
        "en": "every passage is in the text, word for word",
    },
    "check_coverage": {
        "nl": "elke zin is bewijs of met reden weggelaten",
        "en": "every sentence is evidence, or left out for a reason",
    },
    "check_evidence": {"nl": "elk feit leidt naar woorden", "en": "every fact leads to words"},
    "check_time": {
        "nl": "tijden en hun grenzen kloppen met elkaar",
        "en": "times and their bounds agree with each other",
    },
    "check_contradictions": {"nl": "niets spreekt elkaar tegen", "en": "nothing contradicts anything"},
    "check_faults": {"nl": "de vragen naar fouten vinden niets", "en": "the queries for faults find nothing"},
    "check_second opinion": {
        "nl": "een tweede reasoner leidt hetzelfde af",
        "en": "a second reasoner concludes the same",
    },
    "check_answers": {
        "nl": "de vragen geven de antwoorden die ernaast staan",
        "en": "the questions have the answers that stand beside them",
    },
    "changes": {"nl": "Wijzigingen", "en": "Changes"},
    "changes_intro": {
        "nl": "Uit het wijzigingenoverzicht van het project, dat in het Engels is:",
        "en": "From the changelog of the project:",
    },
    "licence_heading": {"nl": "Licentie", "en": "Licence"},
    "licence_data": {
        "nl": "Gegevens en ontologie mag u gebruiken onder Creative Commons Naamsvermelding 4.0 (CC BY 4.0); het "
        "programma onder de MIT-licentie. De passages zijn korte aanhalingen uit stukken van anderen, met hun bron.",
        "en": "Data and ontology may be used under Creative Commons Attribution 4.0 (CC BY 4.0), the program under the "
        "MIT licence. The passages are short quotations from the works of others, given with their source.",
    },
    "cite_whole": {"nl": "Haal de graaf als geheel zo aan:", "en": "Cite the graph as a whole like this:"},
    "cite_part": {
        "nl": "Op de bladzijde van elke zaak en elk document staat hoe u die aanhaalt.",
        "en": "The page of each thing and each document tells how to cite it.",
    },
}
