"""The operator's door: the only code that joins crawlers, extraction, kb and scoring."""

from cli.app import main

__all__ = ["main"]
