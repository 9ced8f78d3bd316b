// The page's instrument: joins photo, sentence, states, choices and tree, and talks to Python.
//
// Python owns the sentence; `rev` names it. Which word, unit, gate and picture are shown belongs to
// the browser: it goes into the address, and Python hears of it when the visitor rests.

import { makeInstrument } from "../../../../web/shared/instrument.js"
import { still } from "../../../../web/shared/motion.js"
import { makeTree } from "../../../../web/search_tree/tree.js"
import { readStates, unpack } from "../../../../web/shared/trace.js"
import { fillChoices } from "./choices.js"
import { columnsView, makeColumns } from "./columns.js"
import { fillHead, othersButton, press } from "./head.js"
import { END } from "./names.js"
import { makePhoto } from "./photo.js"
import { fillSentence, markWord, wordsAt } from "./sentence.js"
import { captionTheme } from "./colours.js"
import { makeTogether } from "./together.js"
import { fillUnit } from "./unit.js"

const FIRST_LOOK = 500,
  LARGE = 1500

/**
 * What Python sends: `payload` in payload.py.
 * @typedef {{light: string[], dark: string[]}} Palettes
 * @typedef {object} Payload
 * @property {string} rev Names the sentence.
 * @property {string} picture The photo, a data URL.
 * @property {number[]} size Its width and height.
 * @property {string} alt What to call it.
 * @property {string} network attention or plain.
 * @property {string} title Heading of the states.
 * @property {string[]} said Words of the sentence.
 * @property {any[]} choices Likeliest next words of each step.
 * @property {number[]} chosen Probability of each word.
 * @property {boolean} drawn Whether words were drawn by chance.
 * @property {any} layer Packed layer.
 * @property {number} most Value of the fullest colour of cell states.
 * @property {number[]} order Unit of each cell of the tile.
 * @property {number} side Cells along one side of the tile.
 * @property {any} attention Shares of the regions, float32, or null.
 * @property {any} tree What the search considered, or null.
 * @property {any[]} sentences Finished sentences of the search.
 * @property {string} formula What a score is made of.
 * @property {number} prefix Words the visitor chose.
 * @property {string[]} own What the network itself said.
 * @property {string} verdict How sure it was.
 * @property {string} meaning What that measures.
 * @property {boolean} unsure Whether that is little.
 * @property {string} kind Whether the photo is like those that were trained on.
 * @property {string} kind_meaning What that measures.
 * @property {boolean} odd Whether it is of another kind altogether.
 * @property {number | null} ms Milliseconds it took.
 * @property {number} at Step shown first.
 * @property {number} unit Unit selected first.
 * @property {string} gate Second row of tiles.
 * @property {string} over heat, grid or none.
 * @property {boolean} uploaded Whether no link can carry the photo.
 * @property {boolean} owner Whether the address is this picture's.
 * @property {Palettes} palette Diverging colours.
 */

const create = root => {
  /** @type {any} */
  const s = {
    rev: null,
    unit: 0,
    gate: "forget",
    over: "heat",
    data: null,
    trigger: (_name, _value) => {},
  }
  const others = othersButton()
  const { q, on, player, tip, ...instrument } = makeInstrument(root, {
    bar: {
      each: "word",
      paces: [1400, 700, 300],
      keys: "← → words \u00a0 ↑ ↓ units",
      more: [others],
      when: (t, total) => (t === total - 1 ? "the end" : `word ${t + 1} of ${total - 1}`),
    },
    show: (t, said) => show(t, said),
    units: () => s.data && [s.data.order, s.unit],
    pick: unit => pick(unit),
    leaves: "input, select, .node",
    acts: {
      release: () => act("release"),
      others: () =>
        q(".considered").scrollIntoView({ behavior: still() ? "auto" : "smooth", block: "center" }),
    },
    place: () => ({
      at: player.t + 1,
      unit: s.unit,
      gate: s.gate === "forget" ? null : s.gate,
      over: s.over === "heat" ? null : s.over,
    }),
    seen: () => (s.data?.owner ? { at: player.t, unit: s.unit } : undefined),
    leads: () => Boolean(s.data?.owner),
    resized: () => resize(),
    follow: t => columns.follow(t),
    rest: 300,
    copied: () => ({ note: s.data.uploaded ? " (without your photo)" : "", shown: 2500 }),
  })
  const sentence = q(".sentence")

  // ---- to Python, and to the address -----------------------------------------------------------
  const act = (what, more = {}) => {
    instrument.hush()
    s.trigger("act", { do: what, ...more })
  }
  const branch = (t, kind, word) => {
    const before = s.data.said.slice(0, t)
    if (kind !== END) act("branch", { words: [...before, word] })
    else if (t > 0) act("say", { words: before })
  }
  // ---- to the screen ---------------------------------------------------------------------------
  const viewOf = () => ({
    ...s.data,
    layer: s.layer,
    attention: s.attention,
    unit: s.unit,
    gate: s.gate,
    colour: s.scale,
  })
  const show = (t, said) => {
    const { data } = s
    if (!data) return
    markWord(sentence, t)
    photo.show(t)
    if (s.attention) q(".legend .ends").textContent = photo.legend(t)
    columns.show(t)
    tree.show(t, said || player.playing)
    fillChoices(q(".next"), viewOf(), t, branch)
    fillUnit(q("aside.unit"), viewOf(), t, instrument.flip)
    if (said || player.playing) columns.follow(t)
    if (said) instrument.say(wordsAt(data, t))
    root.dataset.at = t
    instrument.report()
    together.tell()
  }
  const together = makeTogether(root, on, player, {
    said: () => s.data?.said,
    moved: () => {
      columns.follow(player.t)
      tree.show(player.t, true)
    },
  })
  const pick = unit => {
    s.unit = unit
    columns.update(columnsView(s, root.clientWidth > LARGE))
    show(player.t, false)
  }
  /** Show what is chosen: over the photo, and in the second row of tiles. */
  const dress = () => {
    press(q(".over"), "over", s.over)
    press(q(".gates"), "gate", s.gate)
    q(".legend").hidden = s.over === "none" || !s.attention
    photo.update({ ...s.data, attention: s.attention, over: s.over })
    columns.update(columnsView(s, root.clientWidth > LARGE))
  }
  const choose = what => {
    Object.assign(s, what)
    dress()
    photo.show(player.t)
    instrument.report()
  }

  const photo = makePhoto(root, on, tip)
  const columns = makeColumns(root, on, {
    branch,
    tip,
    click: (t, unit) => {
      if (unit >= 0) pick(unit)
      instrument.choose(t)
    },
  })
  const tree = makeTree(q(".considered"), on, {
    tip,
    say: words => act("say", { words }),
    branch: words => act("branch", { words }),
  })

  // ---- from the visitor ------------------------------------------------------------------------
  on(sentence, "click", event => {
    const word = event.target.closest("[data-t]")
    if (word) instrument.choose(+word.dataset.t)
  })
  on(root, "click", event => {
    const button = event.target.closest("button")
    if (button?.dataset.over) choose({ over: button.dataset.over })
    if (button?.dataset.gate) choose({ gate: button.dataset.gate })
    if (button?.closest(".player")) together.tell()
  })
  const resize = () => {
    if (!s.data) return
    columns.update(columnsView(s, root.clientWidth > LARGE))
    columns.show(player.t)
    photo.draw()
  }

  // ---- from Python -----------------------------------------------------------------------------
  s.update = (/** @type {Payload} */ data, { setStateValue: send, setTriggerValue: trigger }) => {
    instrument.hear(send)
    s.trigger = trigger
    const first = s.rev === null,
      other = data.rev !== s.rev
    s.data = data
    s.rev = data.rev
    Object.assign(s, captionTheme(root, data))
    s.layer = readStates(data.layer)
    if (other) s.attention = data.attention && unpack(data.attention, Float32Array)
    if (other) s.most = s.attention?.reduce((most, share) => Math.max(most, share), 0)
    if (first) Object.assign(s, { unit: data.unit, gate: data.gate, over: data.over })
    if (s.unit >= s.layer.size) s.unit = 0
    root.classList.toggle("sightless", !s.attention)
    fillSentence(sentence, data)
    fillHead(q, others, data)
    dress()
    tree.update(data)
    if (other && !first) player.stop()
    together.quietly(() => player.resize(data.said.length + 1, other ? data.at : undefined))
    if (other)
      requestAnimationFrame(() => {
        columns.follow(player.t)
        tree.show(player.t, true)
      })
    clearTimeout(s.starting)
    // A new sentence is spoken, word by word; where the visitor goes on from, what is before stays.
    if (other && !first && !still()) {
      together.quietly(() => player.go(Math.max(0, data.prefix - 1), false))
      if (data.owner)
        s.starting = setTimeout(() => {
          if (player.t < data.said.length) player.do.play()
        }, FIRST_LOOK)
    }
    if (other) instrument.known() // where Python has it begin is no choice of the visitor's
    instrument.link() // at once: a reload may come before the visitor rests
    root.dataset.rev = data.rev
    root.dataset.sentence = data.said.join(" ")
  }
  s.dispose = () => {
    instrument.dispose()
    clearTimeout(s.starting)
  }
  return s
}

export default create
