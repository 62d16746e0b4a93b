'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { describe, it } = require('node:test');

const pop3kit = require('../lib/index.js');
const { folder, run, talk } = require('./support.js');

const LIBRARY = JSON.stringify(path.join(__dirname, '../lib/index.js'));
const HOLDER = `
const pop3kit = require(${LIBRARY});
pop3kit.serve().then((server) => {
  console.log(JSON.stringify({ port: server.port, caFile: server.caFile }));
  process.stdin.resume();
});
`;

/** A server in a process of its own, and a session with it. */
async function hold() {
  const holder = spawn(process.execPath, ['-e', HOLDER], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ready = JSON.parse(String((await once(holder.stdout, 'data'))[0]));
  const session = net.connect(ready.port, '127.0.0.1');
  session.on('error', () => {});
  await once(session, 'data');
  return { holder, session, ...ready };
}

describe('the process of a server', { concurrency: 4 }, () => {
  for (const [how, end] of [['is killed', (holder) => holder.kill('SIGKILL')], ['ends without closing it', (holder) => holder.stdin.end()]]) {
    it(`ends if its test process ${how}`, async () => {
      const { holder, session, caFile } = await hold();
      assert.ok(fs.existsSync(caFile));
      const closed = once(session, 'close');
      end(holder);
      await closed;
      assert.ok(!fs.existsSync(path.dirname(caFile)));
    });
  }

  it('leaves no files and no listener when it is closed', async () => {
    const server = await pop3kit.serve();
    const { port, caFile } = server;
    await server.close();
    await server.close();
    assert.ok(!fs.existsSync(path.dirname(caFile)));
    const [error] = await once(net.connect(port, '127.0.0.1'), 'error');
    assert.equal(error.code, 'ECONNREFUSED');
  });

  it('is missed if it was shut down', async () => {
    const server = await pop3kit.serve();
    const session = talk(server, 'NOOP');
    await server.waitFor('NOOP');
    await server.ask('POST', '/shutdown');
    await session;
    await assert.rejects(server.verify(), /the server does not answer/);
    await server.close();
  });

  it('is found on the path or by POP3KIT', async (t) => {
    const bin = folder(t);
    fs.symlinkSync(path.resolve(process.env.POP3KIT), path.join(bin, 'pop3kit'));
    const serve = `require(${LIBRARY}).serve().then((server) => server.close(), (error) => { console.log(error.message); process.exit(3); })`;
    const start = (env) => run(process.execPath, ['-e', serve], { env });
    assert.deepEqual(await start({ POP3KIT: '', PATH: `${bin}:${process.env.PATH}` }), { status: 0, said: '' });
    const missing = await start({ POP3KIT: '/nowhere/pop3kit' });
    assert.match(missing.said, /the command '\/nowhere\/pop3kit' was not found; install pop3kit, or set POP3KIT/);
    assert.equal(missing.status, 3);
  });

  it('gets the options of serve', async (t) => {
    const journal = path.join(folder(t), 'journal.jsonl');
    const server = await pop3kit.serve(undefined, { options: ['--journal', journal] });
    await server.close();
    assert.match(fs.readFileSync(journal, 'utf8'), /"kind":"start"/);
  });
});
