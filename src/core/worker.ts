/** The compiled file of a worker. Node runs workers from dist/, also when the caller is TypeScript source under a
 *  test runner (Node 20 cannot load .ts files). `name` is relative to the caller and ends in .js. */
export function workerUrl(name: string, caller: string): URL {
  const url = new URL(name, caller);
  if (caller.endsWith(".ts")) url.pathname = url.pathname.replace(/\/src\/(?!.*\/src\/)/, "/dist/");
  return url;
}
