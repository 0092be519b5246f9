"""The first page of a thing: summed up in sentences, its relations on a line of time, and what no source says."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from pyoxigraph import NamedNode

from preventiegraaf.namespaces import DEF, EVIDENCE, ID, OA, TYPE
from preventiegraaf.querying.things.description import Description
from preventiegraaf.querying.things.ties import Side, Tie, Ties, ties
from preventiegraaf.querying.things.values import Values
from preventiegraaf.querying.things.wider import Wider
from preventiegraaf.querying.things.wording import Wording
from preventiegraaf.web.presentation.accounts import Portrait, TieRow, TieTable
from preventiegraaf.web.presentation.presenting import Presenter
from preventiegraaf.web.presentation.silence import Asked, silences
from preventiegraaf.web.presentation.summary import AWARD, Known, summary
from preventiegraaf.web.presentation.timeline import Scale
from preventiegraaf.web.texts import TEXTS

_SPEAKER = NamedNode(DEF + "speaker")
_SOURCE = NamedNode(OA + "hasSource")
_APPOINTING = NamedNode(DEF + "appointingParty")
_MOST_STATEMENTS = 1_000


def portrait_of(
    description: Description, wording: Wording, inferred: Values
) -> tuple[Portrait | None, frozenset[NamedNode]]:
    """The portrait of a thing that has one, on its first page, and the relations that it shows.

    `inferred` is the graph with what follows, unless that is left out.
    """
    thing = description.thing
    if not thing.value.startswith(ID) or thing.value.startswith((f"{ID}passage/", f"{ID}omission/")):
        return None, frozenset()
    found = ties(thing, wording, inferred)
    shown = frozenset(tie.node for tie in found.every)
    if description.page > 1:
        return None, shown
    kinds = {quad.object for quad in description.own if quad.predicate == TYPE and isinstance(quad.object, NamedNode)}
    asked = Asked(thing, found, wording.bounds(thing), inferred)
    scale = Scale.of(tie.bounds for tie in found.every)
    tables = [_table(side, found, scale, Presenter(wording)) for side in Side if found.on(side)]
    return Portrait(
        _sentences(thing, kinds, wording, found, inferred), tables, found.complete, silences(asked, kinds)
    ), shown


def _sentences(
    thing: NamedNode, kinds: Iterable[NamedNode], wording: Wording, found: Ties, inferred: Values
) -> list[str]:
    count = sum(1 for _ in islice(wording.values.holders(_SPEAKER, thing), _MOST_STATEMENTS))
    passages = [passage for passage in wording.objects(thing, EVIDENCE) if isinstance(passage, NamedNode)]
    sources = {source for passage in passages for source in wording.objects(passage, _SOURCE)}
    if not wording.is_named(thing):
        return []
    return summary(Known(thing, Wider(inferred).narrowest(kinds), found, count, len(sources)), wording)


def _table(side: Side, found: Ties, scale: Scale | None, presenter: Presenter) -> TieTable:
    rows = [_row(tie, scale, presenter) for tie in found.on(side)]
    return TieTable(f"as-{side}", rows, scale.ticks() if scale and any(row.bar for row in rows) else [])


def _row(tie: Tie, scale: Scale | None, presenter: Presenter) -> TieRow:
    wording = presenter.wording
    kind = TEXTS["winner"][wording.language] if tie.is_a(AWARD) else wording.kind(tie.node)
    role = ", ".join(dict.fromkeys(map(wording.name, tie.roles))) or kind
    own = tie.places if tie.side is Side.ACTOR else tie.actors
    others = [*own, *(tie.places if tie.side is Side.BEHALF else ()), *(tie.homes if tie.side is Side.ACTOR else ())]
    others += [party for party in wording.objects(tie.node, _APPOINTING) if isinstance(party, NamedNode)]
    return TieRow(
        role,
        presenter.href(tie.node) or "",
        tuple(map(presenter.value, dict.fromkeys(others))),
        tuple(map(presenter.value, tie.behalf)) if tie.side is not Side.BEHALF else (),
        wording.time(tie.node),
        tie.found,
        bool(tie.bounds.earliest_end or tie.bounds.latest_end),
        scale.bar(tie.bounds) if scale else [],
        tuple(presenter.quotes(tie.passages)),
        tuple(map(presenter.value, tie.according_to)),
        presenter.notes(tie.node),
    )
