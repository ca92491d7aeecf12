"""Watches the tasks of an agency with the stock gRPC client of Python, and prints every message as one line of JSON.

    watch_tasks.py HOST:PORT PROTOS CURSOR < token

PROTOS is the folder of the contract; CURSOR is what an earlier run printed last, or nothing. The first line is the receipt's record id, from the
headers; the last one says how the stream ended. Debian: apt-get install -y python3-grpcio python3-protobuf protobuf-compiler libprotobuf-dev
"""

import json
import sys
import tempfile

import grpc

import registry_client


def say(**what):
    print(json.dumps(what), flush=True)


def watch(target, cursor, token):
    from registry.v1 import options_pb2 as options
    from registry.v1 import task_service_pb2 as tasks
    from registry.v1 import types_pb2 as types

    why = types.AccessContext(purpose=options.PURPOSE_RECEIVE_RETURNEE, legal_basis="QD22/2015-D6.3", justification="thử nghiệm")
    with grpc.insecure_channel(target) as channel:
        stub = channel.unary_stream(
            "/registry.v1.TaskService/WatchTasks",
            request_serializer=tasks.WatchTasksRequest.SerializeToString, response_deserializer=tasks.WatchTasksResponse.FromString)
        stream = stub(tasks.WatchTasksRequest(context=why, cursor=cursor), timeout=300, metadata=(("authorization", f"Bearer {token}"),))
        try:
            say(record=dict(stream.initial_metadata()).get("registry-record-id"))
            for message in stream:
                say(subjects=[task.subject_id for task in message.tasks], cursor=message.cursor, caught_up=message.caught_up)
        except grpc.RpcError:
            pass
        say(ended=stream.code().name)


def main(target, protos, cursor):
    token = sys.stdin.read().strip()
    with tempfile.TemporaryDirectory() as folder:
        registry_client.generate(protos, folder)
        watch(target, cursor, token)


if __name__ == "__main__":
    main(*sys.argv[1:])
