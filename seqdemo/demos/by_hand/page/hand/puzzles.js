// The puzzles: what must be remembered, the network that is to do it, where its weights start.
//
// `next(memory, symbol)` is the rule itself: [new memory, right answer]; null where any answer will do.
// Weights are listed as in tiny/network.js: W, U, b of each gate and unit, then V and c.

const rnn = (inputs, units, nonlinearity = "tanh") => ({
  cell: "rnn",
  nonlinearity,
  inputs,
  units,
  outputs: 1,
})
const lstm = (inputs, units) => ({ cell: "lstm", nonlinearity: "tanh", inputs, units, outputs: 1 })

/**
 * @typedef {object} Puzzle
 * @property {string} title On its chip.
 * @property {string} asks The task, in a sentence.
 * @property {string[]} says What the network says: for less than 0, for more.
 * @property {Record<string, number[]>} reads Symbol -> what the network gets for it.
 * @property {string[]} inputs What each input means.
 * @property {any} blank Memory before the first symbol.
 * @property {(memory: any, symbol: string) => [any, boolean | null]} next
 * @property {any} shape The network; see tiny/network.js.
 * @property {number[]} start Weights at first.
 * @property {number[]} solution Weights that solve it.
 * @property {string[]} open Names of the weights to move first; see names.js.
 * @property {string} nudge What is wrong with it at first.
 * @property {string} hint
 * @property {string} word Shown at first.
 * @property {{ nonlinearity?: string, seed: number, depth: number, rate?: number }} learns How it is learned: squashed by what, from which random weights, on all strings up to which length.
 */

/** @type {Record<string, Puzzle>} */
export const PUZZLES = {
  has_a: {
    title: "Has an a come?",
    asks: "Say yes from the first a on, whatever follows.",
    says: ["no", "yes"],
    reads: { a: [1], b: [0] },
    inputs: ["a?"],
    blank: false,
    next: (seen, symbol) => [seen || symbol === "a", seen || symbol === "a"],
    shape: rnn(1, 1),
    start: [2, 0.9, 0, 4, -2],
    solution: [3, 2, 0, 4, -2],
    open: ["U", "W", "b"],
    nudge: "The memory fades away. Pull U up.",
    hint: "The a goes in, but it fades: each step multiplies the old state by U before tanh squeezes it. Pull U above 1.",
    word: "babbbbb",
    learns: { seed: 1, depth: 6 },
  },
  first: {
    title: "The first letter",
    asks: "Say after every letter which one came first.",
    says: ["b", "a"],
    reads: { a: [1], b: [-1] },
    inputs: ["letter"],
    blank: null,
    next: (first, symbol) => [first ?? symbol, (first ?? symbol) === "a"],
    shape: rnn(1, 1),
    start: [2, 1, 0, 3, 0],
    solution: [1, 3, 0, 3, 0],
    open: ["W", "U", "b"],
    nudge: "The newest letter wins. Which weight is too strong?",
    hint: "Now the newest letter wins. At the first step there is no old state to fight with. Make what is old (U) stronger than what is new (W).",
    word: "abbabb",
    learns: { seed: 2, depth: 6 },
  },
  forget: {
    title: "Forget at a space",
    asks: "Has an a come since the last space?",
    says: ["no", "yes"],
    reads: { a: [1, 0], b: [0, 0], " ": [0, 1] },
    inputs: ["a?", "space?"],
    blank: false,
    next: (seen, symbol) => {
      const now = symbol === "a" || (seen && symbol !== " ")
      return [now, now]
    },
    shape: rnn(2, 1, "sigmoid"),
    start: [8, 0, 8, -4, 8, -4],
    solution: [8, -8, 8, -4, 8, -4],
    open: ["W₂", "W₁", "U", "b"],
    nudge: "It never forgets. What should a space do to the sum?",
    hint: "The state holds itself: U·1 + b is above 0. A space has to push the sum far below 0 again, whatever the state was.",
    word: "ba b ab",
    learns: { seed: 1, depth: 5 },
  },
  echo: {
    title: "Echo, one step late",
    asks: "Say the letter that came one step before.",
    says: ["b", "a"],
    reads: { a: [1], b: [-1] },
    inputs: ["letter"],
    blank: null,
    next: (before, symbol) => [symbol, before === null ? null : before === "a"],
    shape: rnn(1, 2),
    start: [2, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0],
    solution: [2, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0],
    open: ["U₂₁", "W₁", "W₂"],
    nudge: "Unit 2 hears nothing yet: one wire is missing.",
    hint: "Unit 1 holds the newest letter. At the next step unit 2 can still read it, as the old state of unit 1: one wire from 1 to 2.",
    word: "abbaab",
    learns: { seed: 1, depth: 5 },
  },
  odd: {
    title: "Odd or even?",
    asks: "Is the number of a's so far odd?",
    says: ["even", "odd"],
    reads: { a: [1], b: [0] },
    inputs: ["a?"],
    blank: false,
    next: (odd, symbol) => {
      const now = odd !== (symbol === "a")
      return [now, now]
    },
    shape: rnn(1, 2, "relu"),
    start: [1, 2, 1, 0, 2, 0, 0, -2, 2, -2, -1],
    solution: [1, 2, 1, -1, 2, -2, 0, -2, 2, -2, -1],
    open: ["U₁₂", "U₂₂", "W₁", "W₂"],
    nudge: "It counts up and never back. Unit 1 should also subtract what unit 2 holds.",
    hint: "The count is unit 1 minus unit 2: 0 is even, 1 is odd. Unit 1 adds the letter to that count; unit 2 is 2 more once the sum reaches 2. Both must see the count, so both must also subtract what unit 2 held.",
    word: "aababba",
    learns: { nonlinearity: "tanh", seed: 7, depth: 5, rate: 0.03 },
  },
  hold: {
    title: "Hold until told",
    asks: "A capital letter says: keep this. Say which one was kept last; small letters are noise.",
    says: ["B", "A"],
    reads: { A: [1, 1], B: [-1, 1], a: [1, 0], b: [-1, 0] },
    inputs: ["letter", "capital?"],
    blank: null,
    next: (kept, symbol) => {
      const now = symbol === "A" || symbol === "B" ? symbol : kept
      return [now, now === null ? null : now === "A"]
    },
    shape: lstm(2, 1),
    //       W: i    f     g     o     U           b              V  c
    start: [0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 0],
    solution: [0, 12, 0, -12, 3, 0, 0, 0, 0, 0, 0, 0, -6, 6, 0, 4, 4, 0],
    open: ["Wi₂", "bi", "Wf₂", "bf"],
    nudge: "Both gates stand half open: the value leaks, and noise comes in.",
    hint: "Two gates, one letter each: the input gate i must open for capitals only (b low, the weight from capital? high), the forget gate f must do the opposite.",
    word: "AbbBaab",
    learns: { seed: 1, depth: 4 },
  },
}
