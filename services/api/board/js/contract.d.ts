// What the API answers, as `tsc` checks the modules against it (docs/openapi.json has the same in full).

export interface FlightRow {
  flightKey: string; designator: string; carrier: string; originDate: string;
  origin: string; destination: string | null;
  status: string; phase: string; timeliness: string | null; disposition: string | null;
  delayMinutes: number | null; gate: string | null; terminal: string | null;
  scheduledOut: string | null; estimatedOut: string | null; actualOut: string | null;
  version: number; changedAt: string | null; changes?: string[];
}
export interface DisruptionRow {
  eventId: string; flightKey: string; kind: string; state: string;
  startedAt: string; updatedAt: string;
  contacts: number | null; told: number | null; held: number | null; failed: number | null;
  attempt: number | null; reason: string | null;
}
export interface MessageRow { notificationId: string; flightKey: string; kind: string; channel: string; source?: string | null; at: string | null }
export interface NoticeDuty { limitMinutes: number; open: number | null; oldestMinutes: number | null; late: number | null }
export interface Operations {
  at: string; consumers: number | null; lagRecords: number | null; lagSeconds: number | null;
  endToEndP50Ms: number | null; endToEndP99Ms: number | null; deadLetters: number | null;
  asOf?: string | null; messages: number | null; templateShare: number | null; noticeDuty: NoticeDuty | null;
}
export interface Snapshot {
  date: string; position: string; asOf: string | null; flightsLeftOut?: number;
  flights: FlightRow[]; disruptions: DisruptionRow[]; messages: MessageRow[]; operations: Operations | null;
}
export interface SignIn {
  issuer: string; authorizationEndpoint: string | null; tokenEndpoint: string | null; clientId: string | null;
  scopes: string[];
}
export interface Config { mode: string; signIn: SignIn | null; clock?: "wall" | "event"; simulated: string[] }
export interface Me { subject: string; scopes: string[]; passengerId: string | null }

export interface Place { out: string | null; gate: string | null; terminal: string | null }
export interface Flight extends Omit<FlightRow, "carrier" | "changedAt" | "changes" | "disposition"> {
  disposition: string;
  reason: string | null; conflicts: string[]; stand: string | null; registration: string | null;
  aircraftType: string | null; marketing: string[]; divertedTo: string | null; nextInfoAt: string | null;
  actualOff: string | null; actualOn: string | null; actualIn: string | null;
  scheduledIn: string | null; estimatedIn: string | null; boardingAt: string | null; gateClosedAt: string | null;
  announced: Place & { disposition: string; divertedTo: string | null; nextInfoAt: string | null };
  booked: Place; asOf: string;
}
export interface HistoryEntry {
  eventId: string; eventType: string; source: string; authority: string; seq: number | null;
  occurredAt: string; publishedAt: string; correlationId: string;
  provenance: Record<string, unknown>; facts: Record<string, unknown>;
}
export interface NotificationLine {
  notificationId: string; flightKey: string; contactId: string; channel: string; kind: string; n: number;
  asOf: string; createdAt: string;
}
export interface Notification extends NotificationLine {
  contact: string; locale: string; subject: string | null; body: string; correlationId: string;
  text: { source: string; modelId: string | null; promptVersion: string; hash: string };
  why: {
    eventId: string; stateVersion: number; ruleId: string; rulesVersion: string; aspects: string[];
    facts: Record<string, unknown>; factsHash: string; toldBefore: Record<string, unknown> | null;
  };
}
export interface Page<Row> { items: Row[]; next: string | null }
export interface EventStatus { eventId: string; applied: boolean; determines: string[] }
export interface Frame { id: string | null; event: string; data: string }
