// One history entry for a change of page: Streamlit pushes two where `st.switch_page` also sets query
// parameters. First come the new parameters at the old page's path, a view that nobody has seen and
// that Back would show; then the new path.

/** Milliseconds within which the second follows the first. */
const SOON = 5000

/**
 * Have `history.pushState` replace an entry that it has pushed for the parameters alone, once the
 * page that they are for is pushed.
 *
 * @param {Window} where Whose history it is; calling it again does nothing.
 */
export const keepOneEntry = (where = window) => {
  const { history, location } = where
  const everywhere = /** @type {any} */ (where)
  if (everywhere.seqdemoOneEntry) return
  everywhere.seqdemoOneEntry = true
  const push = history.pushState.bind(history)
  let half = { search: "", until: 0 }
  history.pushState = (state, unused, target) => {
    const to = new URL(target ?? "", location.href)
    const isOther = to.pathname !== location.pathname
    const isRest = isOther && to.search === half.search && performance.now() < half.until
    half = { search: to.search, until: isOther ? 0 : performance.now() + SOON }
    if (isRest) history.replaceState(state, unused, target)
    else push(state, unused, target)
  }
  where.addEventListener("popstate", () => {
    half.until = 0
  })
}
