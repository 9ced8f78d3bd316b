"""A room for a class: what pupils, the board and the teacher are shown."""
