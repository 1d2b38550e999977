// usage: node read_with_warcio.mjs FILE...   prints "TYPE TARGET BYTES" a record, as the npm package warcio reads it
// Exit status 77: the package is not installed (looked for where node looks: NODE_PATH does not reach ES modules, so
// the folder that holds node_modules is given in WARCIO_DIR).
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

async function load() {
  const from = path.join(process.env.WARCIO_DIR ?? process.cwd(), "package.json");
  try {
    return await import(pathToFileURL(createRequire(from).resolve("warcio")).href);
  } catch {
    console.error("warcio is not installed: npm install warcio");
    process.exit(77);
  }
}

const { WARCParser } = await load();
for (const file of process.argv.slice(2)) {
  for await (const record of new WARCParser(createReadStream(file))) {
    const block = await record.readFully(false);
    console.log(record.warcType, record.warcTargetURI ?? "-", block.length);
  }
}
