"""Keeps and checks signed receipts with nothing but hashes and openssl: formats of src/Registry.AccessLog/FORMAT.md, sections 11 and 12.

    receipts.py RECEIPTS --policy FILE      checks every receipt of a receipt file
"""

import base64
import hashlib
import os
import struct
import sys
import time

from verify_log import NotGenuine, check, policy_keys

TITLE = b"registry receipts v1\n"


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


class Receipt:
    """One receipt, taken apart; says nothing about whether it is genuine."""

    def __init__(self, raw):
        at = 0

        def take(length):
            nonlocal at
            check(len(raw) - at >= length, "a receipt ends too early")
            at += length
            return raw[at - length: at]

        check(take(1) == b"\1", "a receipt of another version")
        self.record_id = take(16)
        self.index, self.size = struct.unpack(">QQ", take(16))
        self.entry, self.root = take(33), take(32)
        self.path = [take(32) for _ in range(take(1)[0])]
        self.origin = take(take(1)[0]).decode()
        self.key_id, self.signature = take(4), take(64)
        check(at == len(raw), "bytes after a receipt")

    @property
    def text(self):
        return f"receipt/v1\n{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n".encode()

    def verify(self, keys):
        """RFC 9162 section 2.1.3.2, then the signature."""
        check(self.index < self.size, "a receipt's index is not below its size")
        node, last, value = self.index, self.size - 1, sha(b"\0", self.entry)
        for beside in self.path:
            check(last > 0, "a receipt's path is too long")
            if node & 1 or node == last:
                value = sha(b"\1", beside, value)
                while not node & 1 and node:
                    node, last = node >> 1, last >> 1
            else:
                value = sha(b"\1", value, beside)
            node, last = node >> 1, last >> 1
        check(last == 0 and value == self.root, "a receipt's path does not lead to its root")
        mine = [key for key in keys if key.name == self.origin and key.id == self.key_id]
        check(mine and mine[0].verifies(self.text, self.signature), "a receipt's signature is wrong")


def keep(path, raw, label="-"):
    """Appends one receipt; on return it is on disk. Cuts a line that a crash tore."""
    with open(path, "a+b") as file:
        file.seek(0)
        content = file.read()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            file.truncate(whole)
        line = f"{int(time.time())} {label} {base64.b64encode(raw).decode()}\n".encode()
        file.write(line if whole else TITLE + line)
        file.flush()
        os.fsync(file.fileno())


def kept(path):
    """Receipts of a file, in order."""
    with open(path, "rb") as file:
        content = file.read()
    content = content[: content.rfind(b"\n") + 1]
    check(content.startswith(TITLE), "not a receipt file")
    return [Receipt(base64.b64decode(line.split(b" ")[2], validate=True)) for line in content[len(TITLE):].splitlines()]


def main(arguments):
    path, option, policy = arguments
    check(option == "--policy", "usage: receipts.py RECEIPTS --policy FILE")
    with open(policy, "rb") as file:
        keys = policy_keys(file.read())
    receipts = kept(path)
    for receipt in receipts:
        receipt.verify(keys)
    print(f"{len(receipts)} receipts checked")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except NotGenuine as finding:
        print(f"not genuine: {finding}")
        sys.exit(1)
