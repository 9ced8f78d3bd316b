"""7x7 drawings: pen strokes as ink on a grid, in hands that differ."""
