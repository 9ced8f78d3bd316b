// Who says what stands at the reveal of a question.

/** Words before it, "" for none: of a drawing it is the lesson that says what is right. */
export const speakerOf = ({ said, kind }) =>
  said && kind !== "drawing" ? "The network says: " : ""
