// Compares two versions of the schema: node schema-changes.mjs <before.graphql> <after.graphql> [today]
// One line a change, "refused|allowed|dangerous  TYPE  what", and a sum as the last line. Exit code 1 if a change is
// refused: one that breaks clients, unless what is gone was deprecated before with a date that has passed by <today>
// (YYYY-MM-DD, UTC, by default the real one), or a deprecation that does not give 90 days.
import { readFileSync } from 'node:fs';
import {
  BreakingChangeType, buildSchema, findBreakingChanges, findDangerousChanges, getNamedType, isEnumType, isInputObjectType,
  isInterfaceType, isObjectType, isUnionType, parse, valueFromASTUntyped,
} from 'graphql';

const NOTICE_DAYS = 90;
const [beforeFile, afterFile, today = new Date().toISOString().slice(0, 10)] = process.argv.slice(2);
if (!afterFile) {
  console.error('usage: node schema-changes.mjs <before.graphql> <after.graphql> [today]');
  process.exit(2);
}

const [beforeText, afterText] = [beforeFile, afterFile].map((file) => readFileSync(file, 'utf8'));
// Federation's directives are imported by @link and not defined in the text.
const [before, after] = [beforeText, afterText].map((text) => buildSchema(text, { assumeValidSDL: true }));
const deprecatedBefore = deprecations(before);
const deprecatedAfter = deprecations(after);

const report = [...breaking(), ...lostKeys(), ...hastyDeprecations(), ...dangerous()];
for (const { verdict, type, what } of report) console.log(`${verdict.padEnd(9)}  ${type}  ${what}`);
const count = (verdict) => report.filter((change) => change.verdict === verdict).length;
console.log(`${count('refused')} refused, ${count('allowed')} allowed, ${count('dangerous')} dangerous`);
process.exitCode = count('refused') > 0 ? 1 : 0;

function breaking() {
  const changes = findBreakingChanges(before, after);
  return changes.map(({ type, description }) => {
    const problem = type === BreakingChangeType.TYPE_REMOVED
      ? problemOfType(description.split(' ')[0], new Set())
      : problemOf(coordinate(type, description));
    return problem === null
      ? { verdict: 'allowed', type, what: description }
      : { verdict: 'refused', type, what: `${description} ${problem}` };
  });
}

function dangerous() {
  return findDangerousChanges(before, after).map(({ type, description }) => ({ verdict: 'dangerous', type, what: description }));
}

/** What a removal removed; null for a change that no deprecation announces. */
function coordinate(type, description) {
  const words = description.split(' ');
  switch (type) {
    case BreakingChangeType.FIELD_REMOVED: return words[0];
    case BreakingChangeType.ARG_REMOVED: return `${words[0]}(${words[2]}:)`;
    case BreakingChangeType.VALUE_REMOVED_FROM_ENUM: return `${words.at(-1).replace(/\.$/, '')}.${words[0]}`;
    default: return null;
  }
}

/** Null if its removal was announced, and the time is over. */
function problemOf(coordinate) {
  if (coordinate === null) return 'No deprecation announces such a change.';
  if (!deprecatedBefore.has(coordinate)) return 'It was not deprecated before.';
  const date = dateOf(deprecatedBefore.get(coordinate));
  if (date === null) return 'Its deprecation had no date.';
  return date < today ? null : `It is promised until ${date}.`;
}

/** A type cannot be deprecated: all that used it must have been, or be gone with it. */
function problemOfType(name, seen) {
  seen.add(name);
  for (const [user, coordinate] of usesOf(name)) {
    const gone = !after.getType(user) && (seen.has(user) || problemOfType(user, seen) === null);
    if (!gone && problemOf(coordinate) !== null) return `${coordinate ?? user} used it, and was not deprecated until now.`;
  }
  return null;
}

/** [using type, coordinate of the using element, null for a membership] */
function usesOf(name) {
  const uses = [];
  for (const [typeName, type] of Object.entries(before.getTypeMap())) {
    if (typeName.startsWith('__') || typeName === name) continue;
    if (isUnionType(type) && type.getTypes().some((member) => member.name === name)) uses.push([typeName, null]);
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    if (!isInputObjectType(type) && type.getInterfaces().some((implemented) => implemented.name === name)) uses.push([typeName, null]);
    for (const field of Object.values(type.getFields())) {
      if (getNamedType(field.type).name === name) uses.push([typeName, `${typeName}.${field.name}`]);
      for (const argument of field.args ?? [])
        if (getNamedType(argument.type).name === name)
          uses.push([typeName, deprecatedBefore.has(`${typeName}.${field.name}`) ? `${typeName}.${field.name}` : `${typeName}.${field.name}(${argument.name}:)`]);
    }
  }
  return uses;
}

/** A gateway finds entities by their keys; to GraphQL itself they mean nothing. */
function lostKeys() {
  const kept = keysOf(afterText);
  return [...keysOf(beforeText)].filter((key) => !kept.has(key) && after.getType(key.split(' ')[0]))
    .map((key) => ({ verdict: 'refused', type: 'KEY_REMOVED', what: `${key} was removed. No deprecation announces such a change.` }));
}

function keysOf(text) {
  return new Set(parse(text).definitions.flatMap((definition) => (definition.directives ?? [])
    .filter((directive) => directive.name.value === 'key')
    .map((directive) => directive.arguments.find((argument) => argument.name.value === 'fields'))
    .map((fields) => `${definition.name.value} @key(fields: "${valueFromASTUntyped(fields.value)}")`)));
}

/** New deprecations without a date or with one too near, and old ones whose date was moved nearer. */
function hastyDeprecations() {
  const earliest = new Date(Date.parse(today) + NOTICE_DAYS * 86_400_000).toISOString().slice(0, 10);
  const changes = [];
  for (const [coordinate, reason] of deprecatedAfter) {
    const date = dateOf(reason);
    const promised = deprecatedBefore.has(coordinate) ? dateOf(deprecatedBefore.get(coordinate)) : null;
    if (date === null)
      changes.push([coordinate, 'is deprecated without "Removed after YYYY-MM-DD."']);
    else if (promised === null ? date < earliest : date < promised && date < earliest)
      changes.push([coordinate, `is deprecated until ${date}; clients are given ${promised !== null && promised < earliest ? `until ${promised}` : `${NOTICE_DAYS} days, until ${earliest}`}.`]);
  }
  return changes.map(([coordinate, what]) => ({ verdict: 'refused', type: 'DEPRECATION', what: `${coordinate} ${what}` }));
}

/** Coordinate → reason of all that is deprecated. */
function deprecations(schema) {
  const found = new Map();
  const look = (coordinate, element) => {
    if (element.deprecationReason != null) found.set(coordinate, element.deprecationReason);
  };
  for (const [typeName, type] of Object.entries(schema.getTypeMap())) {
    if (typeName.startsWith('__')) continue;
    if (isEnumType(type)) for (const value of type.getValues()) look(`${typeName}.${value.name}`, value);
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      look(`${typeName}.${field.name}`, field);
      for (const argument of field.args ?? []) look(`${typeName}.${field.name}(${argument.name}:)`, argument);
    }
  }
  return found;
}

function dateOf(reason) {
  return /Removed after (\d{4}-\d{2}-\d{2})\./.exec(reason)?.[1] ?? null;
}
