// The regions of a photo, as in regions.py.

/** Along one side. */
export const GRID = 8
export const REGIONS = GRID * GRID
