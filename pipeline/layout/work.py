"""What a worker does: a job in, bytes out. Nothing of WeasyPrint is imported before the fonts are set apart."""

from __future__ import annotations

import os
import sys

from pipeline.layout.values import AnyJob, Job, Surroundings
from pipeline.program import roomy


class ForeignAddressError(Exception):
    """Something in a section or a style sheet asked for a file that is not the book's."""


@roomy
def carry_out(job: AnyJob) -> bytes:
    """Return the packed result of a job; ForeignAddressError when something asks for a file that is not the book's."""
    _set_fonts_apart(job.surroundings)
    from pipeline.layout import entry
    from pipeline.layout.chunk import make
    from pipeline.layout.engine import FatalURLFetchingError
    from pipeline.layout.furniture import draw

    try:
        return entry.pack(make(job)) if isinstance(job, Job) else entry.pack_stamps(draw(job))
    except FatalURLFetchingError as fault:
        raise ForeignAddressError(str(fault)) from None


def confine(memory: int, file: int) -> None:
    """Limit this process for good: bytes of address space, bytes of any file that it writes (where the system can)."""
    if sys.platform != "win32":
        import resource

        for limit, wanted in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, file)):
            _, hard = resource.getrlimit(limit)
            least = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(limit, (least, least))


def _set_fonts_apart(surroundings: Surroundings) -> None:
    """Show this process the theme's faces and no other; fontconfig reads the variable when it is loaded."""
    os.environ["FONTCONFIG_FILE"] = surroundings.fontconfig
