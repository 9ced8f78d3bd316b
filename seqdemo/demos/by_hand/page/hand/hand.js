// A memory by hand: a small network with all its weights to move, the word it reads, the puzzle it is
// to solve. Everything is computed here; Python only hears what is on screen once the visitor rests.

import { makeInstrument } from "../../../../web/shared/instrument.js"
import { keepTo } from "../../../../web/shared/keep_to.js"
import { themeOf } from "../../../../web/shared/theme.js"
import { makeColumns } from "../../../../web/steps/columns.js"
import { carriedOver, columnsView, consequences } from "./built.js"
import { makeCheckPanel } from "./check_panel.js"
import { derivation, sameRef } from "./derive.js"
import { fillHead, fillPuzzles, markSolved, readInWords } from "./head.js"
import { fillInspector } from "./inspector.js"
import { lightColumns, litRefs } from "./lighting.js"
import { fillNetworks } from "./networks.js"
import { makeNumbersPanel } from "./numbers_panel.js"
import { networkPicture } from "./picture.js"
import { PUZZLES } from "./puzzles.js"
import { makeQuizPanel } from "./quiz_panel.js"
import { readable, refOf } from "./reading.js"
import { adopted, placeOf } from "./state.js"
import { makeTraining } from "./training.js"

/** Letters of a word. */
const LONGEST_WORD = 12
/** Letters of a word that is computed by hand. */
const QUIZ_WORD = 4
const SOLVED = "Every answer is right. On to the next puzzle, or break it again."

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
  const s = { data: null, puzzle: "", shape: null, list: [], word: "", t: 0, picked: null }
  const puzzle = () => PUZZLES[s.puzzle]
  const quizzing = () => s.data.mode === "cell"
  const place = () => placeOf(s)
  const remark = words => {
    q(".remark").textContent = words
  }
  const { q, on, player, tip, ...instrument } = makeInstrument(root, {
    bar: { keys: "← → steps" },
    show: at => show(at),
    units: () => null,
    pick: () => {},
    leaves: "input, select, form, [role=radiogroup]",
    seen: () => (s.data ? place() : undefined),
    place: () => s.data && place(),
    leads: () => Boolean(s.data),
    resized: () => s.data && lay(),
    follow: t => columns.follow(Math.max(0, t), false),
    acts: {
      hint: () => remark(puzzle().hint),
      solution: () => {
        change({ shape: puzzle().shape, list: puzzle().solution })
        remark("One solution of many. Move a number and see what breaks.")
      },
      again: () => openPuzzle(s.puzzle),
      network: button => {
        const bar = q(".networks")
        bar.hidden = !bar.hidden
        button.setAttribute("aria-expanded", String(!bar.hidden))
      },
      learn: () => training.toggle(puzzle(), s.shape),
    },
  })

  // ---- to the screen ---------------------------------------------------------------------------
  const hides = ref => quizzing() && quiz.hides(ref)
  const lit = () => {
    const { context, named, picked } = s
    const found = quizzing() ? quiz.asks : picked && derivation(context, picked, named)
    return litRefs(found, { context, named, through: !quizzing() })
  }
  const pick = ref => {
    s.picked = sameRef(s.picked, ref) ? null : ref
    draw()
  }
  const parts = { scroll: q(".scroll"), columns: q(".columns"), names: q(".names") }
  const columns = makeColumns(parts, on, {
    tip,
    pick: () => {},
    click: ({ t, unit, name }) => {
      const found = unit >= 0 ? refOf(s.shape, { t, name, unit }) : null
      s.picked = found && !hides(found) ? found : { kind: "logit", t, k: 0 }
      if (quizzing()) draw()
      else instrument.choose(t)
    },
  })
  /** The columns anew, and all that depends on the step. */
  const lay = () => {
    columns.update(columnsView(s))
    columns.show(s.t)
    draw()
  }
  const draw = () => {
    const refs = lit()
    const isLit = ref => refs.some(other => sameRef(ref, other))
    const { context, named, open, picked, t, word } = s
    const colours = { signed: s.colours.signed, gate: s.colours.open }
    const shown = { context, named, t }
    const marks = { lit: isLit, hidden: hides, open, inputs: puzzle().inputs }
    q(".picture").replaceChildren(networkPicture({ ...shown, ...colours, ...marks }))
    const about = { picked, puzzle: puzzle(), word, pick, quizzing: quizzing() }
    fillInspector(q(".inspector"), { ...shown, ...about })
    lightColumns(root, s.shape, refs, hides)
    numbers.light(n => isLit({ kind: "weight", t: -1, k: n }))
    instrument.report()
  }
  const show = at => {
    if (!s.data) return
    s.t = at
    const follows = !quizzing() && s.picked && s.picked.kind !== "weight"
    if (follows) s.picked = { ...s.picked, t: at }
    columns.show(at)
    columns.follow(Math.max(0, at))
    draw()
    root.dataset.at = at
  }

  // ---- what changes ----------------------------------------------------------------------------
  /** Take over what differs: a puzzle, a network, weights, a word; everything follows. */
  const set = changes => {
    Object.assign(s, changes)
    Object.assign(s, consequences(puzzle(), s))
    const { named, list, open, shape, word } = s
    numbers.update({ named, list, open, key: [s.puzzle, ...Object.values(shape)].join() })
    fillHead(q, puzzle(), { name: s.puzzle, shape, word })
    fillNetworks(q(".networks"), shape, other => {
      change({ shape: other, list: carriedOver(other, shape, s.list), picked: null })
    })
    lay()
    if (player.total !== s.columns.length || changes.word !== undefined)
      player.resize(s.columns.length, quizzing() ? 0 : s.columns.length - 1)
    if (quizzing()) quiz.start(s.context, named, [...word])
    checks.check(puzzle(), shape, list)
  }
  /** The visitor changes something: what is being learned stops. */
  const change = changes => {
    training.halt()
    set(changes)
  }
  const wordOf = word => (quizzing() ? word.slice(0, QUIZ_WORD) : word)
  const openPuzzle = name => {
    const { shape, start, word, nudge } = PUZZLES[name]
    training.renew()
    change({ puzzle: name, shape, list: start, word: wordOf(word), picked: null })
    remark(nudge)
  }
  const checks = makeCheckPanel(
    { score: q(".score"), bar: q(".share"), words: q(".found"), fails: q(".fails") },
    {
      load: word => set({ word: readable(puzzle(), word) }),
      found: ({ fails }) => {
        root.dataset.solved = String(!fails)
        if (fails) return
        markSolved(q(".puzzles"), s.puzzle)
        if (q(".remark").textContent === puzzle().nudge) remark(SOLVED)
      },
    },
  )
  const training = makeTraining(q("[data-do=learn]"), { set: changes => set(changes), remark })
  const numbers = makeNumbersPanel(
    { rows: q(".rows"), rest: q(".rest"), fold: q(".fold") },
    (n, value) => change({ list: s.list.map((w, k) => (k === n ? value : w)) }),
  )
  const quiz = makeQuizPanel(q(".quiz"), {
    moved: t => {
      player.go(t, false)
      lay()
    },
    say: instrument.say,
  })

  // ---- from the visitor ------------------------------------------------------------------------
  fillPuzzles(q(".puzzles"), PUZZLES, openPuzzle)
  q(".known").before(keepTo(q(".word-box"), () => LONGEST_WORD))
  on(q(".word-box"), "input", () => {
    const word = readable(puzzle(), q(".word-box").value)
    if (word) set({ word })
    q(".known").textContent = readInWords(puzzle(), q(".word-box").value)
  })
  on(q(".word-box"), "change", () => {
    q(".word-box").value = s.word // of what was typed, what it reads
    q(".known").textContent = readInWords(puzzle(), s.word)
  })
  on(q(".picture"), "click", event => {
    const ref = event.target.closest("[data-ref]")?.dataset.ref
    if (!ref || quizzing()) return
    const found = JSON.parse(ref)
    pick(found)
    if (found.kind === "weight")
      root.querySelector(`[data-n="${found.k}"] input`)?.focus({ preventScroll: true })
  })

  // ---- from Python -----------------------------------------------------------------------------
  const begin = ({ place: given }) => {
    const { t, word, ...built } = adopted(given)
    const shown = given.word === null ? wordOf(word) : word
    set({ ...built, word: shown })
    player.go(quizzing() ? 0 : Math.min(t, shown.length - 1), false)
    if (place().w === null) remark(puzzle().nudge)
    instrument.known(JSON.stringify(place()))
  }
  s.update = (/** @type {Payload} */ data, { setStateValue }) => {
    instrument.hear(setStateValue)
    const first = s.data === null
    const other = s.data?.mode !== data.mode
    s.data = data
    s.colours = themeOf(root, data.palette)
    root.dataset.mode = data.mode
    q(".check").hidden = quizzing()
    q(".quiz").hidden = !quizzing()
    for (const button of q(".acts").children) button.hidden = data.hide.includes(button.dataset.do)
    if (first) begin(data)
    else if (other) change({ picked: null, word: wordOf(s.word) })
    else lay()
  }
  s.dispose = () => {
    training.halt()
    checks.dispose()
    instrument.dispose()
  }
  return s
}

export default create
