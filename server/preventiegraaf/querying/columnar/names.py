"""The constants of a query as terms, and the names of variables that it does not name itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from preventiegraaf.columns import text_of
from preventiegraaf.namespaces import BASE, PREFIXES, XSD
from preventiegraaf.querying.columnar.algebra import NotAdmittedError, Text
from preventiegraaf.querying.columnar.cursor import Cursor

_PREFIX = re.compile(r"(?:[A-Za-z][A-Za-z0-9_-]*)?")
_LOCAL = re.compile(r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)?")
_LABEL = re.compile(r"_:[A-Za-z0-9_]+")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.")
_TAG = re.compile(r"@[a-z]{2,8}(?:-[a-z0-9]{1,8})*")
_INTEGER, _BOOLEAN = NamedNode(XSD + "integer"), NamedNode(XSD + "boolean")


class Names:
    """What the names in a query stand for: its prefixes and base, and its blank nodes."""

    def __init__(self) -> None:
        self._prefixes, self._base = dict(PREFIXES), BASE
        self._declared: set[str] = set()
        self._labels: dict[str, tuple[int, str]] = {}
        self._block = self._fresh = 0

    def declare(self, cursor: Cursor) -> None:
        """Read the declarations that stand before a query."""
        while (word := cursor.word) in ("PREFIX", "BASE"):
            cursor.next()
            if word == "BASE":
                self._base = self._resolved(_iri_in(cursor))
                continue
            name = cursor.next()
            prefix = name.text[:-1]
            is_prefix = name.kind == "name" and name.text.endswith(":") and _PREFIX.fullmatch(prefix)
            if not is_prefix or prefix in self._declared:
                raise NotAdmittedError("it declares a prefix in an unusual way")
            self._declared.add(prefix)
            self._prefixes[prefix] = self._resolved(_iri_in(cursor))

    @property
    def prefixes(self) -> Mapping[str, str]:
        """What each prefix stands for."""
        return self._prefixes

    def fresh(self) -> str:
        """The name of a variable that the query does not have."""
        self._fresh += 1
        return f".{self._fresh}"

    def end_block(self) -> None:
        """What follows is another basic graph pattern: a blank node may not stand in both (section 5.1.1)."""
        self._block += 1

    def is_iri(self, cursor: Cursor) -> bool:
        """Whether an IRI or prefixed name stands here."""
        token = cursor.token
        return token.kind == "iri" or (token.kind == "name" and not token.text.startswith("_:"))

    def iri(self, cursor: Cursor) -> Text:
        """The IRI that must stand here."""
        if not self.is_iri(cursor):
            raise cursor.stranger()
        token = cursor.next()
        return _checked(self._resolved(token.text[1:-1]) if token.kind == "iri" else self._expanded(token.text))

    def node(self, cursor: Cursor) -> str | Text:
        """The variable, constant or blank node with a label that must stand here; the last is a variable."""
        token = cursor.token
        if token.kind == "variable":
            return cursor.variable()
        if token.kind == "name" and token.text.startswith("_:"):
            return self._blank(cursor)
        return self.iri(cursor) if self.is_iri(cursor) else self.literal(cursor)

    def constant(self, cursor: Cursor) -> Text:
        """The IRI or literal that must stand here."""
        return self.iri(cursor) if self.is_iri(cursor) else self.literal(cursor)

    def literal(self, cursor: Cursor) -> Text:
        """The literal that must stand here, of a kind that the store keeps as it is written."""
        if cursor.token.kind == "number":
            return text_of(Literal(str(cursor.number()), datatype=_INTEGER))
        if cursor.token.text in ("true", "false"):
            return text_of(Literal(cursor.next().text, datatype=_BOOLEAN))
        token = cursor.token
        if token.kind != "string" or token.text.startswith(('"""', "'''")):
            raise cursor.stranger()
        value, language = cursor.next().text[1:-1], None
        if cursor.token.kind == "tag":
            language = cursor.next().text
            if not _TAG.fullmatch(language):
                raise NotAdmittedError("it has a language tag that is not in small letters")
        elif cursor.sign == "^^":
            raise NotAdmittedError("it has a literal with a datatype")
        return _written(value, language[1:] if language else None)

    def _blank(self, cursor: Cursor) -> str:
        label = cursor.next().text
        if not _LABEL.fullmatch(label):
            raise NotAdmittedError("it has an unusual label of a blank node")
        block, name = self._labels.setdefault(label, (self._block, self.fresh()))
        if block != self._block:
            raise NotAdmittedError("it has a blank node in two places")
        return name

    def _expanded(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        if prefix not in self._prefixes or not _LOCAL.fullmatch(local):
            raise NotAdmittedError(f"it has the name {name}")
        return self._prefixes[prefix] + local

    def _resolved(self, reference: str) -> str:
        if _ABSOLUTE.match(reference):
            return _checked(reference)[1:-1].decode()
        try:
            quad = next(iter(parse(f"<{reference}> <x:p> <x:o> .", format=RdfFormat.TURTLE, base_iri=self._base)))
        except (SyntaxError, ValueError) as error:
            raise NotAdmittedError(f"it has the reference <{reference}>") from error
        return str(quad.subject)[1:-1]


def _iri_in(cursor: Cursor) -> str:
    if cursor.token.kind != "iri":
        raise cursor.stranger()
    return cursor.next().text[1:-1]


def _written(value: str, language: str | None) -> Text:
    try:
        return text_of(Literal(value, language=language))
    except ValueError as error:
        raise NotAdmittedError(f"it has the language tag @{language}") from error


def _checked(iri: str) -> Text:
    try:
        return text_of(NamedNode(iri))
    except ValueError as error:
        raise NotAdmittedError(f"<{iri}> is no IRI") from error
