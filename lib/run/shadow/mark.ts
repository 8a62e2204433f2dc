// Owns going back: memory and files of an engine as they stood at a mark. A tenth of what a boot takes, and exact: the server
// cannot know that anything ever happened.
import type { PGlite } from '@electric-sql/pglite';

/** Returns the engine to the mark. Only between two statements, and only while it holds no more loaded libraries than then. */
export type Back = () => void;

// Emscripten's file system as it stands in memory: nodes by name, and streams by file descriptor.
interface Node {
  readonly mode: number;
  contents: unknown;
  usedBytes?: number;
}
interface Stream {
  shared: object;
}
interface Files {
  readonly root: Node;
  readonly nameTable: unknown[];
  readonly streams: (Stream | null | undefined)[];
  isDir(mode: number): boolean;
}
type Bytes = Uint8Array | Int8Array;

const PAGE = 65_536;
const nothing = Buffer.alloc(PAGE);

export function mark(engine: PGlite): Back {
  const { wasmMemory, FS } = engine.Module as unknown as { wasmMemory: WebAssembly.Memory; FS: Files };
  const memory = memoryOf(wasmMemory);
  const nodes = nodesUnder(FS, FS.root).map((node) => nodeOf(node));
  const names = [...FS.nameTable];
  const streams = FS.streams.map((stream) => (stream ? streamOf(stream) : undefined));
  return () => {
    memory();
    for (const node of nodes) node();
    for (const [n, name] of names.entries()) FS.nameTable[n] = name;
    FS.streams.length = 0;
    for (const [fd, stream] of streams.entries()) if (stream !== undefined) FS.streams[fd] = stream();
  };
}

/** Pages that nobody wrote are not touched, now or later: they would become real. */
function memoryOf(memory: WebAssembly.Memory): Back {
  const pages: (Buffer | undefined)[] = [];
  for (let at = 0; at < memory.buffer.byteLength; at += PAGE) {
    const page = Buffer.from(memory.buffer, at, PAGE);
    pages.push(page.equals(nothing) ? undefined : Buffer.from(page));
  }
  return () => {
    // It may have grown; it never shrinks.
    for (let at = 0, n = 0; at < memory.buffer.byteLength; at += PAGE, n++) {
      const [page, was] = [Buffer.from(memory.buffer, at, PAGE), pages[n]];
      if (was !== undefined) was.copy(page);
      else if (!page.equals(nothing)) page.fill(0);
    }
  };
}

function nodesUnder(fs: Files, node: Node): Node[] {
  if (!fs.isDir(node.mode)) return [node];
  return [node, ...Object.values(node.contents as { [name: string]: Node }).flatMap((child) => nodesUnder(fs, child))];
}

function nodeOf(node: Node): Back {
  const was = { ...node, contents: copyOf(node.contents, node.usedBytes) };
  return () => void Object.assign(node, was, { contents: copyOf(was.contents) });
}

/** Of a folder's names, or of a file's bytes, which are written in place. A device or an empty file has neither. */
function copyOf(contents: unknown, used?: number): unknown {
  if (ArrayBuffer.isView(contents)) return (contents as Bytes).slice(0, used);
  return typeof contents === 'object' && contents !== null ? { ...contents } : contents;
}

/** Its position is shared with its duplicates. */
function streamOf(stream: Stream): () => Stream {
  const [was, shared] = [{ ...stream }, { ...stream.shared }];
  return () => {
    Object.assign(was.shared, shared);
    return Object.assign(stream, was);
  };
}
