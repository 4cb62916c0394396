"""Documents: bytes → pages → passages. `document.read_document` is the way in; nothing here writes or asks the network."""
