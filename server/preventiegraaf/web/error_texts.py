"""What a status means, in the language of the reader."""

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
    503: {
        "nl": "De server kan uw vraag op dit moment niet beantwoorden. Probeer het zo nog eens.",
        "en": "The server cannot answer your query just now. Try again in a moment.",
    },
}
