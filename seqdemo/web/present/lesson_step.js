// A step of a lesson: the picture stands where the step speaks of it.

/** The step as links name it, null where no lesson runs. */
export const stepOfLesson = () => new URLSearchParams(location.search).get("lesson")

/** Place of the picture to begin with: the one that the step speaks of, or the first. */
export const firstOf = all => {
  const { lessonPicture } = document.documentElement.dataset
  const place = lessonPicture
    ? all.findIndex(({ part, name }) => (part || name) === lessonPicture)
    : -1
  return Math.max(0, place)
}
