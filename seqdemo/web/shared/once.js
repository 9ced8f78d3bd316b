// What a component does for the whole page: each brings this code with it, and the first one is enough.

const DONE = "seqdemoDone"

/**
 * Call functions with the window, each once however many components ask for it.
 *
 * @param {Record<string, (where: Window) => void>} begins By the names that tell them apart.
 * @param {Window} where
 */
export const once = (begins, where = window) => {
  const everywhere = /** @type {any} */ (where)
  everywhere[DONE] ??= new Set()
  for (const [name, begin] of Object.entries(begins)) {
    if (everywhere[DONE].has(name)) continue
    everywhere[DONE].add(name)
    begin(where)
  }
}
