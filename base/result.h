// base/result.h
//
// What can go wrong in the world is in the return type: a Result<T> holds a value or an Error that says what failed,
// where, and what the user can do. This is the only file that names tl::expected; with C++23 it becomes std::expected.

#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace saola {

/// What kind of failure: decides the exit status and whether a retry makes sense.
enum class Code {
  usage,      // the command line or a query is wrong; exit status 2
  not_found,  // a file, document, topic or workspace is not there
  bad_input,  // a file, page, feed or line is not what it should be
  bad_utf8,   // bytes that should be UTF-8 are not
  io,         // reading or writing failed; message names the file and the system's reason
  network,    // a host could not be reached, or answered with nonsense
  timeout,    // it took longer than allowed
  refused,    // our own rules forbid it: private address, robots.txt, size limit
  locked,     // another process holds it; trying again later makes sense
  corrupt,    // what we wrote ourselves cannot be read back
  outdated,   // written by another version of the program or of the lexicons
  cancelled,  // the user stopped it
  other,
};

struct Error {
  Code code = Code::other;
  std::string message;  // what failed, with the file, line, URL or offset: "feeds.txt:12: no URL"
  std::string hint;     // what the user can do, or empty: "run `saola index` first"
};

template <typename T = void>
using Result = tl::expected<T, Error>;

/// The failure to return: `return fail(Code::io, "cannot open x", "check the path");`
[[nodiscard]] inline tl::unexpected<Error> fail(Code code, std::string message,
                                                std::string hint = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(hint)});
}

/// Hands a failed result's error up unchanged: `if (!r) return pass_on(r);`
template <typename T>
[[nodiscard]] tl::unexpected<Error> pass_on(const Result<T>& failed) {
  return tl::unexpected<Error>(failed.error());
}

/// Hands it up with what this layer knows put in front: "feeds.txt:12" + "no URL" -> "feeds.txt:12: no URL".
template <typename T>
[[nodiscard]] tl::unexpected<Error> pass_on(const Result<T>& failed, std::string_view context) {
  Error error = failed.error();
  error.message.insert(0, ": ").insert(0, context);
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace saola
