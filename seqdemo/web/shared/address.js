// The page's address, which always names what is on screen.

/** Replaced, not pushed: Back leaves the page, as expected. */
export const writeAddress = search => {
  const target = `${location.pathname}?${search}`
  if (target !== location.pathname + location.search) history.replaceState(history.state, "", target)
}

/** Copy the address; the button, and `live` for those who listen, say how it went. */
export const copyAddress = async (button, live, { note = "", shown = 2000 } = {}) => {
  // Without https or permission there is no clipboard; the address bar holds the same link.
  const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false)
  button.textContent = copied ? `Copied${note}` : "See the address bar"
  live.textContent = button.textContent
  setTimeout(() => { button.textContent = "Copy link" }, shown)
}
