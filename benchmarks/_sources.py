"""A server of sources, most of them good: python -m benchmarks._sources PORT. Says how often it was asked.

A host named good-N answers with a feed of its own, and with 304 where that is what the asker has.
Others do what their name says.
"""

import asyncio
import gzip
import sys
import zlib

FEED = 20_000  # bytes of a feed, before it is packed
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"


def feed(host: str) -> bytes:
    item = f"<item><title>{host}</title><link>https://{host}/n</link></item>"
    return f"<rss version='2.0'><channel>{item * (FEED // len(item))}</channel></rss>".encode()


def answer(host: str, head: str) -> bytes:
    if f'If-None-Match: "{host}"' in head:
        return b"HTTP/1.1 304 Not Modified\r\n\r\n"
    body = gzip.compress(feed(host), 6, mtime=0)
    told = f'ETag: "{host}"\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n'
    return HEAD + told.encode() + body


def bomb() -> bytes:
    """Pack a hundred megabytes of nothing, without ever holding them."""
    packer = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()


async def for_ever(write: asyncio.StreamWriter, begin: bytes, again: bytes, pause: float) -> None:
    write.write(begin)
    while True:
        write.write(again)
        await write.drain()
        await asyncio.sleep(pause)


SAID = {
    "loop": b"HTTP/1.1 301 Moved\r\nLocation: /feed\r\n\r\n",
    "inside": b"HTTP/1.1 302 Moved\r\nLocation: http://169.254.169.254/\r\n\r\n",
    "busy": b"HTTP/1.1 503 Busy\r\nRetry-After: 99999999999\r\n\r\n",
    "cut": HEAD + b"Content-Length: 5000\r\n\r\nhardly",
    "bomb": HEAD + b"Content-Encoding: gzip\r\n\r\n" + bomb(),
    "nonsense": b"\0\xff nonsense\r\n\r\n",
}
SAID_FOR_EVER = {  # what comes first, what comes again, and the seconds between
    "silent": (b"", b"", 1),
    "drip": (HEAD + b"\r\n", b"x", 1),
    "huge": (HEAD + b"\r\n", bytes(100_000), 0),
    "heads": (HEAD, b"X: y\r\n", 0),
    "early": (b"", b"HTTP/1.1 103 Early\r\n\r\n" * 100, 0),
}
KINDS = (*SAID, *SAID_FOR_EVER)


async def serve(read: asyncio.StreamReader, write: asyncio.StreamWriter) -> None:
    try:
        head = (await read.readuntil(b"\r\n\r\n")).decode("latin-1")
        host = head.partition("Host: ")[2].partition("\r\n")[0]
        kind = host.partition("-")[0]
        if kind in SAID_FOR_EVER:
            await for_ever(write, *SAID_FOR_EVER[kind])
        write.write(SAID.get(kind) or answer(host, head))
        await write.drain()
    except (OSError, asyncio.IncompleteReadError):
        pass
    finally:
        write.close()


async def main(port: int) -> None:
    async with await asyncio.start_server(serve, "127.0.0.1", port, backlog=256) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
