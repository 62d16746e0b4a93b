'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const tls = require('node:tls');
const { describe, it } = require('node:test');
const { pathToFileURL } = require('node:url');

const pop3kit = require('../lib/index.js');
const { TORN, folder, talk, tornFile } = require('./support.js');

const LETTER = 'return scenario { accounts = { alice = { password = "s3cret", mailbox = { eml "letter.eml" } } } }';

describe('a server', { concurrency: 4 }, () => {
  it('has three messages of alice without a scenario', pop3kit.served(async (server) => {
    assert.equal((await talk(server, 'STAT', 'QUIT'))[3], '+OK 3 3072');
    assert.deepEqual((await server.mailbox('alice')).map((each) => [each.number, each.size]), [[1, 1024], [2, 1024], [3, 1024]]);
  }));

  it('names host and ports in its URLs', pop3kit.served(async (server) => {
    assert.equal(server.url, `pop3://${server.host}:${server.port}`);
    assert.equal(server.tlsUrl, `pop3s://${server.host}:${server.tlsPort}`);
    assert.match(server.adminUrl, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.match(server.adminToken, /^[0-9a-f]{20,}$/);
  }));

  it('is trusted by a client that has its ca file', pop3kit.served(async (server) => {
    const ca = fs.readFileSync(server.caFile);
    const greeting = await new Promise((resolve, reject) => {
      const socket = tls.connect({ host: server.host, port: server.tlsPort, ca });
      socket.once('data', (octets) => socket.end(() => resolve(String(octets))));
      socket.once('error', reject);
    });
    assert.match(greeting, /^\+OK/);
  }));

  it('shares nothing with another server', pop3kit.served(async (server) => {
    const other = await pop3kit.serve();
    assert.notEqual(other.port, server.port);
    await talk(other, 'QUIT');
    assert.deepEqual(await server.commands(), []);
    await other.close();
  }));

  it('is verified and closed when it is disposed of', async (t) => {
    const file = tornFile(t);
    const server = await pop3kit.serve(file);
    await talk(server, 'RETR 1');
    await assert.rejects(server[Symbol.asyncDispose](), (error) => {
      assert.ok(error instanceof pop3kit.VerdictError);
      assert.deepEqual(error.message.split('\n'), [
        "the client did not meet the scenario 'torn' (seed 1):",
        `  ${file}:5: expected RETR 1 exactly 2 times, but it came once`,
        'the client sent:',
        '  1: USER alice',
        '  1: PASS ****',
        '  1: RETR 1',
      ]);
      return true;
    });
    assert.ok(server.isClosed);
    await server[Symbol.asyncDispose]();
    assert.throws(() => server.port, /the server was closed/);
  });

  it('waits for a client that is still at work', pop3kit.served({ text: TORN }, async (server) => {
    await talk(server, 'RETR 1');
    await server.addRules('{ on = "NOOP", hold = "gate" }');
    const late = talk(server, 'NOOP', 'RETR 1', 'QUIT');
    await server.waitFor('NOOP');
    assert.deepEqual((await server.verdict()).expectations.map((each) => each.state), ['open']);
    const verified = server.verify({ wait: 60_000 });
    await server.release('gate');
    await verified;
    await late;
  }));

  it('fails for a rule that never fired if it is strict', async () => {
    const text = TORN.replace('{ command = "RETR 1", exactly = 2 }', '');
    await (await pop3kit.serve({ text }))[Symbol.asyncDispose]();
    const strict = await pop3kit.serve({ text }, { strict: true });
    await assert.rejects(strict[Symbol.asyncDispose](), /scenario.lua:4: RETR: this rule never fired/);
  });

  it('narrows its journal by what is asked for', pop3kit.served(async (server) => {
    await talk(server, 'STAT', 'QUIT');
    await talk(server, 'QUIT');
    assert.deepEqual(await server.commands({ connection: 1 }), ['USER alice', 'PASS ****', 'STAT', 'QUIT']);
    const quits = await server.journal({ kind: 'command', text: 'QUIT' });
    assert.deepEqual(quits.map((entry) => entry.connection), [1, 2]);
    const [stat] = await server.journal({ kind: 'command', text: 'STAT', user: 'alice' });
    assert.deepEqual([stat.kind, stat.user, stat.lineEnd], ['command', 'alice', 'crlf']);
    assert.deepEqual(await server.journal({ kind: 'hook_error' }), []);
  }));

  it('returns a command while its reply is pending', pop3kit.served(async (server) => {
    await server.addRules('{ on = "NOOP", hold = "gate" }');
    const waiting = talk(server, 'NOOP', 'QUIT');
    const { connection, user } = await server.waitFor('noop');
    assert.deepEqual({ connection, user }, { connection: 1, user: 'alice' });
    assert.equal((await server.sessions())[0].lastCommand, 'NOOP');
    assert.equal(await server.endSessions({ connection, close: 'orderly' }), 1);
    await waiting;
    await assert.rejects(server.waitFor('RETR 3', { timeout: 0 }), /RETR 3 did not come within 0 ms/);
  }));

  it('takes rules and gives them up while it runs', pop3kit.served(async (server) => {
    const [rule] = await server.addRules('{ on = "STAT", times = 1, reply = err("SYS/TEMP", "later") }');
    assert.equal((await talk(server, 'STAT', 'QUIT'))[3], '-ERR [SYS/TEMP] later');
    assert.deepEqual((await server.rules()).map((each) => [each.rule, each.fired]), [[rule, 1]]);
    await server.removeRule(rule);
    await server.addRules('{ on = "STAT", close = "reset" }', { last: true });
    await server.removeRules();
    assert.equal((await talk(server, 'STAT', 'QUIT'))[3], '+OK 3 3072');
    await assert.rejects(server.addRules('{ on = "STAT",\n  raply = "+OK" }'), (error) => {
      assert.match(error.message, /rules:2: unknown key 'raply' in a rule; did you mean 'reply'/);
      assert.equal(error.status, 422);
      return error instanceof pop3kit.Pop3kitError;
    });
  }));

  it('delivers mail for the next login', pop3kit.served(async (server) => {
    await server.deliver('alice', 'Subject: new\n\nHello.\n');
    const lines = await talk(server, 'RETR 4', 'QUIT');
    assert.deepEqual(lines.slice(4, -1), ['Subject: new', '', 'Hello.', '.']);
    await server.load({ text: 'return scenario { accounts = { ["a/b c@example.org"] = { password = "s3cret" } } }' });
    await server.deliver('a/b c@example.org', Buffer.from('Subject: new\r\n\r\n'));
    assert.equal((await server.mailbox('a/b c@example.org')).length, 1);
  }));

  it('begins its scenario anew', pop3kit.served(async (server) => {
    await talk(server, 'DELE 1', 'QUIT');
    server.expect('NOOP');
    await server.reset({ seed: 8 });
    assert.equal((await talk(server, 'STAT', 'QUIT'))[3], '+OK 3 3072');
    assert.equal((await server.verdict()).seed, 8);
  }));

  it('keeps ports and authority when it loads another scenario', async (t) => {
    const server = await pop3kit.serve(pathToFileURL(tornFile(t)), { seed: 7 });
    const { port, caFile } = server;
    assert.equal((await server.verdict()).seed, 7);
    await server.load({ text: 'return scenario { title = "empty" }' });
    assert.deepEqual([server.port, server.caFile], [port, caFile]);
    assert.equal((await server.verdict()).title, 'empty');
    await server.load(tornFile(t));
    assert.equal((await server.verdict()).title, 'torn');
    await server.close();
  });

  it('finds the files that a scenario names in its folder or below', async (t) => {
    const home = folder(t);
    const below = path.join(home, 'below');
    fs.mkdirSync(below);
    fs.writeFileSync(path.join(home, 'first.lua'), 'return scenario { title = "first" }');
    fs.writeFileSync(path.join(below, 'letter.eml'), 'Subject: below\n\n');
    fs.writeFileSync(path.join(below, 'letter.lua'), LETTER);
    const server = await pop3kit.serve(path.join(home, 'first.lua'));
    await server.load(path.join(below, 'letter.lua'));
    assert.equal((await talk(server, 'RETR 1', 'QUIT'))[4], 'Subject: below');
    await server.close();
    const elsewhere = await pop3kit.serve();
    await assert.rejects(elsewhere.load(path.join(below, 'letter.lua')), /letter.eml[^]*this server looks for files of a scenario in no folder/);
    await assert.rejects(elsewhere.load(path.join(below, 'none.lua')), /none.lua/);
    await elsewhere.close();
  });

  it('refuses what is no scenario', async () => {
    await assert.rejects(pop3kit.serve(7), /a scenario is the path of a file/);
    await assert.rejects(pop3kit.serve({ text: 'return scenario { rulse = {} }' }), /unknown key 'rulse' in a scenario; did you mean 'rules'/);
    await assert.rejects(pop3kit.serve('nowhere.lua'), /nowhere.lua/);
    const server = await pop3kit.serve({ text: 'return scenario { listen = { tls = false } }' });
    assert.throws(() => server.tlsPort, /the scenario opens no listener for tls_port/);
    await server.close();
  });
});
