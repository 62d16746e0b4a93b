// Tests of mail_reader: `npm test`, after `npm install`.
import assert from 'node:assert/strict';
import test from 'node:test';
import pop3kit from 'pop3kit';

import { readAll } from './mail_reader.mjs';

test('mail is read and deleted', pop3kit.served(async (server) => {
  assert.equal((await readAll(server, 'alice', 's3cret')).length, 3);
  assert.deepEqual(await server.mailbox('alice'), []);
}));

test('a message that was torn is fetched again', pop3kit.served(new URL('torn.lua', import.meta.url), async (server) => {
  assert.equal((await readAll(server, 'alice', 's3cret')).length, 2);
}));

test('a refused deletion reaches the caller', pop3kit.served(async (server) => {
  await server.addRules('{ on = "DELE", nth = 2, reply = err("the disk is full") }');
  server.expect('QUIT', { never: true });
  await assert.rejects(readAll(server, 'alice', 's3cret'), /the disk is full/);
}));
