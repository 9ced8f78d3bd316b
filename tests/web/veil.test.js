// Steps that are still to come: nothing of them is drawn, named or told of in the panel.

import assert from "node:assert/strict"
import { test } from "node:test"

import { isVeiled, turnVeil, upTo, veiledColumn } from "../../seqdemo/web/steps/veil.js"

/** As much of an element as a column needs. */
class Element {
  constructor(tag) {
    Object.assign(this, {
      tag,
      className: "",
      children: [],
      attributes: {},
      dataset: {},
      style: {},
    })
    this.classList = { add: name => (this.className += ` ${name}`) }
  }
  setAttribute(name, value) {
    this.attributes[name] = String(value)
  }
  append(...parts) {
    this.children.push(...parts)
  }
  remove() {
    this.gone = true
  }
}

globalThis.document = /** @type {any} */ ({ createElement: tag => new Element(tag) })
const COLUMNS = ["secret", "words", "nobody", "sees"].map(words => ({
  input: { kind: "text", words },
}))

test("only steps after the one that is shown are veiled, and only under a veil", () => {
  const shown = veil => COLUMNS.map((_, t) => isVeiled({ veil, t: 1 }, t))
  assert.deepEqual(shown(true), [false, false, true, true])
  assert.deepEqual(shown(false), [false, false, false, false])
})

test("a veiled column has its place and a question mark, and says nothing of its step", () => {
  const column = veiledColumn(2, { columns: COLUMNS, wide: 100 })
  assert.equal(column.attributes["aria-label"], "Step 3 of 4: still to come")
  assert.equal(column.attributes["aria-posinset"], "3")
  assert.equal(column.style.left, "200px")
  assert.deepEqual(
    column.children.map(child => [child.tag, child.textContent]),
    [["span", "?"]],
  )
  const all = JSON.stringify(column)
  for (const { input } of COLUMNS) assert.ok(!all.includes(input.words))
})

test("where the veil rises or falls a column is taken away, the others stay", () => {
  const shown = new Map(COLUMNS.map((_, t) => [t, new Element("div")])),
    all = new Map(shown)
  turnVeil({ veil: true, t: 0, shown }, 2)
  assert.deepEqual([...shown.keys()], [0, 3])
  assert.deepEqual(
    [...all].filter(([, column]) => column.gone).map(([t]) => t),
    [1, 2],
  )
})

test("without a veil every column stays", () => {
  const shown = new Map([[0, new Element("div")]])
  turnVeil({ veil: false, t: 0, shown }, 3)
  assert.equal(shown.size, 1)
})

test("the panel beside it knows a layer up to the step that is shown", () => {
  const view = { layers: [{ steps: 4, name: "a" }], unit: 7 }
  assert.deepEqual(upTo(1, view, { veil: true }), { layers: [{ steps: 2, name: "a" }], unit: 7 })
  assert.equal(upTo(1, view, { veil: false }), view)
})
