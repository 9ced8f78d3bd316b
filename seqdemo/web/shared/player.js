// Playing through time: all in the browser, no rerun a step.

export const makePlayer = (q, on, show, { speed = ".speed" } = {}) => {
  const state = { t: 0, total: 0, timer: 0 }
  const play = q('[data-do="play"]')
  const label = playing => {
    play.textContent = playing ? "❚❚ Pause" : "▶ Play"
    play.setAttribute("aria-label", playing ? "Pause" : "Play")
  }
  const stop = () => {
    clearInterval(state.timer)
    state.timer = 0
    label(false)
  }
  const go = (t, said) => {
    state.t = Math.max(0, Math.min(state.total - 1, t))
    q(".scrub").value = state.t + 1
    q(".when").textContent = state.total ? `step ${state.t + 1} of ${state.total}` : "no step yet"
    show(state.t, said)
  }
  const start = () => {
    if (state.total < 1) return
    label(true)
    const again = state.t >= state.total - 1
    state.timer = setInterval(() => {
      if (state.t >= state.total - 1) { stop(); go(state.t, true) } else go(state.t + 1, false)
    }, +q(speed).value)
    if (again) go(0, false)
  }
  const move = by => { stop(); go(state.t + by, true) }
  on(q(".scrub"), "input", () => { stop(); go(+q(".scrub").value - 1, true) })
  on(q(speed), "change", () => { if (state.timer) { clearInterval(state.timer); start() } })
  return {
    get t() { return state.t },
    get playing() { return state.timer !== 0 },
    stop,
    go,
    do: {
      first: () => { stop(); go(0, true) },
      prev: () => move(-1),
      next: () => move(1),
      play: () => state.timer ? (stop(), go(state.t, true)) : start(),
    },
    /** A new trace of `total` steps: stay at the end if there, else at the same step. */
    resize(total, t) {
      const followed = state.t >= state.total - 1
      state.total = total
      q(".scrub").max = Math.max(1, total)
      q(".scrub").disabled = total < 2
      if (state.timer && !total) stop()
      if (state.timer) return go(Math.min(state.t, total - 1), false)
      go(t ?? (followed ? total - 1 : state.t), false)
    },
  }
}
