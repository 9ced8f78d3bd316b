// A secret that this browser keeps for a visitor who comes back. Nothing is shown.

/** Where a browser forbids to keep anything, nothing is kept. */
const kept = ({ name, put, drop, tab }) => {
  try {
    const store = tab ? sessionStorage : localStorage
    if (drop) store.removeItem(name)
    else if (put !== null) store.setItem(name, put)
    return store.getItem(name) ?? ""
  } catch {
    return ""
  }
}

export default () => {
  let told = ""
  return {
    update: (data, { setStateValue: send }) => {
      const { name, epoch } = data,
        value = kept(data)
      if (told === `${epoch} ${name}`) return
      told = `${epoch} ${name}`
      send("found", { name, epoch, kept: value })
    },
    dispose: () => {},
  }
}
