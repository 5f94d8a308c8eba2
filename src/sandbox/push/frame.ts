import protobuf from 'protobufjs';

/** A frame of the long connection (pbbp2.Frame). */
export type Frame = {
  readonly service: number;
  /** 0 control (ping, pong), 1 data. */
  readonly method: 0 | 1;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: Uint8Array | undefined;
};

// proto2 `required` is what makes fields 1-4 appear on the wire even when they are 0.
const frameType = protobuf
  .parse(
    `
  syntax = "proto2";
  package pbbp2;
  message Header { required string key = 1; required string value = 2; }
  message Frame {
    required uint64 SeqID = 1; required uint64 LogID = 2; required int32 service = 3; required int32 method = 4;
    repeated Header headers = 5; optional string payload_encoding = 6; optional string payload_type = 7;
    optional bytes payload = 8; optional string LogIDNew = 9;
  }`,
    { keepCase: true },
  )
  .root.lookupType('pbbp2.Frame');

export function encodeFrame(frame: Frame): Uint8Array {
  const headers = Object.entries(frame.headers).map(([key, value]) => ({ key, value }));
  const message = { SeqID: 0, LogID: 0, service: frame.service, method: frame.method, headers };
  return frameType.encode(frame.payload ? { ...message, payload: frame.payload } : message).finish();
}

/** Throws when the bytes are no frame. */
export function decodeFrame(bytes: Uint8Array): Frame {
  const raw = frameType.decode(bytes) as unknown as {
    service: number;
    method: number;
    headers: { key: string; value: string }[];
    payload: Uint8Array;
  };
  return {
    service: raw.service,
    method: raw.method === 0 ? 0 : 1,
    headers: Object.fromEntries(raw.headers.map((h) => [h.key, h.value])),
    payload: raw.payload,
  };
}
