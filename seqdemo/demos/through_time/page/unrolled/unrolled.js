// Back through time: a word forward, its loss, the gradient back, an update. The tiny network is worked
// out here; of the writer, Python sends what PyTorch found.

import { make } from "../../../../web/shared/element.js"
import { number } from "../../../../web/shared/format.js"
import { makeInstrument } from "../../../../web/shared/instrument.js"
import { presenting } from "../../../../web/shared/presented.js"
import { themeOf } from "../../../../web/shared/theme.js"
import { fillControls } from "./controls.js"
import { curvePicture } from "./curve.js"
import { unrolledDrawing } from "./drawing.js"
import { phaseAt, phaseWords, positions } from "./phases.js"
import { choicesOf, further, networkOf, placeOf, recordOf } from "./tiny.js"
import { wordIn } from "./tiny_word.js"
import { fillWords } from "./words.js"

/** Width of a step; on a projector all letters are to be seen at once, as nobody scrolls there. */
const COLUMN = { page: 98, projector: 76 }
const NAMES = 104
/** How much larger all is drawn, at most, where there is as much room as this. */
const LARGER = 1.35,
  ROOMY = 1000
const COUNTS = [
  [1, "One update", "After one update"],
  [10, "Ten", "After ten"],
  [100, "A hundred", "After a hundred"],
]

/**
 * What Python sends: `payload` in __init__.py.
 * @typedef {{light: string[], dark: string[]}} Palettes
 * @typedef {object} Payload
 * @property {Record<string, string | null>} place What was on screen, as in a link; null for the default.
 * @property {any} writer Records of the writer after some updates and its losses; null for the tiny network.
 * @property {string} title Heading.
 * @property {Palettes} palette Diverging colours.
 */

const create = root => {
  /** @type {any} */
  const s = {
    data: null,
    network: null,
    record: null,
    at: 0,
    key: "",
    done: 0,
    pending: 0,
    ask: (_name, _value) => {},
  }
  const last = () => positions(s.record.losses.length) - 1
  const place = () => ({
    ...(s.network ? placeOf(s.network.choices) : {}),
    at: s.at === last() ? null : String(s.at + 1),
  })
  const { q, on, player, ...instrument } = makeInstrument(root, {
    bar: { keys: "← → steps", each: "step", when: (at, total) => phaseWords(at, (total - 2) / 2) },
    show: (at, said) => show(at, said),
    units: () => null,
    pick: () => {},
    seen: () => (s.record ? place() : undefined),
    place: () => s.record && place(),
    leads: () => Boolean(s.data),
    resized: () => s.record && draw(),
  })

  // ---- to the screen ---------------------------------------------------------------------------
  const draw = () => {
    const steps = s.record.losses.length
    const phase = phaseAt(s.at, steps)
    const column = presenting() ? COLUMN.projector : COLUMN.page
    const room = q(".scroll").clientWidth - 2,
      all = NAMES + column * steps,
      larger = presenting() || room < ROOMY ? 1 : Math.max(1, Math.min(LARGER, room / all)),
      wide = Math.max(room / larger, all)
    const said = `${steps} steps, ${phaseWords(s.at, steps)}; losses ${s.record.losses.map(number).join(", ")}`
    const picture = unrolledDrawing(s.record, { phase, wide, signed: s.signed, said })
    picture.setAttribute("width", String(wide * larger))
    q(".drawn").replaceChildren(picture)
    fillWords(q(".words"), s.record, s.at, { rate: s.rate })
    const place = (phase.t + 0.5) / steps
    if (wide > q(".scroll").clientWidth)
      q(".scroll").scrollLeft = place * wide - q(".scroll").clientWidth / 2
    root.dataset.phase = phase.kind
  }
  const show = (at, said) => {
    if (!s.record) return
    s.at = at
    draw()
    if (said) instrument.say(phaseWords(at, s.record.losses.length))
    instrument.report()
  }
  const outcome = (before, now, done) => {
    const step = before === now ? "" : ` Before: ${number(before)}.`
    q(".outcome").textContent =
      `${done} ${done === 1 ? "update" : "updates"} made, the loss is ${number(now)}.${step}`
    root.dataset.loss = now
    root.dataset.done = done
  }
  const learned = (losses, before = losses.at(-1)) => {
    outcome(before, losses.at(-1), losses.length - 1)
    q(".curve").replaceChildren(...(losses.length > 1 ? [curvePicture(losses)] : []))
  }
  const sum = record => record.losses.reduce((all, loss) => all + loss, 0)
  const fit = at => {
    if (player.total !== last() + 1) player.resize(last() + 1, Math.min(at, last()))
    else draw()
  }

  // ---- the tiny network ------------------------------------------------------------------------
  const showNetwork = (network, before) => {
    s.network = network
    s.record = recordOf(network)
    s.rate = network.choices.rate
    q(".spelled").textContent = `Left alone it writes “${s.record.spelled}”.`
    controls(network.choices, s.record.losses.length)
    learned([...network.curve, sum(s.record)], before)
    fit(s.at)
    instrument.report()
  }
  const controls = fillControls(q(".choices"), ({ word, ...others }) => {
    const typed = word === undefined ? s.network.choices.word : wordIn(word)
    const { rate = s.network.choices.rate } = others
    if (typed && rate > 0)
      showNetwork(networkOf(choicesOf({ ...s.network.choices, ...others, word: typed, done: 0 })))
  })

  // ---- the writer ------------------------------------------------------------------------------
  const showWriter = done => {
    const { records, losses, rate } = s.data.writer
    s.network = null
    s.done = done
    s.record = records[done]
    s.rate = rate
    q(".spelled").textContent = ""
    learned(losses.slice(0, done + 1), losses[0])
    fit(s.at)
  }

  /** More updates than came with the page are made once they are asked for. */
  const askFor = count => {
    s.pending = count
    waits()
    s.ask("more", { count })
  }
  const waits = () => {
    for (const [n, [count]] of COUNTS.entries()) buttons[n].disabled = count === s.pending
  }

  // ---- updates ---------------------------------------------------------------------------------
  const buttons = COUNTS.map(([count, words]) => {
    const button = make("button", count === 1 ? "primary" : "", words)
    Object.assign(button, { type: "button" })
    button.addEventListener("click", () => {
      if (s.network) showNetwork(further(s.network, count), sum(s.record))
      else if (s.data.writer.records[count]) showWriter(count)
      else askFor(count)
    })
    return button
  })
  const again = make("button", "", "Start again")
  again.type = "button"
  again.addEventListener("click", () => {
    if (s.network) showNetwork(networkOf({ ...s.network.choices, done: 0 }))
    else showWriter(0)
  })
  q(".updates").append(...buttons, again)

  s.update = (/** @type {Payload} */ data, { setStateValue, setTriggerValue }) => {
    instrument.hear(setStateValue)
    const key = data.writer ? JSON.stringify([data.title, data.writer.losses.slice(0, 11)]) : "tiny"
    const fresh = key !== s.key
    Object.assign(s, { data, key, signed: themeOf(root, data.palette).signed })
    q(".what").textContent = data.title
    q(".choices").hidden = Boolean(data.writer)
    s.ask = setTriggerValue
    for (const [n, [, more, after]] of COUNTS.entries())
      buttons[n].textContent = String(data.writer ? after : more)
    const came = !fresh && s.pending && data.writer?.records[s.pending] ? s.pending : 0
    if (fresh || came) s.pending = 0
    waits()
    if (came) return showWriter(came)
    if (!fresh) return draw()
    if (data.writer) showWriter(0)
    else showNetwork(networkOf(choicesOf(data.place)))
    const at = Number(data.place.at ?? last() + 1) - 1
    player.resize(last() + 1, at >= 0 && at <= last() ? at : last())
    instrument.known(JSON.stringify(place()))
  }
  s.dispose = () => instrument.dispose()
  return s
}

export default create
