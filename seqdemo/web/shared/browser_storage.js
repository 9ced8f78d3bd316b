// What a browser keeps as text under a name: for the tab, or for good. Where it forbids to keep
// anything, nothing is kept and nothing is found.

const storeOf = tab => (tab ? sessionStorage : localStorage)

/** The text under a name, "" if there is none. */
export const stored = (name, { tab }) => {
  try {
    return storeOf(tab).getItem(name) ?? ""
  } catch {
    return ""
  }
}

/** Keep a text under a name; "" drops what was there. Says whether the browser let it. */
export const store = (name, text, { tab }) => {
  try {
    if (text) storeOf(tab).setItem(name, text)
    else storeOf(tab).removeItem(name)
    return true
  } catch {
    return false
  }
}

/** The value that was stored as JSON; null for none, and for what nobody here has written. */
export const storedValue = (name, where) => {
  try {
    return JSON.parse(stored(name, where) || "null")
  } catch {
    return null
  }
}
