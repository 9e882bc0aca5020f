// Reads GIFT with gift-pegjs and tells what it holds, as JSON.
const { readFileSync } = require("node:fs");
const { parse } = require("gift-pegjs");

process.stdout.write(JSON.stringify(parse(readFileSync(process.argv[2], "utf8"))));
