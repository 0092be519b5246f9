"""Prepared files: their sizes, checksums and compressed forms, the same bytes whenever they are made."""

from __future__ import annotations

import gzip
import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import IO

import zstandard

from preventiegraaf.snapshot.shelf import Download

CHECKSUMS = "SHA256SUMS"
_CHUNK = 1 << 20
_GZIP_LEVEL, _ZSTD_LEVEL = 6, 3
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time that every member of a ZIP file bears: the first that the format can express."""
_COMPRESSIONS = {"gz": "application/gzip", "zst": "application/zstd"}


class Workshop:
    """A folder of downloads in the making; files are compressed and summed beside the writing of the next ones."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._hands = ThreadPoolExecutor(max_workers=max(1, min(4, (os.cpu_count() or 1) - 1)))
        self._finished: list[Future[list[Download]]] = []

    def path(self, name: str) -> Path:
        """Where the file of that name is written."""
        return self.folder / name

    def hand_in(self, described: Download, compress: bool = True) -> None:
        """Take in a written file; its size, checksum and compressed forms follow."""
        self._finished.append(self._hands.submit(_finish, self.folder, described, compress))

    def collect(self) -> list[Download]:
        """All files, by name, when every one is done."""
        with self._hands:
            return sorted((file for done in self._finished for file in done.result()), key=lambda file: file.name)


def _finish(folder: Path, described: Download, compress: bool) -> list[Download]:
    path = folder / described.name
    plain = _summed(path, described)
    if not compress:
        return [plain]
    return [plain, *(_compressed(path, plain, suffix) for suffix in _COMPRESSIONS)]


def _compressed(path: Path, plain: Download, suffix: str) -> Download:
    target = path.with_name(f"{path.name}.{suffix}")
    with path.open("rb") as source, target.open("wb") as raw, _compressor(raw, suffix) as output:
        for chunk in _chunks(source):
            output.write(chunk)
    described = replace(plain, name=target.name, media_type=_COMPRESSIONS[suffix], compression=suffix)
    return _summed(target, described)


def _compressor(raw: IO[bytes], suffix: str) -> gzip.GzipFile | zstandard.ZstdCompressionWriter:
    if suffix == "gz":
        return gzip.GzipFile(filename="", mode="wb", compresslevel=_GZIP_LEVEL, fileobj=raw, mtime=0)
    return zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True).stream_writer(raw, closefd=False)


def _summed(path: Path, described: Download) -> Download:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in _chunks(file):
            digest.update(chunk)
    return replace(described, size=path.stat().st_size, sha256=digest.hexdigest())


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def write_zip(path: Path, members: Iterable[Path]) -> None:
    """A ZIP file of some files, in their order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            head = zipfile.ZipInfo(member.name, _EARLIEST)
            head.compress_type, head.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with archive.open(head, "w") as target, member.open("rb") as source:
                for chunk in _chunks(source):
                    target.write(chunk)


def add_alias(folder: Path, file: Download, name: str) -> Download:
    """A second name for a file, at no cost of space."""
    (folder / name).hardlink_to(folder / file.name)
    return replace(file, name=name, same_as=file.name)


def write_checksums(folder: Path, files: Iterable[Download]) -> Download:
    """The file that `sha256sum --check` reads."""
    path = folder / CHECKSUMS
    path.write_text("".join(f"{file.sha256}  {file.name}\n" for file in files), encoding="utf-8")
    return _summed(path, Download(CHECKSUMS, "text/plain", 0, "", "checksums", "txt"))
