// crawler/xml_tree.h
//
// XML as feeds send it, read with pugixml: bytes before the declaration, undeclared entities and stray "<" do not stop
// it. DTDs are passed over, entities they declare are not expanded (no XML bombs).
//
// Source: XML 1.0 (Fifth Edition), where feeds keep to it.

#pragma once

#include <initializer_list>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace saola::crawler {

/// A document and what was wrong with it.
struct XmlTree {
  pugi::xml_document document;
  std::string damage;  // the parser's words and the offset in bytes; empty: well-formed enough
};

/// Reads a document. When it is damaged, the tree holds what came before the damage.
/// @param utf8  valid UTF-8; not kept.
void parse_xml(XmlTree& tree, std::string_view utf8);

/// Rescues entries from a damaged document: every `<element ...>...</element>` is read by itself, and where even that
/// fails, the text of its `fields` is cut out by their tags. They become children of the tree's only child.
void rescue_elements(XmlTree& tree, std::string_view utf8, std::string_view element,
                     const std::vector<std::string>& fields);

/// The name without prefix, in lower case: "rdf" of "rdf:RDF".
[[nodiscard]] std::string local_name(const pugi::xml_node& node);

/// The first child whose whole name is one of these, letters in any case, in the order of `names`; else a null node.
[[nodiscard]] pugi::xml_node child_named(const pugi::xml_node& node,
                                         std::initializer_list<std::string_view> names);

/// All text in a node and below, CDATA as well, in order.
[[nodiscard]] std::string text_of(const pugi::xml_node& node);

}  // namespace saola::crawler
