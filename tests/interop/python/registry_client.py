"""Plays a small case against a running registry with the stock gRPC client of Python, and checks every answer.

    registry_client.py HOST:PORT PROTOS RECEIPTS < tokens.json

PROTOS is the folder of the contract; messages are generated from it with protoc into a temporary folder. tokens.json maps police,
border, health, inspector and narrow (a token of police without the scope) to access tokens. RECEIPTS is the file that every signed receipt is
appended to. Prints one JSON object with the ids that the case made. Debian: apt-get install -y python3-grpcio python3-protobuf protobuf-compiler libprotobuf-dev
"""

import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import uuid

import google
import grpc

import receipts

UUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
FORMS = ("full_name", "birth_date", "id_number", "home_address", "current_place", "status")


def generate(protos, folder):
    """Modules of the contract, made by protoc."""
    files = [os.path.relpath(path, protos) for path in glob.glob(os.path.join(protos, "**", "*.proto"), recursive=True)]
    subprocess.run(["/usr/bin/protoc", "-I", protos, "-I", "/usr/include", f"--python_out={folder}", *sorted(files)], check=True)
    sys.path.insert(0, folder)
    google.__path__.append(os.path.join(folder, "google"))


def wire(raw):
    """Fields of one protobuf message as (number, value): enough to read google.rpc.Status without its proto."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = raw[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(raw):
        key = varint()
        if key & 7 == 0:
            yield key >> 3, varint()
        else:
            assert key & 7 == 2, "only varints and bytes stand in a status"
            length = varint()
            yield key >> 3, raw[at: at + length]
            at += length


def rich(error):
    """google.rpc.Status from grpc-status-details-bin: code, message and the details by type."""
    raw = dict(error.trailing_metadata())["grpc-status-details-bin"]
    status = {"raw": raw, "code": 0, "details": []}
    for field, value in wire(raw):
        if field == 1:
            status["code"] = value
        elif field == 2:
            status["message"] = value.decode()
        else:
            detail = dict(wire(value))
            status["details"].append((detail[1].decode().rsplit("/", 1)[1], list(wire(detail[2]))))
    return status


def texts(status):
    """Messages by locale."""
    found = [dict(fields) for kind, fields in status["details"] if kind == "google.rpc.LocalizedMessage"]
    return {one[1].decode(): one[2].decode() for one in found}


def bad_fields(status):
    return [dict(wire(violation))[1].decode() for kind, fields in status["details"] if kind == "google.rpc.BadRequest" for _, violation in fields]


class Client:
    def __init__(self, channel, tokens, keep):
        self.channel, self.tokens, self.keep = channel, tokens, keep

    def call(self, who, service, method, request, response, timeout=10):
        path = f"/registry.v1.{service}/{method}"
        metadata = (("authorization", f"Bearer {self.tokens[who]}"),) if who else ()
        stub = self.channel.unary_unary(path, request_serializer=type(request).SerializeToString, response_deserializer=response.FromString)
        try:
            response, ended = stub.with_call(request, timeout=timeout, metadata=metadata)
        except grpc.RpcError as error:
            self.note(error, method)
            raise
        self.note(ended, method)
        return response, ended

    def note(self, ended, method):
        """Keeps the receipt before anybody uses the answer."""
        raw = dict(ended.trailing_metadata() or ()).get("registry-receipt-bin")
        if raw is not None:
            receipts.keep(self.keep, raw, method)

    def refused(self, code, reason, *arguments, **named):
        """The call must fail with this status; its rich details must say the same."""
        try:
            self.call(*arguments, **named)
        except grpc.RpcError as error:
            assert error.code() == code, f"{arguments[2]}: {error.code()} {error.details()}, expected {code}"
            status = rich(error)
            assert status["code"] == code.value[0] and status["message"] == error.details()
            info = [dict(fields) for kind, fields in status["details"] if kind == "google.rpc.ErrorInfo"]
            assert [one[1].decode() for one in info] == [reason], f"{arguments[2]}: reasons {info}, expected {reason}"
            assert set(texts(status)) == {"vi", "en"} and texts(status)["en"] == error.details()
            return error
        raise AssertionError(f"{arguments[2]} was answered, expected {reason}")


def noted(ended):
    """Trailers that a proven caller gets with every answer, whatever it is."""
    trailers = dict(ended.trailing_metadata())
    assert UUID.match(trailers["registry-record-id"]), "the trailer names the record"
    assert 0 <= int(trailers["registry-leaf-index"]) < int(trailers["registry-tree-size"])
    receipt = receipts.Receipt(trailers["registry-receipt-bin"])
    assert str(uuid.UUID(bytes=receipt.record_id)) == trailers["registry-record-id"]
    assert (str(receipt.index), str(receipt.size)) == (trailers["registry-leaf-index"], trailers["registry-tree-size"])
    return trailers["registry-record-id"]


def play(client):
    from google.protobuf.field_mask_pb2 import FieldMask
    from registry.v1 import audit_service_pb2 as audit
    from registry.v1 import identity_service_pb2 as identity
    from registry.v1 import options_pb2 as options
    from registry.v1 import types_pb2 as types
    from registry.v1 import victim_service_pb2 as victim

    def why(purpose, basis):
        return types.AccessContext(purpose=purpose, legal_basis=basis, justification="thử nghiệm")

    receive = why(options.PURPOSE_RECEIVE_RETURNEE, "QD22/2015-D6.3")
    inspect = why(options.PURPOSE_AUDIT, "QD22/2015-D16.2")
    inspect.mandate_id = "5a1c7e90-2f4b-4d86-9c3a-7be1d0f4a685"

    announcement = victim.AnnounceReturnRequest(
        context=receive, request_id=str(uuid.uuid4()), entry_point="Cửa khẩu Hồng Vân", channel=types.RETURN_CHANNEL_BILATERAL_AGREEMENT,
        persons=1, addressees=["SLDTBXH-TTH", "BCHBP-TTH"])
    announcement.expected_on.year, announcement.expected_on.month, announcement.expected_on.day = 2016, 3, 2
    announce = ("VictimService", "AnnounceReturn", announcement, victim.AnnounceReturnResponse)
    announced, ended = client.call("police", *announce)
    assert UUID.match(announced.announcement_id) and announced.version == 1
    noted(ended)
    again, _ = client.call("police", *announce)
    assert again == announced, "the same request id with the same body gives the same answer"

    person = types.Person(full_name="Hồ Thị Mẫu Thử", sex=types.SEX_FEMALE, nationality="VN", id_number="046190000001")
    person.birth_date.year = 1990
    person.home_address.province = person.current_place.province = "Thừa Thiên Huế"
    request = victim.RegisterVictimRequest(
        context=receive, request_id=str(uuid.uuid4()), announcement_id=announced.announcement_id, person=person)
    registered, ended = client.call("border", "VictimService", "RegisterVictim", request, victim.RegisterVictimResponse)
    assert UUID.match(registered.person_id) and registered.version >= 1
    noted(ended)

    def look(person_id):
        asked = identity.GetIdentityRequest(context=receive, person_id=person_id, fields=FieldMask(paths=FORMS))
        return ("IdentityService", "GetIdentity", asked, identity.GetIdentityResponse)

    seen, ended = client.call("border", *look(registered.person_id))
    record = noted(ended)
    assert seen.person.full_name == person.full_name and seen.person.id_number == person.id_number
    assert seen.status.kind == types.PERSON_KIND_VICTIM and seen.version == registered.version

    # Existence is secret: no relation and nobody at all give the same bytes, and both leave a line.
    hidden = client.refused(grpc.StatusCode.NOT_FOUND, "NOT_FOUND", "health", *look(registered.person_id))
    absent = client.refused(grpc.StatusCode.NOT_FOUND, "NOT_FOUND", "health", *look(str(uuid.uuid4())))
    assert rich(hidden)["raw"] == rich(absent)["raw"] and hidden.details() == absent.details()
    denied = noted(hidden)
    noted(absent)

    listing = audit.ListAccessesRequest(context=inspect, person_id=registered.person_id)
    lines, ended = client.call("inspector", "AuditService", "ListAccesses", listing, audit.ListAccessesResponse)
    noted(ended)
    by_record = {line.record_id: line for line in lines.lines}
    assert by_record[record].kind == audit.ACCESS_KIND_INTENT and by_record[record].agency == "BCHBP-TTH"
    assert by_record[denied].kind == audit.ACCESS_KIND_DENIAL and by_record[denied].agency == "SYT-TTH"
    assert [line.leaf_index for line in lines.lines] == sorted((line.leaf_index for line in lines.lines), reverse=True)

    # Statuses of the table, each with its stable reason.
    client.refused(grpc.StatusCode.UNAUTHENTICATED, "TOKEN_NOT_VALID", None, *announce)
    noted(client.refused(grpc.StatusCode.PERMISSION_DENIED, "SCOPE_MISSING", "narrow", *announce))
    noted(client.refused(grpc.StatusCode.INVALID_ARGUMENT, "DEADLINE_REQUIRED", "police", *announce, timeout=None))
    noted(client.refused(grpc.StatusCode.INVALID_ARGUMENT, "DEADLINE_REQUIRED", "police", *announce, timeout=120))
    changed = victim.AnnounceReturnRequest()
    changed.CopyFrom(announcement)
    changed.persons = 2
    client.refused(grpc.StatusCode.ALREADY_EXISTS, "REQUEST_ID_REUSED", "police", *announce[:2], changed, announce[3])
    short = victim.RegisterVictimRequest()
    short.CopyFrom(request)
    short.request_id, short.person.full_name = str(uuid.uuid4()), "Xau 04619000001\u0007"
    error = client.refused(
        grpc.StatusCode.INVALID_ARGUMENT, "REQUEST_NOT_VALID", "border", "VictimService", "RegisterVictim", short, victim.RegisterVictimResponse)
    assert bad_fields(rich(error)) == ["person.full_name"], bad_fields(rich(error))
    assert b"04619000001" not in rich(error)["raw"], "a refusal names the field, never the value"

    try:
        client.call("border", *look(registered.person_id), timeout=0.0001)
        raise AssertionError("a deadline that is over gives no answer")
    except grpc.RpcError as late:
        assert late.code() == grpc.StatusCode.DEADLINE_EXCEEDED, late.code()

    return {"person": registered.person_id, "record": record, "denied": denied}


def main(target, protos, keep):
    tokens = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        generate(protos, folder)
        with grpc.insecure_channel(target) as channel:
            print(json.dumps(play(Client(channel, tokens, keep))))


if __name__ == "__main__":
    main(*sys.argv[1:])
