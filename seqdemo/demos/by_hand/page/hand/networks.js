// The choice of another network: its cell, its units, its nonlinearity.

import { make } from "../../../../web/shared/element.js"

const CELLS = { rnn: "RNN", gru: "GRU", lstm: "LSTM" },
  UNITS = [1, 2, 3],
  NONLINEARITIES = ["tanh", "relu", "sigmoid"]

const choice = (label, options, value, change) => {
  const box = make("label", "", `${label} `),
    select = make("select")
  select.append(
    ...options.map(([key, words]) => new Option(words, key, false, String(key) === String(value))),
  )
  select.addEventListener("change", () => change(select.value))
  box.append(select)
  return box
}

/** Fill `bar` with the choices; `choose(shape)` is told of another one. A gated cell has one unit. */
export const fillNetworks = (bar, shape, choose) => {
  const key = JSON.stringify(shape)
  if (bar.dataset.shape === key) return
  bar.dataset.shape = key
  const { cell, units, nonlinearity } = shape,
    plain = cell === "rnn"
  bar.replaceChildren(
    choice("Cell", Object.entries(CELLS), cell, value =>
      choose({ ...shape, cell: value, nonlinearity: "tanh", units: value === "rnn" ? units : 1 }),
    ),
    ...(plain
      ? [
          choice(
            "Units",
            UNITS.map(n => [n, String(n)]),
            units,
            value => choose({ ...shape, units: +value }),
          ),
          choice(
            "Squashed by",
            NONLINEARITIES.map(name => [name, name]),
            nonlinearity,
            value => choose({ ...shape, nonlinearity: value }),
          ),
        ]
      : []),
  )
}
