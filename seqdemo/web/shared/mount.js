// How a component lives: Streamlit calls its default export again for every change of data or theme.

/**
 * The default export of a component: one instance a place on the page, updated there.
 *
 * `create(root)` gives {update(data, senders), dispose()}. Markup and styles come with the script,
 * which the browser keeps, rather than with every message.
 */
export const mounting = (create, html, css) => {
  const instances = new WeakMap()
  return ({ data: sent, parentElement, setStateValue, setTriggerValue }) => {
    if (!sent) return
    const [data] = sent
    if (!instances.has(parentElement)) instances.set(parentElement, create(rootIn(parentElement, html, css)))
    // Python tells two messages apart by what is in them: a trigger says when it was pulled.
    const trigger = (name, value) => setTriggerValue(name, { ...value, at_ms: performance.timeOrigin + performance.now() })
    instances.get(parentElement).update(data, { setStateValue, setTriggerValue: trigger })
    // Streamlit also cleans up after a call that newer data has overtaken, perhaps in the middle of a
    // stroke: what is still on the page lives on.
    return () => setTimeout(() => {
      if (parentElement.isConnected) return
      instances.get(parentElement)?.dispose()
      instances.delete(parentElement)
    })
  }
}

/** The component's own element, added to the place it gets. */
const rootIn = (parent, html, css) => {
  const style = document.createElement("style")
  const root = /** @type {HTMLElement} */ (new DOMParser().parseFromString(html, "text/html").body.firstElementChild)
  style.textContent = css
  root.dataset.component = ""
  parent.append(style, root)
  return root
}
