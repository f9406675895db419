// Serves the console for its developers, with a made-up API behind it: node modules/web/dev/serve.mjs [PORT]
// Start with EMPTY=1 to see the empty states.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { api, listen } from './fake.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const FILES = join(HERE, '../src/main/resources');
const RUNBOOKS = join(HERE, '../../../runbooks');
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.yaml': 'application/yaml', '.md': 'text/markdown; charset=utf-8' };
const POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
const PAGES = /^\/(|search|requests\/[^/]+|incidents(\/[^/]+)?|explain(\/[^/]+)?|rules|runbooks\/[^/]+)$/;

async function file(response, path) {
  const body = await readFile(path);
  response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' });
  response.end(body);
}

function json(response, status, body) {
  response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' });
  response.end(JSON.stringify(body));
}

function tail(request, response, query) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': listening\n\n');
  request.on('close', listen(query, event => response.write(`id: ${event._id}\ndata: ${JSON.stringify(event)}\n\n`)));
}

async function answer(request, response) {
  const url = new URL(request.url, 'http://localhost');
  const path = normalize(decodeURIComponent(url.pathname));
  if (PAGES.test(path)) return file(response, join(FILES, 'console/index.html'));
  if (path.startsWith('/console/')) return file(response, join(FILES, path));
  if (path === '/api/v1/openapi.yaml') return file(response, join(FILES, 'openapi.yaml'));
  if (path === '/api/v1/tail') return tail(request, response, url.searchParams);
  if (path.startsWith('/api/v1/runbooks/')) return file(response, join(RUNBOOKS, `${path.split('/').pop()}.md`));
  let body = '';
  for await (const chunk of request) body += chunk;
  const [status, value] = api(request.method, path, url.searchParams, body ? JSON.parse(body) : {});
  return json(response, status, value);
}

createServer((request, response) => answer(request, response).catch(cause =>
  json(response, cause.code === 'ENOENT' ? 404 : 500, { title: cause.code === 'ENOENT' ? 'Not found' : 'Bug in the fake', detail: cause.message, status: 404 })))
  .listen(Number(process.argv[2] ?? 7090), '127.0.0.1', function () { console.log(`http://127.0.0.1:${this.address().port}/`); });
