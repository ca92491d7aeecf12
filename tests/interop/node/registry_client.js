// Calls a running registry with @grpc/grpc-js, the contract loaded by @grpc/proto-loader, and checks every answer.
//
//     node registry_client.js HOST:PORT PROTOS < tokens.json
//
// tokens.json: police, border, health, inspector, narrow (police without the scope). Set up once: npm ci

'use strict';

const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const fs = require('node:fs');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const FILES = ['victim_service', 'identity_service', 'audit_service'].map((name) => `registry/v1/${name}.proto`);

// Fields of one protobuf message as [number, value]: enough to read google.rpc.Status without its proto.
function wire(raw) {
  const fields = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = raw[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < raw.length) {
    const key = varint();
    if ((key & 7) === 0) {
      fields.push([key >> 3, varint()]);
    } else {
      assert.equal(key & 7, 2, 'only varints and bytes stand in a status');
      const length = varint();
      fields.push([key >> 3, raw.subarray(at, at + length)]);
      at += length;
    }
  }
  return fields;
}

function rich(error) {
  const [raw] = error.metadata.get('grpc-status-details-bin');
  const status = { raw, code: 0, message: '', reasons: [], texts: {}, fields: [] };
  for (const [field, value] of wire(raw)) {
    if (field === 1) status.code = value;
    else if (field === 2) status.message = value.toString();
    else {
      const any = Object.fromEntries(wire(value));
      const detail = wire(any[2]);
      const kind = any[1].toString().split('/').pop();
      if (kind === 'google.rpc.ErrorInfo') status.reasons.push(Object.fromEntries(detail)[1].toString());
      if (kind === 'google.rpc.LocalizedMessage') {
        const text = Object.fromEntries(detail);
        status.texts[text[1].toString()] = text[2].toString();
      }
      if (kind === 'google.rpc.BadRequest') status.fields.push(...detail.map(([, one]) => Object.fromEntries(wire(one))[1].toString()));
    }
  }
  return status;
}

function noted(trailers) {
  const [record] = trailers.get('registry-record-id');
  assert.match(record, UUID, 'the trailer names the record');
  assert.ok(Number(trailers.get('registry-leaf-index')[0]) < Number(trailers.get('registry-tree-size')[0]));
  return record;
}

function caller(api, target, tokens) {
  const stubs = {};
  return (who, service, method, request, deadline = { seconds: 10 }) => new Promise((resolve) => {
    stubs[service] ??= new api[service](target, grpc.credentials.createInsecure());
    const metadata = new grpc.Metadata();
    if (who) metadata.set('authorization', `Bearer ${tokens[who]}`);
    const options = deadline === null ? {} : { deadline: Date.now() + deadline.seconds * 1000 };
    let answer;
    const call = stubs[service][method](request, metadata, options, (error, response) => { answer = { error, response }; });
    call.on('status', (status) => setImmediate(() => resolve({ ...answer, trailers: status.metadata })));
  });
}

async function refused(call, code, reason, ...rest) {
  const { error } = await call(...rest);
  assert.ok(error, `${rest[2]} was answered, expected ${reason}`);
  assert.equal(error.code, code, `${rest[2]}: ${error.message}`);
  const status = rich(error);
  assert.equal(status.code, code);
  assert.equal(status.message, error.details);
  assert.deepEqual(status.reasons, [reason]);
  assert.deepEqual(Object.keys(status.texts).sort(), ['en', 'vi']);
  return error;
}

async function answered(call, ...rest) {
  const { error, response, trailers } = await call(...rest);
  assert.equal(error, null, `${rest[2]}: ${error?.message}`);
  return { response, record: noted(trailers) };
}

async function play(call) {
  const why = (purpose, basis) => ({ purpose, legal_basis: basis });
  const receive = why('PURPOSE_RECEIVE_RETURNEE', 'QD22/2015-D6.3');

  const announcement = {
    context: receive, request_id: crypto.randomUUID(), entry_point: 'Cửa khẩu Hồng Vân', channel: 'RETURN_CHANNEL_BILATERAL_AGREEMENT',
    persons: 1, addressees: ['SLDTBXH-TTH', 'BCHBP-TTH'], expected_on: { year: 2016, month: 3, day: 2 },
  };
  const announced = await answered(call, 'police', 'VictimService', 'AnnounceReturn', announcement);
  assert.match(announced.response.announcement_id, UUID);

  const person = {
    full_name: 'Hồ Thị Mẫu Thử', sex: 'SEX_FEMALE', nationality: 'VN', id_number: '046190000002', birth_date: { year: 1990 },
    home_address: { province: 'Thừa Thiên Huế' }, current_place: { province: 'Thừa Thiên Huế' },
  };
  const registration = { context: receive, request_id: crypto.randomUUID(), announcement_id: announced.response.announcement_id, person };
  const registered = await answered(call, 'border', 'VictimService', 'RegisterVictim', registration);
  const id = registered.response.person_id;
  assert.match(id, UUID);

  const look = (personId) => ({ context: receive, person_id: personId, fields: { paths: ['full_name', 'id_number', 'status'] } });
  const seen = await answered(call, 'border', 'IdentityService', 'GetIdentity', look(id));
  assert.equal(seen.response.person.full_name, person.full_name);
  assert.equal(seen.response.status.kind, 'PERSON_KIND_VICTIM');

  const hidden = await refused(call, grpc.status.NOT_FOUND, 'NOT_FOUND', 'health', 'IdentityService', 'GetIdentity', look(id));
  const absent = await refused(call, grpc.status.NOT_FOUND, 'NOT_FOUND', 'health', 'IdentityService', 'GetIdentity', look(crypto.randomUUID()));
  assert.ok(rich(hidden).raw.equals(rich(absent).raw), 'hidden and absent give the same bytes');
  const denied = noted(hidden.metadata);

  const listed = await answered(call, 'inspector', 'AuditService', 'ListAccesses', { context: { ...why('PURPOSE_AUDIT', 'QD22/2015-D16.2'), mandate_id: '5a1c7e90-2f4b-4d86-9c3a-7be1d0f4a685' }, person_id: id });
  const lines = new Map(listed.response.lines.map((line) => [line.record_id, line]));
  assert.equal(lines.get(seen.record).kind, 'ACCESS_KIND_INTENT');
  assert.equal(lines.get(denied).agency, 'SYT-TTH');

  const announce = ['VictimService', 'AnnounceReturn', announcement];
  await refused(call, grpc.status.UNAUTHENTICATED, 'TOKEN_NOT_VALID', null, ...announce);
  await refused(call, grpc.status.PERMISSION_DENIED, 'SCOPE_MISSING', 'narrow', ...announce);
  await refused(call, grpc.status.INVALID_ARGUMENT, 'DEADLINE_REQUIRED', 'police', ...announce, null);
  await refused(call, grpc.status.ALREADY_EXISTS, 'REQUEST_ID_REUSED', 'police', 'VictimService', 'AnnounceReturn', { ...announcement, persons: 2 });
  const short = { ...registration, request_id: crypto.randomUUID(), person: { ...person, full_name: 'Xau 04619000002\u0007' } };
  const bad = await refused(call, grpc.status.INVALID_ARGUMENT, 'REQUEST_NOT_VALID', 'border', 'VictimService', 'RegisterVictim', short);
  assert.deepEqual(rich(bad).fields, ['person.full_name']);
  const late = await call('border', 'IdentityService', 'GetIdentity', look(id), { seconds: 0 });
  assert.equal(late.error.code, grpc.status.DEADLINE_EXCEEDED);

  return { person: id, record: seen.record, denied };
}

// What a tool without generated code learns from the contract: our options come through as well.
function checkOptions(contract) {
  const { options } = contract['registry.v1.VictimService'].AnnounceReturn;
  assert.match(JSON.stringify(options), /victim\.announce/, 'the access rule of a method is visible to a dynamic loader');
}

async function main([target, protos]) {
  const contract = loader.loadSync(FILES, { keepCase: true, longs: Number, enums: String, defaults: true, includeDirs: [protos] });
  checkOptions(contract);
  const api = grpc.loadPackageDefinition(contract).registry.v1;
  const tokens = JSON.parse(fs.readFileSync(0, 'utf8'));
  console.log(JSON.stringify(await play(caller(api, target, tokens))));
  process.exit(0);
}

main(process.argv.slice(2)).catch((failed) => {
  console.error(failed);
  process.exit(1);
});
