"""Crawls of the newsroom killed at random moments, each gone on with by the next, and what must be true when one has ended by itself."""
import collections, random, signal, sqlite3, subprocess

import harness, truth, warc


class Lives:
    """Workspace after workspace: in each, crawls are killed until one ends by itself; then it is looked at."""

    def __init__(self, seed, say=lambda line: None):
        self.random, self.say = random.Random(seed), say
        self.kills, self.lives, self.longest = 0, 0, 1.5  # seconds that a crawl may take before it is killed

    def go_on_until(self, kills):
        """Kills so many crawls. @return what was wrong, a line each."""
        troubles = []
        while self.kills < kills and not troubles:
            site = harness.newsroom()
            workspace = harness.Workspace(site)
            before = self.kills
            while self.kills < kills and self.crawl_and_kill(workspace):
                self.kills += 1
            workspace.crawl()
            self.lives += 1
            troubles = look_at(workspace, site.room)
            self.say(f'{self.kills} crawls killed; in workspace {self.lives}: {self.kills - before}, {len(troubles)} troubles')
            workspace.close()
            site.stop()
        return troubles

    def crawl_and_kill(self, workspace):
        """Whether it was killed before it ended."""
        crawl = subprocess.Popen([harness.SAOLA, '--workspace', str(workspace.root), 'crawl', *workspace.crawl_options('0')],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=workspace.environment)
        try:
            crawl.wait(self.random.uniform(0.0, self.longest) ** 2)  # early moments more often: starting and recovering
        except subprocess.TimeoutExpired:
            crawl.kill()
        return crawl.wait() == -signal.SIGKILL


def look_at(workspace, room):
    """What is lost, twice, or told otherwise by archive and ledger."""
    records = {path.name: {offset: warc.read_record(text, offset) for offset, text in warc.members(path.read_bytes())}
               for path in workspace.archive_files()}  # raises Damaged
    ledger = sqlite3.connect(workspace.root / 'state.db')
    wanted = {r['fetched_url'] for r in truth.stored(room.articles, room.now)}
    times = collections.Counter(r.url for file in records.values() for r in file.values()
                                if r.kind == 'response' and r.http()[0].split()[1] == '200' and r.url in wanted)
    troubles = [f'{url} is {times[url]} times in the archive' for url in sorted(wanted) if times[url] != 1]
    waiting = ledger.execute("SELECT canonical_url FROM pages WHERE state = 'waiting'").fetchall()
    troubles += [f'{url} still waits' for (url,) in waiting]
    for name, committed in ledger.execute('SELECT name, bytes_committed FROM archive_files'):
        size = (workspace.root / 'archive' / name).stat().st_size
        troubles += [f'{name} has {size} bytes, {committed} in the ledger'] if size != committed else []
    fetched = collections.Counter()
    for url, final, file, offset in ledger.execute(
            "SELECT url, final_url, file, offset FROM fetches WHERE outcome = 'ok'"):
        record = records.get(file, {}).get(offset)
        if record is None or record.url not in (url, final):
            troubles.append(f'the ledger says that {url} lies at {file}:{offset}; there is {record and record.url}')
        else:
            fetched[record.url] += 1
    troubles += [f'{url} is {fetched[url]} times in the ledger' for url in sorted(wanted) if fetched[url] != 1]
    ledger.close()
    return troubles
