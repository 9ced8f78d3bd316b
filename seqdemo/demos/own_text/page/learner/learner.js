// A network that learns a text while one looks: what it writes, its losses, and a player.

import { count } from "../../../../web/shared/format.js"
import { drawLosses } from "./losses.js"
import { copiedWords, showSample } from "./sample.js"

/** Milliseconds between two sentences for those who listen. */
const TALK = 5000

/**
 * @typedef {Object} LearnerData
 * @property {string} run names the training; another one begins anew
 * @property {string} name of the network
 * @property {string} facts the text in numbers
 * @property {number} guessing bits per character of one who knows the alphabet alone
 * @property {{update: number, seconds: number, learnt: number, kept: number, sample: string, copied: number[]?, warning: string}[]} frames so far
 * @property {number} until update at which it ends
 * @property {number} budget CPU seconds it may take at a time
 * @property {number?} at update the visitor has gone back to
 * @property {boolean} losses whether these are shown
 * @property {string} state "fresh", "waiting", "line", "running", "paused" or "done"
 * @property {number} place in the line
 */

const WORDS = {
  fresh: "▶ Train it",
  waiting: "starting…",
  running: "❚❚ Pause",
  paused: "▶ Go on",
  done: "▶ Go on",
}

const create = root => {
  const abort = new AbortController(),
    find = name => root.querySelector(name),
    signal = abort.signal
  const go = find(".go"),
    start = find(".start"),
    scrub = find(".scrub")
  const s = {
    data: /** @type {LearnerData?} */ (null),
    place: -1,
    held: false,
    said: 0,
    trigger: (_name, _value) => {},
  }
  const act = what => s.trigger("act", what)
  const last = () => s.data.frames.length - 1
  const busy = () => ["running", "line", "waiting"].includes(s.data.state)
  const best = () =>
    s.data.frames.reduce((found, frame) => (frame.kept < found.kept ? frame : found))

  const talk = frame => {
    const now = performance.now(),
      words = `Update ${count(frame.update)}: ${frame.learnt.toFixed(2)} bits per character of what it learns, ${frame.kept.toFixed(2)} of what is kept back.`
    find(".losses").setAttribute("aria-label", words)
    if (busy() && now - s.said < TALK) return
    s.said = now
    find(".sr").textContent = words
  }
  const show = () => {
    const { frames, until, budget } = s.data,
      frame = frames[s.place]
    drawLosses(find(".losses"), s.data, s.place)
    scrub.value = String(Math.max(0, s.place))
    find(".copied").textContent = frame ? copiedWords(frame) : ""
    find(".warning").hidden = !frame?.warning
    find(".warning span").textContent = frame?.warning ?? ""
    if (!frame) {
      const sample = find(".sample")
      sample.className = "sample empty"
      sample.textContent = `The ${s.data.name} has read nothing yet. Train it, and see here every few seconds what it writes.`
      find(".when").textContent = ""
      find(".losses").setAttribute("aria-label", "Losses: not trained yet")
      find(".sr").textContent = ""
      return
    }
    showSample(find(".sample"), frame)
    const goal = Math.max(until, frame.update)
    find(".when").textContent =
      `update ${count(frame.update)} of ${count(goal)} · ${frame.seconds.toFixed(1)} s`
    find(".when").title = `At most ${budget} s of computing at a time`
    scrub.setAttribute("aria-valuetext", `update ${count(frame.update)}`)
    talk(frame)
  }
  const controls = () => {
    const { state, place, frames } = s.data
    go.textContent = state === "line" ? `In line: ${place}` : WORDS[state]
    go.disabled = state === "waiting"
    go.title = state === "line" ? "Others train now. Click to leave the line." : ""
    start.disabled = scrub.disabled = frames.length < 2
    scrub.max = String(Math.max(0, last()))
  }
  const draw = () => {
    find(".foresees").hidden = !s.data.losses
    find(".facts").textContent = s.data.facts
    controls()
    show()
  }

  const on = (target, type, listener) => target.addEventListener(type, listener, { signal })
  on(go, "click", () => act({ act: ["running", "line"].includes(s.data.state) ? "pause" : "go" }))
  on(find(".there"), "click", () => act({ act: "back", update: best().update }))
  on(start, "click", () => act({ act: "back", update: 0 }))
  on(scrub, "input", () => {
    s.held = true
    s.place = Number(scrub.value)
    show()
  })
  on(scrub, "change", () => act({ act: "back", update: s.data.frames[s.place].update }))
  const resized = new ResizeObserver(() => s.data && draw())
  resized.observe(root)

  return {
    update: (/** @type {LearnerData} */ data, { setTriggerValue }) => {
      s.trigger = setTriggerValue
      const other = s.data?.run !== data.run,
        moved = s.data?.at !== data.at
      s.data = data
      if (other || moved || busy()) s.held = data.at !== null
      if (data.at !== null && (other || moved))
        s.place = data.frames.findIndex(frame => frame.update === data.at)
      else if (!s.held) s.place = last()
      s.place = Math.min(s.place, last())
      draw()
    },
    dispose: () => {
      abort.abort()
      resized.disconnect()
    },
  }
}

export default create
