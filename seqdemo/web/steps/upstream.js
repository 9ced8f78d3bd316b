// An encoder's picture and its decoder's, played by one player: the decoder's steps come after the
// encoder's, and where the decoder looks is marked on the encoder.

const STEPS = "seqdemo-steps"
const tellAll = detail => document.dispatchEvent(new CustomEvent(STEPS, { detail }))

/**
 * A picture's end. `go(at)` shows a step that another picture asks for, `looked(weights)` marks this
 * one's steps, `attention(t)` is where this one looks, `at()` is its player's step.
 *
 * A step `at` of the player counts the encoder's steps before the picture's own.
 */
export const makeUpstream = (on, { go, looked, attention, at }) => {
  const v = { key: "", upstream: null, before: 0, count: 0, player: true, led: false }
  const own = step => Math.max(-1, step - v.before)
  const tell = (step, said) => {
    if (v.upstream)
      tellAll({
        to: v.upstream,
        of: v.key,
        own: own(step),
        step: Math.min(step, v.before - 1),
        weights: step < v.before ? null : (attention(step - v.before) ?? null),
      })
    else if (said && !v.player && !v.led) tellAll({ from: v.key, step })
  }
  on(document, STEPS, ({ detail }) => {
    if (detail.to === v.key) {
      v.led = true
      if (detail.step !== at()) go(detail.step)
      looked(detail.weights)
      v.led = false
    } else if (v.upstream && detail.from === v.upstream) go(detail.step)
    else if (v.upstream && (detail.here === v.upstream || detail.asks === v.key)) tell(at())
    else if (v.upstream && detail.moves === v.key) go(detail.step + v.before)
  })
  return {
    /** The picture's own step: -1 while the encoder reads. */
    own,
    /** The player's step for one of the picture's own. */
    at: step => step + v.before,
    when: (step, total) =>
      step < v.before
        ? `reading ${step + 1} of ${v.before}`
        : `step ${own(step) + 1} of ${total - v.before}`,
    tell,
    update: data => {
      const { key, upstream, before, player } = data,
        first = !v.key
      Object.assign(v, { key, upstream, before, player })
      if (first && !player) tellAll({ here: key })
    },
  }
}

/** Another view of a decoder's steps: `shows(t)` is called with the step of the `steps` it follows, -1 before the first. */
export const makeFollower = (on, shows) => {
  const v = { key: "" }
  on(document, STEPS, ({ detail }) => {
    if (v.key && detail.of === v.key) shows(detail.own)
  })
  return {
    follow: key => {
      v.key = key
      tellAll({ asks: key })
    },
    go: step => tellAll({ moves: v.key, step }),
  }
}
