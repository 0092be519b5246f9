"""What a query of the fragment must keep to beyond its grammar, so that joins in any order give what SPARQL means.

Everything that is required must hang together, so that no cross product arises. An OPTIONAL is admitted where it is
well-designed (Pérez, Arenas and Gutierrez, Semantics and Complexity of SPARQL, 2009): a variable of it that occurs
elsewhere too must be bound by what the group around it requires. Then it does not matter what stands before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preventiegraaf.querying.columnar.algebra import (
    Ask,
    Compared,
    Condition,
    Construct,
    Group,
    HasText,
    InLanguage,
    Not,
    NotAdmittedError,
    Same,
    Select,
    Several,
    named_in,
    required_in,
    variables_in,
)

_NOTHING: frozenset[str] = frozenset()


def admit(query: Select | Ask) -> None:
    """Raise NotAdmittedError if joins over columns might not answer a query, or otherwise than SPARQL says."""
    admit_order(query)
    _admit_predicates(query.where)
    _admit_joins(query.where, _NOTHING)


def admit_order(query: Select | Ask | Construct) -> None:
    """Raise NotAdmittedError if joins of triple patterns in any order might answer otherwise than SPARQL says."""
    if isinstance(query, Ask | Construct):
        _admit_group(query.where, _NOTHING, _NOTHING, _NOTHING)
    else:
        _admit_select(query)


def numbers_in(group: Group) -> frozenset[str]:
    """The variables of a group that are counts, which its sub-selects made."""
    return frozenset(name for select in group.selects for name in select.names if _is_number(select, name))


def surely_bound(group: Group) -> frozenset[str]:
    """The variables of what a group requires that have a value in each solution."""
    selected = (name for select in group.selects for name in select.names if _is_sure(select, name))
    found = [pattern.variables for pattern in group.patterns] + [frozenset(rows.names) for rows in group.rows]
    unions = (frozenset.intersection(*map(surely_bound, union)) for union in group.unions)
    return frozenset(selected).union(*found, *unions)


def _is_number(select: Select, name: str) -> bool:
    return name in select.counts or name in numbers_in(select.where)


def _is_sure(select: Select, name: str) -> bool:
    return name in select.counts or name in surely_bound(select.where)


def _admit_select(select: Select) -> None:
    _admit_group(select.where, _NOTHING, _NOTHING, _NOTHING)
    known = variables_in(select.where)
    _check(not known & select.counts.keys(), "it gives a variable a second value")
    counted = {count.name for count in select.counts.values() if count.name is not None}
    _check(counted <= known, "it counts a variable that has no value")
    numbers = numbers_in(select.where)
    _check(not counted & numbers, "it counts counts")
    if select.grouped is None:
        _check(not select.having, "it has HAVING without groups")
        shown = known
    else:
        shown = frozenset(select.grouped)
        _check(shown <= known and not shown & numbers, "it groups by what has no value, or by a count")
        _check(set(select.names) <= shown | select.counts.keys(), "it selects what it does not group by")
    _admit_having(select, shown)
    _admit_order(select, shown)


def _admit_having(select: Select, shown: frozenset[str]) -> None:
    """HAVING speaks of groups and of counts of its own; what the head calls them is not known there yet."""
    hidden = {name for name in select.counts if name.startswith(".")}
    for condition in select.having:
        _check(named_in(condition) <= shown | hidden, "it has a variable in HAVING that is no key of the groups")
        _admit_condition(condition, frozenset(hidden), _NOTHING)


def _admit_order(select: Select, shown: frozenset[str]) -> None:
    ordered = {order.name for order in select.order}
    _check(ordered <= shown | select.counts.keys(), "it orders by what has no value")
    _check(not select.distinct or ordered <= set(select.names), "it orders distinct rows by what it does not select")


def _admit_group(group: Group, outside: frozenset[str], before: frozenset[str], nodes: frozenset[str]) -> None:
    """Check a group.

    `outside` are the variables that occur around it, `before` those of them that surely have a value when it is joined
    to what is before it, `nodes` those that are never literals.
    """
    for select in group.selects:
        _admit_select(select)
    _check_selects(group, outside)
    for branch in (branch for union in group.unions for branch in union):
        _admit_branch(branch)
    required = required_in(group)
    known_nodes = nodes | {pattern.subject for pattern in group.patterns if isinstance(pattern.subject, str)}
    for place, optional in enumerate(group.optionals):
        _check(not optional.selects, "it has a sub-select in an OPTIONAL")
        others = [*group.optionals[:place], *group.optionals[place + 1 :]]
        elsewhere = outside.union(required, *map(variables_in, others))
        shared = variables_in(optional) & elsewhere
        _check(bool(shared), "it has an OPTIONAL without a variable of what is before it")
        sure = group.preceding[place]
        _check(shared <= sure, "it has an OPTIONAL that depends on more than what is required before it")
        _admit_group(optional, elsewhere, sure, frozenset(known_nodes))
    for condition in group.conditions:
        _check(named_in(condition) <= variables_in(group) | before, "it has a condition on what has no value there")
        _admit_condition(condition, numbers_in(group), frozenset(known_nodes))


def _admit_branch(branch: Group) -> None:
    """Check a group of a UNION: joined solution by solution with what is around it, it gives what it does by itself."""
    _check(not (branch.selects or branch.unions or branch.optionals), "it has a nested group of several parts")
    named = _NOTHING.union(*map(named_in, branch.conditions))
    _check(named <= surely_bound(branch), "it has a condition on what has no value there")
    _admit_group(branch, _NOTHING, _NOTHING, _NOTHING)


def _admit_condition(condition: Condition, numbers: frozenset[str], nodes: frozenset[str]) -> None:
    if isinstance(condition, Several):
        for each in condition.conditions:
            _admit_condition(each, numbers, nodes)
    elif isinstance(condition, Not):
        _admit_condition(condition.condition, numbers, nodes)
    elif isinstance(condition, Compared):
        _check(condition.name in numbers, "it compares values that are no counts")
    elif isinstance(condition, InLanguage | HasText):
        _check(condition.name not in numbers, "it asks for the text of a count")
    elif isinstance(condition, Same):
        _check(not named_in(condition) & numbers, "it compares a count with a term")
        _check(not condition.by_value or bool(named_in(condition) & nodes), "it may compare literals by their values")


def _admit_joins(group: Group, before: frozenset[str]) -> None:
    """Check that the parts of a group hang together, and that each pattern says which predicate it asks about."""
    for select in group.selects:
        _admit_joins(select.where, _NOTHING)
    _check(bool(required_in(group)), "it has a group without a required pattern")
    _check(not group.unions, "it has a nested group or a UNION")
    for pattern in group.patterns:
        _check(not pattern.reach, f"it has a path with {pattern.reach}")
    _check_connected(group, before)
    for optional, sure in zip(group.optionals, group.preceding, strict=True):
        _admit_joins(optional, sure)


def _admit_predicates(where: Group) -> None:
    """Check that a predicate that is asked for stands nowhere else: rows are not joined on predicates."""
    groups = list(_groups(where))
    nodes = [node for group in groups for pattern in group.patterns for node in pattern.nodes]
    listed = {name for group in groups for names in _columns_of(group) for name in names}
    for pattern in (pattern for group in groups for pattern in group.patterns):
        name = pattern.predicate
        is_alone = isinstance(name, bytes) or (nodes.count(name) == 1 and name not in listed)
        _check(is_alone, f"it has ?{name!s} as predicate and elsewhere")
        is_loop = isinstance(name, str) and pattern.subject == pattern.object
        _check(not is_loop, f"it has ?{name!s} as predicate from a thing to itself")


def _groups(group: Group) -> Iterator[Group]:
    """A group and all groups in it."""
    yield group
    inner = (*group.optionals, *(branch for union in group.unions for branch in union))
    for each in (*inner, *(select.where for select in group.selects)):
        yield from _groups(each)


def _check_connected(group: Group, before: frozenset[str]) -> None:
    """Raise NotAdmittedError where parts of a group share no variable, which would be a cross product."""
    parts = [pattern.variables for pattern in group.patterns]
    parts += [frozenset(names) for names in _columns_of(group)]
    waiting = [part for part in parts if part]
    reached = before & frozenset().union(*waiting) if before else waiting[0]
    _check(bool(reached), "it has an OPTIONAL that hangs together with nothing")
    while joined := [part for part in waiting if part & reached]:
        reached = reached.union(*joined)
        waiting = [part for part in waiting if part not in joined]
    _check(not waiting, "it has patterns that share no variable")


def _columns_of(group: Group) -> Iterable[tuple[str, ...]]:
    yield from (rows.names for rows in group.rows)
    yield from (select.names for select in group.selects)


def _check_selects(group: Group, outside: frozenset[str]) -> None:
    """What a sub-select gives must be joined on terms that are sure, and what VALUES gives must occur in a pattern."""
    for select in group.selects:
        rest = _without(group, select)
        shared = set(select.names) & (outside | rest)
        _check(bool(select.names), "it has a sub-select without variables")
        _check(all(_is_sure(select, name) for name in shared), "it joins what may have no value")
        _check(not any(_is_number(select, name) for name in shared), "it joins counts")
    patterns = frozenset().union(*(pattern.variables for pattern in group.patterns))
    _check(all(set(rows.names) <= patterns for rows in group.rows), "it has VALUES that no pattern needs")


def _without(group: Group, select: Select) -> frozenset[str]:
    """The variables of a group outside one of its sub-selects."""
    rest = tuple(each for each in group.selects if each is not select)
    return variables_in(Group(group.patterns, group.rows, rest, group.unions, group.optionals))


def _check(holds: bool, reason: str) -> None:
    if not holds:
        raise NotAdmittedError(reason)
