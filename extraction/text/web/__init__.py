"""Web pages → text, blocks and what the page states of itself. Runs in the child process of `extraction.text.child`."""
