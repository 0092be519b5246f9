"""The sentences that tell why an answer is empty."""

from __future__ import annotations

SENTENCES: dict[str, dict[str, str]] = {
    "pattern": {"nl": "Geen enkel feit past op: {part}", "en": "No fact matches: {part}"},
    "together": {
        "nl": "Er passen feiten op: {part} – maar niet samen met wat ervoor staat.",
        "en": "Facts match: {part} – but not together with what stands before it.",
    },
    "together_with": {
        "nl": "Er passen feiten op: {part} – maar niet samen met: {other}",
        "en": "Facts match: {part} – but not together with: {other}",
    },
    "filter": {
        "nl": "Er passen feiten op het patroon, maar dit filter laat er geen door: {part}",
        "en": "Facts match the pattern, but this filter lets none through: {part}",
    },
    "modifiers": {
        "nl": "Er passen feiten op het patroon, maar LIMIT, OFFSET of HAVING laat er geen over.",
        "en": "Facts match the pattern, but LIMIT, OFFSET or HAVING leaves none.",
    },
    "absent": {
        "nl": "{term} komt in de bevraagde gegevens niet voor.",
        "en": "{term} does not occur in the data that were asked.",
    },
    "described_property": {
        "nl": "De ontologie kent {term}, maar geen feit in de bevraagde gegevens gebruikt die eigenschap.",
        "en": "The ontology knows {term}, but no fact in the data that were asked uses that property.",
    },
    "described_class": {
        "nl": "De ontologie kent {term}, maar niets in de bevraagde gegevens is van die klasse.",
        "en": "The ontology knows {term}, but nothing in the data that were asked is of that class.",
    },
    "nearest": {"nl": "Wat er wel is en erop lijkt: {terms}", "en": "What does occur and is like it: {terms}"},
    "miswritten": {
        "nl": "Zo geschreven komt {term} hier niet voor; wel als: {terms}",
        "en": "Written so, {term} does not occur here; it does as: {terms}",
    },
    "languages": {
        "nl": "De teksten waar het filter naar vraagt, zijn er in: {languages}",
        "en": "The texts that the filter asks about are in: {languages}",
    },
    "with_inference": {
        "nl": "Met wat is afgeleid erbij is er wel een antwoord.",
        "en": "With what is inferred there is an answer.",
    },
    "not_with_inference": {
        "nl": "Ook met wat is afgeleid erbij is er geen antwoord.",
        "en": "With what is inferred there is no answer either.",
    },
    "with_all_graphs": {
        "nl": "Met alle documenten en grafen erbij is er wel een antwoord.",
        "en": "With all documents and graphs there is an answer.",
    },
    "not_with_all_graphs": {
        "nl": "Ook met alle documenten en grafen erbij is er geen antwoord.",
        "en": "With all documents and graphs there is no answer either.",
    },
}
