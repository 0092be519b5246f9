"""Competency questions: SPARQL files that say in two languages what they ask, each with its answer beside it.

The first lines of `<name>.rq` are its header:

    #+ title@nl: Wie is voorzitter van wat?
    #+ title@en: Who chairs what?
    #+ description@nl: …
    #+ description@en: …
    #+ subject: people
    #+ home: 1
    #+ parameter: person | <https://…/id/person/jan-binnenmars> | De persoon | The person

`subject`, one of SUBJECTS, groups the questions, and `home` gives the place among those of the home page; both may be
absent. A parameter is a variable in the
head of the query; its value is bound as an RDF term and never pasted into the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store, parse

from preventiegraaf.errors import CorpusError
from preventiegraaf.querying.engine import run

_LINE = re.compile(r"#\+ (?P<key>title|description|subject|home|parameter)(?:@(?P<language>nl|en))?: (?P<value>.+)")
SUBJECTS = ("people", "collaborations", "themes", "schemes", "events", "statements", "sources")
"""What questions are about, in the order in which readers meet them."""
_NEEDED = [(key, language) for key in ("title", "description") for language in ("nl", "en")]


@dataclass(frozen=True)
class Parameter:
    """A variable that the asker may give a value."""

    name: str
    default: NamedNode | Literal
    labels: dict[str, str]


@dataclass(frozen=True)
class Question:
    """A competency question: its text in SPARQL, its title and description by language."""

    path: Path
    text: str
    titles: dict[str, str]
    descriptions: dict[str, str]
    parameters: tuple[Parameter, ...]
    home: int | None = None
    subject: str | None = None

    @property
    def name(self) -> str:
        """The name of the file without `.rq`."""
        return self.path.stem

    @property
    def query(self) -> str:
        """The text without its header."""
        return "".join(line for line in self.text.splitlines(keepends=True) if not line.startswith("#+"))

    @property
    def answer_path(self) -> Path:
        """The file with the answer of today."""
        return self.path.with_suffix(".tsv")


def read_questions(folder: Path) -> tuple[Question, ...]:
    """The questions of a folder, by name. Raises CorpusError for a header that lacks something."""
    return tuple(read_question(path) for path in sorted(folder.glob("*.rq")))


def read_question(path: Path) -> Question:
    """One question. Raises CorpusError with the line at fault."""
    text = path.read_text(encoding="utf-8")
    fields: dict[tuple[str, str | None], str] = {}
    parameters = []
    for number, match in _header(path, text):
        if match["key"] == "parameter":
            parameters.append(_parameter(path, number, match["value"]))
        else:
            fields[match["key"], match["language"]] = match["value"]
    missing = [f"{key}@{language}" for key, language in _NEEDED if (key, language) not in fields]
    if missing:
        raise CorpusError(path, f"the header lacks {', '.join(missing)}; add lines such as `#+ title@nl: …`", 1, 1)
    titles, descriptions = ({tag: fields[key, tag] for tag in ("nl", "en")} for key in ("title", "description"))
    home = fields.get(("home", None))
    subject = fields.get(("subject", None))
    return Question(path, text, titles, descriptions, tuple(parameters), int(home) if home else None, subject)


def _header(path: Path, text: str) -> Iterator[tuple[int, re.Match[str]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None or not _is_sound(match["key"], match["value"]):
            message = (
                "a header line is `#+ title@nl: …`, `#+ description@nl: …`, `#+ parameter: …`, `#+ home: 1` or "
                f"`#+ subject: …` with one of {', '.join(SUBJECTS)}"
            )
            raise CorpusError(path, message, number, 1)
        yield number, match


def _is_sound(key: str, value: str) -> bool:
    return {"home": value.isdigit(), "subject": value in SUBJECTS}.get(key, True)


def _parameter(path: Path, line: int, value: str) -> Parameter:
    parts = [part.strip() for part in value.split("|")]
    if len(parts) != 4:
        raise CorpusError(path, "a parameter is `name | default term | label in Dutch | label in English`", line, 1)
    name, term, dutch, english = parts
    try:
        quad = next(iter(parse(f"<urn:s> <urn:p> {term} .", format=RdfFormat.N_TRIPLES)))
    except (SyntaxError, StopIteration) as error:
        raise CorpusError(path, f"the default of {name} must be an IRI or literal as in N-Triples", line, 1) from error
    return Parameter(name, quad.object, {"nl": dutch, "en": english})


def answer(store: Store, question: Question) -> str:
    """The answer with each parameter at its default: SPARQL TSV for SELECT, `true` or `false` for ASK.

    Rows stand in the order of the query where it has one, else sorted, so that the same graph gives the same text.
    """
    bindings = {parameter.name: parameter.default for parameter in question.parameters}
    result = run(store, question.text, bindings)
    if isinstance(result, QueryBoolean):
        return "true\n" if result else "false\n"
    if not isinstance(result, QuerySolutions):
        raise CorpusError(question.path, "a competency question is a SELECT or an ASK query", 1, 1)
    head, *rows = (result.serialize(format=QueryResultsFormat.TSV) or b"").decode().splitlines()
    if not re.search(r"\bORDER\s+BY\b", question.text, re.IGNORECASE):
        rows.sort()
    return "\n".join([head, *rows]) + "\n"
