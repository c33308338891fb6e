"""Typography: what the author typed becomes what is printed, once, for EPUB and PDF alike."""

from pipeline.typography.changes import Change, changes, changes_of_blocks, changes_of_contribution, visible
from pipeline.typography.spacing import SPACINGS
from pipeline.typography.texts import typeset_blocks, typeset_notes
from pipeline.typography.typeset import HABITS, plain_metadata, typeset, typeset_text

__all__ = [
    "HABITS",
    "SPACINGS",
    "Change",
    "changes",
    "changes_of_blocks",
    "changes_of_contribution",
    "plain_metadata",
    "typeset",
    "typeset_blocks",
    "typeset_notes",
    "typeset_text",
    "visible",
]
