"""Small graphs and queries of the fragment, made up by hypothesis."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from preventiegraaf.columns import Dictionary, Relations, Triples
from preventiegraaf.namespaces import TYPE, XSD
from preventiegraaf.querying.columnar import Columnar
from preventiegraaf.querying.task import Limits

SPACE = "http://example.org/"
INTEGER, DECIMAL = NamedNode(XSD + "integer"), NamedNode(XSD + "decimal")

THINGS = [NamedNode(SPACE + name) for name in ("a", "b", "c", "a/b", "a-b", "d")]
BLANKS = [BlankNode("b1"), BlankNode("b2")]
CLASSES = [NamedNode(SPACE + name) for name in ("C", "D")]
PREDICATES = [NamedNode(SPACE + name) for name in ("p", "q", "r")]
LITERALS = [
    Literal("one"),
    Literal("one", language="en"),
    Literal("one", language="nl"),
    Literal("1", datatype=INTEGER),
    Literal("01", datatype=INTEGER),
    Literal("1.0", datatype=DECIMAL),
    Literal("true", datatype=NamedNode(XSD + "boolean")),
    Literal('a "quoted", <text>\n\twith & signs'),
    Literal("One \u0130, Ma\u017f\u017fe \u212a", language="nl"),
    Literal("STRASSE"),
    Literal("stra\u00dfe", language="de-AT"),
]
VARIABLES = ("x", "y", "z", "w")

triples = st.one_of(
    st.builds(Triple, st.sampled_from(THINGS + BLANKS), st.just(TYPE), st.sampled_from(CLASSES)),
    st.builds(
        Triple,
        st.sampled_from(THINGS + BLANKS),
        st.sampled_from(PREDICATES),
        st.sampled_from(THINGS + BLANKS),
    ),
    st.builds(Triple, st.sampled_from(THINGS + BLANKS), st.sampled_from(PREDICATES), st.sampled_from(LITERALS)),
)
graphs = st.lists(triples, max_size=30)


def store_of(graph: list[Triple]) -> Store:
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()) for triple in graph)
    return store


def columnar_of(store: Store, limits: Limits | None = None) -> Columnar:
    """The engine over what a store has in its default graph."""
    dictionary = Dictionary()
    found = (quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph()))
    relations = Relations.of(Triples.of(found, dictionary))
    return Columnar(dictionary, {True: relations, False: relations}, limits or Limits())


@dataclass(frozen=True)
class Query:
    """A query without its LIMIT and OFFSET, what it is ordered by, and these."""

    text: str
    order: tuple[tuple[str, bool], ...] = ()
    limit: int | None = None
    offset: int | None = None

    @property
    def whole(self) -> str:
        """The query with the part of its rows that it asks for."""
        limit = "" if self.limit is None else f" LIMIT {self.limit}"
        return self.text + ("" if self.offset is None else f" OFFSET {self.offset}") + limit


names = st.sampled_from(VARIABLES)
iris = st.sampled_from([*THINGS, NamedNode(SPACE + "absent")])
constants = st.one_of(
    iris.map(str),
    st.sampled_from(['"one"', "'one'", '"one"@en', "1", "true", '"absent"', '"absent"@nl']),
)
verbs = st.sampled_from([f"<{SPACE}p>", ":p", ":q", ":r", "a", ":absent", "^:p", ":p/:q", ":r/^:p", "?e", "?f"])
DECLARED = f"PREFIX : <{SPACE}> "


@st.composite
def patterns(draw: st.DrawFn, known: frozenset[str]) -> tuple[str, frozenset[str]]:
    """A triple pattern that shares a variable with those known, if there are any."""
    shared = f"?{draw(st.sampled_from(sorted(known)))}" if known else f"?{draw(names)}"
    verb = draw(verbs)
    value = st.one_of(names.map("?{}".format), constants)
    if verb == "a":
        value = st.one_of(names.map("?{}".format), st.sampled_from([":C", ":D"]))
    other = draw(st.one_of(value, st.sampled_from(["[]", "_:n", "[ :p ?y ]"])) if draw(st.booleans()) else value)
    turned = draw(st.booleans()) and not other.startswith(('"', "'", "1", "true"))
    text = f"{other} {verb} {shared}" if turned else f"{shared} {verb} {other}"
    found = {token[1:] for token in text.replace("]", " ").split() if token.startswith("?")}
    return text, known | found


@st.composite
def blocks(draw: st.DrawFn, known: frozenset[str] = frozenset(), most: int = 3) -> tuple[str, frozenset[str]]:
    """Triple patterns that hang together."""
    texts = []
    for _ in range(draw(st.integers(1, most))):
        text, known = draw(patterns(known))
        texts.append(text)
    return " . ".join(texts), known


@st.composite
def conditions(draw: st.DrawFn, known: frozenset[str], depth: int = 0) -> str:
    """A condition on the variables that are known."""
    some = st.sampled_from(sorted(known)).map("?{}".format)
    kind = draw(st.integers(0, 10 if depth < 2 else 7))
    if kind == 0:
        return f"{draw(some)} {draw(st.sampled_from(['=', '!=']))} {draw(iris)}"
    if kind == 1:
        return f"{draw(some)} {draw(st.sampled_from(['IN', 'NOT IN']))} ({draw(iris)}, {draw(iris)})"
    if kind == 2:
        return f"sameTerm({draw(some)}, {draw(st.one_of(some, constants))})"
    if kind == 3:
        return f"{draw(some)} {draw(st.sampled_from(['=', '!=']))} {draw(some)}"
    if kind == 4:
        return f"BOUND({draw(some)})"
    if kind == 5:
        return f"{draw(iris)} != {draw(some)}"
    if kind == 6:
        return draw(texts(draw(some)))
    if kind == 7:
        said = draw(st.sampled_from(["lang({}) = '{}'", "lang({}) != '{}'", "langMatches(LANG({}), '{}')"]))
        return said.format(draw(some), draw(st.sampled_from(["en", "NL", "de", "de-at", "*", ""])))
    if kind == 8:
        return f"!({draw(conditions(known, depth + 1))})"
    sign = " && " if kind == 9 else " || "
    return f"({draw(conditions(known, depth + 1))}{sign}{draw(conditions(known, depth + 1))})"


WORDS = ["one", "One", "a", "example", "e/a", "i", "s", "k", "ss", "SS", "\u00df", "", "1", "http", "d", "One \u0130"]


@st.composite
def texts(draw: st.DrawFn, variable: str) -> str:
    """A condition on the words of the terms of a variable."""
    words = f"STR({variable})" if draw(st.booleans()) else variable
    words = draw(st.sampled_from(["{}", "LCASE({})", "UCASE({})"])).format(words)
    word = draw(st.sampled_from(WORDS))
    kind = draw(st.integers(0, 5))
    if kind < 3:
        return f"{('CONTAINS', 'STRSTARTS', 'STRENDS')[kind]}({words}, '{word}')"
    if kind == 3:
        return f"{words} {draw(st.sampled_from(['=', '!=']))} '{word}'"
    start, end, flags = (
        draw(st.sampled_from(["", "^"])),
        draw(st.sampled_from(["", "$"])),
        draw(st.sampled_from(["", ", 'i'"])),
    )
    return f"REGEX({words}, '{start}{word}{end}'{flags})"


@st.composite
def groups(draw: st.DrawFn, depth: int = 0, before: frozenset[str] = frozenset()) -> tuple[str, frozenset[str]]:
    """What stands between the braces of a group, and its variables."""
    text, known = draw(blocks(before, most=2 if depth else 3))
    inner = known
    if draw(st.integers(0, 4)) == 0:
        name = draw(st.sampled_from(sorted(known)))
        values = " ".join(draw(st.lists(constants, max_size=4)))
        text += f" VALUES ?{name} {{ {values} }}"
    if depth == 0 and draw(st.integers(0, 4)) == 0:
        subselect, outer = draw(selects(known))
        text, known = f"{text} {{ {subselect} }}", known | outer
    for _ in range(draw(st.integers(0, 2 - depth))):
        optional, more = draw(groups(depth + 1, inner))
        text, known = f"{text} OPTIONAL {{ {optional} }}", known | more
        if draw(st.integers(0, 4)) == 0:
            following, known = draw(patterns(known))
            text = f"{text} {following}"
    for _ in range(draw(st.integers(0, 1))):
        text += f" FILTER({draw(conditions(known))})"
    return text, known


@st.composite
def selects(draw: st.DrawFn, known: frozenset[str]) -> tuple[str, frozenset[str]]:
    """A sub-select that shares a variable with those known, and its variables."""
    text, inner = draw(blocks(known))
    name = draw(st.sampled_from(sorted(known)))
    inner_names = inner | {name}
    kind = draw(st.integers(0, 2))
    if kind == 0:
        counted = draw(st.sampled_from(["*", *map("?{}".format, sorted(inner))]))
        return f"SELECT ?{name} (COUNT({counted}) AS ?n) {{ {text} }} GROUP BY ?{name}", frozenset([name, "n"])
    distinct = "DISTINCT " if kind == 1 else ""
    chosen = draw(st.lists(st.sampled_from(sorted(inner_names)), unique=True, max_size=2))
    heads = dict.fromkeys([name, *chosen])
    return f"SELECT {distinct}{' '.join(f'?{each}' for each in heads)} {{ {text} }}", frozenset(heads)


@st.composite
def queries(draw: st.DrawFn) -> Query:
    """A SELECT or ASK; by far the most are in the fragment."""
    text, known = draw(groups())
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return Query(f"{DECLARED}ASK {{ {text} }}")
    query = draw(_grouped(text, known) if kind < 5 else _plain(text, known))
    if draw(st.booleans()):
        query = replace(query, limit=draw(st.integers(0, 5)), offset=draw(st.none() | st.integers(0, 3)))
    return query


@st.composite
def _plain(draw: st.DrawFn, text: str, known: frozenset[str]) -> Query:
    distinct = draw(st.sampled_from(["", "DISTINCT "]))
    head = draw(st.lists(st.sampled_from([*sorted(known), "nowhere"]), unique=True, max_size=3))
    shown = " ".join(f"?{name}" for name in head) or "*"
    orderable = sorted(known & set(head)) if head else sorted(known)
    is_ordered = draw(st.booleans())
    order = draw(_orders(orderable)) if orderable and is_ordered else ()
    return Query(f"{DECLARED}SELECT {distinct}{shown} {{ {text} }}{_order_text(order)}", order)


@st.composite
def _grouped(draw: st.DrawFn, text: str, known: frozenset[str]) -> Query:
    keys = draw(st.lists(st.sampled_from(sorted(known)), unique=True, max_size=3))
    counted = st.sampled_from(["*", *map("?{}".format, sorted(known)), *map("DISTINCT ?{}".format, sorted(known))])
    counts = [f"(COUNT({draw(counted)}) AS ?n{place})" for place in range(draw(st.integers(1, 2)))]
    grouping = f" GROUP BY {' '.join(f'?{name}' for name in keys)}" if keys else ""
    having = ""
    if draw(st.integers(0, 2)) == 0:
        sign = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
        having = f" HAVING (COUNT({draw(counted)}) {sign} {draw(st.integers(0, 3))})"
    order = draw(_orders([*keys, "n0"])) if draw(st.booleans()) else ()
    head = " ".join([*(f"?{name}" for name in keys), *counts])
    return Query(f"{DECLARED}SELECT {head} {{ {text} }}{grouping}{having}{_order_text(order)}", order)


def _orders(orderable: list[str]) -> st.SearchStrategy[tuple[tuple[str, bool], ...]]:
    one = st.tuples(st.sampled_from(orderable), st.booleans())
    return st.lists(one, min_size=1, max_size=2).map(tuple)


def _order_text(order: tuple[tuple[str, bool], ...]) -> str:
    if not order:
        return ""
    return " ORDER BY " + " ".join(f"DESC(?{name})" if descending else f"?{name}" for name, descending in order)
