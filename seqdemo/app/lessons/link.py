"""Names of a running lesson: in links, `lesson=order-matters.3`."""

LESSON = "lesson"
"""Query parameter; such a link has the defaults for all that it does not say."""

PICK = "pick"
"""Query parameter: the room for which a place is chosen in the page's picture, `pick=KXRT`."""

RUNNING = "seqdemo.lesson.running"
"""Session key of the lesson and the step, while a lesson runs."""

LIFTED = "seqdemo.lesson.lifted"
"""Session key of the answers that the step veils, once its question has been answered."""
