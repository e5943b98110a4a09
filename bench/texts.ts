/** Ten words. */
export const TEN_WORDS = "Good morning, the next train leaves from platform number four.";

const SENTENCES = [
  "The harbour was quiet when the first boats came home with the morning tide.",
  "Nobody on the pier had expected them before noon, and the gulls were still asleep.",
  "A boy with a lantern ran along the wall to call his mother.",
  "She counted the sails twice, put down her basket, and smiled for the first time in weeks.",
  "By the evening, the whole village had heard the news, and the baker gave his bread away.",
];

/** A text of at least `words` words, ending with a sentence. */
export function longText(words: number): string {
  const sentences: string[] = [];
  let count = 0;
  for (let at = 0; count < words; at = (at + 1) % SENTENCES.length) {
    const sentence = SENTENCES[at] as string;
    sentences.push(sentence);
    count += sentence.split(" ").length;
  }
  return sentences.join(" ");
}

/** Twenty English sentences of everyday talk, for the loop through speech and back. */
export const LOOP_SENTENCES: readonly string[] = [
  "The weather will be sunny this afternoon.",
  "Please close the door when you leave the room.",
  "I would like a cup of coffee with milk.",
  "The meeting has been moved to Thursday morning.",
  "She walked slowly along the river with her dog.",
  "Can you tell me the way to the station?",
  "We bought fresh bread and cheese at the market.",
  "The children are playing in the garden.",
  "He forgot his umbrella on the bus again.",
  "My sister lives in a small house near the sea.",
  "The train arrives at the main platform in ten minutes.",
  "They watched an old movie together last night.",
  "Turn left at the corner and then go straight on.",
  "The doctor said that he should rest for a week.",
  "There is a letter for you on the kitchen table.",
  "Our team won the game in the last minute.",
  "The library opens at nine and closes at six.",
  "I have never seen such a beautiful garden before.",
  "Could you repeat the question for me, please?",
  "The new bridge will be finished by the end of the year.",
];
