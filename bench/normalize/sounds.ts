import { type Espeak, openEspeak } from "../../src/text/phonemes/espeak.js";
import { isAccepted, type Vector } from "../../test/vectors/normalize/vectors.js";

/** Judges readings by what espeak would say: digits and signs it reads by itself count as it reads them. */
export class Sounds {
  private readonly known = new Map<string, string>();
  private readonly espeak: Espeak;

  private constructor(espeak: Espeak) {
    this.espeak = espeak;
  }

  static async open(): Promise<Sounds> {
    return new Sounds(await openEspeak());
  }

  /** Whether a reading has the words of an accepted one, or sounds like one. */
  isRight(vector: Vector, reading: string, language: string): boolean {
    if (isAccepted(vector, reading)) return true;
    const sounds = this.of(reading, language);
    return vector.accepted.some((other) => this.of(other, language) === sounds);
  }

  /** Sounds without stress, pauses and marks of a change of language. */
  private of(text: string, language: string): string {
    const key = `${language} ${text}`;
    let sounds = this.known.get(key);
    if (sounds === undefined) {
      const voice = language === "en" ? "en-us" : language;
      const ipa = this.espeak.ipa(text, voice).join("");
      sounds = ipa.replaceAll(/\([a-z-]{2,8}\)|[\sˈˌ,.|-]/gu, "");
      this.known.set(key, sounds);
    }
    return sounds;
  }
}
