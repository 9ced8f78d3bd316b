"""What traces tell: search, similarity, saliency, meaning of units."""
