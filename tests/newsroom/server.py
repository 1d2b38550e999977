"""One loopback server that answers for every outlet, told apart by the Host header, and writes down what it was asked."""
import datetime, email.utils, gzip, hashlib, http.server, json, pathlib, socketserver, sys, threading, time

import doors, pages
from articles import load
from charsets import to_tcvn3, to_windows_1258
from outlets import HOSTS, OUTLETS, REDIRECTING_HOSTS, path_of, url_of

ENCODERS = {'utf-8': lambda text: text.encode(), 'windows-1258': to_windows_1258, 'tcvn3': to_tcvn3}
BUSY_DOORS = {('www.kinhtexanh.test', '/rss'): 503}  # answer so once, with Retry-After: 1
THINKING = 0.004  # seconds spent on each request, so that two at once would overlap in the log


class Answer:
    def __init__(self, status, body=b'', kind='text/html; charset=utf-8', **headers):
        self.status, self.body, self.kind = status, body, kind
        self.headers = {name.replace('_', '-'): value for name, value in headers.items() if value}


class Newsroom:
    """The articles, the present moment (set `now` to let time pass) and the log. Thread-safe."""

    def __init__(self, now, articles=None, thinking=THINKING):
        self.articles = load() if articles is None else articles
        self.now, self.thinking = now, thinking
        self.requests = []  # dicts: begin, end (monotonic seconds), host, domain, path, status, agent, conditional
        self.served_busy = set()
        self.lock = threading.Lock()
        self.outlets = {o.host: o for o in OUTLETS}
        self.by_outlet = {o.key: sorted((a for a in self.articles if a.outlet == o.key), key=lambda a: a.published, reverse=True)
                          for o in OUTLETS}

    def out(self, outlet):
        """The outlet's articles that are out by now, newest first."""
        return [a for a in self.by_outlet[outlet.key] if a.published <= self.now]

    def answer(self, host, target, headers):
        path = target.partition('?')[0]
        if host in REDIRECTING_HOSTS:
            return self.redirect(host, path)
        outlet = self.outlets.get(host)
        if outlet is None:
            return Answer(404, b'no such host in the newsroom\n', 'text/plain')
        if path == '/robots.txt':
            return Answer(200, outlet.robots.encode(), 'text/plain') if outlet.robots else Answer(404)
        answer = self.door(outlet, path) or self.article(outlet, path) or self.plain(outlet, path)
        return answer if answer else Answer(404, b'<html><title>404</title><h1>Not found</h1></html>')

    def redirect(self, host, path):
        if path == '/robots.txt':
            return Answer(200, b'User-agent: *\nDisallow:\n', 'text/plain')
        outlet = self.outlets[REDIRECTING_HOSTS[host]]
        for a in self.out(outlet):
            if path == f'/go/{a.number}':
                return Answer(301, Location=url_of(outlet, a))
        return Answer(301, Location=f'http://{outlet.host}{path}')

    def busy_once(self, key, status):
        with self.lock:
            if key in self.served_busy:
                return None
            self.served_busy.add(key)
        return Answer(status, b'busy\n', 'text/plain', Retry_After='1')

    def door(self, outlet, path):
        door = next((d for d in outlet.doors if d.path == path), None)
        if door is None:
            return None
        key = (outlet.host, path)
        if key in BUSY_DOORS and (busy := self.busy_once(key, BUSY_DOORS[key])):
            return busy
        articles = self.out(outlet)
        kind, text = doors.render(outlet, door, articles, self.now)
        body = ENCODERS[outlet.encoding](text) if door.kind == 'page' else text.encode()
        newest = max((a.modified(self.now) for a in articles), default=self.now)
        tag, modified = validators(body, newest)
        return Answer(200, body, kind, ETag=tag if outlet.validators in ('both', 'etag') else '',
                      Last_Modified=modified if outlet.validators in ('both', 'modified') else '')

    def article(self, outlet, path):
        articles = self.out(outlet)
        article = next((a for a in articles if path_of(outlet, a) == path), None)
        if article is None:
            return None
        if 'busy' in article.flags and (busy := self.busy_once((outlet.host, path), 429)):
            return busy
        related = [a for a in articles if a is not article][:4]
        text = pages.render(pages.Page(outlet, article, self.now, related))
        body = ENCODERS[outlet.encoding](text)
        tag, modified = validators(body, article.modified(self.now))
        return Answer(200, body, outlet.content_type, ETag=tag, Last_Modified=modified)

    def plain(self, outlet, path):
        """Pages that are no articles: the home page, contact, about."""
        names = {'/': 'Trang chủ', '/lien-he': 'Liên hệ', '/gioi-thieu': 'Giới thiệu'}
        if path not in names:
            return None
        text = (f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{names[path]} - {outlet.name}</title></head>'
                f'<body><h1>{names[path]}</h1><p>{outlet.name}</p></body></html>')
        return Answer(200, text.encode())

    def record(self, entry):
        with self.lock:
            self.requests.append(entry)


def validators(body, moment):
    tag = '"' + hashlib.sha1(body).hexdigest()[:16] + '"'
    return tag, email.utils.format_datetime(moment.astimezone(datetime.timezone.utc), usegmt=True)


def unchanged(answer, headers):
    """RFC 9110, 13.2.2: If-None-Match decides; only without it If-Modified-Since."""
    if 'If-None-Match' in headers:
        return answer.headers.get('ETag') in [t.strip() for t in headers['If-None-Match'].split(',')]
    return 'Last-Modified' in answer.headers and headers.get('If-Modified-Since') == answer.headers['Last-Modified']


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True
    wbufsize = -1  # header and body leave together

    def do_GET(self):
        room, begin = self.server.room, time.monotonic()
        host = (self.headers.get('Host') or '').partition(':')[0].lower()
        time.sleep(room.thinking)
        answer = room.answer(host, self.path, self.headers)
        if answer.status == 200 and unchanged(answer, self.headers):
            answer.status, answer.body = 304, b''
        room.record({'begin': begin, 'end': time.monotonic(), 'host': host, 'domain': '.'.join(host.split('.')[-2:]),
                     'path': self.path, 'status': answer.status, 'agent': self.headers.get('User-Agent', ''),
                     'conditional': 'If-None-Match' in self.headers or 'If-Modified-Since' in self.headers})
        if self.server.log:
            print(self.command, host, self.path, answer.status, file=self.server.log, flush=True)
        self.send(answer, chunked=host == 'lacvietwire.test')

    do_HEAD = do_GET

    def send(self, answer, chunked):
        body = answer.body
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header('Content-Type', answer.kind)
            if len(body) > 200 and 'gzip' in self.headers.get('Accept-Encoding', ''):
                body = gzip.compress(body, 6, mtime=0)
                self.send_header('Content-Encoding', 'gzip')
            chunked = chunked and bool(body) and self.command == 'GET'
            self.send_header(*(('Transfer-Encoding', 'chunked') if chunked else ('Content-Length', str(len(body)))))
        self.end_headers()
        if body and self.command == 'GET':
            self.wfile.write(in_chunks(body) if chunked and answer.status != 304 else body)
        self.wfile.flush()

    def log_message(self, *args):
        pass


def in_chunks(body, size=3000):
    parts = [body[i:i + size] for i in range(0, len(body), size)]
    return b''.join(b'%x\r\n%s\r\n' % (len(p), p) for p in parts) + b'0\r\n\r\n'


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, room, port=0, log=None):
        super().__init__(('127.0.0.1', port), Handler)
        self.room, self.log, self.connected = room, log, 0

    @property
    def port(self):
        return self.server_address[1]

    def process_request(self, request, client_address):
        with self.room.lock:
            self.connected += 1
        super().process_request(request, client_address)

    def process_request_thread(self, request, client_address):
        super().process_request_thread(request, client_address)
        with self.room.lock:
            self.connected -= 1

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):  # a crawler that was killed hangs up
            super().handle_error(request, client_address)

    def stop(self):
        self.shutdown()
        self.server_close()

    def start(self):
        threading.Thread(target=self.serve_forever, kwargs={'poll_interval': 0.05}, daemon=True).start()
        return self


def feeds_txt():
    lines = ['# The demo newsroom: invented outlets, answered for by tests/newsroom/serve on loopback.']
    lines += [f'http://{o.host}{d.path} {d.words}'.rstrip() for o in OUTLETS for d in o.doors]
    return '\n'.join(lines) + '\n'


def connect_to(port):
    return ''.join(f'--connect-to {host}:80:127.0.0.1:{port}\n' for host in HOSTS)


def write_folder(folder, room, port):
    """feeds.txt, connect-to, truth.json and, last, ready (the port) into `folder`."""
    import truth
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'feeds.txt').write_text(feeds_txt(), encoding='utf-8')
    (folder / 'connect-to').write_text(connect_to(port), encoding='utf-8')
    (folder / 'truth.json').write_text(json.dumps(truth.whole(room.articles, room.now), ensure_ascii=False, indent=1) + '\n',
                                       encoding='utf-8')
    tmp = folder / 'ready.tmp'
    tmp.write_text(f'{port}\n')
    tmp.rename(folder / 'ready')
