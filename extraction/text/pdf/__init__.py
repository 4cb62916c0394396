"""PDF pages → lines, in reading order → blocks. `lines`, `flows`, `columns`, `reading_order` and `reader` run in the child process."""
