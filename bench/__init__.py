"""Side-by-side benchmarks: each file has a `measure()` that returns named numbers with units."""
