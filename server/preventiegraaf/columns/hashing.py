"""Hashes of texts, many at a time: two numbers of 64 bits for each text.

A text is cut into words of eight bytes; each word is mixed with keys of its place by steps that can be undone, so that
texts that differ in one word never have the same first number, and the sums over the words are the two numbers. With
keys drawn by chance, two different texts share both numbers with a probability near 2**-128; so texts with the same two
numbers are taken for the same.
"""

from __future__ import annotations

import hashlib
import os
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from preventiegraaf.columns.packing import Column

Hashes: TypeAlias = npt.NDArray[np.uint64]
"""Two rows of numbers, a column for each text."""
Bytes: TypeAlias = npt.NDArray[np.uint8]

PADDING = 8
"""So many bytes a buffer must have after the end of its last text; what they are does not matter."""

_LONGEST = 1024
_WORD = 8
_PLACES = np.uint8(_LONGEST // _WORD)
_WHOLE = 0xFFFF_FFFF_FFFF_FFFF
_HALF = np.uint64(32)
_MASKS = np.array([(1 << (8 * count)) - 1 for count in range(_WORD)], dtype=np.uint64)


class Hasher:
    """Hashes with keys that the seed gives, or with keys drawn by chance."""

    def __init__(self, seed: bytes | None = None) -> None:
        self._seed = os.urandom(32) if seed is None else seed
        places = int(_PLACES) + 1
        drawn = hashlib.shake_256(self._seed).digest(3 * places * _WORD)
        keys = np.frombuffer(drawn, dtype="<u8").astype(np.uint64).reshape(3, places)
        keys[1:] |= np.uint64(1)  # a factor must be odd, else what it multiplies could not be found again
        self._added, self._factors, self._weights = keys
        self._keys: list[list[int]] = keys.T.tolist()

    def hashes(self, buffer: Bytes, begins: Column, ends: Column) -> Hashes:
        """The hashes of the texts buffer[begin:end]; the buffer ends with `PADDING`."""
        lengths = ends - begins
        hashes = np.empty((2, len(begins)), dtype=np.uint64)
        words = np.ndarray((len(buffer) - PADDING + 1,), dtype="<u8", buffer=buffer.data, strides=(1,))
        places = lengths // _WORD
        order = np.argsort(_PLACES - places.clip(max=_PLACES).astype(np.uint8), kind="stable")  # a radix sort
        long = int(np.count_nonzero(lengths >= _LONGEST))
        for row in order[:long].tolist():
            hashes[:, row] = self._long(buffer[begins[row] : ends[row]].tobytes())
        short = order[long:]
        hashes[:, short] = self._short(words, begins[short], lengths[short], places[short])
        return hashes

    def of(self, text: bytes) -> tuple[int, int]:
        """The two numbers of one text."""
        if len(text) >= _LONGEST:
            return self._long(text)
        first = second = 0
        for place, (added, factor, weight) in zip(range(0, len(text) + 1, _WORD), self._keys, strict=False):
            mixed = (int.from_bytes(text[place : place + _WORD], "little") ^ added) * factor & _WHOLE
            mixed ^= mixed >> 32
            first, second = first + mixed, second + mixed * weight
        length = len(text) * self._keys[-1][1]
        return (first + length) & _WHOLE, (second + length) & _WHOLE

    def _long(self, text: bytes) -> tuple[int, int]:
        digest = hashlib.blake2b(text, digest_size=16, key=self._seed).digest()
        return int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little")

    def _short(self, words: Hashes, begins: Column, lengths: Column, places: Column) -> Hashes:
        """The hashes of texts that come longest first; `places` counts their whole words."""
        tails = words[begins + places * _WORD] & _MASKS[lengths % _WORD]
        hashes = np.zeros((2, len(begins)), dtype=np.uint64)
        hashes += lengths.astype(np.uint64) * self._factors[-1]
        self._mix(hashes, tails, places)
        counts = len(places) - np.cumsum(np.bincount(places))
        for place, count in enumerate(counts.tolist()):
            self._mix(hashes[:, :count], words[begins[:count] + place * _WORD], place)
        return hashes

    def _mix(self, hashes: Hashes, words: Hashes, place: int | Column) -> None:
        """Add words at a place, or each at its own, to the hashes of their texts."""
        words ^= self._added[place]
        words *= self._factors[place]
        words ^= words >> _HALF
        hashes[0] += words
        words *= self._weights[place]
        hashes[1] += words
