// Playback of frames that come in bursts: shown one after the other, in time, with all between them.

/** Frames a second at which a burst is shown; a long one goes faster. */
const PACE = 8,
  HURRY = 1.5

/** The frame place that is shown `seconds` after `place`, where `last` is the newest. */
export const forward = (place, last, seconds) =>
  Math.min(last, place + seconds * Math.max(PACE, HURRY * (last - place)))

/** Values between two frames: a list of numbers a network. */
export const between = (frames, place) => {
  const low = Math.floor(place),
    high = Math.min(frames.length - 1, low + 1),
    share = place - low
  const from = frames[low].accuracy,
    to = frames[high].accuracy
  return Object.fromEntries(
    Object.keys(from).map(cell => [
      cell,
      from[cell].map((value, n) => value + share * (to[cell][n] - value)),
    ]),
  )
}

/** The frame nearest to an update. */
export const placeOf = (frames, update) =>
  frames.reduce(
    (best, frame, n) =>
      Math.abs(frame.update - update) < Math.abs(frames[best].update - update) ? n : best,
    0,
  )

/**
 * Points of a network's loss, gradient norm and clipping: [update, loss, norm, share].
 *
 * Each frame tells the means of every `bin` updates since the one before it.
 */
export const points = (frames, cell, bin) =>
  frames.flatMap((frame, n) => {
    const before = n ? frames[n - 1].update : 0
    return frame.bins[cell].map((values, k) => [
      Math.min(frame.update, before + bin * (k + 1)),
      ...values,
    ])
  })
