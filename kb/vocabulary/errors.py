class VocabularyError(ValueError):
    """Raised when a file of kb/vocabulary or kb/legal cannot be trusted, or a key is asked for that it does not hold."""
