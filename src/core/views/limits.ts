/**
 * What both platforms can show. Every figure is the smaller of Discord's and Slack's, so that a card accepted here is shown
 * whole everywhere. Lengths are UTF-16 code units, which is what a JavaScript string counts; Discord counts code points
 * and Slack bytes of neither, so the smaller unit is the safe one.
 *
 * Sources: Discord: docs.discord.com "Component Reference", "Message Resource", "Application Commands".
 * Slack: docs.slack.dev "Block Kit reference", "Views", "chat.postMessage".
 */
export const limits = {
  card: {
    /** Slack header 150. */
    title: 150,
    /** Discord embed title 256, which formats, so that it is escaped as well. */
    titleEscaped: 250,
    /** All text of a card, once escaped. Discord: 6,000 over all embeds of a message; room is left for our own marks. */
    totalText: 4_000,
    /**
     * The labels, values and descriptions of all actions. Slack: some 12,000 over all of a message (slackapi/bolt-js#2509),
     * and its fallback text and structure take their share.
     */
    controls: 6_500,
    /** One text section. Slack section 3,000 (Discord description 4,096). */
    sectionText: 2_800,
    /** Discord: 10 embeds; Slack: 50 blocks. */
    sections: 12,
    /** Slack section 10 fields (Discord 25). */
    fields: 10,
    /** Discord field name 256, with room for escaping. */
    fieldLabel: 100,
    /** Discord field value 1,024 (Slack field 2,000). */
    fieldValue: 900,
    /** Slack context element; Discord footer 2,048. */
    footer: 1_000,
    /** A draft in a code block, with what escaping adds. Slack section 3,000. */
    copyable: 2_500,
    /** Discord: 5 action rows. A select takes a row of its own; 5 buttons make one. */
    rows: 5,
    buttonsPerRow: 5,
  },
  /** Slack 75 (Discord 80). */
  buttonLabel: 75,
  /** Discord 512 (Slack 3,000). */
  linkUrl: 512,
  select: {
    /** Discord 25 (Slack 100). */
    options: 25,
    /** Slack 75 (Discord 100). */
    label: 75,
    /** Slack 75 (Discord 100). */
    description: 75,
    /** Discord 100 (Slack 150). */
    value: 100,
    /** Discord 150, Slack 150. */
    placeholder: 150,
  },
  form: {
    /** Slack 24 (Discord 45). */
    title: 24,
    /** Slack 24. */
    submitLabel: 24,
    /** Discord 5 components a modal, the introduction among them. */
    components: 5,
    /** Discord label 45 (Slack 2,000). */
    label: 45,
    /** Discord label description 100 (Slack hint 2,000). */
    hint: 100,
    /** Discord text display in a modal; Slack section 3,000. */
    intro: 2_000,
    /** Discord 100 (Slack 150). */
    placeholder: 100,
    /** Slack 3,000 (Discord 4,000). */
    text: 3_000,
    /** Discord 25 of a select of channels or people. */
    picks: 25,
    /** A name of ours, kept inside Discord's custom_id of 100 and Slack's block_id of 255. */
    name: 40,
  },
  /**
   * Discord custom_id 100, of which 14 are kept for the community that a card in a direct message belongs to
   * (Slack action_id and callback_id 255).
   */
  token: 86,
  command: {
    /** Discord 32 (Slack 32 with the slash). */
    name: 31,
    /** Discord 100. */
    summary: 100,
    /** Discord 25. */
    options: 25,
    choices: 25,
    choiceName: 100,
    /** Discord: string option up to 6,000; nothing of ours needs more than a form field. */
    text: 3_000,
  },
  /** Discord autocomplete 25. */
  suggestions: 25,
  /** Discord 100 for a thread's name. */
  threadName: 100,
} as const;
