import assert from "node:assert/strict"
import { test } from "node:test"
import { equationsOf } from "../../seqdemo/web/shared/equations.js"

const layer = (cell, arrays, more = {}) => ({ cell, steps: 2, size: 1, arrays, ...more })
const lstm = (input, forget) =>
  layer("lstm", {
    hidden: [0.1, 0.2],
    cell_state: [0.5, 0.9],
    input: [0.5, input],
    forget: [0.5, forget],
    candidate: [0.1, 0.8],
    output: [0.6, 0.4],
  })

test("a GRU's line is the sum that gives its hidden state", () => {
  const gru = layer("gru", {
    hidden: [0.4, 0.34],
    reset: [0, 0.5],
    update: [0, 0.9],
    candidate: [0, -0.2],
  })
  const { lines } = equationsOf(gru, 1, 0)
  const [text, value] = lines.at(-1)
  assert.equal(text, "  = 0.10·−0.20 + 0.90·0.40")
  assert.equal(value, "0.34")
})

test("an LSTM's lines show the old cell state and the new one", () => {
  const { lines } = equationsOf(lstm(0.25, 0.98), 1, 0)
  assert.deepEqual(lines[5], ["  = 0.98·0.50 + 0.25·0.80", "0.90"])
  assert.equal(lines[6][0], "h = o·tanh(c) = 0.40·0.72")
})

test("the first step starts from the initial state, 0 unless there is one", () => {
  const plain = layer("gru", {
    hidden: [0.4, 0.3],
    reset: [1, 1],
    update: [0.5, 0.5],
    candidate: [0, 0],
  })
  assert.match(equationsOf(plain, 0, 0).lines.at(-1)[0], /0\.50·0\.00$/)
  const started = { ...plain, initial: { hidden: [0.75] } }
  assert.match(equationsOf(started, 0, 0).lines.at(-1)[0], /0\.50·0\.75$/)
})

test("the note on an LSTM says what is kept and what is added", () => {
  const both = equationsOf(lstm(0.99, 0.98), 1, 0).note
  assert.match(both, /keeps what it holds/)
  assert.match(both, /adds g almost whole/)
  const neither = equationsOf(lstm(0.01, 0.02), 1, 0).note
  assert.match(neither, /lets go of what it holds/)
  assert.match(neither, /adds little/)
})

test("the note on a GRU follows its update gate", () => {
  const gru = z =>
    layer("gru", { hidden: [0, 0], reset: [0, 0], update: [0, z], candidate: [0, 0] })
  assert.match(equationsOf(gru(0.95), 1, 0).note, /keeps its old value/)
  assert.match(equationsOf(gru(0.05), 1, 0).note, /takes the new value/)
  assert.match(equationsOf(gru(0.5), 1, 0).note, /part old value, part new/)
})

test("a trace without gates has no equations", () => {
  assert.equal(equationsOf(layer("lstm", { hidden: [0, 0] }), 1, 0), null)
})

test("a plain RNN's equation names its nonlinearity", () => {
  const rnn = layer("rnn", { hidden: [0, 0.5] }, { nonlinearity: "relu" })
  assert.deepEqual(equationsOf(rnn, 1, 0).lines, [["h = relu(Wx + Uh′ + b)", "0.50"]])
})

test("a backward layer's step starts from the one after it, its last from the initial state", () => {
  const gru = layer(
    "gru",
    { hidden: [0.5, 0.41], reset: [1, 1], update: [0.1, 0.9], candidate: [0.55, -0.4] },
    { direction: "backward", initial: { hidden: [-0.2] } },
  )
  assert.match(equationsOf(gru, 1, 0).lines.at(-1)[0], /0\.90·−0\.20$/)
  assert.match(equationsOf(gru, 0, 0).lines.at(-1)[0], /0\.10·0\.41$/)
})
