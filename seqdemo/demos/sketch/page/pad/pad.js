// A sheet to draw on together with a network: joins drawing, answer and player, and talks to Python.

import { makeInstrument } from "../../../../web/shared/instrument.js"
import { still } from "../../../../web/shared/motion.js"
import { setOff } from "../../../../web/shared/off.js"
import { shape } from "../../../../web/shared/shape.js"
import { makeWire } from "../../../../web/shared/wire.js"
import { ellipsesAt, linesUpTo, penAt, penChances, readAhead } from "./ahead.js"
import { lineOf, makeSketch, placesOf } from "./sketch.js"
import { makeSurface } from "./surface.js"
import { fillChoices } from "./choices.js"
import { drawGaussians, fillChances } from "./expected.js"
import { lineShape } from "./thumbs.js"

/** Lines of a drawing; Python takes no more. */
const MOST = 120

/**
 * What Python sends: `payload` in payload.py.
 * @typedef {object} Payload
 * @property {string[]} drawing Lines as text.
 * @property {number} side Side of the sheet.
 * @property {string} mode "finish", "beside" or "morph".
 * @property {any} ahead How the network goes on, or null.
 * @property {string[][] | null} others Lines of other endings; null while they are not asked for.
 * @property {string[][]} frames Drawings between two.
 * @property {string[]} kept Lines of the drawing that a morph goes to.
 * @property {number} ending Number of the ending shown.
 * @property {boolean} waits Whether it is the visitor's turn.
 * @property {string} note A sentence on the drawing.
 * @property {number | null} step Points of the ending shown first; null is all.
 * @property {number} rev Revision of the drawing, see wire.js.
 * @property {string} epoch Session of the server, see wire.js.
 */

const create = root => {
  const s = { data: null, ahead: null, steps: 0, shown: "", side: 512, turn: "" }
  /** @type {(name: string, value: unknown) => void} */
  let trigger = () => {}
  const { q, on, player, ...instrument } = makeInstrument(root, {
    bar: {
      each: "point",
      paces: [90, 18, 8],
      keys: "← → points",
      when: (t, total) => `point ${t} of ${total - 1}`,
    },
    show: (t, said) => show(t, said),
    units: () => null,
    pick: () => {},
    leaves: "input, select, .sheet",
    acts: {
      undo: () => sketch.undo(),
      clear: () => sketch.clear(),
      take: () => take(),
      pin: () => trigger("act", { do: "pin" }),
    },
    seen: () => s.data && { step: step(), unit: null, seq: wire.seq },
    standing: () => JSON.stringify([step(), ...sketch.grids, s.shown]),
    leads: () => false,
    rest: 450,
  })
  const sheet = q(".sheet")
  const sketch = makeSketch(MOST, () => {
    forget()
    redraw()
    wire.queue(0)
  })
  const wire = makeWire("seqdemoPad", sketch, { pushed: () => surface.cancel() })
  const surface = makeSurface(sheet, s.side, on, {
    allowed: () => !sketch.full,
    began: () => {
      player.stop()
      forget()
      redraw()
    },
    moved: places => {
      q(".now").replaceChildren()
      lineShape(places, "mine", q(".now"))
    },
    ended: places => {
      q(".now").replaceChildren()
      sketch.add([lineOf("m", places, s.side)])
    },
    dropped: () => {
      q(".now").replaceChildren()
      recall()
    },
    pen: (place, down) => {
      q(".pen").replaceChildren()
      if (place)
        shape("circle", { cx: place[0], cy: place[1], r: 5, class: down ? "down" : "" }, q(".pen"))
    },
  })

  // ---- what the network says -------------------------------------------------------------------
  const step = () => (s.ahead && player.t < s.steps ? player.t : null)
  /** An answer to an older drawing is none. */
  const forget = () => {
    s.ahead = null
    s.steps = 0
  }
  /** A line that is dropped: the drawing is again the one that Python has answered, or is about to. */
  const recall = () => (s.data ? heed(false) : redraw())
  const current = () => s.data?.drawing.join() === sketch.grids.join()
  const answer = (data, at) => {
    s.ahead = data.ahead && readAhead(data.ahead)
    s.steps = s.ahead ? s.ahead.places.length : 0
    player.resize(s.ahead ? s.steps + 1 : 0, at)
  }
  const take = () => {
    if (!s.ahead || !player.t) return
    const lines = linesUpTo(s.ahead, player.t).map(places => lineOf("n", places, s.side)),
      together = s.data.mode === "beside"
    player.stop()
    sketch.add(lines, together)
  }
  /** Drawing in turns, a line that is drawn to its end stays. */
  const turn = t => {
    if (
      s.data?.mode !== "beside" ||
      !s.ahead ||
      t < s.steps ||
      !s.steps ||
      s.turn === sketch.grids.join()
    )
      return
    s.turn = sketch.grids.join()
    setTimeout(() => {
      if (current() && !surface.busy) take()
    })
  }

  // ---- to the screen ---------------------------------------------------------------------------
  const show = (t, said) => {
    const coming = q(".coming"),
      gaussians = q(".gaussians"),
      now = q(".now")
    coming.replaceChildren()
    gaussians.replaceChildren()
    if (!surface.busy) now.replaceChildren()
    setOff(q('[data-do="take"]'), !s.ahead || t < 1)
    q('[data-do="take"]').textContent = t < s.steps ? "Take over here" : "Keep its lines"
    if (!s.ahead) {
      fillChances(q, null)
      return instrument.report()
    }
    for (const line of linesUpTo(s.ahead, t)) lineShape(line, "next", coming)
    // After its last point it draws nothing more: what it would draw from covers the drawing.
    if (t < s.steps) drawGaussians(ellipsesAt(s.ahead, t), gaussians)
    const [x, y] = penAt(s.ahead, t)
    if (!surface.busy) shape("circle", { cx: x, cy: y, r: 4 }, now)
    fillChances(q, penChances(s.ahead, t), t >= s.steps)
    if (said) instrument.say(`Point ${t} of ${s.steps}`)
    root.dataset.at = t
    turn(t)
    instrument.report()
  }
  const said = () => {
    const { data } = s
    if (!data) return ""
    if (data.note) return data.note
    if (sketch.full) return "The sheet is full: take a line back, or clear it."
    if (data.mode === "morph" && !sketch.grids.length)
      return data.kept.length
        ? "Now draw the beginning."
        : "Draw something first: a sheep, as it knows nothing else."
    if (!current()) return ""
    if (data.waits) return "Your turn: draw a line."
    if (s.ahead && !s.steps)
      return "It would leave it as it is: to the network this drawing is finished."
    return s.ahead?.finished ? "After its last point it drew “finished”." : ""
  }
  const redraw = () => {
    const drawn = q(".drawn"),
      { data } = s
    drawn.replaceChildren()
    for (const line of sketch.grids)
      lineShape(placesOf(line), line[0] === "m" ? "mine" : "theirs", drawn)
    setOff(q('[data-do="undo"]'), !sketch.canUndo)
    setOff(q('[data-do="clear"]'), !sketch.grids.length)
    q(".said").textContent = said()
    if (!s.ahead) player.resize(0)
    if (!data) return
    const morph = data.mode === "morph"
    q('[data-do="take"]').hidden = morph
    q('[data-do="pin"]').hidden = !morph
    q('[data-do="pin"]').textContent = data.kept.length ? "Let the end go" : "Keep as the end"
    setOff(q('[data-do="pin"]'), !data.kept.length && !sketch.grids.length)
    q(".player").hidden = morph
    fillChoices(q(".heading"), q(".thumbs"), {
      data,
      side: s.side,
      mine: current() ? sketch.grids.map(placesOf) : null,
      choose: ending => trigger("act", { do: "ending", ending }),
      become: sketch.become,
    })
  }
  on(root, "keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault()
      sketch.undo()
    }
  })

  // ---- from Python -----------------------------------------------------------------------------
  s.update = (/** @type {Payload} */ data, { setStateValue: send, setTriggerValue: pull }) => {
    instrument.hear(send)
    trigger = pull
    s.side = data.side
    const { first, lost } = wire.receive(data, send)
    if (lost) return
    s.data = data
    root.dataset.answered = wire.seq
    if (surface.busy) return
    heed(first)
    if (wire.sentAt && current())
      root.dataset.latency = (performance.now() - wire.sentAt).toFixed(1)
    // An answer that came with the page: the other endings are still to be asked for.
    if (first && data.others) instrument.known()
    instrument.report()
  }
  /** Show what Python has said last: a new answer is begun, one that was seen stands at its end. */
  const heed = first => {
    const { others: _others, note: _note, step, ...what } = s.data,
      shown = JSON.stringify(what),
      fresh = shown !== s.shown
    s.shown = shown
    if (!current()) forget()
    else if (fresh) begin(s.data, first)
    else if (s.data.ahead && !s.ahead) answer(s.data, step ?? undefined)
    redraw()
  }
  /** Show a new answer: drawn point by point, unless the visitor wants no motion or chose a step. */
  const begin = (data, first) => {
    player.stop()
    const plays = data.ahead && !first && data.step === null && !still()
    answer(data, plays ? 0 : (data.step ?? undefined))
    if (plays && s.steps) player.do.play()
    else if (s.ahead && data.step === null) player.go(s.steps, false)
  }
  s.dispose = () => {
    instrument.dispose()
    wire.dispose()
  }
  return s
}

export default create
