// One history entry for a change of page, as the visitor has made it. Streamlit pushes more:
// - Two where `st.switch_page` also sets query parameters. First come the new parameters at the old
//   page's path, a view that nobody has seen and that Back would show; then the new path.
// - One for each page that is run after the visitor has gone on from it by another press of Back: a
//   run that begins says its page. What could be gone forward to is lost with it.

/** Milliseconds within which the second follows the first, or a run what asked for it. */
const SOON = 5000

/**
 * Have `history.pushState` replace an entry that it has pushed for the parameters alone, once the
 * page that they are for is pushed; and push nothing after Back and Forward until the visitor does
 * something else, except what a page that is gone back to switches to by itself.
 *
 * @param {Window} where Whose history it is.
 */
export const keepOneEntry = (where = window) => {
  const { history, location } = where
  const push = history.pushState.bind(history)
  let half = { search: "", until: 0 },
    goneUntil = 0
  history.pushState = (state, unused, target) => {
    const to = new URL(target ?? "", location.href),
      now = performance.now()
    const isOther = to.pathname !== location.pathname
    const isRest = isOther && to.search === half.search && now < half.until
    if (isOther && !isRest && now < goneUntil) return
    half = { search: to.search, until: isOther ? 0 : now + SOON }
    if (isRest) history.replaceState(state, unused, target)
    else push(state, unused, target)
  }
  where.addEventListener("popstate", () => {
    half.until = 0
    goneUntil = performance.now() + SOON
  })
  const goOn = event => {
    if (!event.altKey && !event.metaKey) goneUntil = 0 // with these, arrow keys are Back and Forward
  }
  for (const name of ["click", "keydown"]) where.addEventListener(name, goOn, { capture: true })
}
