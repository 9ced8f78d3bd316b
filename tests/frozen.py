"""Let the garbage collector pass over what has been imported so far."""

import gc

gc.collect()
gc.freeze()
