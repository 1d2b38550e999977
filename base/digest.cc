#include "base/digest.h"

#include <openssl/evp.h>

#include <array>

namespace saola {
namespace {

std::string digest(const EVP_MD* method, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, method, nullptr);
  return {reinterpret_cast<const char*>(out.data()), size};
}

/// RFC 4648, 6; SHA-1 has 160 bits, 32 letters exactly, so no padding is needed.
std::string base32(std::string_view bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  unsigned int bits = 0;
  int count = 0;
  for (unsigned char byte : bytes) {
    bits = bits << 8 | byte;
    for (count += 8; count >= 5; count -= 5) out.push_back(kAlphabet[bits >> (count - 5) & 31]);
    bits &= (1U << count) - 1;
  }
  return out;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (unsigned char byte : bytes) {
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

}  // namespace

std::string sha1_base32(std::string_view bytes) {
  return "sha1:" + base32(digest(EVP_sha1(), bytes));
}

std::string sha256_hex(std::string_view bytes) { return hex(digest(EVP_sha256(), bytes)); }

std::string short_id(std::string_view bytes) { return sha256_hex(bytes).substr(0, 16); }

}  // namespace saola
