import { Command } from 'commander';
import { type ChatOptions, chat } from './cli/chat.ts';
import type { RegisterOptions } from './cli/discord.ts';
import type { DoctorOptions } from './cli/doctor.ts';
import { type ImportOptions, importApplications } from './cli/import-applications.ts';
import { type StartOptions, start } from './cli/start.ts';
import { SetupError } from './core/errors/index.ts';

/** Does what the command line asks. What an operator has to mend is told in its own words, without a stack; exit status 1. */
export async function main(argv: readonly string[]): Promise<void> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const program = new Command('rebound').description('A chat bot that helps members of job-seeker communities.');
  program
    .command('start')
    .description('run the bot; HOST, PORT, REBOUND_DATA_DIR and DATABASE_URL say where')
    .option(
      '--role <role>',
      'what of the work this process does, beside others on one Postgres: all, gateway, web or worker',
      'all',
    )
    .option('--no-migrate', 'leave a Postgres server as it is, and start only where it is up to date')
    .action((options: StartOptions) => start(options, say));
  program
    .command('migrate')
    .description('bring the database up to date and end')
    .action(async () => {
      const { migrate } = await import('./cli/migrate.ts');
      await migrate(say);
    });
  program
    .command('chat')
    .description('talk with the bot in the terminal, or answer the lines of a pipe')
    .requiredOption(
      '--as <persona>',
      'who you are: ana, bo, cem, dee or mo; oz@riverside or pia@riverside in a second community',
    )
    .option('--in <channel>', 'where you are; your private messages with the bot unless given')
    .action(async (options: ChatOptions) => {
      process.exitCode = await chat(options);
    });
  program
    .command('import-applications')
    .description('bring a CSV file of applications into the list of one of the people of the playground')
    .argument('<file>', 'the table; docs/applications-csv.md describes its columns')
    .requiredOption('--as <persona>', 'whose list it goes into: ana, bo, cem, dee, mo, oz@riverside or pia@riverside')
    .option('--yes', 'do not ask first')
    .action(async (file: string, options: ImportOptions) => {
      process.exitCode = await importApplications(file, options);
    });
  program
    .command('doctor')
    .description('look at everything that the bot needs, and say what to mend')
    .option('--json', 'for programs')
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('./cli/doctor.ts');
      process.exitCode = await doctor(options, say);
    });
  program
    .command('export-db')
    .description('write the whole database into a file; stop the bot first')
    .argument('<file>', 'a file that is not there yet')
    .action(async (file: string) => {
      const { exportTo } = await import('./cli/transfer.ts');
      await exportTo(file, say);
    });
  program
    .command('import-db')
    .description(
      'bring such a file into the empty Postgres database that DATABASE_URL names; run it again after an interruption',
    )
    .argument('<file>', 'what export-db wrote')
    .action(async (file: string) => {
      const { importFrom } = await import('./cli/transfer.ts');
      await importFrom(file, say);
    });
  program
    .command('manifest')
    .description('print the manifest that a Slack app is made from')
    .argument('<platform>', 'slack')
    .option(
      '--public-url <url>',
      'where the bot is reached from outside; Socket Mode, which needs no address, unless given',
    )
    .action(async (platform: string, { publicUrl }: { publicUrl?: string }) => {
      if (platform !== 'slack') throw new SetupError('Only Slack has a manifest: rebound manifest slack');
      if (publicUrl !== undefined && !URL.canParse(publicUrl))
        throw new SetupError('--public-url must be an address like https://rebound.example.org');
      const { slackManifestJson } = await import('./cli/slack.ts');
      process.stdout.write(slackManifestJson(publicUrl));
    });
  program
    .command('register')
    .description('make the commands that a platform offers those of this version')
    .addCommand(
      new Command('discord')
        .description('show how the commands on Discord differ and put them there; DISCORD_TOKEN says for which bot')
        .option('--guild <id>', 'in this server alone, where a change is seen at once')
        .option('--dry-run', 'only show')
        .action(async (options: RegisterOptions) => {
          const { registerDiscord } = await import('./cli/discord.ts');
          await registerDiscord(options, say);
        }),
    );
  program
    .command('keys')
    .description("the installation's key")
    .addCommand(
      new Command('rotate')
        .description('seal the keys of members, and every secret, under a new key; may be interrupted and run again')
        .action(async () => {
          const { rotate } = await import('./cli/keys.ts');
          await rotate(say);
        }),
    );
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
