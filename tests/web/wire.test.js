import assert from "node:assert/strict"
import { beforeEach, mock, test } from "node:test"
import { BLANK, makeDrawing } from "../../seqdemo/web/shared/drawing.js"

const inked = cell => `${BLANK.slice(0, cell)}1${BLANK.slice(cell + 1)}`
const python = (drawing, { rev = 0, epoch = "one" } = {}) => ({ drawing, rev, epoch })

beforeEach(() => {
  globalThis.window = {}
})

const { makeWire } = await import("../../seqdemo/web/shared/wire.js")

const mounted = () => {
  const sent = [],
    drawing = makeDrawing(12, () => {})
  const wire = makeWire("drawn", drawing)
  return { wire, drawing, sent, send: (_name, value) => sent.push(value) }
}

test("the first drawing comes from Python and is not sent back", () => {
  const { wire, drawing, sent, send } = mounted()
  const { first, current } = wire.receive(python([inked(4)]), send)
  assert.deepEqual([first, current], [true, true])
  assert.deepEqual(drawing.grids, [inked(4)])
  assert.deepEqual(sent, [])
  wire.dispose()
})

test("what is drawn is sent with the revision it stands on, each time under a new number", () => {
  const { wire, drawing, sent, send } = mounted()
  wire.receive(python([BLANK], { rev: 3 }), send)
  drawing.toggle(0, 1)
  wire.queue(0)
  drawing.toggle(0, 2)
  wire.queue(0)
  assert.deepEqual(
    sent.map(({ rev, epoch, seq }) => [rev, epoch, seq]),
    [
      [3, "one", 1],
      [3, "one", 2],
    ],
  )
  wire.dispose()
})

test("an answer to an older drawing does not take the newer one away", () => {
  const { wire, drawing, send } = mounted()
  wire.receive(python([BLANK]), send)
  drawing.toggle(0, 1)
  const { current } = wire.receive(python([BLANK]), send)
  assert.equal(current, false)
  assert.deepEqual(drawing.grids, [inked(1)])
  wire.dispose()
})

test("a preset that Python pushes wins over a stroke on its way, and can be undone", () => {
  const { wire, drawing, sent, send } = mounted()
  wire.receive(python([BLANK]), send)
  drawing.toggle(0, 1)
  wire.queue(50)
  wire.receive(python([inked(7)], { rev: 1 }), send)
  assert.deepEqual(drawing.grids, [inked(7)])
  assert.deepEqual(sent, [])
  drawing.undo()
  assert.deepEqual(drawing.grids, [inked(1)])
  wire.dispose()
})

test("a restarted server is told the browser's drawing at once", () => {
  const { wire, drawing, sent, send } = mounted()
  wire.receive(python([BLANK], { rev: 5 }), send)
  drawing.toggle(0, 1)
  const { restarted, lost } = wire.receive(python([inked(9)], { rev: 0, epoch: "two" }), send)
  assert.deepEqual([restarted, lost], [true, true])
  assert.deepEqual(
    sent.map(({ drawing, rev, epoch }) => [drawing, rev, epoch]),
    [[[inked(1)], 0, "two"]],
  )
  wire.dispose()
})

test("a component mounted anew goes on with the drawing of the one before", () => {
  const one = mounted()
  one.wire.receive(python([BLANK]), one.send)
  one.drawing.toggle(0, 1)
  const other = mounted()
  other.wire.receive(python([BLANK]), other.send)
  assert.deepEqual(other.drawing.grids, [inked(1)])
  other.drawing.undo()
  assert.deepEqual(other.drawing.grids, [BLANK])
  one.wire.dispose()
  other.wire.dispose()
})

test("a drawing that nobody answers is sent again, after longer each time, until it is answered", () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const { wire, drawing, sent, send } = mounted()
  wire.receive(python([BLANK]), send)
  drawing.toggle(0, 1)
  wire.queue(0)
  mock.timers.tick(1499)
  assert.equal(sent.length, 1)
  mock.timers.tick(1)
  assert.equal(sent.length, 2)
  mock.timers.tick(2999)
  assert.equal(sent.length, 2)
  mock.timers.tick(1)
  assert.deepEqual(
    sent.map(({ drawing }) => drawing),
    [[inked(1)], [inked(1)], [inked(1)]],
  )
  wire.receive(python([inked(1)]), send)
  mock.timers.tick(1e6)
  assert.equal(sent.length, 3)
  wire.dispose()
  mock.timers.reset()
})

test("an answer to an older drawing does not end the waiting for the newer one", () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const { wire, drawing, sent, send } = mounted()
  wire.receive(python([BLANK]), send)
  drawing.toggle(0, 1)
  wire.queue(0)
  drawing.toggle(0, 2)
  wire.queue(0)
  wire.receive(python([inked(1)]), send)
  mock.timers.tick(1500)
  assert.equal(sent.length, 3)
  assert.deepEqual(sent[2].drawing, drawing.grids)
  wire.dispose()
  mock.timers.reset()
})

test("what was drawn and not answered is there again after a reload, at the same address alone", () => {
  const tab = new Map()
  globalThis.sessionStorage = {
    getItem: name => tab.get(name) ?? null,
    setItem: (name, text) => tab.set(name, text),
    removeItem: name => tab.delete(name),
  }
  globalThis.location = { pathname: "/word_reader", search: "" }
  const first = mounted()
  first.wire.receive(python([BLANK]), first.send)
  first.drawing.toggle(0, 1)
  first.wire.queue(0)
  first.wire.dispose()
  const loaded = (search, given) => {
    globalThis.window = {}
    globalThis.location.search = search
    const { wire, drawing, sent, send } = mounted()
    wire.receive(python([given], { epoch: "two" }), send)
    wire.dispose()
    return { drawing: drawing.grids, sent: sent.map(one => one.drawing) }
  }
  const elsewhere = new Map(tab)
  assert.deepEqual(loaded("?w=another", inked(9)), { drawing: [inked(9)], sent: [] })
  for (const [name, text] of elsewhere) tab.set(name, text)
  assert.deepEqual(loaded("", BLANK), { drawing: [inked(1)], sent: [[inked(1)]] })
  assert.deepEqual(loaded("", inked(1)), { drawing: [inked(1)], sent: [] })
  assert.deepEqual(loaded("", BLANK), { drawing: [BLANK], sent: [] }) // it was answered
  delete globalThis.sessionStorage
  delete globalThis.location
})
