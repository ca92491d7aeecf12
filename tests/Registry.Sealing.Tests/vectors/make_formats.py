"""Makes formats.json: every byte format of FORMAT.md, written a second time with Python's `cryptography` and no code of this project.

Run: python3 make_formats.py > formats.json
"""
import base64, hashlib, hmac, json, struct, uuid
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = bytes(range(12))
L = lambda name: ("registry/v1/" + name + "\0").encode()
KEY = lambda name: hashlib.sha256(name.encode()).digest()
ID = lambda digit: uuid.UUID("%s-%s-4%s-8%s-%s" % (digit * 8, digit * 4, digit * 3, digit * 3, digit * 12)).bytes
SUBJECT, STREAM, EVENT, RECORD, EPOCH = (ID(d) for d in "1aecb")


def part(b):
    return struct.pack(">I", len(b)) + b


def frame(label, *parts):
    return b"".join(part(p) for p in (L(label), b"registry") + parts)


def u8(n):
    return bytes([n])


def i64(n):
    return struct.pack(">q", n)


def derive(key, label, context=b"", size=32):
    return HKDF(SHA256(), size, None, L(label) + part(context)).derive(key)


def mac(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def pad(plain, small, step):
    size = next((b for b in small if len(plain) + 4 <= b), -(-(len(plain) + 4) // step) * step)
    return (part(plain)).ljust(size, b"\0")


def field_pad(plain):
    return pad(plain, (16, 32, 64, 128), 128)


def box(key, associated, plain):
    return NONCE + AESGCM(key).encrypt(NONCE, plain, associated)


def sealed_field():
    head = b"\x01\x01"
    key = derive(KEY("subject"), "subject-class-key", SUBJECT + b"\x02")
    at = frame("sealed-field", u8(1), u8(1), u8(2), SUBJECT, STREAM, EVENT, b"victim_registered", i64(1), b"full_name")
    return head + box(key, at, field_pad("Nguyễn Thị Bình".encode()))


def facts():
    key = derive(KEY("facts"), "facts-key", SUBJECT)
    blob = b"\x01\x01" + box(key, frame("facts-blob", u8(1), u8(1), SUBJECT, i64(3)), pad(b"facts", (), 4096))
    return hashlib.sha256(blob).digest()


def event_mac():
    key = derive(KEY("events-mac"), "event-mac-key")
    return mac(key, frame("event-mac", STREAM, i64(2), EVENT, b"victim_registered", i64(1), b"data", bytes(32)))


def index():
    name, text = b"certificate_number", b"GCN-0042/2026"
    keys = {k: derive(KEY("index"), "index-%s-key" % k, name) for k in ("tag", "full", "entry")}
    tag = mac(keys["tag"], frame("index-tag", name, u8(1), text))[:2]
    full = mac(keys["full"], frame("index-full", name, u8(1), text))
    at = frame("index-entry", u8(1), u8(1), u8(1), name, i64(int.from_bytes(tag, "big")))
    return tag, b"\x01\x01" + box(keys["entry"], at, full + SUBJECT)


def record(number, plain, version=1):
    context = RECORD + u8(number)
    key = derive(KEY("audit"), "record-part-key", context)
    at = frame("record-part", u8(version), EPOCH, RECORD, u8(number))
    return u8(version) + EPOCH + derive(key, "record-part-commitment", context) + box(key, at, pad(plain, (32,), 256))


def consent():
    key = derive(KEY("subject"), "subject-class-key", SUBJECT + b"\x0f")
    code = derive(key, "consent-code", EVENT, 10)
    crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    plain = base64.b32encode(code).decode()
    values = ["ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".index(c) for c in plain]

    def times_x(v):
        return (v << 1) ^ (0b100101 if v & 16 else 0)

    check = 0
    for place, value in enumerate(values):
        for _ in range(place + 1):
            value = times_x(value)
        check ^= value
    text = "".join(crockford[v] for v in values)
    return "-".join([text[i:i + 4] for i in (0, 4, 8, 12)] + [crockford[check]])


def request():
    keys = {k: derive(KEY("requests"), "request-%s-key" % k) for k in ("lookup", "body", "result")}
    lookup = mac(keys["lookup"], frame("request-lookup", b"issuer", b"officer", b"method", b"request"))
    body = mac(keys["body"], frame("request-body", lookup, b"body"))
    return lookup, body, b"\x01\x01" + box(keys["result"], frame("request-result", u8(1), u8(1), lookup), field_pad(b"result"))


def search_tag(kind, bits, text):
    cut = int.from_bytes(mac(derive(KEY("index"), "search-tag-key"), frame("search-tag", u8(kind), text))[:2], "big") >> (16 - bits)
    return struct.pack(">I", kind << 16 | cut)


justification = record(2, b"why")
actor = record(1, part(b"actor") + hashlib.sha256(justification).digest())
tag, entry = index()
lookup, body, result = request()
print(json.dumps({
    "how": "Made by make_formats.py. Keys are SHA-256 of a name, every nonce is 000102030405060708090a0b.",
    "sealed_field": sealed_field().hex(),
    "facts_sha256": facts().hex(),
    "event_mac": event_mac().hex(),
    "index_tag": tag.hex(),
    "index_entry": entry.hex(),
    "search_tags": (search_tag(1, 8, b"binh") + search_tag(2, 5, b"1998") + search_tag(3, 12, b"046198000123")).hex(),
    "record_actor": actor.hex(),
    "record_justification": justification.hex(),
    "record_subject": record(3, SUBJECT).hex(),
    "record_subject_2": record(3, SUBJECT + bytes.fromhex("0000000000008004" "01020304"), version=2).hex(),
    "record_subject_key": derive(KEY("audit"), "record-part-key", RECORD + u8(3)).hex(),
    "consent_code": consent(),
    "request_lookup": lookup.hex(),
    "request_body": body.hex(),
    "request_result": result.hex(),
    "subject_commitment": derive(KEY("subject"), "subject-commitment", SUBJECT).hex(),
    "service_commitment": derive(KEY("facts"), "service-commitment", b"facts").hex(),
    "epoch_commitment": derive(KEY("epoch"), "epoch-commitment", b"epoch-1").hex(),
}, indent=1))
