"""Typography: what the author typed becomes what is printed, once, for EPUB and PDF alike."""

from pipeline.typography.changes import Change, changes, changes_of_blocks, changes_of_contribution, visible
from pipeline.typography.habits import HABITS, plain_metadata, typeset, typeset_text
from pipeline.typography.spacing import SPACINGS
from pipeline.typography.texts import typeset_blocks, typeset_notes

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
