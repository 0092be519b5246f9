"""Hashes of texts, many at a time: two numbers of 64 bits for each text.

A text is cut into blocks of eight words of eight bytes, filled up with zeros; each word is mixed with keys of its place
by steps that can be undone, so that texts of one length that differ in one word never have the same first number, and
the sums over the words and the length are the two numbers. With keys drawn by chance, two different texts share both
numbers with a probability near 2**-128; so texts with the same two numbers are taken for the same.
"""

from __future__ import annotations

import hashlib
import os
from struct import unpack
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from preventiegraaf.columns.packing import Column

Hashes: TypeAlias = npt.NDArray[np.uint64]
"""Two rows of numbers, a column for each text."""
Bytes: TypeAlias = npt.NDArray[np.uint8]

_WORD, _BLOCK, _LONGEST = 8, 64, 1024
"""Bytes of a word and of a block, and of a text that is too long to be cut into blocks."""

PADDING = _BLOCK
"""So many bytes a buffer must have after the end of its last text; what they are does not matter."""

_ROWS = 8192
_WHOLE = 0xFFFF_FFFF_FFFF_FFFF
_HALF = np.uint64(32)


class Hasher:
    """Hashes with keys that the seed gives, or with keys drawn by chance."""

    def __init__(self, seed: bytes | None = None) -> None:
        self._seed = os.urandom(32) if seed is None else seed
        places = _LONGEST // _WORD + 1
        drawn = hashlib.shake_256(self._seed).digest(3 * places * _WORD)
        keys = np.frombuffer(drawn, dtype="<u8").astype(np.uint64).reshape(3, places)
        keys[1:] |= np.uint64(1)  # a factor must be odd, else what it multiplies could not be found again
        self._added, self._factors, self._weights = keys
        self._keys: list[list[int]] = keys.T.tolist()
        kept = np.tri(_BLOCK + 1, _BLOCK, -1, dtype=np.uint8) * np.uint8(0xFF)
        self._masks = kept.view("<u8")  # for each number of bytes, a block in which so many are kept

    def hashes(self, buffer: Bytes, begins: Column, ends: Column) -> Hashes:
        """The hashes of the texts buffer[begin:end]; the buffer ends with `PADDING`."""
        hashes = np.empty((2, len(begins)), dtype=np.uint64)
        blocks = np.ndarray((len(buffer) - _BLOCK + 1,), dtype=f"V{_BLOCK}", buffer=buffer.data, strides=(1,))
        for begin in range(0, len(begins), _ROWS):
            some = slice(begin, begin + _ROWS)
            self._fill(hashes[:, some], blocks, begins[some], ends[some] - begins[some])
        for row in np.flatnonzero(ends - begins > _LONGEST).tolist():
            hashes[:, row] = self._long(buffer[begins[row] : ends[row]].tobytes())
        return hashes

    def _fill(self, hashes: Hashes, blocks: npt.NDArray[np.void], begins: Column, lengths: Column) -> None:
        """Hash texts block by block, as many of them as have one more."""
        hashes[:] = lengths.astype(np.uint64) * self._factors[-1]
        hashes += self._mixed(blocks[begins], lengths, 0)
        rows = np.flatnonzero(lengths > _BLOCK)
        for place in range(_BLOCK, _LONGEST, _BLOCK):
            if not len(rows):
                return
            hashes[:, rows] += self._mixed(blocks[begins[rows] + place], lengths[rows] - place, place)
            rows = rows[lengths[rows] > place + _BLOCK]

    def _mixed(self, blocks: npt.NDArray[np.void], lengths: Column, place: int) -> Hashes:
        """What blocks that begin at a place of their texts add to the hashes; `lengths` counts what is left there."""
        keys = slice(place // _WORD, (place + _BLOCK) // _WORD)
        words = blocks.view("<u8").reshape(-1, _BLOCK // _WORD)
        words &= self._masks.take(np.minimum(lengths, _BLOCK), axis=0)
        words ^= self._added[keys]
        words *= self._factors[keys]
        words ^= words >> _HALF
        return np.stack((np.einsum("ij->i", words), np.einsum("ij,j->i", words, self._weights[keys])))

    def of(self, text: bytes) -> tuple[int, int]:
        """The two numbers of one text."""
        if len(text) > _LONGEST:
            return self._long(text)
        mixed = self._mixed_words(text)
        second = sum([each * weight for each, (_, _, weight) in zip(mixed, self._keys, strict=False)])
        length = len(text) * self._keys[-1][1]
        return (sum(mixed) + length) & _WHOLE, (second + length) & _WHOLE

    def first_of(self, text: bytes) -> int:
        """The first number of one text."""
        if len(text) > _LONGEST:
            return self._long(text)[0]
        return (sum(self._mixed_words(text)) + len(text) * self._keys[-1][1]) & _WHOLE

    def _mixed_words(self, text: bytes) -> list[int]:
        """What the words of a text add to its first number."""
        count = max(1, -(-len(text) // _BLOCK)) * (_BLOCK // _WORD)
        words = unpack(f"<{count}Q", text.ljust(count * _WORD, b"\0"))
        products = [(word ^ key[0]) * key[1] & _WHOLE for word, key in zip(words, self._keys, strict=False)]
        return [product ^ product >> 32 for product in products]

    def _long(self, text: bytes) -> tuple[int, int]:
        digest = hashlib.blake2b(text, digest_size=16, key=self._seed).digest()
        return int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little")
