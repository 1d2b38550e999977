#include "store/http_message.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <zlib.h>

namespace saola::store {
namespace {

constexpr std::array<std::pair<int, std::string_view>, 18> kReasons{{
    {200, "OK"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {410, "Gone"},
    {429, "Too Many Requests"},
    {500, "Internal Server Error"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
}};

std::string_view reason_of(int status) {
  const auto hit = std::find_if(kReasons.begin(), kReasons.end(),
                                [&](const auto& row) { return row.first == status; });
  return hit == kReasons.end() ? std::string_view{} : hit->second;
}

/// Control characters of the start line, which come from the network, would break the head.
std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return line;
}

/// Head and body apart; the start line is checked by the caller.
HttpMessage split(std::string_view block) {
  HttpMessage message;
  const std::size_t head_bytes = end_of_head(block).value_or(block.size());
  std::string_view head = block.substr(0, head_bytes);
  message.body = block.substr(head_bytes);
  const auto line_end = head.find('\n');
  std::string_view line = head.substr(0, line_end);
  if (line.ends_with('\r')) line.remove_suffix(1);
  message.start_line = line;
  head.remove_prefix(line_end == std::string_view::npos ? head.size() : line_end + 1);
  message.headers = parse_named_fields_leniently(head);
  return message;
}

/// The three digits behind "HTTP/1.1 "; 0: no status line.
int status_of(std::string_view line) {
  if (!line.starts_with("HTTP/")) return 0;
  const auto space = line.find(' ');
  if (space == std::string_view::npos) return 0;
  line = line.substr(line.find_first_not_of(' ', space) == std::string_view::npos
                         ? line.size()
                         : line.find_first_not_of(' ', space));
  int status = 0;
  const auto [end, error] =
      std::from_chars(line.data(), line.data() + std::min<std::size_t>(line.size(), 3), status);
  return error == std::errc{} && status >= 100 && status <= 999 ? status : 0;
}

tl::unexpected<Error> too_long(std::uint64_t limit_bytes) {
  return fail(Code::refused, fmt::format("the unpacked body is longer than {} bytes", limit_bytes));
}

/// The length that a chunk's first line gives; none: no chunk begins here.
std::optional<std::uint64_t> chunk_length(std::string_view line) {
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), length, 16);
  if (error != std::errc{} || end == line.data()) return std::nullopt;
  const std::string_view behind = line.substr(static_cast<std::size_t>(end - line.data()));
  const auto next = behind.find_first_not_of(" \t\r");
  return next == std::string_view::npos || behind[next] == ';' ? std::optional(length)
                                                               : std::nullopt;
}

/// RFC 9112, 7.1. A body that does not begin with a chunk is taken as it is; one that ends too early, up to there.
Result<std::string> without_chunks(std::string_view body) {
  std::string whole;
  for (std::string_view rest = body; !rest.empty();) {
    const auto line_end = rest.find('\n');
    const auto length = chunk_length(rest.substr(0, line_end));
    if (!length && whole.empty()) return std::string(body);
    if (!length) return fail(Code::bad_input, "broken chunk in the HTTP body");
    if (*length == 0 || line_end == std::string_view::npos) break;
    rest.remove_prefix(line_end + 1);
    whole.append(
        rest.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(*length, rest.size()))));
    rest.remove_prefix(static_cast<std::size_t>(std::min<std::uint64_t>(*length, rest.size())));
    if (rest.starts_with('\r')) rest.remove_prefix(1);
    if (rest.starts_with('\n')) rest.remove_prefix(1);
  }
  return whole;
}

struct InflateEnd {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

/// Unpacks gzip, zlib or bare deflate data; what is cut off is given up to there.
Result<std::string> unpack(std::string_view packed, int window_bits, std::uint64_t limit_bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, window_bits) != Z_OK) return fail(Code::other, "no memory for zlib");
  const std::unique_ptr<z_stream, InflateEnd> ends(&stream);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string body;
  constexpr std::size_t kStep = 64u << 10;
  for (int code = Z_OK; code == Z_OK;) {
    const std::size_t used = body.size();
    if (used > limit_bytes) return too_long(limit_bytes);
    body.resize(used + kStep);
    stream.next_out = reinterpret_cast<Bytef*>(body.data() + used);
    stream.avail_out = kStep;
    code = inflate(&stream, Z_NO_FLUSH);
    body.resize(used + kStep - stream.avail_out);
    if (code == Z_STREAM_END && stream.avail_in > 0 && *stream.next_in == 0x1f) {
      code = inflateReset(&stream);  // several gzip members one behind the other
    }
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
      return fail(Code::bad_input, fmt::format("broken compression in the HTTP body ({})",
                                               stream.msg ? stream.msg : "damaged"));
    }
  }
  if (body.size() > limit_bytes) return too_long(limit_bytes);
  return body;
}

bool begins_as_text(std::string_view body) {
  const auto first = body.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  return first == std::string_view::npos || body[first] == '<' || body[first] == '{';
}

Result<std::string> without_coding(std::string body, std::string_view coding,
                                   std::uint64_t limit_bytes) {
  if (same_name(coding, "gzip") || same_name(coding, "x-gzip")) {
    if (!body.starts_with("\x1f\x8b")) return body;
    return unpack(body, 15 + 16, limit_bytes);
  }
  if (same_name(coding, "deflate")) {
    if (begins_as_text(body)) return body;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(body[i]); };
    const bool zlib =
        body.size() > 1 && (byte(0) & 0x0f) == 8 && (byte(0) << 8 | byte(1)) % 31 == 0;
    return unpack(body, zlib ? 15 : -15, limit_bytes);  // RFC 9110, 8.4.1.2: some send it bare
  }
  if (coding.empty() || same_name(coding, "identity") || begins_as_text(body)) return body;
  return fail(Code::bad_input,
              fmt::format("the HTTP body is packed as \"{}\", which Saola does not "
                          "unpack from an archive",
                          one_line(coding)));
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// "gzip, br" -> "gzip" "br", of all fields of the name, in order.
std::vector<std::string> codings(const NamedFields& headers, std::string_view name) {
  std::vector<std::string> list;
  for (std::string_view value : values_of(headers, name)) {
    while (!value.empty()) {
      const auto comma = value.find(',');
      list.emplace_back(trim(value.substr(0, comma)));
      value.remove_prefix(comma == std::string_view::npos ? value.size() : comma + 1);
    }
  }
  return list;
}

}  // namespace

Result<HttpMessage> parse_http_response(std::string_view block) {
  HttpMessage message = split(block);
  message.status = status_of(message.start_line);
  if (message.status == 0) return fail(Code::bad_input, "no HTTP status line");
  return message;
}

Result<HttpMessage> parse_http_request(std::string_view block) {
  HttpMessage message = split(block);
  const auto first = message.start_line.find(' ');
  if (first == std::string::npos || first == 0 ||
      message.start_line.find(" HTTP/", first) == std::string::npos) {
    return fail(Code::bad_input, "no HTTP request line");
  }
  return message;
}

std::string http_response_block(int status, std::string_view reason, const NamedFields& headers,
                                std::string_view body) {
  const auto phrase = reason.empty() ? reason_of(status) : reason;
  std::string block = one_line(fmt::format("HTTP/1.1 {} {}", status, phrase));
  block.append("\r\n").append(to_lines(headers)).append("\r\n").append(body);
  return block;
}

std::string http_request_block(std::string_view method, std::string_view target,
                               const NamedFields& headers) {
  std::string block = one_line(fmt::format("{} {} HTTP/1.1", method, target));
  block.append("\r\n").append(to_lines(headers)).append("\r\n");
  return block;
}

NamedFields headers_for_decoded_body(const NamedFields& received, std::uint64_t body_bytes) {
  NamedFields headers;
  for (const auto& field : received) {
    const bool rename = same_name(field.name, "Content-Encoding") ||
                        same_name(field.name, "Transfer-Encoding") ||
                        same_name(field.name, "Content-Length");
    headers.push_back({rename ? "X-Archive-Orig-" + field.name : field.name, field.value});
  }
  headers.push_back({"Content-Length", fmt::format("{}", body_bytes)});
  return headers;
}

Result<std::string> http_body(const HttpMessage& message, std::uint64_t limit_bytes) {
  const auto transfer = codings(message.headers, "Transfer-Encoding");
  const bool chunked = std::any_of(transfer.begin(), transfer.end(), [](const std::string& coding) {
    return same_name(coding, "chunked");
  });
  Result<std::string> body =
      chunked ? without_chunks(message.body) : Result<std::string>(std::string(message.body));
  auto layers = codings(message.headers, "Content-Encoding");
  std::reverse(layers.begin(), layers.end());
  for (const auto& coding : layers) {
    if (body) body = without_coding(std::move(*body), coding, limit_bytes);
  }
  if (body && body->size() > limit_bytes) return too_long(limit_bytes);
  return body;
}

}  // namespace saola::store
