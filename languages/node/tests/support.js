'use strict';

const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { spawn } = require('node:child_process');

const TORN = `return scenario {
  title    = "torn",
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "4 KiB" } } } },
  rules    = { { on = "RETR", times = 1, cut = { after = 100, close = "reset" } } },
  expect   = { { command = "RETR 1", exactly = 2 } },
}
`;

/** Sends these commands after a login and resolves to the lines that came when the server has closed the connection. */
function talk(server, ...commands) {
  return new Promise((resolve) => {
    const socket = net.connect(server.port, server.host);
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (piece) => (text += piece));
    socket.on('error', () => {});
    socket.on('close', () => resolve(text.split('\r\n').slice(0, -1)));
    socket.write(['USER alice', 'PASS s3cret', ...commands, ''].join('\r\n'));
  });
}

/** A folder for one test. */
function folder(t) {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'pop3kit-test-'));
  t.after(() => fs.rmSync(made, { recursive: true }));
  return made;
}

function tornFile(t) {
  const file = path.join(folder(t), 'torn.lua');
  fs.writeFileSync(file, TORN);
  return file;
}

/** Runs a program and resolves to its exit status and all that it said. */
function run(program, args, options = {}) {
  // A test runner within a test runner would talk to the outer one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options, env: { ...env, ...options.env } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, said }));
  });
}

module.exports = { TORN, folder, run, talk, tornFile };
