"""What a publication is called: its title, its name as a file, its identifier, the date that it carries."""

from __future__ import annotations

import os
import re
import uuid
from datetime import UTC, datetime

from pipeline.composition.context import Context
from pipeline.diagnostic import BookError, error
from pipeline.model import Volume, roman

# Version 5 UUIDs (RFC 9562, section 5.5) of publications without an ISBN are made under this one.
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:tomes:publication")

# What an undated work carries, the same every day.
UNDATED = "1980-01-01T00:00:00Z"


def volume_title(context: Context, volume: Volume) -> str:
    """Return the full title of a volume: the work's, then the tome or what else the volume is."""
    title = context.metadata.title
    if volume.number is not None:
        key = "title-volume-named" if volume.title else "title-volume"
        return context.label(key, title=title, name=volume.title, **_number(volume))
    name = _kind(context, volume)
    return context.label("title-named", title=title, name=name) if name and name != title else title


def volume_line(context: Context, volume: Volume) -> str:
    """Return what stands under the work's title on the title page of a volume; empty for a work in one volume."""
    if volume.number is not None:
        key = "volume-named" if volume.title else "volume-line"
        return context.label(key, name=volume.title, **_number(volume))
    name = _kind(context, volume)
    return name if name != context.metadata.title else ""


def volume_short(context: Context, volume: Volume) -> str:
    """Return a tome as a reference names it (« tome II »)."""
    return context.label("volume", **_number(volume))


def _number(volume: Volume) -> dict[str, object]:
    number = volume.number or 0
    return {"number": number, "roman": roman(number)}


def _kind(context: Context, volume: Volume) -> str:
    usual = "sample" if volume.sample else "whole" if volume.collects else ""
    return volume.title or (context.labels[usual] if usual else "")


def isbn(volume: Volume, edition: str) -> str:
    """Return the ISBN of a volume in an edition, its digits only; empty when it has none."""
    return re.sub(r"[^0-9X]", "", dict(volume.isbns).get(edition, ""))


def file_name(context: Context) -> str:
    """Return the name of the artifact, without its ending."""
    return f"{context.book.slug}-{context.volume.id}-{context.edition.name}"


def identifier(context: Context) -> str:
    """Return the publication's URN: its ISBN, else a UUID that is the same for the same title, volume and edition."""
    number = isbn(context.volume, context.edition.name)
    if number:
        return f"urn:isbn:{number}"
    name = "\n".join((context.metadata.title, context.volume.id, context.edition.name))
    return uuid.uuid5(NAMESPACE, name).urn


def modified(context: Context) -> str:
    """Return the date that the files carry: SOURCE_DATE_EPOCH (seconds since 1970), else `revised:`, else 1980."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        except (ValueError, OverflowError, OSError):
            raise BookError([error("X020", value=epoch)]) from None
    revised = context.metadata.revised
    return f"{revised.isoformat()}T00:00:00Z" if revised else UNDATED
