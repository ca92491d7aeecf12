"""Verifies an exported access log with nothing but hashes: a second opinion, written from the public formats.

    verify_log.py DIR [--policy FILE]

Formats: RFC 6962 section 2.1 (tree), c2sp.org/tlog-tiles, c2sp.org/tlog-checkpoint, c2sp.org/signed-note. The entry and the record
files are this log's own (src/Registry.AccessLog/FORMAT.md). Signatures: Ed25519 through the program `openssl`.
Exit codes: 0 verified, 1 not genuine, 2 cannot be checked.
"""

import base64
import hashlib
import os
import struct
import subprocess
import sys
import tempfile


class NotGenuine(Exception):
    pass


def check(fits, message):
    if not fits:
        raise NotGenuine(message)


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def leaf(entry):
    return sha(b"\0", entry)


def root_of(hashes):
    """RFC 6962 2.1, bottom up: an odd hash at the end of a level goes up as it is."""
    if not hashes:
        return sha()
    while len(hashes) > 1:
        pairs = [sha(b"\1", hashes[i], hashes[i + 1]) for i in range(0, len(hashes) - 1, 2)]
        hashes = pairs + hashes[len(pairs) * 2:]
    return hashes[0]


def number(n):
    groups = ["%03d" % (n % 1000)]
    while n >= 1000:
        n //= 1000
        groups.insert(0, "x%03d" % (n % 1000))
    return "/".join(groups)


def read(directory, *path):
    with open(os.path.join(directory, *path), "rb") as file:
        return file.read()


def read_wide(directory, prefix, n, width):
    """The file of number n when it holds `width` of 256 units; a full file may stand in for a partial one."""
    full = os.path.join(prefix, number(n))
    partial = os.path.join(full + ".p", str(width))
    name = partial if width < 256 and os.path.exists(os.path.join(directory, partial)) else full
    check(os.path.exists(os.path.join(directory, name)), f"{name} is missing")
    return name, read(directory, name)


class Key:
    """A verifier key: name+hash+base64(type || key). 1 is Ed25519, 2 ECDSA P-256 with SHA-256, 4 Ed25519 with a time."""

    def __init__(self, text):
        self.name, key_id, key = text.split("+", 2)
        raw = base64.b64decode(key, validate=True)
        self.type, self.public = raw[0], raw[1:]
        check((self.type, len(self.public)) in ((1, 32), (2, 91), (4, 32)), "the policy names a key of a type that is not known here")
        self.id = sha(self.public)[:4] if self.type == 2 else sha(self.name.encode(), b"\n", raw)[:4]
        check(self.id.hex() == key_id, "the id of a key in the policy does not fit the key")

    def verifies(self, text, signature):
        if self.type == 4:
            text = b"cosignature/v1\ntime %d\n" % int.from_bytes(signature[:8], "big") + text
            signature = signature[8:]
        key = self.public if self.type == 2 else bytes.fromhex("302a300506032b6570032100") + self.public
        digest = ["-digest", "sha256"] if self.type == 2 else []
        with tempfile.TemporaryDirectory() as folder:
            def put(name, content):
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(content)
                return os.path.join(folder, name)

            done = subprocess.run(
                ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", put("key.der", key), "-rawin", *digest,
                 "-in", put("text", text), "-sigfile", put("signature", signature)],
                capture_output=True, check=False)
        return done.returncode == 0


def policy_keys(text):
    return [Key(line.split()[1]) for line in text.decode().splitlines() if line.startswith("log ")]


def open_note(note, keys):
    """Text of a signed note that every key signed."""
    at = note.rindex(b"\n\n")
    text, signatures = note[: at + 1], note[at + 2:].decode().splitlines()
    for key in keys:
        lines = [line.split(" ") for line in signatures if line.startswith(f"\u2014 {key.name} ")]
        blobs = [base64.b64decode(line[2], validate=True) for line in lines]
        mine = [blob[4:] for blob in blobs if blob[:4] == key.id]
        check(mine, "a checkpoint lacks the signature of a key of the policy")
        check(all(key.verifies(text, one) for one in mine), "a signature of a checkpoint is wrong")
    return text


def open_checkpoint(note, keys):
    origin, size, root = open_note(note, keys).decode().split("\n")[:3]
    check(all(key.name == origin for key in keys), "the checkpoint is of another log")
    check(size == str(int(size)), "the size of a checkpoint is not in its one spelling")
    return int(size), base64.b64decode(root, validate=True)


def earlier(directory, keys):
    """Every checkpoint that was signed before the newest."""
    if not os.path.exists(os.path.join(directory, "checkpoints")):
        return
    rest = read(directory, "checkpoints")
    while rest:
        line, _, rest = rest.partition(b"\n")
        word, length = line.split(b" ")
        check(word == b"checkpoint" and int(length) <= len(rest), "the file of earlier checkpoints is damaged")
        yield open_checkpoint(rest[: int(length)], keys)
        rest = rest[int(length):]


def entries_of(bundle, count, name):
    at = 0
    for _ in range(count):
        check(at + 2 <= len(bundle), f"{name} is too short")
        (length,) = struct.unpack_from(">H", bundle, at)
        check(length == 33 and at + 2 + length <= len(bundle), f"{name} has an entry of a wrong length")
        yield bundle[at + 2: at + 2 + length]
        at += 2 + length
    check(at == len(bundle), f"{name} is too long")


def entries_from_records(content, count, name):
    """The entry that each stored record must have: 0x01 || SHA-256(SHA-256(actor) || SHA-256(subject))."""
    at = 0
    for _ in range(count):
        at += 16
        parts = []
        for _ in range(3):
            check(at + 4 <= len(content), f"{name} is too short")
            (length,) = struct.unpack_from(">I", content, at)
            check(at + 4 + length <= len(content), f"{name} is too short")
            parts.append(content[at + 4: at + 4 + length])
            at += 4 + length
        yield b"\1" + sha(sha(parts[0]), sha(parts[1]))
    check(at == len(content), f"{name} is too long")


def read_leaves(directory, size):
    """Leaf hashes from the entries, which must be those of the tiles and of the records."""
    with_records = os.path.isdir(os.path.join(directory, "records"))
    leaves = []
    for n in range((size + 255) // 256):
        width = min(256, size - 256 * n)
        name, bundle = read_wide(directory, os.path.join("tile", "entries"), n, width)
        found = list(entries_of(bundle, width, name))
        if with_records:
            name, content = read_wide(directory, "records", n, width)
            for i, entry in enumerate(entries_from_records(content, width, name)):
                check(entry == found[i], f"entry {256 * n + i} is not that of its record")
        leaves += [leaf(entry) for entry in found]
    return leaves, with_records


def check_tiles(directory, leaves):
    level, hashes = 0, leaves
    while hashes:
        for n in range((len(hashes) + 255) // 256):
            expected = hashes[256 * n: 256 * n + 256]
            name, tile = read_wide(directory, os.path.join("tile", str(level)), n, len(expected))
            check(len(tile) % 32 == 0 and tile[: 32 * len(expected)] == b"".join(expected), f"{name} does not fit the entries below it")
        hashes = [root_of(hashes[i: i + 256]) for i in range(0, len(hashes) - 255, 256)]
        level += 1


def verify(directory, policy):
    keys = policy_keys(read(os.path.dirname(policy) or ".", os.path.basename(policy)))
    check(keys, "the policy names no key of a log")
    size, root = open_checkpoint(read(directory, "checkpoint"), keys)
    leaves, with_records = read_leaves(directory, size)
    check_tiles(directory, leaves)
    check(root_of(leaves) == root, "the entries do not give the root of the newest checkpoint")
    history = list(earlier(directory, keys))
    for earlier_size, earlier_root in history:
        check(earlier_size <= size, "an earlier checkpoint is larger than the newest")
        check(root_of(leaves[:earlier_size]) == earlier_root, f"the checkpoint of {earlier_size} entries is of another history")
    print(f"verified {size} entries, {len(history) + 1} checkpoints, records {'checked' if with_records else 'absent'}")


def main(arguments):
    if len(arguments) not in (1, 3) or (len(arguments) == 3 and arguments[1] != "--policy"):
        print("usage: verify_log.py DIR [--policy FILE]", file=sys.stderr)
        return 2
    directory = arguments[0]
    policy = arguments[2] if len(arguments) == 3 else os.path.join(directory, "policy")
    try:
        verify(directory, policy)
        return 0
    except NotGenuine as finding:
        print(f"not genuine: {finding}")
        return 1
    except (ValueError, IndexError, struct.error) as damaged:
        print(f"not genuine: a file has not the form of its kind ({type(damaged).__name__})")
        return 1
    except FileNotFoundError as missing:
        hint = "; on Debian: apt-get install -y openssl" if missing.filename == "openssl" else ""
        print(f"cannot be checked: {missing.filename} is missing{hint}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
