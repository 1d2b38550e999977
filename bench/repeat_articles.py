#!/usr/bin/env python3
"""Many articles out of some: each line of a .jsonl file COPIES times, with other ids, dates and outlets.

usage: repeat_articles.py ARTICLES.jsonl COPIES > MORE.jsonl

The dates lie evenly over the ten years 2015 to 2024, the outlets are forty. The same input gives the same bytes.
"""
import datetime, json, sys

FIRST = datetime.datetime(2015, 1, 1, 6, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
MINUTES = 3653 * 24 * 60  # ten years
STEP = 2_654_435_761      # 2^32 over the golden ratio: neighbours come to lie far apart
OUTLETS = 40


def main():
    path, copies = sys.argv[1], int(sys.argv[2])
    number = 0
    for copy in range(copies):
        with open(path, encoding='utf-8') as lines:
            for line in lines:
                article = json.loads(line)
                minute = number * STEP % 2**32 * MINUTES >> 32
                date = FIRST + datetime.timedelta(minutes=minute)
                shown = {'id': f'r{copy:03}-{article["id"]}', 'title': article['title'], 'text': article['text'],
                         'published': date.isoformat(), 'outlet': f'bao{number * STEP % 2**32 % OUTLETS:02}.example.vn'}
                print(json.dumps(shown, ensure_ascii=False))
                number += 1


if len(sys.argv) != 3:
    sys.exit(__doc__)
main()
