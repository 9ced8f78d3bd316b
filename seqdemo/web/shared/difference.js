// What changed between two JSON values, as `difference` in difference.py gives it.

/** The value that `change` makes of `old`: ["is", value], ["in", {name: change}] or ["from", n, middle, m]. */
export const merged = (old, [kind, ...how]) => {
  if (kind === "is") return how[0]
  if (kind === "from") {
    const [first, middle, last] = how
    return [...old.slice(0, first), ...middle, ...old.slice(old.length - last)]
  }
  const parts = Object.entries(how[0]).map(([name, change]) => [name, merged(old[name], change)])
  return { ...old, ...Object.fromEntries(parts) }
}
