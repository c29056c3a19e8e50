// Has Relay's compiler take the schema and the documents: node relay.mjs <schema.graphql> <folder of *.graphql> [more documents…]
// Each definition becomes a module of a program of its own, as Relay wants it. Prints one JSON object: whether the
// compiler took them, what it said, and the artifacts that it wrote. Exit code 0 even if it refused, 1 if it could not be run.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, print } from 'graphql';
import compiler from 'relay-compiler';

const [schema, folder, ...more] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node relay.mjs <schema.graphql> <folder> [documents…]');
  process.exit(1);
}

const root = mkdtempSync(join(tmpdir(), 'relay-'));
try {
  mkdirSync(join(root, 'src', 'artifacts'), { recursive: true });
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql')).map((file) => join(folder, file));
  for (const file of [...files, ...more]) {
    for (const definition of parse(readFileSync(file, 'utf8')).definitions) {
      const module = definition.name.value.replace(/(Query|Mutation|Subscription)$/, '');
      writeFileSync(join(root, 'src', `${module}.js`), `import { graphql } from 'react-relay';\ngraphql\`\n${print(definition)}\n\`;\n`);
    }
  }
  writeFileSync(join(root, 'schema.graphql'), readFileSync(schema));
  writeFileSync(join(root, 'relay.config.json'), JSON.stringify({
    src: './src', schema: './schema.graphql', artifactDirectory: './src/artifacts', language: 'javascript', eagerEsModules: true,
  }));

  const run = spawnSync(compiler, ['relay.config.json'], { cwd: root, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  if (run.error) throw run.error;
  console.log(JSON.stringify({
    accepted: run.status === 0,
    said: `${run.stdout}${run.stderr}`,
    artifacts: readdirSync(join(root, 'src', 'artifacts')).map((file) => file.replace(/\.graphql\.js$/, '')).sort(),
  }));
} finally {
  rmSync(root, { recursive: true });
}
