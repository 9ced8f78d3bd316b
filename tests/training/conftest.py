"""For all tests of training: a fresh Accelerator each."""

from accelerator import _no_accelerator_is_left_over

__all__ = ["_no_accelerator_is_left_over"]
