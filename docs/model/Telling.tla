------------------------------ MODULE Telling -------------------------------
(* How one contact of one flight is told the final truth, once: the look (services/messenger/look.py, ADR 60),
   the run of a workflow that asks for one, and the sweeper (ADR 61).

   The truth changes, each change starts a run (at some time, in any order), and runs ask for looks. So do a
   booking, a request to send again, and the sweeper. Two looks may be under way at once, and each may die
   anywhere. README.md says what is left out, and what each wording is. *)
EXTENDS Integers, FiniteSets, TLC

CONSTANTS Desks,       \* where looks are made: as many as there are, as many are under way at once
          MaxChanges,  \* changes of the published truth
          MaxDeaths,   \* looks, or runs, that die
          Resends,     \* requests to send again
          Quiet,       \* whether it begins in quiet hours, which end at some time
          Late,        \* whether the booking is made at some time, and is not there from the beginning
          Wording      \* "right", or a wording of the protocol that is known to fail

Is(wording) == Wording = wording
Twins == Permutations(Desks)

Aspects == {"time", "gate"}
Truths == [Aspects -> 0..1]
Baseline == [a \in Aspects |-> 0]

VARIABLES
  truth,     \* STATE.published: [ver, is]; ver counts the changes
  left,      \* STATE: whether the truth ever left the baseline
  run,       \* RUN of each change: none (no change yet), new, failed, done, or the desk that has claimed it
  succeeded, \* ghost: runs whose batch ended well
  told,      \* TOLD of the contact
  asks,      \* requests for a look that are not answered: Booked, Resend
  booked,    \* whether the booking is in the table
  quiet,     \* whether it is night
  look,      \* desk -> the look under way there
  sent,      \* messages that reached the bus
  resent,    \* requests to send again that were made
  tokens,    \* tokens of holds that were given out
  deaths

vars == <<truth, left, run, succeeded, told, asks, booked, quiet, look, sent, resent, tokens, deaths>>

Nobody == 0
Booked == -1   \* who else asks for a look: a booking that was made,
Resend == -2   \* a request to send again,
Overdue == -3  \* the sweeper
Untold == [n |-> 0, is |-> Baseline, ever |-> {}, open |-> FALSE, pending |-> {}, held |-> 0]
Idle == [at |-> "idle", for |-> Nobody, seen |-> Untold, knows |-> [ver |-> -1, is |-> Baseline], again |-> FALSE]
Runs == 1..MaxChanges

Init ==
  /\ truth = [ver |-> 0, is |-> Baseline] /\ left = FALSE
  /\ run = [e \in Runs |-> "none"] /\ succeeded = {}
  /\ told = Untold /\ asks = {} /\ booked = ~Late /\ quiet = Quiet
  /\ look = [d \in Desks |-> Idle] /\ sent = {} /\ resent = 0 /\ tokens = 0 /\ deaths = 0

-----------------------------------------------------------------------------
(* The world. *)

Change ==
  /\ truth.ver < MaxChanges
  /\ \E is \in Truths \ {truth.is} : truth' = [ver |-> truth.ver + 1, is |-> is]
  /\ left' = TRUE /\ run' = [run EXCEPT ![truth.ver + 1] = "new"]
  /\ UNCHANGED <<succeeded, told, asks, booked, quiet, look, sent, resent, tokens, deaths>>

\* The stream handler asks for a look when the truth had left the baseline, which it reads after the booking
\* was written. The wording decides with what was read some time before.
Book ==
  /\ ~booked /\ booked' = TRUE
  /\ asks' = IF left /\ ~Is("booking decided before it is written") THEN asks \cup {Booked} ELSE asks
  /\ UNCHANGED <<truth, left, run, succeeded, told, quiet, look, sent, resent, tokens, deaths>>

AskAgain ==
  /\ resent < Resends /\ told.n > 0 /\ resent' = resent + 1 /\ asks' = asks \cup {Resend}
  /\ UNCHANGED <<truth, left, run, succeeded, told, booked, quiet, look, sent, tokens, deaths>>

Morning ==
  /\ quiet /\ quiet' = FALSE
  /\ UNCHANGED <<truth, left, run, succeeded, told, asks, booked, look, sent, resent, tokens, deaths>>

-----------------------------------------------------------------------------
(* Who asks for a look, and what becomes of the request. *)

Sweeps == ~Is("no sweeper")
\* A run is claimed when it is new, and by the sweeper's new execution when it failed or its lease ran out; once
\* in a while that happens to a run whose execution lives on.
LeaseRanOut(e) == run[e] \in Desks /\ look[run[e]].for # e
Claimable(e) == run[e] = "new" \/ (Sweeps /\ (run[e] = "failed" \/ LeaseRanOut(e)))
Swept == Sweeps /\ told.open /\ (told.held = 0 \/ ~quiet)

Begin(d, for, again) ==
  look' = [look EXCEPT ![d] = [Idle EXCEPT !.for = for, !.again = again,
             !.at = IF Is("state read before told") THEN "state first" ELSE "told"]]

StartRun(d, e) ==  \* claim, then page the bookings: without one there is nobody to look at
  /\ look[d] = Idle
  /\ \/ Claimable(e) /\ UNCHANGED deaths
     \/ Sweeps /\ run[e] \in Desks /\ deaths < MaxDeaths /\ deaths' = deaths + 1
  /\ IF booked THEN run' = [run EXCEPT ![e] = d] /\ Begin(d, e, FALSE) /\ UNCHANGED succeeded
     ELSE run' = [run EXCEPT ![e] = "done"] /\ succeeded' = succeeded \cup {e} /\ UNCHANGED look
  /\ UNCHANGED <<truth, left, told, asks, booked, quiet, sent, resent, tokens>>

StartAsk(d) ==  \* the bus delivers at least once: the request stays until its look ended well
  /\ look[d] = Idle
  /\ \/ \E ask \in asks : Begin(d, ask, ask = Resend)
     \/ Swept /\ Begin(d, Overdue, FALSE)
  /\ UNCHANGED <<truth, left, run, succeeded, told, asks, booked, quiet, sent, resent, tokens, deaths>>

EndWell(d) ==
  LET for == look[d].for
  IN /\ look' = [look EXCEPT ![d] = Idle]
     /\ IF for \in Runs
        THEN /\ run' = IF run[for] = d THEN [run EXCEPT ![for] = "done"] ELSE run  \* if it is still its own
             /\ succeeded' = succeeded \cup {for} /\ UNCHANGED asks
        ELSE asks' = asks \ {for} /\ UNCHANGED <<run, succeeded>>

\* The process of the look is gone. Its run is told so and says FAILED, or is gone too and stays RUNNING.
Die(d) ==
  /\ look[d] # Idle /\ deaths < MaxDeaths /\ deaths' = deaths + 1
  /\ look' = [look EXCEPT ![d] = Idle]
  /\ LET for == look[d].for
     IN \/ UNCHANGED run
        \/ /\ for \in Runs /\ run[for] = d
           /\ run' = [run EXCEPT ![for] = IF Is("done although a batch failed") THEN "done" ELSE "failed"]
  /\ UNCHANGED <<truth, left, succeeded, told, asks, booked, quiet, sent, resent, tokens>>

-----------------------------------------------------------------------------
(* The look. `at` names the step that comes next. *)

Off(is) == {a \in Aspects : is[a] # 0}
Due(seen, is) == IF seen.n = 0 THEN Off(is) ELSE {a \in Aspects : is[a] # seen.is[a]}

\* Every aspect that is off the baseline or was ever told.
Says(seen, is) == LET which == IF Is("text of the difference only") THEN Due(seen, is) ELSE Off(is) \cup seen.ever
                  IN [a \in which |-> is[a]]

Message(seen, knows, again) ==
  [n |-> seen.n + 1, ver |-> knows.ver, says |-> Says(seen, knows.is), again |-> again,
   id |-> IF again THEN <<"resend", 1>>
          ELSE IF Is("id from the truth") THEN <<"truth", knows.is>> ELSE <<"n", seen.n + 1>>]

Go(d, at) == look' = [look EXCEPT ![d].at = at]

End(d) == EndWell(d) /\ UNCHANGED told
Stay == UNCHANGED <<told, run, succeeded, asks>>

\* (3): something due, or the request itself, goes to 4. Otherwise what is open is cleared, and the look ends.
Decide(d, seen, knows, again) ==
  IF Due(seen, knows.is) # {} \/ again \/ seen.open
  THEN /\ look' = [look EXCEPT ![d].seen = seen, ![d].knows = knows, ![d].again = again,
                               ![d].at = IF Due(seen, knows.is) # {} \/ again THEN "write" ELSE "clear"]
       /\ Stay
  ELSE End(d)

ReadTold(d) ==  \* (1)
  /\ look[d].at = "told"
  /\ CASE told.pending # {} /\ Is("pending in flight skipped") -> End(d)
       [] told.pending = {} /\ Is("state read before told") -> Decide(d, told, look[d].knows, look[d].again)
       [] OTHER -> /\ look' = [look EXCEPT ![d].seen = told,
                                           ![d].at = IF told.pending = {} THEN "state" ELSE "publish"]
                   /\ Stay
  /\ UNCHANGED <<tokens, sent>>

Publish(d) ==  \* with its own id and text, also what somebody else left pending
  /\ look[d].at = "publish" /\ sent' = sent \cup look[d].seen.pending
  /\ Go(d, IF Is("no second look") THEN "clear" ELSE "state")
  /\ Stay /\ UNCHANGED tokens

\* (2) and (5). A request to send again asks here whether that was done: a twin that writes since TOLD was read
\* makes the write fail.
ReadState(d) ==
  /\ look[d].at = "state"
  /\ LET asked == look[d].again
         again == asked /\ (Is("resend that never asks") \/ \A one \in sent : one.id # <<"resend", 1>>)
     IN Decide(d, look[d].seen, truth, again)
  /\ UNCHANGED <<tokens, sent>>

ReadStateFirst(d) ==
  /\ look[d].at = "state first"
  /\ look' = [look EXCEPT ![d].knows = truth, ![d].at = "told"]
  /\ Stay /\ UNCHANGED <<tokens, sent>>

Write(d) ==  \* (4): one write on condition of n; by night a hold with a fresh token, which advances nothing
  /\ look[d].at = "write"
  /\ LET seen == look[d].seen knows == look[d].knows again == look[d].again
         one == Message(seen, knows, again)
         next == [n |-> one.n, is |-> knows.is, ever |-> seen.ever \cup DOMAIN one.says, open |-> TRUE,
                  pending |-> {one}, held |-> 0]
         token == IF Is("hold keeps its token") THEN 1 ELSE tokens + 1
     IN CASE told.n # seen.n /\ ~Is("told written without a condition") ->
               Go(d, "told") /\ Stay /\ UNCHANGED tokens
          [] quiet /\ ~again ->
               told' = [told EXCEPT !.held = token, !.open = TRUE] /\ tokens' = token
               /\ EndWell(d)
          [] OTHER ->
               told' = next /\ UNCHANGED <<tokens, run, succeeded, asks>>
               /\ look' = [look EXCEPT ![d].seen = next, ![d].again = FALSE, ![d].at = "publish"]
  /\ UNCHANGED sent

Clear(d) ==  \* on condition of n and of the token; whoever wrote since has it in hand
  /\ look[d].at = "clear"
  /\ LET seen == look[d].seen
         same == /\ told.n = seen.n \/ Is("cleared without n")
                 /\ told.held = seen.held \/ Is("hold cleared without its token")
     IN told' = IF same THEN [told EXCEPT !.open = FALSE, !.pending = {}, !.held = 0] ELSE told
  /\ EndWell(d) /\ UNCHANGED <<tokens, sent>>

LookStep(d) == /\ ReadTold(d) \/ Publish(d) \/ ReadState(d) \/ ReadStateFirst(d) \/ Write(d) \/ Clear(d)
               /\ UNCHANGED <<truth, left, booked, quiet, resent, deaths>>

Next == \/ Change \/ Book \/ AskAgain \/ Morning
        \/ \E d \in Desks : \/ LookStep(d) \/ StartAsk(d) \/ Die(d)
                            \/ \E e \in Runs : StartRun(d, e)
Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What has to hold. *)

\* Nobody is left to do anything, unless the truth changes again.
AtRest == /\ booked /\ ~quiet /\ asks = {} /\ ~Swept
          /\ \A d \in Desks : look[d] = Idle
          /\ \A e \in Runs : ~Claimable(e)

\* A sender drops what is not newer than what it sent, so the highest number is what stays read.
Last == CHOOSE one \in sent : \A other \in sent : one.n >= other.n

FinalTruthIsTold == AtRest =>
  /\ Due(told, truth.is) = {}
  /\ told.n > 0 => /\ sent # {} /\ Last.n = told.n
                   /\ Off(truth.is) \cup told.ever \subseteq DOMAIN Last.says
                   /\ \A a \in DOMAIN Last.says : Last.says[a] = truth.is[a]

\* What is pending or held is not forgotten: it is swept until a look has ended it.
NothingIsLeft == /\ told.pending # {} \/ told.held # 0 => told.open
                 /\ AtRest => ~told.open

\* One number for one truth, the next for a newer and another one, or because somebody asked for it.
NewerAndOther == \A one, next \in sent : one.n < next.n /\ ~next.again =>
                   next.ver > one.ver /\ (next.n = one.n + 1 => next.says # one.says)

OneIdOneMessage == \A one, other \in sent : one.id = other.id \/ one.n = other.n => one = other

DoneIsDone == \A e \in Runs : run[e] = "done" => e \in succeeded
=============================================================================
