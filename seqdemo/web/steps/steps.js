// The unroll of any trace: joins columns, inspector and player, and talks to Python.

import { make } from "../shared/element.js"
import { makeInstrument } from "../shared/instrument.js"
import { keepTall } from "../shared/keep_tall.js"
import { colourTable } from "../shared/palette.js"
import { themeOf } from "../shared/theme.js"
import { NAMES, readStates, scaled, SIGNED } from "../shared/trace.js"
import { readColumn, sharedOf } from "./column_data.js"
import { makeColumns } from "./columns.js"
import { fillInspector } from "./inspector.js"
import { MEANINGS } from "./row_name.js"
import { leastWidth, unitPixels } from "./sizes.js"
import { slotWords } from "./slots.js"
import { makeUpstream } from "./upstream.js"
import { upTo } from "./veil.js"
/**
 * What Python sends: `payload` in payload.py.
 * @typedef {{light: string[], dark: string[]}} Palettes
 * @typedef {object} Payload
 * @property {any[]} columns Slots of each column.
 * @property {string[]} pictures Data URLs that columns name by number.
 * @property {string[]} labels What was read at each step.
 * @property {any} ranges Least and most of the numbers and strokes in the columns.
 * @property {any[]} layers Packed layers, bottom to top.
 * @property {string[]} strips Arrays shown as tiles at first.
 * @property {any} attention Packed weights and the source's labels, or null.
 * @property {string} title Heading.
 * @property {string} says Name of the row of outputs, or "".
 * @property {number | null} step Step shown first; null is the last.
 * @property {number} layer Layer selected first.
 * @property {number} unit Unit selected first.
 * @property {string | null} upstream Key of the encoder's steps.
 * @property {number} before Steps of the encoder that come first in time.
 * @property {boolean} player Whether there is a player bar.
 * @property {boolean} picks Whether bars can be clicked.
 * @property {boolean} memory Whether a step knows the one before it.
 * @property {boolean} compact Whether only the columns are shown.
 * @property {string} hold Address of the explorer with this input, "" for none.
 * @property {number} began Step of that input with which the trace begins.
 * @property {boolean} veil Whether later steps are not shown.
 * @property {Palettes} palette Diverging colours.
 * @property {string} rev Names what is shown.
 */

const create = root => {
  const s = { rev: null, t: 0, depth: 0, unit: 0, strips: null, data: null }
  /** @type {(name: string, value: unknown) => void} */
  let trigger = () => {}
  const { q, on, player, tip, ...instrument } = makeInstrument(root, {
    bar: { keys: "← → steps \u00a0 ↑ ↓ units", when: (at, total) => upstream.when(at, total) },
    show: (at, said) => show(at, said),
    units: () => s.data && [s.layers[s.depth].order, s.unit],
    pick: unit => select(s.depth, unit),
    seen: () => (s.data && s.t >= 0 ? seen() : undefined),
    leads: () => Boolean(s.data?.player),
    resized: () => resize(),
    follow: () => columns.follow(Math.max(0, s.t), false),
  })
  const tall = keepTall(q(".inspector"))
  const seen = () => ({ step: s.t, layer: s.depth, unit: s.unit })
  const upstream = makeUpstream(on, {
    go: at => {
      player.stop()
      player.go(at, false)
      columns.follow(s.t)
    },
    looked: weights => columns.lookedAt(weights),
    attention: t =>
      s.attention?.values.subarray(
        t * s.attention.source.length,
        (t + 1) * s.attention.source.length,
      ),
    at: () => player.t,
  })

  // ---- to the screen ---------------------------------------------------------------------------
  const viewOf = () => ({
    ...s.data,
    columns: s.columns,
    layers: s.layers,
    attention: s.attention,
    depth: s.depth,
    unit: s.unit,
    colour: s.signed,
    flip: instrument.flip,
    choose: pickLayer,
    pick: s.data.picks ? pick : null,
  })
  const show = (at, said) => {
    if (!s.data) return
    const t = upstream.own(at)
    s.t = t
    columns.show(t)
    if (t >= 0) fillInspector(q(".inspector"), upTo(t, viewOf(), s.data), t)
    if (said || player.playing) columns.follow(Math.max(0, t))
    if (said)
      instrument.say(
        t < 0
          ? upstream.when(at, player.total)
          : `Step ${t + 1}: ${s.data.labels[t]}${slotWords(s.columns[t].output) && `, says ${slotWords(s.columns[t].output)}`}`,
      )
    upstream.tell(at, said)
    instrument.report()
    root.dataset.at = t
  }
  const pick = (t, label) => trigger("pick", { step: t, label })
  const select = (depth, unit) => {
    Object.assign(s, { depth, unit })
    columns.select(depth, unit)
    show(player.t, false)
    root.dataset.unit = unit
  }
  const pickLayer = depth => select(depth, Math.min(s.unit, s.layers[depth].size - 1))
  const columns = makeColumns(
    { scroll: q(".scroll"), columns: q(".columns"), names: q(".names") },
    on,
    {
      tip,
      pick,
      click: ({ t, depth, unit }) => {
        if (unit >= 0) select(depth, unit)
        instrument.choose(upstream.at(t))
      },
    },
  )

  // ---- what is shown of the layers -------------------------------------------------------------
  const measure = () => {
    const width = root.clientWidth,
      { compact } = s.data
    s.least = leastWidth(s.columns, width, compact)
    for (const layer of s.layers) layer.px = unitPixels(layer, width, compact, s.least)
  }
  const paintsOf = layer =>
    Object.fromEntries(
      Object.keys(layer.arrays).map(name => {
        const scale = SIGNED.includes(name) ? s.signed : s.open,
          most = layer.most[name] ?? 1
        return [name, { colour: value => scale(value / most), table: colourTable(scale, most) }]
      }),
    )
  const lay = () => {
    measure()
    const shared = Object.fromEntries(
      ["input", "output"].map(name => [name, sharedOf(s.data, s.columns, name)]),
    )
    columns.update({
      ...viewOf(),
      least: s.least,
      strips: s.strips,
      veil: s.data.veil,
      paints: s.layers.map(paintsOf),
      shared,
      picks: s.data.picks,
      ink: s.ink,
      signed: s.signed,
      outputName:
        s.data.says ||
        (s.columns.some(column => column.output?.kind === "bars") ? "what comes next" : "output"),
    })
    columns.show(s.t)
  }
  const resize = () => {
    if (!s.data) return
    tall.free()
    lay()
    show(player.t, false)
  }
  const chips = () => {
    const known = [...new Set(s.layers.flatMap(layer => Object.keys(layer.arrays)))]
    q(".also").replaceChildren(
      ...known
        .filter(name => name !== "hidden")
        .map(name => {
          const chip = make("button", "", NAMES[name].replace(" gate", ""))
          Object.assign(chip, { type: "button", title: MEANINGS[name] })
          chip.dataset.strip = name
          chip.setAttribute("aria-pressed", String(s.strips.includes(name)))
          return chip
        }),
    )
  }
  on(q(".also"), "click", event => {
    const name = event.target.closest("button")?.dataset.strip
    if (!name) return
    s.strips = s.strips.includes(name)
      ? s.strips.filter(other => other !== name)
      : [...s.strips, name]
    for (const chip of q(".also").children)
      chip.setAttribute("aria-pressed", String(s.strips.includes(chip.dataset.strip)))
    lay()
  })

  // ---- from Python -----------------------------------------------------------------------------
  const read = data => {
    s.layers = data.layers.map(layer => ({ ...readStates(layer), alone: !data.memory }))
    s.columns = data.columns.map(readColumn)
    s.attention = data.attention && {
      source: data.attention.source,
      values: scaled(data.attention.weights),
    }
  }
  s.update = (/** @type {Payload} */ data, { setStateValue, setTriggerValue }) => {
    instrument.hear(setStateValue)
    trigger = setTriggerValue
    const fresh = data.rev !== s.rev
    const { palette, signed, open, ink } = themeOf(root, data.palette)
    Object.assign(s, { data, rev: data.rev, strips: s.strips ?? data.strips, signed, open, ink })
    root.style.setProperty("--signed", palette.join(","))
    root.style.setProperty("--opened", `${open(0)},${open(1)}`)
    root.style.setProperty("--low", palette[0])
    root.style.setProperty("--high", palette[2])
    if (fresh) {
      read(data)
      Object.assign(s, { depth: data.layer, unit: data.unit })
    }
    upstream.update(data)
    q(".player").hidden = !data.player
    root.classList.toggle("alone", !data.memory)
    root.classList.toggle("compact", data.compact)
    q(".what").textContent = data.title
    if (data.title) {
      // Two of them on one page are told apart by a reader of landmarks.
      root.setAttribute("aria-label", data.title)
      q(".inspector").setAttribute("aria-label", `Inspector: ${data.title}`)
    }
    chips()
    lay()
    if (fresh) s.t = upstream.own(upstream.at(data.step ?? data.columns.length - 1))
    if (fresh) instrument.known(JSON.stringify(seen()))
    player.resize(
      data.before + data.columns.length,
      fresh ? upstream.at(data.step ?? data.columns.length - 1) : undefined,
    )
    if (fresh)
      requestAnimationFrame(() => {
        columns.settle()
        columns.follow(Math.max(0, s.t), false)
      })
    root.dataset.rev = data.rev
    root.dataset.unit = s.unit
  }
  s.dispose = () => {
    for (const part of [instrument, tall]) part.dispose()
  }
  return s
}

export default create
