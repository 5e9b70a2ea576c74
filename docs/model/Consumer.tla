------------------------------ MODULE Consumer ------------------------------
(* How table, bus and committed offset are kept from diverging: the loop of a flight's lane
   (services/consumer/lane_loop.py, ADR 51), what is worth announcing (services/core/flight/changes.py,
   ADR 3) and the fence around commits (services/consumer/commits.py, ADR 53).

   One partition with three records of two flights. Owners take the partition over from each other. A crash
   needs no action of its own: it is an owner that never does anything again after somebody took over, and
   one that does go on is a zombie. README.md says what else is left out, and what each wording is. *)
EXTENDS Integers, FiniteSets, TLC

CONSTANTS Owners,     \* processes; each may be owner, zombie or dead
          Logs,       \* which of the logs below are played: a set of their numbers
          MaxEpochs,  \* assignments of the partition in one run
          MaxLate,    \* writes and commits under way at a time, on which their sender gave up
          Wording     \* "right", or a wording of the protocol that is known to fail

Is(wording) == Wording = wording

Flights == {"f1", "f2"}
Aspects == {"time", "gate"}
Time(f, v, s) == [f |-> f, a |-> "time", v |-> v, s |-> s]    \* v tens of minutes late, by the source's number s
Gate(f, v, s) == [f |-> f, a |-> "gate", v |-> v, s |-> s]
AllLogs == << <<Time("f1", 1, 1), Time("f1", 2, 2), Gate("f2", 1, 1)>>,  \* 10 + 10 minutes; another flight
              <<Time("f1", 2, 1), Gate("f1", 1, 2), Time("f1", 0, 3)>>,  \* two aspects, and back
              <<Gate("f1", 1, 2), Gate("f1", 2, 1), Time("f2", 2, 1)>>,  \* the second is stale
              <<Gate("f1", 1, 1), Time("f2", 2, 1), Gate("f2", 1, 2)>> >> \* f2 has an outbox of another topic
N == 3
Offsets == 0..N - 1

VARIABLES
  log,        \* offset -> event
  table,      \* STATE: flight -> item
  rows,       \* offsets whose history row is written
  sent,       \* flight -> envelopes that the bus, or the dead-letter topic, has acknowledged
  committed,  \* the group's offset
  owner,      \* who was assigned the partition last
  epochs,     \* assignments so far
  start,      \* owner -> committed offset that it read at its assignment: its records begin there
  known,      \* owner -> committed offset read at assignment, or committed since
  done,       \* owner -> completed offsets
  lane,       \* owner -> flight -> cached item, and what this process saw acknowledged of it
  late,       \* writes and commits that are under way although nobody waits for them
  made        \* ghost: flight -> every envelope that an applied write owes

vars == <<log, table, rows, sent, committed, owner, epochs, start, known, done, lane, late, made>>
world == <<log, owner, epochs, start>>

Twins == Permutations(Owners)
Max(S) == CHOOSE x \in S : \A y \in S : x >= y
Min(S) == CHOOSE x \in S : \A y \in S : x <= y

-----------------------------------------------------------------------------
(* What a fold writes. *)
Baseline == [a \in Aspects |-> 0]
Unwritten == [ver |-> 0, reg |-> [a \in Aspects |-> [s |-> 0, v |-> 0]], pub |-> Baseline,
              out |-> {}, topic |-> "own", last |-> -1]
Truth(item) == [a \in Aspects |-> item.reg[a].v]
\* A register keeps the event with the higher number: commutative, associative, idempotent.
Merge(reg, F) == [a \in Aspects |->
  LET found == {reg[a]} \cup {[s |-> log[i].s, v |-> log[i].v] : i \in {j \in F : log[j].a = a}}
  IN CHOOSE one \in found : \A other \in found : one.s >= other.s]

\* 15 minutes or more, or another gate.
Due(truth, pub) == {a \in Aspects : IF a = "gate" THEN truth[a] # pub[a]
                                    ELSE truth[a] - pub[a] \notin -1..1}
Kinds(truth, pub) == IF Due(truth, pub) = {} THEN {"status"} ELSE Due(truth, pub)

Written(item, F) ==
  LET reg == Merge(item.reg, F)
      truth == [a \in Aspects |-> reg[a].v]
      kinds == Kinds(truth, item.pub)
      moves == kinds # {"status"} \/ Is("status moves published")
      offsets == F \cup (IF item.topic = "own" THEN {item.last} ELSE {})
  IN [ver |-> item.ver + 1, reg |-> reg, topic |-> "own",
      pub |-> IF moves THEN truth ELSE item.pub,
      out |-> IF Is("difference over two writes") THEN {CHOOSE k \in kinds : TRUE} ELSE kinds,
      last |-> IF Is("first offset") THEN Min(F) ELSE Max(offsets)]
Changes(item, F) == Merge(item.reg, F) # item.reg \/ Due(Truth(item), item.pub) # {}

Envelopes(item, kinds) ==
  {[ver |-> item.ver, kind |-> k, says |-> Truth(item), topic |-> item.topic, last |-> item.last] : k \in kinds}
\* What a write owes, whatever its outbox holds.
Owed(before, F) == Envelopes(Written(before, F), Kinds(Truth(Written(before, F)), before.pub))

-----------------------------------------------------------------------------
(* What an owner knows. *)
Nothing == [item |-> [Unwritten EXCEPT !.ver = -1], acked |-> {}]
Loaded(o, f) == lane[o][f] # Nothing
Waiting(o, f) == {i \in Offsets : i >= start[o] /\ i \notin done[o] /\ log[i].f = f}
Folds(o, f) == {F \in SUBSET Waiting(o, f) : F # {} /\ \A i \in Waiting(o, f) : i < Max(F) => i \in F}
\* Its own acknowledgement of this very version, or an outbox of this topic below a committed offset.
Proven(o, f) ==
  LET item == lane[o][f].item
  IN \/ item.out \subseteq lane[o][f].acked
     \/ (item.topic = "own" \/ Is("offset of any topic")) /\ item.last < known[o]

Committable(o) ==
  IF Is("highest seen")
  THEN Max({start[o]} \cup {i + 1 : i \in {j \in Offsets : j >= start[o] /\ Loaded(o, log[j].f)}})
  ELSE Max({n \in start[o]..N : \A i \in start[o]..n - 1 : i \in done[o]})

Into(o, f, item, acked) == lane' = [lane EXCEPT ![o][f] = [item |-> item, acked |-> acked]]
Forget(o, f) == lane' = [lane EXCEPT ![o][f] = Nothing]
Complete(o, F) == done' = [done EXCEPT ![o] = @ \cup F]
Send(f, envelopes) == sent' = [sent EXCEPT ![f] = @ \cup envelopes]

Init ==
  /\ \E l \in Logs : /\ log = [i \in Offsets |-> AllLogs[l][i + 1]]
                     /\ table = [f \in Flights |-> IF l = 4 /\ f = "f2"
                          THEN [Unwritten EXCEPT !.ver = 1, !.out = {"status"}, !.topic = "old", !.last = 0]
                          ELSE Unwritten]
  /\ made = [f \in Flights |-> Envelopes(table[f], table[f].out)]
  /\ sent = [f \in Flights |-> {}] /\ rows = {} /\ committed = 0 /\ epochs = 0
  /\ owner = "nobody" /\ start = [o \in Owners |-> -1] /\ known = start  \* -1: never assigned
  /\ done = [o \in Owners |-> {}] /\ lane = [o \in Owners |-> [f \in Flights |-> Nothing]] /\ late = {}

\* Everything learnt under an assignment ends with it.
Assign(o) ==
  /\ epochs < MaxEpochs /\ epochs' = epochs + 1 /\ owner' = o
  /\ lane' = [lane EXCEPT ![o] = [f \in Flights |-> Nothing]]
  /\ known' = [known EXCEPT ![o] = committed]
  /\ IF Is("tracker outlives its epoch") /\ start[o] >= 0 THEN UNCHANGED <<start, done>>
     ELSE start' = [start EXCEPT ![o] = committed] /\ done' = [done EXCEPT ![o] = {}]
  /\ UNCHANGED <<log, table, rows, sent, committed, late, made>>

-----------------------------------------------------------------------------
(* The loop of a lane. A read or a call that fails without a trace changes nothing, and needs no action. *)
Load(o, f) ==  \* (1)
  /\ Waiting(o, f) # {} /\ ~Loaded(o, f)
  /\ Into(o, f, table[f], IF Is("loaded outbox taken for published") THEN table[f].out ELSE {})
  /\ UNCHANGED <<world, table, rows, sent, committed, known, done, late, made>>

Publish(o, f) ==  \* (2): any of the entries may be throttled; the answer may be lost
  /\ Waiting(o, f) # {} /\ Loaded(o, f) /\ ~Proven(o, f)
  /\ LET item == lane[o][f].item acked == lane[o][f].acked
     IN \E kinds \in SUBSET (item.out \ acked) :
          /\ kinds # {} /\ Send(f, Envelopes(item, kinds))
          /\ \/ Into(o, f, item, acked \cup kinds)
             \/ UNCHANGED lane
  /\ UNCHANGED <<world, table, rows, committed, known, done, late, made>>

Apply(f, before, F) ==
  /\ table[f].ver = before.ver \/ Is("no compare and set")
  /\ table' = [table EXCEPT ![f] = Written(before, F)]
  /\ made' = [made EXCEPT ![f] = @ \cup Owed(before, F)]
  /\ rows' = rows \cup F  \* they are there before the write; here they count from it on

Write(o, f, F) ==  \* applied, and the answer arrives or not; refused or lost; under way for long
  LET before == lane[o][f].item
      after == Written(before, F)
  IN \/ /\ Apply(f, before, F) /\ UNCHANGED late
        /\ IF Is("done before the acknowledgement") THEN Complete(o, F) ELSE UNCHANGED done
        /\ IF Is("cache without acknowledgement")
           THEN Into(o, f, after, after.out) /\ (Send(f, Envelopes(after, after.out)) \/ UNCHANGED sent)
           ELSE (Into(o, f, after, {}) \/ Forget(o, f)) /\ UNCHANGED sent
     \/ /\ IF Is("guess kept") THEN Into(o, f, after, {}) ELSE Forget(o, f)
        /\ \/ UNCHANGED late
           \/ /\ Cardinality(late) < MaxLate
              /\ late' = late \cup {[f |-> f, before |-> before, fold |-> F]}
        /\ UNCHANGED <<table, made, rows, done, sent>>

Finish(o, f, F) ==  \* with nothing left to do, a lane needs no cached item
  /\ Complete(o, F)
  /\ IF Waiting(o, f) \subseteq F THEN Forget(o, f) ELSE UNCHANGED lane

MergeFold(o, f) ==  \* (3): history first; then one write, or the offsets are done
  /\ Loaded(o, f) /\ Proven(o, f)
  /\ \E F \in Folds(o, f) :
       IF Changes(lane[o][f].item, F) THEN Write(o, f, F)
       ELSE /\ Finish(o, f, F)
            /\ rows' = IF Is("history of changes only") THEN rows ELSE rows \cup F
            /\ UNCHANGED <<table, made, late, sent>>
  /\ UNCHANGED <<world, committed, known>>

\* The highest contiguous completed offset; the last one again every 30 s. The broker checks no owner and no
\* direction. A request may land late, and nobody hears of it.
Commit(o) ==
  LET offset == Committable(o)
  IN /\ offset > known[o] \/ (~Is("no repeated commit") /\ offset # committed)
     /\ \/ committed' = offset /\ known' = [known EXCEPT ![o] = Max({@, offset})] /\ UNCHANGED late
        \/ /\ Cardinality(late) < MaxLate
           /\ late' = late \cup {[offset |-> offset]} /\ UNCHANGED <<committed, known>>
     /\ UNCHANGED <<world, table, rows, sent, done, lane, made>>

Land == \E one \in late :
  /\ late' = late \ {one}
  /\ IF DOMAIN one = {"offset"}
     THEN committed' = one.offset /\ UNCHANGED <<table, made, rows>>
     ELSE (Apply(one.f, one.before, one.fold) \/ UNCHANGED <<table, made, rows>>) /\ UNCHANGED committed
  /\ UNCHANGED <<world, sent, known, done, lane>>

\* Wordings that add a step of their own.
Astray(o, f) ==
  /\ \/ /\ Is("nothing changes, nothing to do") /\ ~Loaded(o, f)
        /\ \E F \in Folds(o, f) : ~Changes(table[f], F) /\ Complete(o, F) /\ rows' = rows \cup F
        /\ UNCHANGED <<table, lane>>
     \/ /\ Is("written event dead-lettered") /\ Loaded(o, f) /\ ~Proven(o, f)
        /\ \E F \in Folds(o, f) : ~Changes(lane[o][f].item, F) /\ Complete(o, F) /\ rows' = rows \cup F
        /\ UNCHANGED <<table, lane>>
     \/ /\ Is("mark in the state") /\ Loaded(o, f) /\ ~Proven(o, f) /\ table[f].ver = lane[o][f].item.ver
        /\ \E k \in table[f].out :  \* refused; marked, and dead before the dead letter is written
             table' = [table EXCEPT ![f].ver = @ + 1, ![f].out = @ \ {k}]
        /\ Forget(o, f) /\ UNCHANGED <<rows, done>>
  /\ UNCHANGED <<world, sent, committed, known, late, made>>

Step(o) == start[o] >= 0 /\ (Commit(o) \/ \E f \in Flights : Load(o, f) \/ Publish(o, f) \/ MergeFold(o, f) \/ Astray(o, f))
Next == Land \/ \E o \in Owners : Assign(o) \/ Step(o)
Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What has to hold. *)
Merged(i) == table[log[i].f].reg[log[i].a].s >= log[i].s

\* The offset committed is never ahead of what is done: merged, noted and announced.
CommittedIsDone ==
  /\ \A i \in 0..committed - 1 : Merged(i) /\ i \in rows
  /\ \A f \in Flights : \A one \in made[f] : one.topic = "own" /\ one.last < committed => one \in sent[f]

\* When all is committed, every event is in the state, and every envelope is out.
NoLoss == committed = N => \A f \in Flights : /\ made[f] \subseteq sent[f]
                                              /\ table[f].reg = Merge(Unwritten.reg, {i \in Offsets : log[i].f = f})

\* An envelope exists exactly when its change does.
NothingInvented == \A f \in Flights : sent[f] \subseteq made[f]

\* Each envelope is first out after every older one of its flight.
InOrder == \A f \in Flights : \A one \in sent[f] : \A older \in made[f] : older.ver < one.ver => older \in sent[f]

\* What the last announcement said is the truth, within the hysteresis.
Heard(f) == LET said == {one \in sent[f] : one.kind # "status"}
            IN IF said = {} THEN Baseline ELSE (CHOOSE one \in said : \A other \in said : one.ver >= other.ver).says
TruthIsHeard == committed = N => \A f \in Flights : Due(Truth(table[f]), Heard(f)) = {}

\* Within an epoch an owner never sends an offset below the one it read at its assignment, or committed since.
NeverBackwards == \A o \in Owners : start[o] >= 0 => Committable(o) >= known[o]

\* When nobody takes over any more, the last owner ends the log, and the group's offset stays there. A try may
\* fail often, but not for ever.
Fairness ==
  /\ WF_vars(Land) /\ WF_vars(epochs = 0 /\ \E o \in Owners : Assign(o))
  /\ \A o \in Owners :
       /\ SF_vars(owner = o /\ Commit(o) /\ committed' = Committable(o))
       /\ \A f \in Flights : /\ WF_vars(owner = o /\ (Load(o, f) \/ MergeFold(o, f)))
                            /\ SF_vars(owner = o /\ Publish(o, f) /\ lane' # lane)
                            /\ SF_vars(owner = o /\ MergeFold(o, f) /\ (lane'[o][f] # Nothing \/ done' # done))
LiveSpec == Spec /\ Fairness
Ends == <>[](committed = N)
=============================================================================
