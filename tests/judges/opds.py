#!/usr/bin/env python3
"""opds.py FOLDER ADDRESS: reads the OPDS 2.0 feeds of a folder of releases as a client does, with the library of the Palace Project.

The folder is served from the loopback as any web server would, in place of ADDRESS, from where its feeds say they come. From the feed at its root the client follows every feed that is
linked, and fetches every book that is offered. The answer is a line for each finding and a last one that says what was read.
"""

import functools
import http.server
import sys
import threading
from urllib.parse import urljoin

import requests
from webpub_manifest_parser.opds2 import OPDS2FeedParserFactory

FEED = "application/opds+json"
OFFER = "http://opds-spec.org/acquisition/open-access"
BEGINNINGS = {"application/pdf": b"%PDF-", "application/epub+zip": b"PK"}


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/"


def links(feed):
    """Every link of a feed: its own and those of its navigation and groups."""
    found = list(feed.links or [])
    for collection in [feed.navigation, *(group.navigation for group in feed.groups or [])]:
        found.extend(collection.links if collection else [])
    return found


def publications(feed):
    found = list(feed.publications or [])
    for group in feed.groups or []:
        found.extend(group.publications or [])
    return found


def read(root, address):
    def at(base, href):
        url = urljoin(base, href)
        return root + url.removeprefix(address) if url.startswith(address) else url

    findings, waiting, seen = [], [urljoin(root, "opds.json")], set()
    books = set()
    titles = 0
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        name = url.removeprefix(root)
        result = OPDS2FeedParserFactory().create().parse_url(url)
        findings += [f"{name}: {error}" for error in result.errors]
        feed = result.root
        waiting += [at(url, link.href) for link in links(feed) if link.type == FEED]
        for publication in publications(feed):
            titles += 1
            waiting += [at(url, link.href) for link in publication.links if link.type == FEED]
            offers = [link for link in publication.links if OFFER in (link.rels or [])]
            if not offers:
                findings.append(f"{name}: {publication.metadata.title} offers nothing")
            pictures = publication.images.links if publication.images else []
            if not pictures:
                findings.append(f"{name}: {publication.metadata.title} has no cover")
            for link in [*offers, *pictures]:
                books.add((name, at(url, link.href), link.type))
    for name, url, kind in sorted(books):
        answer = requests.get(url, timeout=60)
        if not answer.ok or not answer.content.startswith(BEGINNINGS.get(kind, b"")) or not answer.content:
            findings.append(f"{name}: {url.removeprefix(root)} ({kind}) is {answer.status_code}, {len(answer.content)} bytes")
    return findings, f"{len(seen)} feeds, {titles} books, {len(books)} files fetched"


def main():
    findings, summary = read(serve(sys.argv[1]), sys.argv[2])
    for finding in findings:
        print(f"- {finding}")
    print(summary)
    sys.exit(bool(findings))


main()
