"""Calls the echo service with the stock gRPC client of Python and prints what it got, as JSON.

Messages have one string field, number 1, and are put together by hand: no generated code is needed.
Debian: apt-get install -y python3-grpcio python3-protobuf
"""

import base64
import json
import sys

import grpc

SAY = "/compat.test.v1.Echo/Say"
TELL = "/compat.test.v1.Echo/Tell"


def message(text):
    raw = text.encode()
    assert len(raw) < 128, "one length byte only"
    return bytes([10, len(raw)]) + raw if raw else b""


def text(raw):
    return raw[2:].decode() if raw else ""


def plain(metadata):
    return {
        key: base64.b64encode(value).decode() if isinstance(value, bytes) else value
        for key, value in metadata or ()
    }


def call(channel, path, request, timeout=10, metadata=()):
    method = channel.unary_unary(path, request_serializer=message, response_deserializer=text)
    try:
        response, ended = method.with_call(request, timeout=timeout, metadata=metadata)
        return {
            "code": ended.code().name,
            "text": response,
            "headers": plain(ended.initial_metadata()),
            "trailers": plain(ended.trailing_metadata()),
        }
    except grpc.RpcError as error:
        return {
            "code": error.code().name,
            "detail": error.details(),
            "trailers": plain(error.trailing_metadata()),
        }


def stream(channel, request, timeout=10):
    method = channel.unary_stream(TELL, request_serializer=message, response_deserializer=text)
    answers = method(request, timeout=timeout, metadata=(("raw-bin", b"\x00\xff\x10\x80"),))
    texts = []
    try:
        for answer in answers:
            texts.append(answer)
    except grpc.RpcError:
        pass
    return {
        "code": answers.code().name,
        "detail": answers.details(),
        "texts": texts,
        "trailers": plain(answers.trailing_metadata()),
    }


def cancelled_stream(channel):
    answers = channel.unary_stream(TELL, request_serializer=message, response_deserializer=text)("wait", timeout=10)
    first = next(answers)
    answers.cancel()
    return [first]


def main(target):
    with grpc.insecure_channel(target) as channel:
        print(
            json.dumps(
                {
                    "echo": call(
                        channel, SAY, "Xin chào",
                        metadata=(("said", "yes"), ("raw-bin", b"\x00\xff\x10\x80")),
                    ),
                    "refusal": call(channel, SAY, "refuse"),
                    "deadline": call(channel, SAY, "wait", timeout=0.2),
                    "unimplemented": call(channel, "/compat.test.v1.Echo/Nothing", "x"),
                    "stream": stream(channel, "Xin chào"),
                    "broken_stream": stream(channel, "refuse"),
                    "late_stream": stream(channel, "wait", timeout=0.5),
                    "cancelled_stream": cancelled_stream(channel),
                    "health": call(channel, "/grpc.health.v1.Health/Check", ""),
                }
            )
        )


if __name__ == "__main__":
    main(sys.argv[1])
