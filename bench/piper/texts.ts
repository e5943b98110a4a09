export interface LengthText {
  readonly name: string;
  readonly text: string;
}

/** One sentence each, as Piper divides sentences; about so long with en_US-joe-medium. */
export const LENGTHS: readonly LengthText[] = [
  { name: "1 s", text: "The door is open now." },
  {
    name: "5 s",
    text: "The quick brown fox jumps over the lazy dog, and then it sleeps for a long while in the sun.",
  },
  {
    name: "12 s",
    text:
      "When the ship came in, the people of the town ran down to the harbour to see what it had brought, for it had " +
      "been away for more than three years, and nobody had believed that it would ever come back from the north with so many of its sails in one piece.",
  },
  {
    name: "30 s",
    text:
      "When the ship came in, the people of the town ran down to the harbour to see what it had brought, for it had " +
      "been away for more than three years, and nobody had believed that it would ever come back from the north, " +
      "least of all the captain's wife, who had sold the house and the garden in the second winter, packed the little " +
      "that was left into two wooden boxes, and gone to live with her brother at the mill above the village, where " +
      "she kept the books, fed the hens, and told the children stories of the sea in the long evenings, until they " +
      "knew every rope and every sail of a ship that none of them had ever seen.",
  },
];

/** About 10 s: what many say at once. */
export const TEN_SECONDS =
  "When the ship came in, the people of the town ran down to the harbour to see what it had brought, for it had " +
  "been away for more than three years, and nobody had expected it.";
