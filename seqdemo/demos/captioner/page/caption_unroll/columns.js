// The decoder unrolled: one column a word. Below where it looked, in the middle its state and one
// gate, on top what it thought the next word might be.

import { make } from "../../../../web/shared/element.js"
import { number } from "../../../../web/shared/format.js"
import { scrollTo } from "../../../../web/shared/motion.js"
import { drawTile, stateAt, unitAt } from "../../../../web/shared/tile.js"
import { NAMES, valueAt } from "../../../../web/shared/trace.js"
import { barRow } from "../../../../web/steps/bars.js"
import { rowName } from "../../../../web/steps/row_name.js"
import { GRID, REGIONS } from "../regions.js"
import { END, nameOf, NEVER } from "./names.js"

const BESTS = 5
const briefly = choice => (choice.kind === "never" ? "?" : nameOf(choice))

/** The regions of the photo, in rows. */
const IN_ROWS = { order: Array.from({ length: REGIONS }, (_, n) => n), side: GRID, gap: 1 }

const columnOf = t => {
  const column = make("div", t < 0 ? "column before" : "column")
  column.dataset.t = t
  column.setAttribute("role", "listitem")
  const state = make("div", "state"),
    gate = make("canvas", "tile gate"),
    hidden = make("canvas", "tile hidden")
  state.append(make("span", "flow", "→"), hidden, gate)
  if (t < 0)
    state.append(make("span", "row-name origin", "from the photo"), make("span", "gate-name"))
  column.append(
    make("div", "guesses"),
    make("div", "up"),
    state,
    make("div", "up short"),
    make("canvas", "look"),
    make("div", "read"),
  )
  return column
}

const guessOf = (choice, said, t, actions) => {
  const never = choice.kind === "never",
    title = never
      ? NEVER
      : said
        ? "What it said"
        : `Say “${nameOf(choice)}” here, and go on from there`
  const row = barRow({
    label: briefly(choice),
    p: choice.p,
    fill: choice.q ?? choice.p,
    best: said,
    pick:
      !never && (() => (said ? actions.click(t, -1) : actions.branch(t, choice.kind, choice.word))),
    title,
  })
  Object.assign(row.dataset, { kind: choice.kind, word: choice.word, t })
  return row
}

/** What the columns show of a picture's choices and of what Python sent; `large` on a projector. */
export const columnsView = (s, large) => ({
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
})

export const makeColumns = (root, on, actions) => {
  const scroll = root.querySelector(".scroll"),
    columns = root.querySelector(".columns")
  const v = { layer: null, t: 0 }

  const tileView = (name, t) => ({
    name: `${NAMES[name]} ${t < 0 ? "from the photo" : `at word ${t + 1}`}`,
    order: v.order,
    side: v.side,
    cell: v.px,
    table: v.tables[name],
    ink: v.ink,
    selected: v.unit,
  })
  const fill = column => {
    const t = +column.dataset.t,
      q = name => column.querySelector(name)
    drawTile(q(".hidden"), stateAt(v.layer, "hidden", t), tileView("hidden", t))
    const gate = q(".gate")
    gate.hidden = t < 0 && v.gate !== "cell_state"
    if (t < 0) q(".gate-name").replaceChildren(rowName(v.gate, v.tables[v.gate].most))
    if (!gate.hidden) drawTile(gate, stateAt(v.layer, v.gate, t), tileView(v.gate, t))
    const look = q(".look")
    if (!look) return
    look.hidden = !v.attention
    if (!look.hidden)
      drawTile(look, v.attention.subarray(t * REGIONS, (t + 1) * REGIONS), {
        ...IN_ROWS,
        name: `where it looked at word ${t + 1}`,
        cell: v.lookPx,
        table: { ...v.tables.attention, most: v.most },
      })
  }
  const label = column => {
    const t = +column.dataset.t,
      q = name => column.querySelector(name)
    if (t < 0) {
      q(".guesses").replaceChildren(make("span", "row-name", "next word"), rowName("hidden", 1))
      q(".look").replaceWith(make("span", "row-name looked", v.attention ? "where it looked" : ""))
      return
    }
    const saidKind = t === v.said.length ? END : "word",
      said = v.said[t]
    const list = v.choices[t],
      here = list.findIndex(c => c.kind === saidKind && (saidKind === END || c.word === said))
    const shown = list.slice(0, here >= BESTS || here < 0 ? BESTS - 1 : BESTS)
    if (here >= BESTS) shown.push(list[here])
    else if (here < 0) shown.push({ word: said ?? "", kind: saidKind, p: v.chosen[t], q: null })
    q(".guesses").replaceChildren(
      ...shown.map(c =>
        guessOf(c, c.kind === saidKind && (saidKind === END || c.word === said), t, actions),
      ),
    )
    q(".read").replaceChildren(...(t ? ["after “", make("b", "", v.said[t - 1]), "”"] : ["start"]))
  }
  const all = () => [...columns.children]
  on(columns, "click", event => {
    const column = event.target.closest(".column"),
      tile = event.target.closest(".tile")
    if (!column) return
    const t = +column.dataset.t
    const unit = tile ? unitUnder(tile, event) : -1
    actions.click(Math.max(0, t), unit)
  })
  const unitUnder = (tile, event) =>
    unitAt(tile, event, { order: v.order, side: v.side, cell: v.px })
  on(columns, "pointermove", event => {
    const tile = event.target.closest(".tile"),
      unit = tile ? unitUnder(tile, event) : -1
    if (unit < 0) {
      actions.tip("", event)
      return
    }
    const t = +tile.closest(".column").dataset.t,
      name = tile.classList.contains("gate") ? v.gate : "hidden"
    actions.tip(
      `${NAMES[name]}, unit ${unit} ${t < 0 ? "before the first word" : t ? `after reading “${v.said[t - 1]}”` : "at the start"}: ${number(valueAt(v.layer, name, t, unit))}`,
      event,
    )
  })
  on(columns, "pointerleave", event => actions.tip("", event))
  return {
    update(view) {
      const other = view.rev !== v.rev
      Object.assign(v, view)
      if (other || columns.children.length !== v.layer.steps + 1) {
        columns.replaceChildren(
          ...Array.from({ length: v.layer.steps + 1 }, (_, k) => columnOf(k - 1)),
        )
        all().forEach(label)
      }
      all().forEach(fill)
    },
    show(t) {
      v.t = t
      for (const column of columns.children) {
        column.classList.toggle("now", +column.dataset.t === t)
        column.classList.toggle("later", +column.dataset.t > t)
        // Tab stops at the words of the step that is shown; arrows go to the others.
        for (const guess of column.querySelectorAll("button.guess"))
          guess.tabIndex = +column.dataset.t === t ? 0 : -1
      }
    },
    follow(t) {
      const column = columns.querySelector(`.column[data-t="${t}"]`)
      if (!column || scroll.scrollWidth <= scroll.clientWidth + 4) return
      // The names of the rows stay at the left: the rest is what one sees.
      const wide = column.offsetWidth,
        left = t * wide - (scroll.clientWidth - columns.firstChild.offsetWidth - wide) / 2
      scrollTo(scroll, Math.round(left / wide) * wide)
    },
  }
}
