"""A WARC reader of its own, written from the standard and from nothing of Saola's: what it can read, others can.

Source: ISO 28500:2017 (WARC 1.1), 4 to 6 and annex D (one gzip member a record).
"""
import base64, hashlib, zlib


class Damaged(Exception):
    pass


class Record:
    def __init__(self, version, headers, block):
        self.version, self.headers, self.block = version, headers, block

    @property
    def kind(self):
        return self.headers['warc-type']

    @property
    def url(self):
        return self.headers.get('warc-target-uri', '')

    def http(self):
        """(start line, headers, body) of a request's or response's block."""
        head, _, body = self.block.partition(b'\r\n\r\n')
        first, *rest = head.decode('latin-1').split('\r\n')
        return first, dict((n.lower(), v.strip()) for n, _, v in (line.partition(':') for line in rest)), body

    def fields(self):
        """The fields of an application/warc-fields block."""
        lines = self.block.decode('utf-8').split('\r\n')
        return {n: v.strip() for n, _, v in (line.partition(':') for line in lines if line)}


def members(data):
    """The gzip members of a file, unpacked, each with its offset."""
    offset = 0
    while offset < len(data):
        unpack = zlib.decompressobj(31)
        text = unpack.decompress(data[offset:]) + unpack.flush()
        if not unpack.eof:
            raise Damaged(f'the gzip member at {offset} has no end')
        yield offset, text
        offset = len(data) - len(unpack.unused_data)


def read_record(text, offset):
    head, end, rest = text.partition(b'\r\n\r\n')
    version, *lines = head.decode('utf-8').split('\r\n')
    headers = dict((n.lower(), v.strip()) for n, _, v in (line.partition(':') for line in lines))
    length = int(headers['content-length'])
    if not end or version != 'WARC/1.1' or rest[length:] != b'\r\n\r\n':
        raise Damaged(f'the record at {offset} is not as long as it says, or not of WARC/1.1')
    record = Record(version, headers, rest[:length])
    check_digest(record, 'warc-block-digest', record.block)
    if record.kind == 'response':
        check_digest(record, 'warc-payload-digest', record.http()[2])
    return record


def check_digest(record, name, data):
    wanted = record.headers.get(name)
    if wanted and wanted != 'sha1:' + base64.b32encode(hashlib.sha1(data).digest()).decode():
        raise Damaged(f'{name} of {record.url} does not fit')


def read(path):
    """All records of a .warc.gz file, in order. Raises Damaged."""
    return [read_record(text, offset) for offset, text in members(path.read_bytes())]
