// What scripts that use the example page share.

/** Asks the server beside the page, as the bearer of a token. */
export const asker = server => async (token, query, variables) => {
  const response = await fetch(new URL("graphql", server), {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const answer = await response.json();
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
};

/** Does a mutation of one input, which is not refused. */
export const doer = ask => async (token, mutation, selection, input) => {
  const type = mutation[0].toUpperCase() + mutation.slice(1) + "Input";
  const done = (await ask(token, `mutation($input: ${type}!) { ${mutation}(input: $input) { ${selection} errors { message } } }`, { input }))[mutation];
  if (done.errors.length) throw new Error(JSON.stringify(done.errors));
  return done;
};
