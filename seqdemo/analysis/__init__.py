"""What traces tell: search, meaning, similarity and saliency of units. NumPy and SciPy only."""
