// A secret that this browser keeps for a visitor who comes back. Nothing is shown.

/** Where a browser forbids to keep anything, nothing is kept. */
const kept = (name, put, drop) => {
  try {
    if (drop) localStorage.removeItem(name)
    else if (put !== null) localStorage.setItem(name, put)
    return localStorage.getItem(name) ?? ""
  } catch {
    return ""
  }
}

export default () => {
  let told = ""
  return {
    update: ({ name, epoch, put, drop }, { setStateValue: send }) => {
      const value = kept(name, put, drop)
      if (told === `${epoch} ${name}`) return
      told = `${epoch} ${name}`
      send("found", { name, epoch, kept: value })
    },
    dispose: () => {},
  }
}
