// Composes our subgraph with another: node compose.mjs <ours: http address or file> <theirs.graphql>
// Prints one JSON object: the codes of errors, the messages of hints, and of the supergraph's type Article the keys and
// the fields by subgraph. Exit code 0 even if they do not compose, 1 if it could not be tried.
import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { parse, valueFromASTUntyped } from 'graphql';

const [ours, theirs] = process.argv.slice(2);
if (!theirs) {
  console.error('usage: node compose.mjs <address or file> <theirs.graphql>');
  process.exit(1);
}

const { errors = [], hints = [], supergraphSdl } = composeServices([
  { name: 'engagement', url: 'http://engagement.example/graphql', typeDefs: parse(await subgraph(ours)) },
  { name: 'publisher', url: 'http://publisher.example/graphql', typeDefs: parse(readFileSync(theirs, 'utf8')) },
]);
console.log(JSON.stringify({
  errors: errors.map((error) => error.extensions?.code ?? error.message),
  hints: hints.map((hint) => hint.message),
  ...(supergraphSdl ? articleOf(supergraphSdl) : {}),
}));

/** As a gateway gets it, from `_service`, or as it is committed. */
async function subgraph(source) {
  if (!source.startsWith('http')) return readFileSync(source, 'utf8');
  const response = await fetch(source, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  });
  return (await response.json()).data._service.sdl;
}

function articleOf(sdl) {
  const article = parse(sdl).definitions.find((definition) => definition.name?.value === 'Article');
  const joins = (node, name) => (node.directives ?? []).filter((directive) => directive.name.value === name)
    .map((directive) => Object.fromEntries(directive.arguments.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)])));
  const keys = joins(article, 'join__type').filter((join) => join.key).map((join) => `${join.graph} ${join.key}`);
  const fields = { ENGAGEMENT: [], PUBLISHER: [], both: [] };
  for (const field of article.fields) {
    const [join, ...others] = joins(field, 'join__field');
    (others.length > 0 || !join ? fields.both : fields[join.graph]).push(field.name.value);
  }
  return { keys: keys.sort(), fields };
}
