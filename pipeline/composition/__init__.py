"""From a volume and an edition to a publication: every section in order, typeset, its page numbers left open."""

from pipeline.composition.collation import collation_key
from pipeline.composition.compose import compose, compose_ahead
from pipeline.composition.labels import labels
from pipeline.composition.typesetting import Typesetter, typeset_lines

__all__ = ["Typesetter", "collation_key", "compose", "compose_ahead", "labels", "typeset_lines"]
