"""The pieces of the sentences that sum up a thing, in Dutch and in English."""

from __future__ import annotations

SUMMARY_TEXTS: dict[str, dict[str, str]] = {
    "is": {"nl": "{name} is {kinds}{where}{themes}.", "en": "{name} is {kinds}{where}{themes}."},
    "are": {"nl": "{name}: {kinds}{where}{themes}.", "en": "{name}: {kinds}{where}{themes}."},
    "a": {"nl": "een {}", "en": "a {}"},
    "an": {"nl": "een {}", "en": "an {}"},
    "where": {"nl": " ({})", "en": " ({})"},
    "themes": {"nl": " over {}", "en": " on {}"},
    "and": {"nl": " en ", "en": " and "},
    "more": {"nl": "nog {}", "en": "{} more"},
    "more_roles": {"nl": "en in nog {} rollen", "en": "and in {} more roles"},
    "appears": {
        "nl": "De gelezen bronnen noemen {name} als {parts}.",
        "en": "The sources read name {name} as {parts}.",
    },
    "of": {"nl": "{role} van {places}", "en": "{role} of {places}"},
    "in": {"nl": "{role} bij {places}", "en": "{role} in {places}"},
    "winner_role": {"nl": "winnaar", "en": "winner"},
    "winner": {"nl": "winnaar van {places}", "en": "winner of {places}"},
    "named": {"nl": "Als betrokkenen noemen zij {parts}.", "en": "They also name {parts}."},
    "named_first": {
        "nl": "De gelezen bronnen noemen {parts}.",
        "en": "The sources read name {parts}.",
    },
    "as": {"nl": "{names} als {role}", "en": "{names} as {role}"},
    "held": {"nl": "Deze functie is of was van {names}.", "en": "This post is or was held by {names}."},
    "said_one": {
        "nl": "Er is één uitspraak van {name} opgetekend.",
        "en": "One statement by {name} is recorded.",
    },
    "said": {
        "nl": "Er zijn {count} uitspraken van {name} opgetekend.",
        "en": "{count} statements by {name} are recorded.",
    },
    "sources_one": {
        "nl": "Dit komt uit één document.",
        "en": "This comes from one document.",
    },
    "sources": {"nl": "Dit komt uit {count} documenten.", "en": "This comes from {count} documents."},
}
