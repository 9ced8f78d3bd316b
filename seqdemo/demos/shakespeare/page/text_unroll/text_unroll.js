// The page's instrument: joins text, states, choices and player, and talks to Python.
//
// Python owns the text; `rev` names it. While the network writes, the text only grows, and Python
// sends what is new. The selected character, unit and colours belong to the browser and reach
// Python when the visitor rests.

import { count, visible } from "../../../../web/shared/format.js"
import { makeInstrument } from "../../../../web/shared/instrument.js"
import { bits, makeChoices } from "./choices.js"
import { colourOf, fillLegend, tablesOf, textTheme } from "./colours.js"
import { grown } from "./growth.js"
import { fillHead } from "./head.js"
import { allKnown, statesOf, withStates } from "./states.js"
import { makeSlowly } from "./slowly.js"
import { hitWords, makeStrips } from "./strips.js"
import { makeText } from "./text.js"

const AHEAD = 40 // characters around the selected one whose states are asked for before they are needed
const ASK = 80 // milliseconds to wait before asking for states, and for more of the same

/**
 * What Python sends: `payload` in payload.py.
 * @typedef {{light: string[], dark: string[]}} Palettes
 * @typedef {object} Payload
 * @property {string} rev Names the text.
 * @property {number} whole Names the latest message that held all.
 * @property {number} first Character at which this message begins.
 * @property {string} text From there on.
 * @property {string} bits Surprisal of each of them, float32.
 * @property {any} choices What else could have stood there, packed.
 * @property {boolean} running Whether more is to come.
 * @property {boolean} full Whether the text may not grow.
 * @property {number} speed Characters per second, 0 if not known.
 * @property {boolean} slowly Whether it is shown letter by letter at first.
 * @property {number} promptLength Characters that were given.
 * @property {string[]} names The alphabet.
 * @property {number[]} changed Places where the visitor chose.
 * @property {boolean} scoring Whether the text was only read.
 * @property {string} sampling How characters were drawn, in words.
 * @property {any} drawn The same as sampling.js takes it.
 * @property {any} tried How the sliders under the bars were set, or null.
 * @property {boolean} fixed Whether the text may not be written anew with that.
 * @property {string} title Heading of the states.
 * @property {string} summary One line under the text.
 * @property {number} at Selected character.
 * @property {number} unit Selected unit.
 * @property {number} depth Selected layer.
 * @property {string} colour surprise, unit or none.
 * @property {boolean} owner Whether the address is this text's.
 * @property {string} hold Address of the explorer with this network.
 * @property {Palettes} palette Diverging colours.
 * @property {any} layer States of some characters, packed, or null.
 * @property {number} layers Layers there are.
 * @property {string[]} strips Arrays shown as strips.
 * @property {number} most Value of the fullest colour of cell states.
 * @property {number[][]} order Unit of each cell of the tile, per layer.
 * @property {number} side Cells along one side of the tile.
 * @property {number} px Pixels of a cell.
 */

/** A setting of the sliders for a link, the same code as Python's. */
const triedText = ({ temperature, topK, topP }) =>
  `${+temperature.toFixed(2)}_${topK ?? 0}_${+(topP ?? 1).toFixed(2)}`
const create = root => {
  /** @type {any} */
  const s = {
    rev: null,
    unit: 0,
    colour: "surprise",
    depth: 0,
    at: 0,
    data: null,
    tried: null,
    trigger: (_name, _value) => {},
  }
  const place = () => {
    const layer = s.depth === s.data.layers - 1 ? null : s.depth + 1
    const colour = s.colour === "surprise" ? null : s.colour
    return {
      at: s.at || null,
      unit: s.unit || null,
      layer,
      colour,
      try: s.tried && triedText(s.tried),
    }
  }
  const { q, on, player, ...instrument } = makeInstrument(root, {
    bar: {
      each: "character",
      paces: [400, 150, 50],
      when: (t, total) => `character ${count(t + 1)} of ${count(total)}`,
    },
    show: (t, said) => show(t, said),
    units: () => s.layer && [s.data.order[s.depth], s.unit],
    pick: unit => pick(unit),
    acts: { undo: () => act("undo"), run: () => act(s.data.running ? "stop" : "continue") },
    place: () => (s.data.running ? null : place()),
    // Without the layer, which "layer" tells at once: an older answer may just have drawn another.
    seen: () =>
      s.data.running ? undefined : { at: s.at, unit: s.unit, colour: s.colour, rev: s.rev },
    standing: () => standing(s.at),
    leads: () => Boolean(s.data?.owner),
    resized: () => strips.draw(),
    // While it writes, the end of the text is in sight.
    follow: t => s.data?.running || [text, strips].map(part => part.follow(t)),
  })

  // ---- to Python -------------------------------------------------------------------------------
  const standing = at => `${at}/${s.unit}/${s.colour}/${s.depth}/${s.tried && triedText(s.tried)}`
  const act = (what, more = {}) => s.trigger("act", { do: what, ...more })
  /** Have the states of some characters sent, unless they are here. */
  const need = (from, to) => {
    if (!s.layer || allKnown(s.layer, from, to)) return
    clearTimeout(s.asking)
    s.asking = setTimeout(() => act("states", { at: Math.round((from + to) / 2) }), ASK)
  }

  // ---- to the screen ---------------------------------------------------------------------------
  const paint = () => {
    if (!s.data) return
    text.paint(colourOf(s))
    fillLegend(root, s)
  }
  const viewOf = () => ({ ...s.data, layer: s.layer, unit: s.unit, depth: s.depth, tried: s.tried })
  const show = (t, said) => {
    s.at = t
    if (said || player.playing) s.want = t
    text.select(t)
    strips.update({ at: t, unit: s.unit })
    need(t - AHEAD, t + AHEAD)
    if (s.data.choices.steps || s.data.text.length === 1) choices(viewOf(), t)
    if (said || player.playing) strips.follow(t)
    if (said && s.data.choices.steps)
      instrument.say(
        `Character ${t + 1}: ${visible(s.data.text[t])}, ${t ? bits(s.data.bits[t]) : ""}`,
      )
    instrument.report()
  }
  const branch = (n, symbol) => act("branch", { place: n - s.data.promptLength, symbol })
  const tried = setting => {
    s.tried = setting
    choices(viewOf(), s.at)
    instrument.report()
  }
  const choices = makeChoices(q(".inspector"), {
    branch,
    flip: instrument.flip,
    tried,
    anew: () => act("anew", { tried: triedText(s.tried) }),
  })
  const pick = unit => {
    s.unit = unit
    paint()
    show(s.at, false)
  }

  const text = makeText(q(".text"), on, instrument.choose)
  const strips = makeStrips(q(".scroll"), q(".names"), on, {
    seen: need,
    click: ({ t, unit }) => {
      if (unit >= 0) s.unit = unit
      paint()
      instrument.choose(t)
    },
    hover: (hit, event) => instrument.tip(hitWords(hit, s.data, s.layer), event),
  })

  // ---- from the visitor ------------------------------------------------------------------------
  on(root, "click", event => {
    const button = event.target.closest("button")
    if (button?.dataset.colour) {
      s.colour = button.dataset.colour
      paint()
      if (s.colour === "unit" && s.layer && !s.layer.whole) act("colour", { colour: s.colour })
      instrument.report()
    }
    if (button?.dataset.depth) {
      s.depth = +button.dataset.depth
      act("layer", { depth: s.depth })
    }
  })

  const slowly = makeSlowly(root, on, { spans: text.spans, player, strips, end: () => s.want })

  // ---- from Python -----------------------------------------------------------------------------
  s.update = (/** @type {Payload} */ sent, { setStateValue: send, setTriggerValue: trigger }) => {
    instrument.hear(send)
    s.trigger = trigger
    const before = s.data,
      data = grown(before, sent)
    if (!data) {
      if (!s.asked) act("resend")
      s.asked = true
      return
    }
    s.asked = false
    Object.assign(s, textTheme(root, data.palette))
    const first = s.rev === null,
      other = data.rev !== s.rev
    Object.assign(s, { data, rev: data.rev })
    if (first || other) {
      const { colour, tried, at: want } = data
      Object.assign(s, { colour, tried, want, began: want, fresh: true })
    }
    s.depth = data.depth
    const arrived = s.fresh && data.layer
    // While a text grows there is no state to look at yet.
    if (arrived) {
      s.unit = data.unit
      if (s.want === s.began) s.want = data.at // unless the visitor has chosen another meanwhile
      s.fresh = false
    }
    if (!sent.first) s.layer = sent.layer && statesOf(sent.layer)
    else if (s.layer && sent.layer) withStates(s.layer, sent.layer)
    if (s.layer && s.unit >= s.layer.size) s.unit = 0
    text.show(data.text, data.promptLength, data.changed)
    q(".text").classList.toggle("running", data.running)
    root.classList.toggle("plain", !s.layer && !data.running && !before?.layer)
    fillHead(q, data, s.depth)
    paint()
    if (s.layer) {
      strips.update({
        layer: s.layer,
        strips: data.strips,
        text: data.text,
        order: data.order[s.depth],
        side: data.side,
        px: data.px,
        unit: s.unit,
        ink: s.ink,
        soft: s.soft,
        tables: tablesOf(data, s),
      })
    }
    if (other) instrument.known(standing(data.at))
    player.resize(data.text.length, Math.min(s.want, data.text.length - 1))
    if (first || other || arrived) requestAnimationFrame(() => strips.follow(s.at))
    instrument.link() // at once: a reload may come before the visitor rests
    slowly.update(data, first, other)
    Object.assign(root.dataset, { rev: data.rev, running: data.running, length: data.text.length })
  }
  s.dispose = () => {
    slowly.stop()
    instrument.dispose()
    clearTimeout(s.asking)
  }
  return s
}

export default create
