"""Rules of one premise, such as those of hierarchies, inverses, domains and ranges, taken together.

Such a rule only carries a relation over to another: as it is, turned around, or its subjects or objects to a class. So
a whole hierarchy is climbed in one step: for each relation is known all that it is carried over to, however far.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import TypeAlias

from preventiegraaf.columns.packing import Column, distinct, objects_of, starts, subjects_of, turn
from preventiegraaf.reasoning.compiled import ANY, CompiledRule, Key


class Shape(IntEnum):
    """How a relation is carried over to another."""

    SAME = 0
    TURNED = 1
    SUBJECTS = 2
    OBJECTS = 3


Reach: TypeAlias = Mapping[Key, frozenset[tuple[Key, Shape]]]
"""For each relation all to which it is carried over, and how."""

_AFTER_TURN = {
    Shape.SAME: Shape.TURNED,
    Shape.TURNED: Shape.SAME,
    Shape.SUBJECTS: Shape.OBJECTS,
    Shape.OBJECTS: Shape.SUBJECTS,
}


def shape_of(rule: CompiledRule, special: Iterable[Key]) -> Shape | None:
    """How a rule carries its premise over to its conclusion, or None where it does more or a key is special."""
    if len(rule.body) != 1 or rule.head is None or rule.head.key in special or rule.body[0].key in special:
        return None
    (body,), head = rule.body, rule.head
    if body.is_unary:
        return Shape.SAME if head.is_unary and body.subject == head.subject < 0 else None
    if body.subject >= 0 or body.object >= 0 or body.subject == body.object:
        return None
    if head.is_unary:
        return {body.subject: Shape.SUBJECTS, body.object: Shape.OBJECTS}.get(head.subject)
    ends = (head.subject, head.object)
    return {(body.subject, body.object): Shape.SAME, (body.object, body.subject): Shape.TURNED}.get(ends)


def reach_of(steps: Iterable[tuple[Key, Key, Shape]]) -> Reach:
    """All to which relations are carried over in any number of steps."""
    onward: dict[Key, list[tuple[Key, Shape]]] = defaultdict(list)
    for source, target, shape in steps:
        onward[source].append((target, shape))
    return {source: _reached(source, onward) for source in list(onward)}


def _reached(source: Key, onward: Mapping[Key, list[tuple[Key, Shape]]]) -> frozenset[tuple[Key, Shape]]:
    start = (source, Shape.SAME)
    found, waiting = {start}, [start]
    while waiting:
        key, so_far = waiting.pop()
        for target, shape in onward.get(key, ()):
            step = (target, _composed(so_far, shape))
            if step not in found:
                found.add(step)
                waiting.append(step)
    return frozenset(found - {start})


def _composed(first: Shape, then: Shape) -> Shape:
    if first is Shape.TURNED:
        return _AFTER_TURN[then]
    return then if first is Shape.SAME else first


def carried(column: Column, shapes: Iterable[Shape]) -> dict[Shape, Column]:
    """A sorted column in each of some shapes, sorted, each number once."""
    return {shape: _carried(column, shape) for shape in set(shapes)}


def _carried(column: Column, shape: Shape) -> Column:
    if shape is Shape.TURNED:
        return turn(column)
    if shape is Shape.SUBJECTS:
        subjects = subjects_of(column)
        return subjects[starts(subjects)]
    return distinct(objects_of(column)) if shape is Shape.OBJECTS else column


def is_class(key: Key) -> bool:
    """Whether a relation is the members of a class."""
    return key[1] != ANY
