// Runs graphql-http's server audits: node audit.mjs http://127.0.0.1:5080/graphql
// One line an audit, "ok|notice|warn|error  id  name", and a JSON summary as the last line.
// Exit code 0 even if audits fail (the summary says so), 1 if they could not be run.
import { serverAudits } from 'graphql-http';

const url = process.argv[2];
if (!url) {
  console.error('usage: node audit.mjs <url>');
  process.exit(1);
}

const results = [];
for (const audit of serverAudits({ url })) {
  const { id, name, status, reason } = await audit.fn();
  results.push({ id, name, status, reason });
  console.log(`${status.padEnd(6)}  ${id}  ${name}${reason ? ` (${reason})` : ''}`);
}

const failed = results.filter((result) => result.status !== 'ok');
console.log(JSON.stringify({ total: results.length, ok: results.length - failed.length, failed }));
