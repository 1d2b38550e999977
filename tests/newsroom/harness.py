"""Running the built saola over the newsroom: a workspace, its commands, and differences a person can read."""
import csv, io, json, os, pathlib, subprocess, tempfile, time

import server, truth
from articles import load

LONGEST_RUN = 120  # seconds; a command takes one or two, ten times that under sanitizers
SAOLA = None  # path of the program under test, set by newsroom_test


class CommandFailed(AssertionError):
    pass


class Workspace:
    """A workspace of its own in a temporary folder, crawling one Server."""

    def __init__(self, site):
        self.site = site
        self.temporary = tempfile.TemporaryDirectory(prefix='saola-newsroom-')
        self.folder = pathlib.Path(self.temporary.name)
        self.root = self.folder / 'ws'
        self.environment = {**os.environ, 'SAOLA_CONTACT': 'https://newsroom.test/contact', 'NO_COLOR': '1'}
        self.environment.pop('SAOLA_WORKSPACE', None)
        self.saola('init', str(self.root), inside=False)
        (self.folder / 'feeds.txt').write_text(server.feeds_txt(), encoding='utf-8')

    def close(self):
        self.temporary.cleanup()

    def saola(self, *args, inside=True, status=0, stdin=None):
        """Runs a command; its CompletedProcess. Another exit status than `status` fails with all that was printed."""
        command = [SAOLA, *(['--workspace', str(self.root)] if inside else []), *args]
        done = subprocess.run(command, input=stdin, capture_output=True, text=True, encoding='utf-8', timeout=LONGEST_RUN,
                              env=self.environment)
        if done.returncode != status:
            raise CommandFailed(f'{" ".join(map(str, command))}\nexit status {done.returncode}, wanted {status}\n'
                                f'--- stdout\n{done.stdout[-3000:]}\n--- stderr\n{done.stderr[-3000:]}')
        return done

    def crawl(self, *options, pause='0'):
        """One crawl of the newsroom's doors; what it says of each outlet, by key."""
        done = self.saola('crawl', *self.crawl_options(pause), '--json', *options)
        return {row['outlet']: row for row in map(json.loads, done.stdout.splitlines())}

    def crawl_options(self, pause):
        return [*server.connect_to(self.site.port).split(), '--allow-private', '--pause', pause,
                '--feeds', str(self.folder / 'feeds.txt')]

    def crawl_and_kill(self, after_requests):
        """Starts a crawl and kills it when the newsroom has heard so many requests of it."""
        enough = len(self.site.room.requests) + after_requests
        crawl = subprocess.Popen([SAOLA, '--workspace', str(self.root), 'crawl', *self.crawl_options('0')],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.environment)
        give_up = time.monotonic() + LONGEST_RUN
        while len(self.site.room.requests) < enough and crawl.poll() is None and time.monotonic() < give_up:
            time.sleep(0.0005)
        crawl.kill()
        crawl.wait()
        while self.site.connected and time.monotonic() < give_up:  # what it asked last is still being answered
            time.sleep(0.0005)
        if time.monotonic() >= give_up:
            raise CommandFailed(f'a crawl that was to be killed after {after_requests} requests hung before')

    def index(self, *options):
        return self.saola('index', *options)

    def search(self, *args):
        done = self.saola('search', *args, '--format', 'json', '--limit', '0')
        return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]

    def count(self, *args):
        """The rows of `count` as dicts, and what it wrote to standard error."""
        done = self.saola('count', *args, '--format', 'csv', '--no-bom')
        return list(csv.DictReader(io.StringIO(done.stdout, newline=''))), done.stderr

    def archive_files(self):
        return sorted((self.root / 'archive').glob('*.warc.gz'))


def newsroom(now=None):
    """A running server over all articles, at the end of the eight weeks unless told otherwise."""
    articles = load()
    return server.Server(server.Newsroom(now or truth.last_moment(articles), articles)).start()


def differences(what, wanted, got, describe=str):
    """Lines that say what is missing and what is too much, for two dicts; empty when they agree."""
    lines = []
    for key in sorted(set(wanted) | set(got), key=str):
        if key not in got:
            lines.append(f'  missing   {describe(key)}: wanted {wanted[key]!r}')
        elif key not in wanted:
            lines.append(f'  too much  {describe(key)}: {got[key]!r}')
        elif wanted[key] != got[key]:
            lines.append(f'  differs   {describe(key)}\n            wanted {wanted[key]!r}\n            got    {got[key]!r}')
    return '\n'.join([f'{what}: {len(lines)} differences', *lines]) if lines else ''


def without_zeros(counts):
    return {key: n for key, n in counts.items() if n}


def page_requests(requests, articles):
    """The requests for article pages that were answered with a page, as (host, path without query)."""
    known = {(o.host, server.path_of(o, a)) for o in server.OUTLETS for a in articles if a.outlet == o.key}
    return [(r['host'], path) for r in requests if r['status'] == 200 and (r['host'], path := r['path'].partition('?')[0]) in known]


def overlaps(requests):
    """Pairs of requests of one registrable domain of which the second came before the first was answered."""
    found, by_domain = [], {}
    for r in sorted(requests, key=lambda r: r['begin']):
        before = by_domain.get(r['domain'])
        if before and r['begin'] < before['end']:
            found.append(f"{r['host']}{r['path']} came while {before['host']}{before['path']} was being answered")
        by_domain[r['domain']] = r
    return found
