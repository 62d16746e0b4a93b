'use strict';

const http = require('node:http');

const { Pop3kitError } = require('./errors.js');

// Milliseconds that an answer may take, beyond the time that the request itself asks the server to wait.
const PATIENCE = 60_000;

function exchange(port, method, path, headers, body, timeout) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path, headers, timeout, agent: false }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(pieces).toString('utf8') }));
    });
    request.on('timeout', () => request.destroy(new Error('no answer in time')));
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends requests to one control room, with its token. */
class ControlRoom {
  constructor(port, token, complaint) {
    Object.assign(this, { port, token, complaint });
  }

  /** Resolves to the decoded answer. Rejects with a Pop3kitError if the server refuses the request. */
  async ask(method, path, { body, wait, ...query } = {}) {
    const words = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) words.set(name, String(value));
    if (wait !== undefined) words.set('wait', `${Math.max(0, Math.round(wait))}ms`);
    const target = String(words) === '' ? path : `${path}?${words}`;
    const octets = body === undefined ? undefined : Buffer.from(body);
    const headers = { Authorization: `Bearer ${this.token}` };
    if (octets !== undefined) headers['Content-Length'] = octets.length;
    let answer;
    try {
      answer = await exchange(this.port, method, target, headers, octets, PATIENCE + (wait ?? 0));
    } catch (error) {
      throw new Pop3kitError(`the server does not answer: ${this.complaint() || error.message}`, undefined, { cause: error });
    }
    const told = JSON.parse(answer.text);
    if (answer.status >= 400) throw new Pop3kitError(told.error, answer.status);
    return told;
  }
}

module.exports = { ControlRoom };
