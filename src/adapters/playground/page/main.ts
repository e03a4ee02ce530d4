import { render } from 'lit-html';
import { createClient } from '../client.ts';
import { createApp, type Show } from './app.ts';
import { listenForKeys } from './keys.ts';
import { settle, settlePicture, stand } from './settle.ts';
import { locale } from './text.ts';
import { applyTheme } from './theme.ts';
import { viewPage } from './views/page.ts';

// Long enough to wait for a bot that is being restarted, or a laptop that wakes up.
const patienceMs = 10 * 60_000;
const clockTickMs = 10_000;

applyTheme();
const root = document.getElementById('app');
const as = new URLSearchParams(location.search).get('as') ?? 'ana';
const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
const seenKey = `rebound.seen.${as}`;

const show: Show = (app, answered) => {
  if (!root) return;
  const before = stand();
  render(viewPage(app, Date.now() + app.state.aheadMs), root);
  settle(app, before, answered);
  localStorage.setItem(seenKey, JSON.stringify(app.state.seen));
  document.title = app.state.snapshot ? `${app.state.snapshot.you.name} · Rebound` : 'Rebound';
};

const client = createClient({
  base: location.origin,
  as,
  locale,
  zone,
  patienceMs,
  fetch: fetch.bind(window),
});
const app = createApp(client, readSeen(), show);
listenForKeys(app);
// It does not bubble.
document.addEventListener('load', settlePicture, true);
document.addEventListener('visibilitychange', () => app.set({}));
setInterval(() => app.set({}), clockTickMs);
await app.listen().catch(() => {
  // Nobody is called what the address says; the first of the playground always is somebody.
  location.search = '?as=ana';
});

function readSeen(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(seenKey) ?? '{}') as Record<string, string>;
  } catch {
    return {};
  }
}
