"""Two encodings of old Vietnamese pages, for writing them."""
import unicodedata

# TCVN 5712:1993, VN1, as the ABC fonts (.VnTime) used it: one byte a letter; toned capitals do not exist.
_TCVN3_RUNS = ((0xA1, 'ĂÂÊÔƠƯĐăâêôơưđ'), (0xB5, 'àảãáạ'), (0xBB, 'ằẳẵắ'), (0xC6, 'ặầẩẫấậè'), (0xCE, 'ẻẽéẹềểễếệìỉ'),
               (0xDC, 'ĩíịò'), (0xE1, 'ỏõóọồổỗốộờởỡớợù'), (0xF1, 'ủũúụừửữứựỳỷỹýỵ'))
TCVN3 = {letter: first + i for first, run in _TCVN3_RUNS for i, letter in enumerate(run)}
# Source of windows-1258: a quality letter, then one of five combining tone marks (U+0300 0301 0303 0309 0323).
TONES = '\u0300\u0301\u0303\u0309\u0323'


def to_tcvn3(text):
    """Bytes of the ABC fonts. A letter that they do not have raises ValueError: rewrite the sentence."""
    out = bytearray()
    for c in unicodedata.normalize('NFC', text):
        if c in TCVN3:
            out.append(TCVN3[c])
        elif ord(c) < 128:
            out.append(ord(c))
        else:
            raise ValueError(f'no TCVN3 byte for {c!r} in {text[:60]!r}')
    return bytes(out)


def to_windows_1258(text):
    """Bytes of windows-1258; what it lacks becomes a character reference."""
    return ''.join(_tone_last(c) for c in unicodedata.normalize('NFC', text)).encode('cp1258', 'xmlcharrefreplace')


def _tone_last(c):
    try:
        c.encode('cp1258')
        return c
    except UnicodeEncodeError:
        parts = unicodedata.normalize('NFD', c)
        tone = ''.join(p for p in parts if p in TONES)
        return unicodedata.normalize('NFC', ''.join(p for p in parts if p not in TONES)) + tone
