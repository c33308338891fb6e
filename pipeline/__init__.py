"""tomes: from a plain-text manuscript to finished books.

The story on one screen is `pipeline.build`; the layers are in docs/architecture.md.
"""
