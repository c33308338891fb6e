"""The process that decodes: it reads lines of JSON, a file's place each, and writes its facts or its fault.

Run as `python -m pipeline.images.child BYTES_OF_MEMORY`; `worker` starts it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pipeline.images.facts import ImageFault
from pipeline.images.probe import probe


def _serve(memory: int) -> None:
    """Answer every line of the parent, with no more memory than given where the system can say so."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; time is limited everywhere
        pass
    else:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        least = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (least, least))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin:
        path, name = json.loads(line)
        sys.stdout.write(json.dumps(_answer(Path(path), name)) + "\n")
        sys.stdout.flush()


def _answer(path: Path, name: str) -> dict[str, object]:
    try:
        return probe(path.read_bytes(), name)._asdict()
    except ImageFault as fault:
        return {"fault": fault.code, "values": fault.values}
    except MemoryError:
        return {"fault": "F019", "values": {}}
    except Exception:  # a decoder may raise anything at all on hostile bytes: the picture is damaged
        return {"fault": "F011", "values": {}}


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
