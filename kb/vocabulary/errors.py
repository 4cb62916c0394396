class VocabularyError(ValueError):
    """Raised when a file of kb/vocabulary cannot be trusted, or a key is asked for that it does not hold."""
