// The page's instrument: joins photo, sentence, states, choices and tree, and talks to Python.
//
// Python owns the sentence; `rev` names it. Which word, unit, gate and picture are shown belongs to
// the browser: it goes into the address, and stepping through the sentence asks nobody.

import { make } from "../../../../web/shared/element.js"
import { percent } from "../../../../web/shared/format.js"
import { makeInstrument } from "../../../../web/shared/instrument.js"
import { still } from "../../../../web/shared/motion.js"
import { colourTable } from "../../../../web/shared/palette.js"
import { themeOf } from "../../../../web/shared/theme.js"
import { NAMES, readStates, SIGNED, unpack } from "../../../../web/shared/trace.js"
import { makeTree } from "../../../../web/search_tree/tree.js"
import { MEANINGS } from "../../../../web/steps/row_name.js"
import { fillChoices } from "./choices.js"
import { makeColumns } from "./columns.js"
import { END } from "./names.js"
import { makePhoto } from "./photo.js"
import { fillSentence } from "./sentence.js"
import { fillUnit } from "./unit.js"

const FIRST_LOOK = 500,
  STEP = "seqdemo-caption-step"

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
 * @property {number} penalty Length penalty.
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
  const s = {
    rev: null,
    unit: 0,
    gate: "forget",
    over: "heat",
    data: null,
    trigger: (_name, _value) => {},
  }
  const others = make("button")
  Object.assign(others, {
    type: "button",
    hidden: true,
    title: "What else the search considered, below",
  })
  others.dataset.do = "others"
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
    leads: () => Boolean(s.data?.owner),
    resized: () => resize(),
    rest: 300,
    copied: () => ({ note: s.data.uploaded ? " (without your photo)" : "", shown: 2500 }),
  })
  const sentence = q(".sentence")

  // ---- to Python, and to the address -----------------------------------------------------------
  const act = (what, more = {}) => s.trigger("act", { do: what, ...more })
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
    for (const word of sentence.children) {
      const n = +word.dataset.t
      word.classList.toggle("now", n === t)
      word.classList.toggle("later", n > t)
      word.setAttribute("aria-selected", String(n === t))
    }
    photo.show(t)
    if (s.attention) q(".legend .ends").textContent = photo.legend(t)
    columns.show(t)
    tree.show(t, said || player.playing)
    fillChoices(q(".next"), viewOf(), t, branch)
    fillUnit(q("aside.unit"), viewOf(), t, instrument.flip)
    const end = t === data.said.length
    if (said || player.playing) columns.follow(t)
    if (said)
      instrument.say(
        end
          ? "The end of the sentence"
          : `Word ${t + 1}: ${data.said[t]}, ${percent(data.chosen[t])}`,
      )
    root.dataset.at = t
    instrument.report()
    tell()
  }
  /** Where two networks stand side by side, both are at the same word: who moves takes the other along. */
  const tell = () => {
    const over = s.running && !player.playing && player.t === s.data.said.length
    s.running = player.playing
    if (!s.led)
      document.dispatchEvent(new CustomEvent(STEP, { detail: { from: root, t: player.t, over } }))
  }
  const led = move => {
    s.led = true
    move()
    s.led = false
  }
  on(document, STEP, ({ detail }) => {
    if (
      detail.from === root ||
      !s.data ||
      (detail.t === player.t && !player.playing && !detail.over)
    )
      return
    led(() => {
      player.stop()
      player.go(detail.t, false)
    })
    columns.follow(player.t)
    tree.show(player.t, true)
    if (detail.over && player.t < s.data.said.length) player.do.play() // the longer sentence goes on
  })
  const pick = unit => {
    s.unit = unit
    columns.update(columnsView())
    show(player.t, false)
  }
  const press = (group, name, value) => {
    for (const button of q(group).querySelectorAll("button"))
      button.setAttribute("aria-checked", String(button.dataset[name] === value))
  }
  /** Show what is chosen: over the photo, and in the second row of tiles. */
  const dress = () => {
    press(".over", "over", s.over)
    press(".gates", "gate", s.gate)
    q(".legend").hidden = s.over === "none" || !s.attention
    photo.update({ ...s.data, attention: s.attention, over: s.over })
    columns.update(columnsView())
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
    if (button?.closest(".player")) tell()
  })
  const resize = () => {
    if (!s.data) return
    columns.update(columnsView())
    columns.show(player.t)
    photo.draw()
  }

  // ---- from Python -----------------------------------------------------------------------------
  const columnsView = () => {
    const large = root.clientWidth > 1500
    return {
      rev: s.drawn,
      layer: s.layer,
      attention: s.attention,
      most: s.most,
      said: s.data.said,
      choices: s.data.choices,
      chosen: s.data.chosen,
      order: s.data.order,
      side: s.data.side,
      px: large ? 4 : 3,
      lookPx: large ? 11 : 9,
      unit: s.unit,
      gate: s.gate,
      ink: s.ink,
      tables: s.tables,
    }
  }
  const theme = data => {
    const { dark, palette, signed, open, ink } = themeOf(root, data.palette)
    Object.assign(s, { scale: signed, ink })
    s.tables = Object.fromEntries(
      Object.keys(data.layer.arrays).map(name => {
        return [
          name,
          colourTable(
            SIGNED.includes(name) ? s.scale : open,
            name === "cell_state" ? data.most : 1,
          ),
        ]
      }),
    )
    s.tables.attention = colourTable(s.scale, 1)
    root.style.setProperty("--signed", palette.join(","))
    root.style.setProperty("--opened", `${open(0)},${open(1)}`)
    s.drawn = `${data.rev}/${dark}`
  }
  const fillHead = data => {
    const [name, ...rest] = data.title.split(" · "),
      ms = data.ms === null ? [] : [`${Math.round(data.ms)} ms`]
    q(".what").replaceChildren(name, make("span", "", ["", ...rest, ...ms].join(" · ")))
    q(".what").title =
      data.ms === null
        ? ""
        : "From the photo to the sentence and everything shown here, on the server"
    for (const [name, text, title] of [
      ["verdict", data.verdict, data.meaning],
      ["kind", data.kind, data.kind_meaning],
    ])
      Object.assign(q(`.${name}`), { textContent: text, title, hidden: !text })
    q(".verdict").classList.toggle("unsure", data.unsure)
    q(".kind").classList.toggle("odd", data.odd)
    q('[data-do="release"]').hidden =
      data.prefix === 0 && data.own.join(" ") === data.said.join(" ")
    q('[data-do="share"]').hidden = !data.owner
    const more = data.sentences.length - 1
    others.hidden = more < 1
    others.textContent = `${more} other sentence${more === 1 ? "" : "s"} ↓`
    q(".gates").replaceChildren(
      ...Object.keys(data.layer.arrays)
        .filter(name => name !== "hidden")
        .map(name => {
          const button = make("button", "", NAMES[name].replace(" gate", ""))
          button.type = "button"
          button.dataset.gate = name
          button.title = MEANINGS[name]
          button.setAttribute("role", "radio")
          return button
        }),
    )
  }
  s.update = (/** @type {Payload} */ data, { setTriggerValue: trigger }) => {
    s.trigger = trigger
    const first = s.rev === null,
      other = data.rev !== s.rev
    s.data = data
    s.rev = data.rev
    theme(data)
    s.layer = readStates(data.layer)
    if (other) s.attention = data.attention && unpack(data.attention, Float32Array)
    if (other) s.most = s.attention?.reduce((most, share) => Math.max(most, share), 0)
    if (first) Object.assign(s, { unit: data.unit, gate: data.gate, over: data.over })
    if (s.unit >= s.layer.size) s.unit = 0
    root.classList.toggle("sightless", !s.attention)
    fillSentence(sentence, data)
    fillHead(data)
    dress()
    tree.update({
      tree: data.tree,
      sentences: data.sentences,
      said: data.said,
      penalty: data.penalty,
    })
    if (other && !first) player.stop()
    led(() => player.resize(data.said.length + 1, other ? data.at : undefined))
    if (other)
      requestAnimationFrame(() => {
        columns.follow(player.t)
        tree.show(player.t, true)
      })
    clearTimeout(s.starting)
    // A new sentence is spoken, word by word; where the visitor goes on from, what is before stays.
    if (other && !first && !still()) {
      led(() => player.go(Math.max(0, data.prefix - 1), false))
      if (data.owner)
        s.starting = setTimeout(() => {
          if (player.t < data.said.length) player.do.play()
        }, FIRST_LOOK)
    }
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
