// The page "A memory by hand": puzzles, their checker, where numbers come from, the cell by hand.

import assert from "node:assert/strict"
import { test } from "node:test"
import { chainOf, fate } from "../../seqdemo/demos/by_hand/page/fifty/gradients.js"
import { verdictWords } from "../../seqdemo/demos/by_hand/page/hand/check_panel.js"
import { answerOf, checkAll, solves } from "../../seqdemo/demos/by_hand/page/hand/checker.js"
import {
  contextOf,
  derivation,
  numberAt,
  orderOf,
  sourcesOf,
} from "../../seqdemo/demos/by_hand/page/hand/derive.js"
import { readInWords } from "../../seqdemo/demos/by_hand/page/hand/head.js"
import { makeLearner } from "../../seqdemo/demos/by_hand/page/hand/learner.js"
import { namedWeights } from "../../seqdemo/demos/by_hand/page/hand/names.js"
import { PUZZLES } from "../../seqdemo/demos/by_hand/page/hand/puzzles.js"
import {
  isNear,
  makeRound,
  questionsOf,
  readNumber,
  threeOf,
} from "../../seqdemo/demos/by_hand/page/hand/quiz.js"
import { adopted, placeOf } from "../../seqdemo/demos/by_hand/page/hand/state.js"
import { runOver, weightsOf } from "../../seqdemo/web/tiny/network.js"

const ALL = Object.entries(PUZZLES)

test("every solution solves its puzzle, and what it starts from does not, nor do empty weights", () => {
  for (const [name, puzzle] of ALL) {
    assert.equal(checkAll(puzzle, puzzle.shape, puzzle.solution).fails, "", name)
    for (const list of [puzzle.start, puzzle.start.map(() => 0)]) {
      const { fails, right, total } = checkAll(puzzle, puzzle.shape, list, 5)
      assert.ok(fails && right < total, name)
    }
  }
})

test("a solution is near: it differs from the start in the weights that are to be moved first", () => {
  for (const [name, { shape, inputs, start, solution, open }] of ALL) {
    const moved = namedWeights(shape, inputs)
      .filter(({ n }) => start[n] !== solution[n])
      .map(weight => weight.name)
    assert.deepEqual(
      moved.filter(weight => !open.includes(weight)),
      [],
      name,
    )
    assert.equal(weightsOf(shape).length, start.length)
  }
})

test("all strings up to the length are tried, and the first that fails is a shortest one", () => {
  const { has_a } = PUZZLES,
    always = [0, 0, 0, 0, 1]
  assert.deepEqual(checkAll(has_a, has_a.shape, always, 3), { right: 11, total: 14, fails: "b" })
  assert.equal(answerOf(0), null)
  assert.match(verdictWords({ right: 510, total: 510, fails: "" }, 8), /^Right on all 510 strings/)
})

test("the rules of the puzzles say what a person would", () => {
  const answers = (name, word) =>
    [...word].reduce(
      ({ memory, said }, symbol) => {
        const [after, answer] = PUZZLES[name].next(memory, symbol)
        return { memory: after, said: [...said, answer] }
      },
      { memory: PUZZLES[name].blank, said: [] },
    ).said
  assert.deepEqual(answers("has_a", "bab"), [false, true, true])
  assert.deepEqual(answers("first", "bab"), [false, false, false])
  assert.deepEqual(answers("forget", "a b"), [true, false, false])
  assert.deepEqual(answers("echo", "abb"), [null, true, false])
  assert.deepEqual(answers("odd", "aba"), [true, true, false])
  assert.deepEqual(answers("hold", "aBaA"), [null, false, false, true])
})

test("every puzzle is learned from the random weights that it names", () => {
  for (const [name, puzzle] of ALL) {
    const { nonlinearity = puzzle.shape.nonlinearity, ...options } = puzzle.learns,
      shape = { ...puzzle.shape, nonlinearity }
    const learner = makeLearner(puzzle, shape, options)
    let now
    do now = learner.update()
    while (now.updates < 250 && !(now.updates % 25 === 0 && solves(puzzle, shape, now.list)))
    assert.ok(solves(puzzle, shape, now.list), `${name} after ${now.updates} updates`)
  }
})

test("learning from random weights often finds a solution, and sometimes none", () => {
  const puzzle = PUZZLES.first
  const solved = [2, 3, 4, 5, 6, 7].filter(seed => {
    const learner = makeLearner(puzzle, puzzle.shape, { ...puzzle.learns, seed, depth: 5 })
    let now
    do now = learner.update()
    while (now.updates < 250)
    return solves(puzzle, puzzle.shape, now.list)
  })
  assert.ok(solved.length >= 2 && solved.length <= 5, String(solved))
})

const run = ({ shape, inputs, solution, word, reads }) => {
  const context = contextOf(
    shape,
    solution,
    runOver(
      shape,
      solution,
      [...word].map(symbol => reads[symbol]),
    ),
  )
  return { context, named: namedWeights(shape, inputs) }
}
/** A derivation's tokens worked out as arithmetic. */
const worked = tokens => {
  const text = tokens
    .map(token => (typeof token === "string" ? token : `(${token.value})`))
    .join("")
    .replaceAll("·", "*")
    .replaceAll("−", "-")
  const maths = { tanh: Math.tanh, relu: z => Math.max(0, z), sigma: z => 1 / (1 + Math.exp(-z)) }
  return Function(
    ...Object.keys(maths),
    `return ${text.replaceAll("σ", "sigma")}`,
  )(...Object.values(maths))
}

test("the arithmetic that is shown gives the number that it explains, for every number of every cell", () => {
  const gru = {
    ...PUZZLES.first,
    shape: { ...PUZZLES.first.shape, cell: "gru" },
    solution: [1, -2, 3, 0.5, 1, -1, 0.2, -0.4, 0, 2, 0.1],
  }
  for (const puzzle of [...Object.values(PUZZLES), gru]) {
    const { context, named } = run(puzzle)
    for (let t = 0; t < context.steps.length; t++) {
      for (const ref of orderOf(context, t)) {
        const { tokens, value } = derivation(context, ref, named)
        assert.ok(
          Math.abs(worked(tokens) - value) < 1e-12,
          `${puzzle.title} ${JSON.stringify(ref)}`,
        )
        assert.equal(value, numberAt(context, ref))
      }
    }
  }
})

test("weights are named as in the equations", () => {
  const names = shape => namedWeights(shape, ["a?", "b?"]).map(({ name }) => name)
  assert.deepEqual(names({ cell: "rnn", inputs: 1, units: 1, outputs: 1 }), [
    "W",
    "U",
    "b",
    "V",
    "c",
  ])
  assert.deepEqual(names({ cell: "rnn", inputs: 1, units: 2, outputs: 1 }), [
    "W₁",
    "W₂",
    "U₁₁",
    "U₁₂",
    "U₂₁",
    "U₂₂",
    "b₁",
    "b₂",
    "V₁",
    "V₂",
    "c",
  ])
  assert.deepEqual(names({ cell: "gru", inputs: 2, units: 1, outputs: 1 }).slice(0, 4), [
    "Wr₁",
    "Wr₂",
    "Wz₁",
    "Wz₂",
  ])
})

test("the cell by hand asks every number of every step once, in the order in which they are needed", () => {
  const { context, named } = run(PUZZLES.hold),
    questions = questionsOf(context, named),
    round = makeRound(questions)
  assert.equal(questions.length, PUZZLES.hold.word.length * 11)
  const names = questions.map(({ ref }) => JSON.stringify(ref))
  assert.equal(new Set(names).size, questions.length)
  for (const [n, question] of questions.entries()) {
    for (const ref of sourcesOf(question))
      assert.ok(!names.slice(n).includes(JSON.stringify(ref)), names[n])
  }
  round.miss()
  round.pass()
  round.pass()
  assert.deepEqual([round.at, round.right], [2, 1])
  round.skip()
  assert.equal(round.question.t, 1)
  assert.ok(
    !round.hides({ kind: "logit", t: 0, k: 0 }) && round.hides({ kind: "logit", t: 1, k: 0 }),
  )
})

test("answers are read as people type them and taken to one decimal", () => {
  assert.deepEqual(["0,8", " −1.2 ", ".5", "+2"].map(readNumber), [0.8, -1.2, 0.5, 2])
  for (const text of ["", "one", "1.2.3", "0x1", "1e3"])
    assert.ok(Number.isNaN(readNumber(text)), text)
  assert.ok(isNear(0.9, 0.86) && isNear(0.8, 0.86) && !isNear(0.7, 0.86))
})

test("of three numbers one is right, and no two are alike", () => {
  for (const [value, sum] of [
    [0.96, 2],
    [0, 0],
    [-0.5, -0.55],
    [1, 40],
    [3, 3],
    [0.5, 0],
  ]) {
    const three = threeOf(value, sum)
    assert.equal(new Set(three.map(([text]) => text)).size, 3)
    assert.deepEqual(
      three.filter(([, right]) => right).map(([text]) => text),
      [(Math.round(value * 10) / 10).toFixed(1)],
    )
  }
})

test("what is on screen comes back from its link, and nonsense changes nothing", () => {
  const first = adopted({}),
    { hold } = PUZZLES
  assert.deepEqual(placeOf(first), { puzzle: null, net: null, w: null, word: null, at: null })
  const built = { puzzle: "hold", shape: hold.shape, list: hold.solution, word: "ABab", t: 1 }
  assert.deepEqual(adopted(placeOf(built)), built)
  const other = {
    puzzle: "odd",
    shape: { ...PUZZLES.odd.shape, nonlinearity: "tanh", units: 3 },
    list: new Array(19).fill(0.125),
    word: "aab",
    t: 2,
  }
  assert.deepEqual(adopted(placeOf(other)), other)
  assert.deepEqual(
    adopted({ puzzle: "x", net: "rnn.step.9", w: "1,2", word: "zzz", at: "99" }),
    first,
  )
})

test("one weight over fifty steps: vanishing, lasting, exploding, and what tanh does to it", () => {
  for (const weight of [0.9, -1.1, 1])
    assert.ok(
      Math.abs(chainOf(weight, "none").gradients[0] - weight ** 50) < 1e-9 * Math.abs(weight ** 50),
    )
  assert.deepEqual(
    [0.9, 1, 1.1].map(weight => fate(Math.abs(chainOf(weight, "none").gradients[0]))),
    ["It vanishes", "It lasts", "It explodes"],
  )
  const { states, gradients } = chainOf(1.5, "tanh", 20),
    near = 1e-6
  const last = (from, t) => {
    let h = from
    for (let n = t; n < 20; n++) h = Math.tanh(1.5 * h)
    return h
  }
  assert.ok(
    Math.abs((last(states[0] + near, 0) - last(states[0] - near, 0)) / (2 * near) - gradients[0]) <
      1e-6,
  )
  assert.equal(fate(chainOf(1.5, "tanh").gradients[0]), "It vanishes")
})

test("beside a line that is typed stands what is read of it", () => {
  const puzzle = Object.values(PUZZLES)[0]
  assert.equal(readInWords(puzzle, "abba"), "a is 1, b is 0")
  assert.equal(readInWords(puzzle, "an ✨ abxb"), "Only these are read: a is 1, b is 0")
})
