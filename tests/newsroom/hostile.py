"""Outlets that are broken or mean harm, beside the newsroom's good ones: what each sends, and what must be said of it.

They answer on a server of their own, so that the newsroom's articles and truth.tsv stay as they are.
"""
import dataclasses, functools, pathlib, shutil, socket, socketserver, ssl, struct, subprocess, sys, threading, zlib

ENTRIES = 200_000
HUGE = 2 << 30
PAGE = ('<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Một bài lành</title></head><body><p>'
        + 'Hạt kiểm lâm đã thả về rừng mười hai cá thể sau ba tháng chăm sóc. ' * 8 + '</p></body></html>').encode()


@dataclasses.dataclass(frozen=True)
class Outlet:
    key: str  # the host is KEY.test
    play: object  # a function (client, path): what it sends for /xau and below
    trouble: str  # must stand in what the ledger says of it (a regular expression); empty: it does no harm
    is_door: bool = False  # the door itself is /xau; else its feed lists /xau and a good page, which must be stored
    words: str = ''  # in feeds.txt
    scheme: str = 'http'
    entry: str = '/xau'  # what its feed lists
    robots: bytes = b''  # its robots.txt; none: 404

    @property
    def host(self):
        return f'{self.key}.test'

    @property
    def door(self):
        return f'{self.scheme}://{self.host}{self.entry if self.is_door else "/rss"}'


def head(status='200 OK', **fields):
    lines = [f'HTTP/1.1 {status}', *(f'{n.replace("_", "-")}: {v}' for n, v in {'Connection': 'close', **fields}.items())]
    return '\r\n'.join(lines).encode() + b'\r\n\r\n'


def answer(client, body, kind='text/html; charset=utf-8', **fields):
    client.sendall(head(Content_Type=kind, Content_Length=len(body), **fields) + body)


def rss(links):
    items = ''.join(f'<item><title>Bài {n}</title><link>{link}</link></item>\n' for n, link in enumerate(links))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


def redirect(to, **fields):
    return lambda client, path: client.sendall(head('302 Found', Location=to, Content_Length=0, **fields))


def calendar(client, path):
    """Every day leads to the next, for ever."""
    number = int(path.rsplit('/', 1)[1]) if path[-1].isdigit() else 0
    links = ''.join(f'<li><a href="/xau/ngay-{n}-su-kien-trong-ngay-va-nhung-dieu-can-biet-{10**6 + n}.html">Ngày {n}: sự kiện trong ngày</a></li>'
                    for n in range(number * 30, number * 30 + 30))
    answer(client, f'<html><body><ul>{links}</ul><a rel="next" href="/xau/{number + 1}">Cũ hơn</a></body></html>'.encode())


def calendar_or_day(client, path):
    answer(client, PAGE) if 'ngay-' in path else calendar(client, path)


def drip(client, path):
    client.sendall(head(Content_Type='text/html', Content_Length=5000))
    while not client.server_stopped.wait(1):
        client.sendall(b'x')


def silence(client, path):
    client.server_stopped.wait(600)


def huge(client, path):
    client.sendall(head(Content_Type='text/html', Content_Length=HUGE))
    part = b'<p>' + b'x' * 65533
    for _ in range(HUGE // len(part)):
        client.sendall(part)


@functools.cache
def packed_spaces():
    """256 MB of spaces in a quarter of a megabyte."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return b''.join(packer.compress(b' ' * (16 << 20)) for _ in range(16)) + packer.flush()


def bomb(client, path):
    answer(client, packed_spaces(), 'application/rss+xml' if path == '/xau' else 'text/html', Content_Encoding='gzip')


def many_lines(client, path):
    client.sendall(b'HTTP/1.1 200 OK\r\n' + b''.join(b'X-%d: x\r\n' % n for n in range(10_000)) + b'\r\nbody')


def cut(client, path):
    client.sendall(head(Content_Length=5000, Content_Type='text/html') + b'<p>half')


def reset(client, path):
    cut(client, path)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))


def bad_chunks(client, path):
    client.sendall(head(Transfer_Encoding='chunked', Content_Type='text/html') + b'5\r\nhello\r\nzzzz\r\nhello\r\n')


def for_ever(start, part):
    """`start`, then `part` until the crawler hangs up."""
    def play(client, path):
        client.sendall(start)
        while not client.server_stopped.is_set():
            client.sendall(part * 100)
    return play


def feed_of(start, part, end, mebibytes=12):
    """A feed of one item in which `part` stands as often as it takes."""
    def play(client, path):
        body = b'<rss><channel><item><link>/lanh</link>' + start + part * ((mebibytes << 20) // len(part)) + end + b'</channel></rss>'
        answer(client, body, 'application/rss+xml')
    return play


def open_items(client, path):
    """Not one of them is closed."""
    answer(client, b'<rss><channel>' + b''.join(b'<item><link>/bai-%d</link><title>%100d</title>' % (n, n) for n in range(100_000)),
           'application/rss+xml')


def open_formatting(client, path):
    """Nineteen hundred <b> that a parser opens again in each of a hundred thousand paragraphs."""
    answer(client, b'<html><body><p>' + b''.join(b'<b id=%d>' % n for n in range(1900)) + b'<p>x' * 100_000)


def many_entries(client, path):
    items = ''.join(f'<item><link>http://thac-feed.test/bai-{n}</link></item>' for n in range(ENTRIES))
    answer(client, f'<rss><channel>{items}</channel></rss>'.encode(), 'application/rss+xml')


def xml_bomb(client, path):
    entities = ''.join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    answer(client, f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{entities}]><rss><channel><item><title>&a11;</title>'
           '<link>http://bom-xml.test/lanh</link></item></channel></rss>'.encode(), 'application/rss+xml')


def deep_xml(client, path):
    answer(client, b'<rss>' + b'<a>' * 300_000, 'application/rss+xml')


def many_parts(part, start):
    """Fifteen megabytes that a parser makes hundreds of."""
    return lambda client, path: answer(client, start + part * ((15 << 20) // len(part)), 'text/html' if part == b'<p>' else 'text/xml')


def half_gzip(client, path):
    """A gzip stream that a broken cache has cut off, its length told truly."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    packed = packer.compress(PAGE * 20) + packer.flush()
    answer(client, packed[:len(packed) // 2], Content_Encoding='gzip')


def part(client, path):
    client.sendall(head('206 Partial Content', Content_Type='text/html', Content_Length=len(PAGE)) + PAGE)


def challenge(client, path):
    answer(client, b'<html><script>document.cookie="D1N=ab";window.location.reload(true);</script></html>')


def shell(client, path):
    answer(client, b'<html><body><div id="app"></div><script src="/app.js"></script></body></html>')


def status(text, **fields):
    return lambda client, path: client.sendall(head(text, Content_Length=0, **fields))


OUTLETS = (
    Outlet('lich', calendar_or_day, r'budget of 40 requests is used up', True, 'type=page requests=40'),
    Outlet('nho-giot', drip, r'(?i)timed out|too slow|less than'),
    Outlet('cam-lang', silence, r'(?i)timed out|too slow'),
    Outlet('khong-lo', huge, r'longer than 4194304 bytes'),
    Outlet('khong-lo-cua', huge, r'longer than 16777216 bytes', True, 'type=page'),
    Outlet('bom-nen', bomb, r'longer than 4194304 bytes', entry='/xau/bai'),
    Outlet('bom-nen-cua', bomb, r'longer than 16777216 bytes', True),
    Outlet('vong', redirect('/xau'), r'redirects in a circle'),
    Outlet('xa-mai', lambda client, path: redirect(path + 'x')(client, path), r'more than 5 redirects'),
    Outlet('vao-nha', redirect('http://127.0.0.1:9/'), r'127\.0\.0\.1 is a loopback address and is not asked'),
    Outlet('vao-may', redirect('http://169.254.169.254/latest/meta-data/'), r'169\.254\.169\.254 is a link-local address'),
    Outlet('doi-ten', redirect('http://doi.localhost/tin'), r'(127\.0\.0\.1|::1) is a loopback address'),
    Outlet('nhieu-dong', many_lines, r'head has more than 500 lines'),
    Outlet('thieu-byte', cut, r'bytes remaining to read'),
    Outlet('dut', reset, r'(?i)reset|bytes remaining'),
    Outlet('manh-vo', bad_chunks, r'(?i)chunk'),
    Outlet('thac-feed', many_entries, r'only its first \d+ entries', True, 'requests=20'),
    Outlet('bom-xml', xml_bomb, r'', True),  # its entities are not expanded: nothing happens
    Outlet('xml-sau', deep_xml, r'damaged markup.*it lists nothing', True),
    Outlet('bom-the', many_parts(b'<p>', b'<html><body>'), r'no list of news', True, 'type=page'),
    Outlet('bom-nut', many_parts(b'<a/>', b'<rss>'), r'no list of news', True),
    Outlet('nua-goi', half_gzip, r'gzip data is cut off'),
    Outlet('mot-phan', part, r'status 206'),
    Outlet('ve-nha', redirect('/'), r'sent to the front page'),
    Outlet('chung-chi', None, r'(?i)certificate|ssl', True, scheme='https', entry='/rss'),
    Outlet('thach-thuc', challenge, r'cookie check by script'),
    Outlet('vo-rong', shell, r'empty shell'),
    Outlet('cam', status('403 Forbidden'), r'status 403'),
    Outlet('can-dieu-kien', status('428 Precondition Required'), r'status 428'),
    Outlet('luat-bom', status('403 Forbidden'), r'status 403', robots=b'User-agent: a\n' * 18_000 + b'User-agent: Saola\n' + b'Crawl-delay: 0.1\n' * 14_000),
    Outlet('bao-tin', for_ever(b'', b'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'), r'(?i)headers'),
    Outlet('duoi-dai', for_ever(head(Transfer_Encoding='chunked') + b'5\r\nhello\r\n0\r\n', b'X-Duoi: x\r\n'), r'(?i)head|chunk'),
    Outlet('manh-dai', for_ever(head(Transfer_Encoding='chunked') + b'5', b';x=y'), r'(?i)chunk|too slow'),
    Outlet('dau-dai', for_ever(b'HTTP/1.1 200 OK\r\nX-Dai: ', b'x'), r'head is longer than'),
    Outlet('banh-quy', redirect('/xau', Set_Cookie='seen=1'), r'cookie wall'),
    Outlet('kich-ban', feed_of(b'<description><![CDATA[', b'<script>x</script>', b']]></description></item>'), r'', True),
    Outlet('tua-dai', feed_of(b'<title>', b'x', b'</title></item>'), r'', True),
    Outlet('lien-ket-dai', feed_of(b'</item><item><link>/', b'x', b'</link></item>'), r'1 entries without a link', True),
    Outlet('muc-ho', open_items, r'damaged markup.*only its first \d+ entries', True, 'requests=20'),
    Outlet('chu-dam', open_formatting, r'it lists nothing', True, 'type=page'),
    *(Outlet(f'nang-{n:02}', feed_of(b'</item><!--', b' nang', b'-->', 15), r'', True) for n in range(40)),
    Outlet('hen-lai', status('503 Busy', Retry_After=86400), r'asked to come back in 86400 s|status 503'),
)
BY_HOST = {o.host: o for o in OUTLETS}


class Client(socketserver.BaseRequestHandler):
    def handle(self):
        line = self.read_head()
        if not line:
            return
        path, host = line
        outlet = BY_HOST.get(host)
        connection = _Connection(self.request, self.server.stopped)
        try:
            self.play(connection, outlet, path)
        except OSError:
            pass  # the crawler has hung up, as it should

    def play(self, connection, outlet, path):
        if outlet is None or (path == '/robots.txt' and not outlet.robots):
            connection.sendall(head('404 Not Found', Content_Length=0))
        elif path == '/robots.txt':
            answer(connection, outlet.robots, 'text/plain')
        elif path == '/rss':
            answer(connection, rss([f'http://{outlet.host}{outlet.entry}', f'http://{outlet.host}/lanh']), 'application/rss+xml')
        elif path == '/lanh':
            answer(connection, PAGE)
        else:
            outlet.play(connection, path)

    def read_head(self):
        """(path, host) of the request; None: no request came."""
        data = b''
        while b'\r\n\r\n' not in data:
            part = self.request.recv(65536)
            if not part:
                return None
            data += part
        lines = data.decode('latin-1').split('\r\n')
        host = next((line.partition(':')[2].strip() for line in lines if line.lower().startswith('host:')), '')
        return lines[0].split(' ')[1], host.partition(':')[0].lower()


class _Connection:
    def __init__(self, client, stopped):
        self.sendall, self.setsockopt, self.server_stopped = client.sendall, client.setsockopt, stopped


class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads, block_on_close, request_queue_size, allow_reuse_address = True, False, 64, True

    def __init__(self, certificate=None):
        """With `certificate` (a PEM file with its key), over TLS."""
        super().__init__(('127.0.0.1', 0), Client)
        self.stopped = threading.Event()
        packed_spaces()  # before anybody waits for it
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate)
        threading.Thread(target=self.serve_forever, kwargs={'poll_interval': 0.05}, daemon=True).start()

    def finish_request(self, request, client_address):
        if self.context:
            request = self.context.wrap_socket(request, server_side=True)
        super().finish_request(request, client_address)

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], OSError):  # a handshake that the crawler broke off is one
            super().handle_error(request, client_address)

    @property
    def port(self):
        return self.server_address[1]

    def stop(self):
        self.stopped.set()
        self.shutdown()
        self.server_close()


def make_certificate(folder):
    """A certificate that nobody has signed but itself; None without the openssl program."""
    if not shutil.which('openssl'):
        return None
    path = pathlib.Path(folder) / 'nobody.pem'
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30',
                    '-subj', '/CN=chung-chi.test', '-keyout', str(path), '-out', str(path) + '.crt'], check=True, stderr=subprocess.DEVNULL)
    with open(path, 'a', encoding='ascii') as f:
        f.write((path.parent / (path.name + '.crt')).read_text(encoding='ascii'))
    return path


def feeds_txt():
    return ''.join(f'{o.door} {o.words}'.rstrip() + '\n' for o in OUTLETS)


def connect_to(port, tls_port):
    """Options for saola. doi.localhost is a name that leads into the house, and is not among them."""
    return [word for o in OUTLETS for word in
            ('--connect-to', f'{o.host}:{443 if o.scheme == "https" else 80}:127.0.0.1:{tls_port if o.scheme == "https" else port}')]
