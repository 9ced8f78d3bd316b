// A memory by hand: a small network with all its weights to move, the word it reads, the puzzle it is to
// solve. Everything is computed here; Python only hears what is on screen once the visitor rests.

import { makeInstrument } from "../../../../web/shared/instrument.js"
import { themeOf } from "../../../../web/shared/theme.js"
import { makeColumns } from "../../../../web/steps/columns.js"
import { runOver, weightsOf } from "../../../../web/tiny/network.js"
import { solves } from "./checker.js"
import { makeCheckPanel } from "./check_panel.js"
import { contextOf, derivation, sameRef } from "./derive.js"
import { fillInspector } from "./inspector.js"
import { learn } from "./learner.js"
import { lightColumns, litRefs } from "./lighting.js"
import { namedWeights } from "./names.js"
import { fillNetworks } from "./networks.js"
import { makeNumbersPanel } from "./numbers_panel.js"
import { networkPicture } from "./picture.js"
import { PUZZLES } from "./puzzles.js"
import { makeQuizPanel } from "./quiz_panel.js"
import { arraysOf, columnsOf, layerOf, readable, refOf } from "./reading.js"
import { adopted, placeOf } from "./state.js"

/** Letters of a word that is computed by hand. */
const QUIZ_WORD = 4
/** Sliders of a network that is not the puzzle's own. */
const OPEN = 4

/**
 * What Python sends: `payload` in __init__.py.
 * @typedef {{light: string[], dark: string[]}} Palettes
 * @typedef {object} Payload
 * @property {string} mode "build" or "cell".
 * @property {Record<string, string | null>} place What was on screen, as in a link; null for the puzzle's own.
 * @property {string[]} hide Parts that are left out.
 * @property {Palettes} palette Diverging colours.
 */

const create = root => {
  /** @type {any} */
  const s = { data: null, puzzle: "", shape: null, list: [], word: "", t: 0, picked: null, starts: 0, stop: null, layer: null, columns: [] }
  const { q, on, player, tip, ...instrument } = makeInstrument(root, {
    bar: { keys: "← → steps" },
    show: at => show(at),
    units: () => null,
    pick: () => {},
    leaves: "input, select, form, [role=radiogroup]",
    seen: () => s.data ? place() : undefined,
    place: () => s.data && place(),
    leads: () => Boolean(s.data),
    resized: () => { if (s.data) lay() },
    acts: {
      hint: () => remark(puzzle().hint),
      solution: () => { halt(); set({ shape: puzzle().shape, list: puzzle().solution }); remark("One solution of many. Move a number and see what breaks.") },
      again: () => { halt(); set({ shape: puzzle().shape, list: puzzle().start, word: puzzle().word }); remark(puzzle().nudge) },
      network: button => {
        const bar = q(".networks")
        bar.hidden = !bar.hidden
        button.setAttribute("aria-expanded", String(!bar.hidden))
      },
      learn: () => s.stop ? halt("Stopped.") : train(),
    },
  })
  const puzzle = () => PUZZLES[s.puzzle], quizzing = () => s.data.mode === "cell"
  const place = () => placeOf(s)
  const remark = words => { q(".remark").textContent = words }

  // ---- what is lit -----------------------------------------------------------------------------
  const pick = ref => {
    s.picked = sameRef(s.picked, ref) ? null : ref
    draw()
  }
  const hides = ref => quizzing() && quiz.hides(ref)
  const lit = () => {
    const { context, named } = s
    return litRefs(quizzing() ? quiz.asks : s.picked && derivation(context, s.picked, named), { context, named, through: !quizzing() })
  }

  // ---- to the screen ---------------------------------------------------------------------------
  const columns = makeColumns({ scroll: q(".scroll"), columns: q(".columns"), names: q(".names") }, on, {
    tip, pick: () => {},
    click: ({ t, unit, name }) => {
      if (unit >= 0 && !hides(refOf(s.shape, { t, name, unit }))) s.picked = refOf(s.shape, { t, name, unit })
      else s.picked = { kind: "logit", t, k: 0 }
      if (!quizzing()) instrument.choose(t)
      else draw()
    },
  })
  const lay = () => {
    const { signed, open } = s.colours, paint = (scale, most = 1) => ({ colour: value => scale(value / most) })
    const paints = [Object.fromEntries(arraysOf(s.shape.cell).map(name => [name, paint(["hidden", "cell_state", "candidate"].includes(name) ? signed : open, s.layer.most[name])]))]
    const shared = { input: {}, output: {} }
    columns.update({ columns: s.columns, labels: s.columns.map(column => column.input.words), layers: [s.layer], paints, strips: arraysOf(s.shape.cell), attention: null, shared, picks: false, unit: -1, depth: 0, ink: s.colours.ink, signed, outputName: "says", least: 74 })
    columns.show(s.t)
    draw()
  }
  const draw = () => {
    const refs = lit(), isLit = ref => refs.some(other => sameRef(ref, other))
    const view = { context: s.context, named: s.named, t: s.t, open: s.open, inputs: puzzle().inputs, signed: s.colours.signed, gate: s.colours.open, lit: isLit, hidden: hides }
    q(".picture").replaceChildren(networkPicture(view))
    fillInspector(q(".inspector"), { context: s.context, named: s.named, picked: s.picked, t: s.t, puzzle: puzzle(), word: s.word, pick, quizzing: quizzing() })
    lightColumns(root, s.shape, refs, hides)
    numbers.light(n => isLit({ kind: "weight", t: -1, k: n }))
    instrument.report()
  }
  const show = at => {
    if (!s.data) return
    s.t = at
    if (!quizzing() && s.picked && s.picked.kind !== "weight") s.picked = { ...s.picked, t: at }
    columns.show(at)
    columns.follow(Math.max(0, at))
    draw()
    root.dataset.at = at
  }
  const openOf = () => s.shape === puzzle().shape ? puzzle().open : s.named.slice(0, OPEN).map(({ name }) => name)
  /** Take over what differs: a puzzle, a network, weights, a word; everything follows. */
  const set = changes => {
    Object.assign(s, changes)
    s.named = namedWeights(s.shape, puzzle().inputs)
    s.open = openOf()
    const steps = runOver(s.shape, s.list, [...s.word].map(symbol => puzzle().reads[symbol]))
    Object.assign(s, { context: contextOf(s.shape, s.list, steps), layer: layerOf(s.shape, steps), columns: columnsOf(puzzle(), s.word, steps) })
    numbers.update({ named: s.named, list: s.list, open: s.open, key: [s.puzzle, ...Object.values(s.shape)].join() })
    fillHead()
    lay()
    if (player.total !== s.columns.length || changes.word !== undefined) player.resize(s.columns.length, quizzing() ? 0 : s.columns.length - 1)
    if (quizzing()) quiz.start(s.context, s.named, [...s.word])
    checks.check(puzzle(), s.shape, s.list)
  }
  const fillHead = () => {
    q(".title").textContent = `${puzzle().title}${puzzle().title.endsWith("?") ? "" : "."}`
    q(".asks").textContent = puzzle().asks
    const { cell, units, nonlinearity } = s.shape
    q(".what").textContent = `${cell.toUpperCase()}, ${units} ${units === 1 ? "unit" : "units"}${cell === "rnn" ? `, ${nonlinearity}` : ""}`
    const box = q(".word-box"), known = Object.entries(puzzle().reads).map(([symbol, x]) => `${symbol === " " ? "space" : symbol} is ${(x.length > 1 ? `(${x.join(", ")})` : String(x[0])).replaceAll("-", "−")}`)
    if (box.getRootNode().activeElement !== box) box.value = s.word
    q(".known").textContent = known.join(", ")
    for (const chip of q(".puzzles").children) chip.setAttribute("aria-checked", String(chip.dataset.puzzle === s.puzzle))
    fillNetworks(q(".networks"), s.shape, shape => { halt(); choose(shape) })
  }

  // ---- is it right? ----------------------------------------------------------------------------
  const checks = makeCheckPanel({ score: q(".score"), bar: q(".share"), words: q(".found"), fails: q(".fails") }, {
    load: word => set({ word: readable(puzzle(), word) }),
    found: ({ fails }) => { root.dataset.solved = String(!fails) },
  })

  // ---- learning --------------------------------------------------------------------------------
  const halt = words => {
    s.stop?.()
    s.stop = null
    q("[data-do=learn]").textContent = "Let it learn it"
    if (words) remark(words)
  }
  const train = () => {
    const own = s.shape.cell === puzzle().shape.cell && s.shape.units === puzzle().shape.units, { seed, depth, rate, nonlinearity } = puzzle().learns
    if (own && nonlinearity && s.shape.nonlinearity !== nonlinearity) s.shape = { ...s.shape, nonlinearity }
    const start = seed + s.starts++, began = start === seed ? "" : `, random start ${start}`
    q("[data-do=learn]").textContent = "Stop"
    s.stop = learn(puzzle(), s.shape, { seed: start, depth, rate }, {
      moved: ({ updates, loss, list }) => { set({ list }); remark(`Update ${updates}${began}: loss ${loss.toFixed(3)}`) },
      ended: ({ updates, loss, list, solved, strings }) => {
        set({ list })
        halt(solved ? `Found after ${updates} updates${began}; each saw all ${strings} strings up to length ${depth}.` : `Not this time: after ${updates} updates${began} the loss is ${loss.toFixed(2)} and it is stuck. Let it try again from other random weights.`)
      },
      solves: list => solves(puzzle(), s.shape, list),
    })
  }

  // ---- from the visitor ------------------------------------------------------------------------
  const numbers = makeNumbersPanel({ rows: q(".rows"), rest: q(".rest"), fold: q(".fold") }, (n, value) => {
    halt()
    set({ list: s.list.map((w, k) => k === n ? value : w) })
  })
  const quiz = makeQuizPanel(q(".quiz"), { moved: t => { player.go(t, false); lay() }, say: instrument.say })
  /** Another network: weights that it also has keep their values, others are 0. */
  const choose = shape => {
    const before = weightsOf(s.shape), same = (a, b) => ["matrix", "gate", "row", "column"].every(name => a[name] === b[name])
    set({ shape, list: weightsOf(shape).map(weight => s.list[before.findIndex(other => same(weight, other))] ?? 0), picked: null })
  }
  const openPuzzle = name => {
    halt()
    const { shape, start, word } = PUZZLES[name]
    s.starts = 0
    set({ puzzle: name, shape, list: start, word: quizzing() ? word.slice(0, QUIZ_WORD) : word, picked: null })
    remark(puzzle().nudge)
  }
  q(".puzzles").append(...Object.entries(PUZZLES).map(([name, { title }]) => {
    const chip = document.createElement("button")
    Object.assign(chip, { type: "button", textContent: title })
    chip.dataset.puzzle = name
    chip.setAttribute("role", "radio")
    chip.addEventListener("click", () => openPuzzle(name))
    return chip
  }))
  on(q(".word-box"), "input", () => {
    const word = readable(puzzle(), q(".word-box").value)
    if (word) set({ word })
  })
  on(q(".picture"), "click", event => {
    const ref = event.target.closest("[data-ref]")?.dataset.ref
    if (!ref || quizzing()) return
    const found = JSON.parse(ref)
    pick(found)
    if (found.kind === "weight") root.querySelector(`[data-n="${found.k}"] input`)?.focus({ preventScroll: true })
  })

  // ---- from Python -----------------------------------------------------------------------------
  s.update = (/** @type {Payload} */ data, { setStateValue }) => {
    instrument.hear(setStateValue)
    const first = s.data === null, changed = s.data?.mode !== data.mode
    s.data = data
    s.colours = themeOf(root, data.palette)
    root.dataset.mode = data.mode
    q(".check").hidden = quizzing()
    q(".quiz").hidden = !quizzing()
    for (const button of q(".acts").children) button.hidden = data.hide.includes(button.dataset.do)
    if (first) {
      const start = adopted(data.place)
      if (quizzing() && data.place.word === null) start.word = start.word.slice(0, QUIZ_WORD)
      set({ ...start, t: start.t })
      player.go(Math.min(start.t ?? s.columns.length - 1, s.columns.length - 1), false)
      if (place().w === null) remark(puzzle().nudge)
      instrument.known(JSON.stringify(place()))
    } else if (changed) set({ picked: null, word: quizzing() ? s.word.slice(0, QUIZ_WORD) : s.word })
    else lay()
  }
  s.dispose = () => {
    halt()
    checks.dispose()
    instrument.dispose()
  }
  return s
}

export default create
