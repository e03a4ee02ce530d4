import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';
import { storing } from './storing.ts';

// What our bot on Discord is measured against: the least that one could write with the same library.
const [token = '', api = '', connectionString] = process.argv.slice(2);

const answer = connectionString === undefined ? async () => 'So close.' : storing(connectionString);
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
client.on(Events.InteractionCreate, (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  const asked = interaction.options.getString('stage') ?? '';
  void answer(asked).then((content) =>
    interaction.reply({ content, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } }),
  );
});
await client.login(token);
