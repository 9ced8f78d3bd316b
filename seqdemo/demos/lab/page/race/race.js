// Networks that train while one looks: what they can remember, what they began with, and a player.

import { make } from "../../../../web/shared/element.js"
import { count, percent } from "../../../../web/shared/format.js"
import { still } from "../../../../web/shared/motion.js"
import { isDark } from "../../../../web/shared/palette.js"
import { drawBirths } from "./births.js"
import { between, forward, placeOf } from "./playback.js"
import { smallCharts } from "./smalls.js"
import { survivalChart } from "./survival.js"

/** Frames between a curve and its ghost, which is about half a second older. */
const GHOST = 4

/** Milliseconds between two sentences for those who listen. */
const TALK = 3000

/**
 * @typedef {Object} RaceData
 * @property {string} run names the run; another one begins anew
 * @property {{cell: string, name: string, note: string}[]} nets that run
 * @property {number[]} lags at which they are tested
 * @property {number} lag that is practised
 * @property {number} back steps from the question back to what is to be remembered
 * @property {number} chance share of right answers by guessing
 * @property {string} chance_words the same in words
 * @property {string} axis what lags are
 * @property {string} title of the curve
 * @property {string} note what the bars are
 * @property {{kind: string, text: string}[]} example a sequence
 * @property {Object<string, number[]>} births gradient k steps back, by network
 * @property {Object<string, boolean>} guesses of the visitor
 * @property {Object<string, boolean>?} verdicts who has learnt it, once that is known
 * @property {{update: number, seconds: number, accuracy: Object<string, number[]>, bins: Object<string, number[][]>}[]} frames so far
 * @property {number} bin updates of a mean
 * @property {number} until update at which it ends
 * @property {number} budget CPU seconds it may take
 * @property {string} state "fresh", "waiting", "line", "running", "paused" or "done"
 * @property {number} place in the line
 * @property {number?} at update the visitor has gone back to
 * @property {number} rate learning rate from here on
 * @property {number[]} rates that can be chosen
 * @property {string} advice what to do next
 * @property {{light: Object<string, string>, dark: Object<string, string>}} colours by network
 * @property {boolean} losses whether the small charts are shown
 * @property {boolean} reaches whether the gradients are shown
 * @property {boolean} veiled whether they are an answer that is hidden until it is asked for
 */

const create = root => {
  const abort = new AbortController(),
    find = name => root.querySelector(name),
    signal = abort.signal
  const go = find(".go"),
    one = find(".one"),
    start = find(".start"),
    scrub = find(".scrub"),
    select = find(".rate select")
  const drawSmalls = smallCharts(find(".smalls"))
  const s = {
    data: /** @type {RaceData?} */ (null),
    chart: null,
    place: 0,
    held: false,
    frame: 0,
    before: 0,
    said: 0,
    trigger: (_name, _value) => {},
  }

  const colours = () => s.data.colours[isDark(root) ? "dark" : "light"]
  const act = what => s.trigger("act", what)
  const running = () => ["running", "line", "waiting"].includes(s.data.state)
  const last = () => s.data.frames.length - 1
  const shownUpdate = () => s.data.frames[Math.round(s.place)]?.update ?? 0

  const sentence = () => {
    const at = s.data.lags.indexOf(s.data.lag),
      frame = s.data.frames[Math.round(s.place)]
    if (!frame) return `No network has practised yet. ${s.data.chance_words}.`
    return `Update ${count(frame.update)}. Right answers over ${s.data.lag} steps: ${s.data.nets.map(net => `${net.name} ${percent(frame.accuracy[net.cell][at], 0)}`).join(", ")}.`
  }
  const talk = () => {
    const now = performance.now(),
      words = sentence()
    find(".survival").setAttribute("aria-label", words)
    if (running() && now - s.said < TALK) return
    s.said = now
    find("[role=status].sr").textContent = s.data.frames.length > 1 ? words : ""
  }
  const show = () => {
    const { frames, until, budget } = s.data
    const ghost =
      frames.length > GHOST && !s.held && s.place < last() + 0.5 && running()
        ? between(frames, Math.max(0, s.place - GHOST))
        : null
    if (frames.length) s.chart.show(between(frames, s.place), ghost)
    else s.chart.blank()
    const frame = frames[Math.round(s.place)]
    find(".when").textContent = frame
      ? `update ${count(frame.update)} of ${count(Math.max(until, frame.update))} · ${frame.seconds.toFixed(1)} s of ${budget} s`
      : ""
    scrub.value = String(Math.round(s.place))
    scrub.setAttribute("aria-valuetext", `update ${count(shownUpdate())}`)
    talk()
  }
  const tick = time => {
    s.frame = 0
    const seconds = Math.max(0, Math.min(0.1, (time - s.before) / 1000))
    s.before = time
    s.place = still() ? last() : forward(s.place, last(), seconds)
    show()
    if (s.place < last()) play()
    else drawSmalls(s.data, colours(), shownUpdate())
  }
  const play = () => {
    if (s.frame || s.held || last() < 0) return
    if (performance.now() - s.before > 300) s.before = performance.now()
    s.frame = requestAnimationFrame(tick)
  }

  const example = () => {
    find(".example").replaceChildren(
      ...s.data.example.map(({ kind, text }) => {
        if (kind !== "colour")
          return make(kind === "mark" ? "b" : "span", kind === "asks" ? "asks" : "", text)
        const dot = make("i", "")
        dot.style.setProperty("--c", text)
        return dot
      }),
    )
  }
  const controls = () => {
    const { state, place, frames, nets, guesses, rates, rate: now } = s.data,
      guessed = nets.every(net => net.cell in guesses)
    const words = {
      fresh: guessed ? "▶ Train them" : "Guess first →",
      waiting: "starting…",
      line: `In line: ${place}`,
      running: "❚❚ Pause",
      paused: "▶ Go on",
      done: "▶ Go on",
    }
    go.textContent = words[state]
    go.disabled = (state === "fresh" && !guessed) || state === "waiting"
    go.title = state === "line" ? "Others train now. Click to leave the line." : ""
    one.disabled = running() || (state === "fresh" && !guessed)
    start.disabled = frames.length < 2
    scrub.max = String(Math.max(0, last()))
    scrub.disabled = frames.length < 2
    select.disabled = running() || frames.length < 2
    if (select.value !== String(now) || select.options.length !== rates.length)
      select.replaceChildren(
        ...rates.map(
          value => new Option(String(value), String(value), value === now, value === now),
        ),
      )
  }
  const draw = () => {
    const { data } = s
    s.chart = survivalChart(find(".survival"), data, colours())
    find(".smalls").hidden = !data.losses
    find(".right").hidden = !data.reaches
    root.classList.toggle("dark", isDark(root))
    find(".title").textContent = data.title
    find(".right .note").textContent = data.note
    drawBirths(find(".births"), data, colours(), act)
    find(".advice").textContent = data.advice
    example()
    controls()
    show()
    drawSmalls(data, colours(), shownUpdate())
  }

  go.addEventListener(
    "click",
    () => act({ act: ["running", "line"].includes(s.data.state) ? "pause" : "go" }),
    { signal },
  )
  one.addEventListener("click", () => act({ act: "one" }), { signal })
  start.addEventListener("click", () => act({ act: "back", update: 0 }), { signal })
  select.addEventListener("change", () => act({ act: "rate", rate: Number(select.value) }), {
    signal,
  })
  scrub.addEventListener(
    "input",
    () => {
      s.held = true
      s.place = Number(scrub.value)
      show()
      drawSmalls(s.data, colours(), shownUpdate())
    },
    { signal },
  )
  scrub.addEventListener("change", () => act({ act: "back", update: shownUpdate() }), { signal })
  const resized = new ResizeObserver(() => s.data && draw())
  resized.observe(root)

  return {
    update: (/** @type {RaceData} */ data, { setTriggerValue }) => {
      s.trigger = setTriggerValue
      const other = s.data?.run !== data.run,
        moved = s.data?.at !== data.at
      s.data = data
      if (other) {
        s.place = data.state === "running" ? 0 : Math.max(0, last())
        s.said = -TALK
      }
      if (other || moved || running()) s.held = data.at !== null
      if (data.at !== null && (other || moved)) s.place = placeOf(data.frames, data.at)
      s.place = Math.max(0, Math.min(s.place, last()))
      draw()
      play()
    },
    dispose: () => {
      abort.abort()
      resized.disconnect()
      cancelAnimationFrame(s.frame)
    },
  }
}

export default create
