// Compiled, not run: what the types of the package allow.
import pop3kit, { each, serve, served, VerdictError } from 'pop3kit';
import type { JournalEntry, Server, Verdict } from 'pop3kit';

declare function test(name: string, body: (context: { name: string }) => Promise<void>): void;
declare const runner: { beforeEach(hook: () => Promise<void>): void; afterEach(hook: () => Promise<void>): void };

test('a body', served('torn.lua', { strict: true, seed: 7 }, async (server, context) => {
  const name: string = context.name;
  server.expect(name, { exactly: 1, user: 'alice' });
}));
test('no scenario', served(async (server: Server) => void server.port));

export const pop3 = each(runner, { text: 'return scenario {}' });

export async function use(): Promise<Verdict> {
  const server = await serve({ href: 'file:///torn.lua' });
  const [entry]: (JournalEntry | undefined)[] = await server.journal({ kind: 'command', wait: 1000 });
  const numbers: number[] = await pop3.server.addRules('{}', { last: true });
  // @ts-expect-error: a server is made by serve()
  new pop3kit.Server();
  // @ts-expect-error: this bound does not exist
  server.expect('RETR', { exactely: numbers.length });
  // @ts-expect-error: ports are not changed
  server.port = 110;
  // @ts-expect-error: neither a file nor a text
  await pop3kit.serve(7);
  await server[Symbol.asyncDispose]();
  if (entry === undefined) throw new VerdictError('nothing came');
  return server.verdict();
}
