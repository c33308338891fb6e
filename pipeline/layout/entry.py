"""Chunks and stamps as bytes, for the cache and from workers: JSON and a PDF, never pickled objects."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import json

from pipeline.layout.values import Chunk, Facts, Job, Stamp, Surroundings

# The length of the JSON stands first, in this many bytes.
_PREFIX = 8
_FACTS = json.Decoder(Facts)
_SAMPLE = json.Decoder(tuple[str, str, tuple[tuple[str, str], ...], str])
_STAMPS = json.Decoder(dict[str, Stamp])


def pack(chunk: Chunk) -> bytes:
    """Return a chunk as bytes: the length of its facts, its facts, its PDF."""
    facts = json.encode(chunk.facts)
    return len(facts).to_bytes(_PREFIX, "big") + facts + chunk.pdf


def unpack(data: bytes) -> Chunk:
    """Return the chunk that `pack` wrote."""
    length = int.from_bytes(data[:_PREFIX], "big")
    return Chunk(_FACTS.decode(data[_PREFIX : _PREFIX + length]), data[_PREFIX + length :])


def pack_sample(sample: Job) -> bytes:
    """Return a job as bytes, as far as it says what jobs like it need."""
    around = sample.surroundings
    return json.encode((sample.html, around.css, around.faces, around.fontconfig))


def unpack_sample(data: bytes) -> Job:
    """Return the job that `pack_sample` wrote."""
    html, css, faces, fontconfig = _SAMPLE.decode(data)
    return Job("", html, Surroundings(css, faces, fontconfig))


def pack_stamps(stamps: Mapping[str, Stamp]) -> bytes:
    """Return stamps by name as bytes."""
    return json.encode(stamps)


def unpack_stamps(data: bytes) -> dict[str, Stamp]:
    """Return the stamps that `pack_stamps` wrote."""
    return _STAMPS.decode(data)
