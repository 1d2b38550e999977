"""Many invented news sites as files, and nginx to serve them: what bench/crawl_bench crawls.

The text is cut from the articles of tests/newsroom and set into a page of about 60 kB with menus, scripts and lists, as news
pages have them. Pages packed by gzip -6 come to about a fifth, like real ones (docs/archive-format.md#compression).
"""
import pathlib, random, shutil, signal, socket, subprocess, time

ARTICLES = pathlib.Path(__file__).resolve().parent.parent / 'tests' / 'newsroom' / 'articles'
DISTINCT = 20_000  # pages of their own; further ones are links to these, so that 200,000 take no more disk
FROM_FEED = '<item><title>{title}</title><link>{base}/{name}</link><pubDate>Tue, 14 Nov 2017 16:25:38 +0700</pubDate></item>\n'

NGINX = '''worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ worker_connections 4096; }}
http {{
  types {{ text/html html; application/rss+xml xml; text/plain txt; }}
  charset utf-8;
  access_log off;
  sendfile on;
  keepalive_requests 1000000;
  client_body_temp_path {folder}/tmp; proxy_temp_path {folder}/tmp; fastcgi_temp_path {folder}/tmp;
  uwsgi_temp_path {folder}/tmp; scgi_temp_path {folder}/tmp;
  server {{ listen 127.0.0.1:{port}; listen [::1]:{port}; root {folder}/www; location / {{ try_files /$host$uri $uri =404; }} }}
  server {{ listen 127.0.0.1:{tls_port} ssl http2; listen [::1]:{tls_port} ssl http2; ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem;
           root {folder}/www; location / {{ try_files /$host$uri $uri =404; }} }}
}}
'''


def host_of(number):
    """A name that libcurl resolves to loopback by itself, so that each host has connections of its own (RFC 6761, 6.3)."""
    return f'bao{number:04}.localhost'


def sentences():
    text = [line.strip() for path in sorted(ARTICLES.glob('*.md')) for line in path.read_text(encoding='utf-8').splitlines()]
    return [line for line in text if len(line) > 60 and not line.startswith(('#', '!', '='))]


class Writer:
    """Pages of about `page_bytes`. The same numbers give the same bytes."""

    def __init__(self, page_bytes=60_000):
        self.page_bytes, self.lines, self.written = page_bytes, sentences(), []
        self.titles = [line[:70].rsplit(' ', 1)[0] for line in self.lines]

    def page(self, host, number):
        rng = random.Random(f'{host} {number}')
        title = rng.choice(self.titles)
        menu = ''.join(f'<li class="nav-item"><a href="/muc-{i}/" title="Mục {i}" class="nav-link level-{i % 3}">Mục {i}</a></li>\n'
                       for i in range(90))
        state = ','.join(f'"{rng.getrandbits(64):016x}":{{"id":{rng.randrange(10**8)},"zone":{rng.randrange(400)}}}' for _ in range(90))
        body = ''.join(f'<p class="Normal">{rng.choice(self.lines)}</p>\n' for _ in range(18))
        head = (f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>{title}</title>\n'
                f'<link rel="canonical" href="http://{host}/bai-{number}.html">\n<script>window.state={{{state}}};</script></head>\n'
                f'<body><ul class="nav">{menu}</ul><article><h1>{title}</h1>\n{body}</article><div class="related">\n')
        parts, size = [head], len(head.encode())
        while size < self.page_bytes:
            item = (f'<div class="item-news item-news-common" data-id="{rng.randrange(10**8)}"><a href="/tin-{rng.randrange(10**6)}.html">'
                    f'<img loading="lazy" src="https://i.{host}/{rng.randrange(10**9)}_180x108.jpg" alt=""></a>'
                    f'<h3 class="title-news"><a href="/tin-{rng.randrange(10**6)}.html">{rng.choice(self.titles)}</a></h3></div>\n')
            parts.append(item)
            size += len(item.encode())
        return ''.join(parts) + '</div></body></html>\n'

    def write(self, path, host, number):
        if len(self.written) >= DISTINCT:
            path.hardlink_to(self.written[(int(host[3:7]) * 40 + number) % DISTINCT])
            return
        path.write_text(self.page(host, number), encoding='utf-8')
        self.written.append(path)

    def site(self, www, host, pages, base):
        folder = www / host
        folder.mkdir(parents=True)
        (folder / 'robots.txt').write_text('User-agent: *\nDisallow: /search\n')
        names = [f'bai-{number}.html' for number in range(pages)]
        for number, name in enumerate(names):
            self.write(folder / name, host, number)
        items = ''.join(FROM_FEED.format(title=f'Bài {n}', base=base, name=name) for n, name in enumerate(names))
        (folder / 'rss.xml').write_text(f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>\n{items}</channel></rss>\n',
                                        encoding='utf-8')


class Sites:
    """`hosts` sites of together `pages` pages in `folder`, served until stop()."""

    def __init__(self, folder, hosts, pages, scheme='http'):
        self.folder, self.hosts, self.pages, self.scheme = pathlib.Path(folder), hosts, pages, scheme
        self.names = [host_of(n) for n in range(hosts)]
        self.port, self.tls_port = free_port(), free_port()
        writer = Writer()
        for n, host in enumerate(self.names):
            writer.site(self.folder / 'www', host, pages // hosts + (n < pages % hosts), self.base(host))
        self.make_certificate()
        (self.folder / 'tmp').mkdir()
        (self.folder / 'feeds.txt').write_text(''.join(f'{self.base(host)}/rss.xml\n' for host in self.names))
        (self.folder / 'nginx.conf').write_text(NGINX.format(folder=self.folder, port=self.port, tls_port=self.tls_port))
        self.server = subprocess.Popen([shutil.which('nginx') or '/usr/sbin/nginx', '-p', str(self.folder), '-c', 'nginx.conf'],
                                       stderr=subprocess.DEVNULL)
        wait_for(self.port)

    def make_certificate(self):
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30',
                        '-subj', '/CN=bench.test', '-addext', 'subjectAltName=IP:127.0.0.1,' + ','.join(f'DNS:{h}' for h in self.names[:2000]), '-keyout', 'key.pem', '-out', 'cert.pem'],
                       cwd=self.folder, check=True, stderr=subprocess.DEVNULL)

    def base(self, host):
        return f'{self.scheme}://{host}:{self.used_port()}'

    def used_port(self):
        return self.tls_port if self.scheme == 'https' else self.port

    def urls(self):
        """The same pages for clients that cannot be told where a host is: by address, the host's name in the path."""
        return [f'{self.scheme}://127.0.0.1:{self.used_port()}/{path.parent.name}/{path.name}'
                for path in sorted((self.folder / 'www').glob('*/bai-*.html'))]

    def stop(self):
        self.server.send_signal(signal.SIGTERM)
        self.server.wait()


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def wait_for(port):
    give_up = time.monotonic() + 10
    while time.monotonic() < give_up:
        with socket.socket() as s:
            if s.connect_ex(('127.0.0.1', port)) == 0:
                return
        time.sleep(0.02)
    raise SystemExit('crawl_bench: nginx did not start; see nginx-error.log')
