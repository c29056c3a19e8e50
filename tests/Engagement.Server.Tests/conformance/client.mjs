// Drives the graphql-ws client: node client.mjs ws://127.0.0.1:5080/graphql '<subscription>' <events>
// Prints one JSON object: what the client saw of ack, ping, a query, many queries at once, the first <events> events
// and the completion of the subscription, an invalid document, and the close code for a token that is none.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url, subscription, events] = process.argv.slice(2);
if (!events) {
  console.error('usage: node client.mjs <url> <subscription> <events>');
  process.exit(1);
}

const seen = { ack: false, pong: false };
const pong = Promise.withResolvers?.() ?? deferred();
const client = createClient({
  url,
  webSocketImpl: WebSocket,
  lazy: false,
  retryAttempts: 0,
  keepAlive: 50,
  onNonLazyError: () => {},
  on: {
    connected: () => (seen.ack = true),
    pong: (received) => {
      seen.pong ||= received;
      if (received) pong.resolve();
    },
  },
});

seen.query = await first(client.iterate({ query: '{ __typename }' }));
seen.many = (await Promise.all(Array.from({ length: 50 }, (_, i) => first(client.iterate({ query: `{ a${i}: __typename }` })))))
  .filter((result, i) => result.data[`a${i}`] === 'Query').length;
seen.events = [];
for await (const event of client.iterate({ query: subscription })) {
  seen.events.push(event);
  if (seen.events.length === Number(events)) break;
}
seen.completed = true;
seen.invalid = await errorOf(client, '{ thereIsNoSuchField }');
await pong.promise;
await client.dispose();
seen.refusedWith = await refusal();
console.log(JSON.stringify(seen));

async function first(iterator) {
  for await (const value of iterator) return value;
}

function errorOf(from, query) {
  return new Promise((resolve, reject) =>
    from.subscribe({ query }, {
      next: () => reject(new Error('an invalid document was answered')),
      error: (errors) => resolve(Array.isArray(errors) ? errors.map((error) => error.extensions?.code) : errors),
      complete: () => reject(new Error('an invalid document was completed')),
    }));
}

async function refusal() {
  const refused = createClient({
    url,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: 'Bearer this-is-no-token' },
  });
  try {
    await first(refused.iterate({ query: '{ __typename }' }));
    return null;
  } catch (closed) {
    return closed.code;
  } finally {
    await refused.dispose();
  }
}

function deferred() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}
