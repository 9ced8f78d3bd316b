// Texts that begin alike, as a tree: what they share stands once, with how many of them took it.

import { make } from "../shared/element.js"
import { count, percent, raised, visible } from "../shared/format.js"
import { isDark } from "../shared/palette.js"

/**
 * What Python sends: `prefix_tree` in __init__.py.
 * @typedef {{ symbols: string[], p: number, names: string[], branches: Branch[] }} Branch
 * @typedef {object} Payload
 * @property {string} root What stands before all of them.
 * @property {string} named What a name is, such as "seed".
 * @property {Branch[]} branches The tree.
 */

/** A probability, as a share or as one in many. */
const likely = p => {
  if (p >= 0.001) return percent(p)
  if (p < 1e-6) return `1 in 10${raised(Math.round(-Math.log10(p)))}`
  return `1 in ${count(Number((1 / p).toPrecision(2)))}`
}

/** Symbols as text; spaces are marked at the ends, where one would not see them. */
const written = symbols => {
  const text = make("span", "w")
  symbols.forEach((symbol, n) => {
    const end = n === 0 || n === symbols.length - 1
    if (symbol === "\n" || (symbol === " " && end))
      text.append(make("span", "gap", visible(symbol)))
    else text.append(symbol)
  })
  return text
}

const create = root => {
  const s = { trigger: (_name, _value) => {} }
  const itemOf = (branch, before, all, named) => {
    const item = make("li"),
      button = make("button", "branch"),
      symbols = [...before, ...branch.symbols],
      alone = branch.names.length === 1,
      many = alone ? `${named} ${branch.names[0]}` : `${branch.names.length} of ${all}`
    button.type = "button"
    button.append(written(branch.symbols), make("span", "p", `${many} · ${likely(branch.p)}`))
    button.title = `Go on with “${symbols.map(visible).join("")}”`
    button.addEventListener("click", () => s.trigger("pick", { symbols }))
    item.style.setProperty("--thick", `${(1.5 + (6 * branch.names.length) / all).toFixed(1)}px`)
    item.append(button)
    if (branch.branches.length) item.append(listOf(branch.branches, symbols, all, named))
    return item
  }
  const listOf = (branches, before, all, named) => {
    const list = make("ul")
    list.append(...branches.map(branch => itemOf(branch, before, all, named)))
    return list
  }
  return {
    update: (/** @type {Payload} */ data, { setTriggerValue: trigger }) => {
      s.trigger = trigger
      root.classList.toggle("dark", isDark(root))
      const all = data.branches.reduce((sum, branch) => sum + branch.names.length, 0)
      const item = make("li")
      item.append(make("span", "before", data.root), listOf(data.branches, [], all, data.named))
      root.querySelector(".root").replaceChildren(item)
    },
    dispose: () => {},
  }
}

export default create
