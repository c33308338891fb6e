"""What stays open between two changes of a text."""

from pipeline.serve.resident import Pages, Resident

__all__ = ["Pages", "Resident"]
