import type { IConfiguration, IForbiddenRuleType } from 'dependency-cruiser';

// Which part may import which. The reason stands in each rule's comment; test/architecture/imports.test.ts proves that each
// rule bites. `$1` is the first group of the rule's own `from.path`.

/** A package, whether or not it is installed, and any of its sub-paths. */
const packages = (...names: string[]) =>
  `(^|/node_modules/)(${names.map((name) => name.replaceAll('.', '\\.')).join('|')})(/|$)`;

/** Keeps packages in one place, so that replacing one touches that place alone. */
const onlyIn = (name: string, place: string, names: string[]): IForbiddenRuleType => ({
  name,
  comment: `${names.join(', ')}: only in ${place}, so that the rest can be tested and changed without it.`,
  severity: 'error',
  from: { path: '^src/', pathNot: place },
  to: { path: packages(...names) },
});

export const rules: IForbiddenRuleType[] = [
  {
    name: 'core-imports-only-core',
    comment: 'Core is what all platforms and features share; what it imported, all of them would depend on.',
    severity: 'error',
    from: { path: '^src/core/' },
    to: { path: '^src/', pathNot: '^src/core/' },
  },
  {
    name: 'core-touches-no-system',
    comment:
      'Core decides and never acts: no files, no network, no processes. Hashing and chance are all it needs, and the strings that lie beside the code.',
    severity: 'error',
    from: { path: '^src/core/', pathNot: '^src/core/text/room-strings\\.ts$' },
    to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
  },
  {
    name: 'feature-keeps-to-itself',
    comment:
      'A feature knows core, the content, the database helpers and the public face (index.ts) of other features, of a room in one, and of the pictures; never a platform.',
    severity: 'error',
    from: { path: '^src/features/([^/]+)/' },
    to: {
      path: '^src/',
      pathNot: [
        '^src/(core|content|db|features/$1)/',
        '^src/features/[^/]+/index\\.ts$',
        '^src/features/[^/]+/[^/]+/index\\.ts$',
        '^src/pictures/index\\.ts$',
      ],
    },
  },
  {
    name: 'feature-opens-no-database',
    comment: 'Which engine runs is decided once, where the bot is put together.',
    severity: 'error',
    from: { path: '^src/features/' },
    to: { path: '^src/db/(open|folder-lock)\\.ts$' },
  },
  {
    name: 'rules-and-views-are-pure',
    comment: 'What a feature decides and what it shows can be read and tested without a database.',
    severity: 'error',
    from: { path: '^src/features/[^/]+/(rules|views)' },
    to: { path: `^src/db/|^src/features/[^/]+/(store|schema)|${packages('drizzle-orm')}` },
  },
  {
    name: 'adapter-knows-core-alone',
    comment:
      'An adapter turns a platform into interactions and cards into a platform; what the bot does is not its concern.',
    severity: 'error',
    from: { path: '^src/adapters/([^/]+)/' },
    to: { path: '^src/', pathNot: '^src/(core|adapters/$1)/' },
  },
  {
    name: 'background-knows-no-feature',
    comment: 'Delivery and scheduling carry what features hand them; knowing one would tie every feature to the queue.',
    severity: 'error',
    from: { path: '^src/(delivery|scheduling)/' },
    to: { path: '^src/', pathNot: '^src/(core|db|delivery|scheduling)/' },
  },
  {
    name: 'content-knows-core-alone',
    comment: 'Content is data with a check; who uses it is not its concern.',
    severity: 'error',
    from: { path: '^src/content/' },
    to: { path: '^src/', pathNot: '^src/(core|content)/' },
  },
  {
    name: 'pictures-know-core-alone',
    comment: 'A picture is drawn from what it is handed, in a thread that has neither a database nor a member.',
    severity: 'error',
    from: { path: '^src/pictures/' },
    to: { path: '^src/', pathNot: '^src/(core|pictures)/' },
  },
  {
    name: 'db-knows-no-feature',
    comment: 'The database is opened the same whatever stands on it; a feature brings its own tables.',
    severity: 'error',
    from: { path: '^src/db/' },
    to: { path: '^src/', pathNot: '^src/(core|db)/' },
  },
  {
    name: 'config-knows-core-alone',
    comment: 'Configuration is read before anything else exists.',
    severity: 'error',
    from: { path: '^src/config/' },
    to: { path: '^src/', pathNot: '^src/(core|config)/' },
  },
  onlyIn('discord-in-one-place', '^src/adapters/discord/', ['discord.js', '@discordjs/[^/]+', 'discord-api-types']),
  onlyIn('slack-in-one-place', '^src/adapters/slack/', ['@slack/[^/]+']),
  onlyIn('cron-in-one-place', '^src/scheduling/', ['node-cron']),
  onlyIn('metrics-in-one-place', '^src/telemetry/', ['prom-client']),
  {
    name: 'telemetry-knows-core-alone',
    comment: 'What happens is told to telemetry; what it asked of features, their graphs would hold.',
    severity: 'error',
    from: { path: '^src/telemetry/' },
    to: { path: '^src/', pathNot: '^src/(core|telemetry)/' },
  },
  onlyIn('queue-in-one-place', '^src/delivery/', ['pg-boss']),
  onlyIn('engines-in-one-place', '^src/db/', ['pg', '@electric-sql/[^/]+', 'drizzle-orm/(node-postgres|pglite)']),
  onlyIn('charts-in-one-place', '^src/pictures/', ['vega', 'vega-[^/]+', '@napi-rs/canvas']),
  onlyIn('temporal-in-one-place', '^src/core/time/', ['temporal-polyfill']),
  onlyIn('queries-in-stores', '^src/(db|delivery|scheduling)/|^src/[^/]+/[^/]+/(store|schema|jobs)', ['drizzle-orm']),
  {
    name: 'nobody-imports-main',
    comment: 'main.ts starts things; importing it would start them twice. rebound.js is the way in.',
    severity: 'error',
    from: { pathNot: '^src/rebound\\.js$' },
    to: { path: '^src/main\\.ts$' },
  },
  {
    name: 'src-never-imports-test',
    comment: 'What runs for members does not depend on what checks it.',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: '^test/' },
  },
  {
    name: 'no-development-packages',
    comment: 'A production install leaves development packages out.',
    severity: 'error',
    from: { path: '^src/' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
  },
  {
    name: 'no-undeclared-packages',
    comment: 'A package that comes along with another one goes when that one changes its mind.',
    severity: 'error',
    from: { path: '^(src|test)/' },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no-cycles',
    comment: 'Two files that need each other are one file, or hide a third.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'everything-resolves',
    comment: 'An import that leads nowhere hides from every other rule.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
];

export default {
  forbidden: rules,
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
} satisfies IConfiguration;
