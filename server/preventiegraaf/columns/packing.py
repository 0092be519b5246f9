"""Pairs of numbers as sorted columns of one 64-bit number each.

A pair (subject, object) is subject << 32 | object, so a sorted column of pairs is sorted by subject, and all pairs of a
subject stand together. Numbers are below 2**31, so that pairs are positive.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Column: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

_BITS = np.int64(32)
_LOW = np.int64(0xFFFF_FFFF)
EMPTY: Column = np.empty(0, dtype=np.int64)


def pack(subjects: Column, objects: Column) -> Column:
    """The pairs as numbers, in their order."""
    return (subjects << _BITS) | objects


def subjects_of(pairs: Column) -> Column:
    """The subjects of pairs, in their order."""
    return pairs >> _BITS


def objects_of(pairs: Column) -> Column:
    """The objects of pairs, in their order."""
    return pairs & _LOW


def turn(pairs: Column) -> Column:
    """The pairs as (object, subject), sorted."""
    turned = pack(objects_of(pairs), subjects_of(pairs))
    turned.sort()
    return turned


def distinct(values: Column) -> Column:
    """The values sorted, each once."""
    ordered = np.sort(values)
    first = starts(ordered)
    return ordered if first.all() else ordered[first]


def starts(ordered: Column) -> Mask:
    """Of a sorted column, where a value stands for the first time."""
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


def contains(ordered: Column, values: Column) -> Mask:
    """For each value whether the sorted column has it."""
    if not len(ordered):
        return np.zeros(len(values), dtype=np.bool_)
    places = np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)
    found: Mask = ordered[places] == values
    return found


def matches(ordered_pairs: Column, values: Column) -> tuple[Column, Column]:
    """Each pair whose upper half is one of the values: the row of the value, and the lower half of the pair."""
    begins = np.searchsorted(ordered_pairs, values << _BITS)
    counts = np.searchsorted(ordered_pairs, (values + 1) << _BITS) - begins
    rows = np.repeat(np.arange(len(values)), counts)
    before = np.repeat(np.cumsum(counts) - counts, counts)
    places = np.repeat(begins, counts) + np.arange(len(rows)) - before
    return rows, objects_of(ordered_pairs[places])


def partners(ordered_pairs: Column, value: int) -> Column:
    """The lower halves of the pairs whose upper half is the value, sorted."""
    begin, end = np.searchsorted(ordered_pairs, np.array([value, value + 1], dtype=np.int64) << _BITS)
    return objects_of(ordered_pairs[begin:end])
