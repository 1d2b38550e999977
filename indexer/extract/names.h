// indexer/extract/names.h
//
// What the people who made a page called its parts: class, id, role and test names, cut into words and looked up. Words
// are a witness, not a proof: a part is dropped by name only where its text does not speak against it.
//
// Source: docs/extraction.md, "Names"; collected from WordPress themes, Vietnamese newsroom systems and news sites of
// many countries.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/extract/dom.h"

namespace saola::extract {

/// Kinds of parts, as bits.
enum Hint : std::uint32_t {
  kHintNone = 0,
  kHintBody = 1U << 0,        // article-body, entry-content, noi-dung
  kHintLead = 1U << 1,        // sapo, standfirst, chapo
  kHintTitle = 1U << 2,       // headline, title
  kHintByline = 1U << 3,      // author, byline, tac-gia
  kHintDate = 1U << 4,        // published, timestamp, ngay
  kHintCaption = 1U << 5,     // caption, photo credit
  kHintRelated = 1U << 6,     // related, tin-lien-quan, teaser
  kHintShare = 1U << 7,       // share, social, print
  kHintComment = 1U << 8,     // comments, binh-luan
  kHintAd = 1U << 9,          // advert, sponsor, quang-cao
  kHintSignup = 1U << 10,     // newsletter, subscribe, paywall, login
  kHintMenu = 1U << 11,       // nav, breadcrumb, tags, pager
  kHintAside = 1U << 12,      // sidebar, widget, infobox
  kHintFurniture = 1U << 13,  // footer, cookie, modal, toolbar
  kHintHidden = 1U << 14,     // sr-only, visually-hidden
  kHintAuthorBox = 1U << 15,  // author-bio, about-author
  kHintMedia = 1U << 16,      // gallery, slideshow, player
  kHintConsent = 1U << 17,    // cookie wall
  kHintFactBox = 1U << 18,    // fact box, info box
};

/// What one word or joined name says ("related", "tinlienquan"). @param word  lower case.
[[nodiscard]] std::uint32_t hints_of_word(std::string_view word);

/// What an element's class, id, role, itemprop and data-* names say.
[[nodiscard]] std::uint32_t hints_of(const Document& document, const Node& node);

/// The hints of every node; text nodes have none. Names that a page repeats are looked up once.
[[nodiscard]] std::vector<std::uint32_t> hints_of_all(const Document& document);

}  // namespace saola::extract
