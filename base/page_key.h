// base/page_key.h
//
// By what two addresses are known to be one article: the desktop page, its mobile and AMP twins, http and https, the second
// part of a paged article. Only for knowing what need not be fetched again; never asked for, shown or stored as a link.
//
// Source: the addresses of Vietnamese news sites and of AMP (https://amp.dev, "Make your pages discoverable").

#pragma once

#include <string>

#include "base/url.h"

namespace saola {

/// The key: of canonical_url(url), with https and without
/// - "www.", "m.", "mobile.", "wap.", "amp." before the host's registrable domain;
/// - an AMP mark: "/amp/" at the start of the path, "/amp" at its end, ".amp", the parameters amp, outputType=amp, m=1;
/// - page=N, N up to 99, behind a slug of three words or more: a further part of the same article. On a listing
///   ("/the-gioi?page=2") and where it names the article ("/?page=1234") it stays;
/// - the last slash.
[[nodiscard]] std::string page_key(const Url& url);

/// Whether a page at `own` that calls itself `named` (rel=canonical, og:url) can be believed: they have one key, or a number
/// or code of the article in common (five digits, or eight letters and digits), or, where one of them has none, the same slug (and, unless it is
/// long, the same query).
/// Sites err: every page names the front page, its section, or the article it was copied from; taken at their word, articles
/// would be lost in each other. A number that is a date is none.
[[nodiscard]] bool can_be_twins(const Url& own, const Url& named);

}  // namespace saola
