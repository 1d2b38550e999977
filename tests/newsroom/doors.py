"""What the doors say: RSS 2.0, a WordPress feed, Atom, RDF, a news sitemap, a section page."""
from html import escape as esc

from outlets import SECTIONS, listed_url, path_of, url_of

DAYS = ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
MONTHS = ('Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')


def rfc822(moment, zone, year='{:04}'):
    return (f'{DAYS[moment.weekday()]}, {moment.day:02} {MONTHS[moment.month - 1]} '
            f'{year.format(moment.year if "4" in year else moment.year % 100)} {moment:%H:%M:%S} {zone}')


PUBDATES = {
    'rfc822': lambda t: rfc822(t, '+0700'),
    'gmt7': lambda t: rfc822(t, 'GMT+7'),
    'colon': lambda t: rfc822(t, '+07:00'),
    'short-year': lambda t: rfc822(t, '+0700', '{:02}'),
    'us': lambda t: f'{t.month}/{t.day}/{t.year} {t.hour % 12 or 12}:{t:%M:%S}\u202f{"PM" if t.hour >= 12 else "AM"}',
}


def rss(outlet, door, articles, now):
    items = ''.join(f'''<item><title>{esc(a.version(now).title)}</title>
<description><![CDATA[<a href="{listed_url(outlet, a)}"><img src="http://{outlet.host}/t/{a.number}.jpg"></a></br>{a.version(now).lead}]]></description>
<pubDate>{PUBDATES[outlet.pubdate](a.published)}</pubDate>
<link>{esc(listed_url(outlet, a))}</link><guid isPermaLink="false">{a.number}</guid></item>
''' for a in articles)
    return 'application/rss+xml; charset=utf-8', f'''<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><title>{esc(outlet.name)}</title>
<link>http://{outlet.host}/</link><description>{esc(outlet.name)} RSS</description><generator>{esc(outlet.name)}</generator>
{items}</channel></rss>'''


def wordpress(outlet, door, articles, now):
    items = ''.join(f'''\t<item><title>{esc(a.version(now).title)}</title><link>{esc(url_of(outlet, a))}</link>
\t\t<pubDate>{PUBDATES['rfc822'](a.published)}</pubDate><dc:creator><![CDATA[{a.author}]]></dc:creator>
\t\t<category><![CDATA[{SECTIONS[a.section]}]]></category><guid isPermaLink="false">http://{outlet.host}/?p={a.number}</guid>
\t\t<description><![CDATA[<p>{a.version(now).lead} [&#8230;]</p>]]></description>
\t\t<content:encoded><![CDATA[<p>{a.version(now).lead}</p>]]></content:encoded></item>
''' for a in articles)
    return 'application/rss+xml; charset=UTF-8', f'''<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
\txmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:atom="http://www.w3.org/2005/Atom"><channel><title>{esc(outlet.name)}</title>
\t<atom:link href="http://{outlet.host}/feed/" rel="self" type="application/rss+xml" /><link>http://{outlet.host}</link>
{items}</channel></rss>'''


def atom(outlet, door, articles, now):
    entries = ''.join(f'''<entry><title type="html"><![CDATA[{a.version(now).title}]]></title>
<link rel="alternate" type="text/html" href="{esc(url_of(outlet, a))}"/><id>tag:{outlet.host},2017:{a.number}</id>
<updated>{a.modified(now).isoformat()}</updated><published>{a.published.isoformat()}</published>
<author><name>{esc(a.author)}</name></author><summary type="html"><![CDATA[{a.version(now).lead}]]></summary></entry>
''' for a in articles)
    newest = max((a.modified(now) for a in articles), default=now)
    return 'application/atom+xml; charset=UTF-8', f'''<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-US"><title>{esc(outlet.name)}</title><id>http://{outlet.host}/feed/atom/</id>
<link rel="alternate" type="text/html" href="http://{outlet.host}"/><updated>{newest.isoformat()}</updated>
{entries}</feed>'''


def rdf(outlet, door, articles, now):
    items = ''.join(f'''<item rdf:about="{esc(url_of(outlet, a))}"><title>{esc(a.version(now).title)}</title>
<link>{esc(url_of(outlet, a))}</link><description>{esc(a.version(now).lead)}</description><dc:date>{a.published.isoformat()}</dc:date></item>
''' for a in articles)
    order = ''.join(f'<rdf:li rdf:resource="{esc(url_of(outlet, a))}"/>' for a in articles)
    return 'application/rdf+xml', f'''<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://{outlet.host}{door.path}"><title>{esc(outlet.name)}</title><link>http://{outlet.host}/</link>
<description>{esc(outlet.name)}</description><items><rdf:Seq>{order}</rdf:Seq></items></channel>
{items}</rdf:RDF>'''


def sitemap(outlet, door, articles, now):
    urls = ''.join(f'''<url><loc>{esc(url_of(outlet, a))}</loc><news:news><news:publication><news:name>{esc(outlet.name)}</news:name>
<news:language>{outlet.lang}</news:language></news:publication><news:publication_date>{a.published.isoformat()}</news:publication_date>
<news:title>{esc(a.version(now).title)}</news:title></news:news></url>
''' for a in articles)
    return 'application/xml', f'''<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
{urls}</urlset>'''


def page(outlet, door, articles, now):
    """A section page: the newest first, each with a picture link and a text link; with links that are no articles."""
    rows = ''.join(f'''<div class="item"><a href="{esc(path_of(outlet, a))}"><img src="/t/{a.number}.jpg" alt=""></a>
<h3><a href="{esc(path_of(outlet, a))}">{esc(a.version(now).title, quote=False)}</a></h3><p>{esc(a.version(now).lead, quote=False)}</p></div>
''' for a in articles)
    charset = f'<meta charset="{outlet.encoding}">' if outlet.encoding != 'tcvn3' else ''
    name = SECTIONS.get(door.section, 'Tin mới')
    return outlet.content_type, f'''<!DOCTYPE html><html><head>{charset}<title>{name} - {esc(outlet.name)}</title></head>
<body><div class="nav"><a href="/">Trang chủ</a> <a href="/lien-he">Liên hệ</a> <a href="/gioi-thieu">Giới thiệu</a>
<a href="javascript:void(0)">Đăng nhập</a> <a href="mailto:toasoan@{outlet.domain}">Thư tòa soạn</a> <a href="#top">Lên đầu trang</a></div>
<h1>{name}</h1>
{rows}<div class="bottom"><a href="http://quang-cao.example/banner-trung-tam-mua-sam-lon-nhat-mien-nam-123456.html">Quảng cáo</a></div></body></html>'''


KINDS = {'rss': rss, 'wordpress': wordpress, 'atom': atom, 'rdf': rdf, 'sitemap': sitemap, 'page': page}


def render(outlet, door, articles, now):
    """The door's content type and text. `articles`: those of the outlet that are out, newest first."""
    shown = [a for a in articles if not door.section or a.section == door.section]
    return KINDS[door.kind](outlet, door, shown, now)
