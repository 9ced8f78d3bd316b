"""Read a drawn digit in one go: a network without a memory."""
