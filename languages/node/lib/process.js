'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const { Pop3kitError } = require('./errors.js');

// The shell between this process and the server reads a pipe whose other end only this process holds. The pipe ends when
// this process ends, however it ends, and then the shell ends the server. A word on the pipe is an orderly stop; without
// one, nobody is left who would remove the folder.
const GUARD = `
folder=$1; shift
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
{ read -r word <&3; [ -n "$word" ] || rm -rf "$folder"; kill "$server"; } >/dev/null 2>&1 &
guard=$!
exec 3<&-
wait "$server"
status=$?
kill "$guard" 2>/dev/null
exit "$status"
`;

function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Returns the pop3kit command: `command`, the environment variable POP3KIT, or `pop3kit` on the PATH. */
function findCommand(command) {
  const wanted = command || process.env.POP3KIT || 'pop3kit';
  const folders = wanted.includes('/') ? [''] : (process.env.PATH || '').split(path.delimiter);
  const found = folders.map((folder) => path.resolve(folder, wanted)).find(isExecutable);
  if (found === undefined) {
    throw new Pop3kitError(`the command '${wanted}' was not found; install pop3kit, or set POP3KIT to the path of the command`);
  }
  return found;
}

/** One running `pop3kit serve`. */
class ServeProcess {
  /** Resolves when all ports are open. `scenario` is a file; without one, `text` is what is played. */
  static async start({ scenario, text, command, options }) {
    const program = findCommand(command);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pop3kit-'));
    if (scenario === undefined) {
      scenario = path.join(folder, 'scenario.lua');
      fs.writeFileSync(scenario, text);
    }
    const started = new ServeProcess(folder);
    const readyFile = path.join(folder, 'ready.json');
    started.run([program, 'serve', scenario, '--ready-file', readyFile, '--admin-port', '0', ...options]);
    await started.untilReady(program, readyFile);
    return started;
  }

  constructor(folder) {
    this.folder = folder;
    this.complaints = path.join(folder, 'stderr');
  }

  run(command) {
    const complaints = fs.openSync(this.complaints, 'w');
    try {
      this.child = spawn('sh', ['-c', GUARD, 'pop3kit', this.folder, ...command], { stdio: ['pipe', 'pipe', complaints] });
    } finally {
      fs.closeSync(complaints);
    }
    this.ended = new Promise((resolve) => this.child.once('close', (status) => resolve(status)));
    this.child.once('error', (error) => (this.failure = error));
    this.child.stdin.on('error', () => {}); // the server has ended already
  }

  async untilReady(program, readyFile) {
    const ready = new Promise((resolve) => {
      // The ready file is written by rename before the first line.
      this.child.stdout.on('data', () => fs.existsSync(readyFile) && resolve('ready'));
    });
    const first = await Promise.race([ready, this.ended]);
    if (first !== 'ready') {
      const complaint = this.complaint() || this.failure?.message;
      await this.stop();
      throw new Pop3kitError(complaint || `${program} serve ended with status ${first} before it was ready`);
    }
    this.ready = JSON.parse(fs.readFileSync(readyFile, 'utf8'));
    // A server that is not closed does not keep the process alive.
    for (const each of [this.child, this.child.stdin, this.child.stdout]) each.unref();
  }

  /** What the server wrote on standard error. */
  complaint() {
    try {
      return fs.readFileSync(this.complaints, 'utf8').trim();
    } catch {
      return '';
    }
  }

  /** Ends the server and removes its files. */
  async stop() {
    for (const each of [this.child, this.child.stdin, this.child.stdout]) each.ref?.();
    this.child.stdin.end('stop\n');
    await this.ended;
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

module.exports = { ServeProcess };
