// Drives the graphql-sse client, a connection for each operation: node sse.mjs http://127.0.0.1:5080/graphql '<subscription>' <events>
// Prints one JSON object: what the client saw of a query, of many queries at once, of the first <events> events of
// the subscription, of an invalid document, and the HTTP status for a token that is none.
import { createClient } from 'graphql-sse';

const [url, subscription, events] = process.argv.slice(2);
if (!events) {
  console.error('usage: node sse.mjs <url> <subscription> <events>');
  process.exit(1);
}

const seen = {};
const client = createClient({ url, retryAttempts: 0 });

seen.query = await first(client.iterate({ query: '{ __typename }' }));
seen.many = (await Promise.all(Array.from({ length: 50 }, (_, i) => all({ query: `{ a${i}: __typename }` }))))
  .filter(([result, ...more], i) => result.data[`a${i}`] === 'Query' && more.length === 0).length;
seen.events = [];
for await (const event of client.iterate({ query: subscription })) {
  seen.events.push(event);
  if (seen.events.length === Number(events)) break;
}
seen.invalid = (await all({ query: '{ thereIsNoSuchField }' })).map((result) => result.errors[0].extensions.code);
client.dispose();
seen.refusedWith = await refusal();
console.log(JSON.stringify(seen));

async function first(iterator) {
  for await (const value of iterator) return value;
}

/** All results of an operation that the server completes. */
function all(request) {
  const results = [];
  return new Promise((resolve, reject) =>
    client.subscribe(request, { next: (result) => results.push(result), error: reject, complete: () => resolve(results) }));
}

async function refusal() {
  const refused = createClient({ url, retryAttempts: 0, headers: { authorization: 'Bearer this-is-no-token' } });
  try {
    await first(refused.iterate({ query: '{ __typename }' }));
    return null;
  } catch (error) {
    return error.response?.status ?? String(error);
  } finally {
    refused.dispose();
  }
}
