/** The dot under a letter, which most people leave out when they type. */
const nukta = /\u093C/gu;
/** Before a consonant, Hindi writes its nasals as a dot, a moon, or half a letter: हिंदी, हिँदी, हिन्दी. */
const nasal = /\u0901|[\u0919\u091E\u0923\u0928\u092E]\u094D(?=[\u0915-\u092D])/gu;
/** A phone's keyboard writes these or ours. */
const digits = /[\u0966-\u096F]/gu;

/** One spelling for what Hindi spells in several ways, to compare words by; all other scripts stay as they are. */
export function plainDevanagari(text: string): string {
  return text
    .replace(nukta, '')
    .replace(nasal, '\u0902')
    .replace(digits, (digit) => String(digit.charCodeAt(0) - 0x0966));
}
