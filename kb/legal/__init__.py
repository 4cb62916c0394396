"""The legal frame, as data: what the page « Cadre juridique » may say, each statement with where it was read."""
