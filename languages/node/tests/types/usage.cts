// Compiled, not run: the package from CommonJS.
import pop3kit = require('pop3kit');

export const port: Promise<number> = pop3kit.serve('torn.lua').then((server: pop3kit.Server) => server.port);
