"""Training loop, phases, checkpoints and resumable runs."""
