"""The pen: a fast character sampler for a trained `TextWriter`, with its C source beside it."""
