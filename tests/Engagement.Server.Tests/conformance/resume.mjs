// Follows one article through a cut of its connection: node resume.mjs ws|sse http://127.0.0.1:5080/graphql <token> <articleId> <comments>
// Takes the <comments> that are there, cuts the connection without a word, posts another comment before it lets the
// client connect again, and ends when that one has arrived. Prints one JSON object: the ids in the order of arrival,
// the id of what was posted, and how often the client connected.
import { createClient as createSocketClient } from 'graphql-ws';
import { createClient as createStreamClient } from 'graphql-sse';
import WebSocket from 'ws';

const [transport, url, token, articleId, comments] = process.argv.slice(2);
if (!comments) {
  console.error('usage: node resume.mjs ws|sse <url> <token> <articleId> <comments>');
  process.exit(1);
}

const seen = { ids: [], posted: null, connections: 0 };
let after = 0;
let cut;

// Both clients write the request again for each connection: it says from where to go on.
const request = {
  query: `subscription ($articleId: ID!, $after: Version) {
    commentAdded(articleId: $articleId, after: $after) {
      ... on CommentAdded { version edge { node { id } } }
      ... on Resync { version }
    }
  }`,
  variables: { articleId, get after() { return after; } },
};

const client = transport === 'ws' ? socketClient() : streamClient();
await new Promise((resolve, reject) =>
  client.subscribe(request, {
    next: ({ data, errors }) => {
      if (errors) return reject(new Error(JSON.stringify(errors)));
      after = data.commentAdded.version;
      seen.ids.push(data.commentAdded.edge.node.id);
      if (seen.ids.length === Number(comments)) cut();
      if (seen.ids.at(-1) === seen.posted) resolve();
    },
    error: reject,
    complete: () => reject(new Error('The subscription was completed.')),
  }));
await client.dispose();
console.log(JSON.stringify(seen));

function socketClient() {
  return createSocketClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryWait: post,
    shouldRetry: () => true,
    on: {
      connected: (socket) => {
        seen.connections++;
        cut = () => socket.terminate();
      },
    },
  });
}

function streamClient() {
  return createStreamClient({
    url,
    retry: post,
    fetchFn: (address, options) => {
      seen.connections++;
      const line = new AbortController();
      cut = () => line.abort();
      return fetch(address, { ...options, signal: AbortSignal.any([options.signal, line.signal]) });
    },
  });
}

async function post() {
  if (seen.posted) return;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      query: 'mutation ($input: PostCommentInput!) { postComment(input: $input) { commentEdge { node { id } } errors { message } } }',
      variables: { input: { articleId, body: 'While nobody listened' } },
    }),
  });
  seen.posted = (await response.json()).data.postComment.commentEdge.node.id;
}
