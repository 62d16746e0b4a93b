// A small client: it reads all mail of an account and deletes it once it has arrived.
import net from 'node:net';
import { once } from 'node:events';
import readline from 'node:readline';

class Connection {
  static async open(host, port) {
    const connection = new Connection();
    connection.socket = net.connect(port, host);
    connection.socket.setEncoding('latin1');
    connection.broken = once(connection.socket, 'close').then(() => ({ done: true }));
    connection.socket.on('error', () => {});
    connection.lines = readline.createInterface({ input: connection.socket })[Symbol.asyncIterator]();
    await connection.reply();
    return connection;
  }

  async line() {
    const { done, value } = await Promise.race([this.lines.next(), this.broken]);
    if (done) throw new Error('the connection broke');
    return value;
  }

  async reply() {
    const line = await this.line();
    if (!line.startsWith('+OK')) throw new Error(line);
    return line;
  }

  command(line) {
    this.socket.write(`${line}\r\n`);
    return this.reply();
  }

  async body() {
    const lines = [];
    for (let line; (line = await this.line()) !== '.'; ) lines.push(line.replace(/^\./, ''));
    return lines.join('\r\n');
  }

  close() {
    this.socket.destroy();
  }
}

/** Resolves to all messages. Connects again if the connection breaks. */
export async function readAll({ host, port }, user, password, attempts = 2) {
  for (let attempt = 1; ; attempt += 1) {
    const connection = await Connection.open(host, port);
    try {
      await connection.command(`USER ${user}`);
      await connection.command(`PASS ${password}`);
      const count = Number((await connection.command('STAT')).split(' ')[1]);
      const messages = [];
      for (let number = 1; number <= count; number += 1) {
        await connection.command(`RETR ${number}`);
        messages.push(await connection.body());
      }
      for (let number = 1; number <= count; number += 1) await connection.command(`DELE ${number}`);
      await connection.command('QUIT');
      return messages;
    } catch (error) {
      if (error.message.startsWith('-ERR') || attempt === attempts) throw error;
    } finally {
      connection.close();
    }
  }
}
