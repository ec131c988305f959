import { expect, test } from "vitest";
import { replaceImports } from "./ask-for-builtins.mjs";

test("what is imported of Node's modules is asked for, under the same names", () => {
  const code = [
    `import { join } from "node:path";`,
    `import { "sep" as separator, basename as base } from "node:path";`,
    `import path, { dirname } from "node:path";`,
    `import * as url from "node:url";`,
    `export default [join("a", "b"), base("a/b"), dirname("a/b"), path.join("a", "b"), typeof url.URL, separator];`,
  ].join("\n");
  expect(replaceImports(code).split("\n")).toEqual([
    `const { join } = process.getBuiltinModule("node:path");`,
    `const { "sep": separator, basename: base } = process.getBuiltinModule("node:path");`,
    `const path = process.getBuiltinModule("node:path");`,
    `const { dirname } = process.getBuiltinModule("node:path");`,
    `const url = process.getBuiltinModule("node:url");`,
    code.split("\n").at(-1),
  ]);
});

test("a program with what is asked for gives what it gave with imports", async () => {
  const code = `import path, { join as put, "dirname" as above } from "node:path";
    import * as url from "node:url";
    export default [path.sep, put("a", "b"), above("a/b"), new url.URL("http://a/b").pathname];`;
  expect(await evaluate(replaceImports(code))).toEqual(await evaluate(code));
});

test.each([
  ["other modules", `import { a } from "./a.js";\nimport b from "b";\na(b);`],
  ["a text that looks like an import", 'const text = `\nimport { join } from "node:path";\n`;'],
  ["a dynamic import", `const { join } = await import("node:path");`],
])("%s stays as it is", (_, code) => {
  expect(replaceImports(code)).toBe(code);
});

test("a module that is imported for nothing of it is still loaded", () => {
  expect(replaceImports(`import "node:inspector";`)).toBe(`process.getBuiltinModule("node:inspector");`);
});

async function evaluate(code: string): Promise<unknown> {
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { default: unknown };
  return module.default;
}
