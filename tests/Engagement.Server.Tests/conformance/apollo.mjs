// Asks with Apollo's client and its automatic persisted queries: node apollo.mjs http://127.0.0.1:5080/graphql
// Asks one query three times past the cache. Prints one JSON object: the answers, and for each request its method,
// whether it held the document, and the code of the error that came back.
import { createHash } from 'node:crypto';
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';

const [url] = process.argv.slice(2);
if (!url) {
  console.error('usage: node apollo.mjs <url>');
  process.exit(1);
}

const seen = { answers: [], requests: [] };
const client = new ApolloClient({
  cache: new InMemoryCache(),
  link: new PersistedQueryLink({
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    useGETForHashedQueries: true,
  }).concat(new HttpLink({ uri: url, fetch: watched })),
});
for (let i = 0; i < 3; i++) {
  const { data } = await client.query({ query: gql`query ApolloAsks { __schema { queryType { name } } }`, fetchPolicy: 'network-only' });
  seen.answers.push(data.__schema.queryType.name);
}
client.stop();
console.log(JSON.stringify(seen));

async function watched(address, options) {
  const response = await fetch(address, options);
  const { errors } = await response.clone().json();
  seen.requests.push({
    method: options.method,
    hasDocument: options.body ? JSON.parse(options.body).query !== undefined : new URL(address).searchParams.has('query'),
    code: errors?.[0].extensions.code ?? null,
  });
  return response;
}
