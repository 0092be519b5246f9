"""What an error means and what to do next, in the language of the reader: by class where that tells more."""

from __future__ import annotations

EXPLANATIONS: dict[int, dict[str, str]] = {
    400: {
        "nl": "De server begrijpt dit verzoek niet, of doet niet wat erin gevraagd wordt.",
        "en": "The server does not understand this request, or does not do what it asks.",
    },
    404: {"nl": "Hier is niets te vinden.", "en": "There is nothing here."},
    405: {
        "nl": "Dit adres kan niet op deze manier worden gebruikt.",
        "en": "This address cannot be used in this way.",
    },
    406: {
        "nl": "Het antwoord kan niet worden gegeven in een formaat dat u vraagt.",
        "en": "The answer cannot be given in a format that you ask for.",
    },
    408: {
        "nl": "Het antwoord liet te lang op zich wachten; de vraag is gestopt.",
        "en": "The answer took too long; the query was stopped.",
    },
    410: {"nl": "Dit is er niet meer.", "en": "This is gone."},
    413: {"nl": "Het verzoek of het antwoord is te groot.", "en": "The request or the answer is too large."},
    414: {"nl": "Het adres is te lang.", "en": "The address is too long."},
    415: {"nl": "De server leest dit soort inhoud niet.", "en": "The server does not read this kind of content."},
    416: {"nl": "Het gevraagde deel bestaat niet.", "en": "The part asked for does not exist."},
    429: {"nl": "Er lopen al te veel vragen van u tegelijk.", "en": "You have too many queries under way."},
    500: {"nl": "Er ging hier iets mis.", "en": "Something went wrong here."},
    502: {
        "nl": "De server waar de vraag naartoe ging, gaf geen bruikbaar antwoord.",
        "en": "The server to which the query went gave no proper answer.",
    },
    503: {
        "nl": "De server kan uw vraag op dit moment niet beantwoorden. Probeer het zo nog eens.",
        "en": "The server cannot answer your query just now. Try again in a moment.",
    },
    504: {
        "nl": "De server waar de vraag naartoe ging, antwoordde niet op tijd.",
        "en": "The server to which the query went did not answer in time.",
    },
}

ADVICE: dict[int, dict[str, str]] = {
    400: {
        "nl": "Kijk het adres of de ingevulde velden na. Wat er niet klopt, staat hieronder.",
        "en": "Check the address or the fields that you filled in. What is wrong is told below.",
    },
    404: {
        "nl": "Misschien is het adres niet helemaal overgenomen. Zoek op naam, of begin bij een van de pagina’s "
        "hierboven.",
        "en": "Perhaps the address was not copied whole. Search by name, or begin with one of the pages above.",
    },
    405: {
        "nl": "Lezen en vragen kan hier; gegevens veranderen niet. Begin bij een van de pagina’s hierboven.",
        "en": "You can read and ask here, not change data. Begin with one of the pages above.",
    },
    406: {
        "nl": "Kies een formaat dat er wel is, of open het adres zonder formaat.",
        "en": "Choose a format that there is, or open the address without one.",
    },
    408: {
        "nl": "Vraag minder tegelijk, of haal de gegevens als bestand op.",
        "en": "Ask less at once, or fetch the data as a file.",
    },
    410: {
        "nl": "Zoek op naam: misschien staat het onder een andere naam in de graaf.",
        "en": "Search by name: perhaps it is in the graph under another one.",
    },
    413: {
        "nl": "Vraag minder tegelijk, of haal de gegevens als bestand op.",
        "en": "Ask less at once, or fetch the data as a file.",
    },
    414: {"nl": "Stuur een lange vraag met POST.", "en": "Send a long query by POST."},
    429: {
        "nl": "Wacht tot er een klaar is en probeer het dan opnieuw.",
        "en": "Wait until one is done, and then try again.",
    },
    500: {
        "nl": "Dat ligt niet aan u. Probeer het straks nog eens; blijft het zo, meld het dan aan de beheerder.",
        "en": "That is not your fault. Try again later; if it stays so, tell the operator.",
    },
    502: {"nl": "Probeer het straks nog eens.", "en": "Try again later."},
    503: {"nl": "Wacht een paar seconden en probeer het opnieuw.", "en": "Wait some seconds and try again."},
    504: {"nl": "Probeer het straks nog eens.", "en": "Try again later."},
}

CAUSES: dict[str, dict[str, tuple[str, str]]] = {
    "QuerySyntaxError": {
        "nl": (
            "De vraag is geen SPARQL: op regel {line}, kolom {column} staat iets wat daar niet kan staan.",
            "Verbeter de vraag hieronder en stel haar opnieuw.",
        ),
        "en": (
            "The query is not SPARQL: at line {line}, column {column} is something that cannot be there.",
            "Mend the query below and ask it again.",
        ),
    },
    "QueryRefusedError": {
        "nl": (
            "Deze vraag is SPARQL, maar vraagt iets wat deze server niet doet.",
            "Vraag met SELECT, ASK, CONSTRUCT of DESCRIBE, en alleen naar de gegevens die hier staan.",
        ),
        "en": (
            "This query is SPARQL, but asks for something that this server does not do.",
            "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE, and only for the data that are here.",
        ),
    },
    "UpdateRefusedError": {
        "nl": (
            "Dit verzoek wil de gegevens veranderen. Dat kan niet via dit adres: hier kunt u alleen vragen stellen.",
            "De graaf verandert met de Turtle-bestanden waaruit zij is gemaakt. Vraag met SELECT, ASK, CONSTRUCT of "
            "DESCRIBE.",
        ),
        "en": (
            "This request would change the data. That is not done at this address: here you can only ask.",
            "The graph changes with the Turtle files of which it is made. Ask with SELECT, ASK, CONSTRUCT or DESCRIBE.",
        ),
    },
    "ServiceRefusedError": {
        "nl": (
            "Deze vraag wil met SERVICE iets vragen aan een andere server. Dat doet deze server niet.",
            "Laat het deel met SERVICE weg, en vraag de andere server zelf.",
        ),
        "en": (
            "This query would ask another server by SERVICE. This server does not do that.",
            "Leave out the part with SERVICE, and ask the other server yourself.",
        ),
    },
    "SourcesRefusedError": {
        "nl": (
            "Wat uit enkele documenten volgt, kan deze server niet zeggen: een andere beantwoordt hier de vragen.",
            "Laat sources= weg, of vraag met FROM de grafen van die documenten; wat is afgeleid, doet dan niet mee.",
        ),
        "en": (
            "This server cannot tell what follows from some documents: it has its queries answered by another one.",
            "Leave out sources=, or ask FROM the graphs of those documents; what is inferred then plays no part.",
        ),
    },
    "UnknownGraphError": {
        "nl": (
            "Een graaf {graph} is hier niet, en deze server haalt niets op bij andere.",
            "Welke grafen er zijn, staat op /download/. Laat FROM weg om naar alles te vragen.",
        ),
        "en": (
            "There is no graph {graph} here, and this server fetches nothing from others.",
            "/download/ lists the graphs that there are. Leave out FROM to ask for everything.",
        ),
    },
    "UnknownSourceError": {
        "nl": (
            "Er is geen document {unknown}.",
            "Noem bij sources= een of meer van deze, met komma’s ertussen: {known}.",
        ),
        "en": (
            "There is no document {unknown}.",
            "Name at sources= one or more of these, with commas between: {known}.",
        ),
    },
    "NotAcceptableError": {
        "nl": (
            "Dit is er niet in het formaat dat u vraagt.",
            "U kunt kiezen uit: {offered}.",
        ),
        "en": ("This cannot be given in the format that you ask for.", "You can choose from: {offered}."),
    },
    "QueryTimeoutError": {
        "nl": (
            "De vraag kostte meer tijd dan een vraag hier mag kosten, en is gestopt.",
            "Maak de vraag enger: meer voorwaarden, een LIMIT. Wie alles nodig heeft, haalt beter een bestand op.",
        ),
        "en": (
            "The query took more time than a query may take here, and was stopped.",
            "Narrow it: more conditions, a LIMIT. If you need everything, better fetch a file.",
        ),
    },
    "QueryMemoryError": {
        "nl": (
            "De vraag had meer geheugen nodig dan een vraag hier krijgt, en is gestopt.",
            "Maak de vraag enger: meer voorwaarden, een LIMIT, geen sortering van alles.",
        ),
        "en": (
            "The query needed more memory than a query gets here, and was stopped.",
            "Narrow it: more conditions, a LIMIT, no sorting of everything.",
        ),
    },
    "QueryTooComplexError": {
        "nl": ("De vraag is te lang of te diep genest.", "Splits haar in kortere vragen."),
        "en": ("The query is too long, or nested too deeply.", "Split it into shorter ones."),
    },
    "AnswerTooLargeError": {
        "nl": (
            "Het antwoord is groter dan een antwoord hier mag zijn.",
            "Vraag minder tegelijk, met een LIMIT, of haal de gegevens als bestand op.",
        ),
        "en": (
            "The answer is larger than an answer may be here.",
            "Ask less at once, with a LIMIT, or fetch the data as a file.",
        ),
    },
    "BusyError": {
        "nl": ("Het is hier nu druk.", "Wacht een paar seconden en stel de vraag opnieuw."),
        "en": ("It is busy here just now.", "Wait some seconds and ask again."),
    },
    "EngineError": {
        "nl": ("De vraag is halverwege gestrand, buiten uw schuld.", "Stel haar opnieuw."),
        "en": ("The query broke off half-way, through no fault of yours.", "Ask it again."),
    },
    "UnknownNameError": {
        "nl": (
            "Niets heet hier ‘{name}’.",
            "Geef een naam zoals die op de pagina’s staat; een IRI mag ook, of een korte zoals person:jan-binnenmars.",
        ),
        "en": (
            "Nothing here is called ‘{name}’.",
            "Give a name as it stands on the pages; an IRI will do too, or a short one such as person:jan-binnenmars.",
        ),
    },
    "UnknownPropertyError": {
        "nl": (
            "Geen eigenschap heet hier ‘{name}’.",
            "Geef haar zoals zij op de pagina’s staat, zoals ‘is lid van’; een korte IRI als pg:chairs mag ook.",
        ),
        "en": (
            "No property here is called ‘{name}’.",
            "Give it as it stands on the pages, such as ‘is member of’; a short IRI such as pg:chairs will do too.",
        ),
    },
    "UnknownKindError": {
        "nl": (
            "Geen soort heet hier ‘{name}’.",
            "Geef haar zoals zij op de pagina’s staat, zoals ‘persoon’; een korte IRI als foaf:Person mag ook.",
        ),
        "en": (
            "No kind of thing here is called ‘{name}’.",
            "Give it as it stands on the pages, such as ‘person’; a short IRI such as foaf:Person will do too.",
        ),
    },
    "AmbiguousNameError": {
        "nl": ("‘{name}’ is de naam van meer dan één zaak.", "Kies hieronder welke u bedoelt."),
        "en": ("‘{name}’ is the name of several things.", "Choose below which one you mean."),
    },
    "NotHeldError": {
        "nl": (
            "Dit feit staat in geen bestand en volgt ook niet uit wat er staat.",
            "Dat betekent niet dat het niet zo is: het staat niet in de gelezen bronnen. Zoek naar wat er wel staat.",
        ),
        "en": (
            "This fact is in no file, and does not follow from what is there.",
            "That does not mean that it is not so: it is not in the sources read. Search for what is.",
        ),
    },
}
"""By the name of the class: what happened, and what to do next; between braces what is filled in."""

TOLD_WHOLE = frozenset(
    {
        *(
            "UnknownNameError",
            "UnknownPropertyError",
            "UnknownKindError",
            "AmbiguousNameError",
            "UnknownSourceError",
            "NotAcceptableError",
        ),
        *("UpdateRefusedError", "ServiceRefusedError", "SourcesRefusedError", "UnknownGraphError"),
    }
)
"""The classes of whose errors these texts tell all that their message does."""

EXPECTED: dict[str, str] = {
    "PREFIX, BASE, SELECT, ASK, CONSTRUCT or DESCRIBE": "PREFIX, BASE, SELECT, ASK, CONSTRUCT of DESCRIBE",
    "the closing quotation mark of a string": "het aanhalingsteken dat een tekst sluit",
    "} (a { is not closed)": "} (een { is niet gesloten)",
    "a predicate and an object": "een eigenschap en een object",
    "an object": "een object",
    "an IRI": "een IRI, voluit tussen < en >",
    "a declared prefix": "een prefix die is opgegeven, met een regel PREFIX naam: <…> boven de vraag",
}
"""What a query lacks, as the engine and its hints say it, in Dutch; signs and keywords are the same in both."""
