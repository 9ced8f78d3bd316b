"""Fast character sampler of a trained `TextWriter`."""
