import { connect } from 'node:net';

/** The whole answer to a request as its bytes go over the wire: `fetch` sets `host` and some other headers itself, whatever it is told. */
export async function rawRequest(
  base: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<string> {
  const { hostname, port } = new URL(base);
  const length = String(Buffer.byteLength(body));
  const all = { host: `${hostname}:${port}`, connection: 'close', 'content-length': length, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const socket = connect(Number(port), hostname);
  socket.end(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
  let answer = '';
  for await (const chunk of socket.setEncoding('utf8')) answer += chunk;
  return answer;
}
