"""The page templates: one function a family, each (Page) -> HTML. What differs is what differs between real sites:
where title, lead and date stand, in which shape, and what else is on the page."""
import dataclasses, datetime, json
from html import escape as esc

from articles import HOME
from outlets import SECTIONS, url_of

WEEKDAYS = ('Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy', 'Chủ nhật')
MENU_VI = ('Trang chủ', 'Thời sự', 'Thế giới', 'Pháp luật', 'Môi trường', 'Kinh tế', 'Thể thao', 'Giải trí')
MENU_EN = ('Home', 'News', 'World', 'Environment', 'Business', 'Sports', 'Life')


@dataclasses.dataclass
class Page:
    outlet: object
    article: object
    now: datetime.datetime
    related: list  # other articles of the outlet, newest first

    @property
    def version(self):
        return self.article.version(self.now)

    @property
    def url(self):
        return url_of(self.outlet, self.article)

    @property
    def dated(self):
        return 'undated' not in self.article.flags

    @property
    def lead(self):
        dateline = self.article.flags.get('dateline', '')
        return dateline + self.version.lead

    @property
    def section(self):
        return SECTIONS[self.article.section]


def menu(outlet):
    names = MENU_EN if outlet.lang == 'en' else MENU_VI
    return ''.join(f'<li><a href="/">{n}</a></li>' for n in names)


def body(page, open_tag='<p>', close_tag='</p>'):
    return '\n'.join(f'{open_tag}{esc(p, quote=False)}{close_tag}' for p in page.version.paragraphs)


def credit(page, form='<p class="source">Theo {}</p>'):
    name = page.article.flags.get('credit')
    return form.format(esc(name)) if name else ''


def related(page, title='Tin liên quan', tag='ul'):
    rows = ''.join(f'<li><a href="{esc(url_of(page.outlet, a))}" title="{esc(a.first.title)}">{esc(a.first.title)}</a></li>'
                   for a in page.related)
    return f'<div class="tin-lien-quan box-related"><h3>{title}</h3><{tag}>{rows}</{tag}></div>'


def long_date(moment):
    """Thứ hai, 6/3/2017, 09:15 (GMT+7)"""
    return f'{WEEKDAYS[moment.weekday()]}, {moment.day}/{moment.month}/{moment.year}, {moment:%H:%M} (GMT+7)'


def site_clock():
    """What a site prints in its header: today, whatever the article's day is. A trap for date finding."""
    today = datetime.datetime.now(HOME)
    return f'{WEEKDAYS[today.weekday()]}, ngày {today:%d} tháng {today:%m} năm {today:%Y}'


def json_ld(page, graph=False, utc=False):
    shown = (lambda t: t.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')) if utc else (lambda t: t.isoformat())
    thing = {'@type': 'NewsArticle', 'headline': page.version.title, 'mainEntityOfPage': page.url,
             'datePublished': shown(page.article.published), 'dateModified': shown(page.article.modified(page.now)),
             'author': {'@type': 'Person', 'name': page.article.author},
             'publisher': {'@type': 'Organization', 'name': page.outlet.name}, 'articleSection': page.section}
    whole = {'@context': 'https://schema.org', '@graph': [
        {'@type': 'WebSite', 'name': page.outlet.name, 'url': f'http://{page.outlet.host}/'}, thing]} if graph else (
        {'@context': 'https://schema.org', **thing})
    return f'<script type="application/ld+json">{json.dumps(whole, ensure_ascii=False)}</script>'


def national(page):
    """A national daily: JSON-LD, Open Graph, a printed date above the title."""
    v = page.version
    return f'''<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8">
<title>{esc(v.title)} - {esc(page.outlet.name)}</title>
<meta name="description" content="{esc(v.lead)}"><link rel="canonical" href="{esc(page.url)}">
<meta property="og:title" content="{esc(v.title)}"><meta property="og:type" content="article">
<meta property="og:url" content="{esc(page.url)}"><meta property="article:published_time" content="{page.article.published.isoformat()}">
<meta property="article:section" content="{page.section}">{json_ld(page)}
<style>.title-detail{{font:700 32px serif}}</style></head>
<body><header class="section top-header"><a class="logo" href="/">{esc(page.outlet.name)}</a></header>
<nav class="main-nav"><ul>{menu(page.outlet)}</ul></nav>
<section class="page-detail"><div class="container">
<div class="header-content"><ul class="breadcrumb"><li><a href="/">{page.section}</a></li></ul><span class="date">{long_date(page.article.published)}</span></div>
<h1 class="title-detail">{esc(v.title, quote=False)}</h1>
<p class="description">{esc(page.lead, quote=False)}</p>
<article class="fck_detail">
{body(page, '<p class="Normal">')}
{credit(page)}<p class="author_mail" style="text-align:right;"><strong>{esc(page.article.author)}</strong></p>
</article></div>
<aside class="sidebar-2">{related(page, 'Xem nhiều')}</aside></section>
<footer><p>© Bản quyền thuộc {esc(page.outlet.name)}. Ghi rõ nguồn khi sử dụng thông tin từ trang này.</p></footer>
<script>window.dataLayer=window.dataLayer||[];</script></body></html>'''


def sapo(page):
    """The sapo stands outside the body as a heading; meta date without an offset; a comment box."""
    v = page.version
    return f'''<!DOCTYPE html>
<html lang="vi"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{esc(v.title)} | {esc(page.outlet.name)}</title>
<meta property="og:title" content="{esc(v.title)}" /><meta property="og:description" content="{esc(v.lead)}" />
<meta property="article:published_time" content="{page.article.published:%Y-%m-%dT%H:%M:%S}" />
<meta property="article:modified_time" content="{page.article.modified(page.now):%Y-%m-%dT%H:%M:%S}" />
<link rel="canonical" href="{esc(page.url)}" /></head>
<body class="detail"><div id="header"><a href="/"><img alt="{esc(page.outlet.name)}" src="/logo.png"></a><ul class="menu">{menu(page.outlet)}</ul></div>
<div class="content" id="main-detail">
<div class="detail-top"><span data-role="cate-name">{page.section}</span>
<div data-role="publishdate">{page.article.published:%d/%m/%Y %H:%M} GMT+7</div></div>
<h1 class="detail-title article-title" data-role="title">{esc(v.title, quote=False)}</h1>
<h2 class="detail-sapo" data-role="sapo">{esc(page.lead, quote=False)}</h2>
<div class="detail-content afcbc-body" data-role="content">
{body(page)}
{credit(page, '<p style="text-align: right;">Theo {}</p>')}</div>
<div class="detail-author"><span class="author">{esc(page.article.author.upper())}</span></div>
{related(page, 'Tin cùng chuyên mục')}
<div class="comment-wrapper"><h3>Bình luận (2)</h3><div class="item-comment"><p>Bài viết hay, mong tòa soạn tiếp tục thông tin.</p></div>
<div class="item-comment"><p>Cảm ơn phóng viên đã đưa tin.</p></div></div></div>
<div class="footer"><p>Giấy phép số 00/GP-BTTTT. Tổng biên tập: Nguyễn Văn A.</p></div></body></html>'''


def wire(page):
    """A news agency: <time datetime>, the agency's code before the lead, ./. at the end."""
    v = page.version
    return f'''<!doctype html>
<html lang="vi-VN"><head><meta charset="UTF-8"><title>{esc(v.title)} | {esc(page.outlet.name)}</title>
<link rel="canonical" href="{esc(page.url)}"><meta name="author" content="{esc(page.article.author)}"></head>
<body><header><h2 class="brand">{esc(page.outlet.name)}</h2><nav>{menu(page.outlet)}</nav></header>
<main class="article-page"><article class="article">
<h1 class="article__title">{esc(v.title, quote=False)}</h1>
<div class="article__meta"><time datetime="{page.article.published.isoformat()}">{page.article.published:%d/%m/%Y %H:%M}</time>
<span class="article__author">{esc(page.article.author)}</span></div>
<div class="article__sapo cms-desc">{esc(page.lead, quote=False)}</div>
<div class="article__body cms-body">
{body(page)}
</div></article>
<div class="article__related">{related(page, 'Đọc thêm')}</div></main>
<footer>{esc(page.outlet.name)} - Cơ quan thông tấn hư cấu. Mọi tên riêng đều được đặt ra.</footer></body></html>'''


def magazine(page):
    """WordPress in English: JSON-LD as a graph with UTC times."""
    v = page.version
    return f'''<!DOCTYPE html>
<html lang="en-US"><head><meta charset="UTF-8"><title>{esc(v.title)} &#8211; {esc(page.outlet.name)}</title>
<link rel="canonical" href="{esc(page.url)}"><meta property="og:title" content="{esc(v.title)}">
<meta name="generator" content="WordPress 4.7.3">{json_ld(page, graph=True, utc=True)}</head>
<body class="post-template-default single single-post"><div id="page" class="site">
<header id="masthead"><p class="site-title"><a href="/">{esc(page.outlet.name)}</a></p><nav><ul>{menu(page.outlet)}</ul></nav></header>
<main id="main"><article id="post-{page.article.number}" class="post type-post status-publish format-standard hentry">
<header class="entry-header"><h1 class="entry-title">{esc(v.title, quote=False)}</h1>
<div class="entry-meta">Posted on {page.article.published:%B} {page.article.published.day}, {page.article.published.year} by <span class="author vcard">{esc(page.article.author)}</span></div></header>
<div class="entry-content">
<p><strong>{esc(page.lead, quote=False)}</strong></p>
{body(page)}
{credit(page, '<p><em>Source: {}</em></p>')}
<div class="sharedaddy"><h3>Share this:</h3><ul><li>Twitter</li><li>Facebook</li></ul></div></div>
<footer class="entry-footer"><span class="cat-links">Posted in <a href="/category/{page.article.section}/">{page.section}</a></span></footer></article>
</main><aside id="secondary" class="widget-area">{related(page, 'Recent posts')}</aside>
<footer id="colophon"><p>Proudly invented for testing.</p></footer></div></body></html>'''


def microdata(page):
    """English, without JSON-LD: itemprop and a printed date of the English editions."""
    v, moment = page.version, page.article.published
    return f'''<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{esc(v.title)} | {esc(page.outlet.name)}</title>
<link rel="canonical" href="{esc(page.url)}"></head>
<body><div class="top"><a href="/">{esc(page.outlet.name)}</a><ul>{menu(page.outlet)}</ul></div>
<div class="main" itemscope itemtype="http://schema.org/NewsArticle">
<h1 itemprop="headline">{esc(v.title, quote=False)}</h1>
<div class="byline">By <span itemprop="author">{esc(page.article.author)}</span>
<meta itemprop="datePublished" content="{moment.isoformat()}">{moment:%B} {moment.day}, {moment.year} | {moment:%I:%M %p} GMT+7</div>
<div class="lead_post_detail">{esc(page.lead, quote=False)}</div>
<div itemprop="articleBody">
{body(page)}
{credit(page, '<p class="credit">Source: {}</p>')}</div></div>
<div class="right">{related(page, 'Most read', 'ol')}</div>
<div class="foot">Contact the newsroom at desk@hanoicourier.test</div></body></html>'''


def tables(page):
    """A provincial paper of the nineties: tables, fonts, a site clock, the date in small print."""
    v = page.version
    stamp = f'{page.article.published:%d/%m/%Y - %H:%M}' if page.dated else ''
    return f'''<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1258">
<TITLE>{esc(v.title)}</TITLE></HEAD>
<BODY BGCOLOR="#FFFFFF"><TABLE WIDTH="780" ALIGN="center" BORDER="0"><TR><TD COLSPAN="2"><IMG SRC="/banner.gif" ALT="{esc(page.outlet.name)}">
<FONT SIZE="1">{site_clock()}</FONT></TD></TR>
<TR><TD WIDTH="160" VALIGN="top"><UL>{menu(page.outlet)}</UL></TD>
<TD WIDTH="620" VALIGN="top"><TABLE WIDTH="100%"><TR><TD CLASS="tieude"><H1>{esc(v.title, quote=False)}</H1></TD></TR>
<TR><TD CLASS="ngay"><I>{stamp}</I></TD></TR>
<TR><TD CLASS="sapo"><B>{esc(page.lead, quote=False)}</B></TD></TR>
<TR><TD CLASS="noidung">
{body(page, '<P ALIGN="justify">')}
{credit(page, '<P ALIGN="right"><I>Theo {}</I></P>')}<P ALIGN="right"><B>{esc(page.article.author)}</B></P></TD></TR></TABLE>
<HR><TABLE><TR><TD>{related(page, 'Các tin khác')}</TD></TR></TABLE></TD></TR>
<TR><TD COLSPAN="2" ALIGN="center">Tòa soạn: số 1 đường Bình Minh. Điện thoại: 00.000.000</TD></TR></TABLE></BODY></HTML>'''


def wordpress(page):
    """A small site on WordPress: meta published_time, share links, an author box."""
    v = page.version
    return f'''<!DOCTYPE html>
<html lang="vi"><head><meta charset="UTF-8" /><title>{esc(v.title)} &#8211; {esc(page.outlet.name)}</title>
<link rel="canonical" href="{esc(page.url)}" /><link rel="amphtml" href="{esc(page.url)}?amp=1" />
<meta property="og:type" content="article" /><meta property="og:title" content="{esc(v.title)}" />
<meta property="article:published_time" content="{page.article.published.isoformat()}" /></head>
<body class="single single-post"><div class="header-menu"><ul>{menu(page.outlet)}</ul></div>
<article class="post hentry"><h1 class="entry-title">{esc(v.title, quote=False)}</h1>
<div class="post-meta"><a href="/author/">{esc(page.article.author)}</a> - <span class="post-date">{page.article.published:%d/%m/%Y}</span></div>
<div class="td-post-content entry-content">
<p><strong>{esc(page.lead, quote=False)}</strong></p>
<figure class="wp-caption"><img src="/wp-content/uploads/{page.article.number}.jpg" alt=""><figcaption>Ảnh minh họa: {esc(page.outlet.name)}</figcaption></figure>
{body(page)}
{credit(page, '<p style="text-align: right"><em>Theo {}</em></p>')}</div>
<div class="post-sharing">Chia sẻ: <a href="#">Facebook</a> <a href="#">Zalo</a></div></article>
{related(page, 'Bài viết liên quan')}
<div id="footer">{esc(page.outlet.name)} - Trang thông tin tổng hợp</div></body></html>'''


def mobile(page):
    """The mobile edition: little markup, only a printed date, a site clock above everything."""
    v = page.version
    stamp = f'<span class="time">{page.article.published:%H:%M} | {page.article.published:%d/%m/%Y}</span>' if page.dated else ''
    return f'''<!DOCTYPE html>
<html><head><meta name="viewport" content="width=device-width, initial-scale=1"><meta charset="utf-8">
<title>{esc(v.title)}</title></head>
<body><div class="m-head"><a href="/tin-moi">{esc(page.outlet.name)}</a> <small>{site_clock()}</small></div>
<div class="m-article"><h1>{esc(v.title, quote=False)}</h1>{stamp}
<div class="sapo"><p>{esc(page.lead, quote=False)}</p></div>
<div class="m-content">
{body(page)}
{credit(page, '<p class="nguon">Nguồn: {}</p>')}<p class="tacgia">{esc(page.article.author)}</p></div></div>
<div class="m-more">{related(page, 'Tin mới hơn')}</div>
<div class="m-foot"><a href="/lien-he">Liên hệ</a> <a href="/gioi-thieu">Giới thiệu</a></div></body></html>'''


def court(page):
    """A court magazine: the date printed with a label, <time> without an offset."""
    v = page.version
    return f'''<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{esc(v.title)} - {esc(page.outlet.name)}</title>
<link rel="canonical" href="{esc(page.url)}"><meta name="description" content="{esc(v.lead)}"></head>
<body><div class="wrapper"><div class="top-bar"><ul>{menu(page.outlet)}</ul></div>
<div class="main-content"><div class="post-detail"><h1 class="post-title">{esc(v.title, quote=False)}</h1>
<div class="post-info"><span>Ngày đăng: <time datetime="{page.article.published:%Y-%m-%dT%H:%M}">{page.article.published:%H:%M, %d/%m/%Y}</time></span></div>
<div class="post-intro"><p><b>{esc(page.lead, quote=False)}</b></p></div>
<div class="post-body">
{body(page, '<div class="para">', '</div>')}
</div><div class="post-author">{esc(page.article.author)}</div></div>
<div class="post-others">{related(page, 'Vụ án khác')}</div></div></div></body></html>'''


def oldsite(page):
    """A small magazine that never left the ABC fonts: nothing declared, bytes of TCVN3."""
    v = page.version
    return f'''<html><head><title>{esc(v.title)}</title></head>
<body><font face=".VnTime"><div class="menu"><ul>{menu(page.outlet)}</ul></div>
<div class="bai"><h1>{esc(v.title, quote=False)}</h1>
<div class="ngaydang">Cập nhật lúc {page.article.published:%H:%M}, ngày {page.article.published:%d/%m/%Y}</div>
<p class="tomtat"><b>{esc(page.lead, quote=False)}</b></p>
{body(page)}
{credit(page, '<p align=right><i>Theo {}</i></p>')}<p align=right>{esc(page.article.author)}</p></div>
<div class="khac">{related(page, 'Bài khác')}</div></font></body></html>'''


TEMPLATES = {f.__name__: f for f in (national, sapo, wire, magazine, microdata, tables, wordpress, mobile, court, oldsite)}


def render(page):
    return TEMPLATES[page.outlet.page](page)
