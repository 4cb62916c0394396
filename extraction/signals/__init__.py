"""Continuity signals: typed, quoted statements of a text that bear on whether care can be obtained and kept up."""

from extraction.signals.extractor import EXTRACTOR, extract
from extraction.signals.model import Signal

__all__ = ["EXTRACTOR", "Signal", "extract"]
