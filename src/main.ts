import { Command } from 'commander';
import { start } from './cli/start.ts';
import { SetupError } from './core/errors/index.ts';

/** Does what the command line asks. What an operator has to mend is told in its own words, without a stack; exit status 1. */
export async function main(argv: readonly string[]): Promise<void> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const program = new Command('rebound').description('A chat bot that helps members of job-seeker communities.');
  program
    .command('start')
    .description('run the bot; HOST, PORT, REBOUND_DATA_DIR and DATABASE_URL say where')
    .action(() => start(say));
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
