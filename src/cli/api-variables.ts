/** What a program must know to use one API of a stand-in. */
export interface ApiAccess {
  /** With the API's base path. */
  readonly url: string;
  readonly token?: string | undefined;
}

/** The environment variables that tell a program where a stand-in is: `STANDIN_URL`, and a URL and a token per API. */
export function toApiVariables(url: string, apis: Readonly<Record<string, ApiAccess>>): Record<string, string> {
  const variables: Record<string, string> = { STANDIN_URL: url };
  for (const [name, { url: base, token }] of Object.entries(apis)) {
    const stem = `STANDIN_${name.toUpperCase().replaceAll(/\W|-/g, "_")}`;
    variables[`${stem}_URL`] = base;
    if (token !== undefined) variables[`${stem}_TOKEN`] = token;
  }
  return variables;
}
